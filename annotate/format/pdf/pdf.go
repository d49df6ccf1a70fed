// Package pdf reads PDF files that have a text layer: columns in their order, words that were hyphenated at the end of a line joined,
// running heads and page numbers as regions.
//
// The pages are taken apart by PDFium, the library of Chromium, as it comes compiled to WebAssembly with go-pdfium: it runs in a memory of
// its own, of bounded size, with no file and no network, so that a hostile file can do no more than fail. The pure Go reader
// ledongthuc/pdf was tried on the same pages: it gives their words too, but begins a new line at each change of font and says little of
// where the words stand, from which columns and running heads are told. The first pages of a process are interpreted, which begins at once;
// who reads more gets the library compiled, which takes some seconds once.
//
// What the lines of a page are, layout.go finds out, and paragraphs.go what paragraphs they make. It knows articles, and neither
// annotations nor a project. Start with Format.
package pdf

import (
	"bytes"
	"errors"
	"iter"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the document.
var Format = form.Format{
	Name: "pdf", Title: "PDF", Extensions: []string{".pdf"}, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: func(_ string, start []byte) bool {
		return bytes.Contains(start[:min(len(start), headerWithin)], []byte("%PDF-"))
	},
	Read: func(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
		return flow.Items(source, options, read)
	},
}

// headerWithin is where the header of a file must begin, in bytes.
const headerWithin = 1024

// Bounds of what is read.
const (
	mostPages   = 5000
	mostLetters = 32 << 20 // bytes of text
)

func read(source form.Source, options form.ReadOptions) (flow.Text, error) {
	text := flow.Text{Format: "pdf"}
	var err error
	if text.Source, err = source.ReadAll(flow.MaxSize); err != nil {
		return text, err
	}
	found, err := extract(text.Source)
	switch {
	case errors.Is(err, errPassword):
		return text, annotate.Invalidf("encrypted PDF: remove the password first")
	case err != nil:
		return text, err
	}
	text.Properties = found.properties
	if err := readable(found.pages); err != nil {
		return text, err
	}
	if found.left > 0 {
		options.Say(annotate.Counted(found.left, "page could not be read and was left out", "pages could not be read and were left out"))
	}
	if n := blank(found.pages); n > 0 {
		options.Say(annotate.Counted(n, "page has no text, such as a picture: nothing was read from it", "pages have no text, such as pictures: nothing was read from them"))
	}
	text.Paragraphs = paragraphs(found.pages)
	return text, nil
}

// Shares of the letters of a file.
const (
	mostUnknown  = 0.3 // that may be unknown
	leastOnAPage = 20  // letters of a page that has a text layer, on the average
)

// readable refuses a file without a text layer, or with one that does not say which letters it shows.
func readable(pages []page) error {
	letters, unknown := 0, 0
	for _, p := range pages {
		for _, piece := range p.pieces {
			for _, r := range piece.text {
				switch {
				case r == unicode.ReplacementChar || r >= 0xE000 && r <= 0xF8FF || r < ' ' && r != '\n' && r != '\t' && r != '\r' && r != hyphenated:
					unknown++
				case unicode.IsLetter(r) || unicode.IsDigit(r):
					letters++
				}
			}
		}
	}
	switch {
	case letters+unknown == 0, len(pages) > 1 && letters < len(pages)*leastOnAPage/4:
		return annotate.Invalidf("scanned PDF: it has pictures of pages and no text: run a text recognition (OCR) over it first")
	case float64(unknown) > mostUnknown*float64(letters+unknown):
		return annotate.Invalidf("the fonts of the PDF do not say which letters they show: run a text recognition (OCR) over it first, or get the text elsewhere")
	}
	return nil
}

// blank counts the pages without a letter.
func blank(pages []page) int {
	n := 0
	for _, p := range pages {
		has := false
		for _, piece := range p.pieces {
			has = has || strings.ContainsFunc(piece.text, unicode.IsLetter)
		}
		if !has {
			n++
		}
	}
	return n
}
