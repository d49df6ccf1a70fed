package ui

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reviewview"
)

// reviewCommands are the menu Review. The keys of the review hold only while it is shown.
func (w *Window) reviewCommands() []*command.Command {
	shown := func() *reviewview.View {
		if w.workspace == nil {
			return nil
		}
		return w.workspace.review
	}
	commands := []*command.Command{{
		ID: "review.open", Name: "Review disagreements", Menu: "Review", Keys: []command.Key{command.Ctrl(fyne.KeyR)},
		Now: func() string {
			if shown() != nil {
				return "Back to reading"
			}
			return "Review disagreements"
		},
		Help: "Decides what annotators disagree on, item by item; again goes back to reading", Stop: w.needsProject,
		Run: func() { w.workspace.toggleReview() },
	}}
	for _, c := range reviewview.Commands(shown) {
		if c.Group == "" {
			c.Group = "take"
		}
		commands = append(commands, c)
	}
	return commands
}

// toggleReview shows the review in place of the articles, or the articles again.
func (v *workspace) toggleReview() {
	if v.review != nil {
		v.leaveReview()
		return
	}
	v.stopRelating()
	v.floating.hide()
	w := v.window
	v.review = reviewview.New(v.session, w.win, w.prefs.typography(), reviewview.Hooks{
		OnLeave:    v.leaveReview,
		OnRune:     func(r rune) { w.commands.Rune(r) },
		OnKey:      func(key fyne.KeyName) { w.commands.Named(key, 0) },
		OnShortcut: func(s fyne.Shortcut) { w.commands.Shortcut(s) },
		Confirm: func(title string, body fyne.CanvasObject, yes string, run func()) (answer func(bool)) {
			s := w.showSheet(sheetOptions{title: title, body: body, width: 460, action: yes,
				run: func() bool { run(); return true }, closed: v.panes.focusActive})
			return func(yes bool) {
				if yes {
					s.confirm()
				} else {
					s.leave()
				}
			}
		},
	})
	v.stage.Objects = []fyne.CanvasObject{v.review}
	v.stage.Refresh()
	v.panes.focusActive()
	w.menu.refreshSoon()
}

// leaveReview shows the articles again.
func (v *workspace) leaveReview() {
	if v.review == nil {
		return
	}
	v.review.Close()
	v.review = nil
	v.stage.Objects = []fyne.CanvasObject{v.frame}
	v.stage.Refresh()
	v.panes.focusActive()
	v.window.menu.refreshSoon()
}
