package rtf

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/flow"
)

// deepest is how many groups may lie within each other.
const deepest = 10_000

// where says where the words of a group go.
type where int

const (
	toText where = iota
	toNothing
	toNote
	toFonts
	toStyles
	toProperty
)

// group is what holds within a pair of braces.
type group struct {
	where    where
	property *string
	page     int // code page of its letters, 0 for that of the file
	skip     int // bytes that stand for a character that was given by its number
	deleted  bool
	hidden   bool
}

// reader gathers the paragraphs of a document.
type reader struct {
	data []byte
	at   int
	text *flow.Text

	group
	groups   []group
	starred  bool   // the next word may be passed over, with its group
	passNext bool   // the next group is passed over
	bytes    []byte // letters that are not decoded yet
	half     rune   // the first half of a pair of surrogates
	skipped  int    // how many bytes are still to be passed over

	words  strings.Builder
	note   strings.Builder
	style  int
	level  int // of the outline, of the paragraph
	item   bool
	inList bool
	cells  []string
	rows   [][]string
	parts  []flow.Paragraph
	inCell []string
	inRow  bool // the paragraph is of a table
	wide   bool
	cited  []flow.Paragraph

	page    int            // of the file
	fonts   map[int]int    // code page by number
	font    int            // that is being described
	styles  map[int]string // names in lower case, by number
	naming  int            // the style that is being described
	name    strings.Builder
	noteAt  int // groups that were open where a note began
	created [5]int

	deleted, comments, hidden, headers int
	left                               [2]bool // whether the piece before was deleted, or hidden
	unfinished                         bool
}

func newReader(data []byte, text *flow.Text) *reader {
	return &reader{data: data, text: text, group: group{skip: 1}, page: 1252, level: -1, fonts: map[int]int{}, styles: map[int]string{}}
}

// read reads all of it.
func (r *reader) read() error {
	for r.at < len(r.data) {
		switch c := r.data[r.at]; c {
		case '{':
			r.at++
			r.flush()
			if len(r.groups) == deepest {
				return annotate.Invalidf("its groups lie more than %d deep in each other: save it again with the program that made it", deepest)
			}
			r.groups = append(r.groups, r.group)
			if r.starred = false; r.passNext {
				r.where, r.passNext = toNothing, false
			}
		case '}':
			r.at++
			r.flush()
			if len(r.groups) == 0 {
				continue
			}
			r.close()
			if len(r.groups) == 0 {
				r.at = len(r.data) // what stands below is no part of it
			}
		case '\\':
			r.control()
		case '\r', '\n':
			r.at++
		default:
			r.at++
			r.letter(c)
		}
	}
	r.flush()
	r.unfinished = len(r.groups) > 0
	r.endParagraph()
	r.endTable()
	for _, note := range r.cited {
		r.text.Add(note)
	}
	if c := r.created; c[0] > 0 && c[1] > 0 && c[2] > 0 {
		r.text.Properties.Created = fmt.Sprintf("%04d-%02d-%02d", c[0], c[1], c[2])
	}
	return nil
}

// close ends a group.
func (r *reader) close() {
	before := r.groups[len(r.groups)-1]
	r.groups = r.groups[:len(r.groups)-1]
	if r.where == toNote && len(r.groups) == r.noteAt {
		r.endNote()
	}
	if r.where == toStyles {
		r.endStyle()
	}
	r.group = before
	r.half, r.skipped = 0, 0
}

// control reads a control word or sign and does what it says.
func (r *reader) control() {
	r.at++
	if r.at == len(r.data) {
		return
	}
	c := r.data[r.at]
	if !isLetter(c) {
		r.at++
		r.sign(c)
		return
	}
	start := r.at
	for r.at < len(r.data) && isLetter(r.data[r.at]) && r.at-start < 40 {
		r.at++
	}
	word := string(r.data[start:r.at])
	from := r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' && r.at-from < 12 {
		r.at++
	}
	n, err := strconv.Atoi(string(r.data[from:r.at]))
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	if word != "u" {
		r.flush()
	}
	r.word(word, n, err == nil)
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// sign does what a control sign says.
func (r *reader) sign(c byte) {
	switch c {
	case '\'':
		if r.at+2 <= len(r.data) {
			if n, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8); err == nil {
				r.at += 2
				r.letter(byte(n))
			}
		}
	case '*':
		r.starred = true
	case '~':
		r.put("\u00a0")
	case '_':
		r.put("\u2011")
	case '\\', '{', '}':
		r.letter(c)
	case '\r', '\n':
		r.flush()
		r.word("par", 0, false)
	}
}

// letter takes a byte of the text. Those above ASCII wait, since some encodings have two for a letter.
func (r *reader) letter(c byte) {
	if r.skipped > 0 {
		r.skipped--
		return
	}
	r.bytes = append(r.bytes, c)
}

// flush decodes the letters that wait.
func (r *reader) flush() {
	if len(r.bytes) == 0 {
		return
	}
	page := r.group.page
	if page == 0 {
		page = r.page
	}
	text := string(r.bytes)
	if e := codePages[page]; e != nil {
		if decoded, err := e.NewDecoder().Bytes(r.bytes); err == nil {
			text = string(decoded)
		}
	} else if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	r.bytes = r.bytes[:0]
	r.put(text)
}

// put writes text to where it belongs.
func (r *reader) put(text string) {
	if r.skipped > 0 && text != "" {
		r.skipped--
		return
	}
	r.half = 0
	switch r.where {
	case toText, toNote:
		before := r.left
		r.left = [2]bool{r.group.deleted, r.group.hidden}
		switch {
		case r.left != [2]bool{} && r.left == before:
		case r.group.deleted:
			r.deleted++
		case r.group.hidden:
			r.hidden++
		case r.where == toNote:
			r.note.WriteString(text)
		default:
			r.words.WriteString(text)
		}
	case toStyles:
		r.name.WriteString(text)
	case toProperty:
		*r.property += text
	}
}

// unit takes a character that is given by its number, which may be half of one.
func (r *reader) unit(n int) {
	r.flush()
	c := rune(uint16(n))
	if n > 0xFFFF {
		c = rune(n)
	}
	if 0xF000 <= c && c <= 0xF0FF { // a sign of a font of symbols
		c = '\ufffd'
	}
	half := r.half
	r.skipped = 0
	switch {
	case utf16.IsSurrogate(c) && half == 0:
		r.half = c
	case utf16.IsSurrogate(c):
		r.put(string(utf16.DecodeRune(half, c)))
	case c == '\ufffd':
	default:
		r.put(string(c))
	}
	r.skipped = r.skip
}
