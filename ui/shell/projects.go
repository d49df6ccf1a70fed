package shell

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/adrg/xdg"

	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/read"
	"github.com/parallax-annotation/parallax/ui/sample"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// tilde shows a path with the home folder as "~".
func tilde(path string) string {
	if home, err := os.UserHomeDir(); err == nil && (path == home || strings.HasPrefix(path, home+string(filepath.Separator))) {
		return "~" + path[len(home):]
	}
	return path
}

// projects are opened, made, copied and brought back.
type projects struct{ window *Window }

// remember keeps how the project that is open is looked at, and what was begun in it.
func (p projects) remember() {
	w := p.window
	w.prefs.setLooked(w.session.Project.Path(), looked{w.stage.Shown(), w.stage.States()})
}

// folder is where projects are proposed to be kept: beside the last one, else among the documents. The sample's own folder is
// none of the user's.
func (p projects) folder() string {
	w := p.window
	made, _ := sample.Path()
	for _, path := range w.prefs.recent() {
		if folder := filepath.Dir(path); path != made && choose.IsFolder(folder) {
			return folder
		}
	}
	return documents()
}

// documents is the folder of the user's documents.
func documents() string {
	if choose.IsFolder(xdg.UserDirs.Documents) {
		return xdg.UserDirs.Documents
	}
	return xdg.Home
}

// askNew asks for a name, a folder and a codebook, and makes the project.
func (p projects) askNew() {
	w := p.window
	books := control.NewSelect(assets.CodebookNames(), nil, w.sheets.Form())
	books.Set("default")
	p.askPath(pathQuestion{
		title: "New project", hint: "What the project is about", folder: p.folder(), action: "Create",
		then: func(path string) error { return p.create(path, books.Selected) },
	}, widget.NewFormItem("Codebook", control.Boxed(books)))
}

// pathQuestion asks for the name and the folder of a project's file that is to be made.
type pathQuestion struct {
	title, hint, name, folder, action string
	then                              func(path string) error // the sheet stays open with its error
}

// askPath shows the question, with further items beneath it.
func (p projects) askPath(q pathQuestion, more ...*widget.FormItem) {
	w := p.window
	var s *sheet.Sheet
	name, folder := sheet.NewField(q.name, &s), sheet.NewField(q.folder, &s)
	name.SetPlaceHolder(q.hint)
	browse := control.NewSign(base.FolderOpenIcon(), "Choose the folder", func() { w.ask().Folder(folder.Text, folder.SetText) }, w.sheets.Form())
	wrong := part.Wrapped("")
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
			s.Fit()
			return false
		}
		return true
	}
	s = w.sheets.Show(sheet.Options{Title: q.title, Body: container.NewVBox(form, wrong), Width: 560, Action: q.action, Run: run, Focus: name})
}

// ask is how files and folders are asked for.
func (w *Window) ask() choose.Files {
	w.sheets.Covered()
	ask := choose.Files{Window: w.win}
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
	case !choose.IsFolder(folder):
		return "", fmt.Errorf("there is no folder %s", folder)
	}
	return filepath.Join(folder, name+extension), nil
}

// create makes a project with one of the codebooks that ship, and opens it.
func (p projects) create(path, book string) error {
	w := p.window
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
	w.sheets.CloseAll()
	w.adopt(project)
	return nil
}

// choose asks for a project's file and opens it.
func (p projects) choose() {
	w := p.window
	w.ask().Open(p.folder(), w.OpenProject, extension)
}

// backUp asks where to, and writes a copy of the project there. A file that is there is never replaced: it may be
// the project itself.
func (p projects) backUp() {
	w := p.window
	project := w.session.Project
	p.askPath(pathQuestion{
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

// OpenSample opens the sample project, making it where it is not there yet.
func (w *Window) OpenSample() { w.projects.openSample() }

func (p projects) openSample() {
	w := p.window
	path, err := sample.Path()
	if err != nil {
		w.fail(err)
		return
	}
	if exists(path) {
		w.OpenProject(path)
		return
	}
	w.busy("Making the sample project", func(ctx context.Context, progress func(done, total int)) error {
		return sample.Create(ctx, path, progress)
	}, func(err error) {
		if err != nil {
			w.fail(err)
			return
		}
		w.prefs.setLooked(path, looked{Views: map[string]json.RawMessage{read.Name: read.AmongAll()}}) // whoever opens it sees what is marked in it
		w.OpenProject(path)
	})
}
