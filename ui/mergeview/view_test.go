package mergeview

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// bench is Anna's project, and a folder of what the others have sent.
type bench struct {
	*testing.T
	session      *session.Session
	window       fyne.Window
	folder       string
	view         *View
	left         int
	said, failed []string
	work         chan func() // from the background to the window's goroutine
}

var ctx = context.Background()

const text = "The envoy Zoë 🌍 met the Haqqani network. قال المبعوث. 会议在日内瓦举行。"

func newBench(t *testing.T, mode theme.Mode) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(mode))
	b := &bench{T: t, work: make(chan func(), 1000), folder: t.TempDir()}
	own := filepath.Join(b.folder, "anna.parallax")
	p := b.create(own)
	d := b.article(p, "Beacon", text)
	b.tag(p, "anna", d, 0, 4, 9)
	b.must(p.Close())

	data, err := os.ReadFile(own)
	b.must(err)
	b.must(os.Mkdir(filepath.Join(b.folder, "sent"), 0o777))
	ben := filepath.Join(b.folder, "sent", "ben.parallax")
	b.must(os.WriteFile(ben, data, 0o666))
	p, err = store.Open(ctx, ben)
	b.must(err)
	b.tag(p, "ben", d, 0, 24, 39)
	b.tag(p, "ben", d, 1, 41, 53)
	b.article(p, "Wire", "A second article. "+text)
	span := b.spans(p, d, "anna")[0]
	span.Note = "seen by ben"
	b.do(p, "ben", func(tx *store.Tx) error { return tx.UpdateSpan(span) })
	b.must(p.Close())
	b.must(os.WriteFile(filepath.Join(b.folder, "sent", "notes.parallax"), []byte("these are notes, and no project at all, although the name says so\n"), 0o666))

	project, err := store.Open(ctx, own)
	b.must(err)
	span = b.spans(project, d, "anna")[0]
	span.Note = "changed at home"
	b.do(project, "anna", func(tx *store.Tx) error { return tx.UpdateSpan(span) })
	b.session, err = session.New(project, annotate.NewAnnotator("anna"))
	b.must(err)
	t.Cleanup(func() { b.session.Close() })
	b.session.OnError = func(s string) { b.failed = append(b.failed, s) }
	b.session.OnTell = func(s string) { b.said = append(b.said, s) }
	b.session.OnUI = func(fn func()) { b.work <- fn }
	b.window = test.NewTempWindow(t, container.NewStack())
	b.window.Resize(fyne.NewSize(1040, 700))
	return b
}

func (b *bench) create(path string) *store.Project {
	b.Helper()
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	b.must(err)
	p, err := store.Create(ctx, path, cb)
	b.must(err)
	return p
}

func (b *bench) do(p *store.Project, who string, fn func(*store.Tx) error) {
	b.Helper()
	_, err := p.Do(ctx, annotate.NewAnnotator(who), "test", "Test", fn)
	b.must(err)
}

func (b *bench) article(p *store.Project, outlet, text string) annotate.Document {
	b.Helper()
	d := annotate.Document{Title: "Report of " + outlet, Outlet: outlet, Text: text}
	b.do(p, "anna", func(tx *store.Tx) error {
		story, _, err := tx.Story("Geneva")
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
	b.must(err)
	b.do(p, who, func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: cb.Labels[label].ID, Segments: []annotate.Segment{{Start: start, End: end}}, Confidence: 1})
	})
}

func (b *bench) spans(p *store.Project, d annotate.Document, who string) []annotate.Span {
	b.Helper()
	spans, err := p.Spans(ctx, d.ID, annotate.NewAnnotator(who).ID)
	b.must(err)
	return spans
}

func (b *bench) open(paths ...string) {
	b.Helper()
	b.view = New(b.session, b.window, paths, func() { b.left++ })
	b.Cleanup(b.view.Close)
	b.window.SetContent(b.view)
	b.view.FocusFirst()
	b.wait()
}

