package odt_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/odt"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

const spaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="t" xmlns:style="s" xmlns:dc="d" xmlns:meta="m" xmlns:draw="w"`

func document(t testing.TB, body string, more ...string) []byte {
	return readtest.Zip(t, append([]string{"mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		`<office:document-content ` + spaces + `><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="T9"><style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body><office:text>` +
			body + `</office:text></office:body></office:document-content>`}, more...)...)
}

func TestReadsWhatIsShown(t *testing.T) {
	body := `<text:tracked-changes><text:changed-region><text:deletion><text:p>never</text:p></text:deletion></text:changed-region></text:tracked-changes>` +
		`<text:p text:style-name="P1">Harbour 🦊 shut</text:p>` +
		`<text:p>The port<text:s text:c="3"/>of Vell is shut,<text:span text:style-name="T9">secret</text:span>
 the mayor said on Monday.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>At the town hall.</text:p></text:note-body></text:note><office:annotation><dc:creator>x</dc:creator><text:p>Really?</text:p></office:annotation></text:p>` +
		`<text:h text:outline-level="2">What they want</text:h>` +
		`<text:list><text:list-item><text:p>more pay</text:p></text:list-item><text:list-item><text:p>a doctor</text:p></text:list-item></text:list>` +
		`<table:table><table:table-row><table:table-cell><text:p>Quay</text:p></table:table-cell><table:table-cell><text:p>Ships</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>North</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>` +
		`<text:p>Around the box.<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame></text:p>`
	d, notes := readtest.One(t, odt.Format, "a.odt", document(t, body, "meta.xml",
		`<office:document-meta `+spaces+`><office:meta><dc:title>Other</dc:title><meta:initial-creator>Ana Tarn</meta:initial-creator><meta:creation-date>2024-03-05T10:00:00.12</meta:creation-date></office:meta></office:document-meta>`), form.ReadOptions{})
	want := "⟦title:Harbour 🦊 shut⟧\n\nThe port of Vell is shut, the mayor said on Monday.[1]\n\nWhat they want\n\nmore pay\na doctor\n\nQuay | Ships\nNorth | 12\n\nIn the box.\n\nAround the box.\n\n[1] At the town hall."
	if got := readtest.Marked(d); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if d.Title != "Harbour 🦊 shut" || d.Author != "Ana Tarn" || d.Published != "2024-03-05" {
		t.Errorf("%+v", d.Document)
	}
	if said := strings.Join(notes, "\n"); !strings.Contains(said, "1 deletion that is tracked, 1 comment, 1 hidden piece of text") {
		t.Errorf("%q", said)
	}
}

func TestDamagedDocumentsAreRefused(t *testing.T) {
	whole := document(t, "<text:p>The port is shut, the mayor said.</text:p>")
	for n := 0; n < len(whole); n += 7 {
		readtest.Read(t, odt.Format, "a.odt", whole[:n], form.ReadOptions{}) //nolint:errcheck // it must not panic
	}
	readtest.Refused(t, odt.Format, "cut", document(t, "<text:p>The port"), "damaged")
	readtest.Refused(t, odt.Format, "deep", document(t, strings.Repeat("<text:section>", 5000)), "deep")
	readtest.Refused(t, odt.Format, "encrypted", document(t, "", "META-INF/manifest.xml", `<manifest:encryption-data>`), "remove the password first")
	d, _ := readtest.One(t, odt.Format, "spaces", document(t, `<text:p>A<text:s text:c="999999999"/>word is enough.</text:p>`), form.ReadOptions{})
	if d.Text != "A word is enough." {
		t.Errorf("%q", d.Text)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(`<text:p>A</text:p><table:table><table:table-row><table:table-cell/></table:table-row></table:table>`)
	f.Add(`<table:table-cell><text:note><text:p></text:p></text:note></table:table-cell>`)
	f.Fuzz(func(t *testing.T, body string) {
		readtest.Read(t, odt.Format, "a.odt", document(t, body), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	data := document(b, strings.Repeat("<text:p>The port of Vell will stay shut until Friday, the mayor said on Monday, and nobody asked why.</text:p>", 2000))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readtest.One(b, odt.Format, "a.odt", data, form.ReadOptions{})
	}
}
