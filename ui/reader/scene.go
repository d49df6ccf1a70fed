package reader

import "github.com/parallax-annotation/parallax/ui/reader/paint"

// What is shown over the text is described in the words of package paint, which draws it.
type (
	// Mark is one span as the text view shows it.
	Mark = paint.Mark
	// Marks are the marks of a text, ready to be shown.
	Marks = paint.Marks
	// Numbers says what is counted in the margin.
	Numbers = paint.Numbers
)

// The kinds of numbers.
const (
	NoNumbers        = paint.NoNumbers
	ParagraphNumbers = paint.ParagraphNumbers
	LineNumbers      = paint.LineNumbers
)

// NewMarks readies marks to be shown, and keeps the list. It may run on any goroutine, so that the window need not wait
// where there are very many.
func NewMarks(list []Mark) *Marks { return paint.NewMarks(list) }

// SetNumbers shows numbers in the margin, or none.
func (r *Reader) SetNumbers(n Numbers) {
	if r.numbers == n {
		return
	}
	r.numbers = n
	r.page.restyle()
}

// scene is what is to be painted now.
func (r *Reader) scene() paint.Scene {
	return paint.Scene{
		Text: r.text, Layout: r.lay, Fonts: r.typography.fonts(), Size: r.typography.Size, Serif: r.typography.Serif,
		Marks: r.marks, Selected: r.selected, Hovered: r.hovered,
		Regions: r.regions, Folds: r.captions(), Hits: r.hits, Hit: r.hit, Flags: r.flags, Shared: r.shared, Met: r.met, Proposed: r.proposed, Done: r.done,
		Tags: r.tags, Numbers: r.numbers, Counted: r.paragraphs, Colors: r.colors,
	}
}
