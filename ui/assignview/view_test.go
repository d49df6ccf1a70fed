package assignview

import (
	"context"
	"fmt"
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
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// bench is a project of two stories of three articles, of which Ben has begun one and finished another.
type bench struct {
	*testing.T
	session *session.Session
	window  fyne.Window
	left    int
	failed  []string
	calls   chan func()
}

func newBench(t *testing.T, mode theme.Mode) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(mode))
	b := &bench{T: t, calls: make(chan func(), 1000)}
	ctx := context.Background()
	p, err := store.Create(ctx, filepath.Join(t.TempDir(), "test.parallax"), storetest.Codebook())
	b.must(err)
	_, err = p.Do(ctx, annotate.NewAnnotator("ben"), "import", "Import", func(tx *store.Tx) error {
		for i := range 6 {
			story, _, err := tx.Story([]string{"Geneva", "Harbour"}[i/3])
			if err != nil {
				return err
			}
			d := annotate.Document{StoryID: story.ID, Title: fmt.Sprint("Article ", i+1), Outlet: "会议 Beacon", Text: fmt.Sprint("Envoy 🌍 left ", i), Position: i}
			if err := tx.AddDocument(&d, nil); err != nil {
				return err
			}
			if i < 2 {
				if err := tx.SetProgress(d.ID, []annotate.State{annotate.Doing, annotate.Done}[i]); err != nil {
					return err
				}
			}
		}
		_, err := tx.EnsureAnnotator(annotate.Annotator{ID: "m", Name: "bert", Kind: annotate.Model})
		return err
	})
	b.must(err)
	b.session, err = session.New(p, annotate.NewAnnotator("anna"))
	b.must(err)
	t.Cleanup(func() { b.session.Close() })
	b.session.OnError = func(s string) { b.failed = append(b.failed, s) }
	b.session.OnUI = func(fn func()) { b.calls <- fn }
	stories, err := p.Stories(ctx)
	b.must(err)
	b.session.SetStory(stories[0].Story)
	b.window = test.NewTempWindow(t, container.NewStack())
	b.window.Resize(fyne.NewSize(900, 560))
	return b
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) until(what string, ok func() bool) {
	b.Helper()
	deadline := time.After(20 * time.Second)
	for !ok() {
		select {
		case fn := <-b.calls:
			fn()
		case <-deadline:
			b.Fatalf("waited in vain: %s; failed %q", what, b.failed)
		}
	}
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

func TestSharesArticlesOut(t *testing.T) {
	b := newBench(t, theme.Light)
	v := NewAssign(b.session, b.window, func() { b.left++ })
	b.window.SetContent(v)
	b.until("the articles are there", func() bool { return len(v.documents) == 6 })
	if got := v.who.Chosen(); !slices.Equal(got, []string{"ben", "anna"}) {
		t.Errorf("offered are %v: people only, and who is at work", got)
	}
	b.window.Canvas().Focus(v.other)
	test.Type(v.other, "carla")
	v.other.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.window.Canvas().Focus(v.each)
	v.each.TypedRune('2')
	b.shot("assign-light")
	if got := v.summary.Text; !strings.HasPrefix(got, "6 articles: ben 4, anna 4, carla 4.") {
		t.Errorf("summary %q", got)
	}
	for _, d := range v.documents[:2] {
		if !slices.Contains(v.namesOf(d.ID), "ben") {
			t.Errorf("ben, who has begun %s, would lose it: %v", d.Title, v.namesOf(d.ID))
		}
	}
	test.Tap(v.run)
	all, err := b.session.Project.Assignments(context.Background(), "")
	b.must(err)
	if len(all) != 12 || b.left != 1 || len(b.failed) > 0 {
		t.Fatalf("%d assignments, left %d, failed %q", len(all), b.left, b.failed)
	}
	if _, ok := b.session.Undo(); !ok {
		t.Error("not one act")
	}
	if all, _ := b.session.Project.Assignments(context.Background(), ""); len(all) != 0 {
		t.Errorf("%d assignments after undo", len(all))
	}
}

func TestSharesOneStoryOut(t *testing.T) {
	b := newBench(t, theme.Dark)
	v := NewAssign(b.session, b.window, func() { b.left++ })
	b.window.SetContent(v)
	b.until("the articles are there", func() bool { return len(v.documents) == 6 })
	v.which.Set(thisStory)
	v.read()
	b.until("those of one story", func() bool { return len(v.documents) == 3 })
	v.byStory.SetChecked(true)
	v.each.SetIndex(0)
	v.share()
	b.shot("assign-dark")
	if got := v.summary.Text; !strings.HasPrefix(got, "3 articles: ben 3.") {
		t.Errorf("a story that ben has begun: %q", got)
	}
	test.Tap(v.run)
	assigned, err := b.session.Project.Assigned(context.Background(), b.session.Story().ID, annotate.NewAnnotator("ben").ID)
	if err != nil || len(assigned) != 3 {
		t.Fatalf("%v %v", assigned, err)
	}
	v = NewAssign(b.session, b.window, func() { b.left++ })
	b.window.SetContent(v)
	b.until("the articles are there again", func() bool { return len(v.documents) == 6 })
	test.Tap(v.none)
	if all, _ := b.session.Project.Assignments(context.Background(), ""); len(all) != 0 || b.left != 2 {
		t.Errorf("%d assignments, left %d", len(all), b.left)
	}
}

func TestProgressOfEverybody(t *testing.T) {
	b := newBench(t, theme.Light)
	v := NewProgress(b.session, b.window, func() {}, func() { b.left++ })
	t.Cleanup(v.Close)
	b.window.SetContent(v)
	b.until("the counts are there", func() bool { return len(v.loads) == 2 })
	if w := v.loads[0]; w.Annotator.Name != "ben" || w.Todo != 4 || w.Doing != 1 || w.Done != 1 {
		t.Errorf("%+v", w)
	}
	b.shot("progress-light")
	_, ok := b.session.Do("progress", "Done", func(tx *store.Tx) error {
		documents, err := tx.Documents(b.session.Story().ID)
		if err != nil {
			return err
		}
		return tx.SetProgress(documents[2].ID, annotate.Done)
	})
	if !ok {
		t.Fatal(b.failed)
	}
	b.until("anna is among them", func() bool { return len(v.loads) == 3 && v.loads[0].Done == 1 })
	if v.summary.Text() != "The people have done 2 of 12." {
		t.Errorf("summary %q", v.summary.Text())
	}
}
