package read

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/propose"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// proposals are what could be marked in the articles that panes show, as it is gone through, taken and turned down. They are drawn once
// they are asked for, and are no marks: n and p, counts and the inspector know nothing of them.
type proposals struct {
	view   *View
	shown  bool
	of     map[string][]propose.Unit // by article, what is open for the annotator at work
	hand   string                    // id of the proposal at hand, "" for none
	layers map[string]bool           // the ids of those who propose
}

func newProposals(v *View) *proposals {
	k := &proposals{view: v, of: map[string][]propose.Unit{}}
	k.learn()
	return k
}

// learn reads who proposes.
func (k *proposals) learn() {
	s := k.view.session
	all, err := s.Project.Layers(s.Context())
	if err != nil {
		s.Fail(err)
		return
	}
	k.layers = map[string]bool{}
	for _, a := range all {
		if a.Proposes {
			k.layers[a.ID] = true
		}
	}
}

// likely is the score from which proposals are called likely.
const likely = .8

// ask looks for what could be marked in the open story and keeps it, as one act of the annotator at work.
func (k *proposals) ask(o propose.Options) {
	v, by := k.view, o.By
	o.StoryID = v.session.Story().ID
	var found propose.Found
	v.session.Background("Looking for proposals", func(ctx context.Context, progress func(done, total int)) (err error) {
		found, err = propose.Find(ctx, v.session.Project, o, progress)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, annotate.ErrNothing):
			v.session.Tell(session.Sentence(err))
			return
		case err != nil:
			v.session.Fail(err)
			return
		}
		added, kept := 0, false
		_, ok := v.session.Do("suggest", "Proposed by "+by, func(tx *store.Tx) (err error) {
			added, err = propose.Keep(tx, propose.LayerOf(by, found.Model), found)
			tx.Summarize("Proposed " + wording.Count(added, "mark") + " by " + by)
			kept = err == nil
			return err
		})
		if !ok && (added > 0 || !kept) {
			return // it says what went wrong; an act that changes nothing is none
		}
		k.show(true)
		k.tellFound(added, found)
	})
}

// tellFound says what came of looking for proposals.
func (k *proposals) tellFound(added int, found propose.Found) {
	v := k.view
	said := "Proposed " + wording.Count(added, "mark") + " in the story."
	switch {
	case added == 0 && found.Count() == 0:
		said = "There is nothing to propose in the story."
	case added == 0:
		said = "There is nothing new to propose in the story."
	}
	for _, note := range found.Notes {
		said += " " + wording.Capital(note) + "."
	}
	if n := k.open(); n > 0 {
		said += fmt.Sprintf(" Press %s to go to the next.", nextProposal)
	}
	v.session.Tell(said)
}

// open counts the proposals in the articles that are shown.
func (k *proposals) open() (n int) {
	for _, units := range k.of {
		n += len(units)
	}
	return n
}

// show draws the proposals, or stops it.
func (k *proposals) show(on bool) {
	k.shown, k.hand = on, ""
	k.view.panes.each(func(p *pane) { k.load(p.documentID) })
	k.view.desk.Changed()
}

// load reads the proposals for an article and draws them.
func (k *proposals) load(documentID string) {
	v := k.view
	delete(k.of, documentID)
	if k.shown {
		units, err := propose.Open(v.session.Context(), v.session.Project, documentID, v.session.Annotator().ID)
		if err != nil {
			v.session.Fail(err)
			return
		}
		k.of[documentID] = units
	}
	k.draw(documentID)
}

// draw draws the proposals for an article in the panes that show it.
func (k *proposals) draw(documentID string) {
	codebook := k.view.session.Codebook()
	var drawn []reader.Proposed
	for _, u := range k.of[documentID] {
		for _, s := range u.Spans {
			label, _ := codebook.LabelByID(s.LabelID)
			for _, g := range s.Segments {
				drawn = append(drawn, reader.Proposed{Segment: g, Color: control.Hue(label.Color), AtHand: u.ID() == k.hand})
			}
		}
	}
	for _, p := range k.view.panes.of(documentID) {
		if p.text != nil {
			p.reader.SetProposed(drawn)
		}
	}
}

