package ui

import (
	"context"
	"fmt"
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// said is how long a sentence stands in the status line before the counts come back.
const said = 6 * time.Second

// bottom is the line below: the labels with their keys and colours, and how things stand.
type bottom struct {
	workspace *workspace
	labels    *fyne.Container
	status    *widget.Label
	counts    string // how things stand, shown where nothing is said
	saying    *time.Timer
	pending   bool // the counts are being read
	again     bool // they have changed meanwhile
	object    fyne.CanvasObject
}

func newBottom(v *workspace) *bottom {
	b := &bottom{workspace: v, labels: container.NewHBox(), status: widget.NewLabel("")}
	b.status.Alignment = fyne.TextAlignTrailing
	b.status.Truncation = fyne.TextTruncateEllipsis
	b.status.Importance = widget.LowImportance
	labels := container.NewHScroll(b.labels)
	labels.SetMinSize(fyne.NewSize(240, 0))
	b.object = container.NewStack(newFill(theme.ColorNameChrome), container.NewBorder(
		newLine(base.ColorNameSeparator, 1), nil, nil, nil,
		container.New(layout.NewCustomPaddedLayout(0, 0, 8, 8), container.NewGridWithColumns(2, labels, b.status))))
	b.rebuild()
	return b
}

// rebuild shows the labels of the codebook anew.
func (b *bottom) rebuild() {
	b.labels.Objects = nil
	for i, label := range b.workspace.session.Codebook().Labels {
		b.labels.Add(labelButton(label, i, func() { b.workspace.window.stage.Tag(label.ID) }))
	}
	b.labels.Refresh()
}

// labelButton is a label with its keys and its colour.
func labelButton(label annotate.Label, position int, tapped func()) fyne.CanvasObject {
	name := widget.NewLabel(wording.Capital(label.Name))
	row := container.NewHBox(container.NewPadded(container.NewCenter(newSwatch(label))), name)
	if keys := labelKeys(label, position); keys != "" {
		row.Add(container.NewPadded(container.NewCenter(newKeycap(keys))))
	}
	return newHoverPress(row, tapped)
}

// labelKeys is how the keys of the label at a position of the codebook are shown: "1 a".
func labelKeys(label annotate.Label, position int) string {
	var keys []string
	if position < 9 {
		keys = append(keys, fmt.Sprint(position+1))
	}
	if label.Hotkey != "" {
		keys = append(keys, label.Hotkey)
	}
	return strings.Join(keys, " ")
}

// newKeycap is a key as it looks on a keyboard.
func newKeycap(key string) fyne.CanvasObject {
	text := widget.NewLabel(key)
	text.SizeName = base.SizeNameCaptionText
	text.Importance = widget.LowImportance
	return container.New(tight{}, newFrame(), text)
}

// tell shows a sentence for a while.
func (b *bottom) tell(sentence string) {
	if b.saying != nil {
		b.saying.Stop()
	}
	b.status.Importance = widget.MediumImportance
	b.status.SetText(sentence)
	var timer *time.Timer
	timer = time.AfterFunc(said, func() {
		b.workspace.window.onUI(func() {
			if b.saying == timer {
				b.hush()
			}
		})
	})
	b.saying = timer
}

// hush brings the counts back.
func (b *bottom) hush() {
	if b.saying != nil {
		b.saying.Stop()
	}
	b.saying = nil
	b.status.Importance = widget.LowImportance
	b.status.SetText(b.counts)
}

func (b *bottom) close() {
	if b.saying != nil {
		b.saying.Stop()
		b.saying = nil
	}
}

// refresh counts anew, beside the window. What it shows is saved: an act is committed before anything hears of it.
func (b *bottom) refresh() {
	if b.pending {
		b.again = true
		return
	}
	b.pending = true
	v := b.workspace
	story, annotator := v.session.Story(), v.session.Annotator()
	var counts map[string]int
	v.session.Read(func(ctx context.Context) (err error) {
		counts, err = v.session.Project.Counts(ctx, story.ID, annotator.ID)
		return err
	}, func() {
		b.pending = false
		if b.again {
			b.again = false
			b.refresh()
			return
		}
		b.counts = v.standing(counts)
		if b.saying == nil {
			b.hush()
		}
	})
}

// savedOrNot says whether what is shown is in the file that the project's path names.
func (v *workspace) savedOrNot() string {
	if v.gone {
		return "nothing is saved: the project’s file is gone"
	}
	return "saved"
}

// standing says how things stand: "anna · 12 actors, 7 claims · 2 of 4 articles done · saved".
func (v *workspace) standing(counts map[string]int) string {
	parts := []string{wording.Short(v.session.Annotator().Name, 24)} // what follows must find room
	if v.session.Story().ID == "" {
		return strings.Join(append(parts, v.savedOrNot()), " · ")
	}
	var labels []string
	for i, label := range v.session.Codebook().Labels {
		if n := counts[label.ID]; n > 0 || i < 2 {
			labels = append(labels, wording.Count(n, wording.Short(label.Name, 16)))
		}
	}
	parts = append(parts, strings.Join(labels[:min(len(labels), 4)], ", "))
	done, all := 0, 0
	for _, d := range v.documents {
		if v.mine(d.ID) {
			all++
		}
		if v.mine(d.ID) && v.state(d.ID) == annotate.Done {
			done++
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("%d of %s done", done, wording.Count(all, "article")), v.savedOrNot()), " · ")
}

// tight stacks objects in the least room, for text that has a frame of its own.
type tight struct{}

func (tight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	least := objects[1].MinSize()
	objects[1].Resize(least)
	objects[1].Move(fyne.NewPos((size.Width-least.Width)/2, (size.Height-least.Height)/2))
}

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[1].MinSize()
	return fyne.NewSize(max(18, least.Width-4), least.Height-7)
}

// frame is a thin rounded frame in the colour of separators.
type frame struct {
	widget.BaseWidget
	rect *canvas.Rectangle
}

func newFrame() *frame {
	f := &frame{rect: canvas.NewRectangle(color.Transparent)}
	f.rect.CornerRadius, f.rect.StrokeWidth = 4, 1
	f.ExtendBaseWidget(f)
	return f
}

func (f *frame) Refresh() {
	f.rect.FillColor, f.rect.StrokeColor = theme.Color(theme.ColorNamePaper), theme.Color(base.ColorNameInputBorder)
	f.BaseWidget.Refresh()
}

func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	f.rect.FillColor, f.rect.StrokeColor = theme.Color(theme.ColorNamePaper), theme.Color(base.ColorNameInputBorder)
	return widget.NewSimpleRenderer(f.rect)
}
