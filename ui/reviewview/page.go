package reviewview

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"

	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// draftMark is the id of the mark whose ends are being moved.
const draftMark = "draft"

// fewMarks is how many marks are changed one by one; of more the text is drawn anew.
const fewMarks = 40

// page is the article in the middle, with the competing spans of its items and those that are gold.
type page struct {
	view     *View
	document annotate.Document
	text     *textpos.Text
	items    []derived.Item // of the document
	marks    map[string]reader.Mark
	reader   *reader.Reader
	heading  *widget.Label
	title    *control.Caption
	object   fyne.CanvasObject
}

func newPage(v *View) *page {
	p := &page{view: v, marks: map[string]reader.Mark{}, title: control.NewCaption("")}
	p.reader = reader.New(p.options())
	p.reader.SetTypography(v.desk.Typography())
	p.heading = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	p.heading.Truncation = fyne.TextTruncateEllipsis
	head := container.NewStack(part.NewGround(chrome), container.NewBorder(nil, newRule(), nil, nil,
		container.NewPadded(control.NewColumn(0, p.heading, container.New(part.Indent(base.InnerPadding()), p.title)))))
	p.object = container.NewBorder(head, nil, nil, nil, p.reader)
	return p
}

// showMarks draws the items of the article: what is decided as its gold, what is open as the candidates, of which those
// alike are drawn once. Of the item at hand every candidate is drawn, or the draft of its edit.
func (p *page) showMarks() {
	wanted := make(map[string]reader.Mark, 2*len(p.items))
	for i := range p.items {
		p.addMarks(wanted, &p.items[i])
	}
	if d := p.view.hand.draft; d != nil && d.relation == nil {
		m := p.mark(d.span, "", true)
		m.ID = draftMark
		wanted[draftMark] = m
	}
	var changed []reader.Mark
	for id, m := range wanted {
		if old, there := p.marks[id]; !there || !sameMark(old, m) {
			changed = append(changed, m)
		}
	}
	gone := 0
	for id := range p.marks {
		if _, there := wanted[id]; !there {
			gone++
		}
	}
	if len(changed)+gone > fewMarks {
		all := make([]reader.Mark, 0, len(wanted))
		for _, m := range wanted {
			all = append(all, m)
		}
		p.marks = wanted
		p.reader.SetMarks(all)
		return
	}
	for id := range p.marks {
		if _, there := wanted[id]; !there {
			p.reader.RemoveMark(id)
		}
	}
	for _, m := range changed {
		p.reader.PutMark(m)
	}
	p.marks = wanted
}

func (p *page) addMarks(wanted map[string]reader.Mark, item *derived.Item) {
	v := p.view
	current := item.ID == v.hand.item.ID
	if item.Kind == review.Relation || current && v.hand.draft != nil {
		return
	}
	for _, g := range item.Gold {
		if !item.Open || current {
			wanted[g.ID] = p.mark(g, annotate.GoldLayer, true)
		}
	}
	if !item.Open && !current {
		return
	}
	for i, c := range item.Candidates {
		alike := slices.ContainsFunc(item.Candidates[:i], func(o review.Candidate) bool {
			return o.Span.LabelID == c.Span.LabelID && slices.Equal(o.Span.Segments, c.Span.Segments)
		})
		gold := slices.ContainsFunc(item.Gold, func(g annotate.Span) bool {
			return current && g.LabelID == c.Span.LabelID && slices.Equal(g.Segments, c.Span.Segments)
		})
		if alike || gold {
			continue
		}
		wanted[c.Span.ID] = p.mark(c.Span, v.names.of(c), false)
	}
}

// mark is how a span is drawn.
func (p *page) mark(s annotate.Span, layer string, own bool) reader.Mark {
	label, _ := p.view.session.Codebook().LabelByID(s.LabelID)
	return reader.Mark{ID: s.ID, Segments: s.Segments, Label: label.ID, LabelName: label.Name, Color: control.Hue(label.Color), Style: label.Style,
		Layer: layer, Own: own}
}

func sameMark(a, b reader.Mark) bool {
	return slices.Equal(a.Segments, b.Segments) && a.Label == b.Label && a.Color == b.Color && a.Style == b.Style && a.Own == b.Own && a.Layer == b.Layer
}

