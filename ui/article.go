package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// setState says how far the annotator is with an article.
func (v *workspace) setState(documentID string, state annotate.State) bool {
	d, _ := v.document(documentID)
	verb := map[annotate.State]string{annotate.Todo: "not begun", annotate.Doing: "not done", annotate.Done: "done"}[state]
	_, ok := v.session.Do("progress", fmt.Sprintf("Marked %s %s", wording.Quoted(d.Name(), 40), verb), func(tx *store.Tx) error {
		return tx.SetProgress(documentID, state)
	})
	return ok
}

// doneAndNext marks the article done and goes to the next that is not, in this story.
func (v *workspace) doneAndNext() {
	p := v.panes.current()
	if v.state(p.documentID) != annotate.Done && !v.setState(p.documentID, annotate.Done) {
		return
	}
	place := 0
	for i, d := range v.documents {
		if d.ID == p.documentID {
			place = i
		}
	}
	for i := range v.documents {
		next := v.documents[(place+1+i)%len(v.documents)]
		if v.state(next.ID) != annotate.Done && v.mine(next.ID) {
			v.panes.open(next.ID)
			return
		}
	}
	if v.assigned != nil {
		v.session.Tell("All your articles of this story are done.")
		return
	}
	v.session.Tell("All articles of this story are done.")
}

// markRegion marks the selection as a region of a kind; with "" it becomes the article's own prose.
func (v *workspace) markRegion(kind annotate.RegionKind) {
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
	summary := fmt.Sprintf("Marked %s as %s", p.words(cut, 30), kind)
	if kind == "" {
		summary = fmt.Sprintf("Made %s prose", p.words(cut, 30))
	}
	if _, ok := v.session.Do("region", summary, func(tx *store.Tx) error { return tx.SetRegions(p.documentID, regions) }); ok {
		p.reader.ClearSelection()
	}
}

// editArticle corrects what is known of an article. Its text never changes.
func (v *workspace) editArticle(documentID string) {
	d, ok := v.document(documentID)
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
	var s *sheet
	var first *field
	form := widget.NewForm()
	for _, f := range fields {
		entry := newSheetField(*f.value, &s)
		entry.SetPlaceHolder(f.hint)
		entry.OnChanged = func(text string) { *f.value = strings.TrimSpace(text) }
		if first == nil {
			first = entry
		}
		form.Append(f.name, entry)
	}
	form.Append("File", widget.NewLabel(wording.Short(d.SourceName, 60)))
	s = v.window.showSheet(sheetOptions{
		title: "Article details", body: form, width: 560, action: "Save", focus: first,
		run: func() bool {
			_, ok := v.session.Do("article", "Corrected the details of "+wording.Quoted(d.Name(), 40), func(tx *store.Tx) error {
				return tx.UpdateDocument(d)
			})
			return ok
		},
		closed: v.window.stage.Focus,
	})
}

// removeArticle deletes an article with everything that was marked in it; undo brings it back.
func (v *workspace) removeArticle(documentID string) {
	d, ok := v.document(documentID)
	if !ok {
		return
	}
	v.window.confirm("Remove the article?",
		fmt.Sprintf("%s and everything that all annotators marked in it leave the project. Undo brings them back.", wording.Quoted(d.Name(), 80)),
		"Remove", func() {
			v.session.Do("remove", "Removed "+wording.Quoted(d.Name(), 40), func(tx *store.Tx) error { return tx.DeleteDocument(documentID) })
		})
}

// articleMenu is the context menu of an article in the sidebar or above its text.
func (v *workspace) articleMenu(documentID string, at fyne.Position) {
	open := fyne.NewMenuItem("Open", func() { v.panes.open(documentID) })
	beside := fyne.NewMenuItem("Open beside the others", func() { v.panes.add(documentID) })
	done := fyne.NewMenuItem("Mark done", func() { v.setState(documentID, annotate.Done) })
	if v.state(documentID) == annotate.Done {
		done = fyne.NewMenuItem("Mark not done", func() { v.setState(documentID, annotate.Doing) })
	}
	v.window.popUp(at, open, beside, fyne.NewMenuItemSeparator(), done,
		fyne.NewMenuItem("Article details…", func() { v.editArticle(documentID) }), fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Remove the article…", func() { v.removeArticle(documentID) }))
}
