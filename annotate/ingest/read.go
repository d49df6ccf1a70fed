// Package ingest turns files into documents: it decodes and cleans their text, finds the metadata where they stand in
// it, and marks what is not the article's own prose as regions.
//
// Words are never cut out. A reader must be able to trust that the text is what the source says, and an offset must
// mean the same to everyone, so boilerplate stays in the text and is only marked. For the same reason the text is not
// brought to a Unicode normal form: composed and decomposed letters are the words of the source, and a file that was
// normalised here could no longer be compared with one that was not. What cleaning does change is listed at clean.
//
// Metadata are found, never guessed: a title, a date, an outlet or an author is set only where a line of the text
// says so, and a Finding says where.
//
// It knows no project, and no file format but text. Start with Read, and with clean for what is changed.
package ingest

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// MaxSize is the largest file that Read takes, in bytes. An article of that size would be a library; what is larger
// is a dump that was chosen by mistake.
const MaxSize = 64 << 20

// Document is a file as Read understood it, with what it found, to be shown and corrected before it is kept.
type Document struct {
	annotate.Document // without ID, StoryID and Position
	Regions           []annotate.Region
	Findings          []Finding
	Encoding          string // of the bytes, one of charset.Names
}

// Finding is something that import found or did.
type Finding struct {
	What   string // "encoding", "entities", "invisible", "title", "published", "outlet", "author", "dateline", ...
	Detail string // one line to show
	Start  int    // where in the text it stands, in code points; Start and End are 0 where it stands nowhere
	End    int
	Doubt  bool // it was guessed, or something was lost: a person should look at it
}

// Notes are the findings that a person should look at, one sentence each.
func (d Document) Notes() []string {
	var notes []string
	for _, f := range d.Findings {
		if f.Doubt {
			notes = append(notes, f.What+": "+f.Detail)
		}
	}
	return notes
}

// Options say how a file is read.
type Options struct {
	Format   string // "auto", which "" means, or "text"
	Encoding string // one of charset.Names or another name for it; "" finds out
	Mend     bool   // text that was decoded twice is mended
}

// Read makes a document of the bytes of a file, as ReadWith does, finding out all that it can.
func Read(name string, data []byte, format string) (Document, error) {
	return ReadWith(name, data, Options{Format: format})
}

// ReadWith makes a document of the bytes of a file. A file that cannot be a document is refused with
// annotate.ErrInvalid, whose text is one sentence that says what is wrong and what to do, without the name of the file.
func ReadWith(name string, data []byte, options Options) (Document, error) {
	if format := options.Format; format != "" && format != "auto" && format != "text" {
		return Document{}, annotate.Invalidf("the format %q is not known: use auto or text", format)
	}
	if err := refuse(data); err != nil {
		return Document{}, err
	}
	raw, encoding, decoded, err := decode(data, options)
	if err != nil {
		return Document{}, err
	}
	text, cleaned := clean(raw)
	if err := refuseText(text); err != nil {
		return Document{}, err
	}
	a := analyse(text)
	doc := Document{Regions: a.regions}
	doc.Title, doc.Outlet, doc.Author, doc.URL = a.title, a.outlet, a.author, a.url
	doc.Published, doc.Language = a.published, a.language
	doc.Text, doc.TextSHA256 = text, annotate.HashText(text)
	doc.Encoding = encoding
	doc.SourceName, doc.SourceFormat, doc.Source = baseName(name), "text", data
	doc.Findings = append(doc.Findings, decoded...)
	doc.Findings = append(doc.Findings, cleaned.findings()...)
	if webPage(text) {
		doc.Findings = append(doc.Findings, Finding{What: "markup", Detail: "looks like the source of a web page: its tags are read as text", Doubt: true})
	} else if what := Foreign(text); what != "" {
		doc.Findings = append(doc.Findings, Finding{What: "content", Detail: "looks like " + what + ": it was read as text", Doubt: true})
	} else if unlike(text) {
		doc.Findings = append(doc.Findings, Finding{What: "content", Detail: "no sentence, but many signs: see whether it is an article, and not a program, a table or a list", Doubt: true})
	}
	for _, f := range a.findings {
		f.Doubt = f.What == "published" && a.published == "" // a date that cannot be told
		doc.Findings = append(doc.Findings, f)
	}
	return doc, nil
}

// webPage says whether a text is the source of a web page rather than what one reads on it.
func webPage(text string) bool {
	start := strings.ToLower(text[:min(len(text), 40)])
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html")
}

// baseName is the last part of a path, whichever system wrote it.
func baseName(name string) string {
	return name[strings.LastIndexAny(name, `/\`)+1:]
}
