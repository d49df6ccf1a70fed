package session_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// TestCountsFollowEachAct: whatever is done, in the open story or another, and by whom, the counts are what the file says.
func TestCountsFollowEachAct(t *testing.T) {
	s := newStage(t)
	ctx, anna, ben := context.Background(), s.Annotator(), annotate.NewAnnotator("ben")
	var documents []string
	var here annotate.Story
	s.Do("import", "Import", func(tx *store.Tx) error {
		for _, name := range []string{"there", "here"} {
			story, _, err := tx.EnsureStory(name)
			if err != nil {
				return err
			}
			d := annotate.Document{StoryID: story.ID, Title: name, Text: "a b c d e f", TextSHA256: annotate.HashText("a b c d e f")}
			if err := tx.AddDocument(&d, nil); err != nil {
				return err
			}
			documents, here = append(documents, d.ID), story
		}
		return nil
	})
	s.SetStory(here)
	s.run(t, func() bool { return !s.Busy() && s.Counts() != nil })

	random := rand.New(rand.NewPCG(1, 2))
	var spans []string
	steps := map[string]func() error{
		"tag": func() error {
			at := random.IntN(6)
			span := annotate.Span{DocumentID: documents[random.IntN(2)], LabelID: s.Codebook().Labels[random.IntN(2)].ID, Segments: []annotate.Segment{{Start: 2 * at, End: 2*at + 1}}, Confidence: 1}
			_, err := s.Project.Do(ctx, []annotate.Annotator{anna, anna, ben}[random.IntN(3)], "tag", "Tagged", func(tx *store.Tx) error { return tx.CreateSpan(&span) })
			spans = append(spans, span.ID)
			return err
		},
		"relabel": func() error {
			_, err := s.Project.Do(ctx, anna, "relabel", "Relabelled", func(tx *store.Tx) error {
				span, err := tx.Span(spans[random.IntN(len(spans))])
				if err != nil || span.AnnotatorID != anna.ID {
					return nil // taken away, or not hers to change
				}
				span.LabelID, span.Attributes = s.Codebook().Labels[random.IntN(2)].ID, nil
				return tx.UpdateSpan(span)
			})
			return err
		},
		"delete": func() error {
			_, err := s.Project.Do(ctx, anna, "delete", "Deleted", func(tx *store.Tx) error {
				span, err := tx.Span(spans[random.IntN(len(spans))])
				if err != nil || span.AnnotatorID != anna.ID {
					return nil
				}
				return tx.DeleteSpan(span.ID)
			})
			return err
		},
		"undo":      func() error { s.Undo(); return nil },
		"redo":      func() error { s.Redo(); return nil },
		"as ben":    func() error { s.SetAnnotator(ben); return nil },
		"as anna":   func() error { s.SetAnnotator(anna); return nil },
		"elsewhere": func() error { s.SetStory(annotate.Story{}); s.SetStory(here); return nil },
	}
	names := []string{"tag", "tag", "tag", "relabel", "delete", "undo", "redo", "tag", "undo", "relabel", "as ben", "tag", "as anna", "elsewhere"}
	for i := range 120 {
		name := names[i%len(names)]
		if err := steps[name](); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s.run(t, func() bool { return !s.Busy() && len(s.calls) == 0 })
		want, err := s.Project.Counts(ctx, s.Story().ID, s.Annotator().ID)
		if err != nil {
			t.Fatal(err)
		}
		got := maps.Clone(s.Counts())
		maps.DeleteFunc(got, func(_ string, n int) bool { return n == 0 })
		if !maps.Equal(got, want) {
			t.Fatalf("after step %d, %s: counted %v, in the file there are %v", i, name, got, want)
		}
	}
}
