package ingest

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestTakeJoinsBlocks(t *testing.T) {
	doc, err := Take("dir/page.html", Found{
		Format: "html", Source: []byte("<p>"), Title: " Harbour\n stays shut ", Published: "2024-03-05T10:00:00+01:00", Language: "en-GB",
		Blocks: []Block{
			{Text: "Harbour stays shut", Kind: annotate.RegionTitle}, {Text: " \u200b "}, {Text: "The 🦊 port\u00a0of Vell will stay shut, the mayor said on Monday."},
			{Text: "a crane", Kind: annotate.RegionCaption}, {Text: "a quay", Kind: annotate.RegionCaption, Close: true}, {Text: "“No ship will leave,” she added, and nobody asked why."},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "Harbour stays shut\n\nThe 🦊 port of Vell will stay shut, the mayor said on Monday.\n\na crane\na quay\n\n“No ship will leave,” she added, and nobody asked why."
	if doc.Text != want || doc.TextSHA256 != annotate.HashText(want) {
		t.Errorf("%q", doc.Text)
	}
	runes := []rune(doc.Text)
	var got []string
	for _, r := range doc.Regions {
		got = append(got, string(r.Kind)+": "+string(runes[r.Start:r.End]))
	}
	if len(got) != 2 || got[0] != "title: Harbour stays shut" || got[1] != "caption: a crane\na quay" {
		t.Errorf("%q", got)
	}
	if doc.Title != "Harbour stays shut" || doc.Published != "2024-03-05T10:00:00+01:00" || doc.Language != "en" || doc.SourceName != "page.html" || doc.SourceFormat != "html" {
		t.Errorf("%+v", doc.Document)
	}
}

func TestTakeSaysWhatItDoesNotUnderstand(t *testing.T) {
	doc, err := Take("a.html", Found{Format: "html", Published: "the day after", Blocks: []Block{{Text: "Some words of an article stand here."}}})
	if err != nil || doc.Published != "" || len(doc.Notes()) != 1 {
		t.Errorf("%q %q %v", doc.Published, doc.Notes(), err)
	}
	for _, blocks := range [][]Block{nil, {{Text: " \n"}}, {{Text: "42"}}} {
		if _, err := Take("a.html", Found{Format: "html", Blocks: blocks}); err == nil {
			t.Errorf("%+v is an article", blocks)
		}
	}
}
