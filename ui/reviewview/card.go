package reviewview

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mostRelations is how many relations a card lists.
const mostRelations = 3

// cards are one card for each candidate of the item at hand.
func (v *View) cards() []fyne.CanvasObject {
	var cards []fyne.CanvasObject
	for card, i := range v.order {
		c := v.item.Candidates[i]
		var body []fyne.CanvasObject
		if twin := v.twin(card); twin >= 0 {
			body = []fyne.CanvasObject{newLine(fmt.Sprintf("The same as %d", twin+1), theme.ColorNameMuted, base.SizeNameCaptionText, false)}
		} else if v.item.Kind == review.Relation {
			body = v.relationBody(c)
		} else {
			body = v.spanBody(c)
		}
		cards = append(cards, v.card(card, i, c, body))
	}
	return cards
}

// twin is an earlier card that says the same, -1 where there is none.
func (v *View) twin(card int) int {
	for earlier := range card {
		if v.alike(v.item.Candidates[v.order[earlier]], v.item.Candidates[v.order[card]]) {
			return earlier
		}
	}
	return -1
}

// card is one candidate with its key, its annotator and its label.
func (v *View) card(card, candidate int, c review.Candidate, body []fyne.CanvasObject) fyne.CanvasObject {
	frame := newFrame(paper)
	said := ""
	switch {
	case slices.Contains(v.picked, candidate):
		frame.set(base.ColorNameSelection, base.ColorNamePrimary, 2)
		said = "picked"
	case v.item.Kind != review.Added && !v.item.Open && v.stands(c):
		frame.set(paper, base.ColorNameSuccess, 2)
		said = "in gold"
	}
	key := fmt.Sprint(card + 1)
	if card > 8 {
		key = "·"
	}
	head := container.NewBorder(nil, nil, control.NewKey(key), container.NewHBox(v.labelTag(c)),
		centred(newLine(joined(v.name(c), said), base.ColorNameForeground, base.SizeNameText, true)))
	rows := append([]fyne.CanvasObject{head}, body...)
	inner := container.New(layout.NewCustomPaddedLayout(8, 9, 10, 10), control.NewColumn(5, rows...))
	return newPress(container.NewStack(frame, inner), func() { v.digit(card + 1) })
}

// stands says whether a candidate is what became gold, word for word.
func (v *View) stands(c review.Candidate) bool {
	if v.item.Kind == review.Relation {
		return slices.ContainsFunc(v.item.Relations, func(r annotate.Relation) bool {
			return r.TypeID == c.Relation.TypeID && r.HeadSpanID == c.Head && r.TailSpanID == c.Tail
		})
	}
	return slices.ContainsFunc(v.item.Gold, func(g annotate.Span) bool { return v.says(g, c) })
}

// says says whether a candidate is what a gold span says.
func (v *View) says(g annotate.Span, c review.Candidate) bool {
	return g.LabelID == c.Span.LabelID && slices.Equal(g.Segments, c.Span.Segments) && sameValues(g, c.Span) &&
		v.entityName(g.EntityID) == v.entityName(c.Span.EntityID)
}

// labelTag is the label of a candidate with its colour, or the type of a relation.
func (v *View) labelTag(c review.Candidate) fyne.CanvasObject {
	tone := base.ColorNameForeground
	if v.item.Differs.Label {
		tone = base.ColorNameWarning
	}
	id := c.Span.LabelID
	if v.item.Kind == review.Relation {
		id = c.Relation.TypeID
	}
	return v.tag(id, tone, v.item.Differs.Label)
}

// tag is a label's colour and name.
func (v *View) tag(labelID string, tone fyne.ThemeColorName, bold bool) fyne.CanvasObject {
	name := newLine(v.labelName(labelID), tone, base.SizeNameText, bold)
	name.wide = true
	label, ok := v.session.Codebook().LabelByID(labelID)
	if !ok {
		return centred(name)
	}
	dot := canvas.NewRectangle(control.Hue(label.Color))
	dot.CornerRadius = 3
	dot.SetMinSize(fyne.NewSize(11, 11))
	return container.NewHBox(container.NewCenter(dot), centred(name))
}

