package store_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestAssignmentsAreOneActThatIsUndone(t *testing.T) {
	p := storetest.New(t)
	first, second := storetest.AddDocument(t, p, "The envoy left 🌍."), storetest.AddDocument(t, p, "大使离开了。")
	both := []string{first.ID, second.ID}
	wanted := []annotate.Assignment{{DocumentID: first.ID, AnnotatorID: storetest.Anna.ID}, {DocumentID: first.ID, AnnotatorID: storetest.Ben.ID}, {DocumentID: second.ID, AnnotatorID: storetest.Ben.ID}}
	assign := func(wanted []annotate.Assignment) store.Act {
		return storetest.Do(t, p, storetest.Anna, "assign", func(tx *store.Tx) error {
			if _, err := tx.EnsureAnnotator(storetest.Ben); err != nil {
				return err
			}
			return tx.Assign(both, wanted)
		})
	}
	assign(wanted)
	if got, err := p.Assignments(ctx, ""); err != nil || !slices.Equal(got, wanted) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := p.Assigned(ctx, first.StoryID, storetest.Anna.ID); err != nil || len(got) != 1 || !got[first.ID] {
		t.Errorf("anna has %v, %v", got, err)
	}
	if got, err := p.Assigned(ctx, first.StoryID, "carla"); err != nil || got != nil {
		t.Errorf("who has no assignment has %v, %v", got, err)
	}
	if act := assign(wanted); act.Seq != 0 {
		t.Error("the same assignments are an act")
	}
	assign(wanted[1:2])
	if got, _ := p.Assignments(ctx, first.StoryID); !slices.Equal(got, wanted[1:2]) {
		t.Errorf("%v", got)
	}
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if got, _ := p.Assignments(ctx, ""); !slices.Equal(got, wanted) {
		t.Errorf("after undo %v", got)
	}
	storetest.Do(t, p, storetest.Anna, "remove", func(tx *store.Tx) error { return tx.DeleteDocument(first.ID) })
	if got, _ := p.Assignments(ctx, ""); !slices.Equal(got, wanted[2:]) {
		t.Errorf("after the article was deleted %v", got)
	}
	_, err := p.Do(ctx, storetest.Anna, "assign", "assign", func(tx *store.Tx) error {
		return tx.Assign(nil, []annotate.Assignment{{DocumentID: second.ID, AnnotatorID: "nobody"}})
	})
	if !errors.Is(err, annotate.ErrNotFound) {
		t.Errorf("an unknown annotator: %v", err)
	}
	storetest.Sound(t, p)
}

func TestWorkloads(t *testing.T) {
	p := storetest.New(t)
	first, second, third := storetest.AddDocument(t, p, "The envoy left."), storetest.AddDocument(t, p, "The envoy stayed."), storetest.AddDocument(t, p, "Nobody knows.")
	storetest.Do(t, p, storetest.Anna, "assign", func(tx *store.Tx) error {
		return tx.Assign([]string{first.ID, second.ID}, []annotate.Assignment{{DocumentID: first.ID, AnnotatorID: storetest.Anna.ID}, {DocumentID: second.ID, AnnotatorID: storetest.Anna.ID}})
	})
	storetest.Tag(t, p, storetest.Anna, first, "actor", 4, 9)
	storetest.Tag(t, p, storetest.Ben, third, "claim", 0, 6)
	storetest.Do(t, p, storetest.Anna, "done", func(tx *store.Tx) error { return tx.SetProgress(third.ID, annotate.Done) })
	got, err := p.Workloads(ctx, "")
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	got[0].Annotator, got[1].Annotator = annotate.Annotator{}, annotate.Annotator{}
	if want := (store.Workload{Assigned: 2, Todo: 1, Doing: 1, Done: 1, Spans: 1}); got[0] != want {
		t.Errorf("anna: %+v", got[0])
	}
	if want := (store.Workload{Todo: 2, Doing: 1, Spans: 1}); got[1] != want || got[1].Total() != 3 {
		t.Errorf("ben, who is to annotate all: %+v", got[1])
	}
	begun, err := p.Begun(ctx, first.StoryID)
	want := []annotate.Assignment{{DocumentID: first.ID, AnnotatorID: storetest.Anna.ID}, {DocumentID: third.ID, AnnotatorID: storetest.Anna.ID}, {DocumentID: third.ID, AnnotatorID: storetest.Ben.ID}}
	if err != nil || !slices.Equal(begun, want) {
		t.Errorf("begun %v, %v", begun, err)
	}
}

func TestWhoOnlyReviewsHasNothingToDo(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The envoy left 🌍.")
	storetest.AddDocument(t, p, "大使离开了。")
	storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 9)
	storetest.Do(t, p, storetest.Eva, "story", func(tx *store.Tx) error { // who annotates nothing
		_, _, err := tx.EnsureStory("Another")
		return err
	})
	loads, err := p.Workloads(ctx, "")
	if err != nil || len(loads) != 2 {
		t.Fatal(loads, err)
	}
	for _, w := range loads {
		want := map[string]int{storetest.Anna.Name: 1, storetest.Eva.Name: 0}[w.Annotator.Name]
		if w.Todo != want {
			t.Errorf("%s has %d articles to do, want %d", w.Annotator.Name, w.Todo, want)
		}
	}
}
