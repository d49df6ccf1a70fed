package across_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestMarksOfALayer(t *testing.T) {
	p := storetest.New(t)
	ids := storetest.Stories(t, p)
	first := add(t, p, article(ids[0], 0, 1, 2))
	second := add(t, p, article(ids[0], 8))
	add(t, p, article(ids[0], 0, 1, 2, 7)) // a copy of the first
	elsewhere := add(t, p, article(ids[1], 5))
	anna, ben := annotate.NewAnnotator("anna"), annotate.NewAnnotator("ben")
	storetest.Do(t, p, anna, "mark", func(tx *store.Tx) error {
		entity := annotate.Entity{LabelID: storetest.Label("claim"), Name: "It was a watchdog"}
		actor := annotate.Span{DocumentID: first.ID, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 50, End: 58}, {Start: 59, End: 71}}}
		claim := annotate.Span{DocumentID: first.ID, LabelID: storetest.Label("claim"), Segments: []annotate.Segment{{Start: 89, End: 110}}, Attributes: map[string]any{"quoted": true}}
		other := annotate.Span{DocumentID: second.ID, LabelID: storetest.Label("claim"), Segments: []annotate.Segment{{Start: 4, End: 14}}}
		err := tx.CreateEntity(&entity)
		claim.EntityID = entity.ID
		for _, span := range []*annotate.Span{&actor, &claim, &other} {
			err = errors.Join(err, tx.CreateSpan(span))
		}
		return errors.Join(err, tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID}))
	})
	storetest.Tag(t, p, ben, first, "claim", 4, 12)
	storetest.Tag(t, p, ben, first, "actor", 4, 12)
	storetest.Tag(t, p, anna, elsewhere, "claim", 0, 9)

	layers, err := across.ClaimLayers(ctx, p, ids[0])
	if err != nil || len(layers) != 2 || layers[0].Name != "anna" || layers[0].Claims != 2 || layers[1].Claims != 1 {
		t.Fatal(layers, err)
	}
	if usual := across.Usual(layers); usual.Name != "anna" {
		t.Errorf("%s is taken", usual.Name)
	}
	if usual := across.Usual(append(layers, across.Layer{Annotator: annotate.NewAnnotator("gold"), Claims: 1})); usual.Name != "gold" {
		t.Errorf("%s is taken, not gold", usual.Name)
	}
	look := func() (said []string) {
		m, err := across.Marks(ctx, p, ids[0], anna.ID)
		if err != nil {
			t.Fatal(err)
		}
		table := coverage.Of(m, coverage.Articles)
		for _, c := range table.Claims {
			said = append(said, fmt.Sprint(c.Name, " ", c.Cells[0].Column, c.Actors(), c.Cells[0].Attributes(), table.Columns[0].Copies))
		}
		return said
	}
	anew := look() // which articles are copies is found
	for i, want := range []string{"brass band 1 [] map[] [2]", "It was a watchdog 0 ["} {
		if !strings.HasPrefix(anew[i], want) {
			t.Errorf("%s, where %s…", anew[i], want)
		}
	}
	if !strings.Contains(anew[1], "Governor … Mira Tolland") || !strings.HasSuffix(anew[1], "map[quoted:map[yes:1]] [2]") {
		t.Error(anew[1])
	}
	if err := p.MakeAnew(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(anew, look()); diff != "" { // the file keeps it now
		t.Error(diff)
	}
	if m, err := across.Marks(ctx, p, "", anna.ID); err != nil || len(m.Documents) != 4 || len(m.Spans) != 4 || len(m.Copies) != 1 {
		t.Errorf("of all stories: %d articles, %d spans, %v, %v", len(m.Documents), len(m.Spans), m.Copies, err)
	}
}

// BenchmarkMarks reads a story of 50 articles and 500 claims, of which each stands in a third of the articles, and makes its coverage.
func BenchmarkMarks(b *testing.B) {
	p := storetest.New(b)
	story := storetest.Stories(b, p)[0]
	anna := annotate.NewAnnotator("anna")
	storetest.Do(b, p, anna, "mark", func(tx *store.Tx) (err error) {
		entities := map[string]string{}
		entity := func(label, name string) string {
			e := annotate.Entity{LabelID: storetest.Label(label), Name: name}
			if entities[name] == "" {
				err = errors.Join(err, tx.CreateEntity(&e))
				entities[name] = e.ID
			}
			return entities[name]
		}
		for i := range 50 {
			d := annotate.Document{StoryID: story, Text: strings.Repeat(fmt.Sprintf("Article %d says so. ", i), 300)}
			err = errors.Join(err, tx.AddDocument(&d, nil))
			for k := range 500 {
				if (i+k)%3 == 0 {
					at := 10 * k
					actor := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), EntityID: entity("actor", fmt.Sprint("actor ", k%40)), Segments: []annotate.Segment{{Start: at, End: at + 3}}}
					claim := annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("claim"), EntityID: entity("claim", fmt.Sprint("claim ", k)), Segments: []annotate.Segment{{Start: at + 4, End: at + 9}}}
					err = errors.Join(err, tx.CreateSpan(&actor), tx.CreateSpan(&claim),
						tx.CreateRelation(&annotate.Relation{TypeID: storetest.RelationType("makes"), HeadSpanID: actor.ID, TailSpanID: claim.ID}))
				}
			}
		}
		return err
	})
	if err := p.MakeAnew(ctx, nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m, err := across.Marks(ctx, p, story, anna.ID)
		if err != nil {
			b.Fatal(err)
		}
		if table := coverage.Of(m, coverage.Articles); len(table.Claims) != 500 {
			b.Fatal(len(table.Claims))
		}
	}
}
