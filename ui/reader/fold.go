package reader

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// fold is a region that can be shown as one line. Only how it is shown changes: the text and all places in it stay as they are.
type fold struct {
	region  annotate.Region
	bytes   layout.Fold
	stretch annotate.Segment // the same in code points
	caption string
	open    bool
}

// foldable lists the regions that Options.Fold has words for, those that begin where open says so being open.
func (r *Reader) foldable(open func(start int) bool) []fold {
	if r.opts.Fold == nil {
		return nil
	}
	var folds []fold
	for _, g := range r.regions {
		caption := r.opts.Fold(g)
		if caption == "" || g.End > r.text.Len() {
			continue
		}
		if b := layout.Paragraphs(r.text.String(), r.text.Byte(g.Start), r.text.Byte(g.End)); b.End > b.Start {
			stretch := annotate.Segment{Start: r.text.CodePoint(b.Start), End: r.text.CodePoint(b.End)}
			folds = append(folds, fold{g, b, stretch, caption, open(g.Start)})
		}
	}
	return folds
}

// closedFolds are what the layout is to fold.
func (r *Reader) closedFolds() []layout.Fold {
	var closed []layout.Fold
	for _, f := range r.folds {
		if !f.open {
			closed = append(closed, f.bytes)
		}
	}
	return closed
}

func (r *Reader) closedStarts() []int { return r.foldStarts(false) }

// OpenFolds are the starts of those regions that could be folded and are not, as SetText takes them.
func (r *Reader) OpenFolds() []int { return r.foldStarts(true) }

func (r *Reader) foldStarts(open bool) []int {
	var starts []int
	for _, f := range r.folds {
		if f.open == open {
			starts = append(starts, f.region.Start)
		}
	}
	return starts
}

// captions are the words in place of each closed fold, by the byte at which it begins.
func (r *Reader) captions() map[int]string {
	var captions map[int]string
	for _, f := range r.folds {
		if f.open {
			continue
		}
		if captions == nil {
			captions = map[int]string{}
		}
		captions[f.bytes.Start] = f.caption
	}
	return captions
}

// FoldAnew asks Options.Fold again, and folds every region that has words.
func (r *Reader) FoldAnew() {
	r.folds = r.foldable(func(int) bool { return false })
	for i := range r.folds {
		r.leaveFold(r.folds[i].stretch)
	}
	r.refold()
}

// refold shows what is open and what is folded, without losing the place.
func (r *Reader) refold() {
	r.page.keepingPlace(func() {
		if r.lay != nil {
			r.lay.Refold(r.closedFolds())
		}
	})
}

// TurnFold opens the folded region at the caret, or folds the long one that the caret is in. It says whether there is one.
func (r *Reader) TurnFold() bool {
	for i, f := range r.folds {
		if r.foldHolding(r.caret.cp) == i || f.open && f.stretch.Start <= r.caret.cp && r.caret.cp < f.stretch.End {
			r.turnFold(i)
			return true
		}
	}
	return false
}

// AtFold says whether the caret stands on a folded region.
func (r *Reader) AtFold() bool { return r.foldHolding(r.caret.cp) >= 0 }

// InFold says whether there is something for TurnFold to do.
func (r *Reader) InFold() bool {
	for _, f := range r.folds {
		if f.stretch.Start <= r.caret.cp && r.caret.cp < f.stretch.End {
			return true
		}
	}
	return r.AtFold()
}

// turnFold opens what is folded and folds what is open, with the caret at its beginning.
func (r *Reader) turnFold(i int) {
	r.foldTip.point(nil)
	f := &r.folds[i]
	f.open = !f.open
	if f.open {
		r.choose("")
		r.setSelection(f.stretch.Start, f.stretch.Start, nil)
	} else {
		r.leaveFold(f.stretch)
	}
	r.refold()
	if !f.open {
		r.Reveal(annotate.Segment{Start: f.stretch.Start, End: f.stretch.Start})
	}
}

// leaveFold takes caret and selection out of a stretch that will not be seen any more.
func (r *Reader) leaveFold(s annotate.Segment) {
	if m := r.marks.ByID(r.selected); m != nil && m.Start < s.End && s.Start < m.End {
		r.choose("")
	}
	from, to := r.selection.bounds()
	if inside := func(cp int) bool { return s.Start < cp && cp < s.End }; inside(from) || inside(to) || inside(r.caret.cp) {
		r.setSelection(s.Start, s.Start, nil)
	}
}

// openFor opens the folds that hide a part of a stretch, or the place at which it is empty.
func (r *Reader) openFor(s annotate.Segment) {
	changed := false
	for i := range r.folds {
		f := &r.folds[i]
		hidden := s.Start < f.stretch.End && f.stretch.Start < s.End
		if !f.open && hidden {
			f.open, changed = true, true
		}
	}
	if changed {
		r.refold()
	}
}

// foldHolding is the index of the closed fold that holds a place of the caret, -1 where it can be seen.
func (r *Reader) foldHolding(cp int) int {
	for i, f := range r.folds {
		if !f.open && f.stretch.Start <= cp && (cp < f.stretch.End || cp == f.stretch.End && cp == r.text.Len()) {
			return i
		}
	}
	return -1
}

// besideFold moves a caret out of a fold that it would come to stand in: a fold is passed like one character.
func (r *Reader) besideFold(c caret, dir int) caret {
	i := r.foldHolding(c.cp)
	if i < 0 || c.cp == r.folds[i].stretch.Start || c.cp == r.text.Len() {
		return c
	}
	if c.cp = r.folds[i].stretch.Start; dir > 0 && r.caret.cp == c.cp {
		c.cp = r.folds[i].stretch.End
	}
	return c
}

// foldTip says what a click does on the line of a folded region, and on the sign beside an open one.
type foldTip struct {
	reader *Reader
	tip    control.Tip
	at     int // the fold that is pointed at, -1 for none
}

func (t *foldTip) init(r *Reader) {
	t.reader, t.at = r, -1
	t.tip.Text = t.words
}

func (t *foldTip) words() string {
	switch {
	case t.at < 0 || t.at >= len(t.reader.folds):
		return ""
	case t.reader.folds[t.at].open:
		return "A click folds this to one line."
	}
	return "A click opens this; so does Enter, with the caret in front of it."
}

// point follows the pointer; nil is one that points at nothing.
func (t *foldTip) point(ev *desktop.MouseEvent) {
	at := -1
	if ev != nil && t.reader.lay != nil {
		at = t.reader.foldUnder(ev.Position)
	}
	if at == t.at {
		return
	}
	if t.at = at; at < 0 {
		t.tip.Out()
		return
	}
	t.tip.In(t.reader, ev)
}

// foldUnder is the index of the fold whose line, or whose sign beside the open region, lies at a position in the widget; -1 for none.
func (r *Reader) foldUnder(pos fyne.Position) int {
	if pos.X >= r.page.size.Width-rulerWidth {
		return -1
	}
	for sign, start := range r.surface.foldSigns {
		at, size := sign.Position(), sign.Size()
		if !sign.Visible() || pos.X < at.X-3 || pos.X >= at.X+size.Width+3 || pos.Y < at.Y-2 || pos.Y >= at.Y+size.Height+2 {
			continue
		}
		if i := slices.IndexFunc(r.folds, func(f fold) bool { return f.region.Start == start }); i >= 0 {
			return i
		}
	}
	line := r.lay.Line(r.page.lineUnder(pos.Y))
	if y := pos.Y - r.page.top(line); !line.Folded || y < 0 || y >= line.Height {
		return -1
	}
	return r.foldHolding(r.text.CodePoint(line.Start))
}
