// Package readtest helps the tests of formats that are only read.
//
// The program itself must not use it, and no format is named here. Start with Read.
package readtest

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// Zip packs files, given as name and content in turn.
func Zip(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = f.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Read reads the articles of a file, and what was said of it.
func Read(t testing.TB, f form.Format, name string, data []byte, options form.ReadOptions) (articles []ingest.Document, notes []string, err error) {
	t.Helper()
	options.Note = func(sentence string) { notes = append(notes, sentence) }
	for item, err := range f.Read(form.BytesSource(name, data), options) {
		if err != nil {
			if !errors.Is(err, annotate.ErrInvalid) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q is no sentence about the file", err)
			}
			return articles, notes, err
		}
		Sound(t, *item.Article)
		articles = append(articles, *item.Article)
	}
	return articles, notes, nil
}

// Sound checks what holds of each article.
func Sound(t testing.TB, d ingest.Document) {
	t.Helper()
	if err := annotate.ValidateRegions(d.Regions, len([]rune(d.Text))); err != nil {
		t.Error(err)
	}
	if d.TextSHA256 != annotate.HashText(d.Text) || d.SourceFormat == "" || strings.TrimSpace(d.Text) == "" {
		t.Errorf("%+v", d.Document)
	}
}

// One reads a file that holds one article.
func One(t testing.TB, f form.Format, name string, data []byte, options form.ReadOptions) (ingest.Document, []string) {
	t.Helper()
	articles, notes, err := Read(t, f, name, data, options)
	if err != nil || len(articles) != 1 {
		t.Fatalf("%d articles, %v", len(articles), err)
	}
	return articles[0], notes
}

// Refused checks that a file is refused with a sentence that has some words.
func Refused(t testing.TB, f form.Format, name string, data []byte, words string) {
	t.Helper()
	if articles, _, err := Read(t, f, name, data, form.ReadOptions{}); err == nil || !strings.Contains(err.Error(), words) {
		t.Errorf("%s: %d articles, %v; want %q", name, len(articles), err, words)
	}
}

// Marked is the text with its regions between ⟦kind: and ⟧.
func Marked(d ingest.Document) string {
	runes := []rune(d.Text)
	for _, r := range slices.Backward(d.Regions) {
		runes = slices.Insert(runes, r.End, '⟧')
		runes = slices.Insert(runes, r.Start, []rune("⟦"+string(r.Kind)+":")...)
	}
	return string(runes)
}
