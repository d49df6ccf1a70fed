// Package pictureview asks which article or story is drawn with its highlights, as a PDF or a picture, and has it drawn beside
// the window. The drawing is the same function as on the command line.
//
// It does not know what becomes of the file: whoever shows the dialog opens it. Start with View.
package pictureview

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/picture"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// Options are what the dialog begins with, and what hears of its end.
type Options struct {
	Article string                          // id of the article at hand, "" for the story
	Folder  string                          // where the last one was put, "" for beside the project
	Written func(path, format string) error // opens what was written
	Leave   func()                          // the dialog wants to be closed
}

// wholeStory and nobody stand in the lists for what is none of the others.
const (
	wholeStory = "The whole story"
	nobody     = "nobody has marked anything"
)

// View is the dialog.
type View struct {
	widget.BaseWidget
	session   *session.Session
	window    fyne.Window
	options   Options
	documents []annotate.Document
	working   context.CancelFunc // ends the drawing that is under way

	form        *control.Form
	what, layer *control.Select
	format      *control.Chips
	path        *control.Entry
	suggested   string // the path that was put there, not written by the user
	note        *control.Caption
	result      *widget.Label
	progress    *widget.ProgressBar
	cancel, run *control.Button
	content     fyne.CanvasObject
}

// New returns the dialog for the story of the session. Close it when it is closed.
func New(s *session.Session, w fyne.Window, o Options) *View {
	v := &View{session: s, window: w, options: o}
	v.form = &control.Form{Window: w, OnUI: s.OnUI, Leave: v.leave, Enter: v.Confirm}
	var err error
	if v.documents, err = s.Project.Documents(s.Context(), s.Story().ID); err != nil {
		s.Fail(err)
	}
	v.build()
	v.ExtendBaseWidget(v)
	v.changed()
	return v
}

func (v *View) build() {
	v.what = control.NewSelect(v.articles(), nil, v.form)
	v.what.Set(v.what.Options[0])
	for i, d := range v.documents {
		if d.ID == v.options.Article {
			v.what.Set(v.what.Options[i+1])
		}
	}
	layers := v.layers()
	v.layer = control.NewSelect(layers, nil, v.form)
	v.layer.Set(layers[max(0, slices.Index(layers, v.session.Annotator().Name))])
	v.what.OnChanged = func(string) { v.changed() }
	v.format = control.NewChips(control.Options("PDF, to be printed or mailed", "picture (PNG)"), false, v.changed, v.form)
	v.format.SetRequired(true)
	v.format.SetIndex(0)
	v.path = control.NewEntry("Where to", func(string) { v.check() }, v.form)
	v.path.OnChanged = func(string) { v.check() }
	v.path.OnSubmitted = func(string) { v.draw() }
	v.note = control.NewCaption("")
	choose := control.NewSign(theme.FolderOpenIcon(), "Choose the folder", v.chooseFolder, v.form)
	v.form.Scroll = container.NewVScroll(container.NewPadded(container.NewPadded(control.NewColumn(14,
		control.Section("What", control.Boxed(v.what)),
		control.Section("Whose highlights", control.Boxed(v.layer)),
		control.Section("Format", v.format),
		control.NewColumn(4, control.NewCaption("File"), container.NewBorder(nil, nil, nil, choose, v.path), v.note)))))

	v.result, v.progress = widget.NewLabel(""), widget.NewProgressBar()
	v.result.Wrapping = fyne.TextWrapWord
	v.progress.Hide()
	v.cancel = control.NewButton("Close", nil, false, v.leave, v.form)
	v.run = control.NewButton("Draw", theme.DocumentSaveIcon(), false, v.draw, v.form)
	v.run.Importance = widget.HighImportance
	bottom := container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), container.NewHBox(v.cancel, v.run), layout.NewSpacer()),
		container.NewVBox(layout.NewSpacer(), v.progress, control.Flush(v.result), layout.NewSpacer()))
	v.content = container.NewBorder(nil, container.NewVBox(widget.NewSeparator(), container.NewPadded(bottom)), nil, nil, v.form.Scroll)
}

// articles are what can be drawn: the story, and each of its articles, told apart where they are called the same.
func (v *View) articles() []string {
	names := []string{wholeStory}
	for _, d := range v.documents {
		name := strings.Join(strings.Fields(d.Name()), " ")
		if d.Outlet != "" && d.Outlet != name {
			name = d.Outlet + ": " + name
		}
		for n, plain := 2, name; slices.Contains(names, name); n++ {
			name = fmt.Sprintf("%s (%d)", plain, n)
		}
		names = append(names, name)
	}
	return names
}

func (v *View) layers() (names []string) {
	all, err := v.session.Project.Annotators(v.session.Context())
	if err != nil {
		v.session.Fail(err)
	}
	for _, a := range all {
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return []string{nobody}
	}
	return names
}

