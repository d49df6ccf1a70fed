package store_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
)

var carl, eva = annotate.NewAnnotator("carl"), annotate.NewAnnotator("eva")

// The text of the reviews: each word needs other bytes, units and code points.
const disputed = "👩‍👩‍👧 Café e\u0301te\u0301 القمة 会议开始 said so & more words follow here."

// mark makes a span with values.
func mark(t testing.TB, p *store.Project, who annotate.Annotator, s annotate.Span) annotate.Span {
	t.Helper()
	do(t, p, who, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) })
	return s
}

func items(t testing.TB, p *store.Project, q store.ReviewQuery) []store.ReviewItem {
	t.Helper()
	list, err := p.ReviewItems(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// item is the one item of a kind in a document.
func item(t testing.TB, p *store.Project, documentID string, kind review.Kind) store.ReviewItem {
	t.Helper()
	list := items(t, p, store.ReviewQuery{DocumentID: documentID, Kind: kind})
	if len(list) != 1 {
		t.Fatalf("%d items of the kind %s", len(list), kind)
	}
	return list[0]
}

func decide(t testing.TB, p *store.Project, item store.ReviewItem, v review.Verdict, reason string) store.Act {
	t.Helper()
	act, err := p.Decide(ctx, eva, item.Item, v, reason)
	if err != nil {
		t.Fatalf("%s of %s: %v", v.Name, item.Kind, err)
	}
	return act
}

func goldSpans(t testing.TB, p *store.Project, documentID string) []annotate.Span {
	t.Helper()
	spans, err := p.Spans(ctx, documentID, annotate.NewAnnotator("gold").ID)
	if err != nil {
		t.Fatal(err)
	}
	return spans
}

func goldState(t testing.TB, p *store.Project, d annotate.Document) annotate.State {
	t.Helper()
	states, err := p.States(ctx, d.StoryID, annotate.NewAnnotator("gold").ID)
	if err != nil {
		t.Fatal(err)
	}
	return states[d.ID]
}

func segments(list ...int) (out []annotate.Segment) {
	for i := 0; i < len(list); i += 2 {
		out = append(out, annotate.Segment{Start: list[i], End: list[i+1]})
	}
	return out
}

func TestEveryVerdict(t *testing.T) {
	for name, c := range map[string]struct {
		verdict review.Verdict
		want    []annotate.Segment // one for each gold span
	}{
		"take the first":  {review.Verdict{Name: review.Take, Candidates: []int{0}}, segments(6, 16)},
		"take the second": {review.Verdict{Name: review.Take, Candidates: []int{1}}, segments(11, 22)},
		"several":         {review.Verdict{Name: review.Several, Candidates: []int{0, 1}}, segments(6, 16, 11, 22)},
		"union":           {review.Verdict{Name: review.Union}, segments(6, 22)},
		"intersection":    {review.Verdict{Name: review.Intersection}, segments(11, 16)},
		"none":            {review.Verdict{Name: review.None}, nil},
		"edited": {review.Verdict{Name: review.Edited, Candidates: []int{1}, Spans: []annotate.Span{{LabelID: label("claim"), Segments: segments(6, 10)}}},
			segments(6, 10)},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProject(t)
			d := addDocument(t, p, disputed)
			a, b := tag(t, p, anna, d, "actor", 6, 16), tag(t, p, ben, d, "actor", 11, 22)
			before := jsonl(t, p)
			open := item(t, p, d.ID, review.Boundary)
			if !open.Open || len(open.Candidates) != 2 {
				t.Fatalf("%+v", open)
			}
			decide(t, p, open, c.verdict, "the words “e\u0301te\u0301” belong to it")
			var got []annotate.Segment
			spans := goldSpans(t, p, d.ID)
			for _, s := range spans {
				got = append(got, s.Segments...)
				if len(s.DerivedFrom) != 2 || !slices.Contains(s.DerivedFrom, a.ID) || !slices.Contains(s.DerivedFrom, b.ID) {
					t.Errorf("derived from %v", s.DerivedFrom)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("gold is %v, not %v", got, c.want)
			}
			decided := item(t, p, d.ID, review.Boundary)
			if decided.Open || decided.ID != open.ID || len(decided.Decisions) != max(1, len(c.want)) || len(decided.Gold) != len(c.want) {
				t.Errorf("%+v", decided)
			}
			one := decided.Decisions[0]
			if one.ReviewerID != eva.ID || one.Verdict != string(c.verdict.Name) || one.Reason == "" || len(one.Votes) != 2 || one.Votes[0] != (annotate.Vote{Annotator: "anna", Span: a.ID}) {
				t.Errorf("%+v", one)
			}
			if goldState(t, p, d) != annotate.Done {
				t.Error("everything is decided, but gold is not done")
			}
			sound(t, p)
			if _, err := p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			if after := jsonl(t, p); !bytes.Equal(after, before) {
				t.Errorf("undo leaves %s", after)
			}
			if _, err := p.Redo(ctx, ""); err != nil || len(goldSpans(t, p, d.ID)) != len(c.want) {
				t.Error("redo does not bring gold back", err)
			}
		})
	}
}

func TestDecisionsCanBeChangedAndReopened(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	tag(t, p, anna, d, "actor", 6, 16)
	tag(t, p, ben, d, "actor", 11, 22)
	decide(t, p, item(t, p, d.ID, review.Boundary), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	first := goldSpans(t, p, d.ID)[0].ID
	decide(t, p, item(t, p, d.ID, review.Boundary), review.Verdict{Name: review.Union}, "wider")
	if got := goldSpans(t, p, d.ID); len(got) != 1 || got[0].ID != first || got[0].End() != 22 {
		t.Errorf("%+v", got)
	}
	if reasons, err := p.Reasons(ctx); err != nil || !slices.Equal(reasons, []string{"wider"}) {
		t.Error(reasons, err)
	}
	if _, err := p.Reopen(ctx, eva, item(t, p, d.ID, review.Boundary).Item); err != nil {
		t.Fatal(err)
	}
	again := item(t, p, d.ID, review.Boundary)
	if !again.Open || len(goldSpans(t, p, d.ID)) != 0 || goldState(t, p, d) != annotate.Doing {
		t.Errorf("%+v", again)
	}
	sound(t, p)
}

func TestNewWorkReopensWhatItTouches(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	tag(t, p, anna, d, "actor", 6, 16)
	b := tag(t, p, ben, d, "actor", 11, 22)
	tag(t, p, anna, d, "claim", 28, 40)
	tag(t, p, ben, d, "claim", 28, 40)
	decide(t, p, item(t, p, d.ID, review.Boundary), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	decide(t, p, item(t, p, d.ID, review.Agreed), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	if goldState(t, p, d) != annotate.Done {
		t.Error("not done")
	}
	b.Segments = segments(11, 23)
	do(t, p, ben, "resize", func(tx *store.Tx) error { return tx.UpdateSpan(b) })
	if open := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: store.ShowOpen}); len(open) != 1 || len(open[0].Earlier) != 1 || len(open[0].Gold) != 1 {
		t.Fatalf("%+v", open)
	}
	if goldState(t, p, d) != annotate.Doing {
		t.Error("gold is done with an article that has an open item")
	}
	if _, err := p.Undo(ctx, ben.ID); err != nil {
		t.Fatal(err)
	}
	if open := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: store.ShowOpen}); len(open) != 0 || goldState(t, p, d) != annotate.Done {
		t.Errorf("the old work is back, but %+v is open", open)
	}
	tag(t, p, carl, d, "claim", 28, 40)
	open := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: store.ShowOpen})
	if len(open) != 1 || open[0].Kind != review.Agreed && open[0].Kind != review.Some || len(open[0].Candidates) != 3 {
		t.Fatalf("%+v", open)
	}
	decide(t, p, open[0], review.Verdict{Name: review.None}, "")
	if got := goldSpans(t, p, d.ID); len(got) != 1 {
		t.Errorf("the gold of the earlier decision is left: %+v", got)
	}
	sound(t, p)
}

