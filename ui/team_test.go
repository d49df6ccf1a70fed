package ui

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// assign lets anna annotate only the article at a position of the story.
func (d *desk) assign(position int) {
	d.t.Helper()
	documents := d.w.workspace.documents
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
	v := d.w.workspace
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
	if got := v.standing(nil); got != "anna · 0 actors, 0 claims · 0 of 1 article done · saved" {
		t.Errorf("standing %q", got)
	}
	v.panes.focus(2)
	d.shortcut("story.done")
	if got := v.standing(nil); got != "anna · 0 actors, 0 claims · 1 of 1 article done · saved" || v.panes.current().documentID != v.documents[2].ID {
		t.Errorf("standing %q in pane %d", got, v.panes.active)
	}
	d.shortcut("edit.undo")
	d.shortcut("edit.undo")
	if v.assigned != nil {
		t.Errorf("after undo %v", v.assigned)
	}
}

func TestNamesOfOthersAreHidden(t *testing.T) {
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Sample.parallax")
	if err := CreateSample(context.Background(), d.path, nil); err != nil {
		t.Fatal(err)
	}
	d.w.win.Resize(fyne.NewSize(1600, 1000))
	d.open()
	d.w.workspace.setOthers(true)
	d.settle()
	d.shortcut("view.blind")
	others := map[string]bool{}
	for _, p := range d.w.workspace.panes.list {
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

func TestViewsOfSeveralPeopleLieOverTheWindow(t *testing.T) {
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Sample.parallax")
	if err := CreateSample(context.Background(), d.path, nil); err != nil {
		t.Fatal(err)
	}
	d.w.win.Resize(fyne.NewSize(1400, 900))
	d.open()
	for id, name := range map[string]string{"review.assign": "assign", "review.progress": "progress", "file.merge": "merge"} {
		d.shortcut(id)
		d.settle()
		if len(d.w.sheets) != 1 {
			t.Fatalf("%s: %d sheets", id, len(d.w.sheets))
		}
		d.shot("team-" + name + "-light")
		d.pressed(fyne.KeyEscape)
		if len(d.w.sheets) != 0 {
			t.Errorf("%s: Escape does not leave", id)
			d.w.closeSheets()
		}
	}
	if reason := d.w.commands.ByID("review.goldagreement").Stop(); reason == "" {
		t.Error("there is no gold, but agreement with it can be shown")
	}
	if _, err := d.w.session.Project.AutoReview(context.Background(), annotate.NewAnnotator("rita"), store.ByUnanimity, 0, nil); err != nil {
		t.Fatal(err)
	}
	d.shortcut("review.goldagreement")
	d.shot("team-goldagreement-light")
	if d.w.stage.Shown() != "agreement" {
		t.Error("agreement with gold is not shown")
	}
	d.pressed(fyne.KeyEscape)
	if d.w.stage.Shown() != readName {
		t.Error("Escape does not leave the agreement")
	}
	d.shortcut("review.agreement")
	d.shot("team-agreement-light")
	// Figures, and the spans behind them, come from the background: Return does nothing until they are there.
	d.until("a figure leads to the text", func() bool {
		d.pressed(fyne.KeyReturn)
		return d.w.session.Selected() != ""
	})
	if d.w.stage.Shown() != readName || !d.w.workspace.others {
		t.Errorf("a figure does not lead to the text: span %q, %s is shown", d.w.session.Selected(), d.w.stage.Shown())
	}
}

func TestDroppedProjectsAreMerged(t *testing.T) {
	d := newDesk(t)
	var uris []fyne.URI
	for _, name := range []string{"ben.parallax", "carla.parallax"} {
		path := filepath.Join(t.TempDir(), name)
		if err := d.w.session.Project.Backup(context.Background(), path, nil); err != nil {
			t.Fatal(err)
		}
		uris = append(uris, storage.NewFileURI(path))
	}
	d.w.dropped(uris)
	d.settle()
	if d.w.merging == nil || len(d.w.sheets) != 1 {
		t.Fatal("no merge after a drop of projects")
	}
	d.shot("merge-dropped-light")
	d.w.dropped(uris[:1])
	d.settle()
	if len(d.w.sheets) != 1 {
		t.Error("a project that is dropped on the merge leaves it")
	}
	d.pressed(fyne.KeyEscape)
	if d.w.merging != nil {
		t.Error("the merge stays")
	}
}
