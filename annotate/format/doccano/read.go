package doccano

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// exampleLine is a line as it is read. Older versions call the text data and the spans labels.
type exampleLine struct {
	Text      *string           `json:"text"`
	Data      *string           `json:"data"`
	Label     json.RawMessage   `json:"label"`
	Labels    json.RawMessage   `json:"labels"`
	Entities  []json.RawMessage `json:"entities"`
	Relations []json.RawMessage `json:"relations"`
	ID        values.Name       `json:"parallax_id"`
	Layer     values.Name       `json:"layer"`
	State     values.Name       `json:"state"`
	Story     values.Name       `json:"story"`
	Title     values.Name       `json:"title"`
	Outlet    values.Name       `json:"outlet"`
	Author    values.Name       `json:"author"`
	URL       values.Name       `json:"url"`
	Published values.Name       `json:"published"`
	Language  values.Name       `json:"language"`
	Source    values.Name       `json:"source_file"`
	Annotator values.Name       `json:"annotator"` // in the export of a project without collaborative annotation
	Username  values.Name       `json:"username"`
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		unit, err := unitOf(source)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		unit.say(options)
		for item, err := range build.Each(source, options, func(place string, data []byte) ([]*dataset.Record, error) {
			l, err := readLine(data)
			if err != nil {
				return nil, err
			}
			return []*dataset.Record{l.record(place, unit.Unit, options.Note)}, nil
		}) {
			if !yield(item, err) {
				return
			}
		}
	}
}

func readLine(data []byte) (l exampleLine, err error) {
	if err := values.Decode(data, &l); err != nil {
		return l, err
	}
	if l.Text == nil {
		l.Text = l.Data
	}
	if l.Text == nil {
		return l, errors.New("it has no text")
	}
	for _, old := range []json.RawMessage{l.Label, l.Labels} {
		var list []json.RawMessage
		if len(l.Entities) == 0 && json.Unmarshal(old, &list) == nil {
			l.Entities = list
		}
	}
	return l, nil
}

// found is a span as an example has it.
type found struct {
	id         *int
	label      string
	start, end int
}

// readSpan reads [start, end, label] or an entity.
func readSpan(data []byte) (f found, err error) {
	if data[0] != '[' {
		var e struct {
			ID    *int        `json:"id"`
			Label values.Name `json:"label"`
			Start *int        `json:"start_offset"`
			End   *int        `json:"end_offset"`
		}
		if err := values.Decode(data, &e); err != nil {
			return f, err
		}
		if e.Start == nil || e.End == nil {
			return f, errors.New("it does not say where it starts and ends")
		}
		return found{e.ID, string(e.Label), *e.Start, *e.End}, nil
	}
	var parts []json.RawMessage
	if err := values.Decode(data, &parts); err != nil {
		return f, err
	}
	if len(parts) != 3 {
		return f, fmt.Errorf("it has %d parts, where a span is [start, end, label]", len(parts))
	}
	for i, into := range []any{&f.start, &f.end, (*values.Name)(&f.label)} {
		if err := values.Decode(parts[i], into); err != nil {
			return f, fmt.Errorf("its part %d is %v", i+1, err)
		}
	}
	return f, nil
}

// record is what a line says.
func (l exampleLine) record(place string, unit offset.Unit, note func(string)) *dataset.Record {
	layer := l.Layer
	for _, other := range []values.Name{l.Annotator, l.Username} {
		if layer == "" {
			layer = other
		}
	}
	b := build.New(place, dataset.Record{ID: string(l.ID), Text: *l.Text, Layer: string(layer), State: string(l.State), Meta: dataset.Meta{Story: string(l.Story), Title: string(l.Title),
		Outlet: string(l.Outlet), Author: string(l.Author), URL: string(l.URL), Published: string(l.Published), Language: string(l.Language), SourceFile: string(l.Source)}}, note)
	ids := map[int]string{}
	for i, data := range l.Entities {
		f, err := readSpan(data)
		if err != nil {
			b.Note("span %d was left out: %v", i+1, err)
			continue
		}
		start, starts := b.Offsets().CodePoint(unit, f.start)
		end, ends := b.Offsets().CodePoint(unit, f.end)
		if !starts || !ends {
			b.Note("span %d, %d–%d (“%s”), was left out: it does not stand on characters of the text", i+1, f.start, f.end, f.label)
			continue
		}
		id := b.Add(dataset.Span{Label: f.label, Segments: [][2]int{{start, end}}, Confidence: 1})
		if f.id != nil {
			ids[*f.id] = id
		}
	}
	for i, data := range l.Relations {
		var r struct {
			From *int        `json:"from_id"`
			To   *int        `json:"to_id"`
			Type values.Name `json:"type"`
		}
		err := values.Decode(data, &r)
		if err == nil && (r.From == nil || r.To == nil) {
			err = errors.New("it does not say which spans it links")
		}
		if err != nil {
			b.Note("relation %d was left out: %v", i+1, err)
			continue
		}
		b.Relate(dataset.Relation{Type: string(r.Type), Head: ids[*r.From], Tail: ids[*r.To]})
	}
	return b.Record()
}
