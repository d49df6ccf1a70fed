package storetest

import (
	"bytes"
	"errors"
	"slices"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// edges are where spans of the disputed text may start and end.
var edges = []int{0, 5, 6, 10, 11, 16, 17, 22, 23, 27, 28, 32, 33, 35}

// Reviewing is a project at which three annotators and two reviewers work at random.
type Reviewing struct {
	*rapid.T
	P         *store.Project
	Documents []annotate.Document
}

func (h Reviewing) span(who annotate.Annotator) annotate.Span {
	from := rapid.IntRange(0, len(edges)-2).Draw(h.T, "from")
	to := rapid.IntRange(from+1, min(from+4, len(edges)-1)).Draw(h.T, "to")
	return annotate.Span{DocumentID: rapid.SampledFrom(h.Documents).Draw(h.T, "document").ID, LabelID: Label(rapid.SampledFrom([]string{"actor", "claim"}).Draw(h.T, "label")),
		Segments: Segments(edges[from], edges[to]), AnnotatorID: who.ID}
}

// Annotate has one of the annotators mark, change, delete or relate something.
func (h Reviewing) Annotate() {
	who := rapid.SampledFrom([]annotate.Annotator{Anna, Ben, Carl}).Draw(h.T, "who")
	what := rapid.SampledFrom([]string{"mark", "mark", "mark", "change", "delete", "relate", "done"}).Draw(h.T, "what")
	span := h.span(who)
	_, err := h.P.Do(ctx, who, what, what, func(tx *store.Tx) error {
		own, err := tx.Spans(span.DocumentID, who.ID)
		if err != nil {
			return err
		}
		if len(own) == 0 || what == "mark" {
			return tx.CreateSpan(&span)
		}
		one := own[len(own)/2]
		switch what {
		case "change":
			one.Segments = span.Segments
			return tx.UpdateSpan(one)
		case "delete":
			return tx.DeleteSpan(one.ID)
		case "relate":
			return tx.CreateRelation(&annotate.Relation{TypeID: RelationType(rapid.SampledFrom([]string{"makes", "same_claim"}).Draw(h.T, "type")), HeadSpanID: own[0].ID, TailSpanID: one.ID})
		}
		return tx.SetProgress(span.DocumentID, annotate.Done)
	})
	if err != nil && !errors.Is(err, annotate.ErrInvalid) && !errors.Is(err, annotate.ErrConflict) {
		h.Fatal(err)
	}
}

// Decide answers one of the items.
func (h Reviewing) Decide(item derived.Item) {
	n := len(item.Candidates)
	v := review.Verdict{Name: rapid.SampledFrom([]review.Name{review.Take, review.Several, review.Union, review.Intersection, review.None}).Draw(h.T, "verdict"),
		Candidates: []int{rapid.IntRange(0, n-1).Draw(h.T, "candidate")}}
	switch {
	case v.Name == review.Several && n > 1 && item.Kind != review.Relation:
		v.Candidates = []int{0, n - 1}
	case v.Name != review.None && item.Kind == review.Relation, v.Name == review.Several:
		v.Name = review.Take
	}
	who := rapid.SampledFrom([]annotate.Annotator{Eva, annotate.NewAnnotator("dora")}).Draw(h.T, "reviewer")
	if _, err := adjudicate.Decide(ctx, h.P, who, item.Item, v, "why"); err != nil {
		h.Fatalf("%s of %s: %v", v.Name, item.Kind, err)
	}
}

func (h Reviewing) Items(q derived.Query) []derived.Item {
	list, err := adjudicate.Items(ctx, h.P, q)
	if err != nil {
		h.Fatal(err)
	}
	return list
}

func (h Reviewing) Export() []byte {
	var out bytes.Buffer
	for _, rejected := range []bool{false, true} {
		if _, err := exchange.ExportFiles(ctx, h.P, exchange.ExportOptions{Format: "jsonl", Rejected: rejected, Writer: &out}, nil); err != nil {
			h.Fatal(err)
		}
	}
	return out.Bytes()
}

func (h Reviewing) Sound() {
	problems, err := h.P.Check(ctx, nil)
	if err != nil || len(problems) > 0 {
		h.Fatal(problems, err)
	}
}

// DecideAll answers what is open until nothing is. Gold is then valid and done with every article that has items.
func (h Reviewing) DecideAll() {
	for {
		open := h.Items(derived.Query{Show: review.ShowOpen})
		if len(open) == 0 {
			break
		}
		h.Decide(open[0])
	}
	h.Sound()
	gold := annotate.NewAnnotator("gold")
	states, err := h.P.States(ctx, h.Documents[0].StoryID, gold.ID)
	if err != nil {
		h.Fatal(err)
	}
	for _, d := range h.Documents {
		decided := slices.ContainsFunc(h.Items(derived.Query{DocumentID: d.ID}), func(item derived.Item) bool { return len(item.Decisions) > 0 })
		if decided && states[d.ID] != annotate.Done {
			h.Fatalf("gold is %q with an article of which all is decided", states[d.ID])
		}
	}
}

// NewWork adds to the annotations: what it does not touch stays decided, and what is open has something new in it.
func (h Reviewing) NewWork() {
	decided := map[string]bool{}
	for _, item := range h.Items(derived.Query{}) {
		decided[item.ID] = true
	}
	span := h.span(Carl)
	if _, err := h.P.Do(ctx, Carl, "mark", "mark", func(tx *store.Tx) error { return tx.CreateSpan(&span) }); err != nil {
		h.Fatal(err)
	}
	for _, item := range h.Items(derived.Query{}) {
		if item.Open == decided[item.ID] {
			h.Fatalf("the item %s of %v: open %v, decided before %v", item.Kind, item.CandidateIDs(), item.Open, decided[item.ID])
		}
		if item.Open && item.DocumentID != span.DocumentID {
			h.Fatal("work on one article opened another")
		}
	}
}

// SameAsQueue compares the queue, of which parts are remembered, with the items read anew.
func (h Reviewing) SameAsQueue() {
	var want []review.Entry
	for _, item := range h.Items(derived.Query{}) {
		want = append(want, item.Entry())
	}
	queue, err := adjudicate.ReadQueue(ctx, h.P, derived.Query{}, nil)
	var got []review.Entry
	for row := range queue.Shown() {
		got = append(got, queue.At(row))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
		h.Fatal(err, diff)
	}
}
