package codebookview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/choose"
	"github.com/parallax-annotation/parallax/ui/session"
)

// files bring whole codebooks into the draft, and save it as one.
type files struct{ view *View }

// builtIn offers the codebooks that come with the program.
func (f files) builtIn() {
	v := f.view
	v.commit()
	var items []*fyne.MenuItem
	for _, name := range assets.CodebookNames() {
		items = append(items, fyne.NewMenuItem(name, func() {
			data, _ := assets.Codebook(name)
			f.take(data, name)
		}))
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(v.name).AddXY(v.name.Size().Width, v.name.Size().Height)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), v.window.Canvas(), at)
}

// load reads a codebook from a TOML file into the draft.
func (f files) load() {
	v := f.view
	v.commit()
	f.ask().Open(filepath.Dir(v.session.Project.Path()), func(path string) {
		var data []byte
		v.session.Background("Reading the codebook", func(ctx context.Context, _ func(done, total int)) (err error) {
			data, err = output.ReadCodebook(ctx, path)
			return err
		}, func(err error) {
			if err != nil {
				v.session.Fail(err)
				return
			}
			f.take(data, filepath.Base(path))
		})
	}, ".toml")
}

// take puts a codebook in TOML into the draft; what is wrong with it is said and the draft stays as it was.
func (f files) take(data []byte, name string) {
	v := f.view
	cb, notes, err := codebook.ParseFor(data, v.draft.base)
	if err != nil {
		v.session.Fail(fmt.Errorf("%s: %w", name, err))
		return
	}
	v.draft.adopt(cb)
	v.at = place{}
	v.commits = nil
	v.show()
	v.FocusFirst()
	if len(notes) > 0 {
		v.session.Tell(session.Sentence(errors.New(strings.Join(notes, "; "))))
	}
}

// save writes the draft as it is to a TOML file.
func (f files) save() {
	v := f.view
	v.commit()
	cb := v.draft.final()
	if err := cb.ValidateTyped(); err != nil { // could not be read back
		v.session.Fail(err)
		return
	}
	name := cb.Name
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(v.session.Project.Path()), ".parallax")
	}
	f.ask().Save(filepath.Dir(v.session.Project.Path()), strings.Map(fileRune, name)+".toml", func(path string) {
		err := output.Write(v.session.Context(), path, func(w io.Writer) error {
			_, err := w.Write(codebook.Format(cb))
			return err
		})
		if err != nil {
			v.session.Fail(err)
			return
		}
		v.session.Tell("The codebook is in " + path + ".")
	})
}

func (f files) ask() choose.Files {
	return choose.Files{Window: f.view.window, Rest: f.view.session.Rest}
}

// fileRune replaces what a file's name cannot hold everywhere.
func fileRune(r rune) rune {
	if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
		return '-'
	}
	return r
}
