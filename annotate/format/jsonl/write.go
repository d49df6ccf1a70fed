package jsonl

import (
	"bufio"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// write begins a dataset. The same records always give the same bytes: UTF-8, without byte order mark or HTML escapes.
func write(_ form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	encoder := dataset.NewEncoder(buffered)
	return form.NewSingle(out, func(r dataset.Record) error { return encoder.Encode(r) }, buffered.Flush), nil
}
