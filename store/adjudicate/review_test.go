package adjudicate_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// mark makes a span with values.
func mark(t testing.TB, p *store.Project, who annotate.Annotator, s annotate.Span) annotate.Span {
	t.Helper()
	storetest.Do(t, p, who, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) })
	return s
}

// item is the one item of a kind in a document.
func item(t testing.TB, p *store.Project, documentID string, kind review.Kind) derived.Item {
	t.Helper()
	list := storetest.Items(t, p, derived.Query{DocumentID: documentID, Kind: kind})
	if len(list) != 1 {
		t.Fatalf("%d items of the kind %s", len(list), kind)
	}
	return list[0]
}

// itemOf is the item of an entry as it is now.
func itemOf(t testing.TB, p *store.Project, e review.Entry) derived.Item {
	t.Helper()
	item, err := adjudicate.Item(ctx, p, e.DocumentID, e.ItemID)
	if err != nil {
		t.Fatal(err)
	}
	return item
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

func TestEveryVerdict(t *testing.T) {
	for name, c := range map[string]struct {
		verdict review.Verdict
		want    []annotate.Segment // one for each gold span
	}{
		"take the first":  {review.Verdict{Name: review.Take, Candidates: []int{0}}, storetest.Segments(6, 16)},
		"take the second": {review.Verdict{Name: review.Take, Candidates: []int{1}}, storetest.Segments(11, 22)},
		"several":         {review.Verdict{Name: review.Several, Candidates: []int{0, 1}}, storetest.Segments(6, 16, 11, 22)},
		"union":           {review.Verdict{Name: review.Union}, storetest.Segments(6, 22)},
		"intersection":    {review.Verdict{Name: review.Intersection}, storetest.Segments(11, 16)},
		"none":            {review.Verdict{Name: review.None}, nil},
		"edited": {review.Verdict{Name: review.Edited, Candidates: []int{1}, Spans: []annotate.Span{{LabelID: storetest.Label("claim"), Segments: storetest.Segments(6, 10)}}},
			storetest.Segments(6, 10)},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.New(t)
			d := storetest.AddDocument(t, p, storetest.Disputed)
			a, b := storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16), storetest.Tag(t, p, storetest.Ben, d, "actor", 11, 22)
			before := storetest.JSONL(t, p)
			open := item(t, p, d.ID, review.Boundary)
			if !open.Open || len(open.Candidates) != 2 {
				t.Fatalf("%+v", open)
			}
			storetest.Decide(t, p, open, c.verdict, "the words “e\u0301te\u0301” belong to it")
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
			if one.ReviewerID != storetest.Eva.ID || one.Verdict != string(c.verdict.Name) || one.Reason == "" || len(one.Votes) != 2 || one.Votes[0] != (annotate.Vote{Annotator: "anna", Span: a.ID}) {
				t.Errorf("%+v", one)
			}
			if goldState(t, p, d) != annotate.Done {
				t.Error("everything is decided, but gold is not done")
			}
			storetest.Sound(t, p)
			if _, err := p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			if after := storetest.JSONL(t, p); !bytes.Equal(after, before) {
				t.Errorf("undo leaves %s", after)
			}
			if _, err := p.Redo(ctx, ""); err != nil || len(goldSpans(t, p, d.ID)) != len(c.want) {
				t.Error("redo does not bring gold back", err)
			}
		})
	}
}

