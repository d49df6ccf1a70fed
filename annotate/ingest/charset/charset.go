// Package charset turns the bytes of a text file into characters: it tells the encoding, says what it guessed and what
// was damaged, and mends text that was decoded twice.
//
// What can be known is not guessed: a byte order mark is believed, then the escapes of the encodings that switch
// between sets of characters, then valid UTF-8, which text in another encoding hardly ever is by chance. All else is a
// question of how likely the text would be that a reading gives. One measure answers it for every encoding, UTF-8 with
// damage and UTF-16 without a mark among them: how often letters follow each other in the languages of the world, and
// how often signs and ideographs are used; see guess. A stray byte or a NUL makes the right reading a little less
// likely, and a wrong one a great deal.
//
// It knows no article and no file. Start with Read.
package charset

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// Reading is a text as it was decoded.
type Reading struct {
	Text    string
	Name    string   // of the encoding
	How     string   // "valid", "by its byte order mark", "guessed from its letters", ...
	Guessed bool     // the encoding was guessed
	Others  []string // other encodings that are nearly as likely and would give another text
	Damage  []Damage // what was replaced or left out
}

// Read decodes the bytes of a text file.
func Read(data []byte) (Reading, error) {
	reading, err := read(data)
	if err != nil {
		return Reading{}, err
	}
	if reading.How != valid { // else that was looked at
		if manyControls([]byte(reading.Text)) {
			return Reading{}, errBinary()
		}
		if garbled(reading.Text) {
			if reading.How != byMark && manyControls(data) {
				return Reading{}, errBinary()
			}
			return Reading{}, ErrUndecodable
		}
	}
	reading.tidy()
	return reading, nil
}

// How an encoding is told.
const (
	valid  = "valid"
	byMark = "by its byte order mark"
)

func read(data []byte) (Reading, error) {
	if rest, e := marked(data); e != nil {
		return Reading{Text: e.decode(rest), Name: e.name, How: byMark}, nil
	}
	if nuls := bytes.Count(data, []byte{0}); nuls*100 <= len(data) { // a few are damage, many another encoding
		escapes := data
		if nuls > 0 {
			escapes = bytes.ReplaceAll(data, []byte{0}, nil)
		}
		if e := escaped(escapes); e != nil {
			reading := Reading{Text: e.decode(escapes), Name: e.name, How: "by its escapes"}
			reading.note(NUL, linesOf(string(data), 0))
			return reading, nil
		}
	}
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 && !manyControls(data) {
		return Reading{Text: string(data), Name: "UTF-8", How: valid}, nil
	}
	return guess(data)
}

// mostOthers is how many other encodings are named.
const mostOthers = 3

// String says which encoding it was, how that is known, and which others it may as well be.
func (r Reading) String() string {
	said := r.Name + ", " + r.How
	others := r.Others[:min(len(r.Others), mostOthers)]
	if len(others) == 0 {
		return said
	}
	last := len(others) - 1
	if last > 0 {
		others = []string{strings.Join(others[:last], ", "), others[last]}
	}
	return said + "; it may as well be " + strings.Join(others, " or ")
}

// ReadAs decodes the bytes of a text file from an encoding that a person names, "" to have it found out. What is malformed in it
// becomes U+FFFD.
func ReadAs(data []byte, name string) (Reading, error) {
	if name == "" {
		return Read(data)
	}
	e := named(name)
	if e == nil {
		return Reading{}, annotate.Invalidf("the encoding %q is not known: use one of %s", name, strings.Join(Names(), ", "))
	}
	if rest, mark := marked(data); mark != nil && mark.name == e.name {
		data = rest
	}
	reading := Reading{Text: e.decode(data), Name: e.name, How: "as chosen"}
	if e.name == utf8Name {
		reading.Text, reading.Damage = repairUTF8(data)
	}
	if garbled(reading.Text) || manyControls([]byte(reading.Text)) {
		return Reading{}, annotate.Invalidf("it is no text in %s: choose another encoding", e.name)
	}
	reading.tidy()
	return reading, nil
}

// tidy gives signs of Windows their characters and notes what was malformed or left out.
func (r *Reading) tidy() {
	r.Text = r.windowsSigns(r.Text)
	malformed, nuls := linesOf(r.Text, utf8.RuneError), linesOf(r.Text, 0)
	r.note(Malformed, malformed)
	if len(nuls) > 0 {
		r.Text = strings.ReplaceAll(r.Text, "\x00", "")
		r.note(NUL, nuls)
	}
}

func (r *Reading) note(kind Kind, lines []int) {
	if len(lines) > 0 {
		r.Damage = append(r.Damage, Damage{Kind: kind, Lines: lines})
	}
}

// garbled says whether so much of the text is no character at all that it was decoded wrongly.
func garbled(text string) bool {
	bad, all := 0, 0
	for i, size := 0, 0; i < len(text); i += size {
		plain := beyondASCII(text, i) - i
		i += plain
		all += plain + 1
		var r rune
		if r, size = utf8.DecodeRuneInString(text[i:]); size == 0 {
			break
		}
		if r == utf8.RuneError || r >= 0xA0 && !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r) && r != 0x2028 && r != 0x2029 {
			bad++
		}
	}
	return bad*20 > all && bad > 1
}

// manyControls says whether more than one byte in a hundred is a control that no text has.
func manyControls(data []byte) bool {
	controls := 0
	for _, b := range data {
		if b < ' ' && (b < '\t' || b > '\r') && b != 0x1B {
			controls++
		}
	}
	return controls > 2 && controls*100 > len(data)
}

// errBinary refuses bytes that are no text in any encoding that could be told.
func errBinary() error {
	return annotate.Invalidf("a binary file, not text: save it as text first")
}

// ErrUndecodable refuses text whose encoding could not be told, so that a person may name it.
var ErrUndecodable = annotate.Invalidf("its character encoding cannot be told: save it as UTF-8 first, or name its encoding")
