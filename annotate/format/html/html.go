// Package html reads web pages: the article on a page, with what the page says of it. It takes pages as they were sent, as browsers
// save them (with a folder of their pictures, as MHTML, as a Safari web archive) and as crawlers keep them (WARC).
//
// A page is read in four steps. slim leaves out what no reader sees and bounds what the rest can cost. blocksOf cuts the page into
// blocks, the paragraphs, headings, items and rows that a reader sees, in reading order. findBlocks says what speaks for and against
// each: whether the library go-readability takes it for the article, whether the page's own data quotes it, what the place is called
// that it stands in. choose decides: the article's prose, a region, or nothing of the article. Words that are left out are counted in
// a finding.
//
// Title, author, date, outlet and language come from the page's JSON-LD, its metas and its marks, and are believed where the page
// shows them.
//
// What it writes is a page of stories to look at, which package story makes.
//
// It knows no project. Start with Format.
package html

import (
	"bytes"
	"iter"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/html/story"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// Format is the web page.
var Format = form.Format{
	Name: name, Title: "Web page", Extensions: []string{".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive", ".warc", ".warc.gz"}, Shape: form.File,
	Holds: form.Holds{Texts: true, Regions: true, States: true, Parted: true, Attributes: true, Entities: true, Notes: true, Relations: true, Across: true,
		About: []string{"story", "title", "outlet", "author", "url", "published", "language"}},
	Recognise: recognise, Read: read, Write: story.Write,
}

const name = "html"

// container is a file that holds pages with what belongs to them.
type container struct {
	is   func(start []byte) bool
	read func(source form.Source, from origin) iter.Seq2[form.Item, error]
}

var containers = []container{
	{isWARC, readWARC},
	{isWebArchive, readWebArchive},
	{isMHTML, readMHTML},
}

// recognise says whether a file is a page or holds some.
func recognise(name string, start []byte) bool {
	for _, c := range containers {
		if c.is(start) {
			return true
		}
	}
	return isPage(name, start)
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		start, err := source.Start()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		from := origin{chosen: options.Encoding, mend: options.Mend, note: options.Note}
		for _, c := range containers {
			if c.is(start) {
				for item, err := range c.read(source, from) {
					if !yield(item, err) || err != nil {
						return
					}
				}
				return
			}
		}
		data, err := source.ReadAll(ingest.MaxSize)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		article, err := readBytes(source.Base(), data, from)
		yield(form.Item{Article: &article}, err)
	}
}

// opening are the elements with which a page begins that is no fragment of one.
var opening = atoms(atom.Html, atom.Head, atom.Body, atom.Title, atom.Meta, atom.Link, atom.Base, atom.Script, atom.Style, atom.Main, atom.Article,
	atom.Header, atom.Nav, atom.Section, atom.Div, atom.Table, atom.Center, atom.H1, atom.Frameset)

// isPage says whether a file is the source of a page by how it begins. One that is called a page may begin in any way.
func isPage(name string, start []byte) bool {
	text := strings.TrimLeft(plain(start), " \t\r\n\x00\ufeff")
	if body, is := response(text); is {
		text = body
	}
	called := false
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".xht", ".shtml":
		called = true
	}
	if !strings.HasPrefix(text, "<") && !called {
		return false
	}
	z := html.NewTokenizer(strings.NewReader(text))
	ended := 0
	for first := true; ; {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.DoctypeToken:
			return strings.HasPrefix(strings.ToLower(strings.TrimSpace(string(z.Text()))), "html")
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, _ := z.TagName()
			a := atom.Lookup(tag)
			if a == atom.Html || a == atom.Body || a == atom.Head {
				return true
			}
			if first && !opening[a] && !called {
				return false
			}
			first = false
		case html.EndTagToken:
			tag, _ := z.TagName()
			if a := atom.Lookup(tag); breaking[a] || opening[a] {
				if ended++; ended > 0 {
					return true
				}
			}
		}
	}
}

// plain is how a file begins, in the letters of ASCII, also where it is in an encoding of two bytes a letter.
func plain(start []byte) string {
	if bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) || bytes.HasPrefix(start, []byte("<\x00")) || bytes.HasPrefix(start, []byte("\x00<")) {
		return string(bytes.ReplaceAll(start, []byte{0}, nil)[2*min(1, len(start)/2):])
	}
	return string(start)
}

// response is the body of an answer of a server that was saved with its head.
func response(text string) (string, bool) {
	if !strings.HasPrefix(text, "HTTP/") {
		return "", false
	}
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if _, body, found := strings.Cut(text, end); found {
			return strings.TrimLeft(body, " \t\r\n"), true
		}
	}
	return "", false
}

// noPage refuses a file that holds no page.
func noPage() error {
	return annotate.Invalidf("it holds no web page: choose another file")
}
