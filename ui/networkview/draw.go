package networkview

import (
	"cmp"
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/network"
	"github.com/parallax-annotation/parallax/ui/drawing"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// The formats in which a network is written.
const (
	GraphML = "graphml"
	CSV     = "csv"
	JSON    = "json"
	PNG     = drawing.PNG
	SVG     = drawing.SVG
)

// Formats lists them.
var Formats = []string{GraphML, CSV, JSON, PNG, SVG}

// Titled is a network with what it is of.
type Titled struct {
	*network.Graph
	Voices      []network.Share
	Name, Layer string
}

// Write writes a network in one of the formats.
func (t Titled) Write(w io.Writer, format string) error {
	switch format {
	case GraphML:
		return t.WriteGraphML(w)
	case CSV:
		return t.WriteCSV(w)
	case JSON:
		return t.WriteJSON(w, t.Voices)
	}
	return t.draw().Write(w, format)
}

// drawn are the relations that are drawn, and pull nodes together. What actors share follows from the claims between them.
var drawn = []string{network.Makes, network.Reports, network.Supports, network.Disputes}

// Sizes of a drawing, in points.
const (
	margin    = 32
	unit      = 62 // of the layout
	nameWidth = 116
	letters   = 9
	nameLines = 2
	mostNames = 80 // in a larger network those of the nodes with most mentions
	barWidth  = 360
	barHeight = 12
)

var (
	ink     = color.NRGBA{0x1f, 0x22, 0x26, 0xff}
	faint   = color.NRGBA{0x63, 0x66, 0x6a, 0xff}
	actors  = color.NRGBA{0x00, 0x72, 0xb2, 0xff}
	claims  = color.NRGBA{0xe6, 0x9f, 0x00, 0xff}
	making  = color.NRGBA{0x8a, 0x8d, 0x91, 0xff}
	against = color.NRGBA{0xb3, 0x26, 0x1e, 0xff}
	support = color.NRGBA{0x2e, 0x7d, 0x4f, 0xff}
)

// lookOf is how an edge is drawn: each relation has a line of its own, not only a colour.
func lookOf(relation string, weight int) drawing.Look {
	l := drawing.Look{Stroke: making, Thick: min(4, 0.8+0.5*float64(weight-1))}
	switch relation {
	case network.Disputes:
		l.Stroke, l.Dashed, l.Thick = against, true, l.Thick+0.6
	case network.Supports:
		l.Stroke, l.Thick = support, l.Thick+1.2
	case network.Reports:
		l.Stroke, l.Dashed = actors, true
	}
	return l
}

// radius is how large a node is.
func radius(n network.Node) float64 { return min(14, 3+1.6*math.Sqrt(float64(n.Mentions))) }

// draw draws the network: actors are dots, claims are boxes.
func (t Titled) draw() *drawing.Drawing {
	d := &drawing.Drawing{Title: "Network: " + t.Name}
	at := network.Layout(t.Graph, drawn...)
	low, high := bounds(at)
	d.Width = max(560, (high.X-low.X)*unit+2*margin+nameWidth)
	d.Words(margin, margin, d.Width-2*margin, t.Name, drawing.Type{Size: 16, Color: ink})
	d.Words(margin, margin+24, d.Width-2*margin, t.about(), drawing.Type{Size: 11, Color: faint})
	top := float64(margin + 64)
	left := (d.Width - (high.X-low.X)*unit) / 2
	t.web(d, func(i int) (x, y float64) { return left + (at[i].X-low.X)*unit, top + 16 + (at[i].Y-low.Y)*unit }, onPaper)
	y := top + (high.Y-low.Y)*unit + 64
	y = t.legend(d, y)
	d.Height = t.voices(d, y) + margin
	return d
}

// bounds are the corners within which all points lie.
func bounds(at []network.Point) (low, high network.Point) {
	for i, p := range at {
		if i == 0 {
			low, high = p, p
		}
		low, high = network.Point{X: min(low.X, p.X), Y: min(low.Y, p.Y)}, network.Point{X: max(high.X, p.X), Y: max(high.Y, p.Y)}
	}
	return low, high
}

// shades are the colours of names and of what lies behind them, how large they are, and whether those are left out that would lie over others.
type shades struct {
	ink, ground color.NRGBA
	size        float64 // of the letters
	sparse      bool
}

var onPaper = shades{ink, color.NRGBA{0xff, 0xff, 0xff, 0xb4}, letters, false}

// web draws edges, nodes and names where they lie.
func (t Titled) web(d *drawing.Drawing, place func(i int) (x, y float64), on shades) {
	for _, e := range t.Edges {
		if !slices.Contains(drawn, e.Relation) {
			continue
		}
		x1, y1 := place(e.From)
		x2, y2 := place(e.To)
		d.Line(x1, y1, x2, y2, lookOf(e.Relation, e.Weight))
	}
	names := t.names(place, on)
	for _, n := range names { // on a ground, since lines run beneath
		d.Box(n.x, n.y, n.width, n.height, drawing.Look{Fill: on.ground})
	}
	for i, n := range t.Nodes {
		x, y := place(i)
		r := radius(n)
		if n.Kind == network.Actor {
			d.Dot(x, y, r, drawing.Look{Fill: actors})
		} else {
			d.Box(x-r, y-r*0.8, 2*r, 1.6*r, drawing.Look{Fill: claims, Stroke: ink, Thick: 0.5})
		}
	}
	for _, n := range names {
		d.Words(n.x+n.width/2-nameWidth/2, n.y, nameWidth, n.name, drawing.Type{Size: on.size, Color: on.ink, Align: drawing.Middle, Lines: nameLines})
	}
}

// named is a name and where it stands.
type named struct {
	name                string
	x, y, width, height float64
}

// names places the names of the nodes with most mentions beneath them; sparsely, none over another.
func (t Titled) names(place func(i int) (x, y float64), on shades) (all []named) {
	order := make([]int, len(t.Nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(t.Nodes[b].Mentions, t.Nodes[a].Mentions) })
	kind := drawing.Type{Size: on.size, Lines: nameLines}
	for _, i := range order {
		if len(all) == mostNames {
			break
		}
		n := t.Nodes[i]
		x, y := place(i)
		width := min(nameWidth, drawing.Measure(wording.Short(n.Name, 60), on.size))
		one := named{n.Name, x - width/2, y + radius(n) + 1, width, kind.Height(drawing.Lines(n.Name, nameWidth, kind))}
		if !on.sparse || !slices.ContainsFunc(all, one.over) {
			all = append(all, one)
		}
	}
	return all
}

// over says whether two names lie over each other.
func (n named) over(o named) bool {
	return n.x < o.x+o.width && o.x < n.x+n.width && n.y < o.y+o.height && o.y < n.y+n.height
}

func (t Titled) about() string {
	n := 0
	for _, node := range t.Nodes {
		if node.Kind == network.Actor {
			n++
		}
	}
	said := wording.Count(n, "actor") + ", " + wording.Count(len(t.Nodes)-n, "claim")
	if t.Layer != "" {
		said += " · marked by " + t.Layer
	}
	return said
}

// legend says what is drawn how, and returns where it ends.
func (t Titled) legend(d *drawing.Drawing, y float64) float64 {
	x := float64(margin)
	said := drawing.Type{Size: letters, Color: faint}
	next := func(name string, sign func(x, y float64)) {
		width := drawing.Measure(name, letters) + 46
		if x+width > d.Width-margin && x > margin {
			x, y = margin, y+18
		}
		sign(x, y+letters*0.65)
		d.Words(x+30, y, width, name, said)
		x += width
	}
	next("actor", func(x, y float64) { d.Dot(x+12, y, 5, drawing.Look{Fill: actors}) })
	next("claim", func(x, y float64) {
		d.Box(x+7, y-4, 10, 8, drawing.Look{Fill: claims, Stroke: ink, Thick: 0.5})
	})
	for _, relation := range drawn {
		next(relation, func(x, y float64) { d.Line(x, y, x+24, y, lookOf(relation, 1)) })
	}
	return y + 30
}

// voices draws a bar for each outlet: how much of what it reports is attributed to somebody named, to somebody unnamed, and to nobody.
func (t Titled) voices(d *drawing.Drawing, y float64) float64 {
	if len(t.Voices) == 0 {
		return y
	}
	d.Words(margin, y, d.Width-2*margin, "Said by somebody named · by somebody unnamed · in the article’s own voice", drawing.Type{Size: 10, Color: ink})
	y += 20
	for _, s := range t.Voices {
		d.Words(margin, y, nameWidth, s.Outlet, drawing.Type{Size: letters, Color: ink})
		x := float64(margin + nameWidth + 8)
		for _, part := range []struct {
			n    int
			look drawing.Look
		}{{s.Attributed, drawing.Look{Fill: actors}}, {s.Anonymous, drawing.Look{Fill: color.NRGBA{0xa9, 0xcd, 0xec, 0xff}, Stroke: actors, Thick: 1, Dashed: true}}, {s.Own, drawing.Look{Fill: claims}}} {
			width := barWidth * float64(part.n) / float64(s.Mentions()) * 0.7
			if part.n > 0 {
				d.Box(x, y, width, barHeight, part.look)
			}
			x += width
		}
		d.Words(x+8, y, 160, fmt.Sprintf("%d · %d · %d", s.Attributed, s.Anonymous, s.Own), drawing.Type{Size: letters, Color: faint})
		y += barHeight + 6
	}
	return y
}
