package exchange_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/readtest"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// storiesOf are the titles or file names of a project's articles, with their stories.
func storiesOf(t *testing.T, p *store.Project) []string {
	t.Helper()
	stories, err := p.Stories(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range stories {
		documents, err := p.Documents(ctx, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range documents {
			got = append(got, s.Name+": "+d.SourceName)
		}
	}
	slices.Sort(got)
	return got
}

func TestAnArchiveIsListedLikeAFolder(t *testing.T) {
	docx := readtest.Zip(t, "[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>The bridge of Tarn was closed, the ministry said.</w:t></w:r></w:p></w:body></w:document>`)
	inner := readtest.Zip(t, "fox.txt", "A fox came into the town hall of Norrin on Monday.")
	from := jsonl(t, annotated(t))
	path := file(t, "Harbour.zip", readtest.Zip(t, "a.txt", "The ferry left at noon, the harbour said.", "Bridge/b.docx", string(docx), "Bridge/.hidden", "x", "__MACOSX/._a.txt", "x",
		"more/Foxes.zip", string(inner), "more/all.jsonl", string(from), "more/picture.png", "\x89PNG\r\n\x1a\n\x00\x00"))
	p := newProject(t)
	results := importFiles(t, p, exchange.ImportOptions{}, path)
	var got []string
	for _, r := range results {
		name, err := filepath.Rel(path, r.File)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(name)+" "+string(r.Status))
		if r.Status == exchange.Refused && !strings.Contains(r.Reason, "PNG image") {
			t.Errorf("%s: %s", r.File, r.Reason)
		}
	}
	if want := "Bridge/b.docx added, a.txt added, more/Foxes.zip/fox.txt added, more/all.jsonl added, more/picture.png refused"; strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
	stories := storiesOf(t, p)
	for _, want := range []string{"Harbour: a.txt", "Bridge: b.docx", "Foxes: fox.txt"} {
		if !slices.Contains(stories, want) {
			t.Errorf("%q lacks in %q", want, stories)
		}
	}
	for _, r := range importFiles(t, p, exchange.ImportOptions{}, path) {
		if r.Status != exchange.Present && r.Status != exchange.Refused {
			t.Errorf("again: %+v", r)
		}
	}
	if one := importFiles(t, newProject(t), exchange.ImportOptions{}, filepath.Join(path, "Bridge", "b.docx")); len(one) != 1 || one[0].Status != exchange.Added {
		t.Errorf("one of its files: %+v", one)
	}
	if none := importFiles(t, newProject(t), exchange.ImportOptions{}, filepath.Join(path, "c.txt")); len(none) != 1 || none[0].Status != exchange.Refused {
		t.Errorf("a file that is not there: %+v", none)
	}
	sound(t, p)
}

func TestArchivesThatAreNotToBeTrusted(t *testing.T) {
	nested := readtest.Zip(t, "a.txt", "The ferry left at noon, the harbour said.")
	for range 5 {
		nested = readtest.Zip(t, "inner.zip", string(nested))
	}
	for name, c := range map[string]struct {
		data  []byte
		words string
	}{
		"out.zip":    {readtest.Zip(t, "../../a.txt", "x"), "leads out of it"},
		"deep.zip":   {nested, "unpack it first"},
		"empty.zip":  {readtest.Zip(t), "empty"},
		"slides.zip": {readtest.Zip(t, "ppt/presentation.xml", "<x/>"), "PowerPoint"},
		"pages.zip":  {readtest.Zip(t, "Index/Document.iwa", "x"), "Apple Pages"},
		"cut.epub":   {readtest.Zip(t, "mimetype", "application/epub+zip"), "its name ends in .epub, but no such document is in it"},
		"cut.docx":   {readtest.Zip(t, "[Content_Types].xml", "<Types/>"), "its name ends in .docx"},
		"some.qdpx":  {readtest.Zip(t, "a.txt", "The port is shut."), "let its name end in .zip"},
		"calc.zip":   {readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "x"), "OpenDocument spreadsheet"},
		"cut.zip":    {readtest.Zip(t, "a.txt", "The ferry left.")[:60], "damaged"},
	} {
		r := importFiles(t, newProject(t), exchange.ImportOptions{}, file(t, name, c.data))
		if len(r) != 1 || r[0].Status != exchange.Refused || !strings.Contains(r[0].Reason, c.words) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestNamesSayWhatArticlesAre(t *testing.T) {
	pattern, err := ingest.ParseNames("{story}/{outlet}_{date}_{title}.txt")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "Harbour")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"Vell Courier_2024-03-05_Port stays shut.txt": "Another title\n\nThe ferry left at noon, the harbour of Vell said.", "b.txt": "The bridge of Tarn was closed, the ministry said."} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := newProject(t)
	results := importFiles(t, p, exchange.ImportOptions{Names: pattern}, folder)
	d, err := p.Document(ctx, results[0].DocumentID)
	if err != nil {
		t.Fatal(err)
	}
	if d.Outlet != "Vell Courier" || d.Published != "2024-03-05" || d.Title != "Port stays shut" || len(results[0].Notes) > 0 {
		t.Errorf("%+v %q", d, results[0].Notes)
	}
	if r := results[1]; r.Status != exchange.Added || len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "does not fit the pattern") {
		t.Errorf("%+v", r)
	}
}
