package csv

import (
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// read yields a record for each run of rows of one article and layer.
func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		file, err := open(source, options)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer file.Close()
		t, err := newTable(file, options.Codebook)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		var record *dataset.Record
		for {
			row, line, err := t.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				yield(form.Item{}, err)
				return
			}
			if record != nil && (record.ID != t.cell(row, "document_id") || record.Layer != t.cell(row, "layer")) {
				if !yield(form.Item{Record: record}, nil) {
					return
				}
				record = nil
			}
			if record == nil {
				record = t.record(row)
			}
			span, err := t.span(row)
			if err == nil {
				err = t.identify(&span, record, line)
			}
			if err != nil {
				yield(form.Item{}, annotate.Invalidf("line %d: %s", line, err))
				return
			}
			record.Spans = append(record.Spans, span)
			t.doubt(span, options)
		}
		if record == nil {
			yield(form.Item{}, annotate.Invalidf("it has a header and no rows: choose a table with annotations"))
			return
		}
		if t.unnamed > 0 && options.Note != nil {
			options.Note(annotate.Counted(t.unnamed, "row has no span_id: it got one", "rows have no span_id: they got one") + " by the article, layer, label and segments")
		}
		yield(form.Item{Record: record}, nil)
	}
}

// next reads the next row that is not empty, and the line in which it begins.
func (t *table) next() (row []string, line int, err error) {
	for {
		if row, err = t.Read(); errors.Is(err, io.EOF) {
			return nil, 0, err
		}
		if err != nil {
			return nil, 0, explain(err)
		}
		if slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			line, _ = t.FieldPos(0)
			return row, line, t.checkCharacters(row)
		}
	}
}

// spanName is what no two rows may have in common, an article, a layer and an id, in a few bytes: a table may have a million rows.
type spanName [16]byte

func nameOf(document, layer, id string) spanName {
	sum := sha256.Sum256([]byte(document + "\x00" + layer + "\x00" + id))
	return spanName(sum[:16])
}

// identify gives a span that has no id one that is the same whenever the row is read, and refuses one that stands in the table
// already.
func (t *table) identify(s *dataset.Span, r *dataset.Record, line int) error {
	unnamed := s.ID == ""
	if unnamed {
		s.ID = annotate.DerivedID(r.ID, r.Layer, s.Label, segments(s.Segments))
		t.unnamed++
	}
	s.ID = strings.Clone(s.ID) // which is a part of the row, that need not stay in memory with it
	name := nameOf(r.ID, r.Layer, s.ID)
	before, twice := t.lines[name]
	t.lines[name] = int32(min(line, math.MaxInt32))
	switch {
	case twice && unnamed:
		return fmt.Errorf("line %d has the same article, layer, label and segments, and no span_id either: remove one of the two rows", before)
	case twice:
		return fmt.Errorf("the span_id %s stands in line %d too: remove one of the two rows, or give one another span_id", s.ID, before)
	}
	return nil
}

// explain says in a sentence what is wrong with the table itself.
func explain(err error) error {
	var parse *csv.ParseError
	if errors.Is(err, io.EOF) {
		return annotate.Invalidf("it is empty: choose a table with a header")
	}
	if errors.As(err, &parse) {
		return annotate.Invalidf("line %d, column %d: %s: save the table as CSV again", parse.Line, parse.Column, parse.Err)
	}
	return err
}

func (t *table) record(row []string) *dataset.Record {
	return &dataset.Record{
		Schema: dataset.SchemaName, ID: t.cell(row, "document_id"), OffsetUnit: dataset.OffsetUnit, Layer: t.cell(row, "layer"),
		Meta:      dataset.Meta{Story: t.cell(row, "story"), Title: t.cell(row, "title"), Outlet: t.cell(row, "outlet"), Published: t.cell(row, "published")},
		Relations: []dataset.Relation{}, Regions: []dataset.Region{},
	}
}

