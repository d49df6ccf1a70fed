package reviewview

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
)

// manyOptions is the number of options from which a choice is a drop-down.
const manyOptions = 12

// build makes the fields of the draft.
func (d *draft) build() {
	d.commits = nil
	d.quote = control.NewColumn(4)
	rows := []fyne.CanvasObject{d.quote}
	if d.relation != nil {
		rows = append(rows, d.relationFields()...)
	} else {
		rows = append(rows, d.spanFields()...)
	}
	rows = append(rows, container.New(layout.NewRowWrapLayout(),
		control.NewButton("Take this", nil, false, d.take, d.view.form), control.NewButton("Cancel", nil, true, d.view.cancelEdit, d.view.form)))
	frame := newFrame(paper)
	frame.stroke, frame.width = base.ColorNamePrimary, 2
	d.objects = []fyne.CanvasObject{container.NewStack(frame,
		container.New(layout.NewCustomPaddedLayout(10, 10, 12, 12), control.NewColumn(12, rows...)))}
}

// showQuote shows the words as they would be taken, against those of the candidates.
func (d *draft) showQuote() {
	v := d.view
	if d.relation != nil {
		c := v.item.Candidates[v.order[d.card]]
		c.Relation.TypeID, c.Head, c.Tail, c.Relation.Note = d.relation.TypeID, d.relation.HeadSpanID, d.relation.TailSpanID, ""
		d.quote.Objects = v.relationBody(c)
		return
	}
	var all [][]annotate.Segment
	for _, c := range v.item.Candidates {
		all = append(all, c.Span.Segments)
	}
	if len(all) == 0 {
		all = [][]annotate.Segment{d.span.Segments}
	}
	d.quote.Objects = []fyne.CanvasObject{control.Flush(rich(v.quote(d.span.Segments, all)))}
}

// spanFields are label, attributes, entity and note.
func (d *draft) spanFields() []fyne.CanvasObject {
	v := d.view
	labels := v.session.Codebook().Labels
	options, at := make([]control.Option, len(labels)), -1
	for i, l := range labels {
		options[i] = control.Option{Text: l.Name, Color: control.Hue(l.Color)}
		if l.ID == d.span.LabelID {
			at = i
		}
	}
	var chips *control.Chips
	chips = control.NewChips(options, false, func() { d.relabel(labels[chips.Index()]) }, v.form)
	chips.SetRequired(true)
	chips.SetIndex(at)
	d.labels = chips
	rows := []fyne.CanvasObject{control.Section("Label", chips)}
	if at >= 0 {
		for _, a := range labels[at].Attributes {
			rows = append(rows, control.Section(a.Name, d.attribute(a)))
		}
	}
	if field := d.entities(); field != nil {
		rows = append(rows, control.Section("Which", field))
	}
	note := control.NewNote("Note", 2, func(text string) { d.span.Note = text }, v.form)
	note.Set(d.span.Note)
	d.commits = append(d.commits, note.Commit)
	return append(rows, control.Section("Note", note))
}

// attribute is the field of one attribute.
func (d *draft) attribute(a annotate.Attribute) fyne.CanvasObject {
	set := func(value any) {
		if value == nil {
			delete(d.span.Attributes, a.Name)
			return
		}
		if d.span.Attributes == nil {
			d.span.Attributes = map[string]any{}
		}
		d.span.Attributes[a.Name] = value
	}
	value := d.span.Attributes[a.Name]
	switch {
	case a.Type == annotate.Choice && len(a.Options) >= manyOptions:
		drop := control.NewSelect(a.Options, func(chosen string) { set(chosen) }, d.view.form)
		if text, ok := value.(string); ok {
			drop.Set(text)
		}
		return control.Boxed(drop)
	case a.Type == annotate.Choice || a.Type == annotate.Choices:
		return d.choice(a, value, set)
	case a.Type == annotate.Boolean:
		return d.yesNo(value, set)
	}
	entry := control.NewEntry("", nil, d.view.form)
	parse := func(text string) (any, error) {
		if text = strings.TrimSpace(text); text == "" {
			return nil, nil
		}
		if a.Type != annotate.Number {
			return a.Check(text)
		}
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, annotate.Invalidf("%q is not a number", text)
		}
		return a.Check(number)
	}
	entry.Validator = func(text string) error { _, err := parse(text); return err }
	entry.OnCommit = func(text string) {
		if value, err := parse(text); err == nil {
			set(value)
		}
	}
	if value != nil {
		entry.Set(annotate.ValueOf(value).Words())
	}
	d.commits = append(d.commits, entry.Commit)
	return entry
}

func (d *draft) choice(a annotate.Attribute, value any, set func(any)) fyne.CanvasObject {
	many := a.Type == annotate.Choices
	var chips *control.Chips
	chips = control.NewChips(control.Options(a.Options...), many, func() {
		switch chosen := chips.Chosen(); {
		case len(chosen) == 0:
			set(nil)
		case many:
			set(chosen)
		default:
			set(chosen[0])
		}
	}, d.view.form)
	chips.Set(annotate.ValueOf(value).Texts()...)
	return chips
}

func (d *draft) yesNo(value any, set func(any)) fyne.CanvasObject {
	values := []any{true, false, nil}
	var chips *control.Chips
	chips = control.NewChips(control.Options("yes", "no", "not set"), false, func() { set(values[chips.Index()]) }, d.view.form)
	chips.SetRequired(true)
	chips.SetIndex(slices.Index(values, value))
	return chips
}

// entities offers what the candidates of this label refer to; nil where they refer to nothing.
func (d *draft) entities() fyne.CanvasObject {
	ids, names := []string{}, []string{}
	add := func(s annotate.Span) {
		if s.EntityID != "" && s.LabelID == d.span.LabelID && !slices.Contains(ids, s.EntityID) {
			ids, names = append(ids, s.EntityID), append(names, d.view.entityName(s.EntityID))
		}
	}
	add(d.span)
	for _, c := range d.view.item.Candidates {
		add(c.Span)
	}
	if len(ids) == 0 {
		return nil
	}
	ids, names = append(ids, ""), append(names, "none")
	var chips *control.Chips
	chips = control.NewChips(control.Options(names...), false, func() { d.span.EntityID = ids[chips.Index()] }, d.view.form)
	chips.SetRequired(true)
	chips.SetIndex(slices.Index(ids, d.span.EntityID))
	return chips
}

// relationFields are type, direction and note of a relation.
func (d *draft) relationFields() []fyne.CanvasObject {
	v := d.view
	types := v.session.Codebook().RelationTypes
	names := make([]string, len(types))
	at := -1
	for i, t := range types {
		names[i] = strings.ReplaceAll(t.Name, "_", " ")
		if t.ID == d.relation.TypeID {
			at = i
		}
	}
	var chips *control.Chips
	chips = control.NewChips(control.Options(names...), false, func() { d.relation.TypeID = types[chips.Index()].ID; d.refresh() }, v.form)
	chips.SetRequired(true)
	chips.SetIndex(at)
	turn := control.NewButton("Turn the direction", nil, false, func() {
		d.relation.HeadSpanID, d.relation.TailSpanID = d.relation.TailSpanID, d.relation.HeadSpanID
		d.refresh()
	}, v.form)
	note := control.NewNote("Note", 2, func(text string) { d.relation.Note = text }, v.form)
	note.Set(d.relation.Note)
	d.commits = append(d.commits, note.Commit)
	return []fyne.CanvasObject{control.Section("Type", chips), container.New(layout.NewRowWrapLayout(), turn), control.Section("Note", note)}
}
