package read

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/keyboard"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// spans are what is marked in the articles, as it is made, changed and gone through.
type spans struct {
	view   *View
	filled map[string]store.Carried // what was filled in, by the span's id
	keyed  bool                     // a key is being typed in the text
}

// typed does what a key does that was typed in the text, and says whether it does anything.
func (k *spans) typed(key rune) bool {
	k.keyed = true
	defer func() { k.keyed = false }()
	if k.view.desk.Commands.Rune(key) {
		return true
	}
	if keyboard.Unknown(key) {
		k.view.session.Tell(fmt.Sprintf("“%c” is none of the keys here: type Latin letters, or the digits of the labels.", key))
	}
	return false
}

// wordless says why a label's key does not tag the word at the caret now, "" where it does.
func (k *spans) wordless(p *pane) string {
	switch {
	case !k.keyed || len(p.reader.Selection()) > 0:
		return ""
	case !wordHabit.on():
		return "Select some words first: that keys tag the word at the caret is switched off."
	case p.parked:
		return "Nothing was tagged, as something has just closed: move the caret or click, then a key tags the word there."
	}
	return ""
}

// tag makes a span of the selection, without white space at its ends, or of the word at the caret. Where the same
// span stands already it is selected instead. The span is to be seen in the next picture, and saved after it.
func (k *spans) tag(labelID string) {
	v := k.view
	v.session.Settle()
	v.floating.hide()
	if reason := v.Untaggable(); reason != "" {
		v.session.Tell(reason)
		return
	}
	p := v.panes.current()
	label, ok := v.session.Codebook().LabelByID(labelID)
	if reason := k.wordless(p); reason != "" {
		v.session.Tell(reason)
		return
	}
	segments, atCaret := p.chosenWords(), len(p.reader.Selection()) == 0
	if !ok || len(segments) == 0 {
		v.session.Tell("Select some words first, or put the caret on a word.")
		return
	}
	span := annotate.Span{DocumentID: p.documentID, LabelID: labelID, AnnotatorID: v.session.Annotator().ID, Segments: segments, Confidence: 1}
	for _, id := range p.reader.MarksAt(segments[0].Start) {
		if sameTag(p.spans[id], span) {
			k.stands(p, id, label)
			return
		}
	}
	span.ID = annotate.NewID()
	if p.spans == nil || v.session.Project.ReadOnly() { // what stands already is not known, or nothing can be saved
		if k.save(p, span, label, atCaret) {
			p.reader.ClearSelection()
			v.desk.Focus()
		}
		return
	}
	chosen := p.reader.Selection()
	for _, same := range v.panes.of(span.DocumentID) {
		same.reader.PutMark(same.mark(span))
		same.reader.SelectMark(span.ID)
	}
	v.desk.Focus()
	v.session.AfterPicture(func() {
		if k.save(p, span, label, atCaret) {
			return
		}
		for _, same := range v.panes.of(span.DocumentID) {
			same.reader.RemoveMark(span.ID)
			same.reader.SelectMark(same.own(v.session.Selected()))
		}
		if len(chosen) > 0 && len(p.reader.Selection()) == 0 {
			p.reader.Select(chosen[0])
		}
	})
}

// save saves a span that is to be tagged, unless the same one stands already where that was not known.
func (k *spans) save(p *pane, span annotate.Span, label annotate.Label, atCaret bool) (made bool) {
	v := k.view
	summary := fmt.Sprintf("Tagged %s as %s", p.words(span.Segments, 40), label.Name)
	var carried store.Carried
	var standing string
	_, ok := v.session.Do("tag", summary, func(tx *store.Tx) (err error) {
		span.AnnotatorID = tx.Annotator().ID
		if p.spans == nil {
			if standing, err = standingAs(tx, span); err != nil || standing != "" {
				return err
			}
		}
		if fillHabit.on() {
			if carried, err = tx.CarryOver(&span); err != nil {
				return err
			}
		}
		return tx.CreateSpan(&span)
	})
	switch {
	case standing != "":
		k.stands(p, standing, label)
	case ok:
		k.tagged(span, carried)
		if atCaret || carried.Any() || carried.Several > 0 {
			v.session.Tell(summary + "." + told(carried, label))
		}
	}
	return ok
}

// stands selects the span that is tagged so already.
func (k *spans) stands(p *pane, id string, label annotate.Label) {
	v := k.view
	v.session.Tell(fmt.Sprintf("%s is tagged as %s already.", p.words(p.chosenWords(), 40), label.Name))
	v.session.SelectSpan(id)
}

// sameTag says whether two spans are the same words with the same label by the same annotator.
func sameTag(a, b annotate.Span) bool {
	return a.LabelID == b.LabelID && a.AnnotatorID == b.AnnotatorID && slices.Equal(a.Segments, b.Segments)
}

// standingAs is the id of a span of the project that is the same, "" for none.
func standingAs(tx *store.Tx, span annotate.Span) (id string, err error) {
	spans, err := tx.Spans(span.DocumentID, span.AnnotatorID)
	for _, s := range spans {
		if sameTag(s, span) {
			return s.ID, err
		}
	}
	return "", err
}

// tagged takes a span in hand that was just made and, where that is the habit, goes on to what is still to be said of it.
func (k *spans) tagged(span annotate.Span, carried store.Carried) {
	v := k.view
	if carried.Any() {
		k.filled[span.ID] = carried
	}
	v.session.SelectSpan(span.ID)
	if inspectHabit.on() {
		v.showInspector()
		v.inspector.FocusMissing()
	}
}

