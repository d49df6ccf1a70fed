package reviewview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
)

// comparing is what stands there while the queue is read for the first time.
func (v *View) comparing() fyne.CanvasObject {
	return v.message("Comparing the annotations…", "")
}

// nothing says why there is nothing to review.
func (v *View) nothing() fyne.CanvasObject {
	switch {
	case v.queue.Counts().Items == 0:
		return v.message("Nothing to review yet",
			"Nobody has marked anything in these articles. Once two annotators have, their disagreements are decided here.")
	default:
		anyway := widget.NewButton("Go through them anyway", func() {
			v.queue.anyway = true
			v.filledAnew()
			v.focusText()
		})
		return v.message("Only one annotator so far",
			"Disagreements need two. Merge the file of a second annotator, or confirm what the first one marked, one by one.", anyway)
	}
}

// message is a heading and a sentence in the middle, with the way back.
func (v *View) message(heading, sentence string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	title := widget.NewLabelWithStyle(heading, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	title.SizeName = base.SizeNameSubHeadingText
	rows := container.NewVBox(title)
	if sentence != "" {
		text := widget.NewLabel(sentence)
		text.Alignment, text.Wrapping, text.Importance = fyne.TextAlignCenter, fyne.TextWrapWord, widget.LowImportance
		rows.Add(container.NewGridWrap(fyne.NewSize(400, 64), text))
	}
	rows.Add(container.NewCenter(container.NewHBox(append(buttons, widget.NewButton("Back to reading", v.desk.Leave))...)))
	rows.Add(container.New(layout.NewCenterLayout(), control.NewKey(command.Ctrl(fyne.KeyR).String())))
	return container.NewCenter(rows)
}
