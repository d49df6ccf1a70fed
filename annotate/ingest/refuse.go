package ingest

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// magic tells a kind of file by the bytes it starts with. Those marked plain are made of printable characters, so that
// an article could start with them: they are believed only where the rest is not text.
var magic = []struct {
	prefix string
	plain  bool
	what   string
	remedy string
}{
	{"%PDF-", false, "a PDF file", "save it as text first"},
	{`{\rtf`, false, "a rich text file", "save it as text first"},
	{"%!PS", false, "a PostScript file", "save it as text first"},
	{"PK\x03\x04", false, "a ZIP archive or an office document", "save its text as a .txt file first"},
	{"PK\x05\x06", false, "an empty ZIP archive", "choose a text file"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", false, "an old office document", "save it as text first"},
	{"\x89PNG\r\n\x1a\n", false, "a PNG image", "choose a text file"},
	{"\xff\xd8\xff", false, "a JPEG image", "choose a text file"},
	{"GIF87a", true, "a GIF image", "choose a text file"},
	{"GIF89a", true, "a GIF image", "choose a text file"},
	{"RIFF", true, "an image, sound or film", "choose a text file"},
	{"BM", true, "a bitmap image", "choose a text file"},
	{"II*\x00", false, "a TIFF image", "choose a text file"},
	{"MM\x00*", false, "a TIFF image", "choose a text file"},
	{"ID3", true, "a sound file", "choose a text file"},
	{"OggS", true, "a sound file", "choose a text file"},
	{"\x00\x00\x00\x18ftyp", false, "a film", "choose a text file"},
	{"\x00\x00\x00\x20ftyp", false, "a film", "choose a text file"},
	{"SQLite format 3\x00", false, "a database", "open it as a project, or choose a text file"},
	{"\x1f\x8b", false, "a gzip archive", "unpack it first"},
	{"BZh", true, "a bzip2 archive", "unpack it first"},
	{"\xfd7zXZ\x00", false, "an xz archive", "unpack it first"},
	{"7z\xbc\xaf\x27\x1c", false, "a 7-Zip archive", "unpack it first"},
	{"Rar!\x1a\x07", false, "a RAR archive", "unpack it first"},
	{"\x28\xb5\x2f\xfd", false, "a Zstandard archive", "unpack it first"},
	{"\x7fELF", false, "a program", "choose a text file"},
	{"MZ", true, "a program", "choose a text file"},
	{"\xcf\xfa\xed\xfe", false, "a program", "choose a text file"},
	{"\xca\xfe\xba\xbe", false, "a program", "choose a text file"},
	{"wOF", true, "a font", "choose a text file"},
}

// refuse says why bytes cannot be the text of an article, as far as that can be told before they are decoded.
func refuse(data []byte) error {
	if len(data) > MaxSize {
		return annotate.Invalidf("larger than %d MB: split it into one file an article", MaxSize>>20)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return annotate.Invalidf("empty: choose a file with text in it")
	}
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.prefix)) && (!m.plain || !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0) {
			return annotate.Invalidf("%s: %s", m.what, m.remedy)
		}
	}
	return nil
}

// refuseText says why cleaned text is not an article. The kinds of file are asked again, since white space before them
// hid them from refuse.
func refuseText(text string) error {
	if text == "" {
		return annotate.Invalidf("nothing but white space: choose a file with text in it")
	}
	if strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return annotate.Invalidf("no letters in it: choose a file with text in it")
	}
	return refuse([]byte(text))
}
