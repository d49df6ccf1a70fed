package merge_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestAssignmentsAreMerged(t *testing.T) {
	p := storetest.New(t)
	first, second := storetest.AddDocument(t, p, "The envoy left 🌍."), storetest.AddDocument(t, p, "大使离开了。")
	both := []string{first.ID, second.ID}
	assign := func(p *store.Project, who annotate.Annotator, wanted ...annotate.Assignment) {
		storetest.Do(t, p, who, "assign", func(tx *store.Tx) error {
			for _, a := range []annotate.Annotator{storetest.Anna, storetest.Ben} {
				if _, err := tx.EnsureAnnotator(a); err != nil {
					return err
				}
			}
			return tx.Assign(both, wanted)
		})
	}
	firstAnna, firstBen, secondBen := annotate.Assignment{DocumentID: first.ID, AnnotatorID: storetest.Anna.ID},
		annotate.Assignment{DocumentID: first.ID, AnnotatorID: storetest.Ben.ID}, annotate.Assignment{DocumentID: second.ID, AnnotatorID: storetest.Ben.ID}
	assign(p, storetest.Anna, firstAnna, firstBen)

	path := filepath.Join(t.TempDir(), "other.parallax")
	if err := p.Backup(ctx, path, nil); err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	assign(other, storetest.Ben, firstBen, secondBen) // takes one back, and gives one more
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := merge.Files(ctx, p, annotate.Annotator{}, []string{path}, nil, nil); err != nil {
			t.Fatal(err)
		}
		got, err := p.Assignments(ctx, "")
		if err != nil || len(got) != 2 || !slices.Contains(got, firstBen) || !slices.Contains(got, secondBen) {
			t.Errorf("merged to %v, %v", got, err)
		}
	}
	storetest.Sound(t, p)
	if after, err := os.ReadFile(path); err != nil || !slices.Equal(before, after) {
		t.Error("the other file was written to", err)
	}
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if got, _ := p.Assignments(ctx, ""); !slices.Equal(got, []annotate.Assignment{firstAnna, firstBen}) {
		t.Errorf("after undo %v", got)
	}
}

// An article of another id, and an annotator of another id, are the same by text and by name.
func TestAssignmentsFollowWhatIsTheSame(t *testing.T) {
	p := storetest.New(t)
	mine := storetest.AddDocument(t, p, "The envoy left 🌍.")
	path := filepath.Join(t.TempDir(), "other.parallax")
	other, err := store.Create(ctx, path, storetest.Border())
	if err != nil {
		t.Fatal(err)
	}
	theirs := storetest.AddDocument(t, other, "The envoy left 🌍.")
	stranger := annotate.Annotator{ID: "00000000-0000-4000-8000-000000000001", Name: storetest.Anna.Name, Kind: annotate.Human}
	storetest.Do(t, other, stranger, "assign", func(tx *store.Tx) error {
		return tx.Assign([]string{theirs.ID}, []annotate.Assignment{{DocumentID: theirs.ID, AnnotatorID: stranger.ID}})
	})
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.Tag(t, p, storetest.Anna, mine, "actor", 4, 9)
	if _, err := merge.Files(ctx, p, annotate.Annotator{}, []string{path}, nil, nil); err != nil {
		t.Fatal(err)
	}
	got, err := p.Assignments(ctx, "")
	if err != nil || len(got) != 1 || got[0].AnnotatorID != storetest.Anna.ID {
		t.Errorf("merged to %v, %v", got, err)
	}
	storetest.Sound(t, p)
}
