package derived_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
	"github.com/parallax-annotation/parallax/store/table"
)

// TestKeptQueueIsWhatItWouldBeIfMadeAnew has annotators, reviewers, a second program and a merged file change a project at random. What
// the file keeps of a review is made at any time in between; a check compares all of it that is not stale with what the annotations
// say, and reading the queue with the items read anew.
func TestKeptQueueIsWhatItWouldBeIfMadeAnew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts := []string{storetest.Disputed, storetest.Disputed + " And more.", storetest.Disputed + " And still more."}
		other := storetest.Reviewing{T: rt, P: storetest.New(t)}
		defer other.P.Close()
		h := storetest.Reviewing{T: rt, P: storetest.New(t)}
		defer h.P.Close()
		for i, text := range texts {
			h.Documents = append(h.Documents, storetest.AddDocument(t, h.P, text))
			if i > 0 {
				other.Documents = append(other.Documents, storetest.AddDocument(t, other.P, text))
			}
		}
		beside, err := store.Open(ctx, h.P.Path())
		if err != nil {
			rt.Fatal(err)
		}
		defer beside.Close()
		for range rapid.IntRange(4, 14).Draw(rt, "steps") {
			h.Change(&other, beside)
			if rapid.IntRange(0, 2).Draw(rt, "keep") == 0 {
				if err := h.P.MakeAnew(ctx, nil); err != nil {
					rt.Fatal(err)
				}
			}
		}
		h.Sound()
		h.SameAsQueue()
		h.Sound()
	})
}

