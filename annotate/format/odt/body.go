package odt

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// reader gathers the paragraphs of a document.
type reader struct {
	text   *flow.Text
	styles map[string]style
	cited  []flow.Paragraph // the notes

	inBody   bool
	open     []*paragraph // the paragraphs that are being read, one in a text box of the other
	tables   []*table     // likewise
	lists    int          // that are open
	inList   bool         // the paragraph before is an item of a list
	property *string      // of the document, that is being read

	deleted, inserted, comments, hidden, headers int
}

// style is one of a paragraph, or of a piece of one.
type style struct {
	parent string
	hidden bool
}

type paragraph struct {
	words   strings.Builder
	style   string
	heading int
	tables  int  // that were open when it began
	item    bool // of a list
}

type table struct {
	rows  [][]string
	cells []string
	cell  []string
	parts []flow.Paragraph
	wide  bool // it is there for the layout
}

// widest is how much of a table's cell is still that of a table, in bytes.
const widest = 400

// mostSpaces bounds how often a space or a cell says that it stands again.
const mostSpaces = 1000

func (r *reader) start(w *tags.Walk, e xml.StartElement) error {
	name := e.Name.Local
	switch name {
	case "style", "default-style":
		if id := tags.Attribute(e, "name"); id != "" && !r.inBody {
			r.styles[id] = style{parent: tags.Attribute(e, "parent-style-name"), hidden: r.styles[id].hidden}
			return r.style(w, id)
		}
	case "header", "footer", "header-left", "footer-left", "header-first", "footer-first":
		if w.Inside("master-page") {
			return r.header(w)
		}
	case "title":
		r.property = ifUnset(&r.text.Properties.Title, w.Inside("meta"))
	case "initial-creator", "creator":
		r.property = ifUnset(&r.text.Properties.Author, w.Inside("meta"))
	case "creation-date":
		r.property = ifUnset(&r.text.Properties.Created, w.Inside("meta"))
	case "language":
		r.property = ifUnset(&r.text.Properties.Language, w.Inside("meta"))
	case "body":
		r.inBody = true
	}
	if !r.inBody {
		return nil
	}
	switch name {
	case "tracked-changes":
		return r.changes(w)
	case "annotation":
		r.comments++
		return w.Skip()
	case "annotation-end", "ruby-text", "script", "event-listeners", "forms", "sequence-decls", "desc", "binary-data", "object", "index-title-template", "alphabetical-index-auto-mark-file":
		return w.Skip()
	case "hidden-paragraph", "hidden-text":
		r.hidden++
		return w.Skip()
	case "section":
		if tags.Attribute(e, "display") == "none" {
			r.hidden++
			return w.Skip()
		}
	case "p", "h":
		r.begin(e)
		return nil
	case "list":
		r.lists++
	case "table":
		r.tables = append(r.tables, &table{})
	case "note":
		return r.note(w)
	case "span":
		if r.isHidden(tags.Attribute(e, "style-name")) {
			r.hidden++
			return w.Skip()
		}
	}
	if len(r.open) > 0 {
		p := r.open[len(r.open)-1]
		switch name {
		case "s":
			p.words.WriteString(strings.Repeat(" ", times(e, "c")))
		case "tab":
			p.words.WriteByte('\t')
		case "line-break":
			p.words.WriteByte('\n')
		}
	}
	return nil
}

func ifUnset(value *string, here bool) *string {
	if !here || *value != "" {
		return nil
	}
	return value
}

func times(e xml.StartElement, attribute string) int {
	n, err := strconv.Atoi(tags.Attribute(e, attribute))
	if err != nil {
		return 1
	}
	return min(max(n, 1), mostSpaces)
}

// style reads whether a style hides what is set in it.
func (r *reader) style(w *tags.Walk, id string) error {
	for depth := w.Depth(); w.Depth() >= depth; {
		token, err := w.Next()
		if err != nil {
			return err
		}
		if e, is := token.(xml.StartElement); is && e.Name.Local == "text-properties" && tags.Attribute(e, "display") == "none" {
			s := r.styles[id]
			s.hidden = true
			r.styles[id] = s
		}
	}
	return nil
}

func (r *reader) isHidden(id string) bool {
	for range 20 {
		s := r.styles[id]
		if s.hidden || s.parent == "" {
			return s.hidden
		}
		id = s.parent
	}
	return false
}

// header counts a header or a footer that has words.
func (r *reader) header(w *tags.Walk) error {
	words := false
	for depth := w.Depth(); w.Depth() >= depth; {
		token, err := w.Next()
		if err != nil {
			return err
		}
		if text, is := token.(xml.CharData); is {
			words = words || w.Inside("p") && strings.ContainsFunc(string(text), unicode.IsLetter)
		}
	}
	if words {
		r.headers++
	}
	return nil
}