// reveal selects the marks of the item at hand and scrolls them into view.
func (p *page) reveal() {
	v := p.view
	var ids []string
	for id := range p.marks {
		if p.ofItem(id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	first := ""
	if len(ids) > 0 {
		first = ids[0]
	}
	for _, g := range v.hand.item.Gold {
		if _, shown := p.marks[g.ID]; shown && (first == "" || g.ID == v.hand.goldSpan || v.hand.goldSpan == "") {
			first = g.ID
			break
		}
	}
	if v.hand.draft != nil && v.hand.draft.relation == nil {
		first = draftMark
	}
	p.reader.SelectMark(first)
	p.reader.SetRelated(slices.DeleteFunc(ids, func(id string) bool { return id == first }))
	if v.hand.item.ID != "" {
		p.reader.Reveal(annotate.Segment{Start: v.hand.item.Start, End: v.hand.item.End})
	}
}

// ofItem says whether a mark belongs to the item at hand. A relation's are its ends.
func (p *page) ofItem(id string) bool {
	for _, c := range p.view.hand.item.Candidates {
		if id == c.Span.ID && c.Span.ID != "" || id == c.Head || id == c.Tail {
			return id != ""
		}
	}
	return slices.ContainsFunc(p.view.hand.item.Gold, func(g annotate.Span) bool { return g.ID == id })
}

// clicked goes to the item of a mark.
func (p *page) clicked(id string) {
	v := p.view
	if id == "" || id == draftMark || v.hand.draft != nil {
		return
	}
	for _, item := range p.items {
		gold := slices.ContainsFunc(item.Gold, func(g annotate.Span) bool { return g.ID == id })
		if gold || slices.ContainsFunc(item.Candidates, func(c review.Candidate) bool { return c.Span.ID == id }) {
			if item.ID != v.hand.item.ID {
				v.trail.show(item.Place(), true)
			}
			if gold {
				v.hand.goldSpan = id
			}
			return
		}
	}
}

// describe is what is shown where the pointer rests on a mark.
func (p *page) describe(id string) string {
	m, ok := p.marks[id]
	if !ok {
		return ""
	}
	for _, item := range p.items {
		for _, g := range item.Gold {
			if g.ID == id {
				return strings.TrimSpace(fmt.Sprintf("%s, in gold\n%s", m.LabelName, p.view.names.verdict(item)))
			}
		}
	}
	if id == draftMark {
		return m.LabelName
	}
	return m.LabelName + ", by " + m.Layer + "\nOpen"
}

// open shows another article.
func (p *page) open(documentID string) bool {
	v := p.view
	a, ok := v.texts.Article(documentID)
	if !ok {
		return false
	}
	regions, err := v.session.Project.Regions(v.session.Context(), documentID)
	if err != nil {
		v.session.Fail(err)
		return false
	}
	v.hand.letGo()
	p.document, p.text = a.Document, a.Text
	if !p.readItems() {
		return false
	}
	clear(p.marks)
	p.reader.SetText(p.text, regions)
	p.heading.SetText(p.document.Name())
	return true
}

// readItems reads the items of the article anew, which takes a few milliseconds.
func (p *page) readItems() bool {
	v := p.view
	items, err := adjudicate.Items(v.session.Context(), v.session.Project, derived.Query{DocumentID: p.document.ID})
	if err != nil {
		v.session.Fail(err)
		return false
	}
	p.items = items
	open := 0
	for _, item := range items {
		if item.Open {
			open++
		}
	}
	said := outlet(p.document)
	if said == p.document.Name() {
		said = ""
	}
	p.title.Say(joined(said, wording.Day(p.document.Published), progress(open, len(items))), "")
	return true
}

// options are what the article tells the review.
func (p *page) options() reader.Options {
	v := p.view
	return reader.Options{
		OnUI:           v.session.OnUI,
		OnRune:         v.onRune,
		OnKey:          v.onKey,
		OnShortcut:     func(s fyne.Shortcut) { v.desk.Commands.Shortcut(s) },
		OnMarkSelected: p.clicked,
		OnSelectionChanged: func() {
			if v.panel != nil && v.hand.draft == nil && (v.panel.add.Visible() || len(p.reader.Selection()) > 0) {
				v.panel.showAdd()
				v.panel.relayout()
			}
		},
		OnMarkResized: p.resized,
		Describe:      p.describe,
	}
}

// resized gives the draft, or a gold span, other ends.
func (p *page) resized(id string, segments []annotate.Segment) {
	v := p.view
	if v.hand.draft != nil {
		v.hand.draft.resized(segments)
		return
	}
	for _, item := range p.items {
		for _, g := range item.Gold {
			if g.ID == id {
				v.verdicts.resizeGold(item, g, segments)
			}
		}
	}
}

// selected is the selection in the article without white space at its ends.
func (p *page) selected() []annotate.Segment {
	if p.text == nil {
		return nil
	}
	var segments []annotate.Segment
	for _, s := range p.reader.Selection() {
		if s = p.text.TrimSpace(s); s.End > s.Start {
			segments = append(segments, s)
		}
	}
	return annotate.NormalizeSegments(segments)
}
