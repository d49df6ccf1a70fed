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
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mostRelations is how many relations a card lists.
const mostRelations = 3

// cards draw what the candidates say, with what differs between them in a colour of its own.
type cards struct{ view *View }

// all are one card for each candidate of the item at hand.
func (cs *cards) all() []fyne.CanvasObject {
	v := cs.view
	var cards []fyne.CanvasObject
	for card, i := range v.hand.order {
		c := v.hand.item.Candidates[i]
		var body []fyne.CanvasObject
		if twin := v.hand.twin(card); twin >= 0 {
			body = []fyne.CanvasObject{newLine(fmt.Sprintf("The same as %d", twin+1), theme.ColorNameMuted, base.SizeNameCaptionText, false)}
		} else if v.hand.item.Kind == review.Relation {
			body = cs.relationBody(c)
		} else {
			body = cs.spanBody(c)
		}
		cards = append(cards, cs.one(card, i, c, body))
	}
	return cards
}

// one is one candidate with its key, its annotator and its label.
func (cs *cards) one(card, candidate int, c review.Candidate, body []fyne.CanvasObject) fyne.CanvasObject {
	v := cs.view
	frame := newFrame(paper)
	said := ""
	switch {
	case slices.Contains(v.hand.picked, candidate):
		frame.set(base.ColorNameSelection, base.ColorNamePrimary, 2)
		said = "picked"
	case v.hand.item.Kind != review.Added && !v.hand.item.Open && v.hand.stands(c):
		frame.set(paper, base.ColorNameSuccess, 2)
		said = "in gold"
	}
	key := fmt.Sprint(card + 1)
	if card > 8 {
		key = "·"
	}
	head := container.NewBorder(nil, nil, control.NewKey(key), container.NewHBox(cs.labelTag(c)),
		centred(newLine(joined(v.names.of(c), said), base.ColorNameForeground, base.SizeNameText, true)))
	rows := append([]fyne.CanvasObject{head}, body...)
	inner := container.New(layout.NewCustomPaddedLayout(8, 9, 10, 10), control.NewColumn(5, rows...))
	press := part.NewPress(container.NewStack(frame, inner), func() {
		v.hand.digit(card + 1)
		v.focusText() // which the click took the keyboard from
	})
	press.Secondary = func(at fyne.Position) { cs.menu(card, c, at) }
	return press
}

