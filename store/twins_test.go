package store_test

import (
	"slices"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// Two who are joined and had marked the same words alike: each such span stands once, with what either says of it; what differs stays.
func TestWhatBothMarkedAlikeStandsOnceWhenTheyAreJoined(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "Zoë 🌍 met the envoy. 大使离开了。 Then the envoy left.")
	anna, capital := storetest.Anna, annotate.NewAnnotator("Anna")
	mark := func(who annotate.Annotator, label string, start, end int, change func(tx *store.Tx, s *annotate.Span)) annotate.Span {
		s := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label(label), Segments: []annotate.Segment{{Start: start, End: end}}}
		storetest.Do(t, p, who, "tag", func(tx *store.Tx) error {
			if change != nil {
				change(tx, &s)
			}
			return tx.CreateSpan(&s)
		})
		return s
	}
	zoe := annotate.Entity{LabelID: storetest.Label("actor"), Name: "Zoë"}
	storetest.Do(t, p, anna, "entity", func(tx *store.Tx) error { return tx.CreateEntity(&zoe) })
	first := mark(anna, "actor", 0, 3, nil)
	claim := mark(anna, "claim", 0, 20, nil)
	mark(anna, "actor", 14, 19, func(_ *store.Tx, s *annotate.Span) { s.Attributes = map[string]any{"type": "person"} })
	second := mark(capital, "actor", 0, 3, func(_ *store.Tx, s *annotate.Span) { s.EntityID, s.Note = zoe.ID, "the writer" })
	theirs := mark(capital, "claim", 0, 20, nil)
	mark(capital, "actor", 14, 19, func(_ *store.Tx, s *annotate.Span) { s.Attributes = map[string]any{"type": "state"} }) // differs
	other := mark(capital, "claim", 22, 28, nil)                                                                           // only theirs
	mark(capital, "claim", 14, 19, nil)                                                                                    // another label
	relate := func(who annotate.Annotator, head, tail, note string) (r annotate.Relation) {
		r = annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: head, TailSpanID: tail, Note: note}
		storetest.Do(t, p, who, "relate", func(tx *store.Tx) error { return tx.CreateRelation(&r) })
		return r
	}
	kept := relate(anna, first.ID, claim.ID, "by her own account")
	relate(capital, second.ID, theirs.ID, "says the paper")
	moved := relate(capital, second.ID, other.ID, "")
	flag := annotate.Flag{SpanID: theirs.ID, Question: "Where does it end?"}
	storetest.Do(t, p, capital, "flag", func(tx *store.Tx) error { return tx.AddFlag(&flag) })
	before := storetest.JSONL(t, p)

	var joined store.Joined
	act, err := p.Do(ctx, anna, "annotator", "Joined", func(tx *store.Tx) (err error) {
		joined, err = tx.JoinAnnotators(anna.ID, capital.ID)
		return err
	})
	storetest.Must(t, err)
	if joined != (store.Joined{Once: 2, Twice: 1}) {
		t.Errorf("it says %+v", joined)
	}
	storetest.Sound(t, p)
	spans, err := p.Spans(ctx, d.ID, anna.ID)
	storetest.Must(t, err)
	var ids []string
	for _, s := range spans {
		ids = append(ids, s.ID)
	}
	if len(spans) != 6 || slices.Contains(ids, second.ID) || slices.Contains(ids, theirs.ID) {
		t.Errorf("%d spans stand", len(spans))
	}
	one, err := p.Span(ctx, first.ID)
	if err != nil || one.EntityID != zoe.ID || one.Note != "the writer" || one.AnnotatorID != anna.ID {
		t.Errorf("the one that stands for both is %+v, %v", one, err)
	}
	relations, err := p.RelationsOf(ctx, first.ID)
	storetest.Must(t, err)
	notes := map[string]string{}
	for _, r := range relations {
		notes[r.TailSpanID] = r.Note
	}
	if len(relations) != 2 || notes[claim.ID] != "by her own account\nsays the paper" || !slices.ContainsFunc(relations, func(r annotate.Relation) bool { return r.ID == moved.ID }) ||
		!slices.ContainsFunc(relations, func(r annotate.Relation) bool { return r.ID == kept.ID }) {
		t.Errorf("relations %+v", relations)
	}
	flags, err := p.Flags(ctx, store.FlagQuery{})
	if err != nil || len(flags) != 1 || flags[0].SpanID != claim.ID {
		t.Errorf("questions %+v, %v", flags, err)
	}
	if _, err := p.UndoAct(ctx, act.Seq); err != nil {
		t.Fatal(err)
	}
	storetest.Sound(t, p)
	if after := storetest.JSONL(t, p); string(after) != string(before) {
		t.Errorf("after undo the project is another:\n%s\n%s", before, after)
	}
	_, err = p.Redo(ctx, "")
	storetest.Must(t, err)
	if spans, err := p.Spans(ctx, d.ID, anna.ID); err != nil || len(spans) != 6 {
		t.Errorf("after redo %d spans, %v", len(spans), err)
	}
}
