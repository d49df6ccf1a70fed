package ui

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// tag makes a span of the selection, without white space at its ends, or of the word at the caret. Where the same
// span stands already it is selected instead.
func (v *workspace) tag(labelID string) {
	v.floating.hide()
	if reason := v.window.needsPane(); reason != "" {
		v.session.Tell(reason)
		return
	}
	p := v.panes.current()
	label, ok := v.session.Codebook().LabelByID(labelID)
	segments := p.chosenWords()
	if !ok || len(segments) == 0 {
		v.session.Tell("Select some words first, or put the caret on a word.")
		return
	}
	for _, id := range p.reader.MarksAt(segments[0].Start) {
		if span := p.spans[id]; span.LabelID == labelID && span.AnnotatorID == v.session.Annotator().ID && slices.Equal(span.Segments, segments) {
			v.session.Tell(fmt.Sprintf("%s is tagged as %s already.", p.words(segments, 40), label.Name))
			v.session.SelectSpan(id)
			return
		}
	}
	span := annotate.Span{DocumentID: p.documentID, LabelID: labelID, Segments: segments, Confidence: 1}
	summary := fmt.Sprintf("Tagged %s as %s", p.words(segments, 40), label.Name)
	if _, ok := v.session.Do("tag", summary, func(tx *store.Tx) error {
		span.AnnotatorID = tx.Annotator().ID
		return tx.CreateSpan(&span)
	}); ok {
		p.reader.ClearSelection()
		v.session.SelectSpan(span.ID)
		v.window.stage.Focus()
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
	text := ""
	for i, s := range segments {
		if i > 0 {
			text += " … "
		}
		text += p.text.Slice(s.Start, min(s.End, s.Start+4*n))
	}
	return wording.Quoted(text, n)
}

// selectedSpan is the span in hand.
func (v *workspace) selectedSpan() (annotate.Span, bool) {
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

// spanWords quotes the words of a span.
func (v *workspace) spanWords(span annotate.Span, n int) string {
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

// deleteSpan deletes the span in hand with its relations.
func (v *workspace) deleteSpan() {
	span, ok := v.selectedSpan()
	if !ok {
		return
	}
	label, _ := v.session.Codebook().LabelByID(span.LabelID)
	summary := fmt.Sprintf("Deleted the %s %s", label.Name, v.spanWords(span, 40))
	if _, ok := v.session.Do("delete", summary, func(tx *store.Tx) error { return tx.DeleteSpan(span.ID) }); ok {
		v.session.SelectSpan("")
		v.session.Tell(summary + ". Ctrl+Z brings it back.")
	}
}

// resizeSpan gives a span other segments.
func (v *workspace) resizeSpan(p *pane, id string, segments []annotate.Segment) {
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

// stepSpan selects the next or the previous span of the article.
func (v *workspace) stepSpan(forward bool) {
	p := v.panes.current()
	id := ""
	if forward {
		id = p.reader.NextMark()
	} else {
		id = p.reader.PrevMark()
	}
	switch {
	case id == "" && p.spans == nil:
		v.session.Tell("The spans are still being read.")
		return
	case id == "" && len(p.spans) == 0:
		v.session.Tell("There is no span in this article yet.")
		return
	case id == "":
		v.session.Tell("There is no further span in this direction.")
		return
	}
	v.session.SelectSpan(id)
}

// enter goes to the inspector, or confirms the relation that is being made.
func (v *workspace) enter() {
	if v.relating != nil {
		v.confirmRelation()
		return
	}
	if !v.right.Object.Visible() {
		v.toggle(v.right)
	}
	v.inspector.FocusFirst()
}

// escape cancels what is under way, one thing at a time.
func (v *workspace) escape() {
	p := v.panes.current()
	switch {
	case v.floating.hide():
	case v.relating != nil:
		v.stopRelating()
	case p != nil && p.find.object.Visible():
		p.find.leave()
	case p != nil && len(p.reader.Selection()) > 0:
		p.reader.ClearSelection()
	default:
		v.session.SelectSpan("")
	}
}

// selectionChanged shows the span in hand everywhere.
func (v *workspace) selectionChanged() {
	id := v.session.Selected()
	v.panes.each(func(p *pane) {
		if own := p.own(id); p.reader.SelectedMark() != own {
			p.reader.SelectMark(own)
		}
	})
	v.inspector.ShowSpan(id)
	v.showRelated()
	v.candidateChanged()
	v.window.menu.refreshSoon()
}

// showRelated lights up the spans that the one in hand is related to, in all panes, and the first end of a relation
// that is being made.
func (v *workspace) showRelated() {
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
	if v.relating != nil {
		related = append(related, v.relating.from.ID)
	}
	v.panes.each(func(p *pane) { p.reader.SetRelated(related) })
}

// showSpan brings a span into view, opening its story and its article where needed.
func (v *workspace) showSpan(id string) {
	v.window.stage.Leave()
	for i, p := range v.panes.list {
		if span, ok := p.spans[id]; ok {
			v.panes.activate(v.panes.list[i])
			p.reader.SelectMark(id)
			p.reader.Reveal(span.Segments[0])
			return
		}
	}
	span, err := v.session.Project.Span(v.session.Context(), id)
	if err != nil {
		v.session.Fail(err)
		return
	}
	if _, here := v.document(span.DocumentID); here {
		v.panes.open(span.DocumentID)
		return // the pane selects the span in hand once it is read
	}
	v.session.Tell("That span stands in another story.")
}

// paneLoaded shows the span in hand in a pane whose spans have just been read; a fresh pane goes there.
func (v *workspace) paneLoaded(p *pane, fresh bool) {
	id := p.own(v.session.Selected())
	if fresh || p.reader.SelectedMark() != id {
		p.reader.SelectMark(id)
	}
	if fresh && id != "" {
		p.reader.Reveal(p.spans[id].Segments[0])
	}
	v.showRelated()
	v.window.menu.refreshSoon()
}
