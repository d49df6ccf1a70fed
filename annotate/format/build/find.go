package build

import (
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
)

// Quote is the words at a place as another program keeps them, with what it keeps of those before and behind.
type Quote struct {
	Exact          string
	Prefix, Suffix string // "" where they are not known
}

// Place is where a quotation stands: at the offsets that are named, if they count code points or, which it says the first time, UTF-16
// units; else, which it says each time, at the one place where the words stand, or the one whose surroundings are the same. Where there
// is none it says that, with what it is called, and the answer is false. A quotation without words stands where it says.
func (b *Builder) Place(name string, start, end int, q Quote) (segment [2]int, found bool) {
	if q.Exact == "" || b.slice(start, end) == q.Exact {
		return [2]int{start, end}, true
	}
	from, starts := b.Offsets().CodePoint(offset.UTF16, start)
	to, ends := b.Offsets().CodePoint(offset.UTF16, end)
	if starts && ends && b.slice(from, to) == q.Exact {
		if !b.units {
			b.units = true
			b.Note("its offsets count UTF-16 units and were converted")
		}
		return [2]int{from, to}, true
	}
	if loose(b.slice(start, end)) == loose(q.Exact) { // line ends and blanks are written in several ways
		return [2]int{start, end}, true
	}
	if at, length := b.search(q); at >= 0 {
		b.Note("%s quotes other words than stand at %d–%d, and was put where its words stand, at %d–%d", name, start, end, at, at+length)
		return [2]int{at, at + length}, true
	}
	b.Note("%s was left out: it quotes “%s”, where “%s” stands", name, form.Short(q.Exact, shown), form.Short(b.slice(start, end), shown))
	return segment, false
}

// slice is what stands at a place, "" where that is none.
func (b *Builder) slice(start, end int) string {
	if annotate.ValidateSegments([]annotate.Segment{{Start: start, End: end}}, b.text.Len()) != nil {
		return ""
	}
	return b.text.Slice(start, end)
}

// loose is a text without what programs write in several ways.
func loose(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, `\n`, "\n")), " ")
}

// search finds the one place at which a quotation stands, in code points; -1 where there is none or more than one.
func (b *Builder) search(q Quote) (at, length int) {
	text := b.text.String()
	length = utf8.RuneCountInString(q.Exact)
	for _, words := range []Quote{{q.Exact, q.Prefix, q.Suffix}, {Exact: q.Exact}} {
		whole := words.Prefix + words.Exact + words.Suffix
		first := strings.Index(text, whole)
		if first >= 0 && first == strings.LastIndex(text, whole) {
			return b.text.CodePoint(first + len(words.Prefix)), length
		}
	}
	return -1, length
}
