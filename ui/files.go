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
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/adrg/xdg"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
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
	var s *sheet
	name, folder := newSheetField("", &s), newSheetField(w.projectFolder(), &s)
	name.SetPlaceHolder("What the project is about")
	browse := widget.NewButtonWithIcon("", base.FolderOpenIcon(), func() {
		d := dialog.NewFolderOpen(func(chosen fyne.ListableURI, err error) {
			if err == nil && chosen != nil {
				folder.SetText(chosen.Path())
			}
		}, w.win)
		w.startIn(d, folder.Text)
		w.showDialog(d)
	})
	books := widget.NewSelect(assets.CodebookNames(), nil)
	books.SetSelected("default")
	wrong := wrapped("")
	wrong.Importance = widget.DangerImportance
	wrong.Hide()
	form := widget.NewForm(
		widget.NewFormItem("Name", name),
		widget.NewFormItem("Folder", container.NewBorder(nil, nil, nil, browse, folder)),
		widget.NewFormItem("Codebook", books))
	create := func() bool {
		path, err := newPath(folder.Text, name.Text)
		if err == nil {
			err = w.createProject(path, books.Selected)
		}
		if err != nil {
			wrong.SetText(capital(err.Error()) + ".")
			wrong.Show()
			s.popup.Resize(fyne.NewSize(s.popup.Size().Width, s.popup.MinSize().Height))
			return false
		}
		return true
	}
	s = w.showSheet(sheetOptions{title: "New project", body: container.NewVBox(form, wrong), width: 560, action: "Create", run: create, focus: name})
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

// startIn lets a file dialog begin in a folder.
func (w *Window) startIn(d interface{ SetLocation(fyne.ListableURI) }, folder string) {
	if uri, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		d.SetLocation(uri)
	}
}

// chooseProject asks for a project's file and opens it.
func (w *Window) chooseProject() {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		file.Close()
		w.OpenProject(file.URI().Path())
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{extension}))
	w.startIn(d, w.projectFolder())
	w.showDialog(d)
}

// chooseBackup asks where to, and writes a copy of the project there.
func (w *Window) chooseBackup() {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		file.Close()
		os.Remove(path) // the dialog has made it; a backup is written to a name that is free
		w.session.Background("Backing up", func(ctx context.Context, progress func(done, total int)) error {
			return w.session.Project.Backup(ctx, path, progress)
		}, func(err error) {
			if err != nil {
				w.session.Fail(err)
				return
			}
			w.tell("Backed up to " + tilde(path) + ".")
		})
	}, w.win)
	d.SetFileName(projectName(w.session.Project.Path()) + " " + time.Now().Format(time.DateOnly) + extension)
	w.startIn(d, filepath.Dir(w.session.Project.Path()))
	w.showDialog(d)
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
		there.Add(widget.NewButton(name, func() { entry.SetText(name); s.confirm() }))
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
				wrong.SetText(capital(err.Error()) + ".")
				return false
			}
			w.prefs.setAnnotator(annotator.Name)
			w.session.SetAnnotator(annotator)
			return true
		},
		closed: w.workspace.panes.focusActive,
	})
}
