// Package compare shows passages of several articles word by word, one beneath the other: what each has that the first has not is
// underlined, what it leaves out is struck through. It knows no project. Start with Show.
package compare

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// Passage is where an article tells what others do.
type Passage struct {
	Name     string // of the article
	Language string // BCP 47, "" where unknown
	Text     *textpos.Text
	At       annotate.Segment
	GoTo     func() // shows it in its article
}

// mostShown is how many code points of a passage are shown: a sheet takes long to set more, and nobody compares more by eye.
const mostShown = 4000

// Show lays a sheet with passages over the window, at least two, the first being what the others are compared with.
func Show(sheets *sheet.Stack, passages []Passage, closed func()) {
	form := sheets.Form()
	rows := container.NewVBox()
	height := float32(170)
	var s *sheet.Sheet
	for i, p := range passages {
		p.At.End = min(p.At.End, p.At.Start+mostShown)
		words := pieces(passages[0], p)
		if i == 0 {
			words = alone(p, passages[1:])
		}
		height += 74 + 20*float32((p.At.End-p.At.Start)/90) // about what the words need
		text := widget.NewRichText(segments(words)...)
		text.Wrapping = fyne.TextWrapWord
		goTo := control.NewButton("Go there", nil, false, func() { s.Leave(); p.GoTo() }, form)
		name := control.NewCaption(p.Name)
		rows.Add(container.NewBorder(container.NewBorder(nil, nil, nil, goTo, container.NewPadded(name)), nil, nil, nil, text))
	}
	note := widget.NewLabel("Underlined: in the first passage what no other has, in the others what the first has not. Struck through: what they leave out of it.")
	note.Wrapping, note.Importance = fyne.TextWrapWord, widget.LowImportance
	scroll := container.NewVScroll(rows)
	room := sheets.Window.Canvas().Size()
	s = sheets.Show(sheet.Options{Title: "The passage, word by word", Body: container.NewBorder(nil, note, nil, nil, scroll), Scroll: scroll,
		Width: min(820, room.Width-60), Height: min(height, room.Height-60), Closed: closed})
}

// kind is what is to be said of a piece of a passage.
type kind int

const (
	same kind = iota
	added
	left
)

// piece is a part of a passage, with the white space behind it.
type piece struct {
	text string
	kind kind
}

// alone are the words of the first passage; those that no other has are added.
func alone(first Passage, others []Passage) []piece {
	had := map[int]bool{} // where words begin that another has
	for _, other := range others {
		for _, m := range passage.Words(first.Text, first.At, other.Text, other.At, first.Language) {
			had[m.A.Start] = had[m.A.Start] || m.Same
		}
	}
	return cut(first.Text, first.At, func(word int) bool { return had[word] }, added)
}

// pieces are the words of a passage as against the first, with those of the first that it leaves out where they would stand.
func pieces(first, other Passage) (all []piece) {
	fromA, fromB := first.At.Start, other.At.Start
	for _, m := range passage.Words(first.Text, first.At, other.Text, other.At, other.Language) {
		if !m.Same {
			continue
		}
		all = append(all, between(first, other, fromA, m.A.Start, fromB, m.B.Start)...)
		all = append(all, piece{other.Text.Slice(m.B.Start, m.B.End), same})
		fromA, fromB = m.A.End, m.B.End
	}
	return append(all, between(first, other, fromA, first.At.End, fromB, other.At.End)...)
}

// between are the words that lie between two that both passages have: those of the first are left out, those of the other are added.
func between(first, other Passage, fromA, toA, fromB, toB int) []piece {
	none := func(int) bool { return false }
	lost := cut(first.Text, annotate.Segment{Start: fromA, End: toA}, none, left)
	lost = slices.DeleteFunc(lost, func(p piece) bool { return p.kind == same })
	for i := range lost {
		lost[i].text += " "
	}
	gained := cut(other.Text, annotate.Segment{Start: fromB, End: toB}, none, added)
	at := slices.IndexFunc(gained, func(p piece) bool { return p.kind == added })
	if at < 0 { // only signs and space stand here: what is left out goes behind them
		at = len(gained)
	}
	return slices.Concat(gained[:at], lost, gained[at:])
}

// cut parts a stretch into words, which are the same where is says so and else of a kind, and what stands between them.
func cut(text *textpos.Text, s annotate.Segment, is func(start int) bool, otherwise kind) (all []piece) {
	at := s.Start
	for word := range text.Words(s) {
		if word.Start > at {
			all = append(all, piece{text.Slice(at, word.Start), same})
		}
		k := otherwise
		if is(word.Start) {
			k = same
		}
		all = append(all, piece{text.Slice(word.Start, word.End), k})
		at = word.End
	}
	if s.End > at {
		all = append(all, piece{text.Slice(at, s.End), same})
	}
	return all
}

// segments are pieces as they are shown, those of one kind that follow each other in one.
func segments(all []piece) (shown []widget.RichTextSegment) {
	for i := 0; i < len(all); {
		var b strings.Builder
		k := all[i].kind
		for ; i < len(all) && all[i].kind == k; i++ {
			b.WriteString(strings.ReplaceAll(all[i].text, "\n", " "))
		}
		style := widget.RichTextStyle{Inline: true}
		switch k {
		case added:
			style.TextStyle = fyne.TextStyle{Bold: true, Underline: true}
		case left:
			style.TextStyle = fyne.TextStyle{Strikethrough: true}
			style.ColorName = base.ColorNamePlaceHolder
		}
		shown = append(shown, &widget.TextSegment{Text: b.String(), Style: style})
	}
	return shown
}
