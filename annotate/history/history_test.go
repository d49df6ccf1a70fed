package history_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/history"
)

func mark(n int) history.Mark {
	return history.Mark{At: fmt.Sprintf("%03d", n), ID: fmt.Sprint("c", n)}
}

func witness(changes ...history.Change) *history.Row {
	r := history.NewRow()
	for _, c := range changes {
		r.Witness(c)
	}
	return r
}

func TestACorrectionOutlivesALaterRewriteOfWhatItCorrected(t *testing.T) {
	made := history.Change{Mark: mark(1), After: history.Fields{"label": "actor", "type": "person"}}
	first := witness(made, history.Change{Mark: mark(2), Before: made.After, After: history.Fields{"label": "actor", "type": "state"}})
	second := witness(made, history.Change{Mark: mark(3), Before: made.After, After: history.Fields{"label": "actor", "type": "human"}, Rewrite: true})
	joined := second.Clone()
	joined.Join(first)
	if got := joined.Values(); got["type"] != "state" {
		t.Error(got)
	}
	untouched := witness(made)
	untouched.Join(second)
	if got := untouched.Values(); got["type"] != "human" {
		t.Error("nobody corrected it, and it is not rewritten", got)
	}
	gone := witness(made, history.Change{Mark: mark(2), Before: made.After})
	gone.Join(second)
	if gone.Lives() {
		t.Error("a rewrite brings back what was deleted")
	}
	edited := witness(made, history.Change{Mark: mark(4), Before: made.After, After: history.Fields{"label": "claim"}})
	gone.Join(edited)
	if !gone.Lives() || gone.Values()["label"] != "claim" {
		t.Error("a later edit does not bring it back", gone.Values())
	}
}

func TestWhatComesBackAsItWasSaysNothingNew(t *testing.T) {
	row := history.Fields{"note": "old"}
	r := witness(history.Change{Mark: mark(1), After: row}, history.Change{Mark: mark(3), Before: row}, history.Change{Mark: mark(4), After: row})
	r.Join(witness(history.Change{Mark: mark(1), After: row}, history.Change{Mark: mark(2), Before: row, After: history.Fields{"note": "new"}}))
	if !r.Lives() || r.Values()["note"] != "new" {
		t.Error(r.Values())
	}
}

func TestAJoinedRowGoesOnWithTheLogThatItIsWrittenTo(t *testing.T) {
	row := history.Fields{"note": "old"}
	log := witness(history.Change{Mark: mark(1), After: row}, history.Change{Mark: mark(3), Before: row})
	joined := history.NewRow()
	joined.Join(log)
	joined.Join(witness(history.Change{Mark: mark(2), After: history.Fields{"note": "other"}}))
	back := history.Change{Mark: mark(4), After: row}
	log.Witness(back)
	log.Join(witness(history.Change{Mark: mark(2), After: history.Fields{"note": "other"}}))
	apart := joined.Clone()
	apart.Witness(back)
	joined.Continue(log)
	joined.Witness(back)
	if !joined.Same(log) || apart.Same(log) {
		t.Error(joined.Values(), apart.Values(), log.Values())
	}
}

// Copies of a row are changed apart; however they are joined the outcome is one, and what is missing brings any of them there.
func TestJoiningIsTheSameInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := 1
		start := history.Change{Mark: mark(n), After: history.Fields{"a": "0", "b": "0"}}
		var rows []*history.Row
		for range 3 {
			r, now := witness(start), maps.Clone(start.After)
			for range rapid.IntRange(0, 4).Draw(rt, "changes") {
				n++
				before, after := now, maps.Clone(now)
				if before == nil {
					after = history.Fields{"a": "0"}
				}
				switch rapid.IntRange(0, 3).Draw(rt, "what") {
				case 0:
					if before == nil {
						continue
					}
					after = nil
				case 1:
					delete(after, rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "field"))
				default:
					after[rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "field")] = fmt.Sprint(n)
				}
				r.Witness(history.Change{Mark: mark(n), Before: before, After: after, Rewrite: before != nil && after != nil && rapid.Bool().Draw(rt, "rewrite")})
				now = after
			}
			rows = append(rows, r)
		}
		join := func(order ...int) *history.Row {
			all := history.NewRow()
			for _, i := range order {
				all.Join(rows[i])
			}
			return all
		}
		want := join(0, 1, 2)
		for _, order := range [][]int{{2, 1, 0}, {1, 0, 2, 0}, {2, 0, 1, 1}} {
			if got := join(order...); !got.Same(want) {
				rt.Fatalf("%v: %v, not %v", order, got, want)
			}
		}
		for _, r := range rows {
			brought := r.Clone()
			for _, c := range want.Missing(r) {
				brought.Witness(c)
			}
			if !brought.Same(want) {
				rt.Fatalf("what is missing does not bring %v to %v: %v", r, want, want.Missing(r))
			}
			if again := want.Missing(brought); !slices.Equal(marks(again), nil) {
				rt.Fatal("still missing:", again)
			}
		}
	})
}

func marks(changes []history.Change) (all []string) {
	for _, c := range changes {
		all = append(all, c.ID)
	}
	return all
}
