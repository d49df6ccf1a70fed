package dna

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/lite"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
)

// document is one document with a record for each coder that has statements in it.
type document struct {
	*reader
	bare    dataset.Record
	raw     string
	layers  map[string]*build.Builder
	claims  map[string]bool // ids that were given to claims in the layers
	counted offset.Counting
}

func (r *reader) document(row lite.Row, statements []place) (*document, error) {
	raw := row.Text(2)
	text, _ := offset.Lines(raw)
	d := &document{reader: r, raw: raw, layers: map[string]*build.Builder{}, claims: map[string]bool{}}
	d.bare = dataset.Record{Text: text, Meta: dataset.Meta{Title: row.Text(1), Author: row.Text(3), Outlet: row.Text(4)}}
	if seconds, err := row.Int(7); err == nil {
		d.bare.Meta.Published = dateOf(seconds)
	}
	if r.ours {
		d.bare.Meta.Story, d.bare.Meta.URL = row.Text(5), row.Text(6)
	}
	if text == "" {
		r.note("the document “%s” was left out: it has no text", d.bare.Meta.Title)
		return d, nil
	}
	var quotes []offset.Quote
	for _, p := range statements {
		if p.wrong == nil {
			quotes = append(quotes, offset.Quote{Places: [][2]int{{p.start, p.stop}}})
		}
	}
	d.counted = offset.Count(d.layer("").Text(), raw, quotes, offset.UTF16)
	values, err := d.values(statements)
	if err != nil {
		return nil, err
	}
	for _, p := range statements {
		d.statement(p, values[p.id])
	}
	return d, nil
}

// layer is what a coder said of the document.
func (d *document) layer(coder string) *build.Builder {
	if b, known := d.layers[coder]; known {
		return b
	}
	from := d.bare
	from.Layer = coder
	d.layers[coder] = build.New("“"+d.bare.Meta.Title+"”", from, d.options.Note)
	return d.layers[coder]
}

// all are the records of the document: that of nobody only where nobody said anything.
func (d *document) all() (records []*dataset.Record) {
	for coder, b := range d.layers {
		if coder != "" || len(d.layers) == 1 || len(b.Record().Spans) > 0 {
			form.SortRecord(b.Record())
			records = append(records, b.Record())
		}
	}
	slices.SortFunc(records, func(a, b *dataset.Record) int { return strings.Compare(a.Layer, b.Layer) })
	return records
}

// value is what a statement says of a variable.
type value struct {
	variable
	text   string
	number float64
	is     bool
	entity int64
}

// values are what the statements of a document say, each in the order of the variables, by the numbers of the statements. All of a document
// are asked for at once: to ask for those of each takes longer than to read them.
func (r *reader) values(statements []place) (map[int64][]value, error) {
	all, kinds := map[int64][]value{}, map[int64]int64{}
	var ids []int64
	for _, p := range statements {
		ids = append(ids, p.id)
		kinds[p.id] = p.kind
	}
	add := func(statement, id int64, v value) {
		if v.variable = r.variables[id]; v.variable.of == kinds[statement] {
			all[statement] = append(all[statement], v)
		}
	}
	each := func(table, column string, take func(statement, variable int64, row lite.Row)) error {
		return r.among(table, []string{"StatementId", "VariableId", column}, "StatementId", ids, "ORDER BY StatementId, VariableId", func(row lite.Row) error {
			statement, err := row.Int(0)
			id, idErr := row.Int(1)
			take(statement, id, row)
			return errors.Join(err, idErr)
		})
	}
	for _, table := range []string{"DATABOOLEAN", "DATAINTEGER"} {
		err := each(table, "Value", func(statement, id int64, row lite.Row) {
			n, _ := row.Int(2)
			add(statement, id, value{number: float64(n), is: n != 0})
		})
		if err != nil {
			return nil, err
		}
	}
	if err := each("DATALONGTEXT", "Value", func(statement, id int64, row lite.Row) { add(statement, id, value{text: row.Text(2)}) }); err != nil {
		return nil, err
	}
	type short struct{ statement, variable, entity int64 }
	var shorts []short
	err := each("DATASHORTTEXT", "Entity", func(statement, id int64, row lite.Row) {
		entity, _ := row.Int(2)
		shorts = append(shorts, short{statement, id, entity})
	})
	wanted, names := map[int64]bool{}, map[int64]string{}
	for _, s := range shorts {
		wanted[s.entity] = true
	}
	if err == nil {
		err = r.among("ENTITIES", []string{"ID", "Value"}, "ID", slices.Sorted(maps.Keys(wanted)), "", func(row lite.Row) error {
			id, err := row.Int(0)
			names[id] = row.Text(1)
			return err
		})
	}
	for _, s := range shorts {
		if name, there := names[s.entity]; there {
			add(s.statement, s.variable, value{text: name, entity: s.entity})
		}
	}
	return all, err
}

// among reads the rows of a table in which a column is one of some numbers.
func (r *reader) among(table string, columns []string, column string, numbers []int64, rest string, take func(lite.Row) error) error {
	if len(numbers) == 0 {
		return nil
	}
	list, err := json.Marshal(numbers)
	if err != nil {
		return err
	}
	return r.db.Each(table, columns, "WHERE "+column+" IN (SELECT value FROM json_each(?)) "+rest, []any{string(list)}, take)
}

