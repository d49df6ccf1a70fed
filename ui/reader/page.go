package reader

import (
	"context"
	"math"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// page is where the column of text lies in the widget and how far it is scrolled.
type page struct {
	size   fyne.Size
	left   float32 // of the column
	width  float32 // of the column
	gutter float32 // room for numbers left of the column
	offset float64 // distance from the top of the content to the top of the view
	// pending is where to scroll as soon as the index has come that far.
	pending *destination
}

// destination is a stretch to scroll to: to the top of the view, or just into it.
type destination struct {
	stretch annotate.Segment
	top     bool
}

const (
	marginTop    = 24 // above the first line
	marginBottom = 64 // below the last
	marginSide   = 22 // least space left and right of the column
	paragraphGap = 0.6
	indexStep    = 256 << 10 // bytes that are indexed between two signs of life
)

func (t Typography) withDefaults() Typography {
	if t.Size <= 0 {
		t.Size = 16
	}
	if t.Column <= 0 {
		t.Column = 72
	}
	t.Size = min(max(t.Size, 6), 96)
	return t
}

// character is the width of an average character of running text.
func (t Typography) character() float32 {
	if t.Serif {
		return t.Size * 0.445
	}
	return t.Size * 0.51
}

func (r *Reader) style() layout.Style {
	s := layout.Style{Size: r.typography.Size, LineHeight: 1.55, ParagraphGap: r.typography.Size * paragraphGap}
	if r.tags {
		s.LineHeight = 2.1
	}
	return s
}

var (
	sansFonts  = sync.OnceValues(func() (*layout.Fonts, error) { return fontsWith(theme.DefaultTextFont().Content()) })
	serifFonts = sync.OnceValues(func() (*layout.Fonts, error) { return fontsWith(layout.Serif()) })
)

func fontsWith(regular []byte) (*layout.Fonts, error) {
	return layout.NewFonts(regular, theme.DefaultTextFont().Content(), theme.SymbolFont().Content(), theme.DefaultEmojiFont().Content())
}

func (t Typography) fonts() *layout.Fonts {
	load := sansFonts
	if t.Serif {
		load = serifFonts
	}
	fonts, err := load()
	if err != nil {
		fyne.LogError("reading font", err) // the fonts are part of the program: this is a broken build
	}
	return fonts
}

// relayout sets the text from nothing: another text, or other fonts.
func (r *Reader) relayout() {
	if r.stopIndex != nil {
		r.stopIndex()
		r.stopIndex = nil
	}
	r.lay = nil
	if r.page.size.Width <= 0 {
		return
	}
	r.fitColumn()
	r.lay = layout.New(r.text.String(), r.typography.fonts(), r.style(), r.page.width)
	if _, done := r.lay.Ready(); !done {
		ctx, stop := context.WithCancel(context.Background())
		r.stopIndex = stop
		go r.index(ctx, r.lay)
	}
	r.repaintAll()
}

// index sets the rest of the text in the background.
func (r *Reader) index(ctx context.Context, lay *layout.Layout) {
	for done := false; !done && ctx.Err() == nil; {
		done = lay.Index(ctx, indexStep)
		r.opts.OnUI(func() {
			if r.lay == lay {
				r.grown()
			}
		})
	}
}

// grown takes note of lines that were added below.
func (r *Reader) grown() {
	if p := r.page.pending; p != nil && r.indexed(p.stretch.End) {
		r.page.pending = nil
		r.travel(*p)
	}
	r.place()
	r.ruler.repaint()
}

// Ready says whether the whole text is set. Until then its end is not known, and it is set in the background.
func (r *Reader) Ready() bool {
	if r.lay == nil {
		return false
	}
	_, done := r.lay.Ready()
	return done
}

// indexed says whether the line that holds cp is known.
func (r *Reader) indexed(cp int) bool {
	bytes, done := r.lay.Ready()
	return done || r.text.Byte(cp) < bytes
}

// restyle sets the text in the typography in force, without losing the place.
func (r *Reader) restyle() {
	r.keepingPlace(func() {
		r.fitColumn()
		if r.lay != nil {
			r.lay.Restyle(r.style())
			r.lay.Resize(r.page.width)
		}
	})
}

// resize fits the page to another size of the widget.
func (r *Reader) resize(size fyne.Size) {
	if size == r.page.size {
		return
	}
	before := r.page.width
	r.keepingPlace(func() {
		r.page.size = size
		r.fitColumn()
		switch {
		case r.lay == nil:
			r.relayout()
		case r.page.width != before:
			r.lay.Resize(r.page.width)
		}
	})
}

// fitColumn centres the column in the space that the ruler leaves. Its width is a multiple of four, so that at every
// common scale of the screen it is a whole number of pixels.
func (r *Reader) fitColumn() {
	space := r.page.size.Width - rulerWidth
	r.page.gutter = r.gutter()
	width := min(r.typography.Column*r.typography.character(), space-2*marginSide-r.page.gutter)
	r.page.width = max(float32(math.Floor(float64(width)/4)*4), 40)
	r.page.left = max(float32(math.Floor(float64(space-r.page.width)/2)), marginSide+r.page.gutter)
}

// keepingPlace runs what sets the text anew and scrolls so that the topmost line in view stays there.
func (r *Reader) keepingPlace(change func()) {
	var at, within = -1, 0.0
	if r.lay != nil && r.page.offset > 0 {
		line := r.lay.Line(r.topLine())
		at, within = line.Start, (r.page.offset-marginTop-line.Top)/float64(line.Height)
	}
	change()
	if r.lay != nil && at >= 0 {
		if cp := r.text.CodePoint(at); !r.indexed(cp) { // set from nothing, not as far yet
			r.page.pending = &destination{annotate.Segment{Start: cp, End: cp}, true}
		}
		line := r.lay.Line(r.lay.LineOf(at))
		r.page.offset = marginTop + line.Top + within*float64(line.Height)
	}
	r.clampOffset()
	r.repaintAll()
}

// topLine is the topmost line that is at least half in view.
func (r *Reader) topLine() int {
	i := r.lay.LineAt(r.page.offset - marginTop)
	if line := r.lay.Line(i); line.Top+float64(line.Height)/2 < r.page.offset-marginTop && i+1 < r.lay.LineCount() {
		return i + 1
	}
	return i
}

// contentHeight is the height of the text with its margins, partly estimated while the index is under way.
func (r *Reader) contentHeight() float64 {
	if r.lay == nil {
		return 0
	}
	return r.lay.EstimatedHeight() + marginTop + marginBottom
}

// knownEnd is the furthest offset to which can be scrolled by now.
func (r *Reader) knownEnd() float64 {
	if r.lay == nil {
		return 0
	}
	return max(0, r.lay.Height()+marginTop+marginBottom-float64(r.page.size.Height))
}

func (r *Reader) clampOffset() { r.page.offset = min(max(r.page.offset, 0), r.knownEnd()) }

// top is where the upper edge of a line lies in the widget.
func (r *Reader) top(line layout.Line) float32 { return float32(line.Top + marginTop - r.page.offset) }

// visible returns the first and the last line that are at least partly in view.
func (r *Reader) visible() (first, last int) {
	overhang := float64(r.overhang())
	first = r.lay.LineAt(r.page.offset - marginTop - overhang)
	last = r.lay.LineAt(r.page.offset - marginTop + float64(r.page.size.Height) + overhang)
	return first, last
}

// stretch returns the code points of a line.
func (r *Reader) stretch(line layout.Line) annotate.Segment {
	return annotate.Segment{Start: r.text.CodePoint(line.Start), End: r.text.CodePoint(line.End)}
}
