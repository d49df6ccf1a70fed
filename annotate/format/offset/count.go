package offset

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Quote is a place as another program says it, and the words that it saw there, "" where it does not say.
type Quote struct {
	Places [][2]int
	Words  string // one that ends with "…" was cut there
}

// Counting is how the offsets of another program count: what they count, in the text with its own line ends or with ours.
type Counting struct {
	Unit   Unit
	table  *Table
	before func(cp int) int
	text   *textpos.Text
}

// Count finds out how offsets count by the words that are quoted. text is raw with its lines ended as Lines does; where all fit equally,
// the units count that stand first, and the line ends of text.
func Count(text *textpos.Text, raw string, quotes []Quote, units ...Unit) Counting {
	_, before := Lines(raw)
	asIs := func(cp int) int { return cp }
	ours := New(text)
	tables := []Counting{{table: ours, before: asIs, text: text}}
	if raw != text.String() {
		tables = append(tables, Counting{table: New(textpos.New(raw)), before: before, text: text})
	}
	best, most := Counting{}, -1
	for _, unit := range units {
		for _, c := range tables {
			c.Unit = unit
			fit := 0
			for _, q := range quotes {
				if segments, err := c.Segments(q.Places); err == nil && c.Quotes(q, segments) {
					fit++
				}
			}
			if fit > most {
				best, most = c, fit
			}
			if most == len(quotes) {
				return best
			}
		}
	}
	return best
}

// In is the same with offsets that count another unit.
func (c Counting) In(unit Unit) Counting {
	c.Unit = unit
	return c
}

// Segments are places as segments of the text. Those that touch are one.
func (c Counting) Segments(places [][2]int) ([]annotate.Segment, error) {
	segments := make([]annotate.Segment, len(places))
	for i, p := range places {
		start, startIs := c.table.CodePoint(c.Unit, p[0])
		end, endIs := c.table.CodePoint(c.Unit, p[1])
		if !startIs || !endIs {
			return nil, fmt.Errorf("it lies at %d–%d, outside the text or within a character", p[0], p[1])
		}
		segments[i] = annotate.Segment{Start: c.before(start), End: c.before(end)}
	}
	segments = annotate.NormalizeSegments(segments)
	return segments, annotate.ValidateSegments(segments, c.text.Len())
}

// Quotes says whether the words of a quote stand at its place, however white space is written.
func (c Counting) Quotes(q Quote, segments []annotate.Segment) bool {
	quoted := unspaced(q.Words)
	if quoted == "" {
		return true
	}
	var words strings.Builder
	for _, s := range segments {
		words.WriteString(c.text.Slice(s.Start, s.End))
	}
	there := unspaced(words.String())
	beginning, cut := strings.CutSuffix(quoted, "…")
	return there == quoted || cut && strings.HasPrefix(there, beginning)
}

func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
