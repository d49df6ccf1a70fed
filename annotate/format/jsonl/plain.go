package jsonl

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// plainSpans reads the spans of a line which are all written as Parallax writes them, without a decision, and returns the line with none in
// it: they are nearly all of it. Where one is written otherwise it is not plain, and all of the line is read by package json, which says
// what is wrong or left out.
func plainSpans(tree *values.Tree, line []byte) (spans []dataset.Span, rest []byte, plain bool) {
	at, err := tree.Parse(line)
	if err != nil {
		return nil, line, false
	}
	for key, value := range at.Fields() {
		if key != "spans" {
			continue
		}
		if rest != nil || !value.IsList() {
			return nil, line, false
		}
		spans = make([]dataset.Span, value.Count())
		i := 0
		for item := range value.Items() {
			if !plainSpan(item, &spans[i]) {
				return nil, line, false
			}
			i++
		}
		start, end := value.Place()
		rest = slices.Concat(line[:start], []byte("[]"), line[end:])
	}
	if rest == nil {
		return nil, line, false
	}
	return spans, rest, true
}

// plainSpan reads a span with the keys that all have, each once.
func plainSpan(at values.At, s *dataset.Span) bool {
	const all = 1<<11 - 1
	seen, bit := 0, 0
	for key, value := range at.Fields() {
		fits := false
		var err error
		switch key {
		case "id":
			bit = 0
			s.ID, err = value.Text()
			fits = err == nil
		case "start":
			bit = 1
			s.Start, err = value.Int()
			fits = err == nil
		case "end":
			bit = 2
			s.End, err = value.Int()
			fits = err == nil
		case "text":
			bit = 3
			s.Text, err = value.Text()
			fits = err == nil
		case "label":
			bit = 4
			s.Label, err = value.Text()
			fits = err == nil
		case "segments":
			bit = 5
			s.Segments, fits = plainSegments(value)
		case "entity":
			bit = 6
			s.Entity, fits = plainEntity(value)
		case "attributes":
			bit = 7
			s.Attributes, fits = plainAttributes(value)
		case "note":
			bit = 8
			s.Note, err = value.Text()
			fits = err == nil
		case "confidence":
			bit = 9
			number, isNumber := value.Number()
			s.Confidence, fits = dataset.Confidence(number), isNumber
		case "derived_from":
			bit = 10
			if fits = !value.IsSet(); !fits {
				s.DerivedFrom, err = value.Strings()
				fits = err == nil
			}
		}
		if !fits || seen&(1<<bit) != 0 {
			return false
		}
		seen |= 1 << bit
	}
	return seen == all
}

func plainSegments(at values.At) ([][2]int, bool) {
	all := make([][2]int, 0, 1)
	for item := range at.Items() {
		var segment [2]int
		n := 0
		for end := range item.Items() {
			at, err := end.Int()
			if err != nil || n == 2 {
				return nil, false
			}
			segment[n] = at
			n++
		}
		if n != 2 {
			return nil, false
		}
		all = append(all, segment)
	}
	return all, at.IsList()
}

func plainEntity(at values.At) (*dataset.Entity, bool) {
	if !at.IsSet() {
		return nil, true
	}
	e := &dataset.Entity{}
	n := 0
	for key, value := range at.Fields() {
		switch n++; {
		case key == "id" && value.IsText() && e.ID == "":
			e.ID = value.Name()
		case key == "name" && value.IsText() && e.Name == "":
			e.Name = value.Name()
		default:
			return nil, false
		}
	}
	return e, n == 2
}

func plainAttributes(at values.At) (dataset.Attributes, bool) {
	all := dataset.Attributes{}
	for key, value := range at.Fields() {
		one := dataset.Attribute{Name: strings.Clone(key)}
		switch number, isNumber := value.Number(); {
		case !value.IsSet():
		case isNumber:
			one.Value = number
		case value.IsText():
			one.Value = value.Name()
		case value.IsList():
			texts, err := value.Strings()
			if err != nil {
				return nil, false
			}
			one.Value = texts
		default:
			is, err := value.Bool()
			if err != nil {
				return nil, false
			}
			one.Value = is
		}
		all = append(all, one)
	}
	return all, at.IsObject()
}