// centred puts one line in the middle of the height it gets.
func centred(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(middleOf{}, o)
}

type middleOf struct{}

func (middleOf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width, height))
	objects[0].Move(fyne.NewPos(0, (size.Height-height)/2))
}

func (middleOf) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// spanBody is the words of a candidate and what it says of them.
func (v *View) spanBody(c review.Candidate) []fyne.CanvasObject {
	var all [][]annotate.Segment
	for _, other := range v.item.Candidates {
		all = append(all, other.Span.Segments)
	}
	body := []fyne.CanvasObject{control.Flush(rich(v.quote(c.Span.Segments, all)))}
	if d := v.detailsOf(c.Span); len(d.segments) > 0 {
		body = append(body, control.Flush(rich(d.segments)))
	}
	return body
}

// detailsOf are attributes, entity, note and relations of a span, those that differ in their colour.
func (v *View) detailsOf(s annotate.Span) details {
	var d details
	label, _ := v.session.Codebook().LabelByID(s.LabelID)
	for _, a := range label.Attributes {
		value, set := s.Attributes[a.Name]
		differs := slices.Contains(v.item.Differs.Attributes, a.Name)
		if set || differs {
			d.add(a.Name, cmp.Or(annotate.ValueOf(value).Words(), "—"), differs)
		}
	}
	if s.EntityID != "" || v.item.Differs.Entity {
		name := v.entityName(s.EntityID)
		if name == "" {
			name = "—"
		}
		d.add("is", name, v.item.Differs.Entity)
	}
	if s.Note != "" {
		d.add("note", wording.Short(s.Note, 200), v.item.Differs.Note)
	}
	v.addRelations(&d, s.ID)
	return d
}

// addRelations lists what a span is linked to.
func (v *View) addRelations(d *details, spanID string) {
	p, ctx := v.session.Project, v.session.Context()
	relations, err := p.RelationsOf(ctx, spanID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	for i, r := range relations {
		if i == mostRelations {
			d.add("", "and "+wording.Count(len(relations)-i, "more link"), false)
			return
		}
		kind, outward, other := v.labelName(r.TypeID), true, r.TailSpanID
		if other == spanID {
			outward, other = false, r.HeadSpanID
		}
		s, err := p.Span(ctx, other)
		switch {
		case err != nil: // it was deleted meanwhile: the panel follows
		case outward:
			d.add("link", kind+" "+v.spanWords(s, 60), false)
		default:
			d.add("link", v.spanWords(s, 60)+" "+kind+" this", false)
		}
	}
}

// spanWords quotes a span, with its article where that is another one.
func (v *View) spanWords(s annotate.Span, n int) string {
	text := wording.Quoted(v.texts.of(s.DocumentID, s.Segments), n)
	if s.DocumentID != v.document.ID {
		if a, ok := v.texts.article(s.DocumentID); ok {
			text += " in " + outlet(a.document)
		}
	}
	return text
}

// relationBody is the two ends of a relation, in its direction.
func (v *View) relationBody(c review.Candidate) []fyne.CanvasObject {
	ctx, style := v.session.Context(), plainStyle
	end := func(id string) string {
		s, err := v.session.Project.Span(ctx, id)
		if err != nil {
			return "a span that is gone"
		}
		return v.spanWords(s, 140)
	}
	arrow := quietStyle
	if v.item.Differs.Boundary || v.item.Differs.Label {
		arrow = differStyle
	}
	sign := "  " + v.labelName(c.Relation.TypeID) + "  "
	body := []fyne.CanvasObject{control.Flush(rich([]widget.RichTextSegment{
		&widget.TextSegment{Text: end(c.Head), Style: style}, &widget.TextSegment{Text: sign, Style: arrow}, &widget.TextSegment{Text: end(c.Tail), Style: style}}))}
	if note := strings.TrimSpace(c.Relation.Note); note != "" {
		var d details
		d.add("note", wording.Short(note, 200), v.item.Differs.Note)
		body = append(body, control.Flush(rich(d.segments)))
	}
	return body
}
