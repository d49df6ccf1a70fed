// Package reader is the text view: a Fyne widget that shows one article with any number of overlapping spans, and
// lets the user select text and spans by mouse and keyboard. It knows marks, regions and positions, not the project
// they come from; what the user does is told through Options.
//
// Positions are code points. Only the lines in view are in Fyne's object tree, as pictures of a few lines each, which
// hold the letters together with the tints and underlines of the marks: however many marks overlap, there are no more
// objects to draw, patterns cost nothing, and a picture is painted again only when one of its lines has changed. What
// changes by itself, such as the selection and the caret, lies in rectangles beneath and above. The paper beneath is
// the ground of the window, in the theme's background colour.
//
// All methods are to be called on the goroutine of the user interface.
//
// Start with Reader, and with page.go for what of it is drawn.
package reader

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/keyboard"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// Reader is the text view of one article. It has many methods because it is a widget and the whole face of the package:
// some twenty are what Fyne calls, some thirty what a view asks for. What is behind them is done by its parts: page
// knows where lines lie and scrolls, package paint puts ink into lines, surface holds what is drawn, overlay, ruler and
// tooltip what lies over and beside it, hand follows the mouse. Caret and selection, which all of these ask for, are
// its own.
type Reader struct {
	widget.BaseWidget
	opts Options

	text    *textpos.Text
	regions []annotate.Region
	marks   *Marks
	hits    []annotate.Segment
	hit     int                // index of the current hit, -1 for none
	flags   []annotate.Segment // what somebody is unsure of
	shared  paint.Shared       // what other articles have too
	met     []Met              // what of it is at hand
	done    []annotate.Segment // what SetDone was told

	proposed []Proposed // what is only proposed to be marked
	folds    []fold     // the regions that can be one line, in order

	typography Typography
	tags       bool
	numbers    paint.Numbers
	paragraphs *paint.Paragraphs
	lay        *layout.Layout     // nil until there is a text and a width
	stopIndex  context.CancelFunc // ends the indexing of lay in the background

	colors    *paint.Palette
	page      page
	ink       *paint.Painter
	surface   surface
	hand      hand
	overlay   overlay
	ruler     ruler
	foldTip   foldTip
	intervals []layout.Span // scratch of one range in a line

	caret     caret
	selection selection
	selected  string // id of the selected mark
	related   []string
	hovered   string
	gesture   gesture
	tip       tooltip
	held      fyne.KeyModifier // modifiers held down, as far as key events told
	typist    keyboard.Typist
	focused   bool
}

var (
	_ fyne.Widget            = (*Reader)(nil)
	_ fyne.Focusable         = (*Reader)(nil)
	_ fyne.Tabbable          = (*Reader)(nil)
	_ fyne.Shortcutable      = (*Reader)(nil)
	_ fyne.Scrollable        = (*Reader)(nil)
	_ fyne.Draggable         = (*Reader)(nil)
	_ fyne.SecondaryTappable = (*Reader)(nil)
	_ desktop.Mouseable      = (*Reader)(nil)
	_ desktop.Hoverable      = (*Reader)(nil)
	_ desktop.Cursorable     = (*Reader)(nil)
	_ desktop.Keyable        = (*Reader)(nil)
	_ fyne.Accessible        = (*Reader)(nil)
)

// New returns an empty text view.
func New(opts Options) *Reader {
	if opts.OnUI == nil {
		opts.OnUI = fyne.Do
	}
	r := &Reader{opts: opts, text: textpos.New(""), marks: NewMarks(nil), hit: -1, paragraphs: &paint.Paragraphs{}, ink: paint.NewPainter()}
	r.page.reader, r.surface.reader, r.hand.reader = r, r, r
	r.surface.foldSigns = map[*canvas.Text]int{}
	r.typography = Typography{}.withDefaults()
	r.ruler.init(r)
	r.foldTip.init(r)
	r.overlay.init(r)
	r.tip.init(r)
	r.ExtendBaseWidget(r)
	return r
}

// SetText shows another text with its regions, from the top, without marks. Those of the long regions that begin at one of the
// places in open are not folded.
func (r *Reader) SetText(t *textpos.Text, regions []annotate.Region, open ...int) {
	r.gesture.scroll.end()
	r.text, r.regions, r.paragraphs = t, slices.Clone(regions), &paint.Paragraphs{}
	r.marks, r.hits, r.hit, r.done, r.flags = NewMarks(nil), nil, -1, nil, nil
	r.shared, r.met, r.proposed = paint.Shared{}, nil, nil
	r.caret, r.selection, r.gesture = caret{}, selection{}, gesture{}
	r.selected, r.related, r.hovered = "", nil, ""
	r.folds = r.foldable(func(start int) bool { return slices.Contains(open, start) })
	r.tip.hide()
	r.tip.came = time.Time{}
	r.page.offset, r.page.pending = 0, nil
	r.page.relayout()
}

// SetRegions replaces the regions of the text. What was in view before stays so: a region that was not there is not folded yet.
func (r *Reader) SetRegions(regions []annotate.Region) {
	closed := r.closedStarts()
	r.regions = slices.Clone(regions)
	r.folds = r.foldable(func(start int) bool { return !slices.Contains(closed, start) })
	r.refold()
}

