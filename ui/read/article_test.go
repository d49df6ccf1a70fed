package read

import (
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// assign lets anna annotate only the article at a position of the story.
func (d *desk) assign(position int) {
	d.t.Helper()
	documents := d.view().articles.list
	ids := make([]string, len(documents))
	for i, document := range documents {
		ids[i] = document.ID
	}
	_, ok := d.w.session.Do("assign", "Assigned", func(tx *store.Tx) error {
		return tx.Assign(ids, []annotate.Assignment{{DocumentID: ids[position], AnnotatorID: tx.Annotator().ID}})
	})
	if !ok {
		d.t.Fatal("not assigned")
	}
	d.settle()
}

func TestOwnArticlesComeFirst(t *testing.T) {
	d := newDesk(t)
	d.assign(2)
	v := d.view()
	var rows []string
	for _, row := range v.sidebar.rows {
		switch {
		case row.heading != "":
			rows = append(rows, row.heading)
		case row.document != nil:
			rows = append(rows, row.document.Outlet)
		}
	}
	if want := []string{"Ledger & Tide", "Not assigned to anna", "Morning Beacon", "Geneva Wire"}; !slices.Equal(rows, want) {
		t.Errorf("rows %q, want %q", rows, want)
	}
	d.shot("assigned-light")
	if got := v.articles.standing(); got != "0 of 1 article done" {
		t.Errorf("standing %q", got)
	}
	v.panes.focus(2)
	d.shortcut("story.done")
	if got := v.articles.standing(); got != "1 of 1 article done" || v.panes.current().documentID != v.articles.list[2].ID {
		t.Errorf("standing %q in pane %d", got, v.panes.active)
	}
	d.shortcut("edit.undo")
	d.shortcut("edit.undo")
	if v.articles.assigned != nil {
		t.Errorf("after undo %v", v.articles.assigned)
	}
}

func TestNamesOfOthersAreHidden(t *testing.T) {
	d := sampleDesk(t)
	d.shortcut("view.others")
	d.settle()
	d.shortcut("view.blind")
	others := map[string]bool{}
	for _, p := range d.view().panes.list {
		for _, span := range p.spans {
			if span.AnnotatorID != d.w.session.Annotator().ID {
				others[p.mark(span).Layer] = true
			}
		}
	}
	if len(others) == 0 {
		t.Fatal("nobody else is shown")
	}
	for name := range others {
		if len(name) != 1 {
			t.Errorf("somebody is called %q", name)
		}
	}
	d.shot("blind-light")
}
