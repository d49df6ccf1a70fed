package shell

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/annotate/format/html"
	"github.com/parallax-annotation/parallax/ui/clip"
	"github.com/parallax-annotation/parallax/ui/codebookview"
	"github.com/parallax-annotation/parallax/ui/exportview"
	"github.com/parallax-annotation/parallax/ui/importview"
	"github.com/parallax-annotation/parallax/ui/mergeview"
	"github.com/parallax-annotation/parallax/ui/sample"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// viewSize is how large a view that lies over the window may be.
var viewSize = fyne.NewSize(1080, 720)

// dialogs are what lies over the window as a whole view.
type dialogs struct {
	window    *Window
	importing *importview.View // the import that is shown, nil where none is
	merging   *mergeview.View  // the merge that is shown, nil where none is
}

// show lays a view over the window; a bare one has buttons of its own. may is asked before it closes. A view that
// needs more room than there is can be scrolled.
func (d *dialogs) show(title string, view fyne.CanvasObject, bare bool, may func() bool, closed func()) *sheet.Sheet {
	w := d.window
	room := w.win.Canvas().Size()
	return w.sheets.Show(sheet.Options{
		Title: title, Body: container.NewScroll(view), Width: min(viewSize.Width, room.Width-60), Height: min(viewSize.Height, room.Height-50), Bare: bare, May: may,
		Closed: func() {
			closed()
			w.stage.Focus()
		},
	})
}

// codebook shows the codebook editor.
func (d *dialogs) codebook() {
	w := d.window
	var s *sheet.Sheet
	view := codebookview.New(w.session, w.win, func() { s.Leave() })
	s = d.show("Codebook", view, false, func() bool {
		if !view.Dirty() {
			return true
		}
		w.sheets.Confirm("Leave the changes?", "The codebook was changed here, but the changes were not applied.", "Leave them", s.Dismiss)
		return false
	}, view.Close)
	view.FocusFirst()
}

// chooseImport asks for files to import.
func (d *dialogs) chooseImport() {
	w := d.window
	w.ask().OpenMany(w.projects.folder(), d.importFiles)
}

// chooseImportFolder asks for a folder whose files are imported.
func (d *dialogs) chooseImportFolder() {
	w := d.window
	w.ask().Folder(w.projects.folder(), d.importOne)
}

func (d *dialogs) importOne(path string) {
	d.importFiles([]string{path})
}

// importFiles shows what importing the files under paths would bring; they join the files of an import that is shown.
func (d *dialogs) importFiles(paths []string) {
	if d.importing != nil {
		d.importing.Add(paths)
		return
	}
	d.showImport(paths)
}

// paste shows what importing the article on the clipboard would bring; it joins an import that is shown.
func (d *dialogs) paste() {
	w := d.window
	text := w.app.Clipboard().Content()
	if strings.TrimSpace(text) == "" {
		w.session.Tell("There is no text on the clipboard: copy an article first.")
		return
	}
	data, format := []byte(text), ""
	w.session.Quietly(func(ctx context.Context) error {
		if page := clip.HTML(ctx, text); page != "" {
			data, format = []byte(page), html.Format.Name
		}
		return ctx.Err()
	}, func(err error) {
		if err != nil {
			return // the project was closed
		}
		if d.importing == nil {
			d.showImport(nil)
		}
		d.importing.Paste(data, format)
	})
}

// showImport shows the preview of an import.
func (d *dialogs) showImport(paths []string) {
	w := d.window
	var s *sheet.Sheet
	view := importview.New(w.session, w.win, paths, func(storyID string) {
		s.Dismiss()
		w.session.ShowStory(storyID)
	}, func() { s.Leave() })
	s = d.show("Import articles", view, true, nil, func() {
		d.importing = nil
		view.Close()
	})
	s.Options.Enter = view.Confirm
	d.importing = view
	view.FocusFirst()
}

// export shows the export dialog.
func (d *dialogs) export() {
	w := d.window
	var s *sheet.Sheet
	view := exportview.New(w.session, w.win, func() { s.Leave() })
	path := w.session.Project.Path()
	last := w.prefs.exported(path)
	last.Folder = d.besideProject(last.Folder)
	view.Remember(last, func(last exportview.Choice) { w.prefs.setExported(path, last) })
	s = d.show("Export", view, true, nil, view.Close)
	s.Options.Enter = view.Confirm
	view.FocusFirst()
}

// besideProject is the folder that what is written of a project is proposed for: that of the last time, "" for beside the project. What
// comes of the sample goes where projects are kept, since the sample lies where nobody looks.
func (d *dialogs) besideProject(last string) string {
	if made, err := sample.Path(); last == "" && err == nil && made == d.window.session.Project.Path() {
		return d.window.projects.folder()
	}
	return last
}

// dropped imports what was dropped on the window. A project is opened; several are merged into the one that is open, as
// is everything that is dropped on the merge dialog.
func (d *dialogs) dropped(uris []fyne.URI) {
	w := d.window
	var paths []string
	for _, uri := range uris {
		paths = append(paths, uri.Path())
	}
	switch {
	case len(paths) == 0:
	case len(paths) == 1 && d.merging == nil && uris[0].Extension() == extension:
		w.OpenProject(paths[0])
	case d.merging != nil:
		d.merging.Add(paths)
	case w.session != nil && !slices.ContainsFunc(uris, func(uri fyne.URI) bool { return uri.Extension() != extension }):
		d.merge(paths)
	case w.session == nil:
		w.sheets.Say("Open a project first", "Articles are imported into a project. Make one or open one, then drop the files again.")
	default:
		d.importFiles(paths)
	}
}
