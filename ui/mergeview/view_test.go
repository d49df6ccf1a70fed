package mergeview

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is Anna's project, and a folder of what the others have sent.
type bench struct {
	*uitest.Desk
	folder string
	view   *View
	left   int
}

var ctx = context.Background()

const text = "The envoy Zoë 🌍 met the Haqqani network. قال المبعوث. 会议在日内瓦举行。"

func newBench(t *testing.T, mode theme.Mode) *bench {
	t.Helper()
	b := &bench{Desk: &uitest.Desk{Loop: uitest.NewLoop(t)}, folder: t.TempDir()}
	own := filepath.Join(b.folder, "anna.parallax")
	p := uitest.Project(t, own)
	d := b.article(p, "Beacon", text)
	b.tag(p, "anna", d, 0, 4, 9)
	b.Must(p.Close())

	data, err := os.ReadFile(own)
	b.Must(err)
	b.Must(os.Mkdir(filepath.Join(b.folder, "sent"), 0o777))
	ben := filepath.Join(b.folder, "sent", "ben.parallax")
	b.Must(os.WriteFile(ben, data, 0o666))
	p, err = store.Open(ctx, ben)
	b.Must(err)
	b.tag(p, "ben", d, 0, 24, 39)
	b.tag(p, "ben", d, 1, 41, 53)
	b.article(p, "Wire", "A second article. "+text)
	span := b.spans(p, d, "anna")[0]
	span.Note = "seen by ben"
	b.do(p, "ben", func(tx *store.Tx) error { return tx.UpdateSpan(span) })
	b.Must(p.Close())
	b.Must(os.WriteFile(filepath.Join(b.folder, "sent", "notes.parallax"), []byte("these are notes, and no project at all, although the name says so\n"), 0o666))

	project, err := store.Open(ctx, own)
	b.Must(err)
	span = b.spans(project, d, "anna")[0]
	span.Note = "changed at home"
	time.Sleep(20 * time.Millisecond) // the acts of a project are at least a millisecond apart, however fast they come: ben's may be ahead
	b.do(project, "anna", func(tx *store.Tx) error { return tx.UpdateSpan(span) })
	b.Desk = uitest.NewDesk(t, project, annotate.NewAnnotator("anna"), mode, fyne.NewSize(1040, 700))
	return b
}

func (b *bench) do(p *store.Project, who string, fn func(*store.Tx) error) {
	b.Helper()
	uitest.Do(b, p, annotate.NewAnnotator(who), fn)
}

func (b *bench) article(p *store.Project, outlet, text string) annotate.Document {
	b.Helper()
	d := annotate.Document{Title: "Report of " + outlet, Outlet: outlet, Text: text}
	b.do(p, "anna", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Geneva")
		d.StoryID = story.ID
		if err != nil {
			return err
		}
		return tx.AddDocument(&d, nil)
	})
	return d
}

func (b *bench) tag(p *store.Project, who string, d annotate.Document, label, start, end int) {
	b.Helper()
	cb, err := p.Codebook(ctx)
	b.Must(err)
	b.do(p, who, func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: cb.Labels[label].ID, Segments: []annotate.Segment{{Start: start, End: end}}, Confidence: 1})
	})
}

func (b *bench) spans(p *store.Project, d annotate.Document, who string) []annotate.Span {
	b.Helper()
	spans, err := p.Spans(ctx, d.ID, annotate.NewAnnotator(who).ID)
	b.Must(err)
	return spans
}

func (b *bench) open(paths ...string) {
	b.Helper()
	b.view = New(b.Session, b.Window, paths, func() { b.left++ })
	b.Cleanup(b.view.Close)
	b.Window.SetContent(b.view)
	b.view.FocusFirst()
	b.wait()
}

// wait lets background work end.
func (b *bench) wait() {
	b.Helper()
	b.Until("the work is done", func() bool { return b.view.working == nil })
}

// plan is what the view says of the file that is chosen.
func (b *bench) plan() string {
	var lines []string
	for _, p := range b.view.paragraphs() {
		lines = append(append(lines, p.heading), p.lines...)
	}
	return strings.Join(lines, "\n")
}

