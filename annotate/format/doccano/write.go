package doccano

import (
	"bufio"
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func write(_ form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	encoder := dataset.NewEncoder(buffered)
	return form.NewSingle(out, func(r dataset.Record) error { return encoder.Encode(example(r)) }, buffered.Flush), nil
}

// example is the line of a record.
func example(r dataset.Record) line {
	m := r.Meta
	l := line{Text: r.Text, Entities: []entity{}, Relations: []relation{}, ID: r.ID, Layer: r.Layer, State: r.State, Story: m.Story, Title: m.Title, Outlet: m.Outlet,
		Author: m.Author, URL: m.URL, Published: m.Published, Language: m.Language, Source: m.SourceFile}
	type placed struct {
		entity
		span  string
		first bool
	}
	table := offset.New(textpos.New(r.Text))
	var all []placed
	for _, s := range r.Spans {
		for i, segment := range s.Segments {
			all = append(all, placed{entity{Label: s.Label, Start: table.UTF16(segment[0]), End: table.UTF16(segment[1])}, s.ID, i == 0})
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Label, b.Label))
	})
	numbers := map[string]int{} // of the first segment of each span
	for i, p := range all {
		p.ID = i
		if l.Entities = append(l.Entities, p.entity); p.first {
			numbers[p.span] = i
		}
	}
	for _, link := range r.Relations {
		from, there := numbers[link.Head]
		to, here := numbers[link.Tail]
		if there && here {
			l.Relations = append(l.Relations, relation{0, from, to, link.Type})
		}
	}
	slices.SortFunc(l.Relations, func(a, b relation) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Type, b.Type))
	})
	for i := range l.Relations {
		l.Relations[i].ID = i
	}
	return l
}
