package rtf

import (
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// signs are control words that stand for a character.
var signs = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "line": "\n", "lbr": "\n", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "softline": "\n",
}

// passedOver are groups that hold nothing of the text.
var passedOver = map[string]bool{
	"colortbl": true, "filetbl": true, "listtable": true, "listoverridetable": true, "revtbl": true, "rsidtbl": true, "generator": true, "pict": true,
	"objdata": true, "fldinst": true, "datafield": true, "bkmkstart": true, "bkmkend": true, "pntext": true, "listtext": true, "pntxta": true, "pntxtb": true, "nonshppict": true,
	"xmlnstbl": true, "themedata": true, "colorschememapping": true, "latentstyles": true, "datastore": true, "atnid": true, "atnauthor": true, "atntime": true, "atndate": true,
	"atnref": true, "atrfstart": true, "atrfend": true, "atnparent": true, "nonesttables": true, "xe": true, "tc": true, "sp": true, "do": true, "wgrffmtfilter": true,
	"docvar": true, "mmathPr": true, "stylerestrict": true, "falt": true, "panose": true, "private": true, "template": true, "passwordhash": true, "aftnsep": true, "aftnsepc": true,
	"aftncn": true, "ftnsep": true, "ftnsepc": true, "ftncn": true, "background": true, "svb": true,
}

// kept are groups that may be passed over by who does not know them, and hold words of the text.
var kept = map[string]bool{"shptxt": true, "shpinst": true, "ud": true, "nesttableprops": true, "flymaincnt": true, "flymain": true}

// word does what a control word says.
func (r *reader) word(word string, n int, has bool) {
	starred := r.starred
	r.starred = false
	switch {
	case passedOver[word], starred && !kept[word] && !known[word]:
		r.where = toNothing
		return
	case r.where == toNothing:
		if word == "bin" && has && n > 0 {
			r.at = min(len(r.data), r.at+n)
		}
		return
	}
	if sign, is := signs[word]; is {
		r.put(sign)
		return
	}
	switch word {
	case "par", "sect", "page", "column":
		r.end(word)
	case "u":
		r.unit(n)
	case "upr": // the group that follows says the same as the one after it, in fewer letters
		r.passNext = true
	case "uc":
		r.skip = min(max(n, 0), 10)
	case "bin":
		r.at = min(len(r.data), r.at+max(n, 0))
	case "ansicpg":
		r.page = n
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "pca":
		r.page = 850
	case "deff":
		r.group.page = r.fonts[n]
	case "f":
		if r.where == toFonts {
			r.font = n
		} else {
			r.group.page = r.fonts[n]
		}
	case "fcharset":
		if r.where == toFonts {
			r.fonts[r.font] = pageOfCharset[n]
		}
	case "cpg":
		if r.where == toFonts {
			r.fonts[r.font] = n
		}
	case "fonttbl":
		r.where = toFonts
	case "stylesheet":
		r.where, r.naming = toStyles, 0
	case "s":
		if r.where == toStyles {
			r.naming = n
		}
		r.style = n
	case "plain":
		r.group.hidden, r.group.deleted = false, false
	case "v":
		r.group.hidden = !has || n != 0
	case "deleted":
		r.group.deleted = !has || n != 0
	case "pard":
		r.style, r.level, r.item, r.inRow = 0, -1, false, false
	case "outlinelevel":
		r.level = n
	case "ls", "pn":
		r.item = true
	case "intbl":
		r.inRow = true
	case "cell", "nestcell":
		r.endCell()
	case "row", "nestrow":
		r.rows, r.cells = append(r.rows, r.cells), nil
	case "footnote":
		r.beginNote()
	case "annotation":
		r.comments++
		r.where = toNothing
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf":
		r.headers++
		r.where = toNothing
	default:
		r.documentInfo(word, n)
	}
}

// known are groups marked as such that may be passed over which are understood.
var known = map[string]bool{"footnote": true, "annotation": true}

// documentInfo takes what the document says of itself.
func (r *reader) documentInfo(word string, n int) {
	p := &r.text.Properties
	switch word {
	case "info":
		r.where, r.property = toProperty, new(string)
	case "title", "author":
		if r.where == toProperty {
			r.property = map[string]*string{"title": &p.Title, "author": &p.Author}[word]
		}
	case "subject", "operator", "keywords", "comment", "doccomm", "company", "manager", "category", "hlinkbase", "revtim", "printim", "buptim":
		if r.where == toProperty {
			r.where = toNothing
		}
	case "yr", "mo", "dy":
		if r.where == toProperty {
			r.created[map[string]int{"yr": 0, "mo": 1, "dy": 2}[word]] = n
		}
	}
}

// end ends a paragraph, or the page.
func (r *reader) end(word string) {
	switch {
	case r.where == toNote:
		r.note.WriteByte(' ')
	case r.where == toText && !(word != "par" && r.words.Len() == 0):
		r.endParagraph()
	}
}

func (r *reader) endParagraph() {
	words := r.words.String()
	r.words.Reset()
	name := r.styles[r.style]
	p := flow.Paragraph{Block: ingest.Block{Text: words}}
	if level, found := strings.CutPrefix(name, "heading "); found {
		p.Heading, _ = strconv.Atoi(level)
	} else if r.level >= 0 && r.level < 9 {
		p.Heading = r.level + 1
	}
	switch {
	case name == "title":
		p.Kind = annotate.RegionTitle
	case name == "caption":
		p.Kind = annotate.RegionCaption
	case strings.HasPrefix(name, "toc "):
		p.Kind = annotate.RegionBoilerplate
	}
	if r.inRow {
		if strings.TrimSpace(words) != "" {
			r.inCell, r.parts = append(r.inCell, words), append(r.parts, p)
		}
		return
	}
	r.endTable()
	p.Close = r.item && r.inList
	r.inList = r.item
	r.text.Add(p)
}

func (r *reader) endCell() {
	r.inRow = true
	r.endParagraph()
	text := strings.Join(r.inCell, " ")
	r.wide = r.wide || len(r.inCell) > 1 && len(text) > widest
	r.cells, r.inCell = append(r.cells, text), nil
}

// widest is how much of a table's cell is still that of a table, in bytes.
const widest = 400

// endTable writes the table that is whole, if there is one.
func (r *reader) endTable() {
	if len(r.cells) > 0 {
		r.rows = append(r.rows, r.cells)
	}
	for _, p := range flow.Table(r.rows, r.parts, r.wide) {
		r.text.Add(p)
	}
	if len(r.rows) > 0 {
		r.inList = false
	}
	r.rows, r.cells, r.parts, r.inCell, r.wide = nil, nil, nil, nil, false
}

func (r *reader) beginNote() {
	if r.where != toText {
		r.where = toNothing
		return
	}
	r.where, r.noteAt = toNote, len(r.groups)-1
	r.note.Reset()
	r.words.WriteString("[" + strconv.Itoa(len(r.cited)+1) + "]")
}

func (r *reader) endNote() {
	mark := "[" + strconv.Itoa(len(r.cited)+1) + "]"
	text := strings.Join(strings.Fields(r.note.String()), " ")
	r.cited = append(r.cited, flow.Paragraph{Block: ingest.Block{Text: mark + " " + text, Close: len(r.cited) > 0}})
}

// endStyle takes the name of a style, which ends with a semicolon.
func (r *reader) endStyle() {
	name := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(r.name.String()), ";"))
	r.name.Reset()
	if name != "" {
		r.styles[r.naming] = name
	}
	r.naming = 0
}
