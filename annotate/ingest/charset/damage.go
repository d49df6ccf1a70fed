package charset

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Kind says what was wrong with a place of the source.
type Kind int

// What can be wrong.
const (
	Malformed Kind = iota // bytes that are no character, shown as U+FFFD
	NUL                   // the character U+0000, which was left out
	StraySign             // a byte that is no UTF-8 and was read as the sign of windows-1252
	Control               // a control character that was read as the sign of windows-1252 with its number
)

// Damage says in which lines of the source something was wrong, one entry a place.
type Damage struct {
	Kind  Kind
	Lines []int
}

// String says it in words.
func (d Damage) String() string {
	one, many, done := "malformed sequence", "malformed sequences", "shown as �"
	switch d.Kind {
	case NUL:
		one, many, done = "NUL character", "NUL characters", "left out"
	case StraySign:
		one, many, done = "byte that is no UTF-8", "bytes that are no UTF-8", "read as the signs of windows-1252"
	case Control:
		one, many, done = "control character", "control characters", "read as the signs of windows-1252"
	}
	if len(d.Lines) == 1 {
		return fmt.Sprintf("1 %s %s, in line %d", one, strings.Replace(done, "signs", "sign", 1), d.Lines[0])
	}
	return fmt.Sprintf("%d %s %s, in %s", len(d.Lines), many, done, lineList(d.Lines))
}

// mostLines is how many lines are listed.
const mostLines = 6

// lineList names the lines of places.
func lineList(places []int) string {
	var names []string
	last, more := 0, 0
	for _, line := range places {
		switch {
		case line == last:
		case len(names) < mostLines:
			names = append(names, fmt.Sprint(line))
		default:
			more++
		}
		last = line
	}
	switch {
	case more > 0:
		return fmt.Sprintf("lines %s and %d more", strings.Join(names, ", "), more)
	case len(names) == 1:
		return "line " + names[0]
	}
	return "lines " + strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// linesOf lists the line of each place where a character stands, counted from 1.
func linesOf(text string, r rune) []int {
	var lines []int
	line, from := 1, 0
	for {
		at := strings.IndexRune(text[from:], r)
		if at < 0 {
			return lines
		}
		line += strings.Count(text[from:from+at], "\n")
		lines = append(lines, line)
		from += at + utf8.RuneLen(r)
	}
}

// windowsSign is the sign that windows-1252 has where Unicode has the control r, or r itself where it has none.
func windowsSign(r rune) rune {
	if r < 0x80 || r >= 0xA0 {
		return r
	}
	if sign := charmap.Windows1252.DecodeByte(byte(r)); sign != utf8.RuneError {
		return sign
	}
	return r
}

const nextLine = 0x85

// windowsSigns gives the signs their characters that stand in a text of Unicode under their numbers in windows-1252, as
// programs write them that take that encoding for ISO-8859-1. U+0085 is the end of a line where the text has no other
// line ends and none of those signs.
func (r *Reading) windowsSigns(text string) string {
	if !hasControls(text) {
		return text
	}
	var lines []int
	others, breaks, line := false, false, 1
	for _, c := range text {
		switch {
		case c == '\n':
			line++
			breaks = true
		case c == '\r':
			breaks = true
		case windowsSign(c) != c:
			lines = append(lines, line)
			others = others || c != nextLine
		}
	}
	if len(lines) == 0 || !others && !breaks {
		return text
	}
	r.note(Control, lines)
	return strings.Map(windowsSign, text)
}

// hasControls says whether a text holds controls beyond ASCII, U+0080 to U+009F.
func hasControls(text string) bool {
	for {
		i := strings.IndexByte(text, 0xC2)
		if i < 0 || i+1 == len(text) {
			return false
		}
		if text[i+1] < 0xA0 {
			return true
		}
		text = text[i+1:]
	}
}
