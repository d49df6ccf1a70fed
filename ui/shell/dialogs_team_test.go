package shell

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/ui/read"
	"github.com/parallax-annotation/parallax/ui/sample"
)

func TestViewsOfSeveralPeopleLieOverTheWindow(t *testing.T) {
	d := bareDesk(t)
	d.path = filepath.Join(t.TempDir(), "Sample.parallax")
	if err := sample.Create(context.Background(), d.path, nil); err != nil {
		t.Fatal(err)
	}
	d.w.win.Resize(fyne.NewSize(1400, 900))
	d.open()
	for id, name := range map[string]string{"review.assign": "assign", "review.progress": "progress", "file.merge": "merge"} {
		d.shortcut(id)
		d.settle()
		if d.w.sheets.Len() != 1 {
			t.Fatalf("%s: %d sheets", id, d.w.sheets.Len())
		}
		d.shot("team-" + name + "-light")
		d.pressed(fyne.KeyEscape)
		if d.w.sheets.Len() != 0 {
			t.Errorf("%s: Escape does not leave", id)
			d.w.sheets.CloseAll()
		}
	}
	if reason := d.w.commands.ByID("review.goldagreement").Stop(); reason == "" {
		t.Error("there is no gold, but agreement with it can be shown")
	}
	if _, err := adjudicate.Auto(context.Background(), d.w.session.Project, annotate.NewAnnotator("rita"), adjudicate.ByUnanimity, 0, nil); err != nil {
		t.Fatal(err)
	}
	d.shortcut("review.goldagreement")
	d.shot("team-goldagreement-light")
	if d.w.stage.Shown() != "agreement" {
		t.Error("agreement with gold is not shown")
	}
	d.pressed(fyne.KeyEscape)
	if d.w.stage.Shown() != read.Name {
		t.Error("Escape does not leave the agreement")
	}
	d.shortcut("review.agreement")
	d.shot("team-agreement-light")
	// Figures, and the spans behind them, come from the background: Return does nothing until they are there.
	d.until("a figure leads to the text", func() bool {
		d.pressed(fyne.KeyReturn)
		return d.w.session.Selected() != ""
	})
	if d.w.stage.Shown() != read.Name || !d.w.commands.ByID("view.others").On() {
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
	d.w.dialogs.dropped(uris)
	d.settle()
	if d.w.dialogs.merging == nil || d.w.sheets.Len() != 1 {
		t.Fatal("no merge after a drop of projects")
	}
	d.shot("merge-dropped-light")
	d.w.dialogs.dropped(uris[:1])
	d.settle()
	if d.w.sheets.Len() != 1 {
		t.Error("a project that is dropped on the merge leaves it")
	}
	d.pressed(fyne.KeyEscape)
	if d.w.dialogs.merging != nil {
		t.Error("the merge stays")
	}
}
