package reader

import (
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/reader/layout"
)

// caret is a place between two grapheme clusters.
type caret struct {
	cp       int
	affinity layout.Affinity // where a line is wrapped: at the end of the one line or at the start of the next
	x        float32         // the place in the line that moving up and down keeps
	keepsX   bool
}

// Caret is the position of the caret.
func (r *Reader) Caret() int { return r.caret.cp }

// SetCaret moves the caret to cp, selects nothing and scrolls there.
func (r *Reader) SetCaret(cp int) {
	cp = r.grapheme(cp)
	r.setSelection(cp, cp, nil)
	r.Reveal(annotate.Segment{Start: cp, End: cp})
}

// WordAtCaret is the word that the caret is in or touches, without a possessive ending; empty where there is none.
func (r *Reader) WordAtCaret() annotate.Segment {
	if r.foldHolding(r.caret.cp) >= 0 {
		return annotate.Segment{Start: r.caret.cp, End: r.caret.cp} // nobody sees what stands there
	}
	return r.wordAt(r.caret.cp)
}

// grapheme returns cp, or the start of the cluster that it would cut.
func (r *Reader) grapheme(cp int) int {
	cp = min(max(cp, 0), r.text.Len())
	if cp == r.text.Len() || r.text.IsGrapheme(cp) {
		return cp
	}
	return r.text.GraphemeAt(cp).Start
}

// caretLine is the line in which the caret stands.
func (r *Reader) caretLine() int { return r.lineOf(r.caret.cp, r.caret.affinity) }

// lineOf is the line that holds cp; where a line is wrapped, the one that the affinity means.
func (r *Reader) lineOf(cp int, affinity layout.Affinity) int {
	at := r.text.Byte(cp)
	i := r.lay.LineOf(at)
	if line := r.lay.Line(i); affinity == layout.Upstream && at == line.Start && i > 0 && !line.ParagraphStart {
		return i - 1
	}
	return i
}

// step is a movement of the caret.
type step int

const (
	byCharacter step = iota
	byWord
	byLine
	byPage
	toLineEnd
	toTextEnd
)

// move moves the caret forwards (dir 1) or backwards (dir -1), extending the selection or not. To the right is
// forwards except in a paragraph that runs from right to left.
func (r *Reader) move(s step, dir int, extend bool) {
	if r.lay == nil {
		return
	}
	if from, to := r.selection.bounds(); !extend && s == byCharacter && from < to {
		// An arrow without Shift goes to the end of the selection on its side.
		edge := to
		if dir < 0 {
			edge = from
		}
		r.moveTo(caret{cp: edge}, false)
		return
	}
	r.moveTo(r.besideFold(r.destinationOf(s, dir), dir), extend)
}

func (r *Reader) destinationOf(s step, dir int) caret {
	cp := r.caret.cp
	switch {
	case s == byCharacter && dir > 0:
		return caret{cp: r.text.NextGrapheme(cp)}
	case s == byCharacter:
		return caret{cp: r.text.PrevGrapheme(cp)}
	case s == byWord && dir > 0:
		return caret{cp: r.text.NextWordEnd(cp)}
	case s == byWord:
		return caret{cp: r.text.PrevWordStart(cp)}
	case s == toTextEnd && dir > 0:
		return caret{cp: r.text.Len()}
	case s == toTextEnd:
		return caret{}
	case s == toLineEnd && dir > 0:
		return r.lineEnd(r.caretLine())
	case s == toLineEnd:
		return caret{cp: r.text.CodePoint(r.lay.Line(r.caretLine()).Start)}
	}
	return r.vertical(s, dir)
}

func (r *Reader) lineEnd(i int) caret {
	line := r.lay.Line(i)
	c := caret{cp: r.text.CodePoint(line.Content)}
	if !line.ParagraphEnd {
		c.affinity = layout.Upstream
	}
	return c
}

// vertical moves by lines or by a page and keeps the x at which the movement began.
func (r *Reader) vertical(s step, dir int) caret {
	at := r.caretLine()
	x := r.caret.x
	if !r.caret.keepsX {
		x = r.lay.Shape(at).X(r.text.Byte(r.caret.cp), r.caret.affinity)
	}
	to := at + dir
	if s == byPage {
		line := r.lay.Line(at)
		page := max(float64(line.Height), float64(r.page.size.Height)-1.5*float64(line.Height))
		to = r.lay.LineAt(line.Top + float64(line.Height)/2 + float64(dir)*page)
		r.page.scrollTo(r.page.offset + float64(dir)*page)
	}
	switch {
	case to < 0 || to == at && dir < 0:
		return caret{x: x, keepsX: true}
	case to >= r.lay.LineCount() || to == at:
		return caret{cp: r.text.CodePoint(r.lay.Line(at).Content), affinity: r.lineEnd(at).affinity, x: x, keepsX: true}
	}
	offset, affinity := r.lay.Shape(to).Offset(x)
	return caret{cp: r.text.CodePoint(offset), affinity: affinity, x: x, keepsX: true}
}

// moveTo puts the caret somewhere for a key: the selection follows it or ends, and it stays in view.
func (r *Reader) moveTo(c caret, extend bool) {
	anchor := c.cp
	if extend {
		anchor = r.selection.anchor
	}
	r.choose("")
	r.setSelection(anchor, c.cp, nil)
	r.caret = c
	r.overlay.placeOverlay()
	r.Reveal(annotate.Segment{Start: c.cp, End: c.cp})
	if r.opts.OnMoved != nil {
		r.opts.OnMoved()
	}
}
