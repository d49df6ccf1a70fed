package shell

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/agreementview"
	"github.com/parallax-annotation/parallax/ui/coverageview"
	"github.com/parallax-annotation/parallax/ui/networkview"
	"github.com/parallax-annotation/parallax/ui/questionview"
	"github.com/parallax-annotation/parallax/ui/read"
	"github.com/parallax-annotation/parallax/ui/registryview"
	"github.com/parallax-annotation/parallax/ui/reviewview"
	"github.com/parallax-annotation/parallax/ui/searchview"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// views are the views that stand on the stage, one at a time; menus, palette, keys and help are made from them. To add one is a
// package with its Kind, and its name here. The first is where the others lead back to.
var views = []stage.Kind{read.Kind, reviewview.Kind, questionview.Kind, agreementview.Kind, coverageview.Kind, networkview.Kind, registryview.Kind, searchview.Kind}

// desk is what the window gives to the views.
func (w *Window) desk() stage.Desk {
	return stage.Desk{
		Session: w.session, Window: w.win, Commands: w.commands, Sheets: w.sheets, Layer: w.layer,
		Typography: w.prefs.typography, GoTo: w.session.ShowAmongAll, Standing: w.bottom.stand,
		Confirm: func(title string, body fyne.CanvasObject, yes string, run func()) (answer func(bool)) {
			s := w.sheets.Show(sheet.Options{Title: title, Body: body, Width: 460, Action: yes,
				Run: func() bool { run(); return true }, Closed: w.stage.Focus})
			return func(yes bool) {
				if yes {
					s.Confirm()
				} else {
					s.Leave()
				}
			}
		},
	}
}

// showEntity shows an actor or a claim in the registry.
func (w *Window) showEntity(id string) {
	w.stage.Show(registryview.Name)
	if v, is := w.stage.View(registryview.Name).(*registryview.View); is {
		v.Choose(id)
	}
}
