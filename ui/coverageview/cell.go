package coverageview

import (
	"image/color"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// shades are the colours of fields. Each standing has words, or a frame, of its own too.
type shades struct{ reported, different, frame color.Color }

func shadesNow() shades {
	if theme.IsDark() {
		return shades{color.NRGBA{0x4a, 0x3c, 0x1f, 0xff}, color.NRGBA{0x2c, 0x3f, 0x55, 0xff}, color.NRGBA{0x6d, 0x71, 0x76, 0xff}}
	}
	return shades{reported, color.NRGBA{0xd5, 0xe4, 0xf3, 0xff}, rule}
}

// text is one line of words in a room, cut short where there is none.
func text(words string, size float32, ink color.Color, at fyne.Position, width float32, align fyne.TextAlign, style fyne.TextStyle) *canvas.Text {
	t := canvas.NewText(control.Cut(words, width, size, style), ink)
	t.TextSize, t.Alignment, t.TextStyle = size, align, style
	t.Move(at)
	t.Resize(fyne.NewSize(width, fyne.MeasureText("Ág", size, style).Height))
	return t
}

// drawCell draws a field of the grid.
func (g *grid) drawCell(at place) []fyne.CanvasObject {
	l := g.book.lines[at.row]
	width := g.columnWidth()
	x, y := float32(at.column)*width, float32(at.row)*rowHeight
	if l.heading != "" {
		return nil
	}
	f, shades := g.book.field(l, at.column), shadesNow()
	ground := canvas.NewRectangle(color.Transparent)
	ground.CornerRadius = 3
	ground.Move(fyne.NewPos(x+2, y+2))
	ground.Resize(fyne.NewSize(width-4, rowHeight-4))
	objects := []fyne.CanvasObject{ground}
	ink, quiet := base.Color(base.ColorNameForeground), theme.Color(theme.ColorNameMuted)
	size, small := base.TextSize(), base.CaptionTextSize()
	line, low := fyne.MeasureText("Ág", size, fyne.TextStyle{}).Height, fyne.MeasureText("Ág", small, fyne.TextStyle{}).Height
	room := width - 2*gridInset
	switch f.standing {
	case isUnmarked:
		return nil
	case isLeftOut:
		ground.StrokeColor, ground.StrokeWidth = shades.frame, 1
		said := f.text
		if f.note != "" {
			said += " · " + f.note
		}
		return append(objects, text(said, small, quiet, fyne.NewPos(x+gridInset, y+(rowHeight-low)/2), room, fyne.TextAlignCenter, fyne.TextStyle{Italic: true}))
	case isDifferent:
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = shades.different, ink, 1
		sign := text("≠", size, ink, fyne.NewPos(x+gridInset, y+(rowHeight-line)/2), 14, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		return append(objects, sign, text(f.text, small, ink, fyne.NewPos(x+gridInset+16, y+rowHeight/2-low), room-16, fyne.TextAlignLeading, fyne.TextStyle{}),
			text(f.note, small, ink, fyne.NewPos(x+gridInset+16, y+rowHeight/2), room-16, fyne.TextAlignLeading, fyne.TextStyle{}))
	}
	ground.FillColor = shades.reported
	top := y + (rowHeight-line)/2
	if f.note != "" {
		top = y + (rowHeight-line-low)/2
		objects = append(objects, text(f.note, small, ink, fyne.NewPos(x+gridInset, top+line-1), room, fyne.TextAlignCenter, fyne.TextStyle{}))
	}
	return append(objects, text(f.text, size, ink, fyne.NewPos(x+gridInset, top), room, fyne.TextAlignCenter, fyne.TextStyle{}))
}

// drawName draws the name of a claim, and how far it is reported, or the heading of an actor.
func (g *grid) drawName(at place) (objects []fyne.CanvasObject) {
	l := g.book.lines[at.row]
	y := float32(at.row) * rowHeight
	ink, quiet := base.Color(base.ColorNameForeground), theme.Color(theme.ColorNameMuted)
	size, small := base.TextSize(), base.CaptionTextSize()
	line, low := fyne.MeasureText("Ág", size, fyne.TextStyle{}).Height, fyne.MeasureText("Ág", small, fyne.TextStyle{}).Height
	const room = namesWidth - 2*gridInset
	if l.heading != "" {
		return []fyne.CanvasObject{text(l.heading, size, ink, fyne.NewPos(gridInset, y+rowHeight-line-gridInset), room, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})}
	}
	style := fyne.TextStyle{Bold: l.theme != ""}
	left := gridInset + themeStep*float32(l.depth)
	if l.theme != "" {
		sign := "–"
		if g.book.folded[l.theme] {
			sign = "+"
		}
		defer func() {
			objects = append(objects, text(sign, size, ink, fyne.NewPos(left, y+(rowHeight-line)/2), themeStep, fyne.TextAlignLeading, fyne.TextStyle{}))
		}()
	}
	indent := left - gridInset
	if g.book.themed() {
		indent += themeStep // of the sign
	}
	objects = append(objects, text(g.book.reach(l), small, quiet, fyne.NewPos(gridInset+room-reachWidth, y+(rowHeight-low)/2), reachWidth, fyne.TextAlignTrailing, fyne.TextStyle{}))
	lines := inTwo(l.any().Name, room-reachWidth-gridInset-indent, size)
	top := y + (rowHeight-line*float32(len(lines)))/2
	for i, words := range lines {
		objects = append(objects, text(words, size, ink, fyne.NewPos(gridInset+indent, top+line*float32(i)), room-reachWidth-gridInset-indent, fyne.TextAlignLeading, style))
	}
	return objects
}

// inTwo breaks words in two lines where one has no room for them. What does not fit is left to be cut from the second.
func inTwo(words string, width, size float32) []string {
	fits := func(s string) bool { return fyne.MeasureText(s, size, fyne.TextStyle{}).Width <= width }
	if fits(words) {
		return []string{words}
	}
	parts := strings.Fields(words)
	n := sort.Search(len(parts), func(n int) bool { return !fits(strings.Join(parts[:n+1], " ")) })
	if n == 0 { // not even one word, or a script without spaces
		letters := []rune(words)
		n = sort.Search(len(letters), func(n int) bool { return !fits(string(letters[:n+1])) })
		return []string{string(letters[:n]), string(letters[n:])}
	}
	return []string{strings.Join(parts[:n], " "), strings.Join(parts[n:], " ")}
}

// drawHead draws what stands over a column.
func (g *grid) drawHead(at place) []fyne.CanvasObject {
	h, width := g.heads[at.column], g.columnWidth()
	x := float32(at.column)*width + gridInset
	size, small := base.TextSize(), base.CaptionTextSize()
	line := fyne.MeasureText("Ág", size, fyne.TextStyle{}).Height
	return []fyne.CanvasObject{text(h.name, size, base.Color(base.ColorNameForeground), fyne.NewPos(x, gridInset), width-2*gridInset, fyne.TextAlignCenter, fyne.TextStyle{Bold: true}),
		text(strings.TrimSpace(h.below), small, theme.Color(theme.ColorNameMuted), fyne.NewPos(x, gridInset+line-1), width-2*gridInset, fyne.TextAlignCenter, fyne.TextStyle{})}
}
