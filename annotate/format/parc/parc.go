// Package parc reads PARC 3: XML in which each word says to which attributions it belongs, and in which role. A source, a cue and a content
// are a span each, of as many segments as they have pieces. Their places in the file are not accurate, so the text is put together of the
// words, with a blank between them and a line for a sentence.
//
// The source is related to the content and the cue, in the words of the codebook where that has attributions. It is only read. It knows
// nothing of the project into which they come. Start with Format.
package parc

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
)

// Format is a document of the corpus.
var Format = form.Format{
	Name: "parc", Title: "PARC 3 (XML)", Extensions: []string{".xml"}, Shape: form.File, Holds: form.Holds{Texts: true, Parted: true, Relations: true},
	Recognise: recognise, Read: read, Records: true, Foreign: true,
}

func recognise(_ string, start []byte) bool {
	return bytes.Contains(start, []byte("<WORD ")) && (bytes.Contains(start, []byte("ByteCount=")) || bytes.Contains(start, []byte("<attributionRole"))) && bytes.HasPrefix(bytes.TrimLeft(start, "\xef\xbb\xbf \r\n\t"), []byte("<"))
}

// The roles of a word in an attribution.
const (
	source  = "source"
	cue     = "cue"
	content = "content"
)

func read(from form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		record, err := document(from, options)
		yield(form.Item{Record: record}, err)
	}
}

// part is what an attribution has in one role: the words that belong to it.
type part struct {
	attribution, role string
	words             []int
}

// body is a document as it is put together.
type body struct {
	text   strings.Builder
	length int
	places [][2]int // of words
	ended  bool     // whether a sentence ended behind the last word
	parts  []*part
	known  map[[2]string]*part
	ids    []string // attributions in their order
}

func document(from form.Source, options form.ReadOptions) (*dataset.Record, error) {
	file, err := from.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	d := markup.NewDecoder(file)
	c := &body{known: map[[2]string]*part{}}
	if err := c.read(d); err != nil {
		return nil, err
	}
	if c.length == 0 {
		return nil, annotate.Invalidf("there is no word in it: choose a document of PARC 3")
	}
	b := build.New(from.Base(), dataset.Record{Text: c.text.String(), Meta: dataset.Meta{SourceFile: from.Base()}}, options.Note)
	c.take(b, options.Codebook)
	form.SortRecord(b.Record())
	return b.Record(), nil
}

type wordXML struct {
	Text         string           `xml:"text,attr"`
	Attributions []attributionXML `xml:"attribution"`
}

type attributionXML struct {
	ID    string `xml:"id,attr"`
	Roles []struct {
		Value string `xml:"roleValue,attr"`
	} `xml:"attributionRole"`
}

// read takes the words, however deep in the trees of their sentences they lie.
func (c *body) read(d *markup.Decoder) error {
	depth, sentence := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		if err != nil {
			return d.Wrong(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "WORD" {
				var w wordXML
				if err := d.Into(&w, t); err != nil {
					return err
				}
				c.word(w)
				continue
			}
			if depth++; t.Name.Local == "SENTENCE" {
				sentence = depth
			}
		case xml.EndElement:
			if depth == sentence {
				c.ended, sentence = true, 0
			}
			depth--
		}
	}
}

func (c *body) word(w wordXML) {
	word := strings.Join(strings.Fields(w.Text), " ")
	if word == "" {
		return
	}
	if len(c.places) > 0 {
		gap := " "
		if c.ended {
			gap = "\n"
		}
		c.text.WriteString(gap)
		c.length++
	}
	c.ended = false
	n := utf8.RuneCountInString(word)
	c.text.WriteString(word)
	c.places = append(c.places, [2]int{c.length, c.length + n})
	c.length += n
	for _, a := range w.Attributions {
		for _, role := range a.Roles {
			key := [2]string{a.ID, strings.ToLower(role.Value)}
			if c.known[key] == nil {
				c.known[key] = &part{attribution: key[0], role: key[1]}
				c.parts = append(c.parts, c.known[key])
				if !slices.Contains(c.ids, a.ID) {
					c.ids = append(c.ids, a.ID)
				}
			}
			c.known[key].words = append(c.known[key].words, len(c.places)-1)
		}
	}
}

func (c *body) take(b *build.Builder, cb annotate.Codebook) {
	ids := map[[2]string]string{}
	for _, p := range c.parts {
		s := dataset.Span{ID: fmt.Sprint(p.attribution, " ", p.role), Label: p.role, Confidence: 1}
		for i, w := range p.words {
			if i > 0 && w <= p.words[i-1]+1 {
				s.Segments[len(s.Segments)-1][1] = c.places[w][1]
				continue
			}
			s.Segments = append(s.Segments, c.places[w])
		}
		ids[[2]string{p.attribution, p.role}] = b.Add(s)
	}
	attributed, introduces := between(cb, content, source), between(cb, cue, content)
	for _, id := range c.ids {
		of := func(role string) string { return ids[[2]string{id, role}] }
		relate := func(kind, head, tail string) {
			if of(head) != "" && of(tail) != "" {
				b.Relate(dataset.Relation{Type: kind, Head: of(head), Tail: of(tail)})
			}
		}
		if attributed != "" {
			relate(attributed, content, source)
		} else {
			relate(content, source, content)
		}
		switch {
		case introduces != "":
			relate(introduces, cue, content)
		case of(source) == "":
			relate(content, cue, content)
		default:
			relate(cue, source, cue)
		}
	}
}

// between is the codebook's relation from one of these labels to the other within an article, "" where there is none.
func between(cb annotate.Codebook, head, tail string) string {
	for _, kind := range cb.RelationTypes {
		if strings.EqualFold(kind.HeadLabel, head) && strings.EqualFold(kind.TailLabel, tail) && kind.Scope == annotate.WithinDocument {
			return kind.Name
		}
	}
	return ""
}
