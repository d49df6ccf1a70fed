package find_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/find"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// sentences are what the articles of these tests are made of.
var sentences = storetest.Sentences{
	"The corroded sluices of the mill burst overnight.", "Governor Mira Tolland called the board “a toothless watchdog”.", "The flood drowned 50 sheep near Orrin.",
	"Perez’s Café was flooded, Pérez said.", "Inspectors had warned twice that the sluices were corroded.", "中国政府说，洪水在中国。",
	"ประเทศไทยและคนไทย", "🦊 A vixen crossed the meadow at dawn.", "قالت الحُكُومَة إن السد انهار.",
}

var queries = []string{"sluices", "the", "corrod*", "a", "50", `"the sluices"`, "sluices NEAR/3 corroded", "the NOT sheep", "flood* OR vixen", "中国", "ไทย", "الحكومة", "🦊", "perez cafe", `"of the mi"*`}

func query(t testing.TB, text string) search.Query {
	t.Helper()
	q, err := search.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// hits writes what was found so that two answers can be compared.
func hits(found find.Found) (all []string) {
	for _, h := range found.Hits {
		span := ""
		if h.Span != nil {
			span = h.Span.ID
		}
		all = append(all, fmt.Sprintf("%s %s %s %v %q", h.Story, h.Document.ID, span, h.At, h.Text))
	}
	return all
}

// scanned is what a look at every article finds, without an index.
func scanned(t testing.TB, p *store.Project, q find.Question) (all []string) {
	t.Helper()
	list, err := p.Stories(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, story := range list {
		documents, err := p.Documents(ctx, story.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range documents {
			full, err := p.Document(ctx, d.ID)
			if err != nil {
				t.Fatal(err)
			}
			regions, err := p.Regions(ctx, d.ID)
			if err != nil {
				t.Fatal(err)
			}
			spans, err := p.Spans(ctx, d.ID, q.AnnotatorID)
			if err != nil {
				t.Fatal(err)
			}
			spans = slices.DeleteFunc(spans, func(s annotate.Span) bool { return q.LabelID != "" && s.LabelID != q.LabelID })
			text := textpos.New(full.Text)
			add := func(at annotate.Segment, span string, words string) {
				in := find.Prose
				for _, r := range regions {
					if r.Start <= at.Start && at.Start < r.End {
						in = r.Kind
					}
				}
				if q.Region == "" || q.Region == in {
					all = append(all, fmt.Sprintf("%s %s %s %v %q", story.Name, d.ID, span, at, words))
				}
			}
			if !q.Spans {
				for _, at := range places(t, q.Query, full.Text) {
					inside := func(s annotate.Span) bool {
						return slices.ContainsFunc(s.Segments, func(g annotate.Segment) bool { return g.Start <= at.Start && at.End <= g.End })
					}
					if q.LabelID == "" || slices.ContainsFunc(spans, inside) {
						add(at, "", text.Slice(at.Start, at.End))
					}
				}
				continue
			}
			for _, s := range spans {
				if words := text.Quote(s.Segments); len(places(t, q.Query, words)) > 0 {
					add(annotate.Segment{Start: s.Start(), End: s.End()}, s.ID, words)
				}
			}
		}
	}
	return all
}

func places(t testing.TB, q search.Query, text string) (all []annotate.Segment) {
	t.Helper()
	read, block := search.Read(text), search.Block{}
	block.Add(0, read.Words)
	found, err := q.Find(block.Lookup)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range found {
		for _, p := range h.Places {
			all = append(all, read.Segment(p))
		}
	}
	return all
}

// TestTheIndexFindsWhatALookAtEveryArticleFinds has people and a second program change articles and spans at random, and search at any time
// in between. What the file keeps is what it would be if it was made anew, and so is what is found.
func TestTheIndexFindsWhatALookAtEveryArticleFinds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &storetest.Changing{T: rt, Several: []int{1, 1, 20}, Others: []string{"tag", "tag", "move"}} // of many articles, what is stale is kept
		c.Draw = func(story string) annotate.Document {
			d := sentences.Draw(rt, story)
			d.Text += fmt.Sprint(" ", rapid.IntRange(0, 1000).Draw(rt, "edition"))
			return d
		}
		c.Do = func(tx *store.Tx, what string, d annotate.Document) error {
			if what == "move" {
				d.Outlet = rapid.SampledFrom([]string{"The Paper", ""}).Draw(rt, "outlet")
				return tx.UpdateDocument(d)
			}
			end := rapid.IntRange(5, 40).Draw(rt, "end")
			return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: storetest.Label(rapid.SampledFrom([]string{"actor", "claim"}).Draw(rt, "label")),
				Segments: []annotate.Segment{{Start: end / 2, End: end}}})
		}
		defer c.Begin(t)()
		p := c.P
		f := find.New(p)
		same := func() {
			q := find.Question{Query: query(t, rapid.SampledFrom(queries).Draw(rt, "query")), Spans: rapid.Bool().Draw(rt, "spans"),
				Region: rapid.SampledFrom([]annotate.RegionKind{"", "", find.Prose, annotate.RegionCaption}).Draw(rt, "region")}
			if rapid.IntRange(0, 2).Draw(rt, "label") == 0 {
				q.LabelID = storetest.Label("actor")
			}
			if q.LabelID != "" && !q.Spans {
				q.Region = "" // it is that of the spans then
			}
			found, err := f.Find(ctx, q, 0, find.Hearer{})
			if err != nil {
				rt.Fatal(err)
			}
			if diff := cmp.Diff(scanned(t, p, q), hits(found)); diff != "" || found.Total != len(found.Hits) {
				rt.Fatalf("%d: %s", found.Total, diff)
			}
		}
		for range rapid.IntRange(4, 16).Draw(rt, "steps") {
			c.Change()
			if rapid.Bool().Draw(rt, "look") {
				same()
			}
		}
		same()
		storetest.Sound(t, p)
		if err := p.MakeAnew(ctx, nil); err != nil {
			rt.Fatal(err)
		}
		storetest.Sound(t, p)
		same()
	})
}