// entriesOf lists a queue by article.
func entriesOf(t testing.TB, p *store.Project) (entries []review.Entry) {
	t.Helper()
	queue, err := adjudicate.ReadQueue(ctx, p, derived.Query{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row := range queue.Shown() {
		entries = append(entries, queue.At(row))
	}
	return entries
}

// TestKeptQueueHearsOfWhatLiesFarAway keeps a queue, then changes something that its items depend on although it is not in their article,
// or not by an act of this program. Each change must show in the queue, and undoing it must bring back what was there.
func TestKeptQueueHearsOfWhatLiesFarAway(t *testing.T) {
	type far struct {
		p         *store.Project
		documents []annotate.Document
		khan      annotate.Entity
		gold      annotate.Span // in the first article, at an end of a relation to the second
	}
	for _, c := range []struct {
		name   string
		change func(testing.TB, far)
	}{
		{"an entity gets the name of another", func(t testing.TB, f far) {
			f.khan.Name = "Müller"
			storetest.Do(t, f.p, storetest.Anna, "rename", func(tx *store.Tx) error { return tx.UpdateEntity(f.khan) })
		}},
		{"what a relation leads to is no longer gold", func(t testing.TB, f far) {
			if _, err := adjudicate.DeleteGold(ctx, f.p, storetest.Eva, f.gold.ID); err != nil {
				t.Fatal(err)
			}
		}},
		{"relations of a type lead from another label", func(t testing.TB, f far) {
			storetest.Do(t, f.p, annotate.Annotator{}, "codebook", func(tx *store.Tx) error {
				cb, err := tx.Codebook()
				if err != nil {
					return err
				}
				i := slices.IndexFunc(cb.RelationTypes, func(t annotate.RelationType) bool { return t.Name == "same_claim" })
				cb.RelationTypes[i].Symmetric = !cb.RelationTypes[i].Symmetric
				return tx.SetCodebook(cb, nil)
			})
		}},
		{"an article goes", func(t testing.TB, f far) {
			storetest.Do(t, f.p, annotate.Annotator{}, "delete", func(tx *store.Tx) error { return tx.DeleteDocument(f.documents[1].ID) })
		}},
		{"another program marks something", func(t testing.TB, f far) {
			beside, err := store.Open(ctx, f.p.Path())
			if err != nil {
				t.Fatal(err)
			}
			defer beside.Close()
			storetest.Tag(t, beside, storetest.Carl, f.documents[1], "actor", 0, 5)
		}},
		{"a file is merged", func(t testing.TB, f far) {
			other := storetest.New(t)
			storetest.Tag(t, other, storetest.Carl, storetest.AddDocument(t, other, storetest.Disputed), "actor", 0, 5)
			if _, err := merge.Files(ctx, f.p, annotate.Annotator{}, []string{other.Path()}, nil, nil); err != nil {
				t.Fatal(err)
			}
		}},
		{"everything is decided by vote", func(t testing.TB, f far) {
			if _, err := adjudicate.Auto(ctx, f.p, storetest.Eva, adjudicate.ByMajority, 0.5, nil); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := far{p: storetest.New(t), khan: annotate.Entity{LabelID: storetest.Label("actor"), Name: "Khan"}}
			f.documents = []annotate.Document{storetest.AddDocument(t, f.p, storetest.Disputed), storetest.AddDocument(t, f.p, storetest.Disputed+" And more.")}
			muller := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Müller"}
			storetest.Do(t, f.p, storetest.Anna, "entities", func(tx *store.Tx) error { return errors.Join(tx.CreateEntity(&f.khan), tx.CreateEntity(&muller)) })
			for who, entity := range map[*annotate.Annotator]string{&storetest.Anna: f.khan.ID, &storetest.Ben: muller.ID} {
				span := annotate.Span{DocumentID: f.documents[0].ID, LabelID: storetest.Label("actor"), Segments: storetest.Segments(6, 16), EntityID: entity}
				storetest.Do(t, f.p, *who, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&span) })
			}
			head, tail := storetest.Tag(t, f.p, storetest.Anna, f.documents[0], "claim", 17, 22), storetest.Tag(t, f.p, storetest.Anna, f.documents[1], "claim", 17, 22)
			for i, who := range []annotate.Annotator{storetest.Anna, storetest.Ben} { // each in a direction: one item where the type has none
				link := annotate.Relation{TypeID: storetest.RelationType("same_claim"), HeadSpanID: head.ID, TailSpanID: tail.ID}
				if i == 1 {
					link.HeadSpanID, link.TailSpanID = storetest.Tag(t, f.p, storetest.Ben, f.documents[1], "claim", 17, 22).ID, storetest.Tag(t, f.p, storetest.Ben, f.documents[0], "claim", 17, 22).ID
				}
				storetest.Do(t, f.p, who, "relate", func(tx *store.Tx) error { return tx.CreateRelation(&link) })
			}
			for _, d := range f.documents {
				for _, one := range storetest.Items(t, f.p, derived.Query{DocumentID: d.ID, LabelID: storetest.Label("claim")}) {
					storetest.Decide(t, f.p, one, review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
				}
			}
			spans, err := f.p.Spans(ctx, f.documents[1].ID, annotate.NewAnnotator("gold").ID)
			if err != nil || len(spans) != 1 {
				t.Fatal(spans, err)
			}
			f.gold = spans[0]
			if err := f.p.MakeAnew(ctx, nil); err != nil {
				t.Fatal(err)
			}
			before := entriesOf(t, f.p)
			c.change(t, f)
			storetest.Sound(t, f.p)
			after := entriesOf(t, f.p)
			if cmp.Equal(before, after) {
				t.Error("the queue is as it was")
			}
			if _, err := f.p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			storetest.Sound(t, f.p)
			if diff := cmp.Diff(before, entriesOf(t, f.p)); diff != "" {
				t.Errorf("undone, the queue is another: %s", diff)
			}
			if _, err := f.p.Redo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			storetest.Sound(t, f.p)
			if diff := cmp.Diff(after, entriesOf(t, f.p)); diff != "" {
				t.Errorf("redone, the queue is another: %s", diff)
			}
		})
	}
}

// TestVoteKeepsTheQueueItMade: a vote keeps what it made of the articles that it decided on, so that nothing is left to be made when the
// queue is next read. Where it decides again on what a vote decided before, which may be of other items too, it leaves that.
func TestVoteKeepsTheQueueItMade(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, storetest.Disputed)
	for _, who := range []annotate.Annotator{storetest.Anna, storetest.Ben} {
		storetest.Tag(t, p, who, d, "actor", 6, 16)
	}
	vote := func(accepted, golden, left int) {
		t.Helper()
		if err := p.MakeAnew(ctx, nil); err != nil {
			t.Fatal(err)
		}
		result, err := adjudicate.Auto(ctx, p, storetest.Eva, adjudicate.ByUnanimity, 0, nil)
		if err != nil || result.Accepted != accepted {
			t.Fatal(result, err)
		}
		err = p.Read(ctx, func(s *table.Session) error {
			stale, err := derived.ReviewPart.Stale(s)
			if len(stale) != left {
				t.Errorf("after a vote %v are to be made, and not %d", stale, left)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		storetest.Sound(t, p)
		if queue, err := adjudicate.ReadQueue(ctx, p, derived.Query{}, nil); err != nil || queue.Gold != golden || queue.Counts().Open > 0 {
			t.Errorf("%d in gold, %d open, %v", queue.Gold, queue.Counts().Open, err)
		}
	}
	vote(1, 1, 0)
	storetest.Tag(t, p, storetest.Carl, d, "actor", 6, 16)
	vote(1, 1, 1)
	for _, who := range []annotate.Annotator{storetest.Anna, storetest.Ben, storetest.Carl} {
		storetest.Tag(t, p, who, d, "claim", 17, 22)
	}
	vote(1, 2, 0)
}

// TestCheckSeesAKeptQueueThatIsWrong: another program may write what it likes. What cannot be read is made anew when it is read.
func TestCheckSeesAKeptQueueThatIsWrong(t *testing.T) {
	for _, statement := range []string{
		"UPDATE review SET voters = 7", "UPDATE review SET items = x'0001ff'", "INSERT INTO review_link (other, document_id) SELECT 'x', document_id FROM review",
		"INSERT INTO review (document_id, rules, voters, gold, items) VALUES ('gone', 1, 0, 0, x'0000')",
	} {
		p := storetest.New(t)
		d := storetest.AddDocument(t, p, storetest.Disputed)
		storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16)
		if err := p.MakeAnew(ctx, nil); err != nil {
			t.Fatal(err)
		}
		storetest.Sound(t, p)
		if _, err := storetest.Raw(t, p).Exec(statement); err != nil {
			t.Fatal(err)
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) != 1 || problems[0].Kind != "derived" {
			t.Errorf("%s: %v %v", statement, problems, err)
		}
		if strings.Contains(statement, "items =") {
			if entries := entriesOf(t, p); len(entries) != 1 {
				t.Errorf("%+v", entries)
			}
		}
		if err := p.MakeAnew(ctx, nil); err != nil {
			t.Fatal(err)
		}
		storetest.Sound(t, p)
	}
}

// TestReadingAQueueAtRestLeavesTheFileAlone: what little is stale is made in memory, and all of it where the file cannot be written to.
func TestReadingAQueueAtRestLeavesTheFileAlone(t *testing.T) {
	for documents, writable := range map[int]bool{5: true, 12: false} {
		p := storetest.New(t)
		for i := range documents {
			d := storetest.AddDocument(t, p, storetest.Disputed+strings.Repeat("!", i))
			storetest.Tag(t, p, storetest.Anna, d, "actor", 6, 16)
		}
		p.Close()
		end := func() {}
		if !writable {
			end = storetest.MayOnlyRead(t, p.Path())
		}
		before, err := os.ReadFile(p.Path())
		if err != nil {
			t.Fatal(err)
		}
		q, err := store.OpenToRead(ctx, p.Path())
		if err != nil {
			t.Fatal(err)
		}
		if entries := entriesOf(t, q); len(entries) != documents {
			t.Errorf("%d items", len(entries))
		}
		q.Close()
		if after, err := os.ReadFile(p.Path()); err != nil || !bytes.Equal(before, after) {
			t.Error("reading wrote to the file", err)
		}
		end()
	}
}
