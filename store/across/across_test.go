package across_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/across"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// sentences are what the articles of these tests are made of.
var sentences = storetest.Sentences{
	"The corroded sluices of the mill burst overnight.", "Governor Mira Tolland called the board “a toothless watchdog”.", "The flood drowned 50 sheep near Orrin.",
	"Some 15 drowned sheep were found near Orrin after the flood.", "Inspectors had warned twice that the sluices were corroded.", "Villagers slept in tents on the meadow.",
	"Corroded sluices, inspectors warned, would burst.", "🦊 A vixen crossed the meadow at dawn.", "The brass band played until midnight.",
}

// article is an article of some of the sentences, in English.
func article(story string, which ...int) annotate.Document {
	d := sentences.Article(story, which...)
	d.Language = "en"
	return d
}

func add(t testing.TB, p *store.Project, d annotate.Document) annotate.Document {
	t.Helper()
	storetest.Do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error { return tx.AddDocument(&d, nil) })
	return d
}

func passages(t testing.TB, p *store.Project, storyID string) across.Shared {
	t.Helper()
	shared, err := across.Passages(ctx, p, storyID, nil)
	if err != nil {
		t.Fatal(err)
	}
	return shared
}

// foundAnew is what passages would be if nothing was kept.
func foundAnew(t testing.TB, p *store.Project, shared across.Shared) (families []passage.Family, copies [][]int) {
	t.Helper()
	var texts []*passage.Text
	for _, d := range shared.Documents {
		regions, err := p.Regions(ctx, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, passage.Read(passage.Article{Text: textpos.New(d.Text), Language: d.Language, Regions: regions}))
	}
	found, err := passage.Among(ctx, texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	return passage.Families(found), passage.Copied(len(texts), found)
}

// TestKeptPassagesAreWhatTheyWouldBeIfFoundAnew has people and a second program change the articles of two stories at random. What the file
// keeps of what they share is made at any time in between.
func TestKeptPassagesAreWhatTheyWouldBeIfFoundAnew(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &storetest.Changing{T: rt, Several: []int{1}, Others: []string{"language"}}
		c.Draw = func(story string) annotate.Document {
			d := sentences.Draw(rt, story)
			d.Language = "en"
			return d
		}
		c.Do = func(tx *store.Tx, _ string, d annotate.Document) error {
			d.Language = rapid.SampledFrom([]string{"en", "de", ""}).Draw(rt, "language")
			return tx.UpdateDocument(d)
		}
		defer c.Begin(t)()
		p, ids := c.P, c.Stories
		for range rapid.IntRange(4, 16).Draw(rt, "steps") {
			c.Change()
			if rapid.Bool().Draw(rt, "look") {
				passages(t, p, rapid.SampledFrom(ids).Draw(rt, "story"))
			}
		}
		storetest.Sound(t, p)
		for _, id := range ids {
			shared := passages(t, p, id)
			families, copies := foundAnew(t, p, shared)
			if diff := cmp.Diff(families, shared.Families); diff != "" {
				rt.Fatal(diff)
			}
			if diff := cmp.Diff(copies, shared.Copies); diff != "" {
				rt.Fatal(diff)
			}
		}
		if err := p.MakeAnew(ctx, nil); err != nil {
			rt.Fatal(err)
		}
		storetest.Sound(t, p)
	})
}

func TestPassagesOfAStory(t *testing.T) {
	p := storetest.New(t)
	ids := storetest.Stories(t, p)
	add(t, p, article(ids[0], 0, 1, 2))
	add(t, p, article(ids[0], 8, 1))
	add(t, p, article(ids[0], 0, 1, 2, 7))
	add(t, p, article(ids[1], 0, 1, 2))
	shared := passages(t, p, ids[0])
	if len(shared.Documents) != 3 || len(shared.Families) == 0 || !cmp.Equal(shared.Copies, [][]int{{0, 2}}) || !cmp.Equal(shared.Languages, []string{"en"}) {
		t.Fatalf("%+v", shared)
	}
	in := map[int]bool{}
	for _, f := range shared.Families {
		for _, place := range f.Places {
			if strings.Contains(textpos.New(shared.Documents[place.Article].Text).Slice(place.Start, place.End), "toothless watchdog") {
				in[place.Article] = true
			}
		}
	}
	if len(in) != 3 {
		t.Errorf("the quotation is found in %v", in)
	}
	if none := passages(t, p, ids[1]); len(none.Families) != 0 || len(none.Documents) != 1 {
		t.Errorf("the only article of a story shares %+v", none.Families)
	}
}