func TestAFolderIsPlannedAndMerged(t *testing.T) {
	b := newBench(t, theme.Light)
	b.open(b.folder)
	if len(b.view.files) != 2 {
		t.Fatalf("%d files, want those of the folder but the project itself", len(b.view.files))
	}
	for _, want := range []string{"1 the same here, known by the id", "1 new", "2 spans added", "New annotators: ben", "Changed on both sides", "kept is the change by anna", "Ben of"} {
		if want == "Ben of" {
			want = "The change by ben of"
		}
		if !strings.Contains(b.plan(), want) {
			t.Errorf("the plan lacks %q:\n%s", want, b.plan())
		}
	}
	b.Shot("merge-light")
	b.Press(fyne.KeyDown)
	if plan := b.plan(); !strings.Contains(plan, "notes.parallax cannot be merged.") || b.view.files[1].reason == "" {
		t.Errorf("the refused file says %q", plan)
	}
	b.Shot("merge-refused-light")
	if stories, _ := b.Session.Project.Stats(ctx); stories.Documents != 1 {
		t.Error("planning has written something")
	}
	b.Press(fyne.KeyReturn)
	b.wait()
	stats, err := b.Session.Project.Stats(ctx)
	b.Must(err)
	if stats.Documents != 2 || stats.ByAnnotator["ben"] != 2 {
		t.Errorf("after the merge: %+v", stats)
	}
	if got := b.view.summary.Text; !strings.HasPrefix(got, "Merged 1 file: 1 new article, 2 spans added") || !slices.Contains(b.Said, got) {
		t.Errorf("summary %q, said %q", got, b.Said)
	}
	b.Shot("merge-done-light")
	if _, ok := b.Session.Undo(); !ok {
		t.Fatal(b.Errors)
	}
	if stats, _ := b.Session.Project.Stats(ctx); stats.Documents != 1 {
		t.Error("one undo does not take the merge back")
	}
	b.Press(fyne.KeyEscape)
	if b.left != 1 || len(b.Errors) > 0 {
		t.Errorf("left %d times, failed %q", b.left, b.Errors)
	}
}

func TestNothingToMerge(t *testing.T) {
	b := newBench(t, theme.Dark)
	b.open()
	b.Shot("merge-empty-dark")
	b.view.Add([]string{b.Session.Project.Path()})
	if len(b.view.files) != 0 {
		t.Error("the project itself is on the list")
	}
	ben := filepath.Join(b.folder, "sent", "ben.parallax")
	if b.Window.Canvas().Focused() != b.view.path {
		t.Error("the path does not have the keyboard")
	}
	test.Type(b.view.path, "sent/ben.parallax")
	b.Press(fyne.KeyReturn)
	b.wait()
	b.view.Add([]string{ben, ben})
	b.wait()
	if len(b.view.files) != 1 {
		t.Fatalf("%d files", len(b.view.files))
	}
	b.Shot("merge-dark")
	b.view.merge()
	b.wait()
	b.view.Add([]string{filepath.Join(b.folder, "missing.parallax")})
	b.wait()
	if !b.view.plan.Empty || !b.view.run.Disabled() || b.view.files[1].reason == "" {
		t.Errorf("merged twice: %q", b.view.summary.Text)
	}
	b.view.list.Choose(1)
	b.view.FocusFirst()
	b.Press(fyne.KeyDelete)
	b.wait()
	if len(b.view.files) != 1 {
		t.Error("Delete does not take the file off")
	}
}