// wait lets background work end.
func (b *bench) wait() {
	b.Helper()
	deadline := time.After(20 * time.Second)
	for b.view.working != nil {
		select {
		case fn := <-b.work:
			fn()
		case <-deadline:
			b.Fatal("waited in vain")
		}
	}
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) press(keys ...fyne.KeyName) {
	b.Helper()
	for _, key := range keys {
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// plan is what the view says of the file that is chosen.
func (b *bench) plan() string {
	var lines []string
	for _, p := range b.view.paragraphs() {
		lines = append(append(lines, p.heading), p.lines...)
	}
	return strings.Join(lines, "\n")
}

func (b *bench) shot(name string) {
	folder := os.Getenv("PARALLAX_SHOTS")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+".png"))
	b.must(err)
	defer f.Close()
	b.must(png.Encode(f, b.window.Canvas().Capture()))
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
	b.shot("merge-light")
	b.press(fyne.KeyDown)
	if plan := b.plan(); !strings.Contains(plan, "notes.parallax cannot be merged.") || b.view.files[1].reason == "" {
		t.Errorf("the refused file says %q", plan)
	}
	b.shot("merge-refused-light")
	if stories, _ := b.session.Project.Stats(ctx); stories.Documents != 1 {
		t.Error("planning has written something")
	}
	b.press(fyne.KeyReturn)
	b.wait()
	stats, err := b.session.Project.Stats(ctx)
	b.must(err)
	if stats.Documents != 2 || stats.ByAnnotator["ben"] != 2 {
		t.Errorf("after the merge: %+v", stats)
	}
	if got := b.view.summary.Text; !strings.HasPrefix(got, "Merged 1 file: 1 new article, 2 spans added") || !slices.Contains(b.said, got) {
		t.Errorf("summary %q, said %q", got, b.said)
	}
	b.shot("merge-done-light")
	if _, ok := b.session.Undo(); !ok {
		t.Fatal(b.failed)
	}
	if stats, _ := b.session.Project.Stats(ctx); stats.Documents != 1 {
		t.Error("one undo does not take the merge back")
	}
	b.press(fyne.KeyEscape)
	if b.left != 1 || len(b.failed) > 0 {
		t.Errorf("left %d times, failed %q", b.left, b.failed)
	}
}

func TestNothingToMerge(t *testing.T) {
	b := newBench(t, theme.Dark)
	b.open()
	b.shot("merge-empty-dark")
	b.view.Add([]string{b.session.Project.Path()})
	if len(b.view.files) != 0 {
		t.Error("the project itself is on the list")
	}
	ben := filepath.Join(b.folder, "sent", "ben.parallax")
	if b.window.Canvas().Focused() != b.view.path {
		t.Error("the path does not have the keyboard")
	}
	test.Type(b.view.path, "sent/ben.parallax")
	b.press(fyne.KeyReturn)
	b.wait()
	b.view.Add([]string{ben, ben})
	b.wait()
	if len(b.view.files) != 1 {
		t.Fatalf("%d files", len(b.view.files))
	}
	b.shot("merge-dark")
	b.view.merge()
	b.wait()
	b.view.Add([]string{filepath.Join(b.folder, "missing.parallax")})
	b.wait()
	if !b.view.plan.Empty || !b.view.run.Disabled() || b.view.files[1].reason == "" {
		t.Errorf("merged twice: %q", b.view.summary.Text)
	}
	b.view.list.Choose(1)
	b.view.FocusFirst()
	b.press(fyne.KeyDelete)
	b.wait()
	if len(b.view.files) != 1 {
		t.Error("Delete does not take the file off")
	}
}

func TestACancelledMergeChangesNothing(t *testing.T) {
	b := newBench(t, theme.Light)
	b.open(filepath.Join(b.folder, "sent", "ben.parallax"))
	b.view.merge()
	b.view.form.Leave() // Escape or Cancel while it works
	b.wait()
	if stats, _ := b.session.Project.Stats(ctx); stats.Documents == 1 {
		if !slices.Contains(b.said, "The merge was cancelled. Nothing was changed.") {
			t.Errorf("said %q", b.said)
		}
	} else if stats.Documents != 2 {
		t.Errorf("%+v", stats)
	}
	if b.left != 0 {
		t.Error("the view closed by the cancel alone")
	}
}
