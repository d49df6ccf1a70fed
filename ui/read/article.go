package read

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// articles are those of the open story.
type articles struct {
	view     *View
	list     []annotate.Document // in their order, without text
	states   map[string]annotate.State
	assigned map[string]bool // those that the annotator is to annotate; nil for all
}

// load reads the articles of a story and how far they are, then shows them in the sidebar.
func (a *articles) load(story annotate.Story, then func()) {
	v := a.view
	var documents []annotate.Document
	var states map[string]annotate.State
	var assigned map[string]bool
	var lacking []string // scripts of the names in the sidebar
	annotator, faces := v.session.Annotator().ID, reader.Fonts(v.desk.Typography().Serif)
	v.session.Read(func(ctx context.Context) (err error) {
		if story.ID == "" {
			return nil
		}
		if documents, err = v.session.Project.Documents(ctx, story.ID); err == nil {
			states, err = v.session.Project.States(ctx, story.ID, annotator)
		}
		if err == nil {
			assigned, err = v.session.Project.Assigned(ctx, story.ID, annotator)
		}
		lacking = faces.Lacking(namesIn(documents))
		return err
	}, func() {
		if story.ID != v.session.Story().ID {
			return // another story was opened meanwhile
		}
		a.list, a.states, a.assigned = documents, states, assigned
		then()
		v.sidebar.refreshArticles()
		v.sidebar.refreshEntities()
		v.desk.Standing(a.standing())
		v.desk.Changed()
		v.fonts.say(lacking)
	})
}

// namesIn is what is read of articles before they are opened.
func namesIn(documents []annotate.Document) string {
	var names strings.Builder
	for _, d := range documents {
		names.WriteString(d.Name() + d.Outlet)
	}
	return names.String()
}

// loadStates reads how far the articles are and whose they are; these are small queries, so the window waits for them.
func (a *articles) loadStates() {
	v := a.view
	ctx, story, annotator := v.session.Context(), v.session.Story().ID, v.session.Annotator().ID
	states, err := v.session.Project.States(ctx, story, annotator)
	if err == nil {
		a.assigned, err = v.session.Project.Assigned(ctx, story, annotator)
	}
	if err != nil {
		v.session.Fail(err)
		return
	}
	a.states = states
	v.sidebar.refreshArticles()
	v.desk.Standing(a.standing())
	v.panes.each(func(p *pane) { p.refreshHeader() })
}

func (a *articles) state(documentID string) annotate.State {
	if state, ok := a.states[documentID]; ok {
		return state
	}
	return annotate.Todo
}

// standingOf says in words what the sign of an article says.
func (a *articles) standingOf(documentID string) string {
	switch a.state(documentID) {
	case annotate.Done:
		return "Done."
	case annotate.Doing:
		return "Begun, not done yet: " + command.Ctrl(fyne.KeyD).String() + " marks it done."
	}
	return "Not begun yet."
}

// byID is the article of the open story with that id, without its text.
func (a *articles) byID(id string) (annotate.Document, bool) {
	for _, d := range a.list {
		if d.ID == id {
			return d, true
		}
	}
	return annotate.Document{}, false
}

// setState says how far the annotator is with an article.
func (a *articles) setState(documentID string, state annotate.State) bool {
	v := a.view
	d, _ := a.byID(documentID)
	verb := map[annotate.State]string{annotate.Todo: "not begun", annotate.Doing: "not done", annotate.Done: "done"}[state]
	_, ok := v.session.Do("progress", fmt.Sprintf("Marked %s %s", wording.Quoted(d.Name(), 40), verb), func(tx *store.Tx) error {
		return tx.SetProgress(documentID, state)
	})
	return ok
}

// doneAndNext marks the article done and goes to the next that is not, in this story.
func (a *articles) doneAndNext() {
	v := a.view
	p := v.panes.current()
	if a.state(p.documentID) != annotate.Done && !a.setState(p.documentID, annotate.Done) {
		return
	}
	place := 0
	for i, d := range a.list {
		if d.ID == p.documentID {
			place = i
		}
	}
	for i := range a.list {
		next := a.list[(place+1+i)%len(a.list)]
		if a.state(next.ID) != annotate.Done && a.mine(next.ID) {
			v.panes.open(next.ID)
			return
		}
	}
	if a.assigned != nil {
		v.session.Tell("All your articles of this story are done.")
		return
	}
	v.session.Tell("All articles of this story are done.")
}

// markRegion marks the selection as a region of a kind; with "" it becomes the article's own prose.
func (a *articles) markRegion(kind annotate.RegionKind) {
	v := a.view
	p := v.panes.current()
	var cut []annotate.Segment
	for _, s := range p.reader.Selection() {
		if s = p.text.TrimSpace(s); s.End > s.Start {
			cut = append(cut, s)
		}
	}
	regions := p.regions
	for _, s := range cut {
		regions = annotate.SetRegion(regions, s, kind)
	}
	if slices.Equal(regions, p.regions) {
		what := "marked as " + string(kind)
		if kind == "" {
			what = "the article’s own prose"
		}
		v.session.Tell(fmt.Sprintf("%s is %s already.", p.words(cut, 30), what))
		return
	}
	summary := fmt.Sprintf("Marked %s as %s", p.words(cut, 30), kind)
	if kind == "" {
		summary = fmt.Sprintf("Made %s prose", p.words(cut, 30))
	}
	if _, ok := v.session.Do("region", summary, func(tx *store.Tx) error { return tx.SetRegions(p.documentID, regions) }); ok {
		p.reader.ClearSelection()
	}
}