// TestATypedPathIsTaken: by Return, by leaving its field, and by the button; what was typed meanwhile too. Half a path stays in the field.
func TestATypedPathIsTaken(t *testing.T) {
	for name, take := range map[string]func(*bench){
		"Return":            func(b *bench) { b.Press(fyne.KeyReturn) },
		"Tab":               func(b *bench) { b.Press(fyne.KeyTab) },
		"a click elsewhere": func(b *bench) { b.Window.Canvas().Unfocus() },
		"the button":        func(b *bench) { b.view.merge() },
		"a click on the button": func(b *bench) {
			b.Window.Canvas().Unfocus()
			test.Tap(b.view.run)
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, theme.Light)
			b.open()
			test.Type(b.view.path, "sent/be")
			b.Window.Canvas().Unfocus()
			b.Until("it is said", func() bool { return strings.Contains(b.view.summary.Text, "There is no file or folder") })
			if len(b.view.files) != 0 || b.view.path.Text != "sent/be" {
				t.Fatalf("half a path: %d files, %q in the field", len(b.view.files), b.view.path.Text)
			}
			b.view.FocusFirst()
			b.view.path.SetText("sent/ben.parallax")
			take(b)
			b.Until("it is on the list", func() bool { return len(b.view.files) == 1 && b.view.working == nil })
			b.Want("left in the field", b.view.path.Text, "")
			if !strings.Contains(b.view.summary.Text, "Planned: 1 new article") {
				t.Errorf("it says %q", b.view.summary.Text)
			}
			if stats, _ := b.Session.Project.Stats(ctx); stats.Documents != 1 {
				t.Error("it was merged before it was seen what that brings")
			}
			b.view.read(nil)
			b.Window.Canvas().Focus(b.view.path)
			b.view.path.SetText("sent/notes.parallax") // while the files are read
			b.Window.Canvas().Unfocus()
			b.Until("both are on the list", func() bool { return len(b.view.files) == 2 && b.view.working == nil })
		})
	}
}

// TestAPathIsNotTakenWhereItWasNotLeft: another window has the keyboard for a while, or the dialog is left.
func TestAPathIsNotTakenWhereItWasNotLeft(t *testing.T) {
	b := newBench(t, theme.Light)
	b.open()
	test.Type(b.view.path, "sent")
	b.view.path.FocusLost() // as where another window comes to the front
	b.view.path.FocusGained()
	b.Settle(20*time.Millisecond, nil)
	if len(b.view.files) != 0 || b.view.path.Text != "sent" {
		t.Errorf("%d files, %q in the field", len(b.view.files), b.view.path.Text)
	}
	b.Press(fyne.KeyEscape)
	b.Settle(20*time.Millisecond, nil)
	if len(b.view.files) != 0 || b.left != 1 {
		t.Errorf("%d files, left %d times", len(b.view.files), b.left)
	}
	b.view.path.SetText("sent")
	b.Window.Canvas().Unfocus()
	b.Until("it is read", func() bool { return b.view.working != nil })
	test.Tap(b.view.cancel)
	b.wait()
	if b.left != 2 {
		t.Error("the button does not leave the dialog, since it took what was typed")
	}
}

func TestACancelledMergeChangesNothing(t *testing.T) {
	b := newBench(t, theme.Light)
	b.open(filepath.Join(b.folder, "sent", "ben.parallax"))
	b.view.merge()
	b.view.form.Leave() // Escape or Cancel while it works
	b.wait()
	if stats, _ := b.Session.Project.Stats(ctx); stats.Documents == 1 {
		if !slices.Contains(b.Said, "The merge was cancelled. Nothing was changed.") {
			t.Errorf("said %q", b.Said)
		}
	} else if stats.Documents != 2 {
		t.Errorf("%+v", stats)
	}
	if b.left != 0 {
		t.Error("the view closed by the cancel alone")
	}
}

func TestAFolderThatCannotBeReadIsNamed(t *testing.T) {
	b := newBench(t, theme.Light)
	locked := filepath.Join(b.folder, "sent", "locked")
	b.Must(os.Mkdir(locked, 0o000))
	t.Cleanup(func() { os.Chmod(locked, 0o700) })
	if _, err := os.ReadDir(locked); err == nil {
		t.Skip("root reads everything, and under Windows the mode of a folder keeps nobody out")
	}
	b.open(filepath.Join(b.folder, "sent"))
	for _, f := range b.view.files {
		if f.path == locked && f.reason != "" {
			return
		}
	}
	t.Error("nothing is said of it")
}
