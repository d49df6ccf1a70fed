package ingest

import (
	"strings"
	"unicode/utf8"

	tags "golang.org/x/text/language"

	"github.com/parallax-annotation/parallax/annotate"
)

// Block is a piece of an article as the reader of another format than plain text found it: a paragraph, a heading, a caption, a
// row of a table.
type Block struct {
	Text  string
	Kind  annotate.RegionKind // "" for the article's own prose
	Close bool                // it stands in the line below the one before, as items of a list do; else an empty line parts them
}

// Found is what such a reader found in a file. What it says of the article goes before what the text itself would be understood to
// say; "" leaves that to the text.
type Found struct {
	Format   string // the name of the format
	Source   []byte // the file, or the part of it that is this article, as it was
	Encoding string // of the bytes, one of charset.Names; "" where the format leaves no choice
	Blocks   []Block
	Findings []Finding

	Title, Outlet, Author, URL string
	Published                  string // in any form that ReadDate takes
	Language                   string // BCP 47; believed only where the text does not tell its language
}

// Take makes a document of what a reader of another format found, with the same cleaning, regions and findings as Read. What cannot be
// an article is refused with annotate.ErrInvalid, in a sentence without the name of the file.
func Take(name string, found Found) (Document, error) {
	text, regions, cleaned := joinBlocks(found.Blocks)
	if err := refuseText(text); err != nil {
		return Document{}, err
	}
	a := analyse(text)
	doc := Document{Regions: annotate.SetRegions(a.regions, regions), Encoding: found.Encoding}
	doc.Title, doc.Outlet, doc.Author, doc.URL = a.title, a.outlet, a.author, a.url
	doc.Published, doc.Language = a.published, a.language
	doc.Text, doc.TextSHA256 = text, annotate.HashText(text)
	doc.SourceName, doc.SourceFormat, doc.Source = baseName(name), found.Format, found.Source
	doc.Findings = append(doc.Findings, found.Findings...)
	doc.Findings = append(doc.Findings, cleaned.findings()...)
	said := map[string]bool{}
	for what, field := range map[string]struct {
		to   *string
		from string
	}{
		"title": {&doc.Title, found.Title}, "outlet": {&doc.Outlet, found.Outlet}, "author": {&doc.Author, found.Author}, "url": {&doc.URL, found.URL},
	} {
		if line := oneLine(field.from); line != "" {
			*field.to, said[what] = line, true
		}
	}
	if found.Published != "" {
		if date, err := ReadDate(found.Published); err == nil && date != "" {
			doc.Published, said["published"] = date, true
		} else if doc.Published == "" {
			doc.Findings = append(doc.Findings, Finding{What: "published", Detail: "“" + oneLine(found.Published) + "” is no date that is understood: set the date by hand", Doubt: true})
		}
	}
	if doc.Language == "" {
		if tag, err := tags.Parse(found.Language); err == nil && found.Language != "" {
			base, _ := tag.Base()
			doc.Language = base.String()
		}
	}
	for _, f := range a.findings {
		if !said[f.What] {
			f.Doubt = f.What == "published" && a.published == ""
			doc.Findings = append(doc.Findings, f)
		}
	}
	return doc, nil
}

// joinBlocks cleans the blocks and joins them to a text, with the regions that those of a kind become.
func joinBlocks(blocks []Block) (string, []annotate.Region, cleaned) {
	var text strings.Builder
	var regions []annotate.Region
	var sum cleaned
	at := 0 // in code points
	for _, b := range blocks {
		piece, c := clean(b.Text)
		sum.entities += c.entities
		sum.invisible += c.invisible
		if piece == "" {
			continue
		}
		if text.Len() > 0 {
			parting := "\n\n"
			if b.Close {
				parting = "\n"
			}
			text.WriteString(parting)
			at += len(parting)
		}
		text.WriteString(piece)
		length := utf8.RuneCountInString(piece)
		if n := len(regions); b.Kind != "" && n > 0 && regions[n-1].Kind == b.Kind && b.Close && regions[n-1].End == at-1 {
			regions[n-1].End = at + length
		} else if b.Kind != "" {
			regions = append(regions, annotate.Region{Start: at, End: at + length, Kind: b.Kind})
		}
		at += length
	}
	return text.String(), regions, sum
}

// oneLine is a value without the white space that a page broke it with.
func oneLine(text string) string {
	cleaned, _ := clean(text)
	return strings.Join(strings.Fields(cleaned), " ")
}
