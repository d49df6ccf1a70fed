package codebookview

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
)

// chooseBuiltIn offers the codebooks that come with the program.
func (v *View) chooseBuiltIn() {
	v.commit()
	var items []*fyne.MenuItem
	for _, name := range assets.CodebookNames() {
		items = append(items, fyne.NewMenuItem(name, func() {
			data, _ := assets.Codebook(name)
			v.take(data, name)
		}))
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(v.name).AddXY(v.name.Size().Width, v.name.Size().Height)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.window.Canvas(), at)
}

// load reads a codebook from a TOML file into the draft.
func (v *View) load() {
	v.commit()
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			v.session.Fail(err)
			return
		}
		if r == nil { // cancelled
			return
		}
		defer r.Close()
		data, err := io.ReadAll(r)
		if err != nil {
			v.session.Fail(fmt.Errorf("reading %s: %w", r.URI().Name(), err))
			return
		}
		v.take(data, r.URI().Name())
	}, v.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".toml"}))
	v.showDialog(d)
}

// take puts a codebook in TOML into the draft; what is wrong with it is said and the draft stays as it was.
func (v *View) take(data []byte, name string) {
	cb, err := codebook.Parse(data)
	if err != nil {
		v.session.Fail(fmt.Errorf("%s: %w", name, err))
		return
	}
	v.draft.adopt(cb)
	v.at = place{}
	v.commits = nil
	v.show()
	v.FocusFirst()
}

// save writes the draft as it is to a TOML file.
func (v *View) save() {
	v.commit()
	d := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		if err != nil {
			v.session.Fail(err)
			return
		}
		if w == nil { // cancelled
			return
		}
		_, err = w.Write(codebook.Format(v.draft.final()))
		if closing := w.Close(); err == nil {
			err = closing
		}
		if err != nil {
			v.session.Fail(fmt.Errorf("writing %s: %w", w.URI().Name(), err))
			return
		}
		v.session.Tell(fmt.Sprintf("The codebook is in %s.", w.URI().Name()))
	}, v.window)
	name := v.draft.now.Name
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(v.session.Project.Path()), ".parallax")
	}
	d.SetFileName(strings.Map(fileRune, name) + ".toml")
	v.showDialog(d)
}

// fileRune replaces what a file's name cannot hold everywhere.
func fileRune(r rune) rune {
	if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
		return '-'
	}
	return r
}

func (v *View) showDialog(d *dialog.FileDialog) {
	size := v.window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width-60, 900), min(size.Height-60, 640)))
	d.Show()
}
