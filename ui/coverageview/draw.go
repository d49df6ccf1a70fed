package coverageview

import (
	"fmt"
	"image/color"
	"io"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/ui/drawing"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// The formats in which a table is written.
const (
	CSV  = "csv"
	JSON = "json"
	PNG  = drawing.PNG
	SVG  = drawing.SVG
)

// Formats lists them.
var Formats = []string{CSV, JSON, PNG, SVG}

// Titled is a table with what it is of.
type Titled struct {
	*coverage.Table
	Story, Layer string
	Attribute    string // of the claims, whose values a drawing shows; "" for none
}

// Write writes a table in one of the formats.
func (t Titled) Write(w io.Writer, format string) error {
	switch format {
	case CSV:
		return t.WriteCSV(w, t.Story, t.Layer)
	case JSON:
		return t.WriteJSON(w, t.Story, t.Layer)
	}
	return t.draw().Write(w, format)
}

// Sizes of a drawing, in points.
const (
	margin     = 24
	nameWidth  = 240
	cellWidth  = 132
	lastWidth  = 64
	letters    = 11
	small      = 9
	inCell     = 6 // from its edge to its words
	leastRow   = 34
	nameLines  = 4
	cellLines  = 3
	headLines  = 3
	belowTitle = 52
)

var (
	ink      = color.NRGBA{0x1f, 0x22, 0x26, 0xff}
	faint    = color.NRGBA{0x63, 0x66, 0x6a, 0xff}
	rule     = color.NRGBA{0xa5, 0xa2, 0x9b, 0xff}
	reported = color.NRGBA{0xf6, 0xdf, 0xb4, 0xff} // the tint of claims on paper
)

// draw draws a table: reported cells are filled and say by whom and how, those that leave a claim out are dashed and say so.
func (t Titled) draw() *drawing.Drawing {
	d := &drawing.Drawing{Title: "Coverage: " + t.Story}
	d.Width = margin*2 + nameWidth + cellWidth*float64(len(t.Columns)) + lastWidth
	d.Words(margin, margin, d.Width-2*margin, t.Story, drawing.Type{Size: 16, Color: ink})
	d.Words(margin, margin+24, d.Width-2*margin, t.about(), drawing.Type{Size: letters, Color: faint})
	head := drawing.Type{Size: letters, Color: ink, Align: drawing.Middle, Lines: headLines}
	y := float64(margin + belowTitle)
	high := 1
	for _, c := range t.Columns {
		high = max(high, drawing.Lines(c.Name, cellWidth-2*inCell, head))
	}
	for i, c := range t.Columns {
		x := margin + nameWidth + float64(i)*cellWidth + inCell
		d.Words(x, y, cellWidth-2*inCell, c.Name, head)
		d.Words(x, y+head.Height(high), cellWidth-2*inCell, t.below(c), drawing.Type{Size: small, Color: faint, Align: drawing.Middle})
	}
	y += head.Height(high) + small*2
	for _, c := range t.Claims {
		y += t.row(d, c, y)
	}
	if len(t.Claims) == 0 {
		d.Words(margin, y, nameWidth+cellWidth, "No claims are marked.", drawing.Type{Size: letters, Color: faint})
		y += leastRow
	}
	d.Height = y + margin
	return d
}

func (t Titled) about() string {
	said := fmt.Sprintf("%s in %s", wording.Count(len(t.Claims), "claim"), wording.Count(len(t.Documents), "article"))
	if t.Layer != "" {
		said += " · marked by " + t.Layer
	}
	return said
}

// below says what a column is beside its name.
func (t Titled) below(c coverage.Column) string {
	var parts []string
	if !c.Marked {
		parts = append(parts, "nothing marked")
	}
	if n := len(c.Articles); n > 1 {
		parts = append(parts, wording.Count(n, "article"))
	} else if day := wording.Day(t.Documents[c.Articles[0]].Published); day != "" {
		parts = append(parts, day)
	}
	if n := len(c.Copies); n > 0 {
		parts = append(parts, "+ "+wording.CountOf(n, "copy", "copies"))
	}
	return strings.Join(parts, " · ")
}

// row draws a claim and returns how high it is.
func (t Titled) row(d *drawing.Drawing, c coverage.Claim, y float64) float64 {
	name := drawing.Type{Size: letters, Color: ink, Lines: nameLines}
	said := drawing.Type{Size: letters, Color: ink, Align: drawing.Middle, Lines: cellLines}
	note := drawing.Type{Size: small, Color: ink, Align: drawing.Middle}
	const room = cellWidth - 2*inCell
	high := max(leastRow, name.Height(drawing.Lines(c.Name, nameWidth-2*inCell, name))+2*inCell)
	for _, cell := range c.Cells {
		lines := drawing.Lines(by(cell), room, said)
		high = max(high, said.Height(lines)+note.Height(1)+2*inCell)
	}
	d.Words(margin, y+inCell, nameWidth-2*inCell, c.Name, name)
	for i := range t.Columns {
		x := margin + nameWidth + float64(i)*cellWidth
		cell := c.In(i)
		if cell == nil {
			text := leftOut
			if !t.Columns[i].Marked {
				text = ""
			}
			d.Box(x+2, y+2, cellWidth-4, high-4, drawing.Look{Stroke: rule, Thick: 0.8, Dashed: true})
			d.Words(x+inCell, y+high/2-small*0.65, room, text, drawing.Type{Size: small, Color: faint, Align: drawing.Middle})
			continue
		}
		d.Box(x+2, y+2, cellWidth-4, high-4, drawing.Look{Fill: reported})
		below := y + inCell + said.Height(d.Words(x+inCell, y+inCell, room, by(*cell), said))
		d.Words(x+inCell, below, room, how(*cell, t.Attribute), note)
	}
	d.Words(margin+nameWidth+float64(len(t.Columns))*cellWidth, y+high/2-letters*0.65, lastWidth, fmt.Sprintf("%d of %d", len(c.Cells), len(t.Columns)),
		drawing.Type{Size: letters, Color: faint, Align: drawing.Right})
	return high
}

// by says who makes a claim.
func by(c coverage.Cell) string {
	names := c.Names()
	if len(names) == 0 {
		return "by nobody named"
	}
	return strings.Join(names, ", ")
}

// FirstAttribute is the attribute of claims that a table shows where none is chosen: the first that has options, "" where there is none.
func FirstAttribute(cb annotate.Codebook) string {
	claim, _ := cb.LabelByName(cb.Roles().Claim)
	for _, a := range claim.Attributes {
		if a.Type == annotate.Choice {
			return a.Name
		}
	}
	return ""
}
