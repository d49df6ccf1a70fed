package labelstudio

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// writer writes the tasks of a codebook.
type writer struct {
	controls map[[2]string]control // of a label's attribute
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	w := writer{map[[2]string]control{}}
	for _, c := range controls(head.Codebook) {
		w.controls[[2]string{c.label, c.attribute.Name}] = c
	}
	list := values.NewList(out)
	return form.NewSingle(out, func(r dataset.Record) error {
		for _, link := range r.Relations {
			if link.Note != "" {
				sink.Lose(1, "notes on relations")
			}
		}
		return list.Add(w.task(r))
	}, list.End), nil
}

func (w writer) task(r dataset.Record) task {
	m := r.Meta
	t := task{Data: data{Text: r.Text, ID: r.ID, Layer: r.Layer, State: r.State, Story: m.Story, Title: m.Title, Outlet: m.Outlet, Author: m.Author, URL: m.URL,
		Published: m.Published, Language: m.Language, Source: m.SourceFile}, Annotations: []annotation{}, Predictions: []prediction{}}
	switch {
	case r.Layer == "":
	case r.Kind == annotate.Model:
		t.Predictions = append(t.Predictions, prediction{r.Layer, w.results(r)})
	default:
		t.Annotations = append(t.Annotations, annotation{w.results(r), r.Layer == annotate.GoldLayer})
	}
	return t
}

// results are the regions of a record, then what is linked.
func (w writer) results(r dataset.Record) []any {
	all, ties, at := []any{}, []any{}, map[string]int{}
	text := textpos.New(r.Text)
	for n, s := range r.Spans {
		at[s.ID] = n
		for i, segment := range s.Segments {
			one := result{ID: regionID(s.ID, i), From: labelControl, To: textObject, Type: "labels",
				Value: value{Start: segment[0], End: segment[1], Text: text.Slice(segment[0], segment[1]), Labels: []string{s.Label}}}
			if s.Confidence != 1 {
				score := float64(s.Confidence)
				one.Score = &score
			}
			all = append(all, one)
			if i > 0 {
				ties = append(ties, relation{"relation", s.ID, one.ID, "right", []string{segmentType}})
			}
		}
		all = append(all, w.said(s)...)
	}
	all = append(all, ties...)
	links := slices.SortedStableFunc(slices.Values(r.Relations), func(a, b dataset.Relation) int { // which have no ids there
		return cmp.Or(at[a.Head]-at[b.Head], at[a.Tail]-at[b.Tail], cmp.Compare(a.Type, b.Type))
	})
	for _, link := range links {
		_, there := at[link.Head]
		if _, here := at[link.Tail]; there && here {
			all = append(all, relation{"relation", link.Head, link.Tail, "right", []string{link.Type}})
		}
	}
	return all
}

// regionID is the id of a segment's region.
func regionID(span string, segment int) string {
	if segment == 0 {
		return span
	}
	return fmt.Sprintf("%s_%d", span, segment+1)
}

// said are the results beside the label: they stand with the first region of a span.
func (w writer) said(s dataset.Span) (all []any) {
	add := func(from, kind string, v value) {
		v.Start, v.End = s.Segments[0][0], s.Segments[0][1]
		all = append(all, result{ID: s.ID, From: from, To: textObject, Type: kind, Value: v})
	}
	for _, a := range s.Attributes {
		c, known := w.controls[[2]string{s.Label, a.Name}]
		if !known {
			c.name = plain(s.Label) + "_" + plain(a.Name)
		}
		switch v := a.Value.(type) {
		case string:
			switch c.attribute.Type {
			case annotate.Text:
				add(c.name, "textarea", value{Text: []string{v}})
			case annotate.Date:
				add(c.name, "datetime", value{DateTime: v})
			default:
				add(c.name, "choices", value{Choices: []string{v}})
			}
		case []string:
			add(c.name, "choices", value{Choices: v})
		case bool:
			add(c.name, "choices", value{Choices: []string{strconv.FormatBool(v)}})
		case float64:
			add(c.name, "number", value{Number: &v})
		}
	}
	if s.Note != "" {
		add(noteControl, "textarea", value{Text: []string{s.Note}})
	}
	if s.Entity != nil {
		add(entityControl, "textarea", value{Text: []string{s.Entity.Name, s.Entity.ID}})
	}
	return all
}