func TestAnItemThatChangedCannotBeDecided(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	a := tag(t, p, anna, d, "actor", 6, 16)
	tag(t, p, ben, d, "actor", 11, 22)
	old := item(t, p, d.ID, review.Boundary)
	do(t, p, anna, "delete", func(tx *store.Tx) error { return tx.DeleteSpan(a.ID) })
	if _, err := p.Decide(ctx, eva, old.Item, review.Verdict{Name: review.Union}, ""); !errors.Is(err, annotate.ErrNotFound) {
		t.Error(err)
	}
	if act, err := p.Decide(ctx, eva, old.Item, review.Verdict{Name: review.Skip}, ""); err != nil || act.Seq != 0 {
		t.Error(act, err)
	}
	fresh := item(t, p, d.ID, review.Some)
	for _, v := range []review.Verdict{{Name: "perhaps"}, {Name: review.Take}, {Name: review.Take, Candidates: []int{1}}, {Name: review.Several, Candidates: []int{0}}, {Name: review.Edited}} {
		if _, err := p.Decide(ctx, eva, fresh.Item, v, ""); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%+v: %v", v, err)
		}
	}
	for _, who := range []annotate.Annotator{{}, annotate.NewAnnotator("gold")} {
		if _, err := p.Decide(ctx, who, fresh.Item, review.Verdict{Name: review.None}, ""); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%q may decide: %v", who.Name, err)
		}
	}
}

