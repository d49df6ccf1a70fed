package html

import (
	"bytes"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

const name = "html"

// origin is what is known of a page beside its bytes.
type origin struct {
	url      string
	encoding string // as the server or the mail said it
	chosen   string // as a person chose it
	mend     bool
}

// readBytes makes a document of a page.
func readBytes(file string, source []byte, from origin) (ingest.Document, error) {
	encoding := from.chosen
	if encoding == "" && !utf8.Valid(source) && !markedBytes(source) {
		for _, said := range []string{from.encoding, declared(source)} {
			if said != "" && charset.Known(said) {
				encoding = said
				break
			}
		}
	}
	text, name, findings, err := ingest.Decode(source, ingest.Options{Encoding: encoding, Mend: from.mend})
	if err != nil && from.chosen == "" && encoding != "" {
		text, name, findings, err = ingest.Decode(source, ingest.Options{Mend: from.mend})
	}
	if err != nil {
		return ingest.Document{}, err
	}
	found, err := readPage(text, from.url)
	if err != nil {
		return ingest.Document{}, err
	}
	found.Source, found.Encoding = source, name
	found.Findings = append(findings, found.Findings...)
	return ingest.Take(file, found)
}

// markedBytes says whether bytes begin with a byte order mark.
func markedBytes(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// readPage finds the article in the source of a page.
func readPage(text, address string) (ingest.Found, error) {
	found := ingest.Found{Format: name}
	doc, data, err := parse(text)
	if err != nil {
		return found, err
	}
	p := &page{doc: doc, data: data, url: address}
	p.findBlocks()
	m := p.metadata()
	choices := p.choose(m.title)
	found.Blocks = p.taken(choices)
	if f, any := p.leftOut(choices); any {
		found.Findings = append(found.Findings, f)
	}
	if len(found.Blocks) == 0 {
		return found, annotate.Invalidf("a web page on which no article is found: open it in a browser, and paste the text")
	}
	found.Title, found.Author, found.Outlet, found.Published, found.Language, found.URL = m.title, m.author, m.outlet, m.published, m.language, m.url
	return found, nil
}
