package story_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/html/story"
	"github.com/parallax-annotation/parallax/assets"
)

func book(t rapid.TB) annotate.Codebook {
	t.Helper()
	data, found := assets.Codebook("default")
	if !found {
		t.Fatal("no default codebook")
	}
	cb, err := codebook.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

func page(t rapid.TB, records ...dataset.Record) string {
	t.Helper()
	var out bytes.Buffer
	sink := form.NewFile(&out)
	w, err := story.Write(form.Head{Codebook: book(t)}, sink)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// words are what a reader sees of the elements of a name, one by one.
func words(t rapid.TB, source, element string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	var text func(*html.Node) string
	text = func(n *html.Node) string {
		if n.Type == html.TextNode {
			return n.Data
		}
		if n.Data == "br" {
			return "\n"
		}
		if n.Data == "sup" {
			return ""
		}
		var all strings.Builder
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			all.WriteString(text(c))
		}
		return all.String()
	}
	for n := range root.Descendants() {
		if n.Data == element && n.Type == html.ElementNode {
			found = append(found, text(n))
		}
	}
	return found
}

func span(id, label string, start, end int, text string, entity *dataset.Entity) dataset.Span {
	return dataset.Span{ID: id, Label: label, Start: start, End: end, Segments: [][2]int{{start, end}}, Text: text, Entity: entity, Confidence: 1}
}

func TestAPageShowsWhoIsSaidToClaimWhat(t *testing.T) {
	port := &dataset.Entity{ID: "e1", Name: "The port stays shut"}
	one := dataset.Record{ID: "d1", Text: "🦊 Zoe said “ports stay shut”.\n\nMore <b>here</b>", Layer: "anna",
		Meta:    dataset.Meta{Story: "Harbour & <sea>", Title: "Shut", Outlet: "Gazette", URL: "javascript:alert(1)", Language: "en"},
		Spans:   []dataset.Span{span("s1", "actor", 2, 5, "Zoe", nil), span("s2", "claim", 11, 28, "“ports stay shut”", port)},
		Regions: []dataset.Region{{Start: 31, End: 47, Kind: "related"}}, Relations: []dataset.Relation{{Type: "makes", Head: "s1", Tail: "s2"}}}
	two := dataset.Record{ID: "d2", Text: "الميناء مغلق", Layer: "anna", Meta: dataset.Meta{Story: "Harbour & <sea>", Outlet: "المساء", URL: "https://example.org/a"},
		Spans:     []dataset.Span{span("s3", "claim", 0, 12, "الميناء مغلق", port)},
		Relations: []dataset.Relation{{Type: "same_claim", Head: "s3", Tail: "s2"}, {Type: "same_claim", Head: "s3", Tail: "elsewhere"}}}
	got := page(t, one, two)
	if strings.Contains(got, "<script") || strings.Contains(got, "javascript:") || strings.Contains(got, "<b>here") || !strings.Contains(got, `href="https://example.org/a"`) {
		t.Error("the page is not harmless")
	}
	if p := words(t, got, "p"); !strings.Contains(strings.Join(p, "|"), "🦊 Zoe said “ports stay shut”.|More <b>here</b>|") {
		t.Errorf("%q", p)
	}
	var rows []string
	for _, row := range words(t, got, "tr") {
		rows = append(rows, strings.Join(strings.Fields(row), " "))
	}
	want := []string{"claimactorArticleWordsHow", "The port stays shutZoeGazette (anna) “ports stay shut”", "–المساء (anna) الميناء مغلق",
		"The port stays shut المساء (anna)same_claimThe port stays shut Gazette (anna)", "The port stays shut المساء (anna)same_claimin another story"}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", strings.Join(rows, "\n"))
	}
	if file := os.Getenv("STORY_PAGE"); file != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if again := page(t, one, two); again != got {
		t.Error("the same records give other bytes")
	}
	if !strings.Contains(page(t), "nothing in this export") {
		t.Error("an empty page says nothing")
	}
}

// Whatever lies over what, every word stands in the page once, in its order.
func TestEveryWordIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(strings.Trim(rapid.StringOfN(rapid.SampledFrom([]rune("a🦊é\u0301ב水<&\n ")), 1, 40, -1).Draw(t, "text"), "\n"))
		if len(text) == 0 {
			return
		}
		r := dataset.Record{ID: "d", Text: string(text), Layer: "anna", Meta: dataset.Meta{Title: "T"}}
		for range rapid.IntRange(0, 4).Draw(t, "spans") {
			start := rapid.IntRange(0, len(text)-1).Draw(t, "start")
			end := rapid.IntRange(start+1, len(text)).Draw(t, "end")
			r.Spans = append(r.Spans, span("s", rapid.SampledFrom([]string{"actor", "claim", "gone"}).Draw(t, "label"), start, end, string(text[start:end]), nil))
		}
		if rapid.Bool().Draw(t, "region") {
			start := rapid.IntRange(0, len(text)-1).Draw(t, "from")
			r.Regions = []dataset.Region{{Start: start, End: rapid.IntRange(start+1, len(text)).Draw(t, "to"), Kind: "caption"}}
		}
		shown := words(t, page(t, r), "p")[2:] // below the legend and what is known of the article
		squeeze := func(s string) string {
			return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), "")
		}
		if got, want := squeeze(strings.Join(shown, "")), squeeze(string(text)); got != want {
			t.Fatalf("%q is shown as %q", want, got)
		}
	})
}
