package doccano

import (
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/format/values"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// fit is how the offsets of a file fit its texts, by which its unit is told.
type fit struct {
	offset.Unit
	ours    bool // it was exported by Parallax, which counts as doccano does
	behind  int  // spans behind a character that UTF-16 writes with two units, where the units differ
	unfit   int  // those of them that do not fit as UTF-16
	unfitCP int  // and as code points
}

// unitOf finds out what the offsets of a file count. All of it was made by one version: where code points fit better, they are it. One
// that Parallax exported says so with its first article.
func unitOf(source form.Source) (f fit, err error) {
	var tree values.Tree
	for value, err := range values.Each(source) {
		if err != nil {
			return f, err
		}
		if l, err := readLine(&tree, value.Data); err == nil {
			f.look(l)
		}
		if f.ours {
			break
		}
	}
	f.Unit = offset.UTF16
	if f.unfitCP < f.unfit && !f.ours {
		f.Unit = offset.CodePoints
	}
	return f, nil
}

// look counts which spans of a line fit.
func (f *fit) look(l exampleLine) {
	f.ours = f.ours || build.IsID(l.record.ID)
	text := textpos.New(l.record.Text)
	table := offset.New(text)
	if table.Units() == text.Len() {
		return
	}
	fits := func(unit offset.Unit, start, end int) bool {
		from, starts := table.CodePoint(unit, start)
		to, ends := table.CodePoint(unit, end)
		return starts && ends && from < to && likely(text, from) && likely(text, to) && text.TrimSpace(whole(from, to)) == whole(from, to)
	}
	for at := range l.spans.Items() {
		s, err := readSpan(at)
		if err != nil || s.start >= s.end {
			continue
		}
		if cp, on := table.CodePoint(offset.UTF16, s.end); on && cp == s.end {
			continue // before any such character
		}
		f.behind++
		if !fits(offset.UTF16, s.start, s.end) {
			f.unfit++
		}
		if !fits(offset.CodePoints, s.start, s.end) {
			f.unfitCP++
		}
	}
}

func whole(from, to int) annotate.Segment { return annotate.Segment{Start: from, End: to} }

// likely says whether a person would begin or end a span at a code point: not within a word.
func likely(text *textpos.Text, at int) bool {
	if at == 0 || at == text.Len() {
		return true
	}
	word := text.WordAt(at)
	return at <= word.Start || at >= word.End
}

// say tells what the unit was taken for, where that was not clear.
func (f fit) say(options form.ReadOptions) {
	switch {
	case options.Note == nil || f.behind == 0 || f.ours:
	case f.Unit == offset.CodePoints:
		options.Note(fmt.Sprintf("its offsets were taken to count code points, as old versions of doccano do: as UTF-16 units %d of %d behind an emoji or the like would not fit", f.unfit, f.behind))
	case f.unfit == f.unfitCP:
		options.Note(fmt.Sprintf("its offsets were taken to count UTF-16 units, as doccano does, and %d behind an emoji or the like would fit as code points too: look whether those lie right", f.behind-f.unfitCP))
	}
}