// changes counts the changes that were tracked. The words that were deleted stand here and nowhere else.
func (r *reader) changes(w *tags.Walk) error {
	for depth := w.Depth(); w.Depth() >= depth; {
		token, err := w.Next()
		if err != nil {
			return err
		}
		if e, is := token.(xml.StartElement); is {
			switch e.Name.Local {
			case "deletion":
				r.deleted++
			case "insertion":
				r.inserted++
			}
		}
	}
	return nil
}

func (r *reader) begin(e xml.StartElement) {
	p := &paragraph{style: r.named(tags.Attribute(e, "style-name")), tables: len(r.tables), item: r.lists > 0}
	if e.Name.Local == "h" {
		p.heading = times(e, "outline-level")
	}
	r.open = append(r.open, p)
}

// named is the first style that one is based on and that has a name that is known, else the last.
func (r *reader) named(id string) string {
	for range 20 {
		name := strings.ToLower(strings.ReplaceAll(id, "_20_", " "))
		parent := r.styles[id].parent
		if kindOf(name) != "" || parent == "" {
			return name
		}
		id = parent
	}
	return ""
}

func kindOf(style string) annotate.RegionKind {
	switch {
	case style == "title":
		return annotate.RegionTitle
	case style == "caption", style == "illustration", style == "figure":
		return annotate.RegionCaption
	case strings.HasPrefix(style, "contents "), style == "header", style == "footer":
		return annotate.RegionBoilerplate
	}
	return ""
}

// note puts the number of a note into the text, and the note at its end.
func (r *reader) note(w *tags.Walk) error {
	inner := reader{text: &flow.Text{}, styles: r.styles, inBody: true}
	for depth := w.Depth(); w.Depth() >= depth; {
		token, err := w.Next()
		if err != nil {
			return err
		}
		if w.Inside("note-citation") {
			continue
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = inner.start(w, t)
		case xml.EndElement:
			inner.end(t)
		case xml.CharData:
			inner.words(string(t))
		}
		if err != nil {
			return err
		}
	}
	if len(r.open) == 0 {
		return nil
	}
	mark := "[" + strconv.Itoa(len(r.cited)+1) + "]"
	r.open[len(r.open)-1].words.WriteString(mark)
	said := []string{mark}
	for _, p := range inner.text.Paragraphs {
		said = append(said, strings.TrimSpace(p.Text))
	}
	r.cited = append(r.cited, flow.Paragraph{Block: ingest.Block{Text: strings.Join(said, " "), Close: len(r.cited) > 0}})
	r.comments, r.hidden = r.comments+inner.comments, r.hidden+inner.hidden
	return nil
}

// words takes text: white space in the file is one space, but for the elements that say more.
func (r *reader) words(text string) {
	switch {
	case r.property != nil:
		*r.property += text
	case len(r.open) > 0:
		r.open[len(r.open)-1].write(text)
	}
}

func (p *paragraph) write(text string) {
	for _, c := range text {
		if c == '\n' || c == '\t' || c == '\r' {
			c = ' '
		}
		p.words.WriteRune(c) // cleaning makes one space of several
	}
}

func (r *reader) end(e xml.EndElement) {
	r.property = nil
	if !r.inBody {
		return
	}
	switch name := e.Name.Local; {
	case name == "body":
		r.inBody = false
	case (name == "p" || name == "h") && len(r.open) > 0:
		p := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		r.paragraph(p)
	case name == "list":
		r.lists--
	case len(r.tables) == 0:
	case name == "table-cell" || name == "covered-table-cell":
		t := r.tables[len(r.tables)-1]
		text := strings.Join(t.cell, " ")
		t.wide = t.wide || len(t.cell) > 1 && len(text) > widest
		t.cells, t.cell = append(t.cells, text), nil
	case name == "table-row":
		t := r.tables[len(r.tables)-1]
		t.rows, t.cells = append(t.rows, t.cells), nil
	case name == "table":
		t := r.tables[len(r.tables)-1]
		r.tables = r.tables[:len(r.tables)-1]
		r.table(t)
	}
}

// paragraph takes one that is whole to where it belongs.
func (r *reader) paragraph(p *paragraph) {
	item := p.item && p.heading == 0
	whole := flow.Paragraph{Block: ingest.Block{Text: p.words.String(), Kind: kindOf(p.style)}, Heading: p.heading}
	if p.tables == 0 {
		whole.Close = item && r.inList
		r.inList = item
		r.text.Add(whole)
		return
	}
	if t := r.tables[p.tables-1]; strings.TrimSpace(whole.Text) != "" {
		t.cell, t.parts = append(t.cell, whole.Text), append(t.parts, whole)
	}
}

// table writes a table as lines, or as paragraphs where it is there for the layout. One within another is a part of its cell.
func (r *reader) table(t *table) {
	r.inList = false
	for _, p := range flow.Table(t.rows, t.parts, t.wide) {
		if len(r.tables) == 0 {
			r.text.Add(p)
			continue
		}
		outer := r.tables[len(r.tables)-1]
		outer.cell, outer.parts = append(outer.cell, p.Text), append(outer.parts, p)
	}
}
