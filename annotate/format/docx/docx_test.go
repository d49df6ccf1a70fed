package docx_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/docx"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

const (
	space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	sheet = `<w:styles ` + space + `><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>` +
		`<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="Cap"><w:name w:val="caption"/></w:style></w:styles>`
)

// p is a paragraph of a style.
func p(style, runs string) string {
	if !strings.HasPrefix(runs, "<") {
		runs = `<w:r><w:t xml:space="preserve">` + runs + `</w:t></w:r>`
	}
	if style != "" {
		runs = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + runs
	}
	return "<w:p>" + runs + "</w:p>"
}

func document(t testing.TB, body string, more ...string) []byte {
	return readtest.Zip(t, append([]string{"[Content_Types].xml", types, "word/document2.xml", `<w:document ` + space + `><w:body>` + body + `</w:body></w:document>`, "word/styles.xml", sheet}, more...)...)
}

func TestReadsWhatIsShown(t *testing.T) {
	body := p("TOC1", "Harbour 1") + p("Mine", "Harbour 🦊 shut") +
		p("", `<w:r><w:t>The port </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:ins><w:r><w:t>of Vell</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> is shut, the mayor said on Monday.</w:t><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>`) +
		p("", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:t>Two</w:t><w:br/><w:t>lines</w:t><w:tab/><w:t>here</w:t><w:noBreakHyphen/></w:r>`) +
		`<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>one item</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>another item</w:t></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc>` + p("", "Quay") + `</w:tc><w:tc>` + p("", "Ships") + `</w:tc></w:tr><w:tr><w:tc>` + p("", "North") + `</w:tc><w:tc>` + p("", "12") + `</w:tc></w:tr></w:tbl>` +
		p("", `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+p("", "In a box stands this.")+`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>`+p("", "In a box stands this.")+`</w:txbxContent></mc:Fallback></mc:AlternateContent><w:t>Around the box stands that.</w:t></w:r>`) +
		p("Cap", "A crane")
	d, notes := readtest.One(t, docx.Format, "a.docx", document(t, body,
		"word/footnotes.xml", `<w:footnotes `+space+`><w:footnote w:type="separator" w:id="0">`+p("", "—")+`</w:footnote><w:footnote w:id="2">`+p("", `<w:r><w:footnoteRef/></w:r><w:r><w:t>At the town hall.</w:t></w:r>`)+`</w:footnote></w:footnotes>`,
		"word/header1.xml", `<w:hdr `+space+`>`+p("", "The Vell Courier")+`</w:hdr>`, "word/footer1.xml", `<w:ftr `+space+`>`+p("", "7")+`</w:ftr>`,
		"docProps/core.xml", `<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/"><dc:title>Microsoft Word - draft</dc:title><dc:creator>Ana Tarn</dc:creator><t:created>2024-03-05T10:00:00Z</t:created></c>`), form.ReadOptions{})
	want := "⟦boilerplate:Harbour 1⟧\n\n⟦title:Harbour 🦊 shut⟧\n\nThe port of Vell is shut, the mayor said on Monday.[1]\n\nTwo\nlines here‑\n\none item\nanother item\n\nQuay | Ships\nNorth | 12\n\nIn a box stands this.\n\nAround the box stands that.\n\n⟦caption:A crane⟧\n\n[1] At the town hall."
	if got := readtest.Marked(d); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if d.Title != "Harbour 🦊 shut" || d.Author != "Ana Tarn" || d.Published != "2024-03-05" || d.Language != "en" {
		t.Errorf("%+v", d.Document)
	}
	if doubts := strings.Join(d.Notes(), "\n"); !strings.Contains(doubts, "properties of the file") || !strings.Contains(doubts, "day on which the file was made") {
		t.Errorf("%s", doubts)
	}
	said := strings.Join(notes, "\n")
	for _, words := range []string{"1 deletion that is tracked, 1 comment, 1 hidden piece of text, 1 header or footer", "1 insertion that is tracked"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q lacks %q", said, words)
		}
	}
}

func TestATableForTheLayoutIsRead(t *testing.T) {
	long := strings.Repeat("The quay was empty on Monday. ", 20)
	d, _ := readtest.One(t, docx.Format, "a.docx", document(t, `<w:tbl><w:tr><w:tc>`+p("", long)+p("", "Nobody came.")+`</w:tc><w:tc>`+p("", "Beside it stood a fox.")+`</w:tc></w:tr></w:tbl>`), form.ReadOptions{})
	if !strings.HasSuffix(d.Text, "Monday.\n\nNobody came.\n\nBeside it stood a fox.") {
		t.Errorf("%q", d.Text)
	}
}

func TestDamagedDocumentsAreRefused(t *testing.T) {
	whole := document(t, p("", "The port is shut, the mayor said."))
	for n := 0; n < len(whole); n += 7 {
		readtest.Read(t, docx.Format, "a.docx", whole[:n], form.ReadOptions{}) //nolint:errcheck // it must not panic
	}
	for name, c := range map[string][2]string{
		"cut":       {p("", "The port") + "<w:p><w:r>", "damaged"},
		"entities":  {`<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>`, "damaged"},
		"too deep":  {strings.Repeat("<w:sdt>", 5000), "deep"},
		"no letter": {p("", "12"), "no letters"},
	} {
		body := c[0]
		if name == "cut" {
			readtest.Refused(t, docx.Format, name, readtest.Zip(t, "[Content_Types].xml", types, "word/document2.xml", "<w:document "+space+">"+body), c[1])
			continue
		}
		readtest.Refused(t, docx.Format, name, document(t, body), c[1])
	}
	bomb := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document ` + space + `><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`
	readtest.Refused(t, docx.Format, "bomb", readtest.Zip(t, "[Content_Types].xml", types, "word/document2.xml", bomb), "damaged")
	readtest.Refused(t, docx.Format, "other", readtest.Zip(t, "a.txt", "x"), "no Word document")
}

func FuzzDocument(f *testing.F) {
	f.Add(p("Mine", "A") + p("", "B") + `<w:tbl><w:tr><w:tc>` + p("", "x") + `</w:tc></w:tr></w:tbl>`)
	f.Add(`<w:tc><w:p><w:tbl></w:p></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		readtest.Read(t, docx.Format, "a.docx", document(t, body), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	data := document(b, strings.Repeat(p("", "The port of Vell will stay shut until Friday, the mayor said on Monday, and nobody asked why."), 2000))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.One(b, docx.Format, "a.docx", data, form.ReadOptions{})
	}
}
