package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/parallax-annotation/parallax/ui/codebookview"
	"github.com/parallax-annotation/parallax/ui/exportview"
	"github.com/parallax-annotation/parallax/ui/importview"
)

// viewSize is how large a view that lies over the window may be.
var viewSize = fyne.NewSize(1080, 720)

// showView lays a view over the window; a bare one has buttons of its own. may is asked before it closes. A view that
// needs more room than there is can be scrolled.
func (w *Window) showView(title string, view fyne.CanvasObject, bare bool, may func() bool, closed func()) *sheet {
	room := w.win.Canvas().Size()
	return w.showSheet(sheetOptions{
		title: title, body: container.NewScroll(view), width: min(viewSize.Width, room.Width-60), height: min(viewSize.Height, room.Height-50), bare: bare, may: may,
		closed: func() {
			closed()
			w.stage.Focus()
		},
	})
}

// showCodebook shows the codebook editor.
func (w *Window) showCodebook() {
	var s *sheet
	view := codebookview.New(w.session, w.win, func() { s.leave() })
	s = w.showView("Codebook", view, false, func() bool {
		if !view.Dirty() {
			return true
		}
		w.confirm("Leave the changes?", "The codebook was changed here, but the changes were not applied.", "Leave them", s.dismiss)
		return false
	}, view.Close)
	view.FocusFirst()
}

// chooseImport asks for a file to import. Many at once come by a folder or by dropping them on the window.
func (w *Window) chooseImport() { w.ask().Open(w.projectFolder(), w.importOne) }

// chooseImportFolder asks for a folder whose files are imported.
func (w *Window) chooseImportFolder() { w.ask().Folder(w.projectFolder(), w.importOne) }

func (w *Window) importOne(path string) { w.showImport([]string{path}) }

// showImport shows what importing the files under paths would bring; they join the files of an import that is shown.
func (w *Window) showImport(paths []string) {
	if w.importing != nil {
		w.importing.Add(paths)
		return
	}
	var s *sheet
	view := importview.New(w.session, w.win, paths, func(storyID string) {
		s.dismiss()
		w.workspace.openStoryByID(storyID)
	}, func() { s.leave() })
	s = w.showView("Import articles", view, true, nil, func() {
		w.importing = nil
		view.Close()
	})
	w.importing = view
	view.FocusFirst()
}

// showExport shows the export dialog.
func (w *Window) showExport() {
	var s *sheet
	view := exportview.New(w.session, w.win, func() { s.leave() })
	s = w.showView("Export", view, true, nil, view.Close)
	view.FocusFirst()
}

// dropped imports what was dropped on the window. A project is opened; several are merged into the one that is open, as
// is everything that is dropped on the merge dialog.
func (w *Window) dropped(uris []fyne.URI) {
	var paths []string
	for _, uri := range uris {
		paths = append(paths, uri.Path())
	}
	switch {
	case len(paths) == 0:
	case len(paths) == 1 && w.merging == nil && uris[0].Extension() == extension:
		w.OpenProject(paths[0])
	case w.merging != nil:
		w.merging.Add(paths)
	case w.session != nil && !slices.ContainsFunc(uris, func(uri fyne.URI) bool { return uri.Extension() != extension }):
		w.showMerge(paths)
	case w.session == nil:
		w.say("Open a project first", "Articles are imported into a project. Make one or open one, then drop the files again.")
	default:
		w.showImport(paths)
	}
}
