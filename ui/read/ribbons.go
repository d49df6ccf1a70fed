package read

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/ribbon"
)

// ribbons join what belongs together in panes that stand side by side.
type ribbons struct {
	view  *View
	layer *ribbon.Layer
}

// place puts all ribbons where their ends are now.
func (r *ribbons) place() {
	panes := r.view.panes.list
	for i := range panes {
		r.placeAfter(i)
	}
	r.layer.Only(max(len(panes)-1, 0))
}

// placed follows a pane whose text lies elsewhere now.
func (r *ribbons) placed(p *pane) {
	for i, other := range r.view.panes.list {
		if other == p {
			r.placeAfter(i - 1)
			r.placeAfter(i)
		}
	}
}

// placeAfter puts the ribbons between a pane and the next one where their ends are now.
func (r *ribbons) placeAfter(i int) {
	panes := r.view.panes.list
	if i < 0 || i+1 >= len(panes) {
		return
	}
	left, right := panes[i], panes[i+1]
	if left.text == nil || right.text == nil || left.reader.Palette() == nil {
		r.layer.Set(i, ribbon.Gap{})
		return
	}
	gap := ribbon.Gap{Ribbons: r.between(left, right)}
	if len(gap.Ribbons) > 0 {
		from, to := left.corner(), right.corner()
		_, end := left.reader.Column()
		start, _ := right.reader.Column()
		gap.Left, gap.Right = from.X+end, to.X+start
		gap.Top, gap.Bottom = from.Y, from.Y+left.reader.Size().Height
	}
	r.layer.Set(i, gap)
}

// corner is where the text of a pane begins among the panes.
func (p *pane) corner() fyne.Position { return p.object.Position().Add(p.body.Position()) }

// between are the ribbons between two panes.
func (r *ribbons) between(left, right *pane) (all []ribbon.Ribbon) {
	links := r.view.links
	all = slices.Concat(links.between(left, right), links.beyond(left, 1), links.beyond(right, -1))
	hue := left.reader.Palette().Common()
	ink, fill := hue.Line, hue.Fill
	ink.A, fill.A = 170, 90
	band := func(left, right ribbon.Stretch, alone ribbon.Side) {
		all = append(all, ribbon.Ribbon{Left: left, Right: right, Alone: alone, Ink: ink, Fill: fill})
	}
	here, there := left.reader.Met(), right.reader.Met()
	switch {
	case len(there) == 0 && r.met(right, 1):
		for _, a := range here {
			if from, ok := left.stretch(a.Segment); ok {
				band(from, from, ribbon.AtLeft)
			}
		}
	case len(here) == 0 && r.met(left, -1):
		for _, b := range there {
			if to, ok := right.stretch(b.Segment); ok {
				band(to, to, ribbon.AtRight)
			}
		}
	case len(here) > 0 && len(there) > 0:
		for i := range max(len(here), len(there)) { // where an article tells it in several places, those are joined in their order
			from, ok := left.stretch(here[min(i, len(here)-1)].Segment)
			to, okToo := right.stretch(there[min(i, len(there)-1)].Segment)
			if ok && okToo {
				band(from, to, ribbon.Neither)
			}
		}
	}
	return all
}

// met says whether a pane beyond one, to its right where dir is 1, has a place of the passage in hand.
func (r *ribbons) met(p *pane, dir int) bool {
	panes := r.view.panes.list
	for i := slices.Index(panes, p) + dir; i >= 0 && i < len(panes); i += dir {
		if len(panes[i].reader.Met()) > 0 {
			return true
		}
	}
	return false
}

// stretch is where a stretch of the text lies among the panes.
func (p *pane) stretch(s annotate.Segment) (ribbon.Stretch, bool) {
	top, bottom, ok := p.reader.Band(s)
	y := p.corner().Y
	return ribbon.Stretch{Top: y + top, Bottom: y + bottom}, ok
}
