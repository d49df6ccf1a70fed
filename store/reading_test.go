package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestLayers(t *testing.T) {
	p := storetest.New(t)
	first := storetest.AddDocument(t, p, "The ISI said so.")
	second := storetest.AddDocument(t, p, "The CIA said so.")
	third := storetest.AddDocument(t, p, "Nobody said so.")
	storetest.AddDocument(t, p, "Untouched.")
	storetest.Tag(t, p, storetest.Ben, first, "actor", 4, 7)
	storetest.Tag(t, p, storetest.Anna, first, "actor", 4, 7)
	storetest.Do(t, p, storetest.Anna, "done", func(tx *store.Tx) error { return tx.SetProgress(second.ID, annotate.Done) })
	storetest.Do(t, p, storetest.Anna, "doing", func(tx *store.Tx) error { return tx.SetProgress(third.ID, annotate.Doing) })
	for name, want := range map[string]string{
		"":     "0 anna doing 1, 0 ben doing 1, 1 anna done 0, 2 anna doing 0, 3  todo 0",
		"all":  "0 anna doing 1, 0 ben doing 1, 1 anna done 0, 2 anna doing 0, 3  todo 0",
		"anna": "0 anna doing 1, 1 anna done 0",
		"ben":  "0 ben doing 1",
	} {
		var got []string
		for l, err := range exchange.Layers(ctx, p, exchange.LayerQuery{Layer: name}) {
			if err != nil {
				t.Fatal(err)
			}
			if l.Document.Text == "" || l.Story.Name != "Border" {
				t.Errorf("%+v", l)
			}
			got = append(got, strings.Join([]string{string(rune('0' + l.Document.Position)), l.Annotator.Name, string(l.State), string(rune('0' + len(l.Spans)))}, " "))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: got %v", name, got)
		}
	}
	for _, err := range exchange.Layers(ctx, p, exchange.LayerQuery{Layer: "carl"}) {
		if !errors.Is(err, annotate.ErrNotFound) || !strings.Contains(err.Error(), "anna, ben") {
			t.Error(err)
		}
	}
}

// Every span that is taken says in SQLite, counted in code points, the words that it says in Go.
func TestOffsetsAreCodePoints(t *testing.T) {
	p := storetest.New(t)
	text := "😀 👩‍👩‍👧 Café e\u0301te\u0301 القمة 会议 🇦🇫 end"
	d := storetest.AddDocument(t, p, text)
	runes := []rune(text)
	db := storetest.Raw(t, p)
	rapid.Check(t, func(rt *rapid.T) {
		start := rapid.IntRange(0, len(runes)-1).Draw(rt, "start")
		end := rapid.IntRange(start+1, len(runes)).Draw(rt, "end")
		s := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: start, End: end}}}
		_, err := p.Do(ctx, storetest.Anna, "tag", "Tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) })
		cuts := func(at int) bool { return at < len(runes) && strings.ContainsRune("\u0301\u200d", runes[at]) }
		if cuts(start) || cuts(end) {
			if !errors.Is(err, annotate.ErrInvalid) {
				rt.Fatal("a character was cut", err)
			}
			return
		}
		if err != nil {
			if !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), "cuts a character") {
				rt.Fatal(err)
			}
			return
		}
		var words string
		err = db.QueryRow(`SELECT substr(text, start + 1, "end" - start) FROM segment g JOIN span s ON s.id = g.span_id JOIN document d ON d.id = s.document_id
			WHERE s.id = ?`, s.ID).Scan(&words)
		if err != nil || words != string(runes[start:end]) {
			rt.Fatalf("%q is not %q (%v)", words, string(runes[start:end]), err)
		}
	})
}

func TestRulesOfSpansAndRelations(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ISI said that the CIA lied.")
	a, c := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 7), storetest.Tag(t, p, storetest.Anna, d, "claim", 13, 30)
	b := storetest.Tag(t, p, storetest.Ben, d, "claim", 13, 30)
	relate := func(kind, head, tail string) func(*store.Tx) error {
		return func(tx *store.Tx) error {
			return tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType(kind), HeadSpanID: head, TailSpanID: tail})
		}
	}
	storetest.Do(t, p, storetest.Anna, "relate", relate("makes", a.ID, c.ID))
	create := func(s annotate.Span) func(*store.Tx) error {
		s.DocumentID = d.ID
		return func(tx *store.Tx) error { return tx.CreateSpan(&s) }
	}
	at := []annotate.Segment{{Start: 0, End: 3}}
	for name, fn := range map[string]func(*store.Tx) error{
		"relation twice":     relate("makes", a.ID, c.ID),
		"wrong way":          relate("makes", c.ID, a.ID),
		"two annotators":     relate("makes", a.ID, b.ID),
		"itself":             relate("same_claim", c.ID, c.ID),
		"unknown type":       relate("blames", a.ID, c.ID),
		"label of a related": func(tx *store.Tx) error { s := a; s.LabelID = storetest.Label("claim"); return tx.UpdateSpan(s) },
		"no segment":         create(annotate.Span{LabelID: storetest.Label("actor")}),
		"outside":            create(annotate.Span{LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 30, End: 99}}}),
		"unknown label":      create(annotate.Span{LabelID: "x", Segments: at}),
		"unknown attribute":  create(annotate.Span{LabelID: storetest.Label("actor"), Segments: at, Attributes: map[string]any{"x": "y"}}),
		"unknown option":     create(annotate.Span{LabelID: storetest.Label("actor"), Segments: at, Attributes: map[string]any{"type": "planet"}}),
		"confidence":         create(annotate.Span{LabelID: storetest.Label("actor"), Segments: at, Confidence: 1.5}),
		"unknown entity":     create(annotate.Span{LabelID: storetest.Label("actor"), Segments: at, EntityID: "x"}),
		"text twice": func(tx *store.Tx) error {
			return tx.AddDocument(&annotate.Document{StoryID: d.StoryID, Text: d.Text}, nil)
		},
		"another text": func(tx *store.Tx) error {
			return tx.UpdateDocument(annotate.Document{ID: d.ID, Text: "The ISI said nothing."})
		},
		"state": func(tx *store.Tx) error { return tx.SetProgress(d.ID, "half") },
	} {
		if act, err := p.Do(ctx, storetest.Anna, name, name, fn); !storetest.Ruled(err) || act.Seq != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if act := storetest.Do(t, p, storetest.Anna, "nothing", func(tx *store.Tx) error { return tx.UpdateSpan(a) }); act.Seq != 0 {
		t.Error("an act that changed nothing is in the history")
	}
	if _, redo, err := p.Undoable(ctx, ""); err != nil || redo != nil {
		t.Error(redo, err)
	}
	storetest.Do(t, p, storetest.Anna, "delete", func(tx *store.Tx) error { return tx.DeleteSpan(c.ID) })
	if left, err := p.RelationsOf(ctx, a.ID); err != nil || len(left) != 0 {
		t.Error(left, err)
	}
	storetest.Sound(t, p)
}

