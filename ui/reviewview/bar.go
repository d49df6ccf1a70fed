package reviewview

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// bar says above all how far the review is.
type bar struct {
	view   *View
	counts *line
	who    *line
	done   *gauge
	object fyne.CanvasObject
}

func newBar(v *View) *bar {
	b := &bar{view: v, counts: newLine("", base.ColorNameForeground, base.SizeNameText, false), done: newGauge()}
	b.who = newLine("", theme.ColorNameMuted, base.SizeNameCaptionText, false)
	b.who.wide = true
	title := newLine("Review", base.ColorNameForeground, base.SizeNameSubHeadingText, true)
	title.wide = true
	back := part.NewPress(container.NewHBox(control.NewKey(command.Ctrl(fyne.KeyR).String()), centred(wide("Back to reading"))), v.desk.Leave)
	row := container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 4, 16), centred(title)),
		container.NewHBox(centred(b.who), layout.NewSpacer(), container.New(layout.NewCustomPaddedLayout(0, 0, 14, 4), back)), centred(b.counts))
	b.object = container.NewStack(part.NewGround(chrome), container.NewBorder(nil, b.done.box, nil, nil,
		container.New(layout.NewCustomPaddedLayout(6, 6, 10, 10), row)))
	return b
}

// wide is a small line that asks for the room of its words.
func wide(text string) *line {
	l := newLine(text, theme.ColorNameMuted, base.SizeNameCaptionText, false)
	l.wide = true
	return l
}

// refresh counts: "42 open · 120 decided, 30 of them by vote · 87 spans in gold · 3 of 12 articles done".
func (b *bar) refresh() {
	v := b.view
	t := v.queue.Counts()
	decided := wording.Number(t.Decided) + " decided"
	if t.Auto > 0 {
		decided += fmt.Sprintf(", %s of them by vote", wording.Number(t.Auto))
	}
	parts := []string{wording.Number(t.Open) + " open"}
	if t.Changed > 0 {
		parts = append(parts, wording.Number(t.Changed)+" changed since")
	}
	parts = append(parts, decided, wording.Count(v.queue.gold, "span")+" in gold", fmt.Sprintf("%s of %s done", wording.Number(t.Finished), wording.Count(t.Documents, "article")))
	b.counts.say(strings.Join(parts, "   ·   "), base.ColorNameForeground)
	b.who.say("reviewer "+v.session.Annotator().Name, theme.ColorNameMuted)
	if t.Open+t.Decided > 0 {
		b.done.set(float32(t.Decided) / float32(t.Open+t.Decided))
	}
}

// gauge is a thin line that fills as items are decided.
type gauge struct {
	box  *fyne.Container
	part float32
	back *part.Fill
	fill *part.Fill
}

func newGauge() *gauge {
	g := &gauge{back: part.NewFill(base.ColorNameSeparator), fill: part.NewFill(base.ColorNameSuccess)}
	g.box = container.New(g, g.back, g.fill)
	return g
}

func (g *gauge) set(part float32) {
	if g.part != part {
		g.part = part
		g.Layout(nil, g.box.Size())
		canvas.Refresh(g.box)
	}
}

// Layout implements fyne.Layout.
func (g *gauge) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	g.back.Resize(size)
	g.fill.Resize(fyne.NewSize(size.Width*g.part, size.Height))
}

// MinSize implements fyne.Layout.
func (g *gauge) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 3) }
