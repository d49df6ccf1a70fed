// Package mergeview shows what merging other project files would do before it does: which articles are the same and by
// what, what comes in, what was changed on both sides, how codebooks are reconciled, and why a file is refused. The merge
// is one act that one undo takes back.
//
// It knows no rule of merging, and neither the window around it nor the other views. Start with View.
package mergeview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// View is the merge dialog.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	files   []*file
	plan    merge.Plan // of the files that are not refused
	merged  bool
	working context.CancelFunc
	asked   bool // Return was pressed in the field of the path while other work was under way
	taking  bool // what is read was left in the field of the path: it is no reason to stay

	ask         choose.Files
	form        *control.Form
	path        *control.Entry
	left        *session.Soon // takes the path once its field was left
	list        *control.List
	details     *fyne.Container
	scroll      *container.Scroll
	summary     *widget.Label
	progress    *widget.ProgressBar
	cancel, run *control.Button
	content     fyne.CanvasObject
}

// New returns the dialog and begins to read the files under paths (files and folders). leave is called when it wants to
// be closed. Close it when it is.
func New(s *session.Session, w fyne.Window, paths []string, leave func()) *View {
	v := &View{session: s, window: w, ask: choose.Files{Window: w, Rest: s.Rest}}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: func() {
		if v.working != nil {
			v.working()
			if !v.taking {
				return
			}
		}
		v.path.Reset("")
		leave()
	}}
	v.path, v.left = control.NewEntry("Path of a project file or a folder", nil, v.form), s.Soon(0, v.takeLeft)
	v.path.OnSubmitted = func(string) { v.asked = !v.takePath() && v.working != nil }
	v.path.OnCommit = v.leavePath
	v.path.OnKey = func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyEscape {
			v.path.Reset("") // who leaves the dialog adds nothing
		}
		return false
	}
	v.list = v.newList()
	v.details = control.NewColumn(6)
	v.scroll = container.NewVScroll(container.NewPadded(v.details))
	v.summary, v.progress = widget.NewLabel(""), widget.NewProgressBar()
	v.summary.Wrapping = fyne.TextWrapWord
	v.progress.Hide()
	v.cancel = control.NewButton("Cancel", nil, false, v.form.Leave, v.form)
	v.run = control.NewButton("Merge", theme.DownloadIcon(), false, v.merge, v.form)
	v.run.Importance = widget.HighImportance

	top := container.NewBorder(nil, nil, nil, container.NewHBox(
		control.NewButton("Add files…", theme.FileIcon(), true, func() { v.ask.OpenMany(v.folder(), v.Add, extension) }, v.form),
		control.NewButton("Add folder…", theme.FolderIcon(), true, func() { v.ask.Folder(v.folder(), v.addOne) }, v.form)),
		container.NewVBox(layout.NewSpacer(), v.path, layout.NewSpacer()))
	split := container.NewHSplit(v.list, v.scroll)
	split.Offset = 0.34
	buttons := container.NewVBox(layout.NewSpacer(), container.NewHBox(v.cancel, v.run), layout.NewSpacer())
	bottom := container.NewBorder(nil, nil, nil, buttons, container.NewVBox(layout.NewSpacer(), v.progress, control.Least(0, 36, control.Flush(v.summary)), layout.NewSpacer()))
	v.content = container.NewBorder(container.NewVBox(container.NewPadded(top), widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), container.NewPadded(bottom)), nil, nil, split)
	v.ExtendBaseWidget(v)
	v.show()
	v.Add(paths)
	return v
}

// Confirm merges, where that can be done.
func (v *View) Confirm() {
	if !v.run.Disabled() {
		v.merge()
	}
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the list of files, where Return merges; while it is empty to the path.
func (v *View) FocusFirst() {
	if len(v.files) == 0 {
		v.form.Focus(v.path)
		return
	}
	v.form.Focus(v.list)
}

// Close ends what is under way. A merge that is not finished changes nothing.
func (v *View) Close() {
	v.left.Stop()
	if v.working != nil {
		v.working()
	}
}

// show brings list, plan and buttons up to date.
func (v *View) show() {
	v.list.Refresh()
	v.showDetails()
	busy := v.working != nil
	control.Enable(v.run, !busy && !v.merged && len(v.accepted()) > 0 && !v.plan.Empty)
	if busy {
		v.progress.Show()
		v.summary.Hide()
	} else {
		v.progress.Hide()
		v.summary.Show()
	}
	if v.merged && !busy {
		v.cancel.SetText("Close")
		return
	}
	v.cancel.SetText("Cancel")
	v.summary.SetText(v.sentence())
}

// sentence says below the plan what merging would do.
func (v *View) sentence() string {
	switch accepted := len(v.accepted()); {
	case len(v.files) == 0:
		return "No files yet."
	case accepted == 0:
		return "None of the files can be merged."
	case v.plan.Empty:
		return "There is nothing to merge: the project has all of it."
	}
	return "Planned: " + totals(v.plan) + "."
}

// work runs fn in the background with the progress bar and the cancel button of this view.
func (v *View) work(title string, fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	v.progress.SetValue(0)
	v.working = v.session.Work(v.progress.SetValue, fn, func(err error) {
		v.working, v.taking = nil, false
		then(err)
		v.show()
		switch {
		case err != nil:
		case v.asked:
			v.takePath()
		default:
			v.left.Ask() // what was typed meanwhile
		}
		v.asked = false
	})
	v.show()
	v.FocusFirst() // from where Escape cancels, which the button that is disabled now could not hear
}