func TestDecisionsCanBeChangedAndReopened(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16)
	storetest.Tag(t, p, storetest.Ben, d, "actor", 11, 22)
	storetest.Decide(t, p, item(t, p, d.ID, review.Boundary), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	first := goldSpans(t, p, d.ID)[0].ID
	storetest.Decide(t, p, item(t, p, d.ID, review.Boundary), review.Verdict{Name: review.Union}, "wider")
	if got := goldSpans(t, p, d.ID); len(got) != 1 || got[0].ID != first || got[0].End() != 22 {
		t.Errorf("%+v", got)
	}
	if reasons, err := adjudicate.Reasons(ctx, p); err != nil || !slices.Equal(reasons, []string{"wider"}) {
		t.Error(reasons, err)
	}
	if _, err := adjudicate.Reopen(ctx, p, storetest.Eva, item(t, p, d.ID, review.Boundary).Item); err != nil {
		t.Fatal(err)
	}
	again := item(t, p, d.ID, review.Boundary)
	if !again.Open || len(goldSpans(t, p, d.ID)) != 0 || goldState(t, p, d) != annotate.Doing {
		t.Errorf("%+v", again)
	}
	storetest.Sound(t, p)
}

func TestNewWorkReopensWhatItTouches(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16)
	b := storetest.Tag(t, p, storetest.Ben, d, "actor", 11, 22)
	storetest.Tag(t, p, storetest.Anna, d, "claim", 28, 40)
	storetest.Tag(t, p, storetest.Ben, d, "claim", 28, 40)
	storetest.Decide(t, p, item(t, p, d.ID, review.Boundary), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	storetest.Decide(t, p, item(t, p, d.ID, review.Agreed), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	if goldState(t, p, d) != annotate.Done {
		t.Error("not done")
	}
	b.Segments = storetest.Segments(11, 23)
	storetest.Do(t, p, storetest.Ben, "resize", func(tx *store.Tx) error { return tx.UpdateSpan(b) })
	if open := storetest.Items(t, p, derived.Query{DocumentID: d.ID, Show: review.ShowOpen}); len(open) != 1 || len(open[0].Earlier) != 1 || len(open[0].Gold) != 1 {
		t.Fatalf("%+v", open)
	}
	if goldState(t, p, d) != annotate.Doing {
		t.Error("gold is done with an article that has an open item")
	}
	if _, err := p.Undo(ctx, storetest.Ben.ID); err != nil {
		t.Fatal(err)
	}
	if open := storetest.Items(t, p, derived.Query{DocumentID: d.ID, Show: review.ShowOpen}); len(open) != 0 || goldState(t, p, d) != annotate.Done {
		t.Errorf("the old work is back, but %+v is open", open)
	}
	storetest.Tag(t, p, storetest.Carl, d, "claim", 28, 40)
	open := storetest.Items(t, p, derived.Query{DocumentID: d.ID, Show: review.ShowOpen})
	if len(open) != 1 || open[0].Kind != review.Agreed && open[0].Kind != review.Some || len(open[0].Candidates) != 3 {
		t.Fatalf("%+v", open)
	}
	storetest.Decide(t, p, open[0], review.Verdict{Name: review.None}, "")
	if got := goldSpans(t, p, d.ID); len(got) != 1 {
		t.Errorf("the gold of the earlier decision is left: %+v", got)
	}
	storetest.Sound(t, p)
}

func TestAnItemThatChangedCannotBeDecided(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	a := storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16)
	storetest.Tag(t, p, storetest.Ben, d, "actor", 11, 22)
	old := item(t, p, d.ID, review.Boundary)
	storetest.Do(t, p, storetest.Anna, "delete", func(tx *store.Tx) error { return tx.DeleteSpan(a.ID) })
	if _, err := adjudicate.Decide(ctx, p, storetest.Eva, old.Item, review.Verdict{Name: review.Union}, ""); !errors.Is(err, annotate.ErrNotFound) {
		t.Error(err)
	}
	if act, err := adjudicate.Decide(ctx, p, storetest.Eva, old.Item, review.Verdict{Name: review.Skip}, ""); err != nil || act.Seq != 0 {
		t.Error(act, err)
	}
	fresh := item(t, p, d.ID, review.Some)
	for _, v := range []review.Verdict{{Name: "perhaps"}, {Name: review.Take}, {Name: review.Take, Candidates: []int{1}}, {Name: review.Several, Candidates: []int{0}}, {Name: review.Edited}} {
		if _, err := adjudicate.Decide(ctx, p, storetest.Eva, fresh.Item, v, ""); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%+v: %v", v, err)
		}
	}
	for _, who := range []annotate.Annotator{{}, annotate.NewAnnotator("gold")} {
		if _, err := adjudicate.Decide(ctx, p, who, fresh.Item, review.Verdict{Name: review.None}, ""); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%q may decide: %v", who.Name, err)
		}
	}
}