// told says what was filled in: " Filled in: Ines Vell, type person. 0 takes that back."
func told(carried store.Carried, label annotate.Label) string {
	if carried.Several > 0 {
		return fmt.Sprintf(" %d known ones are called so: %s says which is meant.", carried.Several, nameKey)
	}
	if !carried.Any() {
		return ""
	}
	parts := []string{carried.Entity.Name}
	for _, a := range label.Attributes {
		if value, filled := carried.Attributes[a.Name]; filled {
			parts = append(parts, a.Name+" "+annotate.ValueOf(value).Words())
		}
	}
	return fmt.Sprintf(" Filled in: %s. %s takes that back.", strings.Join(parts, ", "), takeBackKey)
}

// filledIn is what of a span was filled in and not said by anybody.
func (k *spans) filledIn(span annotate.Span) store.Carried { return k.filled[span.ID].Still(span) }

// takeBack takes what was filled in off the span in hand.
func (k *spans) takeBack() {
	v := k.view
	span, ok := k.selected()
	if !ok {
		return
	}
	summary := "Took back what was filled in on " + k.words(span, 40)
	if _, ok := v.session.Do("fill", summary, func(tx *store.Tx) error { return tx.UpdateSpan(k.filled[span.ID].TakenFrom(span)) }); ok {
		v.session.Tell(summary + ".")
	}
}

// chosenWords is what a label would be put on: the selection without white space at its ends, else the word at the
// caret; empty where there is neither.
func (p *pane) chosenWords() []annotate.Segment {
	var segments []annotate.Segment
	for _, s := range p.reader.Selection() {
		if s = p.text.TrimSpace(s); s.End > s.Start {
			segments = append(segments, s)
		}
	}
	if len(segments) == 0 && len(p.reader.Selection()) == 0 {
		if word := p.reader.WordAtCaret(); word.End > word.Start {
			segments = append(segments, word)
		}
	}
	return annotate.NormalizeSegments(segments)
}

// words quotes the words of segments, at most n characters of them.
func (p *pane) words(segments []annotate.Segment, n int) string {
	return wording.Quoted(p.text.QuoteStart(segments, 4*n), n)
}

// selected is the span in hand.
func (k *spans) selected() (annotate.Span, bool) {
	v := k.view
	id := v.session.Selected()
	if id == "" {
		return annotate.Span{}, false
	}
	for _, p := range v.panes.list {
		if span, ok := p.spans[id]; ok {
			return span, true
		}
	}
	span, err := v.session.Project.Span(v.session.Context(), id)
	return span, err == nil
}

// words quotes the words of a span.
func (k *spans) words(span annotate.Span, n int) string {
	v := k.view
	for _, p := range v.panes.of(span.DocumentID) {
		if p.text != nil {
			return p.words(span.Segments, n)
		}
	}
	d, err := v.session.Project.Document(v.session.Context(), span.DocumentID)
	if err != nil {
		return "a span"
	}
	text := []rune(d.Text)
	return wording.Quoted(string(text[min(span.Start(), len(text)):min(span.End(), len(text))]), n)
}

// delete deletes the span in hand with its relations. One that nobody sees now is shown instead.
func (k *spans) delete() {
	v := k.view
	span, ok := k.selected()
	if !ok {
		return
	}
	if !k.inView(span) {
		v.showSpan(span.ID, false)
		v.desk.Focus()
		v.session.Tell(fmt.Sprintf("%s was out of view: here it is. Press %s again to delete it.",
			wording.Capital(k.words(span, 40)), command.Named(fyne.KeyDelete)))
		return
	}
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	summary := fmt.Sprintf("Deleted the %s %s", label.Name, k.words(span, 40))
	if _, ok := v.session.Do("delete", summary, func(tx *store.Tx) error { return tx.DeleteSpan(span.ID) }); ok {
		v.session.SelectSpan("")
		v.session.Tell(summary + ". " + command.Ctrl(fyne.KeyZ).String() + " brings it back.")
	}
}

// inView says whether some of a span is to be seen in the pane that has the keyboard, or in another.
func (k *spans) inView(span annotate.Span) bool {
	for _, p := range k.view.panes.list {
		if _, drawn := p.spans[span.ID]; drawn && p.reader.InView(span.Segments) {
			return true
		}
	}
	return false
}

// resize gives a span other segments.
func (k *spans) resize(p *pane, id string, segments []annotate.Segment) {
	v := k.view
	span, ok := p.spans[id]
	if !ok {
		return
	}
	span.Segments = annotate.NormalizeSegments(segments)
	if _, ok := v.session.Do("resize", "Moved the ends of "+p.words(span.Segments, 40), func(tx *store.Tx) error {
		return tx.UpdateSpan(span)
	}); !ok {
		p.reader.PutMark(p.mark(p.spans[id]))
	}
}

// showRelated lights up the spans that the one in hand is related to, in all panes, and the first end of a relation
// that is being made.
func (k *spans) showRelated() {
	v := k.view
	var related []string
	if id := v.session.Selected(); id != "" {
		relations, err := v.session.Project.RelationsOf(v.session.Context(), id)
		if err != nil {
			v.session.Fail(err)
		}
		for _, r := range relations {
			for _, end := range []string{r.HeadSpanID, r.TailSpanID} {
				if end != id {
					related = append(related, end)
				}
			}
		}
	}
	if r := v.relations.making; r != nil {
		related = append(related, r.from.ID)
		if id := v.session.Selected(); id == "" || id == r.from.ID {
			related = append(related, r.nearest.ID)
		}
	}
	v.panes.each(func(p *pane) { p.reader.SetRelated(related) })
}
