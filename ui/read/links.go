package read

import (
	"context"
	"image/color"
	"maps"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/ribbon"
)

// links are the relations between the articles that stand side by side, drawn as lines from pane to pane.
type links struct {
	view *View
	off  bool                                    // they are not drawn
	of   map[string]map[string]annotate.Relation // by article, then by id: those of types that lead across articles
}

// mostLinks is how many lines are drawn in a gap: more of them are a mesh in which nothing is seen.
const mostLinks = 40

// load reads the relations of an article whose spans have just been read.
func (l *links) load(documentID string) {
	v := l.view
	across := l.across()
	found := map[string]annotate.Relation{}
	v.session.Read(func(ctx context.Context) error {
		relations, err := v.session.Project.Relations(ctx, documentID, "")
		for _, r := range relations {
			if across[r.TypeID] {
				found[r.ID] = r
			}
		}
		return err
	}, func() {
		l.of[documentID] = found
		v.ribbons.place()
	})
}

// across are the types of relations that lead across articles, by their ids.
func (l *links) across() map[string]bool {
	types := map[string]bool{}
	for _, t := range l.view.session.Codebook().RelationTypes {
		types[t.ID] = t.Scope == annotate.WithinStory
	}
	return types
}

// heard follows an act whose changes are known.
func (l *links) heard(act store.Act) {
	across, touched := l.across(), false
	for _, c := range act.Changes {
		if c.EntityKind != "relation" {
			touched = touched || c.EntityKind == "span"
			continue
		}
		relation := c.LatestRelation()
		touched = touched || across[relation.TypeID]
		for _, p := range l.view.panes.list {
			_, head := p.spans[relation.HeadSpanID]
			_, tail := p.spans[relation.TailSpanID]
			switch of := l.of[p.documentID]; {
			case of == nil:
			case c.Deleted():
				delete(of, relation.ID)
			case across[relation.TypeID] && (head || tail):
				of[relation.ID] = relation
			}
		}
	}
	if touched {
		l.view.ribbons.place()
	}
}

// setOff stops drawing the relations, or draws them again.
func (l *links) setOff(off bool) {
	l.off = off
	l.view.ribbons.place()
	l.view.desk.Changed()
}

// between are the lines between two panes: those of the span in hand, and those of which both ends are in view.
func (l *links) between(left, right *pane) (lines []ribbon.Ribbon) {
	of := l.of[left.documentID]
	if l.off || len(of) == 0 || left.documentID == right.documentID {
		return nil
	}
	v := l.view
	for _, id := range slices.Sorted(maps.Keys(of)) {
		r := of[id]
		here, there, ok := ends(left, right, r)
		if !ok || len(lines) == mostLinks {
			continue
		}
		inHand := v.session.Selected() == here.ID || v.session.Selected() == there.ID
		if !inHand && !(left.reader.InView(here.Segments[:1]) && right.reader.InView(there.Segments[:1])) {
			continue
		}
		from, known := left.stretch(here.Segments[0])
		to, knownToo := right.stretch(there.Segments[0])
		if !known || !knownToo {
			continue
		}
		line := l.looks(left, r, inHand)
		line.Left, line.Right = from, to
		lines = append(lines, line)
	}
	return lines
}

// beyond are the beginnings of lines from a pane to panes that stand further away than the one beside it: to its right where dir is 1. They
// tell which pane they lead to.
func (l *links) beyond(p *pane, dir int) (lines []ribbon.Ribbon) {
	of := l.of[p.documentID]
	if l.off || len(of) == 0 {
		return nil
	}
	panes, selected := l.view.panes.list, l.view.session.Selected()
	for _, id := range slices.Sorted(maps.Keys(of)) {
		r := of[id]
		here, other := p.spans[r.HeadSpanID], r.TailSpanID
		if here.ID == "" {
			here, other = p.spans[r.TailSpanID], r.HeadSpanID
		}
		if here.ID == "" || len(lines) == mostLinks {
			continue
		}
		own := slices.Index(panes, p)
		for i := own + dir; i >= 0 && i < len(panes); i += dir {
			if _, there := panes[i].spans[other]; !there {
				continue
			}
			inHand := selected == here.ID || selected == other
			at, known := p.stretch(here.Segments[0])
			if i == own+dir || !known || !inHand && !p.reader.InView(here.Segments[:1]) {
				break
			}
			line := l.looks(p, r, inHand)
			line.Left, line.Right, line.Alone, line.Name = at, at, ribbon.AtLeft, strconv.Itoa(i+1)
			if dir < 0 {
				line.Alone = ribbon.AtRight
			}
			lines = append(lines, line)
			break
		}
	}
	return lines
}

