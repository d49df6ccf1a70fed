package reader

import (
	"context"
	"math"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// page is where the column of text lies in the widget and how far it is scrolled.
type page struct {
	reader *Reader
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

func (p *page) style() layout.Style {
	r := p.reader
	s := layout.Style{Size: r.typography.Size, LineHeight: 1.55, ParagraphGap: r.typography.Size * paragraphGap}
	if r.tags {
		s.LineHeight = paint.TagLineHeight(r.typography.Size)
	}
	return s
}

var (
	sansFonts  = sync.OnceValues(func() (*layout.Fonts, error) { return fontsWith(theme.DefaultTextFont().Content()) })
	serifFonts = sync.OnceValues(func() (*layout.Fonts, error) { return fontsWith(layout.Serif()) })
)

func fontsWith(regular []byte) (*layout.Fonts, error) {
	return layout.NewFonts(regular, theme.DefaultTextFont().Content(), theme.DefaultSymbolFont().Content(), theme.DefaultEmojiFont().Content())
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
func (p *page) relayout() {
	r := p.reader
	if r.stopIndex != nil {
		r.stopIndex()
		r.stopIndex = nil
	}
	r.lay = nil
	if p.size.Width <= 0 {
		return
	}
	p.fitColumn()
	r.lay = layout.New(r.text.String(), r.typography.fonts(), p.style(), p.width, r.closedFolds()...)
	if _, done := r.lay.Ready(); !done {
		ctx, stop := context.WithCancel(context.Background())
		r.stopIndex = stop
		go p.index(ctx, r.lay)
	}
	r.surface.repaintAll()
}

// index sets the rest of the text in the background.
func (p *page) index(ctx context.Context, lay *layout.Layout) {
	r := p.reader
	for done := false; !done && ctx.Err() == nil; {
		done = lay.Index(ctx, indexStep)
		r.opts.OnUI(func() {
			if r.lay == lay {
				p.grown()
			}
		})
	}
}

// grown takes note of lines that were added below.
func (p *page) grown() {
	r := p.reader
	if d := p.pending; d != nil && p.indexed(d.stretch.End) {
		p.pending = nil
		p.travel(*d)
	}
	r.surface.place()
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
func (p *page) indexed(cp int) bool {
	r := p.reader
	bytes, done := r.lay.Ready()
	return done || r.text.Byte(cp) < bytes
}

// restyle sets the text in the typography in force, without losing the place.
func (p *page) restyle() {
	r := p.reader
	p.keepingPlace(func() {
		p.fitColumn()
		if r.lay != nil {
			r.lay.Restyle(p.style())
			r.lay.Resize(p.width)
		}
	})
}

// resize fits the page to another size of the widget.
func (p *page) resize(size fyne.Size) {
	r := p.reader
	if size == p.size {
		return
	}
	before := p.width
	p.keepingPlace(func() {
		p.size = size
		p.fitColumn()
		switch {
		case r.lay == nil:
			p.relayout()
		case p.width != before:
			r.lay.Resize(p.width)
		}
	})
}

// fitColumn centres the column in the space that the ruler leaves. Its width is a multiple of four, so that at every
// common scale of the screen it is a whole number of pixels.
func (p *page) fitColumn() {
	r := p.reader
	space := p.size.Width - rulerWidth
	scene := r.scene()
	p.gutter = scene.Gutter()
	width := min(r.typography.Column*r.typography.character(), space-2*marginSide-p.gutter)
	p.width = max(float32(math.Floor(float64(width)/4)*4), 40)
	p.left = max(float32(math.Floor(float64(space-p.width)/2)), marginSide+p.gutter)
}

// keepingPlace runs what sets the text anew and scrolls so that the topmost line in view stays there.
func (p *page) keepingPlace(change func()) {
	r := p.reader
	var at, within = -1, 0.0
	if r.lay != nil && p.offset > 0 {
		line := r.lay.Line(p.topLine())
		at, within = line.Start, (p.offset-marginTop-line.Top)/float64(line.Height)
	}
	change()
	if r.lay != nil && at >= 0 {
		if cp := r.text.CodePoint(at); !p.indexed(cp) { // set from nothing, not as far yet
			p.pending = &destination{annotate.Segment{Start: cp, End: cp}, true}
		}
		line := r.lay.Line(r.lay.LineOf(at))
		p.offset = marginTop + line.Top + within*float64(line.Height)
	}
	p.clampOffset()
	r.surface.repaintAll()
}

// topLine is the topmost line that is at least half in view.
func (p *page) topLine() int {
	r := p.reader
	i := r.lay.LineAt(p.offset - marginTop)
	if line := r.lay.Line(i); line.Top+float64(line.Height)/2 < p.offset-marginTop && i+1 < r.lay.LineCount() {
		return i + 1
	}
	return i
}

// contentHeight is the height of the text with its margins, partly estimated while the index is under way.
func (p *page) contentHeight() float64 {
	r := p.reader
	if r.lay == nil {
		return 0
	}
	return r.lay.EstimatedHeight() + marginTop + marginBottom
}

// knownEnd is the furthest offset to which can be scrolled by now.
func (p *page) knownEnd() float64 {
	r := p.reader
	if r.lay == nil {
		return 0
	}
	return max(0, r.lay.Height()+marginTop+marginBottom-float64(p.size.Height))
}

func (p *page) clampOffset() { p.offset = min(max(p.offset, 0), p.knownEnd()) }

// top is where the upper edge of a line lies in the widget.
func (p *page) top(line layout.Line) float32 { return float32(line.Top + marginTop - p.offset) }

// visible returns the first and the last line that are at least partly in view.
func (p *page) visible() (first, last int) {
	r := p.reader
	overhang := float64(r.surface.overhang())
	first = r.lay.LineAt(p.offset - marginTop - overhang)
	last = r.lay.LineAt(p.offset - marginTop + float64(p.size.Height) + overhang)
	return first, last
}

// stretch returns the code points of a line.
func (p *page) stretch(line layout.Line) annotate.Segment {
	r := p.reader
	return annotate.Segment{Start: r.text.CodePoint(line.Start), End: r.text.CodePoint(line.End)}
}
