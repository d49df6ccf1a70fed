package ingest_test

import (
	"errors"
	"math/rand"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

func TestReadRefuses(t *testing.T) {
	noise := make([]byte, 4000)
	random := rand.New(rand.NewSource(1))
	for i := range noise {
		noise[i] = byte(random.Intn(256))
	}
	tests := map[string]struct{ data, want string }{
		"nothing":          {"", "empty"},
		"white space":      {" \r\n\t\n", "empty"},
		"invisible":        {"\u200b&nbsp;\u00ad", "white space"},
		"a mark only":      {"\xef\xbb\xbf", "white space"},
		"digits":           {"12 345\n— 67", "no letters"},
		"PDF":              {"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF file: save it as text first"},
		"PDF after a line": {"\n %PDF-1.4 and more", "a PDF file"},
		"office document":  {"PK\x03\x04\x14\x00\x06\x00", "office document"},
		"PNG":              {"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"},
		"JPEG":             {"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"},
		"GIF":              {"GIF89a\x01\x00\x01\x00", "GIF image"},
		"database":         {"SQLite format 3\x00\x10\x00", "database"},
		"gzip":             {"\x1f\x8b\x08\x00", "gzip"},
		"program":          {"\x7fELF\x02\x01\x01\x00", "program"},
		"NUL bytes":        {"abc\x00\x00\x00def\x00\x01\x02", "binary"},
		"noise":            {string(noise), "binary"},
		"controls":         {strings.Repeat("ab\x01\x02\x03", 10), "binary"},
		"rich text":        {`{\rtf1\ansi hello}`, "rich text"},
		"marked noise":     {"\xff\xfe" + strings.Repeat("\x00\xdc\x01\xdc", 20), "encoding cannot be told"},
		"too large":        {strings.Repeat("a", ingest.MaxSize+1), "larger than 64 MB"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ingest.Read("x", []byte(test.data), "auto")
			if err == nil {
				t.Fatal("not refused")
			}
			if !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %q, want a sentence with %q", err, test.want)
			}
		})
	}
}

func TestReadTakesTextThatStartsLikeAnImage(t *testing.T) {
	for _, text := range []string{"BM is the sign of bitmaps.", "GIF89a was a format.", "MZ, he wrote.", "RIFF raff."} {
		if doc := read(t, text); doc.Text != text {
			t.Errorf("got %q, want %q", doc.Text, text)
		}
	}
}

func TestReadRefusesUnknownFormat(t *testing.T) {
	if _, err := ingest.Read("x", []byte("text"), "docx"); err == nil || !strings.Contains(err.Error(), "auto or text") {
		t.Errorf("got %v", err)
	}
}

func TestReadKeepsOnlyTheNameOfTheFile(t *testing.T) {
	for _, name := range []string{"a.txt", "/home/ann/a.txt", `C:\texts\a.txt`} {
		doc, err := ingest.Read(name, []byte("Text."), "text")
		if err != nil || doc.SourceName != "a.txt" || doc.SourceFormat != "text" {
			t.Errorf("%s: got %q, %q, %v", name, doc.SourceName, doc.SourceFormat, err)
		}
	}
}