func TestGoldByHand(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	tag(t, p, anna, d, "actor", 6, 10)
	span := annotate.Span{DocumentID: d.ID, LabelID: label("claim"), Segments: segments(28, 40)}
	if _, err := p.AddGold(ctx, eva, &span); err != nil {
		t.Fatal(err)
	}
	if added := item(t, p, d.ID, review.Added); added.Open || len(added.Decisions) != 0 || added.Gold[0].ID != span.ID {
		t.Errorf("%+v", added)
	}
	decide(t, p, item(t, p, d.ID, review.Some), review.Verdict{Name: review.Take, Candidates: []int{0}}, "first")
	taken := item(t, p, d.ID, review.Some).Gold[0]
	taken.Segments = segments(6, 16)
	if _, err := p.EditGold(ctx, ben, taken, ""); err != nil {
		t.Fatal(err)
	}
	edited := item(t, p, d.ID, review.Some)
	if one := edited.Decisions[0]; edited.Open || one.Verdict != "edited" || one.ReviewerID != ben.ID || one.Reason != "first" || edited.Gold[0].End() != 16 {
		t.Errorf("%+v", edited)
	}
	if _, err := p.DeleteGold(ctx, eva, taken.ID); err != nil {
		t.Fatal(err)
	}
	if again := item(t, p, d.ID, review.Some); !again.Open || goldState(t, p, d) != annotate.Doing {
		t.Errorf("%+v", again)
	}
	sound(t, p)
}

func TestRelationsFollowTheirEnds(t *testing.T) {
	p := newProject(t)
	one, two := addDocument(t, p, disputed), addDocument(t, p, "Another "+disputed)
	for _, who := range []annotate.Annotator{anna, ben} {
		actor, claim, far := tag(t, p, who, one, "actor", 6, 10), tag(t, p, who, one, "claim", 28, 40), tag(t, p, who, two, "claim", 36, 48)
		do(t, p, who, "relate", func(tx *store.Tx) error {
			same := annotate.Relation{TypeID: relation("same_claim"), HeadSpanID: claim.ID, TailSpanID: far.ID}
			if who == ben {
				same.HeadSpanID, same.TailSpanID = far.ID, claim.ID
			}
			err := tx.CreateRelation(&same)
			if who == anna {
				err = errors.Join(err, tx.CreateRelation(&annotate.Relation{TypeID: relation("makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID, Note: "n"}))
			}
			return err
		})
	}
	ofRelations := store.ReviewQuery{Kind: review.Relation}
	if list := items(t, p, ofRelations); len(list) != 0 {
		t.Fatalf("asked before the ends are decided: %+v", list)
	}
	result, err := p.AutoReview(ctx, eva, store.ByUnanimity, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := (store.AutoReviewResult{Documents: 2, Finished: 1, Items: 5, Accepted: 4, Open: 1}); result != want {
		t.Errorf("%+v", result)
	}
	if goldState(t, p, one) != annotate.Doing || goldState(t, p, two) != annotate.Done {
		t.Error(goldState(t, p, one), goldState(t, p, two))
	}
	var open store.ReviewItem
	for _, r := range items(t, p, ofRelations) {
		if r.Open {
			open = r
		} else if !r.Auto() || len(r.Relations) != 1 {
			t.Errorf("%+v", r)
		}
	}
	if len(open.Candidates) != 1 || len(open.Silent) != 1 || open.Silent[0].Name != "ben" {
		t.Fatalf("%+v", open)
	}
	decide(t, p, open, review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	sound(t, p)
	if goldState(t, p, one) != annotate.Done {
		t.Error("all is decided, but gold is not done")
	}
	gold, err := p.Relations(ctx, one.ID, annotate.NewAnnotator("gold").ID)
	if err != nil || len(gold) != 2 {
		t.Fatal(gold, err)
	}
	// Turning the claim down takes its relations with it.
	for _, i := range items(t, p, store.ReviewQuery{DocumentID: one.ID, LabelID: label("claim"), Kind: review.Agreed}) {
		decide(t, p, i, review.Verdict{Name: review.None}, "")
	}
	if gold, _ := p.Relations(ctx, one.ID, annotate.NewAnnotator("gold").ID); len(gold) != 0 {
		t.Errorf("%+v", gold)
	}
	if list := items(t, p, ofRelations); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	sound(t, p)
}
