// Package reader is the text view: a Fyne widget that shows one article with any number of overlapping spans, and
// lets the user select text and spans by mouse and keyboard. It knows marks, regions and positions, not the project
// they come from; what the user does is told through Options.
//
// Positions are code points. Only the lines in view are in Fyne's object tree, one picture a line, which holds the
// line's letters together with the tints and underlines of its marks: however many marks overlap, a line stays one
// object to draw, patterns cost nothing, and a picture is painted again only when its own line has changed. What
// changes by itself, such as the selection and the caret, lies in rectangles beneath and above.
package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Reader is the text view of one article.
type Reader struct {
	widget.BaseWidget
	opts Options
}

// New returns an empty text view.
func New(opts Options) *Reader {
	if opts.OnUI == nil {
		opts.OnUI = fyne.Do
	}
	r := &Reader{opts: opts}
	r.ExtendBaseWidget(r)
	return r
}

// SetText shows another text with its regions, from the top, without marks.
func (r *Reader) SetText(t *textpos.Text, regions []annotate.Region) {}

// SetRegions replaces the regions of the text.
func (r *Reader) SetRegions(regions []annotate.Region) {}

// SetMarks replaces all marks. The selected one stays selected if it is among them.
func (r *Reader) SetMarks(marks []Mark) {}

// PutMark adds a mark, or replaces the one with its id, and draws its lines again.
func (r *Reader) PutMark(m Mark) {}

// RemoveMark takes a mark away, if it is there.
func (r *Reader) RemoveMark(id string) {}

// Selection lists the selected stretches in order; empty when nothing is selected.
func (r *Reader) Selection() []annotate.Segment { return nil }

// Select selects seg and puts the caret at its end.
func (r *Reader) Select(seg annotate.Segment) {}

// ClearSelection leaves the caret where it is and selects nothing.
func (r *Reader) ClearSelection() {}

// Caret is the position of the caret.
func (r *Reader) Caret() int { return 0 }

// SetCaret moves the caret to cp, selects nothing and scrolls there.
func (r *Reader) SetCaret(cp int) {}

// WordAtCaret is the word that the caret is in or touches; empty where there is none.
func (r *Reader) WordAtCaret() annotate.Segment { return annotate.Segment{} }

// SelectedMark is the id of the selected mark, "" for none.
func (r *Reader) SelectedMark() string { return "" }

// SelectMark selects a mark and scrolls it into view; "" clears.
func (r *Reader) SelectMark(id string) {}

// SetRelated lights up the marks of those ids beside the selected one, in place of those before.
func (r *Reader) SetRelated(ids []string) {}

// NextMark selects the first mark behind the selected one, or behind the caret, and returns its id, "" at the end.
func (r *Reader) NextMark() (id string) { return "" }

// PrevMark selects the last mark before the selected one, or before the caret, and returns its id, "" at the start.
func (r *Reader) PrevMark() (id string) { return "" }

// MarksAt lists the marks that cover code point cp, the innermost first.
func (r *Reader) MarksAt(cp int) []string { return nil }

// MarksUnder lists the marks beneath a position on the canvas, the innermost first.
func (r *Reader) MarksUnder(pos fyne.Position) []string { return nil }

// ResizeSelected moves one end of the selected mark by a unit, outwards in reading order where dir is 1, backwards
// where it is -1, and tells OnMarkResized. It says whether there was room.
func (r *Reader) ResizeSelected(edge Edge, unit Unit, dir int) bool { return false }

// Reveal scrolls as little as needed to bring seg into view.
func (r *Reader) Reveal(seg annotate.Segment) {}

// SetHits marks what a search found; current is the index of the one that stands out, -1 for none.
func (r *Reader) SetHits(hits []annotate.Segment, current int) {}

// SetTags shows or hides a small tag over every mark: its name or its label.
func (r *Reader) SetTags(on bool) {}

// SetTypography sets the text anew and keeps the passage in view.
func (r *Reader) SetTypography(t Typography) {}

// ScrollPosition is the first code point of the topmost line in view.
func (r *Reader) ScrollPosition() (cp int) { return 0 }

// SetScrollPosition scrolls the line that holds cp to the top.
func (r *Reader) SetScrollPosition(cp int) {}

// CreateRenderer implements fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(canvas.NewRectangle(nil)) }
