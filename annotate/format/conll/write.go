package conll

import (
	"bufio"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	if err := head.NeedsText("conll"); err != nil {
		return nil, err
	}
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	w := &writer{bufio.NewWriterSize(out, 1<<16), sink, head.Codebook, labels(head.Codebook), false}
	return form.NewSingle(out, w.record, w.Flush), nil
}

type writer struct {
	*bufio.Writer
	sink     *form.Sink
	codebook annotate.Codebook
	labels   *form.Names
	begun    bool
}

func (w *writer) record(r dataset.Record) error {
	all := tokens.Words(r.Text, tokens.Segments(r.Spans), tokens.Regions(r.Regions))
	tags, empty := tokens.Tags(all, r.Spans)
	kept, gone := tokens.Choose(len(all), tags, w.codebook)
	w.sink.Lose(gone, "spans that overlap longer ones")
	w.sink.Lose(empty, "spans without a token outside regions")
	if w.begun {
		fmt.Fprint(w, "\n")
	}
	w.begun = true
	fmt.Fprintf(w, "%s -X- O O\n\n", docStart)
	for i := range kept {
		kept[i].Label = w.labels.Add(kept[i].Label)
	}
	ends := Sentences(r.Text, all, kept)
	for i, tag := range tokens.BIO(len(all), kept) {
		fmt.Fprintf(w, "%s -X- O %s\n", all[i].Text, tag)
		if ends[i] && i < len(all)-1 {
			fmt.Fprint(w, "\n")
		}
	}
	return nil
}

// Sentences says behind which tokens a sentence ends. None ends within a tag.
func Sentences(text string, all []tokens.Token, tags []tokens.Tag) []bool {
	ends := make([]bool, len(all))
	index := textpos.New(text)
	i := 0
	for s := range index.Sentences(annotate.Segment{End: index.Len()}) {
		for i < len(all) && all[i].Start < s.End {
			i++
		}
		if i > 0 {
			ends[i-1] = true
		}
	}
	for _, t := range tags {
		for k := t.First; k < t.Last; k++ {
			ends[k] = false
		}
	}
	return ends
}
