package reader

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/ui/reader/paint"
)

// tooltip is the small card that says what the mark under the resting pointer is. The view draws it itself: Fyne has
// no tooltips.
type tooltip struct {
	reader *Reader
	ground *canvas.Rectangle
	lines  []*canvas.Text
	timer  *time.Timer
	at     fyne.Position
	came   time.Time // when another text was first painted, zero until it is
}

const (
	tipDelay   = 600 * time.Millisecond
	tipLines   = 12
	tipBeneath = 4 // of them for the other marks beneath the pointer
	tipSize    = 12
	tipPad     = 8
	tipRunes   = 72 // of a line, then it is cut
)

func (t *tooltip) init(r *Reader) {
	t.reader = r
	t.ground = canvas.NewRectangle(nil)
	t.ground.CornerRadius = 5
	t.ground.StrokeWidth = 1
	for range tipLines {
		text := canvas.NewText("", nil)
		text.TextSize = tipSize
		t.lines = append(t.lines, text)
	}
	t.lines[0].TextStyle.Bold = true
	t.hide()
}

// hide takes the card away, or keeps it from appearing.
func (t *tooltip) hide() {
	if t.timer != nil {
		t.timer.Stop()
		t.timer = nil
	}
	show(t.ground, false)
	for _, text := range t.lines {
		show(text, false)
	}
}

// MouseIn implements desktop.Hoverable. Where the text has only just come, it came under a pointer that rests: that points
// at nothing.
func (r *Reader) MouseIn(ev *desktop.MouseEvent) {
	if r.tip.came.IsZero() || time.Since(r.tip.came) < tipDelay {
		r.tip.at = ev.Position
		return
	}
	r.MouseMoved(ev)
}

// MouseMoved implements desktop.Hoverable.
func (r *Reader) MouseMoved(ev *desktop.MouseEvent) {
	r.tip.at = ev.Position
	if r.gesture.kind != idle {
		return
	}
	r.ruler.point(ev)
	r.foldTip.point(ev)
	id := ""
	if under := r.page.marksUnder(ev.Position); len(under) > 0 && ev.Position.X < r.page.size.Width-rulerWidth {
		id = under[0].ID
	}
	r.tip.hover(id)
}

// MouseOut implements desktop.Hoverable.
func (r *Reader) MouseOut() {
	r.tip.hover("")
	r.ruler.point(nil)
	r.foldTip.point(nil)
}

// hover outlines the mark under the pointer and, after a while, shows its card.
func (t *tooltip) hover(id string) {
	r := t.reader
	if r.hovered == id {
		return
	}
	t.hide()
	before := r.hovered
	r.hovered = id
	for _, one := range []string{before, id} {
		if m := r.marks.ByID(one); m != nil {
			for _, s := range m.Segments {
				r.surface.repaint(s)
			}
		}
	}
	if id == "" {
		return
	}
	var timer *time.Timer
	timer = time.AfterFunc(tipDelay, func() {
		r.opts.OnUI(func() {
			if t.timer == timer && r.hovered == id {
				t.showTip(id)
			}
		})
	})
	t.timer = timer
}

// describe returns the lines of a mark's card: what it is, and which others lie beneath the pointer too.
func (t *tooltip) describe(m *paint.Placed) []string {
	r := t.reader
	text := ""
	switch {
	case r.opts.Describe != nil:
		text = r.opts.Describe(m.ID)
	case m.Name != "":
		text = m.LabelName + "\n" + m.Name + "\n" + m.Layer
	default:
		text = m.LabelName + "\n" + m.Layer
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	lines = lines[:min(len(lines), tipLines-tipBeneath)]
	beneath := slices.DeleteFunc(r.page.marksUnder(t.at), func(o *paint.Placed) bool { return o == m })
	for i, o := range beneath {
		if i == tipBeneath-1 && len(beneath) > tipBeneath {
			return append(lines, fmt.Sprintf("and %d more", len(beneath)-i))
		}
		line := "also " + o.LabelName
		if o.Name != "" {
			line += ": " + o.Name
		}
		if !o.Own {
			line += " (" + o.Layer + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

// showTip shows the card of a mark beneath the pointer, or above it where there is no room.
func (t *tooltip) showTip(id string) {
	r := t.reader
	m := r.marks.ByID(id)
	if m == nil {
		return
	}
	lines := t.describe(m)
	if lines[0] == "" {
		return
	}
	var width, height float32
	for i, text := range t.lines {
		if i >= len(lines) {
			break
		}
		text.Text, text.Color = paint.Shorten(lines[i], tipRunes), r.colors.Ink
		size := text.MinSize()
		width, height = max(width, size.Width), height+size.Height
	}
	size := fyne.NewSize(width+2*tipPad, height+2*tipPad)
	pos := t.at.AddXY(8, 22)
	if pos.Y+size.Height > r.page.size.Height {
		pos.Y = max(t.at.Y-size.Height-10, 0)
	}
	pos.X = max(min(pos.X, r.page.size.Width-size.Width-4), 4)
	t.ground.FillColor = paint.Mix(r.colors.Paper, r.colors.Ink, 0.04)
	t.ground.StrokeColor = r.colors.Rule
	t.ground.Resize(size)
	t.ground.Move(pos)
	show(t.ground, true)
	r.surface.refresh(t.ground)
	y := pos.Y + tipPad
	for _, text := range t.lines[:len(lines)] {
		text.Resize(text.MinSize())
		text.Move(fyne.NewPos(pos.X+tipPad, y))
		show(text, true)
		r.surface.refresh(text)
		y += text.MinSize().Height
	}
}

// Cursor implements desktop.Cursorable.
func (r *Reader) Cursor() desktop.Cursor {
	switch {
	case r.gesture.kind == dragsHandle || r.lay != nil && r.overlay.handleAt(r.tip.at) != nil:
		return desktop.HResizeCursor
	case r.tip.at.X >= r.page.size.Width-rulerWidth:
		return desktop.DefaultCursor
	case r.lay != nil && r.foldUnder(r.tip.at) >= 0:
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}
