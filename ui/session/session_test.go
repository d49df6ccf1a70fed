package session_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/ui/session"
)

// stage is a session and the loop on which it runs.
type stage struct {
	*session.Session
	calls chan func()
	said  []string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	project, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "p.parallax"), storetest.Codebook())
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.New(project, annotate.NewAnnotator("anna"))
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{Session: s, calls: make(chan func(), 1000)}
	s.OnUI = func(fn func()) { st.calls <- fn }
	s.OnError = func(sentence string) { st.said = append(st.said, "error: "+sentence) }
	s.OnTell = func(sentence string) { st.said = append(st.said, sentence) }
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// run lets the loop run until ok.
func (s *stage) run(t *testing.T, ok func() bool) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for !ok() {
		select {
		case fn := <-s.calls:
			fn()
		case <-time.After(5 * time.Millisecond):
		case <-deadline:
			t.Fatal("waited in vain")
		}
	}
}

// drain runs what has come.
func (s *stage) drain() {
	for {
		select {
		case fn := <-s.calls:
			fn()
		case <-time.After(20 * time.Millisecond):
			return
		}
	}
}

func newStory(name string) func(*store.Tx) error {
	return func(tx *store.Tx) error { _, _, err := tx.EnsureStory(name); return err }
}

func TestListenersHearEachActOnce(t *testing.T) {
	s := newStage(t)
	var heard []string
	cancel := s.Listen(func(act store.Act) { heard = append(heard, string(act.Kind)+" "+act.Summary) })
	if _, ok := s.Do("story", "Made a story", newStory("one")); !ok {
		t.Fatal("the act failed")
	}
	s.drain()
	s.Undo()
	s.drain()
	s.Redo()
	s.drain()
	want := []string{"do Made a story", "undo Made a story", "redo Made a story"}
	if !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	cancel()
	s.Do("story", "Made another", newStory("two"))
	s.drain()
	if len(heard) != 3 {
		t.Error("a listener hears after it was cancelled")
	}
}

func TestAFailingActChangesNothingAndSaysWhy(t *testing.T) {
	s := newStage(t)
	_, ok := s.Do("story", "Fails", func(tx *store.Tx) error {
		if err := newStory("half")(tx); err != nil {
			return err
		}
		return annotate.Invalidf("this cannot be")
	})
	if ok {
		t.Error("a failing act is reported as done")
	}
	stories, err := s.Project.Stories(s.Context())
	if err != nil || len(stories) != 0 {
		t.Errorf("stories %v, %v", stories, err)
	}
	if !slices.Equal(s.said, []string{"error: This cannot be."}) {
		t.Errorf("said %q", s.said)
	}
	s.Undo()
	if len(s.said) != 2 {
		t.Errorf("undo of nothing said %q", s.said)
	}
}