// CreateRenderer is called by Fyne.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.content) }

// FocusFirst gives the keyboard to the path, where Return draws.
func (v *View) FocusFirst() {
	v.form.Focus(v.path)
	v.path.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Close ends what is under way, which leaves nothing behind.
func (v *View) Close() {
	if v.working != nil {
		v.working()
	}
}

// Confirm draws, where that can be done.
func (v *View) Confirm() {
	if !v.run.Disabled() {
		v.draw()
	}
}

// leave cancels what is under way, else closes the dialog.
func (v *View) leave() {
	if v.working != nil {
		v.working()
		return
	}
	v.options.Leave()
}

// chosen is what the form says.
func (v *View) chosen() picture.Options {
	o := picture.Options{Story: v.session.Story().ID, Format: picture.Formats[v.format.Index()], Path: strings.TrimSpace(v.path.Text)}
	if v.layer.Selected != nobody {
		o.Layer = v.layer.Selected
	}
	if i := v.what.SelectedIndex(); i > 0 {
		o.Document = v.documents[i-1].ID
	}
	return o
}

// changed follows a change of the form.
func (v *View) changed() {
	if v.path.Text == v.suggested {
		v.suggested = v.suggest()
		v.path.Reset(v.suggested)
	}
	v.check()
}

// suggest is a path where the last one was put, or beside the project.
func (v *View) suggest() string {
	folder := v.options.Folder
	if !choose.IsFolder(folder) {
		folder = filepath.Dir(v.session.Project.Path())
	}
	name := v.session.Story().Name
	if i := v.what.SelectedIndex(); i > 0 {
		name = v.documents[i-1].Name()
	}
	return filepath.Join(folder, fileName(name)+"."+picture.Formats[v.format.Index()])
}

// fileName is a name with what no file may be called left out.
func fileName(name string) string {
	const most = 60
	kept := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return ' '
		}
		return r
	}, name)
	runes := []rune(strings.Join(strings.Fields(kept), " "))
	short := strings.Trim(string(runes[:min(len(runes), most)]), " .")
	if short == "" {
		return "article"
	}
	return short
}

// check says beneath the path what would happen there, and whether the drawing can begin.
func (v *View) check() {
	if v.run == nil {
		return // the form is still being built
	}
	path := strings.TrimSpace(v.path.Text)
	problem := ""
	switch {
	case path == "":
		problem = "Say where to."
	case !filepath.IsAbs(path):
		problem = "Write the whole path, from the root on."
	default:
		if err := output.Writable(path); err != nil {
			problem = session.Sentence(err)
		}
	}
	switch _, err := os.Stat(path); {
	case problem != "":
		v.note.Say(problem, theme.ColorNameError)
	case err == nil:
		v.note.Say("The file exists and is replaced.", theme.ColorNameWarning)
	default:
		v.note.Say("", "")
	}
	control.Enable(v.run, problem == "" && v.working == nil)
}

// chooseFolder puts the file into another folder under the same name.
func (v *View) chooseFolder() {
	choose.Files{Window: v.window, Rest: v.session.Rest}.Folder(filepath.Dir(v.path.Text), func(path string) {
		v.path.SetText(filepath.Join(path, filepath.Base(v.path.Text)))
		v.path.Commit()
	})
}

// draw draws what the form says.
func (v *View) draw() {
	v.path.Commit()
	v.check()
	if v.run.Disabled() {
		return
	}
	options := v.chosen()
	var result picture.Result
	v.progress.SetValue(0)
	v.progress.Show()
	v.result.Hide()
	v.form.Focus(v.path) // from where Escape cancels
	v.run.Disable()
	v.cancel.SetText("Cancel")
	v.working = v.session.Work(v.progress.SetValue, func(ctx context.Context, progress func(done, total int)) (err error) {
		result, err = picture.Write(ctx, v.session.Project, options, progress)
		return err
	}, func(err error) {
		v.working = nil
		v.progress.Hide()
		v.result.Show()
		v.cancel.SetText("Close")
		v.check()
		v.done(result, options.Format, err)
	})
}

// done says what came of it, and has it opened.
func (v *View) done(result picture.Result, format string, err error) {
	said := ""
	switch {
	case errors.Is(err, context.Canceled):
		said = "The drawing was cancelled. Nothing was written."
	case err != nil:
		said = session.Sentence(err)
	default:
		what := ""
		if result.Pages > 0 {
			what = wording.Count(result.Pages, "page") + " with "
		}
		said = fmt.Sprintf("Wrote %s%s to %s.", what, wording.Count(result.Spans, "highlight"), result.Path)
		if result.Boxes != "" {
			said += " " + wording.Capital(result.Boxes) + "."
		}
		if failed := v.options.Written(result.Path, format); failed != nil {
			said += " Nothing on this computer opened it: open it from there."
		}
	}
	v.result.SetText(said)
	v.session.Tell(said)
}
