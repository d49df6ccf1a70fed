package store_test

import (
	"errors"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// people are the names of the annotators of a project.
func people(t *testing.T, p *store.Project) (names []string) {
	t.Helper()
	all, err := p.Annotators(ctx)
	storetest.Must(t, err)
	for _, a := range all {
		names = append(names, a.Name)
	}
	return names
}

func TestAnnotatorsAreRenamed(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "Zoë 🌍 met the envoy. 大使离开了。")
	span := storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 3)
	storetest.Tag(t, p, storetest.Ben, d, "actor", 14, 19)
	rename := func(id, name string) error {
		_, err := p.Do(ctx, storetest.Ben, "annotator", "Renamed", func(tx *store.Tx) error { return tx.RenameAnnotator(id, name) })
		return err
	}
	for _, name := range []string{"gold", "GOLD ", "Gold", "", "all", "a/b"} {
		if err := rename(storetest.Anna.ID, name); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("renamed to %q: %v", name, err)
		}
	}
	if err := rename(storetest.Anna.ID, storetest.Ben.Name); !errors.Is(err, annotate.ErrConflict) {
		t.Errorf("two of one name: %v", err)
	}
	storetest.Must(t, rename(storetest.Anna.ID, "Анна Ли"))
	if known, err := p.AnnotatorOf(ctx, storetest.Anna); err != nil || known.ID != span.AnnotatorID || known.Name != "Анна Ли" {
		t.Errorf("the former name means %+v, %v", known, err)
	}
	more := storetest.Tag(t, p, storetest.Anna, d, "claim", 0, 5) // on a machine that knows the former name only
	if more.AnnotatorID != span.AnnotatorID || len(people(t, p)) != 2 {
		t.Errorf("whoever works under the former name is somebody else: %v", people(t, p))
	}
	storetest.Sound(t, p)
	for range 2 {
		if _, err := p.Undo(ctx, ""); err != nil {
			t.Fatal(err)
		}
	}
	if names := people(t, p); names[0] != storetest.Anna.Name && names[1] != storetest.Anna.Name {
		t.Errorf("after undo %v", names)
	}
	storetest.Sound(t, p)
}

func TestAnnotatorsAreJoinedInOneAct(t *testing.T) {
	p := storetest.New(t)
	d, other := storetest.AddDocument(t, p, "Zoë 🌍 met the envoy. 大使离开了。"), storetest.AddDocument(t, p, "The envoy left.")
	anna, capital := storetest.Anna, annotate.NewAnnotator("Anna")
	storetest.Tag(t, p, anna, d, "actor", 0, 3)
	theirs := storetest.Tag(t, p, capital, d, "actor", 14, 19)
	claim := storetest.Tag(t, p, capital, d, "claim", 0, 20)
	storetest.Tag(t, p, capital, other, "actor", 4, 9)
	storetest.Do(t, p, capital, "rest", func(tx *store.Tx) error {
		relation := annotate.Relation{TypeID: storetest.RelationType("makes"), AnnotatorID: tx.Annotator().ID, HeadSpanID: theirs.ID, TailSpanID: claim.ID}
		flag := annotate.Flag{DocumentID: d.ID, AnnotatorID: tx.Annotator().ID, Question: "Who?"}
		return errors.Join(tx.CreateRelation(&relation), tx.SetProgress(d.ID, annotate.Done),
			tx.Assign([]string{d.ID, other.ID}, []annotate.Assignment{{DocumentID: d.ID, AnnotatorID: tx.Annotator().ID}}), tx.AddFlag(&flag))
	})
	join := func(into, from string) error {
		_, err := p.Do(ctx, anna, "annotator", "Joined", func(tx *store.Tx) error { _, err := tx.JoinAnnotators(into, from); return err })
		return err
	}
	if err := join(anna.ID, anna.ID); !errors.Is(err, annotate.ErrInvalid) {
		t.Error("somebody is joined with themselves", err)
	}
	before := storetest.JSONL(t, p)
	storetest.Must(t, join(anna.ID, capital.ID))
	storetest.Sound(t, p)
	if names := people(t, p); len(names) != 1 || names[0] != "anna" {
		t.Errorf("left are %v", names)
	}
	spans, err := p.Spans(ctx, d.ID, anna.ID)
	if err != nil || len(spans) != 3 {
		t.Errorf("%d spans, %v", len(spans), err)
	}
	relations, err := p.RelationsOf(ctx, theirs.ID)
	if err != nil || len(relations) != 1 || relations[0].AnnotatorID != anna.ID {
		t.Errorf("relations %+v, %v", relations, err)
	}
	states, err := p.States(ctx, d.StoryID, anna.ID)
	if err != nil || states[d.ID] != annotate.Done || states[other.ID] != annotate.Doing {
		t.Errorf("states %v, %v", states, err)
	}
	assigned, err := p.Assigned(ctx, d.StoryID, anna.ID)
	if err != nil || !assigned[d.ID] || len(assigned) != 1 {
		t.Errorf("assigned %v, %v", assigned, err)
	}
	if known, err := p.AnnotatorOf(ctx, capital); err != nil || known.ID != anna.ID {
		t.Errorf("the name that went means %+v, %v", known, err)
	}
	if more := storetest.Tag(t, p, capital, other, "claim", 0, 9); more.AnnotatorID != anna.ID {
		t.Error("work under the name that went is somebody else's")
	}
	for range 2 {
		if _, err := p.Undo(ctx, ""); err != nil {
			t.Fatal(err)
		}
	}
	storetest.Sound(t, p)
	if after := storetest.JSONL(t, p); string(before) != string(after) {
		t.Errorf("after undo the project is another:\n%s\n%s", before, after)
	}
	if known, err := p.AnnotatorOf(ctx, capital); err != nil || known.ID != capital.ID {
		t.Errorf("after undo the name means %+v, %v", known, err)
	}
	if _, err := p.Redo(ctx, ""); err != nil || len(people(t, p)) != 1 {
		t.Errorf("after redo %v, %v", people(t, p), err)
	}
	storetest.Sound(t, p)
}
