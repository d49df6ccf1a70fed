// Package text reads plain text as it was scraped: one article a file. What is found in it, and what cleaning does, is
// package ingest's.
//
// It knows neither encodings nor projects. Start with Format.
package text

import (
	"fmt"
	"io"
	"iter"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// Format is plain text. It is what a file is taken for that no other format recognises.
var Format = form.Format{Name: "text", Title: "Plain text", Extensions: []string{".txt", ".text"}, Shape: form.File, Holds: form.Holds{Texts: true}, Read: read}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		if what := namedOtherwise(source.Base()); what != "" {
			options.Say("its name is that of " + what + ", but it was read as the text of an article: see whether it is one")
		}
		article, err := readArticle(source, options)
		yield(form.Item{Article: article}, err)
	}
}

func readArticle(source form.Source, options form.ReadOptions) (*ingest.Document, error) {
	file, err := source.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, ingest.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading it: %w", err)
	}
	article, err := ingest.ReadWith(source.Base(), data, ingest.Options{Format: "text", Encoding: options.Encoding, Mend: options.Mend})
	return &article, err
}
