package spanform

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/ui/control"
)

// date is typed, in any way in which an article may be dated, or picked from a calendar.
func (a *attributes) date(attribute annotate.Attribute) row {
	r := a.typed(attribute, "YYYY-MM-DD", func(text string) (any, error) {
		day, err := ingest.ReadDate(text)
		if err == nil && len(day) != len(time.DateOnly) {
			err = annotate.Invalidf("Write a day, like 2011-10-06 or 6 Oct 2011")
		}
		return day, err
	})
	var button *control.Button
	button = control.NewSign(theme.CalendarIcon(), "Choose a day", func() {
		day, err := time.Parse(time.DateOnly, a.form.shown.Span.Value(attribute.Name).Words())
		if err != nil {
			day = time.Now()
		}
		pickDay(button, day, func(day time.Time) { a.form.hooks.Set(attribute, day.Format(time.DateOnly)) })
	}, a.form.fields)
	r.enable = append(r.enable, button)
	r.row = container.NewBorder(nil, nil, nil, button, r.row)
	return r
}

// pickDay shows a calendar beneath o.
func pickDay(o fyne.CanvasObject, day time.Time, picked func(time.Time)) {
	canvas := fyne.CurrentApp().Driver().CanvasForObject(o)
	if canvas == nil {
		return
	}
	var popUp *widget.PopUp
	popUp = widget.NewPopUp(widget.NewCalendar(day, func(day time.Time) {
		popUp.Hide()
		picked(day)
		control.Focus(o)
	}), canvas)
	size := popUp.MinSize()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.Size().Width-size.Width, o.Size().Height)
	at.X, at.Y = max(0, at.X), max(0, min(at.Y, canvas.Size().Height-size.Height))
	popUp.ShowAtPosition(at)
}
