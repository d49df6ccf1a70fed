package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

var ctx = context.Background()

// codebook is a small one: actors with two attributes, claims, and relations within an article and across.
func codebook() annotate.Codebook {
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

func label(name string) string    { return annotate.DerivedID("label", name) }
func relation(name string) string { return annotate.DerivedID("relation_type", name) }

var anna, ben = annotate.NewAnnotator("anna"), annotate.NewAnnotator("ben")

// newProject makes a project with the codebook above and closes it after the test.
func newProject(t testing.TB) *store.Project {
	t.Helper()
	p, err := store.Create(ctx, filepath.Join(t.TempDir(), "a story.parallax"), codebook())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// do is an act that must succeed.
func do(t testing.TB, p *store.Project, who annotate.Annotator, action string, fn func(*store.Tx) error) store.Act {
	t.Helper()
	act, err := p.Do(ctx, who, action, action, fn)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	return act
}

// addDocument adds an article to the story "Border", which it makes where need be.
func addDocument(t testing.TB, p *store.Project, text string) annotate.Document {
	t.Helper()
	d := annotate.Document{Title: "T", Text: text, SourceName: "t.txt", SourceFormat: "text", Source: []byte(text)}
	do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error {
		story, _, err := tx.Story("Border")
		if err != nil {
			return err
		}
		d.StoryID = story.ID
		return tx.AddDocument(&d, nil)
	})
	return d
}

// tag marks a stretch of a document.
func tag(t testing.TB, p *store.Project, who annotate.Annotator, d annotate.Document, name string, start, end int) annotate.Span {
	t.Helper()
	s := annotate.Span{DocumentID: d.ID, LabelID: label(name), Segments: []annotate.Segment{{Start: start, End: end}}}
	do(t, p, who, "tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) })
	return s
}

func sound(t testing.TB, p *store.Project) {
	t.Helper()
	problems, err := p.Check(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s", problem.Kind, problem.Sentence)
	}
}
