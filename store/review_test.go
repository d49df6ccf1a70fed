package store_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
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

// itemOf is the item of an entry as it is now.
func itemOf(t testing.TB, p *store.Project, e review.Entry) store.ReviewItem {
	t.Helper()
	item, err := p.ReviewItem(ctx, e.DocumentID, e.ItemID)
	if err != nil {
		t.Fatal(err)
	}
	return item
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
	if open := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: review.ShowOpen}); len(open) != 1 || len(open[0].Earlier) != 1 || len(open[0].Gold) != 1 {
		t.Fatalf("%+v", open)
	}
	if goldState(t, p, d) != annotate.Doing {
		t.Error("gold is done with an article that has an open item")
	}
	if _, err := p.Undo(ctx, ben.ID); err != nil {
		t.Fatal(err)
	}
	if open := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: review.ShowOpen}); len(open) != 0 || goldState(t, p, d) != annotate.Done {
		t.Errorf("the old work is back, but %+v is open", open)
	}
	tag(t, p, carl, d, "claim", 28, 40)
	open := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: review.ShowOpen})
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

// goldJSONL is the gold layer as a dataset.
func goldJSONL(t testing.TB, p *store.Project, rejected bool) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Layer: "gold", Rejected: rejected, Writer: &out}, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// reviewed is a project in which items were decided in each way.
func reviewed(t testing.TB) (*store.Project, annotate.Document) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	for _, who := range []annotate.Annotator{anna, ben} {
		tag(t, p, who, d, "actor", 0, 5)
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: label("claim"), Segments: segments(17, 22, 23, 27), Attributes: map[string]any{"weight": 1.0}})
	}
	tag(t, p, anna, d, "actor", 6, 10)
	tag(t, p, ben, d, "claim", 28, 32)
	tag(t, p, anna, d, "claim", 38, 48)
	tag(t, p, ben, d, "actor", 38, 48)
	if _, err := p.AutoReview(ctx, eva, store.ByUnanimity, 0, nil); err != nil {
		t.Fatal(err)
	}
	some := items(t, p, store.ReviewQuery{Kind: review.Some})
	decide(t, p, some[0], review.Verdict{Name: review.Take, Candidates: []int{0}}, "It is an <actor> & no place.")
	decide(t, p, some[1], review.Verdict{Name: review.None}, "")
	decide(t, p, item(t, p, d.ID, review.Label), review.Verdict{Name: review.Several, Candidates: []int{0, 1}}, "")
	if _, err := p.AddGold(ctx, eva, &annotate.Span{DocumentID: d.ID, LabelID: label("claim"), Segments: segments(33, 35)}); err != nil {
		t.Fatal(err)
	}
	return p, d
}

func TestGoldIsExportedWithItsDecisions(t *testing.T) {
	p, _ := reviewed(t)
	list := records(t, goldJSONL(t, p, true))
	if len(list) != 1 || list[0].State != "done" || len(list[0].Spans) != 6 || len(list[0].Rejected) != 1 {
		t.Fatalf("%+v", list)
	}
	verdicts := map[string]int{}
	for _, s := range append(list[0].Spans, list[0].Rejected...) {
		if s.Decision.Decision == nil {
			verdicts["null"]++
			continue
		}
		v := s.Decision.Decision
		verdicts[v.Verdict]++
		if v.Reviewer != "eva" || v.DecidedAt == "" || len(v.Votes) == 0 {
			t.Errorf("%+v", v)
		}
		for i, vote := range v.Votes {
			if vote.Annotator != []string{"anna", "ben"}[i] && len(v.Votes) == 2 || s.ID != list[0].Rejected[0].ID && !slices.Contains(s.DerivedFrom, vote.Span) {
				t.Errorf("%+v of %+v", v.Votes, s.DerivedFrom)
			}
		}
	}
	for verdict, n := range map[string]int{"auto-unanimous": 2, "take": 1, "several": 2, "none": 1, "null": 1} {
		if verdicts[verdict] != n {
			t.Errorf("%d decisions are %s, not %d", verdicts[verdict], verdict, n)
		}
	}
	if plain := goldJSONL(t, p, false); bytes.Contains(plain, []byte(`"rejected"`)) {
		t.Error("what was rejected is exported unasked")
	}
}