func TestReading(t *testing.T) {
	p := storetest.Annotated(t)
	stories, err := p.Stories(ctx)
	if err != nil || len(stories) != 1 || stories[0].Documents != 3 {
		t.Fatal(stories, err)
	}
	story := stories[0].ID
	documents, err := p.Documents(ctx, story)
	if err != nil || len(documents) != 3 || documents[0].Text != "" {
		t.Fatal(documents, err)
	}
	if source, err := p.Source(ctx, documents[2].ID); err != nil || string(source) != "Untouched." {
		t.Error(string(source), err)
	}
	if states, err := p.States(ctx, story, storetest.Anna.ID); err != nil || states[documents[0].ID] != annotate.Doing || states[documents[1].ID] != annotate.Done {
		t.Error(states, err)
	}
	counts, err := p.Counts(ctx, story, storetest.Anna.ID)
	if diff := cmp.Diff(map[string]int{storetest.Label("actor"): 1, storetest.Label("claim"): 2}, counts); diff != "" || err != nil {
		t.Error(diff, err)
	}
	entities, err := p.Entities(ctx, store.EntityQuery{StoryID: story, Prefix: "ANNA"})
	if err != nil || len(entities) != 1 || entities[0].Mentions != 1 {
		t.Fatal(entities, err)
	}
	names, err := p.EntityNames(ctx, documents[0].ID)
	if len(names) != 2 || names[entities[0].ID] != entities[0].Name || err != nil { // ben has one there too
		t.Error(names, err)
	}
	spans, err := p.Spans(ctx, documents[0].ID, "")
	if err != nil || len(spans) != 4 || !slices.IsSortedFunc(spans, func(a, b annotate.Span) int {
		if annotate.SpanLess(b, a) {
			return 1
		}
		return -1
	}) {
		t.Error(spans, err)
	}
	if relations, err := p.Relations(ctx, documents[1].ID, storetest.Anna.ID); err != nil || len(relations) != 1 {
		t.Error(relations, err)
	}
	other := annotate.Entity{LabelID: storetest.Label("actor"), Name: "The summit", Aliases: []string{"Gipfel"}}
	storetest.Do(t, p, storetest.Anna, "merge", func(tx *store.Tx) error {
		return errors.Join(tx.CreateEntity(&other), tx.MergeEntities(other.ID, entities[0].ID))
	})
	merged, err := p.Entity(ctx, other.ID)
	if diff := cmp.Diff([]string{"Gipfel", "anna’s summit"}, merged.Aliases); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := p.Do(ctx, storetest.Anna, "delete", "Delete", func(tx *store.Tx) error { return tx.DeleteEntity(other.ID) }); !errors.Is(err, annotate.ErrConflict) {
		t.Error(err)
	}
	storetest.Sound(t, p)
}

// TestSpansOwnTheirAttributes changes what one of two spans says that were written alike.
func TestSpansOwnTheirAttributes(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ISI said so.")
	for i := range 2 {
		storetest.Do(t, p, storetest.Anna, "tag", func(tx *store.Tx) error {
			return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 4 * i, End: 4*i + 3}},
				Attributes: map[string]any{"type": "person", "roles": []string{"speaker", "target"}}})
		})
	}
	spans, err := p.Spans(ctx, d.ID, "")
	if err != nil || len(spans) != 2 {
		t.Fatal(spans, err)
	}
	spans[0].Attributes["type"] = "state"
	spans[0].Attributes["roles"].([]string)[0] = "target"
	if diff := cmp.Diff(map[string]any{"type": "person", "roles": []string{"speaker", "target"}}, spans[1].Attributes); diff != "" {
		t.Error(diff)
	}
}

func TestWatchersHearEachAct(t *testing.T) {
	p := storetest.New(t)
	var heard []string
	p.Watch(func(a store.Act) { heard = append(heard, string(a.Kind)+" "+a.Summary) })
	d := storetest.AddDocument(t, p, "The ISI said so.")
	s := storetest.Tag(t, p, storetest.Anna, d, "actor", 4, 7)
	undone, err := p.Undo(ctx, "")
	if err != nil || !slices.ContainsFunc(undone.Changes, func(c annotate.Change) bool { return c.EntityID == s.ID && c.After == nil }) {
		t.Error(undone, err)
	}
	if _, err := p.Redo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(heard, ", "); got != "do import, do tag, undo tag, redo tag" {
		t.Error(got)
	}
}