// TestCheckSeesAnIndexThatIsWrong: another program may write what it likes.
func TestCheckSeesAnIndexThatIsWrong(t *testing.T) {
	for _, statement := range []string{
		"DELETE FROM searched_word WHERE word = 'the'", "UPDATE searched_word SET places = x'0001ff'", "INSERT INTO searched_word (block, word, places) VALUES (7, 'x', x'000100')",
		"UPDATE searched SET regions = x'000102'", "UPDATE searched SET document_id = 'gone' WHERE number = 0", "INSERT INTO searched_word (block, word, places) VALUES (0, 'x', x'000100')",
	} {
		p := storetest.New(t)
		story := storetest.Stories(t, p)[0]
		for i := range 20 { // of few, nothing is kept
			storetest.Do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error {
				d := sentences.Article(story, i%3)
				d.Text += fmt.Sprint(" the ", i)
				return tx.AddDocument(&d, nil)
			})
		}
		found, err := find.New(p).Find(ctx, find.Question{Query: query(t, "the")}, 0, find.Hearer{})
		if err != nil || found.Articles != 20 {
			t.Fatal(found, err)
		}
		storetest.Sound(t, p)
		if _, err := storetest.Raw(t, p).Exec(statement); err != nil {
			t.Fatal(err)
		}
		problems, err := p.Check(ctx, nil)
		if err != nil || len(problems) != 1 || problems[0].Kind != "derived" {
			t.Errorf("%s: %v %v", statement, problems, err)
		}
		if err := p.MakeAnew(ctx, nil); err != nil {
			t.Fatal(err)
		}
		storetest.Sound(t, p)
		if again, err := find.New(p).Find(ctx, find.Question{Query: query(t, "the")}, 0, find.Hearer{}); err != nil || !slices.Equal(hits(again), hits(found)) {
			t.Error("made anew, the index finds something else", err)
		}
		p.Close()
	}
}

func TestSpansOfModelsAreFoundWhereTheyAreNamed(t *testing.T) {
	p := storetest.New(t)
	defer p.Close()
	d := sentences.Article(storetest.Stories(t, p)[0], 0)
	storetest.Do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error { return tx.AddDocument(&d, nil) })
	machine := annotate.NewAnnotator("machine")
	machine.Kind = annotate.Model
	for _, who := range []annotate.Annotator{storetest.Anna, machine} {
		storetest.Do(t, p, who, "tag", func(tx *store.Tx) error {
			return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("actor"), Segments: storetest.Segments(4, 20)})
		})
	}
	for who, want := range map[string]int{"": 1, storetest.Anna.ID: 1, machine.ID: 1} {
		found, err := find.New(p).Find(ctx, find.Question{Query: query(t, "sluices"), Spans: true, AnnotatorID: who}, 0, find.Hearer{})
		if err != nil || found.Total != want || who == machine.ID && found.Hits[0].Span.AnnotatorID != machine.ID {
			t.Errorf("%q: %+v %v", who, found, err)
		}
	}
}

// TestArticlesAreSearchedByWhatIsKnownOfThem narrows a search by outlet, day and state.
func TestArticlesAreSearchedByWhatIsKnownOfThem(t *testing.T) {
	p := storetest.New(t)
	defer p.Close()
	story := storetest.Stories(t, p)[0]
	var documents []annotate.Document
	for i, day := range []string{"2011-10-06", "2011-10-07T08:30:00Z", ""} {
		d := sentences.Article(story, 0, i)
		d.Published, d.Outlet = day, fmt.Sprint("Outlet ", i)
		storetest.Do(t, p, annotate.Annotator{}, "import", func(tx *store.Tx) error { return tx.AddDocument(&d, nil) })
		documents = append(documents, d)
	}
	storetest.Do(t, p, storetest.Anna, "done", func(tx *store.Tx) error { return tx.SetProgress(documents[1].ID, annotate.Done) })
	for _, test := range []struct {
		q    find.Question
		want []int
	}{
		{find.Question{Since: "2011-10-07"}, []int{1}},
		{find.Question{Until: "2011-10-07"}, []int{0, 1}},
		{find.Question{Until: "2011-10-06"}, []int{0}},
		{find.Question{Outlet: "Outlet 2"}, []int{2}},
		{find.Question{State: annotate.Done}, []int{1}},
		{find.Question{State: annotate.Todo}, []int{0, 2}},
		{find.Question{State: annotate.Done, AnnotatorID: storetest.Ben.ID}, nil},
	} {
		test.q.Query = query(t, "corroded NEAR sluices")
		found, err := find.New(p).Find(ctx, test.q, 0, find.Hearer{})
		var got []int
		for _, h := range found.Hits {
			got = append(got, slices.IndexFunc(documents, func(d annotate.Document) bool { return d.ID == h.Document.ID }))
		}
		if got = slices.Compact(got); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%+v: %v %v, want %v", test.q, got, err, test.want)
		}
	}
}
