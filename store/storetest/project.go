package storetest

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// Border is a small codebook with an attribute of each kind of value but text: actors, claims, and relations within an article and
// across.
func Border() annotate.Codebook {
	actor, claim := annotate.DerivedID("label", "actor"), annotate.DerivedID("label", "claim")
	return annotate.Codebook{
		Name: "test", Guidelines: "Mark what is said.",
		Labels: []annotate.Label{
			{ID: actor, Name: "actor", Color: "#3366cc", Style: annotate.Underline, Hotkey: "a", Attributes: []annotate.Attribute{
				{ID: annotate.DerivedID("attribute", "actor", "type"), LabelID: actor, Name: "type", Type: annotate.Choice, Options: []string{"person", "state"}},
				{ID: annotate.DerivedID("attribute", "actor", "roles"), LabelID: actor, Name: "roles", Type: annotate.Choices, Options: []string{"speaker", "target"}, Position: 1},
			}},
			{ID: claim, Name: "claim", Color: "#cc9933", Style: annotate.Tint, Hotkey: "c", Position: 1, Attributes: []annotate.Attribute{
				{ID: annotate.DerivedID("attribute", "claim", "weight"), LabelID: claim, Name: "weight", Type: annotate.Number},
				{ID: annotate.DerivedID("attribute", "claim", "quoted"), LabelID: claim, Name: "quoted", Type: annotate.Boolean, Position: 1},
			}},
		},
		RelationTypes: []annotate.RelationType{
			{ID: annotate.DerivedID("relation_type", "makes"), Name: "makes", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument},
			{ID: annotate.DerivedID("relation_type", "same_claim"), Name: "same_claim", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory, Symmetric: true},
		},
	}
}

// Label is the id of a label of Border.
func Label(name string) string { return annotate.DerivedID("label", name) }

// RelationType is the id of a relation type of Border.
func RelationType(name string) string { return annotate.DerivedID("relation_type", name) }

// New makes a project with the codebook Border and closes it after the test.
func New(t testing.TB) *store.Project {
	t.Helper()
	p, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "a story.parallax"), Border())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// Do is an act that must succeed.
func Do(t testing.TB, p *store.Project, who annotate.Annotator, action string, fn func(*store.Tx) error) store.Act {
	t.Helper()
	act, err := p.Do(context.Background(), who, action, action, fn)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	return act
}

// AddDocument adds an article to the story "Border", which it makes where need be.
func AddDocument(t testing.TB, p *store.Project, text string) annotate.Document {
	t.Helper()
	d := annotate.Document{Title: "T", Text: text, SourceName: "t.txt", SourceFormat: "text", Source: []byte(text)}
	Do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Border")
		if err != nil {
			return err
		}
		d.StoryID = story.ID
		return tx.AddDocument(&d, nil)
	})
	return d
}

// Tag marks a stretch of a document.
func Tag(t testing.TB, p *store.Project, who annotate.Annotator, d annotate.Document, name string, start, end int) annotate.Span {
	t.Helper()
	s := annotate.Span{DocumentID: d.ID, LabelID: Label(name), Segments: []annotate.Segment{{Start: start, End: end}}}
	Do(t, p, who, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) })
	return s
}

// Sound fails the test where the project is not.
func Sound(t testing.TB, p *store.Project) {
	t.Helper()
	problems, err := p.Check(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s", problem.Kind, problem.Sentence)
	}
}

// Annotated is a project in which two annotators, entities, relations across articles, regions, several segments and all types
// of value stand.
func Annotated(t testing.TB) *store.Project {
	p := New(t)
	var d [2]annotate.Document
	d[0] = AddDocument(t, p, "👩‍👩‍👧 Café e\u0301te\u0301 القمة 会议开始 said so & <more>.")
	d[1] = AddDocument(t, p, "The summit, القمة, ended.")
	AddDocument(t, p, "Untouched.")
	for _, who := range []annotate.Annotator{annotate.NewAnnotator("anna"), annotate.NewAnnotator("ben")} {
		Do(t, p, who, "mark", func(tx *store.Tx) error {
			entity := annotate.Entity{LabelID: Label("actor"), Name: who.Name + "’s summit"}
			actor := annotate.Span{DocumentID: d[0].ID, LabelID: Label("actor"), Segments: []annotate.Segment{{Start: 0, End: 5}, {Start: 6, End: 10}},
				Attributes: map[string]any{"type": "state", "roles": []string{"speaker", "target"}}, Note: "a <note>"}
			claim := annotate.Span{DocumentID: d[0].ID, LabelID: Label("claim"), Segments: []annotate.Segment{{Start: 17, End: 22}},
				Attributes: map[string]any{"weight": 0.5, "quoted": true}, DerivedFrom: []string{"x"}, Confidence: 0.25}
			other := annotate.Span{DocumentID: d[1].ID, LabelID: Label("claim"), Segments: []annotate.Segment{{Start: 12, End: 17}}}
			err := tx.CreateEntity(&entity)
			actor.EntityID = entity.ID
			for _, span := range []*annotate.Span{&actor, &claim, &other} {
				err = errors.Join(err, tx.CreateSpan(span))
			}
			return errors.Join(err,
				tx.CreateRelation(&annotate.Relation{TypeID: RelationType("makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID, Note: "n"}),
				tx.CreateRelation(&annotate.Relation{TypeID: RelationType("same_claim"), HeadSpanID: claim.ID, TailSpanID: other.ID}),
				tx.SetRegions(d[0].ID, []annotate.Region{{Start: 0, End: 5, Kind: annotate.RegionTitle}}),
				tx.SetProgress(d[1].ID, annotate.Done))
		})
	}
	return p
}
