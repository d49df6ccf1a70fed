package html

import (
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/lazy"
)

// What a page may hold. Beyond that it was made to fill a memory, or it is a dump of many pages.
const (
	mostElements = 250_000
	mostNested   = 200     // elements within each other, where the parser says that they are too many
	mostValue    = 4_000   // bytes of an attribute
	mostData     = 8 << 20 // bytes of all JSON-LD
)

// slimmed is the source of a page without what no reader sees: programs, styles, pictures, forms' fields. What programs say of the
// article is kept beside it.
type slimmed struct {
	source string
	data   []string // the JSON-LD scripts
	state  []string // the data for programs of the page
	frames []string // the files in whose frames a page shows others
	saved  string   // the address from which a browser saved it, which it says in a comment
}

// dropped are the elements that are left out with what is in them.
var dropped = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Textarea, atom.Noembed)

// drawn are elements that end a drawing that was not ended, as they do for a browser.
var drawn = atoms(atom.Div, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Table, atom.Body, atom.Head)

// void are the elements left out that hold nothing.
var void = atoms(atom.Img, atom.Input, atom.Embed, atom.Param, atom.Source, atom.Track, atom.Area, atom.Wbr, atom.Col, atom.Keygen)

// styling are elements that only change how words look. They become spans, which the parser does not open again in each paragraph.
var styling = atoms(atom.B, atom.I, atom.U, atom.Em, atom.Strong, atom.Font, atom.Small, atom.Big, atom.Tt, atom.Nobr, atom.S, atom.Strike,
	atom.Code, atom.Mark)

// kept are the attributes that say something about what an element is.
var kept = map[string]bool{"class": true, "id": true, "hidden": true, "style": true, "aria-hidden": true, "role": true, "itemprop": true,
	"itemtype": true, "rel": true, "href": true, "datetime": true, "content": true, "name": true, "property": true, "lang": true, "xml:lang": true,
	"data-testid": true, "data-component": true, "data-qa": true, "title": true, "itemscope": true, "data-block": true, "data-test-id": true, "data-type": true, "data-module": true}

// savedFrom is what browsers and their extensions write into a page that they save.
var savedFrom = lazy.New(`(?s)(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: ?)(https?://[^\s>]+)`)

func atoms(all ...atom.Atom) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for _, a := range all {
		set[a] = true
	}
	return set
}

