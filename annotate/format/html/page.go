package html

import (
	"bufio"
	"bytes"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// origin is what is known of a page beside its bytes.
type origin struct {
	url      string
	encoding string // as the server or the mail said it
	chosen   string // as a person chose it
	mend     bool
	note     func(string)
}

// say tells what was left out of a file of several pages.
func (o origin) say(sentence string) {
	if o.note != nil {
		o.note(sentence)
	}
}

// readBytes makes a document of a page.
func readBytes(file string, source []byte, from origin) (ingest.Document, error) {
	page := source
	if bytes.HasPrefix(page, []byte("HTTP/")) {
		if answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(page)), nil); err == nil {
			if body, err := io.ReadAll(answer.Body); err == nil || len(body) > 0 {
				page, from.encoding = body, charsetOf(answer.Header.Get("Content-Type"))
			}
		}
	}
	encoding := from.chosen
	if encoding == "" && !utf8.Valid(page) && !hasMark(page) {
		for _, said := range []string{from.encoding, declared(page)} {
			if said != "" && charset.Known(said) {
				encoding = said
				break
			}
		}
	}
	text, name, findings, err := ingest.Decode(page, ingest.Options{Encoding: encoding, Mend: from.mend})
	if err != nil && from.chosen == "" && encoding != "" {
		text, name, findings, err = ingest.Decode(page, ingest.Options{Mend: from.mend})
	}
	if err != nil {
		return ingest.Document{}, err
	}
	found, err := readPage(text, from.url)
	if err != nil {
		return ingest.Document{}, err
	}
	found.Source, found.Encoding = source, name
	for _, f := range findings {
		if f.What != ingest.FoundTwice || from.mend || twice(found.Blocks) { // programs of a page are full of odd letters
			found.Findings = append(found.Findings, f)
		}
	}
	return ingest.Take(file, found)
}

// twice says whether what was taken of a page looks as if it had been decoded twice.
func twice(blocks []ingest.Block) bool {
	return slices.ContainsFunc(blocks, func(b ingest.Block) bool {
		_, found := charset.DecodedTwice(b.Text)
		return found
	})
}

// charsetOf is the encoding that a type of content names, "" where it names none.
func charsetOf(contentType string) string {
	_, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return parameters["charset"]
}

// hasMark says whether bytes begin with a byte order mark.
func hasMark(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// readPage finds the article in the source of a page: in what it shows, or where that is hardly anything in what it shows where no
// program runs.
func readPage(text, address string) (ingest.Found, error) {
	found, err := readShown(text, address, false)
	if shown := lettersIn(found.Blocks); shown < leastArticle && unscripted.MatchString(text) {
		if other, err := readShown(text, address, true); err == nil && lettersIn(other.Blocks) >= max(leastArticle, 2*shown) {
			return other, nil
		}
	}
	return found, err
}

// unscripted finds what a page shows where no program runs.
var unscripted = lazy.New(`(?i)<noscript`)

// lettersIn counts the letters of some blocks.
func lettersIn(blocks []ingest.Block) int {
	n := 0
	for _, b := range blocks {
		n += letters(b.Text)
	}
	return n
}

// readShown finds the article in what a page shows.
func readShown(text, address string, unscripted bool) (ingest.Found, error) {
	found := ingest.Found{Format: name}
	doc, slim, err := parse(text, unscripted)
	if err != nil {
		return found, err
	}
	p := &page{doc: doc, url: address}
	if p.url == "" {
		p.url = slim.saved
	}
	p.signs = readSigns(doc)
	p.findBlocks()
	p.told, p.state = readData(slim.data, p.describes), slim.state
	p.askData()
	title := p.title(p.outlet())
	choices := p.choose(title)
	m := p.metadata(title)
	found.Blocks = p.taken(choices)
	if f, any := p.leftOut(choices); any {
		found.Findings = append(found.Findings, f)
	}
	if len(found.Blocks) == 0 && len(slim.frames) > 0 {
		return found, annotate.Invalidf("a page that shows others in frames: choose the one with the article, of %s", strings.Join(slim.frames, ", "))
	}
	if len(found.Blocks) == 0 {
		return found, annotate.Invalidf("a web page on which no article is found: open it in a browser, and paste the text")
	}
	found.Title, found.Author, found.Outlet, found.Published, found.Language, found.URL = m.title, m.author, m.outlet, m.published, m.language, m.url
	return found, nil
}