// menu is what can be done with a candidate and its item.
func (cs *cards) menu(card int, c review.Candidate, at fyne.Position) {
	v := cs.view
	items := v.desk.Items(fmt.Sprintf("review.take.%d", card+1), "review.edit", "review.union", "review.intersection", "review.none")
	items = append(items, fyne.NewMenuItemSeparator())
	items = append(items, v.desk.Items("review.why", "review.flag", "review.reopen", "review.skip")...)
	span := cmp.Or(c.Span.ID, c.Head)
	v.desk.PopUp(at, append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Show in the article", func() { v.desk.GoTo(span) }))...)
}

// labelTag is the label of a candidate with its colour, or the type of a relation.
func (cs *cards) labelTag(c review.Candidate) fyne.CanvasObject {
	v := cs.view
	tone := base.ColorNameForeground
	if v.hand.item.Differs.Label {
		tone = base.ColorNameWarning
	}
	id := c.Span.LabelID
	if v.hand.item.Kind == review.Relation {
		id = c.Relation.TypeID
	}
	return cs.tag(id, tone, v.hand.item.Differs.Label)
}

// tag is a label's colour and name.
func (cs *cards) tag(labelID string, tone fyne.ThemeColorName, bold bool) fyne.CanvasObject {
	name := newLine(cs.view.names.label(labelID), tone, base.SizeNameText, bold)
	name.wide = true
	label, ok := cs.view.session.Codebook().LabelByID(labelID)
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
func (cs *cards) spanBody(c review.Candidate) []fyne.CanvasObject {
	var all [][]annotate.Segment
	for _, other := range cs.view.hand.item.Candidates {
		all = append(all, other.Span.Segments)
	}
	body := []fyne.CanvasObject{control.Flush(rich(cs.quote(c.Span.Segments, all)))}
	if d := cs.details(c.Span); len(d.segments) > 0 {
		body = append(body, control.Flush(rich(d.segments)))
	}
	return body
}

// details are attributes, entity, note and relations of a span, those that differ in their colour.
func (cs *cards) details(s annotate.Span) details {
	v := cs.view
	var d details
	label, _ := v.session.Codebook().LabelByID(s.LabelID)
	for _, a := range label.Attributes {
		value, set := s.Attributes[a.Name]
		differs := slices.Contains(v.hand.item.Differs.Attributes, a.Name)
		if set || differs {
			d.add(a.Name, cmp.Or(annotate.ValueOf(value).Words(), "—"), differs)
		}
	}
	if s.EntityID != "" || v.hand.item.Differs.Entity {
		name := v.names.entity(s.EntityID)
		if name == "" {
			name = "—"
		}
		d.add("is", name, v.hand.item.Differs.Entity)
	}
	if s.Note != "" {
		d.add("note", wording.Short(s.Note, 200), v.hand.item.Differs.Note)
	}
	cs.addRelations(&d, s.ID)
	return d
}

// addRelations lists what a span is linked to.
func (cs *cards) addRelations(d *details, spanID string) {
	v := cs.view
	p, ctx := v.session.Project, v.session.Context()
	relations, err := p.RelationsOf(ctx, spanID)
	if err != nil {
		v.session.Fail(err)
		return
	}
	for i, r := range relations {
		if i == mostRelations {
			d.add("", "and "+wording.Count(len(relations)-i, "more relation"), false)
			return
		}
		kind, outward, other := v.names.label(r.TypeID), true, r.TailSpanID
		if other == spanID {
			outward, other = false, r.HeadSpanID
		}
		s, err := p.Span(ctx, other)
		switch {
		case err != nil: // it was deleted meanwhile: the panel follows
		case outward:
			d.add("relation", kind+" "+cs.spanWords(s, 60), false)
		default:
			d.add("relation", cs.spanWords(s, 60)+" "+kind+" this", false)
		}
	}
}

// spanWords quotes a span, with its article where that is another one.
func (cs *cards) spanWords(s annotate.Span, n int) string {
	v := cs.view
	text := wording.Quoted(v.texts.Quote(s.DocumentID, s.Segments), n)
	if s.DocumentID != v.page.document.ID {
		if a, ok := v.texts.Article(s.DocumentID); ok {
			text += " in " + outlet(a.Document)
		}
	}
	return text
}

// relationBody is the two ends of a relation, in its direction.
func (cs *cards) relationBody(c review.Candidate) []fyne.CanvasObject {
	v := cs.view
	ctx, style := v.session.Context(), plainStyle
	end := func(id string) string {
		s, err := v.session.Project.Span(ctx, id)
		if err != nil {
			return "a span that is gone"
		}
		return cs.spanWords(s, 140)
	}
	arrow := quietStyle
	if v.hand.item.Differs.Boundary || v.hand.item.Differs.Label {
		arrow = differStyle
	}
	sign := "  " + v.names.label(c.Relation.TypeID) + "  "
	body := []fyne.CanvasObject{control.Flush(rich([]widget.RichTextSegment{
		&widget.TextSegment{Text: end(c.Head), Style: style}, &widget.TextSegment{Text: sign, Style: arrow}, &widget.TextSegment{Text: end(c.Tail), Style: style}}))}
	if note := strings.TrimSpace(c.Relation.Note); note != "" {
		var d details
		d.add("note", wording.Short(note, 200), v.hand.item.Differs.Note)
		body = append(body, control.Flush(rich(d.segments)))
	}
	return body
}

// added is the gold span that a reviewer added.
func (cs *cards) added() []fyne.CanvasObject {
	var cards []fyne.CanvasObject
	for _, g := range cs.view.hand.item.Gold {
		d := cs.details(g)
		rows := []fyne.CanvasObject{cs.tag(g.LabelID, base.ColorNameForeground, true),
			control.Flush(rich(cs.quote(g.Segments, [][]annotate.Segment{g.Segments})))}
		if len(d.segments) > 0 {
			rows = append(rows, control.Flush(rich(d.segments)))
		}
		cards = append(cards, container.NewStack(newFrame(paper), container.New(layout.NewCustomPaddedLayout(8, 9, 10, 10), control.NewColumn(5, rows...))))
	}
	return cards
}