func TestGoldGoesIntoAnEmptyProjectAndComesOutTheSame(t *testing.T) {
	from, d := reviewed(t)
	for _, rejected := range []bool{false, true} {
		want := goldJSONL(t, from, rejected)
		p := newProject(t)
		path := file(t, "gold.jsonl", want)
		if r := importFiles(t, p, exchange.ImportOptions{}, path); r[0].Status != exchange.Added || r[0].Reason != "" {
			t.Fatalf("%+v", r)
		}
		if got := goldJSONL(t, p, rejected); !bytes.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		sound(t, p)
		if r := importFiles(t, p, exchange.ImportOptions{}, path); r[0].Status != exchange.Present {
			t.Errorf("the second time: %+v", r)
		}
		// The annotators' layers, imported after, find their items decided, but for what gold does not tell.
		importFiles(t, p, exchange.ImportOptions{}, file(t, "all.jsonl", jsonl(t, from)))
		open := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: review.ShowOpen})
		if rejected && len(open) != 0 || !rejected && len(open) != 1 {
			t.Errorf("%d items are open", len(open))
		}
		sound(t, p)
	}
}

func TestQueue(t *testing.T) {
	p := newProject(t)
	var documents []annotate.Document
	for range 5 {
		d := addDocument(t, p, disputed+string(rune('a'+len(documents))))
		documents = append(documents, d)
		tag(t, p, anna, d, "actor", 6, 16)
		tag(t, p, ben, d, "actor", 11, 22)
		tag(t, p, anna, d, "claim", 28, 40)
		tag(t, p, ben, d, "claim", 28, 40)
		tag(t, p, ben, d, "actor", 41, 45)
	}
	queue := func(q store.ReviewQuery) store.ReviewQueue {
		t.Helper()
		found, err := p.ReviewQueue(ctx, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	all := queue(store.ReviewQuery{})
	if counts := all.Counts(); all.Shown() != 15 || counts.Open != 15 || counts.ByKind[review.Boundary] != (review.KindCount{Items: 5, Open: 5}) || counts.Documents != 5 {
		t.Fatal(all.Shown(), counts)
	}
	for _, order := range []review.Sorting{review.ByArticle, review.ByDisagreement} {
		sorted := queue(store.ReviewQuery{Order: order, Show: review.ShowOpen, LabelID: label("actor")})
		if sorted.Shown() != 10 {
			t.Fatal(sorted.Shown())
		}
		at, last := sorted.At(0), sorted.At(9)
		for row := 1; row < 10; row++ {
			next, found := sorted.Step(at.Place(), row, 1, true)
			back, there := sorted.Step(next.Place(), row, -1, true)
			if !found || !there || next.ItemID != sorted.At(row).ItemID || back.ItemID != at.ItemID {
				t.Errorf("%q: after row %d comes %+v, and before that %+v", order, row-1, next, back)
			}
			at = next
		}
		if order == review.ByDisagreement && (sorted.At(0).Score != 1 || last.Score >= 1) {
			t.Errorf("%+v", sorted)
		}
	}
	// A decided item leaves the queue, and those after it are still after it.
	decide(t, p, itemOf(t, p, all.At(0)), review.Verdict{Name: review.None}, "")
	if open := queue(store.ReviewQuery{Show: review.ShowOpen}); open.Shown() != 14 || open.At(0).ItemID != all.At(1).ItemID {
		t.Errorf("%d, the first %+v", open.Shown(), open.At(0))
	}
	if _, err := p.AutoReview(ctx, eva, store.ByMajority, 0.5, nil); err != nil {
		t.Fatal(err)
	}
	if counts := queue(store.ReviewQuery{}).Counts(); counts.Open != 9 || counts.Auto != 5 {
		t.Errorf("%+v", counts)
	}
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if counts := queue(store.ReviewQuery{}).Counts(); counts.Open != 14 || counts.Auto != 0 {
		t.Errorf("%+v", counts)
	}
	// A program beside this one writes to the file.
	other, err := store.Open(ctx, p.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tag(t, other, carl, documents[4], "claim", 6, 8)
	if counts := queue(store.ReviewQuery{DocumentID: documents[4].ID}).Counts(); counts.Items != 4 {
		t.Errorf("%+v", counts)
	}
}

// TestMajorityOfValues: two of three gave each value, but no one gave all of them; what was accepted so is reopened as
// any other.
func TestMajorityOfValues(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	khan, other := annotate.Entity{LabelID: label("actor"), Name: "Khan"}, annotate.Entity{LabelID: label("actor"), Name: "Müller"}
	do(t, p, anna, "name", func(tx *store.Tx) error { return errors.Join(tx.CreateEntity(&khan), tx.CreateEntity(&other)) })
	for i, who := range []annotate.Annotator{anna, ben, carl} {
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: label("actor"), Segments: segments(6, 10), EntityID: []string{khan.ID, other.ID, khan.ID}[i],
			Attributes: map[string]any{"type": []string{"person", "person", "state"}[i], "roles": []string{[]string{"speaker", "target", "target"}[i]}}})
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: label("claim"), Segments: segments(28, 40), Attributes: map[string]any{"weight": float64(i)}})
	}
	result, err := p.AutoReview(ctx, eva, store.ByMajority, 0.5, nil)
	if err != nil || result.Accepted != 1 || result.Open != 1 || goldState(t, p, d) != annotate.Doing {
		t.Fatalf("%+v, %v", result, err)
	}
	gold := goldSpans(t, p, d.ID)
	if len(gold) != 1 || gold[0].Attributes["type"] != "person" || !slices.Equal(gold[0].Attributes["roles"].([]string), []string{"target"}) || gold[0].EntityID != khan.ID {
		t.Fatalf("%+v", gold)
	}
	var accepted store.ReviewItem
	for _, one := range items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: review.ShowDecided}) {
		accepted = one
	}
	if !accepted.Auto() || accepted.ByPerson() || len(accepted.Decisions[0].Votes) != 3 {
		t.Errorf("%+v", accepted)
	}
	sound(t, p)
	if _, err := p.Reopen(ctx, eva, accepted.Item); err != nil {
		t.Fatal(err)
	}
	if again := items(t, p, store.ReviewQuery{DocumentID: d.ID, Show: review.ShowOpen}); len(again) != 2 || len(goldSpans(t, p, d.ID)) != 0 {
		t.Errorf("%+v", again)
	}
}