// heard follows an act.
func (k *proposals) heard(act store.Act) {
	if act.Large || session.Touches(act, "annotator") {
		k.learn()
	}
	if k.shown && (act.Large || session.Touches(act, "span", "relation", "annotator", "label")) {
		k.view.panes.each(func(p *pane) { k.load(p.documentID) })
		k.view.desk.Changed()
	}
}

// follow takes the proposal at the caret in hand.
func (k *proposals) follow() {
	p := k.view.panes.current()
	if !k.shown || p == nil || p.text == nil {
		return
	}
	cp, best, length := p.reader.Caret(), "", 0
	for _, u := range k.of[p.documentID] {
		main := u.Main()
		long := main.End() - main.Start()
		if main.Start() <= cp && cp <= main.End() && (u.ID() == k.hand || best == "" || best != k.hand && long < length) {
			best, length = u.ID(), long
		}
	}
	if best != k.hand && best != "" {
		k.take(p, best)
	}
}

// take takes a proposal in hand and says what it is; "" lets go.
func (k *proposals) take(p *pane, id string) {
	k.hand = id
	for documentID := range k.of {
		k.draw(documentID)
	}
	if u, ok := k.atHand(p); ok {
		k.view.session.Tell(k.words(p, u))
	}
	k.view.desk.Changed()
}

// atHand is the proposal at hand in a pane.
func (k *proposals) atHand(p *pane) (propose.Unit, bool) {
	if p == nil {
		return propose.Unit{}, false
	}
	units := k.of[p.documentID]
	i := slices.IndexFunc(units, func(u propose.Unit) bool { return u.ID() == k.hand })
	if i < 0 {
		return propose.Unit{}, false
	}
	return units[i], true
}

// words say what a proposal is: who says what, in which voice, how likely, and which keys decide.
func (k *proposals) words(p *pane, u propose.Unit) string {
	codebook := k.view.session.Codebook()
	roles := codebook.Roles()
	main := u.Main()
	label, _ := codebook.LabelByID(main.LabelID)
	said, who := label.Name+" "+p.words(main.Segments, 40), ""
	for _, r := range u.Relations {
		kind, _ := codebook.RelationTypeByID(r.TypeID)
		other := r.HeadSpanID
		if other == main.ID {
			other = r.TailSpanID
		}
		if is, _ := roles.Makes(kind.Name); !is || r.HeadSpanID != main.ID && r.TailSpanID != main.ID {
			continue
		}
		for _, s := range u.Spans {
			if s.ID == other {
				who = p.words(s.Segments, 30)
				if s.Note != "" {
					who += " (" + s.Note + ")"
				}
			}
		}
	}
	if who != "" {
		said = who + " says " + p.words(main.Segments, 40)
	}
	for _, a := range label.Attributes {
		if value := main.Value(a.Name); value.IsSet() {
			said += " · " + value.Words()
		}
	}
	return fmt.Sprintf("%s · %.0f %%. Press %s to take it, %s to turn it down.", said, math.Round(u.Score()*100), takeProposal, turnDownProposal)
}

// step goes to the next (1) or previous (-1) proposal of the article.
func (k *proposals) step(dir int) {
	p := k.view.panes.current()
	if !k.shown {
		k.show(true)
	}
	units := k.of[p.documentID]
	at := slices.IndexFunc(units, func(u propose.Unit) bool { return u.ID() == k.hand })
	next := at + dir
	if at < 0 {
		caret := p.reader.Caret()
		next = slices.IndexFunc(units, func(u propose.Unit) bool { return u.Main().Start() >= caret })
		if next < 0 {
			next = len(units)
		}
		if dir < 0 {
			next--
		}
	}
	if next < 0 || next >= len(units) {
		k.view.session.Tell(k.none(len(units) > 0))
		return
	}
	k.goTo(p, units[next])
}

