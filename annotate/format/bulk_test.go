package format_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
)

// inRichText is a text as a program for rich text keeps it: blank lines part paragraphs.
func inRichText(text string) []byte {
	var out strings.Builder
	out.WriteString(`{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}` + "\n")
	for _, r := range strings.ReplaceAll(text, "\n\n", "\r") {
		switch {
		case r == '\r':
			out.WriteString("\\par\n")
		case r == '\n':
			out.WriteString("\\line\n")
		case strings.ContainsRune(`\{}`, r):
			out.WriteString(`\` + string(r))
		case r < 128:
			out.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&out, `\u%d?`, int16(unit))
			}
		}
	}
	return []byte(out.String() + "}")
}

// inWord is a text as Word keeps it: a paragraph for what stands between blank lines.
func inWord(t *testing.T, text string) []byte {
	t.Helper()
	var body strings.Builder
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		lines := strings.ReplaceAll(markup.Escape(paragraph), "&#xA;", `</w:t><w:br/><w:t xml:space="preserve">`)
		body.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + lines + `</w:t></w:r></w:p>`)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, file := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`},
	} {
		w, err := z.Create(file[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(file[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A news database's bulk file has the same articles, but for blank lines, whether it was saved as text, as rich text or by Word.
func TestABulkFileIsDividedAlikeInEveryForm(t *testing.T) {
	samples, err := filepath.Glob("news/testdata/*.txt")
	if err != nil || len(samples) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, sample := range samples {
		data, err := os.ReadFile(sample)
		if err != nil {
			t.Fatal(err)
		}
		articles := func(name string, data []byte) (list []string) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := format.Recognise(form.FileSource(path))
			if err != nil {
				t.Fatal(err)
			}
			for item, err := range f.Read(form.FileSource(path), form.ReadOptions{}) {
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				a := item.Article
				list = append(list, fmt.Sprintf("%s | %s | %s | %s | %s\n%s", a.Title, a.Outlet, a.Author, a.Published, a.Language, strings.Join(strings.Fields(a.Text), " ")))
			}
			return list
		}
		want := articles("a.txt", data)
		for name, data := range map[string][]byte{"a.rtf": inRichText(string(data)), "a.docx": inWord(t, string(data))} {
			if diff := cmp.Diff(want, articles(name, data)); diff != "" {
				t.Errorf("%s as %s: %s", sample, name, diff)
			}
		}
	}
}
