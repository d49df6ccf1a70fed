package ui

import (
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/assignview"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/mergeview"
)

// teamCommands are those of several people who annotate the same articles.
func (w *Window) teamCommands() []*command.Command {
	return []*command.Command{
		{ID: "review.assign", Name: "Assign…", Menu: "Review", Group: "team",
			Help: "Who annotates which articles", Stop: w.needsProject, Run: w.showAssign},
		{ID: "review.progress", Name: "Progress…", Menu: "Review", Group: "team",
			Help: "How far each annotator is", Stop: w.needsProject, Run: w.showProgress},
	}
}

// showMerge shows what merging project files would do; they join the files of a merge that is shown.
func (w *Window) showMerge(paths []string) {
	if w.merging != nil {
		w.merging.Add(paths)
		return
	}
	var s *sheet
	view := mergeview.New(w.session, w.win, paths, func() { s.leave() })
	s = w.showView("Merge", view, true, nil, func() {
		w.merging = nil
		view.Close()
	})
	w.merging = view
	view.FocusFirst()
}

// showAssign shows the dialog that shares articles out.
func (w *Window) showAssign() {
	var s *sheet
	view := assignview.NewAssign(w.session, w.win, func() { s.leave() })
	s = w.showView("Assign articles", view, true, nil, func() {})
	view.FocusFirst()
}

// showProgress shows how far everybody is.
func (w *Window) showProgress() {
	var s *sheet
	view := assignview.NewProgress(w.session, w.win, func() {
		s.dismiss()
		w.showAssign()
	}, func() { s.leave() })
	s = w.showView("Progress", view, true, nil, view.Close)
	view.FocusFirst()
}

// mine says whether the annotator is to annotate an article of the open story.
func (v *workspace) mine(documentID string) bool { return v.assigned == nil || v.assigned[documentID] }

// ownFirst are the articles of the open story, those that the annotator is to annotate before the others.
func (v *workspace) ownFirst() []annotate.Document {
	var own, others []annotate.Document
	for _, d := range v.documents {
		if v.mine(d.ID) {
			own = append(own, d)
		} else {
			others = append(others, d)
		}
	}
	return append(own, others...)
}

// articleRows are the rows of the sidebar for the articles of the open story.
func (v *workspace) articleRows() []sideRow {
	var rows []sideRow
	headed := false
	for _, d := range v.ownFirst() {
		if !v.mine(d.ID) && !headed {
			headed = true
			rows = append(rows, sideRow{heading: "Not assigned to " + v.session.Annotator().Name})
		}
		rows = append(rows, sideRow{document: &d})
	}
	return rows
}
