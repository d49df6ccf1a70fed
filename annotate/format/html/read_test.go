package html

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// readAll reads a file that lies in memory.
func readAll(t *testing.T, name string, data []byte) ([]ingest.Document, []string) {
	t.Helper()
	var docs []ingest.Document
	var notes []string
	for item, err := range Format.Read(form.BytesSource(name, data), form.ReadOptions{Note: func(s string) { notes = append(notes, s) }}) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		docs = append(docs, *item.Article)
	}
	return docs, notes
}

const small = `<!doctype html><html lang="en"><head><title>Harbour stays shut | Vell Courier</title><meta property="og:site_name" content="Vell Courier">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour stays shut","datePublished":"2024-03-05T10:00:00+01:00","dateModified":"2024-03-07","author":{"@type":"Person","name":"Ada Quill"}}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Harbour stays shut</h1><p class="byline">By Ada Quill</p>
<p>The port of Vell will stay shut until the end of the month, the mayor said on Monday, after three cranes were found to be cracked.</p>
<figure><img src="x.jpg"><figcaption>A crane in Vell</figcaption></figure>
<p>“No ship will leave,” she said, and added that the pilots had been sent home, for how long nobody could say.</p>
<ul><li>Two ferries are held at the quay.</li><li>Trains run as usual.</li></ul></article>
<aside class="related"><h3>Read more</h3><a href="/1">Ten other harbours</a></aside><footer>© Vell Courier</footer></body></html>`

func TestReadPage(t *testing.T) {
	docs, _ := readAll(t, "page.html", []byte(small))
	if len(docs) != 1 {
		t.Fatalf("%d articles", len(docs))
	}
	doc := docs[0]
	if doc.Title != "Harbour stays shut" || doc.Author != "Ada Quill" || doc.Published != "2024-03-05T10:00:00+01:00" || doc.Outlet != "Vell Courier" || doc.Language != "en" {
		t.Errorf("%+v", doc.Document)
	}
	for _, want := range []string{"three cranes", "pilots had been sent home", "Two ferries are held at the quay.\nTrains run as usual."} {
		if !strings.Contains(apart(doc), want) {
			t.Errorf("without %q: %q", want, doc.Text)
		}
	}
	for _, other := range []string{"Home", "Ten other", "Read more"} {
		if strings.Contains(doc.Text, other) {
			t.Errorf("with %q: %q", other, doc.Text)
		}
	}
	if !strings.Contains(doc.Text, "A crane in Vell") || strings.Contains(apart(doc), "A crane in Vell") {
		t.Errorf("the caption is no region: %q", doc.Text)
	}
}
