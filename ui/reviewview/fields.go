package reviewview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/spanform"
)

// build makes the card of the draft, with the form of what is edited.
func (d *draft) build() {
	form := d.view.form
	d.quote = control.NewColumn(4)
	rows := []fyne.CanvasObject{d.quote}
	if d.relation != nil {
		d.link = newLinkForm(d)
		rows = append(rows, d.link.parts...)
	} else {
		d.form = spanform.New(d.view.session, form, d.view.panel.layer, spanform.Hooks{
			Relabel: d.relabel, Set: d.set, Link: d.refer, Note: func(text string) { d.span.Note = text }, Among: d.meant,
		})
		rows = append(rows, d.form.Label, d.form.Attributes, d.form.Entity, d.form.Note)
	}
	rows = append(rows, container.New(layout.NewRowWrapLayout(),
		control.NewButton("Take this", nil, false, d.take, form), control.NewButton("Cancel", nil, true, d.view.hand.cancelEdit, form)))
	frame := newFrame(paper)
	frame.stroke, frame.width = base.ColorNamePrimary, 2
	d.object = container.NewStack(frame, container.New(layout.NewCustomPaddedLayout(10, 10, 12, 12), control.NewColumn(12, rows...)))
}

// showFields shows the draft in its form.
func (d *draft) showFields(another bool) {
	if d.relation != nil {
		d.link.show()
		return
	}
	d.form.Show(spanform.Shown{Span: d.span, Own: true}, another)
}

// commit hands on what is being typed, or says what of it is no value.
func (d *draft) commit() error {
	if d.relation != nil {
		d.link.note.Commit()
		return nil
	}
	d.form.Commit()
	return d.form.Wrong()
}

// set gives the draft a value; nil takes it away.
func (d *draft) set(attribute annotate.Attribute, value any) {
	d.span = d.span.With(attribute.Name, value)
	d.showFields(false)
}

// refer says what the draft refers to.
func (d *draft) refer(entity annotate.Entity) {
	d.span.EntityID = entity.ID
	d.showFields(false)
}

// meant are the entities that the candidates of the draft's label refer to.
func (d *draft) meant() (entities []annotate.Entity) {
	add := func(s annotate.Span) {
		known := slices.ContainsFunc(entities, func(e annotate.Entity) bool { return e.ID == s.EntityID })
		if s.EntityID != "" && s.LabelID == d.span.LabelID && !known {
			entities = append(entities, annotate.Entity{ID: s.EntityID, Name: d.view.names.entity(s.EntityID)})
		}
	}
	add(d.began)
	for _, c := range d.view.hand.item.Candidates {
		add(c.Span)
	}
	return entities
}

// showQuote shows the words as they would be taken, against those of the candidates.
func (d *draft) showQuote() {
	v := d.view
	if d.relation != nil {
		c := v.hand.item.Candidates[d.candidate]
		c.Relation.TypeID, c.Head, c.Tail, c.Relation.Note = d.relation.TypeID, d.relation.HeadSpanID, d.relation.TailSpanID, ""
		d.quote.Objects = v.cards.relationBody(c)
		return
	}
	var all [][]annotate.Segment
	for _, c := range v.hand.item.Candidates {
		all = append(all, c.Span.Segments)
	}
	if len(all) == 0 {
		all = [][]annotate.Segment{d.span.Segments}
	}
	d.quote.Objects = []fyne.CanvasObject{control.Flush(rich(v.cards.quote(d.span.Segments, all)))}
}

// linkForm edits a relation: its type, its direction and its note.
type linkForm struct {
	draft *draft
	types *control.Chips
	note  *control.Entry
	parts []fyne.CanvasObject
}

func newLinkForm(d *draft) *linkForm {
	f, types := &linkForm{draft: d}, d.view.session.Codebook().RelationTypes
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = strings.ReplaceAll(t.Name, "_", " ")
	}
	f.types = control.NewChips(control.Options(names...), false, func() { d.relation.TypeID = types[f.types.Index()].ID; d.refresh() }, d.view.form)
	f.types.SetRequired(true)
	turn := control.NewButton("Turn the direction", nil, false, func() {
		d.relation.HeadSpanID, d.relation.TailSpanID = d.relation.TailSpanID, d.relation.HeadSpanID
		d.refresh()
	}, d.view.form)
	f.note = control.NewNote("Note", 2, func(text string) { d.relation.Note = text }, d.view.form)
	f.parts = []fyne.CanvasObject{control.Section("Type", f.types), container.New(layout.NewRowWrapLayout(), turn), control.Section("Note", f.note)}
	return f
}

// show shows the relation of the draft.
func (f *linkForm) show() {
	types, relation := f.draft.view.session.Codebook().RelationTypes, f.draft.relation
	f.types.SetIndex(slices.IndexFunc(types, func(t annotate.RelationType) bool { return t.ID == relation.TypeID }))
	f.note.Reset(relation.Note)
}