// none says that there is no further proposal, and where there are some.
func (k *proposals) none(here bool) string {
	switch {
	case here:
		return "There is no further proposal in this direction."
	case k.open() > 0:
		return "There is no proposal in this article; the others that are shown have " + wording.Count(k.open(), "one") + "."
	}
	return "There is no open proposal here: " + suggestKey.String() + " suggests who says what."
}

// goTo takes a proposal in hand and brings it into view.
func (k *proposals) goTo(p *pane, u propose.Unit) {
	main := u.Main()
	k.view.session.SelectSpan("")
	k.hand = u.ID() // before the caret moves into it
	p.reader.SetCaret(main.Start())
	p.reader.Reveal(main.Segments[0])
	k.view.desk.Focus()
	k.take(p, u.ID())
}

// decide takes the proposal at hand, or turns it down, and goes to the next. Where words are selected that meet what it is about, they are
// what is taken.
func (k *proposals) decide(accept bool) {
	v := k.view
	p := v.panes.current()
	u, ok := k.atHand(p)
	if !ok {
		return
	}
	at := slices.IndexFunc(k.of[p.documentID], func(other propose.Unit) bool { return other.ID() == u.ID() })
	what := p.words(u.Main().Segments, 40)
	if accept {
		u = k.corrected(p, u)
		_, ok = v.session.Do("accept", "Took the proposal "+what, func(tx *store.Tx) error { _, err := propose.Take(tx, u); return err })
	} else {
		_, ok = v.session.Do("reject", "Turned down the proposal "+what, func(tx *store.Tx) error { return propose.TurnDown(tx, u) })
	}
	if !ok {
		return
	}
	k.hand = ""
	k.load(p.documentID)
	if units := k.of[p.documentID]; at < len(units) {
		k.goTo(p, units[at])
		return
	}
	p.reader.ClearSelection()
	k.view.desk.Changed()
	v.session.Tell("That was the last proposal in this article.")
}

// corrected is a proposal whose main span has the words that are selected, where these meet it.
func (k *proposals) corrected(p *pane, u propose.Unit) propose.Unit {
	if len(p.reader.Selection()) == 0 {
		return u
	}
	chosen, main := p.chosenWords(), u.Main()
	meets := slices.ContainsFunc(chosen, func(c annotate.Segment) bool {
		return slices.ContainsFunc(main.Segments, func(s annotate.Segment) bool { return c.Start < s.End && s.Start < c.End })
	})
	if !meets {
		return u
	}
	u.Spans = slices.Clone(u.Spans)
	for i := range u.Spans {
		if u.Spans[i].ID == main.ID {
			u.Spans[i].Segments = chosen
		}
	}
	return u
}

// decideAll asks, then takes all proposals of the article from a score on, or turns all down, as one act.
func (k *proposals) decideAll(accept bool, from float64) {
	v := k.view
	p := v.panes.current()
	if !k.shown {
		k.show(true)
	}
	units := slices.DeleteFunc(slices.Clone(k.of[p.documentID]), func(u propose.Unit) bool { return u.Score() < from })
	if len(units) == 0 {
		v.session.Tell("There is no such proposal in this article.")
		return
	}
	count := wording.Count(len(units), "proposal")
	title, body, yes := "Take "+count+"?", "They become marks of yours, with actors, relations and names, as one act that one undo takes back.", "Take them"
	if !accept {
		title, body, yes = "Turn down "+count+"?", "They are not proposed again, to nobody. One undo brings them back.", "Turn them down"
	}
	v.desk.Sheets.Confirm(title, body, yes, func() {
		k.hand = ""
		var ok bool
		if accept {
			_, ok = v.session.Do("accept", "Took "+count, func(tx *store.Tx) error { _, err := propose.Take(tx, units...); return err })
		} else {
			_, ok = v.session.Do("reject", "Turned down "+count, func(tx *store.Tx) error { return propose.TurnDown(tx, units...) })
		}
		if ok {
			k.load(p.documentID)
			v.session.Tell(map[bool]string{true: "Took ", false: "Turned down "}[accept] + count + ".")
		}
	})
}
