package control

import (
	"fmt"
	"io"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// Files asks for files and folders over a window, with Fyne's dialogs.
type Files struct {
	Window fyne.Window
	Fail   func(error) // shows why a file could not be taken
}

// Open asks for a file, beginning in a folder ("" is where one was chosen last), and hands its path on. Where endings
// are given, such as ".toml", only files with one of them are offered.
func (f Files) Open(folder string, then func(path string), endings ...string) {
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			f.Fail(err)
		case file != nil: // nil where it was cancelled
			file.Close()
			then(file.URI().Path())
		}
	}, f.Window)
	if len(endings) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(endings))
	}
	f.show(d, folder)
}

// Folder asks for a folder and hands its path on.
func (f Files) Folder(folder string, then func(path string)) {
	f.show(dialog.NewFolderOpen(func(chosen fyne.ListableURI, err error) {
		switch {
		case err != nil:
			f.Fail(err)
		case chosen != nil:
			then(chosen.Path())
		}
	}, f.Window), folder)
}

// Save asks where to, proposing a name, writes a file there and hands its path on. Only files with the ending of the
// name are offered, as the dialog empties the one that is to be replaced.
func (f Files) Save(folder, name string, write func(io.Writer) error, then func(path string)) {
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			f.Fail(err)
			return
		case file == nil:
			return
		}
		err = write(file)
		if closing := file.Close(); err == nil {
			err = closing
		}
		if err != nil {
			f.Fail(fmt.Errorf("writing %s: %w", file.URI().Path(), err))
			return
		}
		then(file.URI().Path())
	}, f.Window)
	d.SetFileName(name)
	d.SetFilter(storage.NewExtensionFileFilter([]string{filepath.Ext(name)}))
	f.show(d, folder)
}

func (f Files) show(d *dialog.FileDialog, folder string) {
	if at, err := storage.ListerForURI(storage.NewFileURI(folder)); folder != "" && err == nil {
		d.SetLocation(at)
	}
	d.Show() // first: it has no size before, and Resize would fail
	room := f.Window.Canvas().Size()
	d.Resize(fyne.NewSize(min(room.Width-60, 900), min(room.Height-60, 640)))
}