func TestGoldByHand(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 10)
	span := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("claim"), Segments: storetest.Segments(28, 40)}
	if _, err := adjudicate.AddGold(ctx, p, storetest.Eva, &span); err != nil {
		t.Fatal(err)
	}
	if added := item(t, p, d.ID, review.Added); added.Open || len(added.Decisions) != 0 || added.Gold[0].ID != span.ID {
		t.Errorf("%+v", added)
	}
	if _, err := adjudicate.Decide(ctx, p, storetest.Eva, item(t, p, d.ID, review.Added).Item, review.Verdict{Name: review.Take, Candidates: []int{0}}, ""); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("what nobody else marked is decided about: %v", err)
	}
	storetest.Decide(t, p, item(t, p, d.ID, review.Some), review.Verdict{Name: review.Take, Candidates: []int{0}}, "first")
	taken := item(t, p, d.ID, review.Some).Gold[0]
	taken.Segments = storetest.Segments(6, 16)
	if _, err := adjudicate.EditGold(ctx, p, storetest.Ben, taken, ""); err != nil {
		t.Fatal(err)
	}
	edited := item(t, p, d.ID, review.Some)
	if one := edited.Decisions[0]; edited.Open || one.Verdict != "edited" || one.ReviewerID != storetest.Ben.ID || one.Reason != "first" || edited.Gold[0].End() != 16 {
		t.Errorf("%+v", edited)
	}
	if _, err := adjudicate.DeleteGold(ctx, p, storetest.Eva, taken.ID); err != nil {
		t.Fatal(err)
	}
	if again := item(t, p, d.ID, review.Some); !again.Open || goldState(t, p, d) != annotate.Doing {
		t.Errorf("%+v", again)
	}
	storetest.Sound(t, p)
}

