package store_test

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
	"github.com/parallax-annotation/parallax/store/storetest"
)

// TestKeptQueueIsWhatItWouldBeIfMadeAnew has annotators, reviewers, a second program and a merged file change a project at random. What
// the file keeps of a review is made at any time in between; a check compares all of it that is not stale with what the annotations
// say, and reading the queue with the items read anew.
func TestKeptQueueIsWhatItWouldBeIfMadeAnew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts := []string{disputed, disputed + " And more.", disputed + " And still more."}
		other := reviewing{T: rt, p: newProject(t)}
		defer other.p.Close()
		h := reviewing{T: rt, p: newProject(t)}
		defer h.p.Close()
		for i, text := range texts {
			h.documents = append(h.documents, addDocument(t, h.p, text))
			if i > 0 {
				other.documents = append(other.documents, addDocument(t, other.p, text))
			}
		}
		beside, err := store.Open(ctx, h.p.Path())
		if err != nil {
			rt.Fatal(err)
		}
		defer beside.Close()
		for range rapid.IntRange(4, 14).Draw(rt, "steps") {
			h.change(&other, beside)
			if rapid.IntRange(0, 2).Draw(rt, "keep") == 0 {
				if err := h.p.MakeAnew(ctx, nil); err != nil {
					rt.Fatal(err)
				}
			}
		}
		h.sound()
		h.sameAsQueue()
		h.sound()
	})
}

// change has somebody do something.
func (h *reviewing) change(other *reviewing, beside *store.Project) {
	documents, err := h.p.Documents(ctx, h.documents[0].StoryID)
	if err != nil {
		h.Fatal(err)
	}
	if h.documents = documents; len(documents) == 0 {
		h.Skip("all articles are gone")
	}
	switch rapid.SampledFrom([]string{"annotate", "annotate", "annotate", "decide", "decide", "vote", "undo", "redo", "entity", "codebook", "delete", "many", "beside", "merge"}).Draw(h.T, "change") {
	case "annotate":
		h.annotate()
	case "beside":
		second := *h
		second.p = beside
		second.annotate()
	case "decide":
		if list := h.items(store.ReviewQuery{}); len(list) > 0 {
			if one := rapid.SampledFrom(list).Draw(h.T, "item"); one.Kind != review.Added {
				h.decide(one)
			}
		}
	case "vote":
		if _, err := h.p.AutoReview(ctx, eva, store.ByMajority, 0.5, nil); err != nil {
			h.Fatal(err)
		}
	case "undo":
		_, err := h.p.Undo(ctx, rapid.SampledFrom([]string{"", anna.ID}).Draw(h.T, "whose"))
		h.unlessRefused(err)
	case "redo":
		_, err := h.p.Redo(ctx, "")
		h.unlessRefused(err)
	case "entity":
		h.entity()
	case "codebook":
		_, err := h.p.Do(ctx, annotate.Annotator{}, "codebook", "codebook", func(tx *store.Tx) error {
			cb, err := tx.Codebook()
			if err != nil {
				return err
			}
			t := &cb.RelationTypes[0]
			t.Symmetric, t.HeadLabel = !t.Symmetric, rapid.SampledFrom([]string{"", t.HeadLabel}).Draw(h.T, "head")
			return tx.SetCodebook(cb, nil)
		})
		h.unlessRefused(err)
	case "delete":
		one := rapid.SampledFrom(documents).Draw(h.T, "document")
		_, err := h.p.Do(ctx, annotate.Annotator{}, "delete", "delete", func(tx *store.Tx) error { return tx.DeleteDocument(one.ID) })
		h.unlessRefused(err)
	case "many": // enough for the article to be made anew in the act
		one := rapid.SampledFrom(documents).Draw(h.T, "document")
		who := rapid.SampledFrom([]annotate.Annotator{anna, ben, carl}).Draw(h.T, "who")
		_, err := h.p.Do(ctx, who, "many", "many", func(tx *store.Tx) error {
			for i := range 16 {
				from := i % (len(edges) - 1)
				if err := tx.CreateSpan(&annotate.Span{DocumentID: one.ID, LabelID: label("actor"), Segments: segments(edges[from], edges[from+1])}); err != nil {
					return err
				}
			}
			return nil
		})
		h.unlessRefused(err)
	case "merge":
		other.annotate()
		_, err := h.p.Merge(ctx, []string{other.p.Path()}, nil, nil)
		h.unlessRefused(err)
	}
}

// entity gives a span an entity, or an entity another name.
func (h *reviewing) entity() {
	_, err := h.p.Do(ctx, anna, "entity", "entity", func(tx *store.Tx) error {
		spans, err := tx.Spans(rapid.SampledFrom(h.documents).Draw(h.T, "document").ID, "")
		if err != nil || len(spans) == 0 {
			return err
		}
		one := rapid.SampledFrom(spans).Draw(h.T, "span")
		if one.EntityID != "" && rapid.Bool().Draw(h.T, "rename") {
			e, err := tx.Entity(one.EntityID)
			if err != nil {
				return err
			}
			e.Name = rapid.SampledFrom([]string{"Khan", "Müller", "the network"}).Draw(h.T, "name")
			return tx.UpdateEntity(e)
		}
		e := annotate.Entity{LabelID: one.LabelID, Name: rapid.SampledFrom([]string{"Khan", "Müller"}).Draw(h.T, "name")}
		if err := tx.CreateEntity(&e); err != nil {
			return err
		}
		one.EntityID = e.ID
		return tx.UpdateSpan(one)
	})
	h.unlessRefused(err)
}

// unlessRefused fails for an error that is no refusal.
func (h *reviewing) unlessRefused(err error) {
	h.Helper()
	for _, refusal := range []error{nil, annotate.ErrInvalid, annotate.ErrConflict, annotate.ErrNothing} {
		if errors.Is(err, refusal) {
			return
		}
	}
	h.Fatal(err)
}

