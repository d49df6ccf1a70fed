package read

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mostCompared is how many articles a story has whose passages are compared in the window: their pairs grow with the square. The file
// keeps nothing of a larger one either.
const mostCompared = 300

// commons are the passages that the articles of the open story have in common. They are found beside the window, once the articles of a
// story that is opened are known, and when articles come or change.
type commons struct {
	view    *View
	off     bool // they are not marked
	finding *session.Soon
	cancel  context.CancelFunc // of the search that is under way; nil for none

	documents []annotate.Document // without their texts
	families  []passage.Family
	languages int                      // in which the articles are written
	copies    map[string][]string      // of an article those that are copies of the same text, by their ids
	of        map[string][]sharedPlace // by article, in the order of its text
	met       int                      // the family at hand, -1 for none
}

// sharedPlace is a place of a passage that other articles have too.
type sharedPlace struct {
	passage.Place
	family int
}

func newCommons(v *View, off bool) *commons {
	c := &commons{view: v, off: off, met: -1}
	c.finding = v.session.Soon(countDelay, c.find)
	v.session.OnStory(func(annotate.Story) {
		c.close()
		c.take(across.Shared{})
	})
	return c
}

// heard finds anew what an act may have changed.
func (c *commons) heard(act store.Act) {
	if act.Large || session.Touches(act, "document", "region") {
		c.finding.Ask()
	}
}

// close ends what is under way.
func (c *commons) close() {
	c.finding.Stop()
	if c.cancel != nil {
		c.cancel()
	}
}

// find finds the passages of the open story. What the file keeps of them is read, and only the rest compared.
func (c *commons) find() {
	v := c.view
	if c.cancel != nil {
		c.cancel()
	}
	story := v.session.Story().ID
	if story == "" || len(v.articles.list) > mostCompared {
		c.take(across.Shared{})
		return
	}
	ctx, cancel := context.WithCancel(v.session.Context())
	c.cancel = cancel
	var shared across.Shared
	v.session.Quietly(func(context.Context) (err error) {
		shared, err = across.Passages(ctx, v.session.Project, story, nil)
		return err
	}, func(err error) {
		defer cancel()
		switch {
		case ctx.Err() != nil: // another search has begun meanwhile
		case err != nil:
			v.session.Fail(err)
		default:
			c.take(shared)
		}
	})
}

// take shows what was found.
func (c *commons) take(shared across.Shared) {
	v := c.view
	c.documents, c.families, c.languages = shared.Documents, shared.Families, len(shared.Languages)
	c.of, c.copies, c.met = map[string][]sharedPlace{}, map[string][]string{}, -1
	for i := range c.documents {
		c.documents[i].Text, c.documents[i].Source = "", nil
	}
	for number, f := range c.families {
		for _, p := range f.Places {
			id := c.documents[p.Article].ID
			c.of[id] = append(c.of[id], sharedPlace{p, number})
		}
	}
	for _, spots := range c.of {
		slices.SortFunc(spots, func(a, b sharedPlace) int { return cmp.Compare(a.Start, b.Start) })
	}
	for _, group := range shared.Copies {
		for _, i := range group {
			for _, j := range group {
				if i != j {
					c.copies[c.documents[i].ID] = append(c.copies[c.documents[i].ID], c.documents[j].ID)
				}
			}
		}
	}
	v.passages.forget()
	v.panes.each(func(p *pane) { c.show(p); p.refreshHeader() })
	v.ribbons.place()
	c.follow(false)
}

// setOff stops marking the passages, or marks them again.
func (c *commons) setOff(off bool) {
	c.off = off
	c.view.panes.each(c.show)
	c.follow(true)
	c.view.desk.Changed()
}

// show marks in a pane what its article shares.
func (c *commons) show(p *pane) {
	if p.text == nil {
		return
	}
	var stretches []annotate.Segment
	for _, s := range c.of[p.documentID] {
		if !c.off && c.families[s.family].Marked() {
			stretches = append(stretches, s.Segment)
		}
	}
	p.reader.SetShared(stretches)
	p.reader.SetMet(c.metIn(p))
}

// metIn are the places of the family at hand in a pane.
func (c *commons) metIn(p *pane) (met []reader.Met) {
	if c.met < 0 || c.off || p.text == nil {
		return nil
	}
	for _, s := range c.placesIn(p.documentID, c.met) {
		met = append(met, reader.Met{Segment: s.Segment, Numbers: s.Aside})
	}
	return met
}

// placesIn are the places of a family in an article.
func (c *commons) placesIn(documentID string, family int) (places []passage.Place) {
	for _, p := range c.families[family].Places {
		if c.documents[p.Article].ID == documentID {
			places = append(places, p)
		}
	}
	return places
}

// at is the family that a stretch of an article shares most of, the shortest of several; -1 for none. An empty stretch is the caret.
func (c *commons) at(documentID string, at annotate.Segment) (family int) {
	family, common, length := -1, 0, 0
	for _, s := range c.of[documentID] {
		if s.Start > at.End {
			break
		}
		shares, long := min(s.End, at.End)-max(s.Start, at.Start), s.End-s.Start
		if shares < 0 || at.End > at.Start && shares == 0 || !c.families[s.family].Marked() {
			continue
		}
		if family < 0 || shares > common || shares == common && long < length {
			family, common, length = s.family, shares, long
		}
	}
	return family
}

