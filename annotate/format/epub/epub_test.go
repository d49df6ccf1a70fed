package epub_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/epub"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

func book(t testing.TB, chapter string, more ...string) []byte {
	return readtest.Zip(t, append([]string{"mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>`,
		"OEBPS/content.opf", `<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Vell Quarterly</dc:title><dc:creator>Ana Tarn</dc:creator><dc:date>2024-03-05</dc:date><dc:language>en</dc:language></metadata>` +
			`<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/><item id="c" href="cover.xhtml" media-type="application/xhtml+xml"/></manifest>` +
			`<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>`,
		"OEBPS/nav.xhtml", "<nav>Contents</nav>", "OEBPS/cover.xhtml", `<html><body><img src="x.png"/></body></html>`, "OEBPS/text/a.xhtml", chapter,
		"OEBPS/text/two b.xhtml", `<html><body><h2>A fox</h2><p>A fox came into the town hall of Norrin on Monday.</p></body></html>`}, more...)...)
}

func TestEachChapterIsAnArticle(t *testing.T) {
	data := book(t, `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>Harbour<br/>shut</h1><p>The port of Vell is shut, the <i>mayor</i> said.</p></body></html>`)
	articles, notes, err := readtest.Read(t, epub.Format, "a.epub", data, form.ReadOptions{})
	if err != nil || len(articles) != 2 {
		t.Fatalf("%d %v", len(articles), err)
	}
	d := articles[0]
	if d.Title != "Harbour shut" || d.Outlet != "Vell Quarterly" || d.Author != "Ana Tarn" || d.Published != "2024-03-05" || d.Language != "en" || articles[1].Title != "A fox" {
		t.Errorf("%+v %+v", d.Document, articles[1].Document)
	}
	if want := "⟦title:Harbour\nshut⟧\n\nThe port of Vell is shut, the mayor said."; readtest.Marked(d) != want {
		t.Errorf("%q", readtest.Marked(d))
	}
	if said := strings.Join(notes, "\n"); !strings.Contains(said, "each chapter of “Vell Quarterly”") || !strings.Contains(said, "1 chapter has no words") {
		t.Errorf("%q", said)
	}
}

func TestDamagedBooksAreRefused(t *testing.T) {
	whole := book(t, "<p>The port is shut.</p>")
	for n := 0; n < len(whole); n += 13 {
		readtest.Read(t, epub.Format, "a.epub", whole[:n], form.ReadOptions{}) //nolint:errcheck // it must not panic
	}
	readtest.Refused(t, epub.Format, "encrypted", book(t, "", "META-INF/encryption.xml", `<encryption><EncryptedData><CipherReference URI="a"/></EncryptedData></encryption>`), "encrypted EPUB")
	readtest.Refused(t, epub.Format, "other", readtest.Zip(t, "a", "b"), "no EPUB")
}

func FuzzChapter(f *testing.F) {
	f.Add(`<table><tr><td>a<td><p>b<p>c</table><ul><li>x</ul>`)
	f.Fuzz(func(t *testing.T, chapter string) {
		readtest.Read(t, epub.Format, "a.epub", book(t, chapter), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	chapter := strings.Repeat("<p>The port of Vell will stay shut until Friday, the mayor said on Monday, and nobody asked why.</p>", 2000)
	data := book(b, chapter)
	b.SetBytes(int64(len(chapter)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.Read(b, epub.Format, "a.epub", data, form.ReadOptions{}) //nolint:errcheck // it is timed
	}
}
