package format

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/dna"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/lite"
	"github.com/parallax-annotation/parallax/annotate/format/qualcoder"
	"github.com/parallax-annotation/parallax/annotate/format/taguette"
	"github.com/parallax-annotation/parallax/annotate/format/values"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// packages are documents that are archives and are not read, by a file that each holds.
var packages = []struct{ holds, what, remedy string }{
	{"ppt/presentation.xml", "a PowerPoint presentation", "save its text as a Word document or as plain text first"},
	{"xl/workbook.bin", "a binary Excel workbook (.xlsb)", "save it as .xlsx or CSV first"},
	{"Index/Document.iwa", "an Apple Pages, Numbers or Keynote document", "export it as Word, Excel or PDF first"},
	{"Index.zip", "an Apple Pages, Numbers or Keynote document", "export it as Word, Excel or PDF first"},
	{"index.apxl", "a Keynote presentation", "export it as PDF first"},
	{"index.xml", "a document of an old Apple Pages", "export it as Word or PDF first"},
	{"META-INF/MANIFEST.MF", "a Java program", "choose a file with articles in it"},
	{"AndroidManifest.xml", "an Android program", "choose a file with articles in it"},
	{"visio/document.xml", "a Visio drawing", "choose a file with articles in it"},
	{"FixedDocSeq.fdseq", "an XPS document", "save it as PDF first"},
	{"FixedDocumentSequence.fdseq", "an XPS document", "save it as PDF first"},
}

// openDocuments are kinds of OpenDocument that are not read, by their media type.
var openDocuments = map[string]string{
	"presentation": "save its text as a text document first", "graphics": "choose a file with articles in it", "formula": "choose a file with articles in it",
	"database": "export its tables as CSV first", "chart": "choose a file with articles in it", "image": "choose a file with articles in it",
	"spreadsheet": "save it as .xlsx or CSV first",
}

// projects are those of programs that keep them to themselves and export them, by how the endings of their names begin.
var projects = []struct{ ending, program string }{{".mx1", "MAXQDA"}, {".mx2", "MAXQDA"}, {".mqda", "MAXQDA"}, {".nvp", "NVivo"}, {".atlproj", "ATLAS.ti"}, {".hpr", "ATLAS.ti"}}

// foreignProject says of a project that only the program reads that made it what can be done with it.
func foreignProject(name string) error {
	ending := strings.ToLower(path.Ext(filepath.ToSlash(name)))
	for _, p := range projects {
		if strings.HasPrefix(ending, p.ending) {
			return annotate.Invalidf("a project of %s: export it there as a REFI-QDA project (.qdpx) first", p.program)
		}
	}
	return nil
}

// exports are what programs write in JSON that has texts, and would be taken for articles without what was made of them.
var exports = []struct {
	is     func(values.Object) bool
	remedy string
}{
	{func(o values.Object) bool {
		return o.Has("annotation_id", "annotator", "lead_time") && !o.IsList("annotations")
	}, "tasks of Label Studio in its short form (JSON-MIN), which lacks the ids and the relations of what was marked: export them there as JSON"},
	{isHypothesis, hypothesis},
	{func(o values.Object) bool { // as its search answers
		rows := values.Begin(o.Within("rows"))
		return o.Has("total") && len(rows) > 0 && isHypothesis(rows[0])
	}, hypothesis},
}

const hypothesis = "annotations of Hypothesis, which hold what was remarked and not the texts: save the pages that they are about (“uri”), and import those"

func isHypothesis(o values.Object) bool {
	return o.IsText("uri") && o.IsList("target") && o.IsObject("permissions") && bytes.HasPrefix(o["user"], []byte(`"acct:`))
}

// foreignExport says what can be done with what another program exported for others than us.
func foreignExport(start []byte) error {
	objects := values.Begin(start)
	for _, e := range exports {
		if slices.ContainsFunc(objects, e.is) {
			return annotate.Invalidf("%s", e.remedy)
		}
	}
	return nil
}

// isDocBin says whether a file begins as spaCy's binary form of annotated texts.
func isDocBin(start []byte) bool {
	unpacked, err := zlib.NewReader(bytes.NewReader(start))
	if err != nil {
		return false
	}
	begin := make([]byte, 64)
	n, _ := io.ReadFull(unpacked, begin)
	return bytes.Contains(begin[:n], []byte("\xa5attrs"))
}

// Packed says why an archive is not read as a folder of files: where it is one document of a kind that no format reads.
func Packed(name string, files *form.Files) error {
	if err := foreignProject(name); err != nil {
		return err
	}
	for _, p := range packages {
		if files.Has(p.holds) && !(p.holds == "index.xml" && !files.Has("buildVersionHistory.plist")) {
			return annotate.Invalidf("%s: %s", p.what, p.remedy)
		}
	}
	if err := openDocument(files); err != nil {
		return err
	}
	if f, found := endingOf(name); found && f.RecogniseFiles != nil {
		return annotate.Invalidf("its name ends in %s, but no such document is in it: get it again, or where it is an archive of articles, let its name end in .zip",
			strings.ToLower(path.Ext(filepath.ToSlash(name))))
	}
	return nil
}

// openDocument says why an archive is not read where it is an OpenDocument of a kind that no format reads.
func openDocument(files *form.Files) error {
	if !files.Has("mimetype") || !files.Has("content.xml") && !files.Has("META-INF/container.xml") {
		return nil
	}
	kind, err := files.Source("mimetype").ReadAll(200)
	if err != nil {
		return nil // the file itself will say what is wrong
	}
	if kind, found := strings.CutPrefix(strings.TrimSpace(string(kind)), "application/vnd.oasis.opendocument."); found {
		kind, _, _ = strings.Cut(kind, "-")
		if remedy := openDocuments[kind]; remedy != "" {
			return annotate.Invalidf("an OpenDocument %s: %s", kind, remedy)
		}
	}
	return nil
}

// Damaged says of a database that cannot be read whose it is by the ending of its name, where a format has that.
func Damaged(name string) error {
	if f, found := endingOf(name); found {
		return annotate.Invalidf("%s: %v", f.Title, lite.ErrDamaged)
	}
	return lite.ErrDamaged
}

// endingOf is the format that files of that ending are in.
func endingOf(name string) (form.Format, bool) {
	ending := strings.ToLower(path.Ext(filepath.ToSlash(name)))
	for _, f := range Read() {
		if slices.Contains(f.Extensions, ending) {
			return f, true
		}
	}
	return form.Format{}, false
}

// unknownDatabase says why a database is not read.
func unknownDatabase(source form.Source) error {
	db, err := lite.Open(source)
	if errors.Is(err, lite.ErrDamaged) {
		return Damaged(source.Name)
	}
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	return annotate.Invalidf("it is a database of a program that is not known: read are those of %s, %s and %s; else export its texts from there", dna.Format.Title,
		qualcoder.Format.Title, taguette.Format.Title)
}

// decoded is the beginning of a file as text, "" where it is none.
func decoded(start []byte) string {
	for range utf8.UTFMax { // the last character may have been cut
		if utf8.Valid(start) || len(start) < form.StartSize {
			break
		}
		start = start[:len(start)-1]
	}
	reading, err := charset.Read(start)
	if err != nil {
		return "" // its reader says what is wrong
	}
	return reading.Text
}

// remedy is what can be done about a text that is no article's.
func remedy(what string) string {
	switch what {
	case "JSON":
		return "name the field of the text, --format json --columns text=FIELD, or choose another file"
	case "XML":
		return "save the article’s text from it first, or read it as it stands with --format text"
	}
	return "choose another file, or read it as it stands with --format text"
}
