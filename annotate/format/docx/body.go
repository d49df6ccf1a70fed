package docx

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tags"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// reader gathers the paragraphs of a document.
type reader struct {
	text   *flow.Text
	styles styles
	notes  map[string]string // footnotes and endnotes, by "footnote 2"
	cited  []flow.Paragraph  // those of them that the text refers to, in its order

	open   []*paragraph // the paragraphs that are being read, one in a text box of the other
	tables []*table     // likewise
	inList bool         // the paragraph before is an item of a list

	deleted, inserted, comments, hidden, chunks int
}

type paragraph struct {
	words   strings.Builder
	style   string
	outline int
	item    bool
	tables  int // that were open when it began
}

// table is one that is being read.
type table struct {
	rows  [][]string
	cells []string
	cell  []string // the paragraphs of the cell that is being read
	parts []flow.Paragraph
	wide  bool // a cell has several paragraphs, or much text: it is there for the layout
}

// widest is how much of a table's cell is still that of a table, in bytes.
const widest = 400

// body reads the document's text.
func (r *reader) body(w *tags.Walk) error {
	for {
		token, err := w.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.take(w, token); err != nil {
			return err
		}
	}
}

// left are elements that hold no words of the text.
var left = map[string]bool{"delText": true, "instrText": true, "delInstrText": true, "Fallback": true, "rt": true, "sectPr": true}

// take takes in the next token of the text, or of a note.
func (r *reader) take(w *tags.Walk, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(w, t)
	case xml.EndElement:
		r.end(t)
	case xml.CharData:
		if len(r.open) > 0 && w.Last("t") {
			r.open[len(r.open)-1].words.Write(t)
		}
	}
	return nil
}

func (r *reader) start(w *tags.Walk, e xml.StartElement) error {
	name := e.Name.Local
	switch {
	case left[name]:
		return w.Skip()
	case name == "del" || name == "moveFrom":
		if w.Inside("rPr") { // of a paragraph's mark: it joins what follows
			return w.Skip()
		}
		r.deleted++
		return w.Skip()
	case name == "ins" && !w.Inside("rPr"):
		r.inserted++
	case name == "altChunk":
		r.chunks++
	case name == "p" && wordprocessing(e.Name):
		r.open = append(r.open, &paragraph{outline: -1, tables: len(r.tables)})
	case name == "tbl":
		r.tables = append(r.tables, &table{})
	}
	if len(r.open) == 0 {
		return nil
	}
	p := r.open[len(r.open)-1]
	switch name {
	case "pStyle":
		p.style = r.styles.names[tags.Attribute(e, "val")]
	case "outlineLvl":
		if n, err := strconv.Atoi(tags.Attribute(e, "val")); err == nil {
			p.outline = n
		}
	case "numPr":
		p.item = true
	case "rPr":
		return r.properties(w)
	case "tab", "ptab":
		if !w.Inside("tabs") {
			p.words.WriteByte('\t')
		}
	case "br", "cr":
		p.words.WriteByte('\n')
	case "noBreakHyphen":
		p.words.WriteRune('‑')
	case "sym":
		if n, err := strconv.ParseUint(tags.Attribute(e, "char"), 16, 32); err == nil && (n < 0xE000 || n > 0xF8FF) {
			p.words.WriteRune(rune(n))
		}
	case "commentReference":
		r.comments++
	case "footnoteReference", "endnoteReference":
		r.cite(p, strings.TrimSuffix(name, "Reference")+" "+tags.Attribute(e, "id"))
	}
	return nil
}

// wordprocessing says whether a name is of the text and not of a drawing.
func wordprocessing(name xml.Name) bool { return strings.Contains(name.Space, "wordprocessingml") }

// properties reads those of a run, and passes over the run where they hide it.
func (r *reader) properties(w *tags.Walk) error {
	hidden := false
	for depth := w.Depth(); w.Depth() >= depth; {
		token, err := w.Next()
		if err != nil {
			return err
		}
		if e, is := token.(xml.StartElement); is && e.Name.Local == "vanish" {
			on := tags.Attribute(e, "val")
			hidden = on != "0" && on != "false" && on != "off"
		}
	}
	if hidden && w.Last("r") {
		r.hidden++
		return w.Skip()
	}
	return nil
}

// cite puts the number of a note into the text, and the note at its end.
func (r *reader) cite(p *paragraph, name string) {
	note, found := r.notes[name]
	if !found {
		return
	}
	mark := "[" + strconv.Itoa(len(r.cited)+1) + "]"
	p.words.WriteString(mark)
	r.cited = append(r.cited, flow.Paragraph{Block: ingest.Block{Text: mark + " " + note, Close: len(r.cited) > 0}})
}

func (r *reader) end(e xml.EndElement) {
	switch name := e.Name.Local; {
	case name == "p" && wordprocessing(e.Name) && len(r.open) > 0:
		p := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		r.paragraph(p)
	case len(r.tables) == 0:
	case name == "tc":
		t := r.tables[len(r.tables)-1]
		text := strings.Join(t.cell, " ")
		t.wide = t.wide || len(t.cell) > 1 && len(text) > widest
		t.cells, t.cell = append(t.cells, text), nil
	case name == "tr":
		t := r.tables[len(r.tables)-1]
		t.rows, t.cells = append(t.rows, t.cells), nil
	case name == "tbl":
		t := r.tables[len(r.tables)-1]
		r.tables = r.tables[:len(r.tables)-1]
		r.table(t)
	}
}

// paragraph takes one that is whole to where it belongs.
func (r *reader) paragraph(p *paragraph) {
	k := kindOf(p.style)
	if k.heading == 0 && p.outline >= 0 && p.outline < 9 {
		k.heading = p.outline + 1
	}
	whole := flow.Paragraph{Block: ingest.Block{Text: p.words.String(), Kind: k.region}, Heading: k.heading}
	item := k.item || p.item && k.heading == 0
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

// readNotes reads the footnotes or the endnotes.
func (r *reader) readNotes(files *form.Files, part, kind string) error {
	return r.part(files, part, func(w *tags.Walk) error {
		for {
			token, err := w.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			e, is := token.(xml.StartElement)
			if !is || e.Name.Local != kind {
				continue
			}
			id, own := tags.Attribute(e, "id"), tags.Attribute(e, "type")
			note := reader{text: &flow.Text{}, styles: r.styles}
			for depth := w.Depth(); w.Depth() >= depth; {
				token, err := w.Next()
				if err != nil {
					return err
				}
				if err := note.take(w, token); err != nil {
					return err
				}
			}
			var words []string
			for _, p := range note.text.Paragraphs {
				words = append(words, strings.TrimSpace(p.Text))
			}
			r.deleted += note.deleted
			if own == "" || own == "normal" { // else it is the line above the notes
				r.notes[kind+" "+id] = strings.Join(words, " ")
			}
		}
	})
}