// follow takes the passage at the caret in hand, or that of the span in hand. It is told of one that comes by the hand of the user.
func (c *commons) follow(told bool) {
	v := c.view
	family := -1
	if p := v.panes.current(); p != nil && p.text != nil && !c.off {
		at := annotate.Segment{Start: p.reader.Caret(), End: p.reader.Caret()}
		if span, here := p.spans[p.own(v.session.Selected())]; here {
			at = annotate.Segment{Start: span.Start(), End: span.End()}
		}
		family = c.at(p.documentID, at)
	}
	if family == c.met {
		return
	}
	c.met = family
	v.panes.each(func(p *pane) { p.reader.SetMet(c.metIn(p)) })
	v.ribbons.place()
	if told && family >= 0 {
		v.session.Tell(c.words(family))
	}
	v.desk.Changed()
}

// words say where else the passage in hand stands, and in which numbers it differs.
func (c *commons) words(family int) string {
	own := c.view.Article()
	f := c.families[family]
	var others []string
	var numbers []string
	for _, p := range f.Places {
		d := c.documents[p.Article]
		if d.ID != own && !slices.Contains(others, paneName(d)) {
			others = append(others, paneName(d))
		}
		if len(p.Aside) > 0 {
			numbers = append(numbers, strings.Join(c.wordsOf(d.ID, p.Aside), ", ")+" in "+paneName(d))
		}
	}
	said := "Also in " + wording.And(others)
	if f.Kind == passage.Reworded {
		said += ", in other words"
	}
	if len(numbers) > 0 {
		said += ". Numbers differ: " + strings.Join(numbers, "; ")
	}
	if meet := c.view.desk.Commands.ByID(meetID); meet != nil && !c.seen() {
		said += fmt.Sprintf(". %s brings it into view", meet.Key())
	}
	return said + "."
}

// seen says whether each other pane that has a place of the passage in hand shows one.
func (c *commons) seen() bool {
	for _, p := range c.view.panes.list {
		met := p.reader.Met()
		if p != c.view.panes.current() && len(met) > 0 && !slices.ContainsFunc(met, func(m reader.Met) bool { return p.reader.InView([]annotate.Segment{m.Segment}) }) {
			return false
		}
	}
	return true
}

// wordsOf are words of an article that a pane shows; the others are of no pane.
func (c *commons) wordsOf(documentID string, segments []annotate.Segment) (words []string) {
	for _, p := range c.view.panes.of(documentID) {
		if p.text != nil {
			for _, s := range segments {
				words = append(words, p.text.Slice(s.Start, s.End))
			}
			return words
		}
	}
	return []string{"another"}
}

// meet scrolls the other panes to where their articles tell what is at hand, at the same height.
func (c *commons) meet() {
	v := c.view
	own := v.panes.current()
	met := own.reader.Met()
	if len(met) == 0 {
		return
	}
	here := met[0].Segment
	for _, m := range met {
		if m.Start <= own.reader.Caret() {
			here = m.Segment
		}
	}
	own.reader.Reveal(here)
	top, _, _ := own.reader.Band(here)
	v.panes.each(func(p *pane) {
		if met := p.reader.Met(); p != own && len(met) > 0 {
			p.reader.Meet(met[0].Segment, max(top, 0))
		}
	})
	var closed []string
	for _, place := range c.families[c.met].Places {
		if d := c.documents[place.Article]; len(v.panes.of(d.ID)) == 0 {
			closed = append(closed, paneName(d))
		}
	}
	if len(closed) > 0 {
		v.session.Tell("It stands also in " + wording.And(slices.Compact(closed)) + ", which no pane shows.")
	}
}

// step puts the caret on the next (1) or previous (-1) passage of the article that others have too.
func (c *commons) step(dir int) {
	v := c.view
	p := v.panes.current()
	spots := slices.DeleteFunc(slices.Clone(c.of[p.documentID]), func(s sharedPlace) bool { return !c.families[s.family].Marked() })
	if dir < 0 {
		slices.Reverse(spots)
	}
	at := p.reader.Caret()
	for _, s := range spots {
		if (s.Start-at)*dir > 0 {
			v.session.SelectSpan("")
			p.reader.SetCaret(s.Start)
			p.reader.Reveal(s.Segment)
			v.desk.Focus()
			return
		}
	}
	switch {
	case len(v.articles.list) > mostCompared:
		v.session.Tell(fmt.Sprintf("The story has more than %d articles: their passages are not compared in the window.", mostCompared))
	case len(spots) == 0 && c.languages > 1:
		v.session.Tell("No other article of the story shares a passage with this one; articles in different languages are not compared.")
	case len(spots) == 0:
		v.session.Tell("No other article of the story shares a passage with this one.")
	default:
		v.session.Tell("There is no further passage in common in this direction.")
	}
}

// anchors are the places that two articles share, the article that is scrolled first.
func (c *commons) anchors(from, to string) (all []align.Anchor) {
	for _, s := range c.of[from] {
		if f := c.families[s.family]; f.Marked() {
			for _, p := range c.placesIn(to, s.family) {
				all = append(all, align.Anchor{From: s.Start, To: p.Start}, align.Anchor{From: s.End, To: p.End})
			}
		}
	}
	return all
}

// copied says of which other articles one is a copy: " · same copy as CNN"; "" of none.
func (c *commons) copied(documentID string) string {
	var names []string
	for _, id := range c.copies[documentID] {
		if d, there := c.view.articles.byID(id); there {
			names = append(names, paneName(d))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " · same copy as " + wording.And(names)
}
