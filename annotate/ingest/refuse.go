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
	{"\xffWPC", false, "a WordPerfect document", "save it as a Word document or as text first"},
	{"\xdb\xa5-\x00\x00\x00", false, "a document of an old Word", "save it as .docx or as text first"},
	{"{\\urtf", true, "a rich text file", "save it as text first"},
	{"!BDN", false, "a mailbox of Outlook", "export the mails as .eml or .mbox first"},
	{"ITSF", false, "a Windows help file", "choose a text file"},
	{"AT&TFORM", false, "a DjVu document", "save it as PDF with its text, or as text, first"},
	{"PAR1", true, "a Parquet file", "save its table as CSV or JSON first"},
	{"ARROW1", true, "a dataset of Arrow", "save its table as CSV or JSON first"},
	{"$FL2@(#)", true, "a file of SPSS", "save its table as CSV first"},
	{"<stata_dta>", true, "a file of Stata", "save its table as CSV first"},
	{"\x93NUMPY", false, "an array of NumPy", "choose a text file"},
	{"\x89HDF\r\n", false, "a file of HDF5", "choose a text file"},
	{"\x00asm", false, "a program", "choose a text file"},
	{"\xff\xfb", false, "a sound file", "choose a text file"},
	{"fLaC", true, "a sound file", "choose a text file"},
	{"\x1aE\xdf\xa3", false, "a film", "choose a text file"},
	{"8BPS", true, "a Photoshop image", "choose a text file"},
	{"\x00\x00\x01\x00", false, "an icon", "choose a text file"},
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
	if bytes.HasPrefix(data, []byte(oldOffice)) {
		return refuseOffice(data)
	}
	if parquet := []byte("PAR1"); bytes.HasPrefix(data, parquet) && !bytes.HasSuffix(data, parquet) && !utf8.Valid(data) {
		return annotate.Invalidf("a Parquet file that is damaged or cut off: get it again, whole, and save its table as CSV or JSON")
	}
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.prefix)) && (!m.plain || !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0) {
			return annotate.Invalidf("%s: %s", m.what, m.remedy)
		}
	}
	for _, m := range inside {
		if len(data) > m.at+len(m.sign) && string(data[m.at:m.at+len(m.sign)]) == m.sign && !utf8.Valid(data) {
			return annotate.Invalidf("%s: %s", m.what, m.remedy)
		}
	}
	return nil
}

// inside are signs that do not stand at the beginning.
var inside = []struct {
	at           int
	sign         string
	what, remedy string
}{
	{4, "ftyp", "a film or an image", "choose a text file"}, {257, "ustar", "a tar archive", "unpack it first"}, {60, "BOOKMOBI", "a Kindle book", "convert it to EPUB first"},
	{60, "TEXtREAd", "a Palm book", "convert it to EPUB first"},
}

// oldOffice is how the documents of Office until 2003 begin, and all that are encrypted.
const oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// offices are what such a document holds, by the names of its parts.
var offices = []struct{ part, what, remedy string }{
	{"EncryptedPackage", "encrypted Office document", "remove the password first"}, {"WordDocument", "an old Word document (.doc)", "save it as .docx or as text first"},
	{"Workbook", "an old Excel workbook (.xls)", "save it as .xlsx or CSV first"}, {"PowerPoint Document", "an old PowerPoint presentation (.ppt)", "save its text first"},
	{"__substg1.0_", "a mail of Outlook (.msg)", "save it as .eml or as text first"}, {"MatOST", "an old Works document", "save it as text first"},
}

// refuseOffice says what an old office document is.
func refuseOffice(data []byte) error {
	for _, o := range offices {
		wide := make([]byte, 0, 2*len(o.part))
		for i := range len(o.part) {
			wide = append(wide, o.part[i], 0)
		}
		if bytes.Contains(data, wide) {
			return annotate.Invalidf("%s: %s", o.what, o.remedy)
		}
	}
	return annotate.Invalidf("an old office document: save it as text first")
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
