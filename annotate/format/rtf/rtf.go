// Package rtf reads Rich Text Format: paragraphs, headings, tables as text, footnotes at the end, in whatever code pages it is
// written. What was struck out while changes were tracked, comments, hidden text, headers and footers are left out, and it is said
// how many.
//
// It knows nothing of what the paragraphs become; package flow does. Start with Format.
package rtf

import (
	"bytes"
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the document.
var Format = form.Format{
	Name: "rtf", Title: "Rich text (RTF)", Extensions: []string{".rtf"}, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: func(_ string, start []byte) bool { return isRTF(start) },
	Read: func(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
		return flow.Items(source, options, read)
	},
}

func isRTF(start []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")), " \t\r\n\x00"), []byte(`{\rt`))
}

func read(source form.Source, options form.ReadOptions) (flow.Text, error) {
	text := flow.Text{Format: "rtf"}
	var err error
	if text.Source, err = source.ReadAll(flow.MaxSize); err != nil {
		return text, err
	}
	if !isRTF(text.Source) {
		return text, annotate.Invalidf("it is no rich text: choose another file, or another format")
	}
	r := newReader(text.Source, &text)
	if err := r.read(); err != nil {
		return text, err
	}
	flow.LeftOut(options, flow.Count{N: r.deleted, One: "deletion that is tracked", Many: "deletions that are tracked"}, flow.Count{N: r.comments, One: "comment", Many: "comments"},
		flow.Count{N: r.hidden, One: "hidden piece of text", Many: "hidden pieces of text"}, flow.Count{N: r.headers, One: "header or footer", Many: "headers and footers"})
	if r.unfinished {
		options.Say("the file ends in the middle: it was cut off, get it again")
	}
	return text, nil
}
