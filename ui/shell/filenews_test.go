package shell

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// mark has anna make a story, which is an act like any other.
func (d *desk) mark(name string) {
	d.t.Helper()
	uitest.Do(d.t, d.w.session.Project, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
		_, _, err := tx.EnsureStory(name)
		return err
	})
}

// look has the window look at its file, as it does each second.
func (d *desk) look() {
	d.t.Helper()
	if _, err := d.w.session.Project.DataVersion(context.Background()); err != nil {
		d.t.Fatal(err)
	}
	d.settle()
}

// byHand does something to the project's file in a file manager. Windows refuses that while the file is in hand, and then the person
// does it again when it rests.
func (d *desk) byHand(do func() error) {
	d.t.Helper()
	err := do()
	if err != nil && runtime.GOOS == "windows" {
		d.Must(d.w.session.Project.Rest())
		err = do()
	}
	d.Must(err)
}

func TestEndedWhileSomethingIsUnderWay(t *testing.T) {
	d := newDesk(t)
	d.mark("Saved")
	started, ended := make(chan bool), make(chan error, 1)
	d.w.session.Background("Importing", func(ctx context.Context, _ func(done, total int)) error {
		_, err := d.w.session.Project.Do(ctx, annotate.NewAnnotator("anna"), "import", "Import", func(tx *store.Tx) error {
			close(started)
			<-ctx.Done()
			return ctx.Err()
		})
		ended <- err
		return err
	}, nil)
	<-started
	d.Must(d.w.Stop())
	if err := <-ended; err == nil {
		t.Error("what was under way was saved")
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if _, err := os.Stat(d.path + suffix); err == nil {
			t.Errorf("%s lies beside the file", suffix)
		}
	}
	d.Must(d.w.Leave())
}

// TestEndedWhileWordsAreTyped: what stands in a field is saved before the program ends, also where the palette lies over it.
func TestEndedWhileWordsAreTyped(t *testing.T) {
	for name, over := range map[string]func(*desk){"in the field": func(*desk) {}, "beneath the palette": func(d *desk) { d.w.showPalette() }} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.words("Haqqani network", 0)
			d.typed("a")
			for _, caption := range []string{"Entity", "Note"} {
				d.w.win.Canvas().Focus(uitest.Fields(t, d.w.stage.Object(), caption)[0].(fyne.Focusable))
				uitest.Type(d, d.w.win, "the network")
				over(d)
				d.w.Commit()
			}
			d.Must(d.w.Stop())
			span := d.spans(0)[0]
			entity, err := d.w.session.Project.Entity(context.Background(), span.EntityID)
			if err != nil || entity.Name != "the network" || span.Note != "the network" {
				t.Errorf("%+v of %q %v", span, entity.Name, err)
			}
		})
	}
}

func TestTheWindowFollowsARenamedFile(t *testing.T) {
	d := newDesk(t)
	d.byHand(func() error { return os.Rename(d.path, filepath.Join(filepath.Dir(d.path), "Geneva.parallax")) })
	d.look()
	if title := d.w.win.Title(); !strings.Contains(title, "Geneva") {
		t.Errorf("the title is %q", title)
	}
	d.mark("Later")
	if d.w.sheets.Len() > 0 {
		t.Error("a question is asked")
	}
}

func TestTheWindowOffersToMergeWhatAReplacementLacks(t *testing.T) {
	d := newDesk(t)
	theirs := filepath.Join(filepath.Dir(d.path), "theirs")
	d.Must(d.w.session.Project.Backup(context.Background(), theirs, nil))
	d.settle()
	d.w.session.Project.Keep()
	d.mark("Only here")
	d.byHand(func() error { return os.Rename(theirs, d.path) })
	d.look()
	if d.w.sheets.Len() != 1 || d.w.sheets.Top().Options.Action != "Look at merging it…" {
		t.Fatal("no offer to merge")
	}
	d.button("Look at merging it…", nil)
	if d.w.dialogs.merging == nil || d.w.sheets.Len() != 1 || d.overlays() != 1 {
		t.Error("the merge is not shown")
	}
	stories, err := d.w.session.Project.Stories(context.Background())
	if err != nil || len(stories) != 1 {
		t.Error("what is shown is not what is there", stories, err)
	}
}

func TestTheWindowSavesElsewhereWhatIsGone(t *testing.T) {
	d := newDesk(t)
	d.w.session.Project.Keep()
	d.mark("Second")
	d.byHand(func() error { return os.Remove(d.path) })
	d.look()
	d.until("the status says that nothing is saved", func() bool {
		return strings.HasSuffix(d.w.bottom.counts, "nothing is saved: the project’s file is gone")
	})
	d.until("the window offers to save elsewhere", func() bool {
		return d.w.sheets.Len() == 1 && d.w.sheets.Top().Options.Action == "Save it elsewhere…"
	})
	was := d.w.session
	d.button("Save it elsewhere…", nil)
	elsewhere := filepath.Join(t.TempDir(), "Elsewhere.parallax")
	fields := d.fields()
	fields[0].SetText("Elsewhere")
	fields[1].SetText(filepath.Dir(elsewhere))
	d.button("Save", nil)
	d.until("what was saved elsewhere is shown", func() bool { return d.w.session != nil && d.w.session != was })
	stories, err := d.w.session.Project.Stories(context.Background())
	if err != nil || len(stories) != 2 || d.w.session.Project.Path() != elsewhere {
		t.Error(d.w.session.Project.Path(), stories, err)
	}
}

func TestWhatCouldNotBeFoldedInIsNotCalledSaved(t *testing.T) {
	d := newDesk(t)
	standing := func() string { return d.w.bottom.savedOrNot() }
	d.Want("at first", standing(), "saved")
	d.w.projects.heard(store.News{Kind: store.NotSaved, Sentence: "What was done last could not be folded into Haqqani.parallax."})
	d.Want("not folded in", standing(), "not yet in the project’s file")
	d.mark("Another") // an act does not change that
	d.settle()
	d.Want("after an act", standing(), "not yet in the project’s file")
	d.w.projects.heard(store.News{Kind: store.Saved, Sentence: "All that was done is in Haqqani.parallax again."})
	d.Want("folded in", standing(), "saved")
}