// ends are the spans of a relation, that of the pane at the left first, where it leads from one pane to the other.
func ends(left, right *pane, r annotate.Relation) (here, there annotate.Span, ok bool) {
	head, headHere := left.spans[r.HeadSpanID]
	tail, tailThere := right.spans[r.TailSpanID]
	if headHere && tailThere {
		return head, tail, true
	}
	tail, tailHere := left.spans[r.TailSpanID]
	head, headThere := right.spans[r.HeadSpanID]
	return tail, head, tailHere && headThere
}

// looks is how a relation is drawn that begins in a pane.
func (l *links) looks(p *pane, r annotate.Relation, inHand bool) ribbon.Ribbon {
	codebook := l.view.session.Codebook()
	kind, _ := codebook.RelationTypeByID(r.TypeID)
	line := looks(codebook.Roles(), kind.Name)
	line.Strong, line.Ink, line.Paper = inHand, p.reader.Palette().Hue(line.Ink).Line, p.reader.Palette().Paper
	return line
}

// looks is how relations of a type are drawn: told apart by their strokes and signs, and by hue.
func looks(roles annotate.Roles, kind string) ribbon.Ribbon {
	switch {
	case roles.Same[kind]:
		return ribbon.Ribbon{Style: ribbon.Solid, Sign: ribbon.Equals, Ink: color.NRGBA{R: 0x45, G: 0x52, B: 0xa8, A: 0xff}}
	case roles.Supports[kind]:
		return ribbon.Ribbon{Style: ribbon.Dashed, Sign: ribbon.Plus, Ink: color.NRGBA{R: 0x1b, G: 0x7c, B: 0x3a, A: 0xff}}
	case roles.Disputes[kind]:
		return ribbon.Ribbon{Style: ribbon.Dotted, Sign: ribbon.Unequals, Ink: color.NRGBA{R: 0xc0, G: 0x3a, B: 0x2b, A: 0xff}}
	}
	return ribbon.Ribbon{Style: ribbon.Mixed, Sign: ribbon.Arrow, Ink: color.NRGBA{R: 0x66, G: 0x66, B: 0x66, A: 0xff}}
}

// draw follows a handle of the span in hand that is dragged out of its pane: from there a line is drawn to the pointer. Both are places
// on the canvas.
func (l *links) draw(from, to fyne.Position) {
	v := l.view
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.panes.columns)
	ink := v.panes.current().reader.Palette().Accent
	v.ribbons.layer.Thread(from.Subtract(corner), to.Subtract(corner), ink)
	over := l.under(to)
	v.panes.each(func(p *pane) {
		id := ""
		if p == over {
			id = p.reader.AtPointer(to)
		}
		p.reader.Hover(id)
	})
}

// under is the pane at a place of the canvas, nil where there is none.
func (l *links) under(at fyne.Position) *pane {
	for _, p := range l.view.panes.list {
		corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.reader)
		if size := p.reader.Size(); at.X >= corner.X && at.X < corner.X+size.Width && at.Y >= corner.Y && at.Y < corner.Y+size.Height {
			return p
		}
	}
	return nil
}

// undraw takes the line away that draw drew.
func (l *links) undraw() {
	l.view.ribbons.layer.Unthread()
	l.view.panes.each(func(p *pane) { p.reader.Hover("") })
}

// drop ends the line on a place of the canvas: the span there is related to the one that it began at.
func (l *links) drop(id string, at fyne.Position) {
	v := l.view
	l.undraw()
	over := l.under(at)
	if over == nil || over.own(id) != "" {
		v.session.Tell("Let go over a span of another article to relate the two.")
		return
	}
	r, ok := v.relations.begun(id)
	if !ok {
		return
	}
	under := over.reader.MarksUnder(at)
	for _, other := range under {
		switch choices := r.linking.Between(r.from, over.spans[other]); {
		case len(choices) == 1:
			v.relations.make(choices[0])
		case len(choices) > 1:
			v.relations.start(id)
			v.session.SelectSpan(other)
		default:
			continue
		}
		return
	}
	if len(under) > 0 {
		v.session.Tell(v.relations.whyNone(r.from, over.spans[under[0]]))
		return
	}
	v.session.Tell("Let go over a span to relate the two.")
}

// linkCommands are about the relations between articles.
func (w commands) linkCommands() []*command.Command {
	return []*command.Command{
		{ID: "view.relations", Name: "Relations between articles", Menu: "View", Group: "marks", Under: "Passages in common", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyU, fyne.KeyModifierShift)},
			Help: "Lines from pane to pane: = the same claim, + supports, ≠ disputes; one that leads past the next pane ends in the number of its own. To make one, drag a handle of the span in hand to a span of another article",
			On:   func() bool { return w.view() != nil && !w.view().links.off },
			Run:  func() { w.view().links.setOff(!w.view().links.off) }},
	}
}

// linking are what the text view is told of handles that are dragged out of it.
func (l *links) linking() reader.Linking {
	return reader.Linking{OnDrawn: l.draw, OnLeft: l.undraw, OnDropped: l.drop}
}
