package spacy

import (
	"bufio"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
)

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	encoder := dataset.NewEncoder(buffered)
	return form.NewSingle(out, func(r dataset.Record) error {
		l, gone := example(head, r)
		sink.Lose(gone, "in entities, spans that overlap longer ones,")
		return encoder.Encode(l)
	}, buffered.Flush), nil
}

// example is the line of a record, and how many of its segments entities lacks.
func example(head form.Head, r dataset.Record) (line, int) {
	all := tokens.Lossless(r.Text, tokens.Segments(r.Spans))
	l := line{Text: r.Text, Words: make([]string, len(all)), Spaces: make([]bool, len(all)), Entities: [][3]any{}, Spans: map[string][]any{group: {}}}
	for i, t := range all {
		l.Words[i], l.Spaces[i] = t.Text, t.Space
	}
	linked := map[string]string{} // the entity of each span, by their ids
	for _, s := range r.Spans {
		if s.Entity != nil {
			linked[s.ID] = s.Entity.ID
		}
	}
	tags, _ := tokens.Tags(all, r.Spans)
	for _, t := range tags {
		l.Spans[group] = append(l.Spans[group], [4]any{t.Start, t.End, t.Label, linked[t.Span]})
	}
	kept, gone := tokens.Choose(len(all), tags, head.Codebook)
	for _, t := range kept {
		l.Entities = append(l.Entities, [3]any{t.Start, t.End, t.Label})
	}
	return l, gone
}
