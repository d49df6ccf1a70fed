package spacy

import (
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
	text     string
	hasText  bool
	words    values.Row
	spaces   values.Row
	entities values.At
	groups   map[string]values.At // of spans
	beside   bool                 // there are categories or links
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	var tree values.Tree
	return build.Each(source, options, func(place string, data []byte) ([]*dataset.Record, error) {
		at, err := tree.Parse(data)
		if err != nil {
			return nil, err
		}
		var l exampleLine
		if at.IsList() {
			err = l.takePair(at)
		} else {
			err = l.take(at)
		}
		if err != nil {
			return nil, err
		}
		if err := l.fill(); err != nil {
			return nil, err
		}
		return []*dataset.Record{l.record(place, options.Note)}, nil
	})
}

// takePair takes [text, {"entities": …}], as training data was written for spaCy 2.
func (l *exampleLine) takePair(at values.At) error {
	pair := slices.Collect(at.Items())
	if len(pair) != 2 || !pair[0].IsText() {
		return errors.New("it is no pair of a text and its annotations")
	}
	if err := l.take(pair[1]); err != nil {
		return err
	}
	l.text, l.hasText = strings.Clone(pair[0].Peek()), true
	return nil
}

// take takes what an object says, whose keys may be written in any case.
func (l *exampleLine) take(at values.At) error {
	if !at.IsObject() {
		return at.Wrong("an object")
	}
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		var err error
		switch strings.ToLower(key) {
		case "text":
			l.text, err = value.Text()
			l.hasText = err == nil
		case "words":
			l.words, err = value.Texts()
		case "spaces":
			l.spaces, err = value.Bools()
		case "entities", "ents": // as Doc.to_json calls them
			if l.entities = value; !value.IsList() {
				err = value.Wrong("a list")
			}
		case "spans":
			l.groups, err = groups(value)
		case "cats", "links":
			for range value.Fields() {
				l.beside = true
			}
		}
		if err != nil {
			return fmt.Errorf("%q is %w", key, err)
		}
	}
	return nil
}

func groups(at values.At) (map[string]values.At, error) {
	if !at.IsObject() {
		return nil, at.Wrong("an object")
	}
	all := map[string]values.At{}
	for name, list := range at.Fields() {
		if list.IsSet() && !list.IsList() {
			return nil, list.Wrong("a list")
		}
		all[name] = list
	}
	return all, nil
}

// fill makes up the text of its words, where it lacks one.
func (l *exampleLine) fill() error {
	if l.hasText {
		return nil
	}
	if l.words.Len() == 0 {
		return errors.New("it has neither a text nor words")
	}
	var b strings.Builder
	for i := range l.words.Len() {
		b.WriteString(l.words.Peek(i))
		b.WriteString(l.behind(i))
	}
	l.text = b.String()
	return nil
}

// behind is what stands behind a word: a space, or nothing. Where nothing is said of that, one stands between two words.
func (l *exampleLine) behind(i int) string {
	if l.spaces.Is(i) || !l.spaces.IsSet() && i < l.words.Len()-1 {
		return " "
	}
	return ""
}

// fit says whether the words make up the text, and hears where each of them stands, in code points.
func (l *exampleLine) fit(hear func(start, end int)) bool {
	text, at := l.text, 0
	for i := range l.words.Len() {
		word, after := l.words.Peek(i), l.behind(i)
		if !strings.HasPrefix(text, word) || !strings.HasPrefix(text[len(word):], after) {
			return false
		}
		end := at + utf8.RuneCountInString(word)
		if hear != nil {
			hear(at, end)
		}
		text, at = text[len(word)+len(after):], end+len(after)
	}
	return text == ""
}

// stretch is a span as an array or an object has it. Its texts share the memory of the line.
type stretch struct {
	start, end int
	label, id  string
}

func readStretch(at values.At) (s stretch, err error) {
	if at.IsObject() {
		return s, s.take(at)
	}
	if !at.IsList() {
		return s, at.Wrong("a list")
	}
	n := 0
	for part := range at.Items() {
		switch n++; n {
		case 1:
			s.start, err = part.Int()
		case 2:
			s.end, err = part.Int()
		case 3:
			s.label = part.PeekName()
		case 4:
			s.id = part.PeekName()
		}
		if err != nil {
			return s, fmt.Errorf("its part %d is %w", n, err)
		}
	}
	if n < 3 || n > 4 {
		return s, fmt.Errorf("it has %d parts, where a span is [start, end, label]", n)
	}
	return s, nil
}

// take takes a span as Doc.to_json writes it.
func (s *stretch) take(at values.At) error {
	said := map[string]bool{}
	for key, value := range at.Fields() {
		var err error
		switch key {
		case "start":
			s.start, err = value.Int()
		case "end":
			s.end, err = value.Int()
		case "label":
			s.label = value.PeekName()
		case "kb_id":
			s.id = value.PeekName()
		}
		if err != nil {
			return fmt.Errorf("its %s is %w", key, err)
		}
		said[key] = true
	}
	if !said["start"] || !said["end"] || !said["label"] {
		return errors.New("it lacks its start, its end or its label")
	}
	return nil
}

// record is what a line says. What entities has and a group of spans has too is one span.
func (l *exampleLine) record(place string, note func(string)) *dataset.Record {
	b := build.New(place, dataset.Record{Text: l.text}, note)
	room := 0
	for _, list := range l.groups {
		room += list.Count()
	}
	room = max(room, l.entities.Count())
	b.Room(room)
	seen := make(map[stretch]bool, room) // without ids
	take := func(s stretch) {
		key := stretch{start: s.start, end: s.end, label: s.label}
		if seen[key] {
			return
		}
		seen[key] = true
		one := dataset.Span{Label: s.label, Segments: [][2]int{{s.start, s.end}}, Confidence: 1}
		if s.id != "" {
			id := strings.Clone(s.id)
			one.Entity = &dataset.Entity{ID: id, Name: id}
		}
		b.Add(one)
	}
	read := func(what string, list values.At) {
		number := 0
		for at := range list.Items() {
			number++
			if s, err := readStretch(at); err != nil {
				b.Note("number %d of its %s was left out: %v", number, what, err)
			} else {
				take(s)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.groups)) {
		read("spans."+name, l.groups[name])
	}
	if tags, err := l.entities.Texts(); err == nil && tags.Len() > 0 {
		l.tagged(tags, b, take)
	} else {
		read("entities", l.entities)
	}
	if l.words.Len() > 0 && l.spaces.IsSet() && !l.fit(nil) {
		b.Note("its words and spaces do not make up its text: what it marks was read in the text")
	}
	if l.beside {
		b.Note("its categories and links were left out: there is no place for them")
	}
	return b.Record()
}

// tagged takes the spans that tags of its words make.
func (l *exampleLine) tagged(row values.Row, b *build.Builder, take func(stretch)) {
	tags := make([]string, row.Len())
	for i := range tags {
		tags[i] = row.Peek(i)
	}
	var places [][2]int
	if !l.fit(func(start, end int) { places = append(places, [2]int{start, end}) }) || len(places) != len(tags) {
		b.Note("its entities are tags of words, of which there are %d, not %d: they were left out", l.words.Len(), len(tags))
		return
	}
	for _, run := range tokens.Runs(tags) {
		take(stretch{start: places[run.First][0], end: places[run.Last][1], label: run.Label})
	}
}