// entriesOf lists a queue by article.
func entriesOf(t testing.TB, p *store.Project) (entries []review.Entry) {
	t.Helper()
	queue, err := p.ReviewQueue(ctx, store.ReviewQuery{}, nil)
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
			do(t, f.p, anna, "rename", func(tx *store.Tx) error { return tx.UpdateEntity(f.khan) })
		}},
		{"what a relation leads to is no longer gold", func(t testing.TB, f far) {
			if _, err := f.p.DeleteGold(ctx, eva, f.gold.ID); err != nil {
				t.Fatal(err)
			}
		}},
		{"relations of a type lead from another label", func(t testing.TB, f far) {
			do(t, f.p, annotate.Annotator{}, "codebook", func(tx *store.Tx) error {
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
			do(t, f.p, annotate.Annotator{}, "delete", func(tx *store.Tx) error { return tx.DeleteDocument(f.documents[1].ID) })
		}},
		{"another program marks something", func(t testing.TB, f far) {
			beside, err := store.Open(ctx, f.p.Path())
			if err != nil {
				t.Fatal(err)
			}
			defer beside.Close()
			tag(t, beside, carl, f.documents[1], "actor", 0, 5)
		}},
		{"a file is merged", func(t testing.TB, f far) {
			other := newProject(t)
			tag(t, other, carl, addDocument(t, other, disputed), "actor", 0, 5)
			if _, err := f.p.Merge(ctx, []string{other.Path()}, nil, nil); err != nil {
				t.Fatal(err)
			}
		}},
		{"everything is decided by vote", func(t testing.TB, f far) {
			if _, err := f.p.AutoReview(ctx, eva, store.ByMajority, 0.5, nil); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := far{p: newProject(t), khan: annotate.Entity{LabelID: label("actor"), Name: "Khan"}}
			f.documents = []annotate.Document{addDocument(t, f.p, disputed), addDocument(t, f.p, disputed+" And more.")}
			muller := annotate.Entity{LabelID: label("actor"), Name: "Müller"}
			do(t, f.p, anna, "entities", func(tx *store.Tx) error { return errors.Join(tx.CreateEntity(&f.khan), tx.CreateEntity(&muller)) })
			for who, entity := range map[*annotate.Annotator]string{&anna: f.khan.ID, &ben: muller.ID} {
				span := annotate.Span{DocumentID: f.documents[0].ID, LabelID: label("actor"), Segments: segments(6, 16), EntityID: entity}
				do(t, f.p, *who, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&span) })
			}
			head, tail := tag(t, f.p, anna, f.documents[0], "claim", 17, 22), tag(t, f.p, anna, f.documents[1], "claim", 17, 22)
			for i, who := range []annotate.Annotator{anna, ben} { // each in a direction: one item where the type has none
				link := annotate.Relation{TypeID: relation("same_claim"), HeadSpanID: head.ID, TailSpanID: tail.ID}
				if i == 1 {
					link.HeadSpanID, link.TailSpanID = tag(t, f.p, ben, f.documents[1], "claim", 17, 22).ID, tag(t, f.p, ben, f.documents[0], "claim", 17, 22).ID
				}
				do(t, f.p, who, "relate", func(tx *store.Tx) error { return tx.CreateRelation(&link) })
			}
			for _, d := range f.documents {
				for _, one := range items(t, f.p, store.ReviewQuery{DocumentID: d.ID, LabelID: label("claim")}) {
					decide(t, f.p, one, review.Verdict{Name: review.Take, Candidates: []int{0}}, "")
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
			sound(t, f.p)
			after := entriesOf(t, f.p)
			if cmp.Equal(before, after) {
				t.Error("the queue is as it was")
			}
			if _, err := f.p.Undo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			sound(t, f.p)
			if diff := cmp.Diff(before, entriesOf(t, f.p)); diff != "" {
				t.Errorf("undone, the queue is another: %s", diff)
			}
			if _, err := f.p.Redo(ctx, ""); err != nil {
				t.Fatal(err)
			}
			sound(t, f.p)
			if diff := cmp.Diff(after, entriesOf(t, f.p)); diff != "" {
				t.Errorf("redone, the queue is another: %s", diff)
			}
		})
	}
}

// TestCheckSeesAKeptQueueThatIsWrong: another program may write what it likes. What cannot be read is made anew when it is read.
func TestCheckSeesAKeptQueueThatIsWrong(t *testing.T) {
	for _, statement := range []string{
		"UPDATE review SET voters = 7", "UPDATE review SET items = x'0001ff'", "INSERT INTO review_link (other, document_id) SELECT 'x', document_id FROM review",
		"INSERT INTO review (document_id, rules, voters, gold, items) VALUES ('gone', 1, 0, 0, x'0000')",
	} {
		p := newProject(t)
		d := addDocument(t, p, disputed)
		tag(t, p, anna, d, "actor", 6, 16)
		if err := p.MakeAnew(ctx, nil); err != nil {
			t.Fatal(err)
		}
		sound(t, p)
		if _, err := raw(t, p).Exec(statement); err != nil {
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
		sound(t, p)
	}
}

// TestReadingAQueueAtRestLeavesTheFileAlone: what little is stale is made in memory, and all of it where the file cannot be written to.
func TestReadingAQueueAtRestLeavesTheFileAlone(t *testing.T) {
	for documents, writable := range map[int]bool{5: true, 12: false} {
		p := newProject(t)
		for i := range documents {
			d := addDocument(t, p, disputed+strings.Repeat("!", i))
			tag(t, p, anna, d, "actor", 6, 16)
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
