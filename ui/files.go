package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/adrg/xdg"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/session"
)

// tilde shows a path with the home folder as "~".
func tilde(path string) string {
	if home, err := os.UserHomeDir(); err == nil && (path == home || strings.HasPrefix(path, home+string(filepath.Separator))) {
		return "~" + path[len(home):]
	}
	return path
}

// projectFolder is where projects are proposed to be kept: beside the last one, else among the documents.
func (w *Window) projectFolder() string {
	if recent := w.prefs.recent(); len(recent) > 0 {
		if folder := filepath.Dir(recent[0]); isFolder(folder) {
			return folder
		}
	}
	if isFolder(xdg.UserDirs.Documents) {
		return xdg.UserDirs.Documents
	}
	return xdg.Home
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// newProject asks for a name, a folder and a codebook, and makes the project.
func (w *Window) newProject() {
	books := control.NewSelect(assets.CodebookNames(), nil, w.sheetForm())
	books.Set("default")
	w.askPath(pathQuestion{
		title: "New project", hint: "What the project is about", folder: w.projectFolder(), action: "Create",
		then: func(path string) error { return w.createProject(path, books.Selected) },
	}, widget.NewFormItem("Codebook", control.Boxed(books)))
}

// pathQuestion asks for the name and the folder of a project's file that is to be made.
type pathQuestion struct {
	title, hint, name, folder, action string
	then                              func(path string) error // the sheet stays open with its error
}

// askPath shows the question, with further items beneath it.
func (w *Window) askPath(q pathQuestion, more ...*widget.FormItem) {
	var s *sheet
	name, folder := newSheetField(q.name, &s), newSheetField(q.folder, &s)
	name.SetPlaceHolder(q.hint)
	browse := control.NewButton("", base.FolderOpenIcon(), false, func() { w.ask().Folder(folder.Text, folder.SetText) }, w.sheetForm())
	wrong := wrapped("")
	wrong.Importance = widget.DangerImportance
	wrong.Hide()
	form := widget.NewForm(append([]*widget.FormItem{
		widget.NewFormItem("Name", name),
		widget.NewFormItem("Folder", container.NewBorder(nil, nil, nil, browse, folder)),
	}, more...)...)
	run := func() bool {
		path, err := newPath(folder.Text, name.Text)
		if err == nil {
			err = q.then(path)
		}
		if err != nil {
			wrong.SetText(session.Sentence(err))
			wrong.Show()
			s.popup.Resize(fyne.NewSize(s.popup.Size().Width, s.popup.MinSize().Height))
			return false
		}
		return true
	}
	s = w.showSheet(sheetOptions{title: q.title, body: container.NewVBox(form, wrong), width: 560, action: q.action, run: run, focus: name})
}

// ask is how files and folders are asked for.
func (w *Window) ask() control.Files {
	ask := control.Files{Window: w.win, Fail: w.fail}
	if w.session != nil {
		ask.Rest = w.session.Rest
	}
	return ask
}

// newPath is the path of a project of that name in a folder.
func newPath(folder, name string) (string, error) {
	name = strings.TrimSuffix(strings.TrimSpace(name), extension)
	switch {
	case name == "":
		return "", errors.New("a project needs a name")
	case strings.ContainsAny(name, `/\:*?"<>|`):
		return "", errors.New(`a project's name is the name of its file: it cannot hold / \ : * ? " < > |`)
	case !isFolder(folder):
		return "", fmt.Errorf("there is no folder %s", folder)
	}
	return filepath.Join(folder, name+extension), nil
}

// createProject makes a project with one of the codebooks that ship, and opens it.
func (w *Window) createProject(path, book string) error {
	data, ok := assets.Codebook(book)
	if !ok {
		return fmt.Errorf("there is no codebook %q", book)
	}
	cb, err := codebook.Parse(data)
	if err != nil {
		return fmt.Errorf("codebook %s: %w", book, err)
	}
	project, err := store.Create(context.Background(), path, cb)
	if err != nil {
		return err
	}
	w.closeSheets()
	w.adopt(project)
	return nil
}

// chooseProject asks for a project's file and opens it.
func (w *Window) chooseProject() { w.ask().Open(w.projectFolder(), w.OpenProject, extension) }

// chooseBackup asks where to, and writes a copy of the project there. A file that is there is never replaced: it may be
// the project itself.
func (w *Window) chooseBackup() {
	project := w.session.Project
	w.askPath(pathQuestion{
		title: "Back up the project", hint: "Name of the copy", name: projectName(project.Path()) + " " + time.Now().Format(time.DateOnly),
		folder: filepath.Dir(project.Path()), action: "Back up",
		then: func(path string) error {
			if exists(path) {
				return errors.New("there is a file of this name already: choose another one")
			}
			w.session.Background("Backing up", func(ctx context.Context, progress func(done, total int)) error {
				return project.Backup(ctx, path, progress)
			}, func(err error) {
				if err != nil {
					w.session.Fail(err)
					return
				}
				w.tell("Backed up to " + tilde(path) + ".")
			})
			return nil
		},
	})
}

// chooseAnnotator asks who annotates; those who have worked in the project are offered.
func (w *Window) chooseAnnotator() {
	people, err := w.session.Project.Annotators(w.session.Context())
	if err != nil {
		w.session.Fail(err)
		return
	}
	var names []string
	for _, a := range people {
		if a.Kind == annotate.Human {
			names = append(names, a.Name)
		}
	}
	var s *sheet
	entry := newSheetField(w.session.Annotator().Name, &s)
	there := container.NewHBox()
	for _, name := range names {
		there.Add(control.NewButton(name, nil, false, func() { entry.SetText(name); s.confirm() }, w.sheetForm()))
	}
	wrong := wrapped("Everything you mark belongs to this annotator's layer.")
	wrong.Importance = widget.LowImportance
	s = w.showSheet(sheetOptions{
		title: "Who annotates?", body: container.NewVBox(entry, container.NewHScroll(there), wrong), width: 420, action: "Annotate", focus: entry,
		run: func() bool {
			annotator := annotate.NewAnnotator(entry.Text)
			if i := slices.IndexFunc(people, func(a annotate.Annotator) bool { return a.Name == annotator.Name }); i >= 0 {
				annotator = people[i]
			}
			if err := annotator.Validate(); err != nil {
				wrong.Importance = widget.DangerImportance
				wrong.SetText(session.Sentence(err))
				return false
			}
			w.prefs.setAnnotator(annotator.Name)
			w.session.SetAnnotator(annotator)
			return true
		},
		closed: w.stage.Focus,
	})
}
