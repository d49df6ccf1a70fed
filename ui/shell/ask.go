package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// askQuestion lays a question of a view over the window. Enter gives the first answer, Escape none.
func (w *Window) askQuestion(q session.Question) {
	if len(q.Answers) == 0 {
		w.sheets.Say(q.Title, q.Sentence)
		return
	}
	var s *sheet.Sheet
	rest := container.NewHBox()
	for _, answer := range q.Answers[1:] {
		rest.Add(control.NewButton(answer.Text, nil, false, func() { s.Dismiss(); answer.Run() }, w.sheets.Form()))
	}
	var body fyne.CanvasObject = part.Wrapped(q.Sentence)
	if len(rest.Objects) > 0 {
		body = container.NewVBox(body, rest)
	}
	s = w.sheets.Show(sheet.Options{Title: q.Title, Body: body, Width: 480, Action: q.Answers[0].Text,
		Run: func() bool { s.Dismiss(); q.Answers[0].Run(); return false }, Closed: w.stage.Focus})
}