func TestRelationsFollowTheirEnds(t *testing.T) {
	p := storetest.New(t)
	one, two := storetest.AddDocument(t, p, storetest.Disputed), storetest.AddDocument(t, p, "Another "+storetest.Disputed)
	for _, who := range []annotate.Annotator{storetest.Anna, storetest.Ben} {
		actor, claim, far := storetest.Tag(t, p, who, one, "actor", 6, 10), storetest.Tag(t, p, who, one, "claim", 28, 40), storetest.Tag(t, p, who, two, "claim", 36, 48)
		storetest.Do(t, p, who, "relate", func(tx *store.Tx) error {
			same := annotate.Relation{TypeID: storetest.RelationType("same_claim"), HeadSpanID: claim.ID, TailSpanID: far.ID}
			if who == storetest.Ben {
				same.HeadSpanID, same.TailSpanID = far.ID, claim.ID
			}
			err := tx.CreateRelation(&same)
			if who == storetest.Anna {
				err = errors.Join(err, tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID, Note: "n"}))
			}
			return err
		})
	}
	ofRelations := derived.Query{Kind: review.Relation}
	if list := storetest.Items(t, p, ofRelations); len(list) != 0 {
		t.Fatalf("asked before the ends are decided: %+v", list)
	}
	result, err := adjudicate.Auto(ctx, p, storetest.Eva, adjudicate.ByUnanimity, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := (adjudicate.AutoResult{Documents: 2, Finished: 1, Items: 5, Accepted: 4, Open: 1}); result != want {
		t.Errorf("%+v", result)
	}
	if goldState(t, p, one) != annotate.Doing || goldState(t, p, two) != annotate.Done {
		t.Error(goldState(t, p, one), goldState(t, p, two))
	}
	var open derived.Item
	for _, r := range storetest.Items(t, p, ofRelations) {
		if r.Open {
			open = r
		} else if !r.Auto() || len(r.Relations) != 1 {
			t.Errorf("%+v", r)
		}
	}
	if len(open.Candidates) != 1 || len(open.Silent) != 1 || open.Silent[0].Name != "ben" {
		t.Fatalf("%+v", open)
	}
	storetest.Decide(t, p, open, review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	storetest.Sound(t, p)
	if goldState(t, p, one) != annotate.Done {
		t.Error("all is decided, but gold is not done")
	}
	gold, err := p.Relations(ctx, one.ID, annotate.NewAnnotator("gold").ID)
	if err != nil || len(gold) != 2 {
		t.Fatal(gold, err)
	}
	// Turning the claim down takes its relations with it.
	for _, i := range storetest.Items(t, p, derived.Query{DocumentID: one.ID, LabelID: storetest.Label("claim"), Kind: review.Agreed}) {
		storetest.Decide(t, p, i, review.Verdict{Name: review.None}, "")
	}
	if gold, _ := p.Relations(ctx, one.ID, annotate.NewAnnotator("gold").ID); len(gold) != 0 {
		t.Errorf("%+v", gold)
	}
	if list := storetest.Items(t, p, ofRelations); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	storetest.Sound(t, p)
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
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	for _, who := range []annotate.Annotator{storetest.Anna, storetest.Ben} {
		storetest.Tag(t, p, who, d, "actor", 0, 5)
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("claim"), Segments: storetest.Segments(17, 22, 23, 27), Attributes: map[string]any{"weight": 1.0}})
	}
	storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 10)
	storetest.Tag(t, p, storetest.Ben, d, "claim", 28, 32)
	storetest.Tag(t, p, storetest.Anna, d, "claim", 38, 48)
	storetest.Tag(t, p, storetest.Ben, d, "actor", 38, 48)
	if _, err := adjudicate.Auto(ctx, p, storetest.Eva, adjudicate.ByUnanimity, 0, nil); err != nil {
		t.Fatal(err)
	}
	some := storetest.Items(t, p, derived.Query{Kind: review.Some})
	storetest.Decide(t, p, some[0], review.Verdict{Name: review.Take, Candidates: []int{0}}, "It is an <actor> & no place.")
	storetest.Decide(t, p, some[1], review.Verdict{Name: review.None}, "")
	storetest.Decide(t, p, item(t, p, d.ID, review.Label), review.Verdict{Name: review.Several, Candidates: []int{0, 1}}, "")
	if _, err := adjudicate.AddGold(ctx, p, storetest.Eva, &annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("claim"), Segments: storetest.Segments(33, 35)}); err != nil {
		t.Fatal(err)
	}
	return p, d
}

func TestGoldIsExportedWithItsDecisions(t *testing.T) {
	p, _ := reviewed(t)
	list := storetest.Records(t, goldJSONL(t, p, true))
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
		p := storetest.New(t)
		path := storetest.File(t, "gold.jsonl", want)
		if r := storetest.ImportFiles(t, p, exchange.ImportOptions{}, path); r[0].Status != exchange.Added || r[0].Reason != "" {
			t.Fatalf("%+v", r)
		}
		if got := goldJSONL(t, p, rejected); !bytes.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		storetest.Sound(t, p)
		if r := storetest.ImportFiles(t, p, exchange.ImportOptions{}, path); r[0].Status != exchange.Present {
			t.Errorf("the second time: %+v", r)
		}
		// The annotators' layers, imported after, find their items decided, but for what gold does not tell.
		storetest.ImportFiles(t, p, exchange.ImportOptions{}, storetest.File(t, "all.jsonl", storetest.JSONL(t, from)))
		open := storetest.Items(t, p, derived.Query{DocumentID: d.ID, Show: review.ShowOpen})
		if rejected && len(open) != 0 || !rejected && len(open) != 1 {
			t.Errorf("%d items are open", len(open))
		}
		storetest.Sound(t, p)
	}
}

