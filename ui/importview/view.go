// Package importview shows what an import would bring before it does: each file as it was understood, to be
// corrected, and why a file is refused. Nothing is written to the project until all of it is, in one act.
//
// It knows no format by name, and neither the window around it nor the other views. Start with View.
package importview

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// View is the import preview.
type View struct {
	widget.BaseWidget
	session *session.Session
	window  fyne.Window
	into    string // id of the story that files were imported into, "" before that
	brought string // says what was imported so far

	files   []*file
	stories []store.StorySummary
	there   map[string]map[string]bool // by the name of a story, the hashes of the texts in it
	working context.CancelFunc
	pasted  int  // how often something was pasted
	reading bool // what is under way is the reading of files
	asked   bool // Enter was pressed meanwhile: it imports once they are read

	ask       choose.Files
	form      *control.Form
	story     *control.Entry
	storyNote *control.Caption
	layer     *layer
	list      *control.List
	details   *details
	summary   *control.Caption
	notice    *notice
	question  *question
	names     *names
	progress  *widget.ProgressBar
	cancel    *control.Button
	run       *control.Button
	content   fyne.CanvasObject
}

// New returns a preview of the files under paths (files and folders), which it begins to read. When the preview is
// through it calls done with the id of the story that files were imported into, or leave where nothing was imported.
func New(s *session.Session, w fyne.Window, paths []string, done func(storyID string), leave func()) *View {
	v := &View{session: s, window: w, there: map[string]map[string]bool{}, ask: choose.Files{Window: w, Rest: s.Rest}}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: func() {
		if v.working != nil {
			v.working()
			return
		}
		if v.into != "" {
			done(v.into)
			return
		}
		leave()
	}}
	v.form.Done, v.form.Enter = v.Confirm, v.Confirm
	v.story = control.NewEntry("Name of the story", func(string) { v.chooseStory() }, v.form)
	v.story.Pause = 200 * time.Millisecond
	v.storyNote = control.NewCaption("")
	v.layer = newLayer(v.form, func() { v.question.agreed = false })
	v.list = v.newList()
	v.details = newDetails(v)
	v.notice = newNotice(v.room)
	v.question = newQuestion(v)
	v.names = newNames(v)
	v.summary, v.progress = control.NewCaption(""), widget.NewProgressBar()
	v.progress.Hide()
	v.cancel = control.NewButton("Cancel", nil, false, v.form.Leave, v.form)
	v.run = control.NewButton(importNow, theme.DownloadIcon(), false, v.importFiles, v.form)
	v.run.Importance = widget.HighImportance

	existing := control.NewSign(theme.MenuDropDownIcon(), "The stories of the project", v.offerStories, v.form)
	top := container.NewBorder(nil, nil, nil, container.NewVBox(control.NewCaption(""), container.NewHBox(
		control.NewButton("Add files…", theme.FileIcon(), true, func() { v.ask.OpenMany("", v.Add) }, v.form),
		control.NewButton("Add folder…", theme.FolderIcon(), true, func() { v.ask.Folder("", v.addOne) }, v.form),
		control.NewButton("File names…", theme.DocumentIcon(), true, v.names.toggle, v.form))),
		control.NewColumn(4, control.NewCaption("Story"), container.NewBorder(nil, nil, nil, existing, v.story), v.storyNote, v.names.content, v.layer.content))
	split := container.NewHSplit(v.list, v.details.scroll)
	split.Offset = 0.38
	bottom := container.NewBorder(nil, nil, nil, container.NewHBox(v.cancel, v.run), container.NewVBox(layout.NewSpacer(), v.summary, v.progress, layout.NewSpacer()))
	v.content = container.NewBorder(
		container.NewVBox(container.NewPadded(top), widget.NewSeparator()),
		container.NewVBox(v.notice.content, v.question.content, widget.NewSeparator(), container.NewPadded(bottom)), nil, nil, split)
	v.form.Scroll = v.details.scroll
	v.ExtendBaseWidget(v)
	v.loadStories()
	v.story.Reset(v.likelyStory(paths))
	v.chooseStory()
	v.Add(paths)
	return v
}

// Confirm imports, where that can be done; while the files are being read, once they are.
func (v *View) Confirm() {
	switch {
	case v.reading:
		v.asked = true
	case !v.run.Disabled():
		v.importFiles()
	}
}

// room is how much of the view a notice may take: what nothing else needs, and at most a third, so that the list stays.
func (v *View) room() fyne.Size {
	all := v.Size()
	return fyne.NewSize(all.Width, min(all.Height-v.content.MinSize().Height, all.Height/3))
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the list of files.
func (v *View) FocusFirst() {
	v.form.Focus(v.list)
}

// Close ends what is under way. Nothing has been written then.
func (v *View) Close() {
	if v.working != nil {
		v.working()
	}
}

// likelyStory is the name of the story that is most likely meant: that of the folder that was chosen; for single
// files the story that is open.
func (v *View) likelyStory(paths []string) string {
	if len(paths) == 1 && choose.IsFolder(paths[0]) || v.session.Story().ID == "" {
		return folderName(paths)
	}
	return v.session.Story().Name
}

// show brings list, summary and buttons up to date.
func (v *View) show() {
	compare(v.files, v.has)
	if v.layer.show(v.files) {
		v.content.Refresh() // makes room for it
	}
	v.names.show()
	v.list.Refresh()
	v.details.show(v.current())
	said := summary(v.files)
	if v.brought != "" {
		said = v.brought + " · " + said
	}
	v.summary.Say(said, "")
	news := 0
	for _, f := range v.files {
		if f.status == added || f.status == annotated {
			news++
		}
	}
	busy := v.working != nil
	control.Enable(v.run, !busy && news > 0 && v.story.Text != "")
	if busy {
		v.progress.Show()
		v.summary.Hide()
	} else {
		v.progress.Hide()
		v.summary.Show()
	}
}

// work runs fn in the background with the progress bar and the cancel button of this view.
func (v *View) work(title string, fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	v.progress.SetValue(0)
	v.working = v.session.Work(v.progress.SetValue, fn, func(err error) {
		v.working = nil
		then(err)
		v.show()
	})
	v.show()
}
