package shell

import (
	"slices"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/assignview"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/mergeview"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// teamCommands are those of several people who annotate the same articles.
func (w *Window) teamCommands() []*command.Command {
	return []*command.Command{
		{ID: "review.assign", Name: "Assign…", Menu: "Review", Group: "team",
			Help: "Who annotates which articles", Stop: w.needsProject, Run: w.dialogs.assign},
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
	d.merging = view
	view.FocusFirst()
}

// assign shows the dialog that shares articles out.
func (d *dialogs) assign() {
	w := d.window
	var s *sheet.Sheet
	view := assignview.NewAssign(w.session, w.win, func() { s.Leave() })
	s = d.show("Assign articles", view, true, nil, func() {})
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

// annotator asks who annotates; those who have worked in the project are offered.
func (d *dialogs) annotator() {
	w := d.window
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
	var s *sheet.Sheet
	entry := sheet.NewField(w.session.Annotator().Name, &s)
	there := container.NewHBox()
	for _, name := range names {
		there.Add(control.NewButton(name, nil, false, func() { entry.SetText(name); s.Confirm() }, w.sheets.Form()))
	}
	wrong := part.Wrapped("Everything you mark belongs to this annotator's layer.")
	wrong.Importance = widget.LowImportance
	s = w.sheets.Show(sheet.Options{
		Title: "Who annotates?", Body: container.NewVBox(entry, container.NewHScroll(there), wrong), Width: 420, Action: "Annotate", Focus: entry,
		Run: func() bool {
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
		Closed: w.stage.Focus,
	})
}