func TestQueue(t *testing.T) {
	p := storetest.New(t)
	var documents []annotate.Document
	for range 5 {
		d := storetest.AddDocument(t, p, storetest.Disputed+string(rune('a'+len(documents))))
		documents = append(documents, d)
		storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16)
		storetest.Tag(t, p, storetest.Ben, d, "actor", 11, 22)
		storetest.Tag(t, p, storetest.Anna, d, "claim", 28, 40)
		storetest.Tag(t, p, storetest.Ben, d, "claim", 28, 40)
		storetest.Tag(t, p, storetest.Ben, d, "actor", 41, 45)
	}
	queue := func(q derived.Query) adjudicate.Queue {
		t.Helper()
		found, err := adjudicate.ReadQueue(ctx, p, q, nil)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	all := queue(derived.Query{})
	if counts := all.Counts(); all.Shown() != 15 || counts.Open != 15 || counts.ByKind[review.Boundary] != (review.KindCount{Items: 5, Open: 5}) || counts.Documents != 5 {
		t.Fatal(all.Shown(), counts)
	}
	for _, order := range []review.Sorting{review.ByArticle, review.ByDisagreement} {
		sorted := queue(derived.Query{Order: order, Show: review.ShowOpen, LabelID: storetest.Label("actor")})
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
	storetest.Decide(t, p, itemOf(t, p, all.At(0)), review.Verdict{Name: review.None}, "")
	if open := queue(derived.Query{Show: review.ShowOpen}); open.Shown() != 14 || open.At(0).ItemID != all.At(1).ItemID {
		t.Errorf("%d, the first %+v", open.Shown(), open.At(0))
	}
	if _, err := adjudicate.Auto(ctx, p, storetest.Eva, adjudicate.ByMajority, 0.5, nil); err != nil {
		t.Fatal(err)
	}
	if counts := queue(derived.Query{}).Counts(); counts.Open != 9 || counts.Auto != 5 {
		t.Errorf("%+v", counts)
	}
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if counts := queue(derived.Query{}).Counts(); counts.Open != 14 || counts.Auto != 0 {
		t.Errorf("%+v", counts)
	}
	// A program beside this one writes to the file.
	other, err := store.Open(ctx, p.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	storetest.Tag(t, other, storetest.Carl, documents[4], "claim", 6, 8)
	if counts := queue(derived.Query{DocumentID: documents[4].ID}).Counts(); counts.Items != 4 {
		t.Errorf("%+v", counts)
	}
}

// TestMajorityOfValues: two of three gave each value, but no one gave all of them; what was accepted so is reopened as
// any other.
func TestMajorityOfValues(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	khan, other := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Khan"}, annotate.Entity{LabelID: storetest.Label("actor"), Name: "Müller"}
	storetest.Do(t, p, storetest.Anna, "name", func(tx *store.Tx) error { return errors.Join(tx.CreateEntity(&khan), tx.CreateEntity(&other)) })
	for i, who := range []annotate.Annotator{storetest.Anna, storetest.Ben, storetest.Carl} {
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: storetest.Segments(6, 10), EntityID: []string{khan.ID, other.ID, khan.ID}[i],
			Attributes: map[string]any{"type": []string{"person", "person", "state"}[i], "roles": []string{[]string{"speaker", "target", "target"}[i]}}})
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("claim"), Segments: storetest.Segments(28, 40), Attributes: map[string]any{"weight": float64(i)}})
	}
	result, err := adjudicate.Auto(ctx, p, storetest.Eva, adjudicate.ByMajority, 0.5, nil)
	if err != nil || result.Accepted != 1 || result.Open != 1 || goldState(t, p, d) != annotate.Doing {
		t.Fatalf("%+v, %v", result, err)
	}
	gold := goldSpans(t, p, d.ID)
	if len(gold) != 1 || gold[0].Attributes["type"] != "person" || !slices.Equal(gold[0].Attributes["roles"].([]string), []string{"target"}) || gold[0].EntityID != khan.ID {
		t.Fatalf("%+v", gold)
	}
	var accepted derived.Item
	for _, one := range storetest.Items(t, p, derived.Query{DocumentID: d.ID, Show: review.ShowDecided}) {
		accepted = one
	}
	if !accepted.Auto() || accepted.ByPerson() || len(accepted.Decisions[0].Votes) != 3 {
		t.Errorf("%+v", accepted)
	}
	storetest.Sound(t, p)
	if _, err := adjudicate.Reopen(ctx, p, storetest.Eva, accepted.Item); err != nil {
		t.Fatal(err)
	}
	if again := storetest.Items(t, p, derived.Query{DocumentID: d.ID, Show: review.ShowOpen}); len(again) != 2 || len(goldSpans(t, p, d.ID)) != 0 {
		t.Errorf("%+v", again)
	}
}

