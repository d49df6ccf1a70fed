package merge_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// correction is something that a person does to a span, and how it shows.
type correction struct {
	name string
	do   func(*store.Tx, annotate.Span) error
	held func(annotate.Span, bool) bool
}

func altered(change func(*annotate.Span)) func(*store.Tx, annotate.Span) error {
	return func(tx *store.Tx, s annotate.Span) error {
		change(&s)
		return tx.UpdateSpan(s)
	}
}

var corrections = []correction{
	{"retag", altered(func(s *annotate.Span) { s.LabelID, s.EntityID, s.Attributes = storetest.Label("claim"), "", nil }),
		func(s annotate.Span, there bool) bool { return there && s.LabelID == storetest.Label("claim") }},
	{"resize", altered(func(s *annotate.Span) { s.Segments[0].End += 4 }),
		func(s annotate.Span, there bool) bool { return there && s.Segments[0].End == 12 }},
	{"note", altered(func(s *annotate.Span) { s.Note = "seen twice" }),
		func(s annotate.Span, there bool) bool { return there && s.Note == "seen twice" }},
	{"value", altered(func(s *annotate.Span) { s.Attributes = map[string]any{"type": "state", "roles": []string{"speaker"}} }),
		func(s annotate.Span, there bool) bool {
			return there && (s.Attributes["type"] == "state" || s.Attributes["sort"] == "state") && fmt.Sprint(s.Attributes["roles"]) == "[speaker]"
		}},
	{"delete", func(tx *store.Tx, s annotate.Span) error { return tx.DeleteSpan(s.ID) },
		func(_ annotate.Span, there bool) bool { return !there }},
}

// tidying is something that a person does to all spans of a kind.
type tidying struct {
	name string
	do   func(*store.Tx) error
	held func(untouched annotate.Span, isi, cia string) bool
}

func recodeAs(remedy revise.Remedy, change func(*annotate.Codebook)) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		cb := storetest.Border()
		change(&cb)
		resolution := revise.Resolution{}
		impacts := []revise.Impact{{Kind: revise.ValueGone, LabelID: storetest.Label("actor"), Attribute: "type", Value: "person"}, {Kind: revise.AttributeGone, LabelID: storetest.Label("actor"), Attribute: "type"}}
		for _, impact := range impacts {
			resolution[impact.Key()] = remedy
		}
		return tx.SetCodebook(cb, resolution)
	}
}

var tidyings = []tidying{
	{"rename an attribute", recodeAs(revise.Remedy{}, func(cb *annotate.Codebook) { cb.Labels[0].Attributes[0].Name = "sort" }),
		func(s annotate.Span, _, _ string) bool {
			return s.Attributes["sort"] == "person" && s.Attributes["type"] == nil
		}},
	{"join two entities", func(tx *store.Tx) error {
		isi, _, err := tx.FindEntity(storetest.Label("actor"), "ISI")
		if err != nil {
			return err
		}
		cia, _, err := tx.FindEntity(storetest.Label("actor"), "CIA")
		if err != nil {
			return err
		}
		return tx.MergeEntities(cia.ID, isi.ID)
	}, func(s annotate.Span, _, cia string) bool { return s.EntityID == cia }},
	{"replace an option", recodeAs(revise.Remedy{Kind: revise.RemedyReplace, To: "state"}, func(cb *annotate.Codebook) { cb.Labels[0].Attributes[0].Options = []string{"state"} }),
		func(s annotate.Span, _, _ string) bool { return s.Attributes["type"] == "state" }},
	{"clear an option", recodeAs(revise.Remedy{Kind: revise.RemedyClear}, func(cb *annotate.Codebook) { cb.Labels[0].Attributes[0].Options = []string{"state"} }),
		func(s annotate.Span, _, _ string) bool { return s.Attributes["type"] == nil }},
	{"delete an attribute", recodeAs(revise.Remedy{Kind: revise.RemedyClear}, func(cb *annotate.Codebook) { cb.Labels[0].Attributes = cb.Labels[0].Attributes[1:] }),
		func(s annotate.Span, _, _ string) bool { return s.Attributes["type"] == nil }},
}

// One tags, another takes that over; the first corrects a span, the second tidies up, and their files meet in every way.
func TestTidyingUpTakesNobodysCorrectionBack(t *testing.T) {
	folder := t.TempDir()
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "👩‍👩‍👧 says: Café القمة 会议开始 The minister spoke, and spoke again.")
	ids := map[string]string{}
	spans := make([]annotate.Span, 2) // the second is left alone
	storetest.Do(t, p, storetest.Anna, "begin", func(tx *store.Tx) error {
		for _, name := range []string{"ISI", "CIA"} {
			e := annotate.Entity{LabelID: storetest.Label("actor"), Name: name}
			if err := tx.CreateEntity(&e); err != nil {
				return err
			}
			ids[name] = e.ID
		}
		for i := range spans {
			spans[i] = annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), EntityID: ids["ISI"], Attributes: map[string]any{"type": "person"}, Segments: []annotate.Segment{{Start: 5, End: 8 + 2*i}}}
			if err := tx.CreateSpan(&spans[i]); err != nil {
				return err
			}
		}
		return nil
	})
	start := snapshot(t, p, folder)
	for _, c := range corrections {
		for _, tidy := range tidyings {
			t.Run(c.name+", "+tidy.name, func(t *testing.T) {
				first, second := copyOf(t, start, folder), copyOf(t, start, folder)
				storetest.Do(t, first, storetest.Anna, "correct", func(tx *store.Tx) error {
					s, err := tx.Span(spans[0].ID)
					if err != nil {
						return err
					}
					return c.do(tx, s)
				})
				time.Sleep(2 * time.Millisecond) // acts of two projects in one millisecond have no order in time
				storetest.Do(t, second, storetest.Ben, "tidy", tidy.do)
				a, b := snapshot(t, first, folder), snapshot(t, second, folder)
				var want string
				for _, order := range [][]string{{b, a}, {a, b}, {start, a, b}, {start, b, a}} {
					got := merged(t, folder, order, false)
					s, err := got.Span(ctx, spans[0].ID)
					if err != nil && !errors.Is(err, annotate.ErrNotFound) {
						t.Fatal(err)
					}
					if !c.held(s, err == nil) {
						t.Errorf("the correction is gone: %+v", s)
					}
					if s, err := got.Span(ctx, spans[1].ID); err != nil || !tidy.held(s, ids["ISI"], ids["CIA"]) {
						t.Errorf("what nobody corrected is not tidied up: %+v %v", s, err)
					}
					if data := datasetOf(t, got); want == "" {
						want = data
					} else if data != want {
						t.Errorf("the order matters:\n%s\n%s", want, data)
					}
					storetest.Sound(t, got)
					for _, again := range []string{a, b, start} {
						if result := mergeFiles(t, got, again); result.Act.Seq != 0 || len(result.Plan.Files[0].Conflicts) > 0 {
							t.Error("merging again:", result.Plan.Sentences(), changes(result.Act))
						}
					}
				}
				if result := mergeFiles(t, second, a); len(result.Plan.Files[0].Conflicts) > 0 {
					t.Error("nobody disagrees:", result.Plan.Sentences())
				}
			})
		}
	}
}
