package ingest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// cleaned counts what clean did.
type cleaned struct {
	entities  int // entities of HTML that were decoded
	invisible int // characters without a shape that were removed
}

func (c cleaned) findings() []Finding {
	var f []Finding
	if c.entities > 0 {
		f = append(f, Finding{What: "entities", Detail: count(c.entities, "HTML entity", "HTML entities") + " decoded"})
	}
	if c.invisible > 0 {
		f = append(f, Finding{What: "invisible", Detail: count(c.invisible, "invisible character", "invisible characters") + " removed"})
	}
	return f
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// clean brings decoded text into the form in which it is kept. It changes no word:
//
//   - Entities of HTML become their characters, however often they were escaped; see entity.
//   - All spaces of Unicode and tabs become the plain space; repeated ones become one, and lines start and end without.
//   - CRLF, CR, NEL, VT, FF and the line and paragraph separators become LF; several blank lines become one; the text
//     starts and ends with a line that is not blank, without a line end.
//   - Characters without a shape are removed: controls, the zero-width space, the word joiner, the soft hyphen, byte
//     order marks. Joiners and bidirectional marks stay where writing needs them; see dropFormat.
//
// It is linear in the length of the text, and cleaning cleaned text changes nothing.
func clean(raw string) (string, cleaned) {
	c := cleaner{out: make([]byte, 0, len(raw))}
	for i := 0; i < len(raw); {
		if end := plainEnd(raw, i); end > i {
			c.out = append(c.out, raw[i:end]...)
			c.afterCR = false
			i = end
			continue
		}
		if b := raw[i]; b < utf8.RuneSelf {
			c.put(rune(b))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(raw[i:])
		c.put(r)
		i += size
	}
	out, dropped := dropFormat(c.out)
	c.count.invisible += dropped
	return tidyLines(out), c.count
}

// plainEnd is where a stretch of characters ends that begins at i and that put would take as they are.
func plainEnd(raw string, i int) int {
	for i < len(raw) && ' ' <= raw[i] && raw[i] < 0x7F && raw[i] != ';' {
		i++
	}
	return i
}

// cleaner gathers text, character by character, in a form in which no entity is left.
type cleaner struct {
	out       []byte
	count     cleaned
	afterCR   bool // the last character put was a CR: an LF that follows belongs to it
	surrogate int  // where the text ended after an entity for the first half of a surrogate pair, else 0
	half      rune // that half
}

// put adds a character of the source.
func (c *cleaner) put(r rune) {
	afterCR := c.afterCR
	c.afterCR = r == '\r'
	switch class(r) {
	case keep:
		c.out = utf8.AppendRune(c.out, r)
		if r == ';' {
			c.entity()
		}
	case space:
		c.out = append(c.out, ' ')
	case lineEnd:
		if r != '\n' || !afterCR {
			c.out = append(c.out, '\n')
		}
	case remove:
		c.count.invisible++
	}
}

// putEntity adds a character that an entity stood for. A CR is what is left of a CRLF whose LF stands beside it.
func (c *cleaner) putEntity(r rune) {
	if r == '\r' {
		r = ' '
	}
	c.put(r)
}

// tidyLines collapses spaces, trims lines and joins blank lines; see clean.
func tidyLines(in []byte) string {
	var out strings.Builder
	out.Grow(len(in))
	blank, gap := 0, false // line ends and a space that are due before the next character
	for i := 0; i < len(in); {
		switch in[i] {
		case '\n':
			blank++
			gap = false
			i++
		case ' ':
			gap = true
			i++
		default:
			if out.Len() > 0 {
				for range min(blank, 2) {
					out.WriteByte('\n')
				}
				if gap && blank == 0 {
					out.WriteByte(' ')
				}
			}
			blank, gap = 0, false
			end := i + 1
			for end < len(in) && in[end] != '\n' && in[end] != ' ' {
				end++
			}
			out.Write(in[i:end])
			i = end
		}
	}
	return out.String()
}
