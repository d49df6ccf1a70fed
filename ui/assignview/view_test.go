package assignview

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is a project of two stories of three articles, of which Ben has begun one and finished another.
type bench struct {
	*uitest.Desk
	left int
}

func newBench(t *testing.T, mode theme.Mode) *bench {
	t.Helper()
	ctx := context.Background()
	p, err := store.Create(ctx, filepath.Join(t.TempDir(), "test.parallax"), storetest.Codebook())
	if err != nil {
		t.Fatal(err)
	}
	uitest.Do(t, p, annotate.NewAnnotator("ben"), func(tx *store.Tx) error {
		for i := range 6 {
			story, _, err := tx.EnsureStory([]string{"Geneva", "Harbour"}[i/3])
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
	b := &bench{Desk: uitest.NewDesk(t, p, annotate.NewAnnotator("anna"), mode, fyne.NewSize(900, 560))}
	stories, err := p.Stories(ctx)
	b.Must(err)
	b.Session.SetStory(stories[0].Story)
	return b
}

func TestSharesArticlesOut(t *testing.T) {
	b := newBench(t, theme.Light)
	v := NewAssign(b.Session, b.Window, func() { b.left++ })
	b.Window.SetContent(v)
	b.Until("the articles are there", func() bool { return len(v.documents) == 6 })
	if got := v.who.Chosen(); !slices.Equal(got, []string{"ben", "anna"}) {
		t.Errorf("offered are %v: people only, and who is at work", got)
	}
	b.Window.Canvas().Focus(v.other)
	test.Type(v.other, "carla")
	v.other.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Window.Canvas().Focus(v.each)
	v.each.TypedRune('2')
	b.Shot("assign-light")
	if got := v.summary.Text; !strings.HasPrefix(got, "6 articles: ben 4, anna 4, carla 4.") {
		t.Errorf("summary %q", got)
	}
	for _, d := range v.documents[:2] {
		if !slices.Contains(v.namesOf(d.ID), "ben") {
			t.Errorf("ben, who has begun %s, would lose it: %v", d.Title, v.namesOf(d.ID))
		}
	}
	test.Tap(v.run)
	all, err := b.Session.Project.Assignments(context.Background(), "")
	b.Must(err)
	if len(all) != 12 || b.left != 1 || len(b.Errors) > 0 {
		t.Fatalf("%d assignments, left %d, failed %q", len(all), b.left, b.Errors)
	}
	if _, ok := b.Session.Undo(); !ok {
		t.Error("not one act")
	}
	if all, _ := b.Session.Project.Assignments(context.Background(), ""); len(all) != 0 {
		t.Errorf("%d assignments after undo", len(all))
	}
}

func TestSharesOneStoryOut(t *testing.T) {
	b := newBench(t, theme.Dark)
	v := NewAssign(b.Session, b.Window, func() { b.left++ })
	b.Window.SetContent(v)
	b.Until("the articles are there", func() bool { return len(v.documents) == 6 })
	v.which.Set(thisStory)
	v.read()
	b.Until("those of one story", func() bool { return len(v.documents) == 3 })
	v.byStory.SetChecked(true)
	v.each.SetIndex(0)
	v.share()
	b.Shot("assign-dark")
	if got := v.summary.Text; !strings.HasPrefix(got, "3 articles: ben 3.") {
		t.Errorf("a story that ben has begun: %q", got)
	}
	test.Tap(v.run)
	assigned, err := b.Session.Project.Assigned(context.Background(), b.Session.Story().ID, annotate.NewAnnotator("ben").ID)
	if err != nil || len(assigned) != 3 {
		t.Fatalf("%v %v", assigned, err)
	}
	v = NewAssign(b.Session, b.Window, func() { b.left++ })
	b.Window.SetContent(v)
	b.Until("the articles are there again", func() bool { return len(v.documents) == 6 })
	test.Tap(v.none)
	if all, _ := b.Session.Project.Assignments(context.Background(), ""); len(all) != 0 || b.left != 2 {
		t.Errorf("%d assignments, left %d", len(all), b.left)
	}
}

func TestProgressOfEverybody(t *testing.T) {
	b := newBench(t, theme.Light)
	v := NewProgress(b.Session, b.Window, func() {}, func() { b.left++ })
	t.Cleanup(v.Close)
	b.Window.SetContent(v)
	b.Until("the counts are there", func() bool { return len(v.loads) == 2 })
	if w := v.loads[0]; w.Annotator.Name != "ben" || w.Todo != 4 || w.Doing != 1 || w.Done != 1 {
		t.Errorf("%+v", w)
	}
	b.Shot("progress-light")
	_, ok := b.Session.Do("progress", "Done", func(tx *store.Tx) error {
		documents, err := tx.Documents(b.Session.Story().ID)
		if err != nil {
			return err
		}
		return tx.SetProgress(documents[2].ID, annotate.Done)
	})
	if !ok {
		t.Fatal(b.Errors)
	}
	b.Until("anna is among them", func() bool { return len(v.loads) == 3 && v.loads[0].Done == 1 })
	if v.summary.Text() != "The people have done 2 of 12." {
		t.Errorf("summary %q", v.summary.Text())
	}
}