// statement makes a span of a statement.
func (d *document) statement(p place, values []value) {
	b := d.layer(d.coders[p.coder])
	if p.wrong != nil {
		b.Note("the statement %d was left out: %v", p.id, p.wrong)
		return
	}
	segments, err := d.counted.Segments([][2]int{{p.start, p.stop}})
	if err != nil {
		b.Note("the statement %d was left out: %v", p.id, err)
		return
	}
	span := dataset.Span{Label: d.types[p.kind], Confidence: 1, Segments: [][2]int{{segments[0].Start, segments[0].End}}}
	isClaim := slices.ContainsFunc(values, func(v value) bool { return v.name == concept && v.entity != 0 })
	if isClaim {
		span.Label = d.claim
	}
	label, _ := d.options.Codebook.LabelByName(span.Label)
	hasStance := slices.ContainsFunc(values, func(v value) bool {
		_, is := annotate.Label{Attributes: []annotate.Attribute{{Name: v.name}}}.Stance()
		return is && v.name != agreement
	})
	var makers []value
	for _, v := range values {
		switch {
		case v.kind == "short text" && v.text == "" || v.kind == "long text" && v.text == "":
		case isClaim && v.name == concept:
			span.Entity = &dataset.Entity{ID: annotate.DerivedID("dna", concept, v.text), Name: v.text}
		case isClaim && (v.name == person || v.name == organization):
			makers = append(makers, v)
		case isClaim && v.name == agreement && v.kind == "boolean":
			if !hasStance && !d.ours { // where the attribute itself stands in a variable, if the codebook has one
				span.Attributes = append(span.Attributes, agrees(label, v.is))
			}
		case v.kind == "long text" && annotate.FoldName(v.name) == "note":
			span.Note = v.text
		default:
			span.Attributes = append(span.Attributes, d.attribute(label, v))
		}
	}
	span.ID = fmt.Sprintf("%s %v %v %v %s", span.Label, span.Segments, span.Entity, span.Attributes, span.Note)
	if span.Entity != nil {
		span.ID += span.Entity.Name
	}
	d.add(b, span, makers)
}

// attribute is a value as the codebook has it.
func (d *document) attribute(label annotate.Label, v value) dataset.Attribute {
	name := v.name
	if d.ours {
		name = strings.TrimSuffix(name, " (claim)")
	}
	definition, _ := label.Attribute(name)
	switch {
	case v.kind == "boolean":
		return dataset.Attribute{Name: name, Value: v.is}
	case v.kind == "integer":
		return dataset.Attribute{Name: name, Value: v.number}
	case definition.Type == annotate.Choices && d.ours:
		return dataset.Attribute{Name: name, Value: strings.Split(v.text, "; ")}
	}
	return dataset.Attribute{Name: name, Value: form.ReadValue(definition, v.text)}
}

// agrees is the agreement of a statement in the words of the codebook.
func agrees(label annotate.Label, is bool) dataset.Attribute {
	meant, usual := annotate.Disagrees, "opposes"
	if is {
		meant, usual = annotate.Agrees, "supports"
	}
	a, known := label.Stance()
	switch {
	case known && a.Type == annotate.Boolean:
		return dataset.Attribute{Name: a.Name, Value: is}
	case known:
		for _, option := range a.Options {
			if meant(option) {
				return dataset.Attribute{Name: a.Name, Value: option}
			}
		}
	}
	return dataset.Attribute{Name: cmp.Or(a.Name, "stance"), Value: usual}
}

// add adds a span, and actors where those who make it stand in the text. Two statements that differ in nothing but that are one claim.
func (d *document) add(b *build.Builder, span dataset.Span, makers []value) {
	type found struct {
		maker value
		actor dataset.Span
	}
	var there []found
	for _, m := range makers {
		actor, is := d.actorOf(b, m, span.Segments[0][0])
		if !is {
			d.unfound++
			span.Attributes = append(span.Attributes, dataset.Attribute{Name: m.name, Value: m.text})
			span.ID += "\x00" + m.name + "\x00" + m.text
			if kind := d.kinds[m.entity]; kind != "" {
				span.Attributes = append(span.Attributes, dataset.Attribute{Name: m.name + kindOfIt, Value: kind})
			}
			continue
		}
		there = append(there, found{m, actor})
	}
	form.SortAttributes(d.options.Codebook, &span)
	id := annotate.DerivedID(b.ID(), b.Record().Layer, span.ID)
	if !d.claims[id] {
		if span.ID = id; b.Add(span) == "" {
			return
		}
		d.claims[id] = true
	}
	for _, f := range there {
		if !d.claims[f.actor.ID] {
			if b.Add(f.actor) == "" {
				continue
			}
			d.claims[f.actor.ID] = true
		}
		head, tail := f.actor.ID, id
		if _, backwards := d.options.Codebook.Roles().Makes(d.makes.Name); backwards {
			head, tail = tail, head
		}
		r := dataset.Relation{Type: d.makes.Name, Head: head, Tail: tail}
		if key := head + tail; !d.claims[key] {
			d.claims[key] = true
			b.Relate(r)
		}
	}
}
