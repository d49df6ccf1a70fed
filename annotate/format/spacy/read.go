package spacy

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// exampleLine is a line as it is read: what is wrong with one span is said of that alone.
type exampleLine struct {
	Text     *string                      `json:"text"`
	Words    []string                     `json:"words"`
	Spaces   []bool                       `json:"spaces"`
	Entities []json.RawMessage            `json:"entities"`
	Spans    map[string][]json.RawMessage `json:"spans"`
	Cats     map[string]json.RawMessage   `json:"cats"`
	Links    map[string]json.RawMessage   `json:"links"`
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return build.Each(source, options, func(place string, data []byte) ([]*dataset.Record, error) {
		var l exampleLine
		var err error
		if data[0] == '[' {
			err = readPair(data, &l)
		} else {
			err = values.Decode(data, &l)
		}
		if err != nil {
			return nil, err
		}
		starts, err := l.fill()
		if err != nil {
			return nil, err
		}
		return []*dataset.Record{l.record(place, starts, options.Note)}, nil
	})
}

// readPair reads [text, {"entities": …}], as training data was written for spaCy 2.
func readPair(data []byte, l *exampleLine) error {
	var pair []json.RawMessage
	if err := values.Decode(data, &pair); err != nil {
		return err
	}
	var text string
	if len(pair) != 2 || json.Unmarshal(pair[0], &text) != nil {
		return errors.New("it is no pair of a text and its annotations")
	}
	if err := values.Decode(pair[1], l); err != nil {
		return err
	}
	l.Text = &text
	return nil
}

// fill makes up the text of its words, where it lacks one, and returns at which code point each word starts, nil where there are none
// or they are not those of the text.
func (l *exampleLine) fill() (starts []int, err error) {
	if l.Text == nil && len(l.Words) == 0 {
		return nil, errors.New("it has neither a text nor words")
	}
	var b strings.Builder
	at := 0
	for i, word := range l.Words {
		starts = append(starts, at)
		b.WriteString(word)
		at += utf8.RuneCountInString(word)
		if i < len(l.Spaces) && l.Spaces[i] || l.Spaces == nil && i < len(l.Words)-1 {
			b.WriteByte(' ')
			at++
		}
	}
	text := b.String()
	if l.Text == nil {
		l.Text = &text
	}
	if *l.Text != text {
		return nil, nil
	}
	return starts, nil
}

// stretch is a span as an array has it.
type stretch struct {
	start, end int
	label, id  string
}

func readStretch(data []byte) (s stretch, err error) {
	var parts []json.RawMessage
	if err := values.Decode(data, &parts); err != nil {
		return s, err
	}
	if len(parts) < 3 || len(parts) > 4 {
		return s, fmt.Errorf("it has %d parts, where a span is [start, end, label]", len(parts))
	}
	for i, into := range []any{&s.start, &s.end, (*values.Name)(&s.label), (*values.Name)(&s.id)}[:len(parts)] {
		if err := values.Decode(parts[i], into); err != nil {
			return s, fmt.Errorf("its part %d is %v", i+1, err)
		}
	}
	return s, nil
}

// record is what a line says. What entities has and a group of spans has too is one span.
func (l exampleLine) record(place string, starts []int, note func(string)) *dataset.Record {
	b := build.New(place, dataset.Record{Text: *l.Text}, note)
	seen := map[stretch]bool{} // without ids
	take := func(s stretch) {
		key := stretch{start: s.start, end: s.end, label: s.label}
		if seen[key] {
			return
		}
		seen[key] = true
		one := dataset.Span{Label: s.label, Segments: [][2]int{{s.start, s.end}}, Confidence: 1}
		if s.id != "" {
			one.Entity = &dataset.Entity{ID: s.id, Name: s.id}
		}
		b.Add(one)
	}
	read := func(what string, list []json.RawMessage) {
		for i, data := range list {
			if s, err := readStretch(data); err != nil {
				b.Note("number %d of its %s was left out: %v", i+1, what, err)
			} else {
				take(s)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.Spans)) {
		read("spans."+name, l.Spans[name])
	}
	switch tags, are := texts(l.Entities); {
	case !are:
		read("entities", l.Entities)
	case len(starts) != len(tags):
		b.Note("its entities are tags of words, of which there are %d, not %d: they were left out", len(l.Words), len(tags))
	default:
		for _, run := range tokens.Runs(tags) {
			take(stretch{start: starts[run.First], end: starts[run.Last] + utf8.RuneCountInString(l.Words[run.Last]), label: run.Label})
		}
	}
	if len(l.Cats)+len(l.Links) > 0 {
		b.Note("its categories and links were left out: there is no place for them")
	}
	return b.Record()
}

// texts are the items of a list where all of them are texts, as tags are.
func texts(list []json.RawMessage) (all []string, are bool) {
	for _, data := range list {
		var text string
		if json.Unmarshal(data, &text) != nil {
			return nil, false
		}
		all = append(all, text)
	}
	return all, len(list) > 0
}
