package csv

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

type writer struct {
	*csv.Writer
	attributes []string
	sink       *form.Sink
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	w := &writer{Writer: csv.NewWriter(out), sink: sink}
	for _, label := range head.Codebook.Labels {
		for _, a := range label.Attributes {
			if !slices.Contains(w.attributes, a.Name) {
				w.attributes = append(w.attributes, a.Name)
			}
		}
	}
	header := slices.Clone(columns)
	for _, name := range w.attributes {
		header = append(header, attributePrefix+name)
	}
	if err := w.Write(append(header, lastColumns...)); err != nil {
		return nil, fmt.Errorf("writing the header: %w", err)
	}
	return form.NewSingle(out, w.record, func() error { w.Flush(); return w.Error() }), nil
}

func (w *writer) record(r dataset.Record) error {
	for _, span := range r.Spans {
		if err := w.Write(w.row(r, span)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) row(r dataset.Record, s dataset.Span) []string {
	var entity dataset.Entity
	if s.Entity != nil {
		entity = *s.Entity
	}
	row := []string{r.Meta.Story, r.ID, r.Meta.Title, r.Meta.Outlet, r.Meta.Published, r.Layer, s.ID, s.Label,
		strconv.Itoa(s.Start), strconv.Itoa(s.End), segments(s.Segments), s.Text, entity.ID, entity.Name}
	for _, name := range w.attributes {
		value := s.Attributes.Get(name)
		if value == "" {
			w.sink.Lose(1, "values of attributes that are empty")
		}
		row = append(row, cellOf(value))
	}
	row = append(row, s.Note, strconv.FormatFloat(float64(s.Confidence), 'f', -1, 64))
	for i, cell := range row {
		if row[i] = form.Guarded(cell); row[i] != cell {
			w.sink.Say(1, "cells got an apostrophe before them, since a spreadsheet would take them for formulas")
		}
	}
	return row
}

// segments are written "13-30" or "54-63;74-88".
func segments(list [][2]int) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = fmt.Sprintf("%d-%d", s[0], s[1])
	}
	return strings.Join(parts, ";")
}

// cellOf writes a value of an attribute.
func cellOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []string:
		return joinList(v)
	}
	return ""
}