func TestMergedEntitiesKeepDecisions(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	khan, other := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Khan"}, annotate.Entity{LabelID: storetest.Label("actor"), Name: "خان"}
	storetest.Do(t, p, storetest.Anna, "name", func(tx *store.Tx) error { return errors.Join(tx.CreateEntity(&khan), tx.CreateEntity(&other)) })
	for i, who := range []annotate.Annotator{storetest.Anna, storetest.Ben} {
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), EntityID: []string{khan.ID, other.ID}[i], Segments: storetest.Segments(0, 5)})
		mark(t, p, who, annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), EntityID: other.ID, Segments: storetest.Segments(6, 10+i*6)})
	}
	storetest.Decide(t, p, item(t, p, d.ID, review.Entity), review.Verdict{Name: review.Take, Candidates: []int{1}}, "")
	before := storetest.JSONL(t, p)
	storetest.Do(t, p, storetest.Eva, "merge", func(tx *store.Tx) error { return tx.MergeEntities(khan.ID, other.ID) })
	if agreed := item(t, p, d.ID, review.Agreed); agreed.Open || agreed.Gold[0].EntityID != khan.ID {
		t.Errorf("%+v", agreed)
	}
	if !item(t, p, d.ID, review.Boundary).Open {
		t.Error("an item that nobody decided is decided")
	}
	storetest.Sound(t, p)
	if _, err := p.Undo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if again := item(t, p, d.ID, review.Entity); again.Open || !bytes.Equal(storetest.JSONL(t, p), before) {
		t.Errorf("%+v", again)
	}
}

// Files of two reviewers that are brought together hold two decisions on one item.
func TestTwoReviewersOnOneItem(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	storetest.Tag(t, p, storetest.Anna, d, "actor", 0, 5)
	storetest.Decide(t, p, item(t, p, d.ID, review.Some), review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
	one := item(t, p, d.ID, review.Some)
	storetest.Do(t, p, storetest.Carl, "merge", func(tx *store.Tx) error {
		return tx.CreateDecision(&annotate.Decision{DocumentID: d.ID, Kind: "some", Verdict: "none", Item: one.ID, Candidates: one.CandidateIDs()})
	})
	both := item(t, p, d.ID, review.Some)
	if !both.Open || len(both.Decisions) != 2 || goldState(t, p, d) != annotate.Doing {
		t.Fatalf("%+v", both)
	}
	if result, err := adjudicate.Auto(ctx, p, storetest.Eva, adjudicate.ByMajority, 0, nil); err != nil || result.Accepted != 0 {
		t.Errorf("a vote decides what persons did: %+v, %v", result, err)
	}
	storetest.Decide(t, p, both, review.Verdict{Name: review.None}, "")
	if again := item(t, p, d.ID, review.Some); again.Open || len(again.Decisions) != 1 || len(goldSpans(t, p, d.ID)) != 0 {
		t.Errorf("%+v", again)
	}
	storetest.Sound(t, p)
}
