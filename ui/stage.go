package ui

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/agreementview"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/reviewview"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// views are the views that stand on the stage, one at a time; menus, palette, keys and help are made from them. To add one is a
// package with its Kind, and a line here. The first is where the others lead back to.
func (w *Window) views() []stage.Kind {
	return []stage.Kind{
		{Name: readName, Closed: "Go back to reading first:", New: func(stage.Desk, json.RawMessage) stage.View { return newReadView(w.workspace) }},
		reviewview.Kind,
		agreementview.Kind,
	}
}

// readName is the name of the view in which articles are read and marked, side by side.
const readName = "read"

// readView is that view.
type readView struct {
	widget.BaseWidget
	workspace *workspace
}

func newReadView(v *workspace) *readView {
	r := &readView{workspace: v}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is called by Fyne.
func (v *readView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(v.workspace.frame)
}

// Hide leaves what is under way in the articles.
func (v *readView) Hide() {
	v.workspace.stopRelating()
	v.workspace.floating.hide()
	v.BaseWidget.Hide()
}

// Focus gives the keyboard to the active article.
func (v *readView) Focus() { v.workspace.panes.focus(v.workspace.panes.active) }

// Untaggable says why no label can be put on anything.
func (v *readView) Untaggable() string { return v.workspace.window.needsPane() }

// Tag puts a label on the selection, or on the word at the caret.
func (v *readView) Tag(labelID string) { v.workspace.tag(labelID) }

// SetTypography sets the articles anew.
func (v *readView) SetTypography(t reader.Typography) {
	v.workspace.panes.each(func(p *pane) { p.reader.SetTypography(t) })
}

// State is nil: how the articles were looked at is kept by itself, as all else leads back to them.
func (v *readView) State() json.RawMessage { return nil }

// Close does nothing: the workspace is closed with the window.
func (v *readView) Close() {}

// viewDesk is what the window gives to the views.
func (w *Window) viewDesk() stage.Desk {
	return stage.Desk{
		Session: w.session, Window: w.win, Commands: w.commands, Typography: w.prefs.typography,
		GoTo: func(spanID string) {
			if !w.workspace.others {
				w.workspace.setOthers(true)
			}
			w.stage.Leave()
			w.session.ShowSpan(spanID)
		},
		Confirm: func(title string, body fyne.CanvasObject, yes string, run func()) (answer func(bool)) {
			s := w.showSheet(sheetOptions{title: title, body: body, width: 460, action: yes,
				run: func() bool { run(); return true }, closed: w.stage.Focus})
			return func(yes bool) {
				if yes {
					s.confirm()
				} else {
					s.leave()
				}
			}
		},
	}
}
