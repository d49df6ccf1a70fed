package doccano

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// exampleLine is a line as it is read.
type exampleLine struct {
	record    dataset.Record // without what was marked
	hasText   bool
	spans     values.At
	relations values.At
	left      []string // what has no place here
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		unit, err := unitOf(source)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		unit.say(options)
		var tree values.Tree
		for item, err := range build.Each(source, options, func(place string, data []byte) ([]*dataset.Record, error) {
			l, err := readLine(&tree, data)
			if err != nil {
				return nil, err
			}
			return []*dataset.Record{l.read(place, unit.Unit, options.Note)}, nil
		}) {
			if !yield(item, err) {
				return
			}
		}
	}
}

// readLine reads an object, whose keys may be written in any case. Older versions call the text data and the spans label or labels, and the
// export of a project without collaborative annotation names the annotator.
func readLine(tree *values.Tree, data []byte) (l exampleLine, err error) {
	at, err := tree.Parse(data)
	if err != nil {
		return l, err
	}
	if !at.IsObject() {
		return l, at.Wrong("an object")
	}
	r, old := &l.record, [2]values.At{}
	names := map[string]*string{"parallax_id": &r.ID, "layer": &r.Layer, "state": &r.State, "story": &r.Meta.Story, "title": &r.Meta.Title, "outlet": &r.Meta.Outlet,
		"author": &r.Meta.Author, "url": &r.Meta.URL, "published": &r.Meta.Published, "language": &r.Meta.Language, "source_file": &r.Meta.SourceFile}
	var text, before, annotator, user values.At
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch lower := strings.ToLower(key); lower {
		case "text":
			text = value
		case "data":
			before = value
		case "label":
			old[0] = value
		case "labels":
			old[1] = value
		case "entities", "relations":
			if !value.IsList() {
				return l, fmt.Errorf("%q is %w", key, value.Wrong("a list"))
			}
			if lower == "entities" {
				l.spans = value
			} else {
				l.relations = value
			}
		case "cats", "comments":
			if !value.IsEmpty() {
				l.left = append(l.left, map[string]string{"cats": "categories", "comments": "comments"}[lower])
			}
		case "annotator":
			annotator = value
		case "username":
			user = value
		default:
			if into := names[lower]; into != nil {
				*into = value.Name()
			}
		}
	}
	for _, value := range []values.At{before, text} {
		if !value.IsSet() {
			continue
		}
		if r.Text, err = value.Text(); err != nil {
			return l, fmt.Errorf("its text is %w", err)
		}
		l.hasText = true
	}
	if !l.hasText {
		return l, errors.New("it has no text")
	}
	for _, list := range old {
		if l.spans.IsEmpty() && list.IsList() {
			l.spans = list
		}
	}
	for _, by := range []values.At{annotator, user} {
		if r.Layer == "" {
			r.Layer = by.Name()
		}
	}
	return l, nil
}

// found is a span as an example has it. Its label shares the memory of the line.
type found struct {
	id         int
	hasID      bool
	label      string
	start, end int
}

// readSpan reads [start, end, label] or an entity.
func readSpan(at values.At) (f found, err error) {
	if at.IsList() {
		return readList(at)
	}
	if !at.IsObject() {
		return f, at.Wrong("an object")
	}
	starts, ends := false, false
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch key {
		case "id":
			f.id, err = value.Int()
			f.hasID = true
		case "label":
			f.label = value.PeekName()
		case "start_offset":
			f.start, err = value.Int()
			starts = true
		case "end_offset":
			f.end, err = value.Int()
			ends = true
		}
		if err != nil {
			return f, fmt.Errorf("%q is %w", key, err)
		}
	}
	if !starts || !ends {
		return f, errors.New("it does not say where it starts and ends")
	}
	return f, nil
}

func readList(at values.At) (f found, err error) {
	n := 0
	for part := range at.Items() {
		switch n++; n {
		case 1:
			f.start, err = part.Int()
		case 2:
			f.end, err = part.Int()
		case 3:
			f.label = part.PeekName()
		}
		if err != nil {
			return f, fmt.Errorf("its part %d is %w", n, err)
		}
	}
	if n != 3 {
		return f, fmt.Errorf("it has %d parts, where a span is [start, end, label]", n)
	}
	return f, nil
}

// link is a relation as an example has it.
type link struct {
	from, to int
	kind     string
}

func readLink(at values.At) (l link, err error) {
	if !at.IsObject() {
		return l, at.Wrong("an object")
	}
	from, to := false, false
	for key, value := range at.Fields() {
		if !value.IsSet() {
			continue
		}
		switch key {
		case "from_id":
			l.from, err = value.Int()
			from = true
		case "to_id":
			l.to, err = value.Int()
			to = true
		case "type":
			l.kind = value.Name()
		}
		if err != nil {
			return l, fmt.Errorf("%q is %w", key, err)
		}
	}
	if !from || !to {
		return l, errors.New("it does not say which spans it links")
	}
	return l, nil
}

// read is what a line says.
func (l exampleLine) read(place string, unit offset.Unit, note func(string)) *dataset.Record {
	b := build.New(place, l.record, note)
	for _, what := range l.left {
		b.Note("its %s were left out: there is no place for them", what)
	}
	room := l.spans.Count()
	b.Room(room)
	ids := make(map[int]string, room)
	number := 0
	for at := range l.spans.Items() {
		number++
		f, err := readSpan(at)
		if err != nil {
			b.Note("span %d was left out: %v", number, err)
			continue
		}
		start, starts := b.Offsets().CodePoint(unit, f.start)
		end, ends := b.Offsets().CodePoint(unit, f.end)
		if !starts || !ends {
			b.Note("span %d, %d–%d (“%s”), was left out: it does not stand on characters of the text", number, f.start, f.end, f.label)
			continue
		}
		id := b.Add(dataset.Span{Label: f.label, Segments: [][2]int{{start, end}}, Confidence: 1})
		if f.hasID {
			ids[f.id] = id
		}
	}
	number = 0
	for at := range l.relations.Items() {
		number++
		r, err := readLink(at)
		if err != nil {
			b.Note("relation %d was left out: %v", number, err)
			continue
		}
		b.Relate(dataset.Relation{Type: r.kind, Head: ids[r.from], Tail: ids[r.to]})
	}
	return b.Record()
}
