// Package text reads plain text as it was scraped: one article a file. What is found in it, and what cleaning does, is
// package ingest's.
//
// It knows neither encodings nor projects. Start with Format.
package text

import (
	"fmt"
	"io"
	"iter"
	"path"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// Format is plain text. It is what a file is taken for that no other format recognises.
var Format = form.Format{Name: "text", Title: "Plain text", Extensions: []string{".txt", ".text"}, Shape: form.File, Holds: form.Holds{Texts: true}, Read: read}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		if what := otherEndings[strings.ToLower(path.Ext(filepath.ToSlash(source.Name)))]; what != "" {
			options.Say("its name is that of " + what + ", but it could not be read as one: it was read as text")
		}
		article, err := readArticle(source, options)
		yield(form.Item{Article: article}, err)
	}
}

// otherEndings say of a file's name that it is no text of an article.
var otherEndings = map[string]string{
	".csv": "a table", ".tsv": "a table", ".tab": "a table", ".xlsx": "a table", ".json": "JSON", ".jsonl": "JSON", ".ndjson": "JSON",
	".html": "a web page", ".htm": "a web page", ".xhtml": "a web page", ".mhtml": "a web page", ".xml": "XML", ".docx": "a document", ".odt": "a document",
	".rtf": "a document", ".pdf": "a PDF file", ".epub": "a book", ".eml": "a mail", ".mbox": "a mailbox", ".yaml": "settings", ".yml": "settings", ".toml": "settings",
	".ini": "settings", ".cfg": "settings", ".log": "a log", ".css": "a style", ".js": "a program", ".ts": "a program", ".py": "a program", ".r": "a program",
	".do": "a program", ".sh": "a script", ".bat": "a script", ".ps1": "a script", ".sql": "a script", ".pl": "a program", ".rb": "a program", ".php": "a program",
	".c": "a program", ".h": "a program", ".go": "a program", ".java": "a program", ".rs": "a program", ".tex": "a LaTeX source", ".bib": "references", ".srt": "subtitles",
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
