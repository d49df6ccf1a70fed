package prodigy

import (
	"bufio"
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
)

func write(_ form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	encoder := dataset.NewEncoder(buffered)
	return form.NewSingle(out, func(r dataset.Record) error { return encoder.Encode(task(r)) }, buffered.Flush), nil
}

// task is the line of a record.
func task(r dataset.Record) line {
	all := tokens.Lossless(r.Text, tokens.Segments(r.Spans))
	l := line{Text: r.Text, Tokens: make([]token, len(all)), Spans: []span{}, Relations: []relation{}, View: "spans_manual", Annotator: r.Layer,
		Meta: meta{r.ID, r.Meta, r.State}}
	if r.Layer != "" {
		l.Answer = "accept"
	}
	for i, t := range all {
		l.Tokens[i] = token{t.Text, t.Start, t.End, i, t.Space}
	}
	firsts := map[string]place{} // the first segment of each span, by its id
	for _, s := range r.Spans {
		for i, segment := range s.Segments {
			one := span{place: place{Start: segment[0], End: segment[1], Label: s.Label, ID: s.ID}, Entity: s.Entity, Attributes: said(s.Attributes), Note: s.Note}
			first, end := tokens.Within(all, tokens.Segments([]dataset.Span{s})[i])
			one.TokenStart, one.TokenEnd = first, end-1
			if s.Confidence != 1 {
				one.Confidence = &s.Confidence
			}
			if l.Spans = append(l.Spans, one); i == 0 {
				firsts[s.ID] = one.place
			}
		}
	}
	slices.SortStableFunc(l.Spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.ID, b.ID))
	})
	for _, link := range r.Relations {
		from, there := firsts[link.Head]
		to, here := firsts[link.Tail]
		if there && here {
			l.Relations = append(l.Relations, relation{from.TokenEnd, to.TokenEnd, link.Type, from, to, link.ID, link.Note})
			l.View = "relations"
		}
	}
	return l
}
