// Package exportview asks how a dataset is exported, shows its first records, and writes it. The writing is the same
// function as on the command line.
//
// It knows no format by name, and neither the window around it nor the other views. Start with View.
package exportview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// View is the export dialog.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	working context.CancelFunc // ends the export that is under way

	form        *control.Form
	format      *control.Select
	layer       *control.Select
	label       *control.Select
	story       *control.Select
	state       *control.Select
	unit        *control.Chips
	withoutText *control.Check
	withoutNote *control.Caption
	license     *control.Entry // of the annotations, and who made them: in the description that some formats have
	creator     *control.Entry
	described   *fyne.Container
	rejected    *control.Check
	folder      string // where the last export of the project went, "" for beside the project
	keep        func(Choice)
	flags       *control.Check
	splitting   *control.Check
	split, seed *control.Entry
	splitFields *fyne.Container
	path        *control.Entry
	pathCaption *control.Caption
	pathNote    *widget.Label
	noted       *fyne.Container // in which it stands; hidden where there is nothing to say
	foreseen    *widget.Label   // how many records each part gets, and what is amiss with them
	suggested   string          // the path that was put there, not written by the user
	preview     *preview
	result      *widget.Label
	progress    *widget.ProgressBar
	cancel, run *control.Button
	content     fyne.CanvasObject
}

// New returns the dialog for the session's project. leave is called when it wants to be closed. Close it when it is.
func New(s *session.Session, w fyne.Window, leave func()) *View {
	v := &View{session: s, window: w}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: func() {
		if v.working != nil {
			v.working()
			return
		}
		leave()
	}}
	v.form.Done, v.form.Enter = v.export, v.Confirm
	v.buildForm()
	v.preview = newPreview(v)
	v.result, v.progress = widget.NewLabel(""), widget.NewProgressBar()
	v.result.Wrapping = fyne.TextWrapWord
	v.progress.Hide()
	v.cancel = control.NewButton("Close", nil, false, v.form.Leave, v.form)
	v.run = control.NewButton("Export", theme.DocumentSaveIcon(), false, v.export, v.form)
	v.run.Importance = widget.HighImportance

	split := container.NewHSplit(v.form.Scroll, v.preview.content)
	split.Offset = 0.42
	bottom := container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), container.NewHBox(v.cancel, v.run), layout.NewSpacer()),
		container.NewVBox(layout.NewSpacer(), v.progress, control.Least(0, 36, container.NewStack(control.Flush(v.foreseen), control.Flush(v.result))), layout.NewSpacer()))
	v.content = container.NewBorder(nil, container.NewVBox(widget.NewSeparator(), container.NewPadded(bottom)), nil, nil, split)
	v.ExtendBaseWidget(v)
	v.changed()
	return v
}

// Close ends what is under way. An export that is not finished leaves nothing behind.
func (v *View) Close() {
	v.preview.stop()
	if v.working != nil {
		v.working()
	}
}

// Confirm exports, where that can be done.
func (v *View) Confirm() {
	if !v.run.Disabled() {
		v.export()
	}
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the path, where Return exports.
func (v *View) FocusFirst() {
	v.form.Focus(v.path)
	v.path.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// work runs fn in the background with the progress bar and the cancel button of this view.
func (v *View) work(title string, fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	v.progress.SetValue(0)
	v.progress.Show()
	v.result.Hide()
	v.foreseen.Hide()
	v.form.Focus(v.path) // from where Escape cancels, which the button that is disabled now could not hear
	v.run.Disable()
	v.cancel.SetText("Cancel")
	v.working = v.session.Work(v.progress.SetValue, fn, func(err error) {
		v.working = nil
		v.progress.Hide()
		v.result.Show()
		v.cancel.SetText("Close")
		v.check()
		then(err)
	})
}