// slim reads the tags of a page one after the other, so that what it costs is bounded whatever they are. flat leaves out elements that
// stand too deep in others, and unscripted keeps what a page shows where no program runs.
func slim(page string, flat, unscripted bool) (slimmed, error) {
	var out slimmed
	var source strings.Builder
	source.Grow(len(page) / 2)
	z := html.NewTokenizer(strings.NewReader(page))
	strict := strings.HasPrefix(strings.TrimLeft(page, " \t\r\n\ufeff"), "<?xml")
	elements, depth, data, state := 0, 0, 0, 0
	var within atom.Atom // the element that is being left out
	nested := 0          // elements of its name within it
	shadows := 0         // templates that are open and shown
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return out, annotate.Invalidf("the tags of the page cannot be read: %v", err)
			}
			out.source = source.String()
			return out, nil
		}
		switch kind {
		case html.TextToken:
			if within == 0 {
				source.Write(z.Raw())
			}
		case html.DoctypeToken:
			source.Write(z.Raw())
		case html.CommentToken:
			if m := savedFrom.FindSubmatch(z.Raw()[:min(len(z.Raw()), mostValue)]); m != nil && out.saved == "" && within == 0 {
				out.saved = string(m[1])
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := atom.Lookup(name)
			closed := kind == html.SelfClosingTagToken && strict
			if closed || within == atom.Svg && kind == html.SelfClosingTagToken { // a drawing may have <title/>
				z.NextIsNotRawText()
			}
			if within == atom.Svg && drawn[tag] {
				within = 0
			}
			switch {
			case within == 0 && (tag == atom.Noframes || tag == atom.Frameset || tag == atom.Frame):
				z.NextIsNotRawText() // what a page of frames says to those who see none is a page by itself
				out.frame(z, tag, more)
				continue
			case within != 0:
				if tag == within && !closed && kind == html.StartTagToken {
					nested++
				}
				continue
			case tag == atom.Template:
				if !showsTemplate(&source, z, more) {
					within, nested = tag, 0
					continue
				}
				shadows++
				name, more = []byte("div"), false
			case tag == atom.Noscript && unscripted:
				z.NextIsNotRawText()
				name = []byte("div")
			case dropped[tag]:
				if closed || tag == atom.Svg && kind == html.SelfClosingTagToken {
					continue
				}
				within, nested = tag, 0
				if tag == atom.Script {
					kind := scriptType(z, more)
					if z.Next() != html.TextToken {
						within = 0 // it was empty, and this is its end
					} else if raw := z.Raw(); strings.Contains(kind, "ld+json") && data+len(raw) <= mostData {
						out.data = append(out.data, string(raw))
						data += len(raw)
					} else if carries(kind, string(raw[:min(len(raw), 40)])) && state+len(raw) <= mostCarried {
						out.state = append(out.state, string(raw))
						state += len(raw)
					}
				}
				continue
			case void[tag]:
				continue
			}
			if elements++; elements > mostElements {
				return out, annotate.Invalidf("more than %d elements: it is no page of one article, divide it", mostElements)
			}
			if single[tag] {
				closed = false
			} else if depth++; flat && depth > mostNested {
				continue
			}
			if styling[tag] {
				name = []byte("span")
			}
			source.WriteByte('<')
			source.Write(name)
			writeAttributes(&source, z, more)
			source.WriteByte('>')
			if closed {
				depth--
				source.WriteString("</" + string(name) + ">")
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			switch {
			case within != 0:
				if tag == within {
					if nested--; nested < 0 {
						within = 0
					}
				}
				continue
			case tag == atom.Template && shadows > 0:
				shadows--
				name = []byte("div")
			case tag == atom.Noscript && unscripted:
				name = []byte("div")
			case dropped[tag], void[tag], tag == atom.Noframes, tag == atom.Frameset:
				continue
			}
			if !single[tag] {
				depth--
				if flat && depth >= mostNested {
					continue
				}
			}
			if styling[tag] {
				name = []byte("span")
			}
			source.WriteString("</")
			source.Write(name)
			source.WriteByte('>')
		}
	}
}

// single are the elements kept that hold nothing.
var single = atoms(atom.Br, atom.Hr, atom.Meta, atom.Link, atom.Base)

// scriptType is the type that a script says that it is of, in small letters.
func scriptType(z *html.Tokenizer, more bool) string {
	kind := ""
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if string(key) == "type" {
			kind = strings.ToLower(strings.TrimSpace(string(value[:min(len(value), 60)])))
		}
	}
	return kind
}

func writeAttributes(source *strings.Builder, z *html.Tokenizer, more bool) {
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if !kept[string(key)] || len(value) > mostValue {
			continue
		}
		if string(key) == "style" && !hiding(string(value)) {
			continue
		}
		source.WriteByte(' ')
		source.Write(key)
		source.WriteString(`="`)
		source.WriteString(html.EscapeString(string(value)))
		source.WriteByte('"')
	}
}

// hiding says whether a style hides what has it.
func hiding(style string) bool {
	style = strings.ToLower(strings.Join(strings.Fields(style), ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// mostFrames bounds how many frames a page is told to have.
const mostFrames = 3

// frame notes which file a frame shows.
func (s *slimmed) frame(z *html.Tokenizer, tag atom.Atom, more bool) {
	for more && tag == atom.Frame && len(s.frames) < mostFrames {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == "src" && len(value) <= longestHeadline {
			s.frames = append(s.frames, line(string(value)))
		}
	}
}

// parse makes the tree of a page; unscripted as it is shown where no program runs.
func parse(page string, unscripted bool) (*html.Node, slimmed, error) {
	for _, flat := range []bool{false, true} {
		slim, err := slim(page, flat, unscripted)
		if err != nil {
			return nil, slim, err
		}
		if doc, err := html.Parse(strings.NewReader(slim.source)); err == nil {
			settle(doc)
			return doc, slim, nil
		}
	}
	return nil, slimmed{}, annotate.Invalidf("its elements stand too deep within each other: it is no page that a browser wrote")
}