func (t *table) span(row []string) (dataset.Span, error) {
	s := dataset.Span{ID: t.cell(row, "span_id"), Label: t.cell(row, "label"), Text: t.cell(row, "text"), Note: t.cell(row, "note"),
		Attributes: dataset.Attributes{}, Confidence: 1, DerivedFrom: []string{}}
	switch {
	case t.cell(row, "document_id") == "":
		return s, errors.New("it names no article: fill in document_id")
	case s.Label == "":
		return s, errors.New("it has no label: give it one")
	}
	var err error
	if s.Segments, err = readSegments(t.cell(row, "segments")); err != nil {
		return s, err
	}
	s.Start, s.End = s.Segments[0][0], s.Segments[len(s.Segments)-1][1]
	if err := t.agrees(row, "start", s.Start, "the first segment begins"); err != nil {
		return s, err
	}
	if err := t.agrees(row, "end", s.End, "the last segment ends"); err != nil {
		return s, err
	}
	if id, name := t.cell(row, "entity_id"), t.cell(row, "entity"); id != "" || name != "" {
		if id == "" || name == "" {
			return s, fmt.Errorf("the span %s has only one of entity_id and entity: fill in both or neither", s.ID)
		}
		s.Entity = &dataset.Entity{ID: id, Name: name}
	}
	if text := t.cell(row, "confidence"); text != "" {
		number, err := strconv.ParseFloat(text, 64)
		if err != nil || !(number >= 0 && number <= 1) {
			return s, fmt.Errorf("the confidence %q is no number from 0 to 1: write one", text)
		}
		s.Confidence = dataset.Confidence(number)
	}
	label, _ := t.codebook.LabelByName(s.Label)
	for _, a := range label.Attributes {
		if slices.Contains(t.attributes, a.Name) {
			if err := t.value(&s, row, a); err != nil {
				return s, err
			}
		}
	}
	for _, name := range t.attributes {
		if _, there := label.Attribute(name); !there && t.cell(row, attributePrefix+name) != "" {
			if err := t.value(&s, row, annotate.Attribute{Name: name}); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}

// agrees refuses an offset that says something else than the segments. One that is not there says nothing.
func (t *table) agrees(row []string, column string, want int, where string) error {
	text := strings.TrimSpace(t.cell(row, column))
	if got, err := strconv.Atoi(text); text == "" || err == nil && got == want {
		return nil
	}
	return fmt.Errorf("%s is %s but %s at %d: make them the same", column, text, where, want)
}

// value reads the value of an attribute.
func (t *table) value(s *dataset.Span, row []string, a annotate.Attribute) error {
	value, err := valueOf(a, t.cell(row, attributePrefix+a.Name))
	if err != nil {
		return fmt.Errorf("%s of the span %s: %w", a.Name, s.ID, err)
	}
	s.Attributes = append(s.Attributes, dataset.Attribute{Name: a.Name, Value: value})
	return nil
}

// valueOf reads a cell as a value of an attribute; that of an attribute that the codebook does not have is a text.
func valueOf(a annotate.Attribute, cell string) (any, error) {
	if cell == "" {
		return nil, nil
	}
	switch a.Type {
	case annotate.Boolean:
		switch strings.ToLower(cell) { // spreadsheets write TRUE
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return nil, fmt.Errorf("%q is neither true nor false", cell)
	case annotate.Number:
		number, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no number", cell)
		}
		return number, nil
	case annotate.Choices:
		return splitList(cell), nil
	}
	return cell, nil
}

func readSegments(text string) ([][2]int, error) {
	var list [][2]int
	for _, part := range strings.Split(text, ";") {
		first, last, found := strings.Cut(strings.TrimSpace(part), "-")
		start, startErr := strconv.Atoi(first)
		end, endErr := strconv.Atoi(last)
		if !found || startErr != nil || endErr != nil {
			return nil, fmt.Errorf("the segments %q are not of the form 13-30 or 54-63;74-88", text)
		}
		list = append(list, [2]int{start, end})
	}
	return list, nil
}