// SetMarks is ShowMarks for marks that are not readied yet.
func (r *Reader) SetMarks(list []Mark) { r.ShowMarks(NewMarks(list)) }

// ShowMarks replaces all marks; from then on they belong to the view. The selected one stays selected if it is among
// them.
func (r *Reader) ShowMarks(marks *Marks) {
	r.marks = marks
	for _, id := range r.related {
		if m := r.marks.ByID(id); m != nil {
			m.Related = true
		}
	}
	if r.marks.ByID(r.selected) == nil {
		r.selected = ""
	}
	r.tip.hover("")
	r.surface.repaintAll()
}

// PutMark adds a mark, or replaces the one with its id, and draws its lines again.
func (r *Reader) PutMark(m Mark) {
	related := slices.Contains(r.related, m.ID)
	changed := r.marks.Put(m)
	if put := r.marks.ByID(m.ID); put != nil {
		put.Related = related
	}
	r.changed(changed)
}

// RemoveMark takes a mark away, if it is there.
func (r *Reader) RemoveMark(id string) {
	if r.selected == id {
		r.selected = ""
	}
	if r.hovered == id {
		r.tip.hover("")
	}
	r.changed(r.marks.Remove(id))
}

// changed draws the lines of the stretches again, and what stands beside them.
func (r *Reader) changed(stretches []annotate.Segment) {
	if len(stretches) == 0 {
		return
	}
	for _, s := range stretches {
		r.surface.repaint(s)
		r.ruler.touch(s)
	}
	r.overlay.placeOverlay()
}

// SelectedMark is the id of the selected mark, "" for none.
func (r *Reader) SelectedMark() string { return r.selected }

// SelectMark selects a mark and scrolls it into view; "" clears.
func (r *Reader) SelectMark(id string) {
	m := r.marks.ByID(id)
	if m == nil {
		id = ""
	}
	r.showSelected(id)
	if m != nil {
		r.clearText()
		r.Reveal(annotate.Segment{Start: m.Start, End: m.End})
	}
}

// ShowSelected is SelectMark with the selected text and the passage in view left as they are.
func (r *Reader) ShowSelected(id string) {
	if r.marks.ByID(id) == nil {
		id = ""
	}
	r.showSelected(id)
}

// showSelected draws another mark as the selected one.
func (r *Reader) showSelected(id string) {
	if r.selected == id {
		return
	}
	before := r.marks.ByID(r.selected)
	r.selected = id
	for _, m := range []*paint.Placed{before, r.marks.ByID(id)} {
		if m != nil {
			r.surface.repaint(annotate.Segment{Start: m.Start, End: m.End})
			r.ruler.touch(annotate.Segment{Start: m.Start, End: m.End})
		}
	}
	r.overlay.placeOverlay()
}

// choose selects a mark for the user, who hears of it through OnMarkSelected.
func (r *Reader) choose(id string) {
	if r.selected == id {
		return
	}
	r.showSelected(id)
	if r.opts.OnMarkSelected != nil {
		r.opts.OnMarkSelected(id)
	}
}

// SetRelated lights up the marks of those ids beside the selected one, in place of those before.
func (r *Reader) SetRelated(ids []string) {
	if slices.Equal(ids, r.related) {
		return
	}
	flag := func(ids []string, on bool) {
		for _, id := range ids {
			if m := r.marks.ByID(id); m != nil {
				m.Related = on
				r.surface.repaint(annotate.Segment{Start: m.Start, End: m.End})
			}
		}
	}
	flag(r.related, false)
	r.related = slices.Clone(ids)
	flag(r.related, true)
}

// SetHits marks what a search found; current is the index of the one that stands out, -1 for none.
func (r *Reader) SetHits(hits []annotate.Segment, current int) {
	r.hits = slices.Clone(hits)
	slices.SortFunc(r.hits, func(a, b annotate.Segment) int { return a.Start - b.Start })
	r.hit = -1
	if current >= 0 && current < len(hits) {
		r.hit = slices.Index(r.hits, hits[current])
		defer r.Reveal(hits[current])
	}
	r.surface.repaintAll()
}

// SetDone tells which parts of the article are done, in order and apart from each other. The overview shows them.
func (r *Reader) SetDone(parts []annotate.Segment) {
	if slices.Equal(parts, r.done) {
		return
	}
	r.done = slices.Clone(parts)
	r.ruler.repaint()
}

// SetTags shows or hides a small tag over every mark: its name or its label. Lines stand further apart while tags
// are shown.
func (r *Reader) SetTags(on bool) {
	if r.tags == on {
		return
	}
	r.tags = on
	r.page.restyle()
}

// SetTypography sets the text anew and keeps the passage in view.
func (r *Reader) SetTypography(t Typography) {
	before := r.typography
	r.typography = t.withDefaults()
	if before.Serif != r.typography.Serif {
		r.page.keepingPlace(r.page.relayout)
		return
	}
	r.page.restyle()
}

// MinSize is that of a pane in which something can still be read.
func (r *Reader) MinSize() fyne.Size { return fyne.NewSize(160, 80) }