func TestMergedEntitiesKeepDecisions(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	khan, other := annotate.Entity{LabelID: label("actor"), Name: "Khan"}, annotate.Entity{LabelID: label("actor"), Name: "خان"}
	do(t, p, anna, "name", func(tx *store.Tx) error { return errors.Join(tx.CreateEntity(&khan), tx.CreateEntity(&other)) })
	for i, who := range []annotate.Annotator{anna, ben} {
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: label("actor"), EntityID: []string{khan.ID, other.ID}[i], Segments: segments(0, 5)})
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: label("actor"), EntityID: other.ID, Segments: segments(6, 10+i*6)})
	}
	decide(t, p, item(t, p, d.ID, review.Entity), review.Verdict{Name: review.Take, Candidates: []int{1}}, "")
	before := jsonl(t, p)
	do(t, p, eva, "merge", func(tx *store.Tx) error { return tx.MergeEntities(khan.ID, other.ID) })
	if agreed := item(t, p, d.ID, review.Agreed); agreed.Open || agreed.Gold[0].EntityID != khan.ID {
		t.Errorf("%+v", agreed)
	}
	if !item(t, p, d.ID, review.Boundary).Open {
		t.Error("an item that nobody decided is decided")
	}
	sound(t, p)
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if again := item(t, p, d.ID, review.Entity); again.Open || !bytes.Equal(jsonl(t, p), before) {
		t.Errorf("%+v", again)
	}
}

// Files of two reviewers that are brought together hold two decisions on one item.
func TestTwoReviewersOnOneItem(t *testing.T) {
	p := newProject(t)
	d := addDocument(t, p, disputed)
	tag(t, p, anna, d, "actor", 0, 5)
	decide(t, p, item(t, p, d.ID, review.Some), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	one := item(t, p, d.ID, review.Some)
	do(t, p, carl, "merge", func(tx *store.Tx) error {
		return tx.CreateDecision(&annotate.Decision{DocumentID: d.ID, Kind: "some", Verdict: "none", Item: one.ID, Candidates: one.CandidateIDs()})
	})
	both := item(t, p, d.ID, review.Some)
	if !both.Open || len(both.Decisions) != 2 || goldState(t, p, d) != annotate.Doing {
		t.Fatalf("%+v", both)
	}
	if result, err := p.AutoReview(ctx, eva, store.ByMajority, 0, nil); err != nil || result.Accepted != 0 {
		t.Errorf("a vote decides what persons did: %+v, %v", result, err)
	}
	decide(t, p, both, review.Verdict{Name: review.None}, "")
	if again := item(t, p, d.ID, review.Some); again.Open || len(again.Decisions) != 1 || len(goldSpans(t, p, d.ID)) != 0 {
		t.Errorf("%+v", again)
	}
	sound(t, p)
}