// What follows its picture is done when the window comes to it, and before anything else that is asked of the session.
func TestAnActThatFollowsItsPictureKeepsItsPlace(t *testing.T) {
	s := newStage(t)
	var heard []string
	s.Listen(func(act store.Act) { heard = append(heard, string(act.Kind)+" "+act.Summary) })
	told := 0
	s.OnSaving = func() { told++ }
	make := func(name string) func() {
		return func() { s.Do("story", name, newStory(name)) }
	}
	s.AfterPicture(make("one"))
	if len(heard) > 0 || !s.Saving() || told != 1 {
		t.Fatalf("before its picture is painted: heard %q, saving %v, told %d times", heard, s.Saving(), told)
	}
	s.drain()
	if want := []string{"do one"}; !slices.Equal(heard, want) || s.Saving() {
		t.Fatalf("once it is painted: heard %q, want %q, saving %v", heard, want, s.Saving())
	}
	s.AfterPicture(make("two"))
	s.AfterPicture(make("three"))
	make("four")()
	s.AfterPicture(make("five"))
	s.Undo()
	s.AfterPicture(make("six"))
	s.SelectSpan("")
	if want := []string{"do one", "do two", "do three", "do four", "do five", "undo five", "do six"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	s.drain()
	if len(heard) != 7 {
		t.Errorf("something was done twice: %q", heard)
	}
}

func TestWhatWasShownIsSavedWhenTheSessionCloses(t *testing.T) {
	s := newStage(t)
	path := s.Project.Path()
	s.AfterPicture(func() { s.Do("story", "Made a story", newStory("one")) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if stories, err := again.Stories(context.Background()); err != nil || len(stories) != 1 {
		t.Errorf("stories %v, %v", stories, err)
	}
}

func TestBackgroundReportsAndCancels(t *testing.T) {
	s := newStage(t)
	var title string
	var shown *working
	var cancel func()
	s.OnWork = func(name string, stop func()) session.Working {
		title, cancel = name, stop
		shown = &working{}
		return shown
	}
	var result error
	finished := false
	started := make(chan struct{})
	s.Background("Counting", func(ctx context.Context, progress func(done, total int)) error {
		progress(1, 2)
		close(started)
		<-ctx.Done()
		return ctx.Err()
	}, func(err error) { result, finished = err, true })
	<-started
	cancel()
	s.run(t, func() bool { return finished })
	if title != "Counting" || !errors.Is(result, context.Canceled) || !shown.finished || shown.total != 2 {
		t.Errorf("title %q, error %v, shown %+v", title, result, shown)
	}
}

type working struct {
	total    int
	finished bool
}

func (w *working) Progress(_, total int) { w.total = total }
func (w *working) Finish()               { w.finished = true }

func TestImportsInTheBackgroundAreHeard(t *testing.T) {
	s := newStage(t)
	var heard []string
	s.Listen(func(act store.Act) { heard = append(heard, act.Action) })
	s.Background("Importing", func(ctx context.Context, _ func(done, total int)) error {
		_, err := s.Project.Do(ctx, s.Annotator(), "import", "Imported", newStory("one"))
		return err
	}, nil)
	s.run(t, func() bool { return len(heard) > 0 })
	if !slices.Equal(heard, []string{"import"}) {
		t.Errorf("heard %q", heard)
	}
}

func TestHearsOfAnotherProcessButNotOfItself(t *testing.T) {
	s := newStage(t)
	var heard []string
	s.Listen(func(act store.Act) { heard = append(heard, act.Action) })
	s.Poll(2 * time.Millisecond)
	s.Do("story", "Own", newStory("own"))
	s.drain()
	other, err := store.Open(context.Background(), s.Project.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Do(context.Background(), annotate.NewAnnotator("ben"), "story", "Other", newStory("other")); err != nil {
		t.Fatal(err)
	}
	s.run(t, func() bool { return len(heard) > 1 })
	if !slices.Equal(heard, []string{"story", session.External}) {
		t.Errorf("heard %q", heard)
	}
}

func TestASpanThatIsGoneIsLetGo(t *testing.T) {
	s := newStage(t)
	var span annotate.Span
	s.Do("tag", "Tagged", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("one")
		if err != nil {
			return err
		}
		d := annotate.Document{StoryID: story.ID, Title: "A", Text: "a b", TextSHA256: annotate.HashText("a b"), SourceName: "a.txt", SourceFormat: "text", Source: []byte("a b")}
		if err := tx.AddDocument(&d, nil); err != nil {
			return err
		}
		span = annotate.Span{DocumentID: d.ID, AnnotatorID: tx.Annotator().ID, LabelID: s.Codebook().Labels[0].ID, Segments: []annotate.Segment{{Start: 0, End: 1}}, Confidence: 1}
		return tx.CreateSpan(&span)
	})
	s.SelectSpan(span.ID)
	s.Undo()
	if s.Selected() != "" {
		t.Errorf("%s is in hand though it is gone; said %q", s.Selected(), s.said)
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{"it broke": "It broke.", "Étude": "Étude.", "écrit": "Écrit.", "done.": "Done.", `no "x"`: `No "x".`, "really?": "Really?"} {
		if got := session.Sentence(errors.New(in)); got != want {
			t.Errorf("Sentence(%q) = %q, want %q", in, got, want)
		}
	}
}