// edit corrects what is known of an article. Its text never changes.
func (a *articles) edit(documentID string) {
	v := a.view
	d, ok := a.byID(documentID)
	if !ok {
		return
	}
	fields := []struct {
		name, hint string
		value      *string
	}{
		{"Title", "", &d.Title}, {"Outlet", "", &d.Outlet}, {"Author", "", &d.Author}, {"URL", "", &d.URL},
		{"Published", "2011-10-07", &d.Published}, {"Language", "en", &d.Language},
	}
	var s *sheet.Sheet
	var first *part.Field
	wrong := control.NewCaption("")
	form := widget.NewForm()
	for _, f := range fields {
		entry := sheet.NewField(*f.value, &s)
		entry.SetPlaceHolder(f.hint)
		entry.OnChanged = func(text string) { *f.value = strings.TrimSpace(text) }
		if first == nil {
			first = entry
		}
		if f.value != &d.Published {
			form.Append(f.name, entry)
			continue
		}
		entry.OnChanged = func(text string) { *f.value = text; wrong.Say("", "") }
		form.Append(f.name, control.NewColumn(0, entry, wrong))
	}
	form.Append("File", widget.NewLabel(wording.Short(d.SourceName, 60)))
	s = v.desk.Sheets.Show(sheet.Options{
		Title: "Article details", Body: form, Width: 560, Action: "Save", Focus: first,
		Run: func() bool {
			day, err := ingest.ReadDate(d.Published)
			if err != nil {
				wrong.Say(err.Error(), base.ColorNameError)
				return false
			}
			d.Published = day
			_, ok := v.session.Do("article", "Corrected the details of "+wording.Quoted(d.Name(), 40), func(tx *store.Tx) error {
				return tx.UpdateDocument(d)
			})
			return ok
		},
		Closed: v.desk.Focus,
	})
}

// remove deletes an article with everything that was marked in it; undo brings it back.
func (a *articles) remove(documentID string) {
	v := a.view
	d, ok := a.byID(documentID)
	if !ok {
		return
	}
	v.desk.Sheets.Confirm("Remove the article?",
		fmt.Sprintf("%s and everything that all annotators marked in it leave the project. Undo brings them back.", wording.Quoted(d.Name(), 80)),
		"Remove", func() {
			v.session.Do("remove", "Removed "+wording.Quoted(d.Name(), 40), func(tx *store.Tx) error { return tx.DeleteDocument(documentID) })
		})
}

// menu is the context menu of an article in the sidebar or above its text.
func (a *articles) menu(documentID string, at fyne.Position) {
	v := a.view
	open := fyne.NewMenuItem("Open", func() { v.panes.open(documentID) })
	beside := fyne.NewMenuItem("Open beside the others", func() { v.panes.add(documentID) })
	done := fyne.NewMenuItem("Mark done", func() { a.setState(documentID, annotate.Done) })
	if a.state(documentID) == annotate.Done {
		done = fyne.NewMenuItem("Mark not done", func() { a.setState(documentID, annotate.Doing) })
	}
	v.popUp(at, open, beside, fyne.NewMenuItemSeparator(), done,
		fyne.NewMenuItem("Article details…", func() { a.edit(documentID) }), fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Remove the article…", func() { a.remove(documentID) }))
}

// mine says whether the annotator is to annotate an article of the open story.
func (a *articles) mine(documentID string) bool { return a.assigned == nil || a.assigned[documentID] }

// ownFirst are the articles of the open story, those that the annotator is to annotate before the others.
func (a *articles) ownFirst() []annotate.Document {
	var own, others []annotate.Document
	for _, d := range a.list {
		if a.mine(d.ID) {
			own = append(own, d)
		} else {
			others = append(others, d)
		}
	}
	return append(own, others...)
}

// rows are the rows of the sidebar for the articles of the open story.
func (a *articles) rows() []sideRow {
	v := a.view
	var rows []sideRow
	headed := false
	for _, d := range a.ownFirst() {
		if !a.mine(d.ID) && !headed {
			headed = true
			rows = append(rows, sideRow{heading: "Not assigned to " + v.session.Annotator().Name})
		}
		rows = append(rows, sideRow{document: &d})
	}
	return rows
}

// standing says how far the annotator is: "2 of 4 articles done", "" where no story is open.
func (a *articles) standing() string {
	if a.view.session.Story().ID == "" {
		return ""
	}
	done, all := 0, 0
	for _, d := range a.list {
		if a.mine(d.ID) {
			all++
		}
		if a.mine(d.ID) && a.state(d.ID) == annotate.Done {
			done++
		}
	}
	return fmt.Sprintf("%d of %s done", done, wording.Count(all, "article"))
}

// byline is the line beneath the title of an article: outlet, date, and its place among the articles of the story.
func byline(d annotate.Document, articles int) string {
	var parts []string
	for _, part := range []string{d.Outlet, wording.Day(d.Published)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if articles > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d", d.Position+1, articles))
	}
	return strings.Join(parts, " · ")
}

// paneName is what the sidebar calls an article: its outlet, as that tells the articles of one story apart, else its
// title.
func paneName(d annotate.Document) string {
	if d.Outlet != "" {
		return d.Outlet
	}
	return d.Name()
}