// TestCheckSeesKeptPassagesThatAreWrong: another program may write what it likes. What cannot be read is found anew when it is read.
func TestCheckSeesKeptPassagesThatAreWrong(t *testing.T) {
	for _, statement := range []string{
		"UPDATE alignment SET copies = 7", "UPDATE alignment SET pairs = '[]'", "UPDATE alignment SET pairs = 'x'", "DELETE FROM alignment",
		fmt.Sprintf("INSERT INTO aligned (document_id, rules) VALUES ('gone', %d)", passage.Rules),
		"INSERT INTO alignment (a, b, copies, pairs) SELECT a, 'x', 0, '[]' FROM alignment",
	} {
		p := storetest.New(t)
		ids := storetest.Stories(t, p)
		add(t, p, article(ids[0], 0, 1))
		add(t, p, article(ids[0], 8, 1))
		if err := p.MakeAnew(ctx, nil); err != nil {
			t.Fatal(err)
		}
		want := passages(t, p, ids[0])
		storetest.Sound(t, p)
		if _, err := storetest.Raw(t, p).Exec(statement); err != nil {
			t.Fatal(err)
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) != 1 || problems[0].Kind != "derived" {
			t.Errorf("%s: %v %v", statement, problems, err)
		}
		if strings.HasSuffix(statement, "'x'") {
			if diff := cmp.Diff(want, passages(t, p, ids[0])); diff != "" {
				t.Error(diff)
			}
		}
		if err := p.MakeAnew(ctx, nil); err != nil {
			t.Fatal(err)
		}
		storetest.Sound(t, p)
	}
}

// TestReadingPassagesAtRestLeavesTheFileAlone: what little is stale is found in memory, and all of it where the file cannot be written to.
func TestReadingPassagesAtRestLeavesTheFileAlone(t *testing.T) {
	for articles, writable := range map[int]bool{5: true, 12: false} {
		p := storetest.New(t)
		ids := storetest.Stories(t, p)
		for i := range articles {
			add(t, p, article(ids[0], i%len(sentences), 1, (i+i/len(sentences)+2)%len(sentences)))
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
		if shared := passages(t, q, ids[0]); len(shared.Documents) != articles || len(shared.Families) == 0 {
			t.Errorf("%d articles, %d families", len(shared.Documents), len(shared.Families))
		}
		q.Close()
		if after, err := os.ReadFile(p.Path()); err != nil || !bytes.Equal(before, after) {
			t.Error("reading wrote to the file", err)
		}
		end()
	}
}

// TestAnAnnotatorsClaimsContradictEachOther: what is the same for one annotator, and disputed by another, is no contradiction.
func TestAnAnnotatorsClaimsContradictEachOther(t *testing.T) {
	codebook := storetest.Border()
	codebook.RelationTypes = append(codebook.RelationTypes, annotate.RelationType{ID: storetest.RelationType("disputes"), Name: "disputes",
		HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory})
	p, err := store.Create(ctx, filepath.Join(t.TempDir(), "mill.parallax"), codebook)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	story := storetest.Stories(t, p)[0]
	var documents []annotate.Document
	for i := range 3 {
		documents = append(documents, add(t, p, article(story, i)))
	}
	relate := func(who string) (disputes annotate.Relation) {
		storetest.Do(t, p, annotate.NewAnnotator(who), "relate", func(tx *store.Tx) error {
			var spans []annotate.Span
			for _, d := range documents {
				span := annotate.Span{DocumentID: d.ID, AnnotatorID: tx.Annotator().ID, LabelID: storetest.Label("claim"),
					Segments: []annotate.Segment{{Start: 0, End: 3}}, Confidence: 1}
				if err := tx.CreateSpan(&span); err != nil {
					return err
				}
				spans = append(spans, span)
			}
			same := storetest.RelationType("same_claim")
			disputes = annotate.Relation{TypeID: storetest.RelationType("disputes"), HeadSpanID: spans[0].ID, TailSpanID: spans[2].ID}
			return errors.Join(tx.CreateRelation(&annotate.Relation{TypeID: same, HeadSpanID: spans[0].ID, TailSpanID: spans[1].ID}),
				tx.CreateRelation(&annotate.Relation{TypeID: same, HeadSpanID: spans[2].ID, TailSpanID: spans[1].ID}), tx.CreateRelation(&disputes))
		})
		return disputes
	}
	disputes := relate("anna")
	relate("ben")
	found, err := across.Contradictions(ctx, p, story, annotate.NewAnnotator("anna").ID)
	if err != nil || len(found) != 1 || found[0].Disputes.ID != disputes.ID || len(found[0].Same) != 2 {
		t.Errorf("found %+v, %v", found, err)
	}
	if found, err = across.Contradictions(ctx, p, storetest.Stories(t, p)[1], annotate.NewAnnotator("anna").ID); err != nil || len(found) != 0 {
		t.Errorf("in another story there are %+v, %v", found, err)
	}
	said, err := across.SayContradictions(ctx, p)
	if err != nil || len(said) != 2 || !strings.Contains(said[0], "a contradiction of anna: “The” (") || !strings.HasSuffix(said[0], "and both are the same claim by way of 1 other") {
		t.Errorf("%q %v", said, err)
	}
}
