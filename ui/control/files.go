package control

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// Files asks for files and folders over a window, with Fyne's dialogs. It hands on paths and opens no files, and what is written
// beside a project by SQLite is not shown.
type Files struct {
	Window fyne.Window
	Fail   func(error) // shows why a file could not be taken
	Rest   func()      // lets go of the project's file before anybody looks at its folder; nil where none is open
}

// Open asks for a file, beginning in a folder ("" is where one was chosen last), and hands its path on. Where endings
// are given, such as ".toml", only files with one of them are offered.
func (f Files) Open(folder string, then func(path string), endings ...string) {
	f.show(func() *dialog.FileDialog {
		d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
			switch {
			case err != nil:
				f.Fail(err)
			case file != nil: // nil where it was cancelled
				then(file.URI().Path())
			}
		}, f.Window)
		d.SetFilter(offered{endings})
		return d
	}, folder)
}

// Folder asks for a folder and hands its path on.
func (f Files) Folder(folder string, then func(path string)) {
	f.show(func() *dialog.FileDialog {
		return dialog.NewFolderOpen(func(chosen fyne.ListableURI, err error) {
			switch {
			case err != nil:
				f.Fail(err)
			case chosen != nil:
				then(chosen.Path())
			}
		}, f.Window)
	}, folder)
}

// Save asks where to, proposing a name, and hands the path on. Only files with the ending of the name are offered.
func (f Files) Save(folder, name string, then func(path string)) {
	f.show(func() *dialog.FileDialog {
		d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
			switch {
			case err != nil:
				f.Fail(err)
			case file != nil:
				then(file.URI().Path())
			}
		}, f.Window)
		d.SetFileName(name)
		d.SetFilter(offered{[]string{filepath.Ext(name)}})
		return d
	}, folder)
}

// offered are the files with one of the endings, all where there are none, but not what lies beside a project.
type offered struct{ endings []string }

// Matches is called by Fyne.
func (o offered) Matches(uri fyne.URI) bool {
	for _, beside := range []string{"-wal", "-shm", "-journal"} {
		if strings.HasSuffix(uri.Name(), beside) {
			return false
		}
	}
	return len(o.endings) == 0 || storage.NewExtensionFileFilter(o.endings).Matches(uri)
}

func (f Files) show(ask func() *dialog.FileDialog, folder string) {
	openNothing()
	if f.Rest != nil {
		f.Rest()
	}
	d := ask()
	if at, err := storage.ListerForURI(storage.NewFileURI(folder)); folder != "" && err == nil {
		d.SetLocation(at)
	}
	d.Show() // first: it has no size before, and Resize would fail
	room := f.Window.Canvas().Size()
	d.Resize(fyne.NewSize(min(room.Width-60, 900), min(room.Height-60, 640)))
}

// IsFolder says whether there is a folder at path.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
