package pdf_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/pdf"
	"github.com/parallax-annotation/parallax/annotate/format/readtest"
)

// placed is a line of text at a place of a page.
type placed struct {
	x, y, size float64
	text       string
}

// file writes a PDF with pages of text in Helvetica.
func file(pages ...[]placed) []byte {
	var out bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	out.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 5+2*i)
	}
	object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages)))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	object("<</Title(Draft)/Author(Ana Tarn)/CreationDate(D:20240305102200+01'00')>>")
	for i, page := range pages {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", 6+2*i))
		var content strings.Builder
		for _, p := range page {
			fmt.Fprintf(&content, "BT /F %g Tf %g %g Td (%s) Tj ET\n", p.size, p.x, p.y, strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(p.text))
		}
		object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", content.Len(), content.String()))
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return out.Bytes()
}

// column sets lines below each other.
func column(x, y float64, lines ...string) (set []placed) {
	for _, l := range lines {
		if l != "" {
			set = append(set, placed{x, y, 10, l})
		}
		y -= 12
	}
	return set
}

func TestColumnsAreReadInTheirOrder(t *testing.T) {
	right := column(310, 700, "sulted the union, which called", "the offer a bad joke, and asked", "the ministry of transport to", "step in before the weekend.", "", "Nobody was hurt, the clerks", "said, and the fox that had come", "into the town hall left again.")
	left := column(60, 700, "The port of Vell will stay shut", "until Friday, the mayor said on", "Monday, and nobody who heard it", "was surprised by the well-known", "news. She has not read the well-", "known paper, nor has she con-")
	first := append([]placed{{60, 800, 8, "The Vell Courier"}, {60, 740, 20, "Harbour stays shut as talks fail"}, {290, 40, 8, "1"}}, append(right, left...)...)
	second := append([]placed{{60, 800, 8, "The Vell Courier"}, {290, 40, 8, "2"}}, column(60, 700, "On the second page stands one", "more paragraph, about foxes.")...)
	d, _ := readtest.One(t, pdf.Format, "a.pdf", file(first, second), form.ReadOptions{})
	want := "⟦boilerplate:The Vell Courier⟧\n\n⟦title:Harbour stays shut as talks fail⟧\n\nThe port of Vell will stay shut until Friday, the mayor said on Monday, and nobody who heard it was surprised by the well-known news. She has not read the well-known paper, nor has she consulted the union, which called the offer a bad joke, and asked the ministry of transport to step in before the weekend.\n\nNobody was hurt, the clerks said, and the fox that had come into the town hall left again.\n\n⟦boilerplate:1⟧\n\n⟦boilerplate:The Vell Courier⟧\n\nOn the second page stands one more paragraph, about foxes.\n\n⟦boilerplate:2⟧"
	if got := readtest.Marked(d); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if d.Title != "Harbour stays shut as talks fail" || d.Author != "Ana Tarn" || d.Published != "2024-03-05" {
		t.Errorf("%+v", d.Document)
	}
}

func TestAParagraphGoesOnOnTheNextPage(t *testing.T) {
	first := append(column(60, 160, "The port of Vell will stay shut until Friday, the mayor said on Monday,", "and nobody who heard it was surprised by what she"), placed{290, 40, 8, "Page 1 of 2"})
	second := append(column(60, 760, "said. The union called the offer a bad joke, and asked the ministry.", "    Nobody came."), placed{290, 40, 8, "Page 2 of 2"})
	d, _ := readtest.One(t, pdf.Format, "a.pdf", file(first, second), form.ReadOptions{})
	if want := "by what she said. The union called"; !strings.Contains(d.Text, want) {
		t.Errorf("%q", readtest.Marked(d))
	}
}

func TestWhatCannotBeReadIsRefused(t *testing.T) {
	readtest.Refused(t, pdf.Format, "scanned", file(nil, nil), "scanned PDF")
	for name, words := range map[string]string{"encrypted.pdf": "encrypted PDF: remove the password first"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		readtest.Refused(t, pdf.Format, name, data, words)
	}
	readtest.Refused(t, pdf.Format, "nothing", []byte("%PDF-1.7\n"), "damaged")
	readtest.Refused(t, pdf.Format, "nulls", append([]byte("%PDF-1.7\n"), make([]byte, 1<<20)...), "damaged")
	whole := file(column(60, 700, "The port of Vell will stay shut, the mayor said."))
	for n := 20; n < len(whole); n += 211 {
		readtest.Read(t, pdf.Format, "a.pdf", whole[:n], form.ReadOptions{}) //nolint:errcheck // it must not panic
	}
	d, _ := readtest.One(t, pdf.Format, "a.pdf", whole, form.ReadOptions{}) // after all that
	if d.Text != "The port of Vell will stay shut, the mayor said." {
		t.Errorf("%q", d.Text)
	}
}

func TestFilesOfOtherPrograms(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "libreoffice.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	d, _ := readtest.One(t, pdf.Format, "a.pdf", data, form.ReadOptions{})
	for _, want := range []string{"The port of Vell will stay shut until Friday, the mayor, Ilse Norrin, said on Monday.", "The dockers’ union called the offer “a bad joke”, and asked the ministry of transport to step in before the weekend.", "\n• a doctor on every quay\n"} {
		if !strings.Contains(d.Text, want) {
			t.Errorf("%q lacks in %q", want, d.Text)
		}
	}
}

func FuzzRead(f *testing.F) {
	if flag.Lookup("test.fuzz").Value.String() != "" {
		// A worker that takes ten seconds for an input is ended. Starting the library takes longer where it is watched by the fuzzer: it is
		// done before, and compiled, which more pages than are interpreted ask for.
		page := column(60, 700, "The port of Vell will stay shut until Friday, the mayor said.")
		readtest.One(f, pdf.Format, "a.pdf", file(page, page, page, page), form.ReadOptions{})
	}
	f.Add(file(column(60, 700, "The port of Vell will stay shut.")))
	f.Fuzz(func(t *testing.T, data []byte) {
		readtest.Read(t, pdf.Format, "a.pdf", append([]byte("%PDF-1.4\n"), data...), form.ReadOptions{}) //nolint:errcheck // it must not panic
	})
}

func BenchmarkRead(b *testing.B) {
	lines := make([]string, 50)
	for i := range lines {
		lines[i] = "The port of Vell will stay shut until Friday, the mayor said on Monday, and nobody asked why."
	}
	pages := make([][]placed, 20)
	for i := range pages {
		pages[i] = column(60, 700, lines...)
	}
	data := file(pages...)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		readtest.One(b, pdf.Format, "a.pdf", data, form.ReadOptions{})
	}
}
