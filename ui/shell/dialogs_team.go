package shell

import (
	"github.com/parallax-annotation/parallax/ui/assignview"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/mergeview"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// teamCommands are those of several people who annotate the same articles.
func (w *Window) teamCommands() []*command.Command {
	return []*command.Command{
		{ID: "review.assign", Name: "Assign…", Menu: "Review", Group: "team",
			Help: "The assignments: who annotates which articles", Stop: w.needsProject, Run: w.dialogs.assign},
		{ID: "review.progress", Name: "Progress…", Menu: "Review", Group: "team",
			Help: "How far each annotator is", Stop: w.needsProject, Run: w.dialogs.progress},
	}
}

// merge shows what merging project files would do; they join the files of a merge that is shown.
func (d *dialogs) merge(paths []string) {
	w := d.window
	if d.merging != nil {
		d.merging.Add(paths)
		return
	}
	var s *sheet.Sheet
	view := mergeview.New(w.session, w.win, paths, func() { s.Leave() })
	s = d.show("Merge", view, true, nil, func() {
		d.merging = nil
		view.Close()
	})
	s.Options.Enter = view.Confirm
	d.merging = view
	view.FocusFirst()
}

// assign shows the dialog that shares articles out.
func (d *dialogs) assign() {
	w := d.window
	var s *sheet.Sheet
	view := assignview.NewAssign(w.session, w.win, func() { s.Leave() })
	s = d.show("Assign articles", view, true, nil, func() {})
	s.Options.Enter = view.Confirm
	view.FocusFirst()
}

// progress shows how far everybody is.
func (d *dialogs) progress() {
	w := d.window
	var s *sheet.Sheet
	view := assignview.NewProgress(w.session, w.win, func() {
		s.Dismiss()
		d.assign()
	}, func() { s.Leave() })
	s = d.show("Progress", view, true, nil, view.Close)
	view.FocusFirst()
}
