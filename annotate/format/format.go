// Package format has the one list of file formats. To add one is a folder beside this file and a line in the list: the
// command line, its completion, the dialogs, the preview and what is dropped on the window read the list and nothing else.
//
// What a format is, package form says. What is exchanged, package dataset says. It knows no project and no window.
//
// Start with the list, All.
package format

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/brat"
	"github.com/parallax-annotation/parallax/annotate/format/cat"
	"github.com/parallax-annotation/parallax/annotate/format/conll"
	"github.com/parallax-annotation/parallax/annotate/format/coref"
	"github.com/parallax-annotation/parallax/annotate/format/csv"
	"github.com/parallax-annotation/parallax/annotate/format/dna"
	"github.com/parallax-annotation/parallax/annotate/format/doccano"
	"github.com/parallax-annotation/parallax/annotate/format/docx"
	"github.com/parallax-annotation/parallax/annotate/format/email"
	"github.com/parallax-annotation/parallax/annotate/format/epub"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/graphml"
	"github.com/parallax-annotation/parallax/annotate/format/hf"
	"github.com/parallax-annotation/parallax/annotate/format/html"
	"github.com/parallax-annotation/parallax/annotate/format/json"
	"github.com/parallax-annotation/parallax/annotate/format/jsonl"
	"github.com/parallax-annotation/parallax/annotate/format/labelstudio"
	"github.com/parallax-annotation/parallax/annotate/format/lite"
	"github.com/parallax-annotation/parallax/annotate/format/markdown"
	"github.com/parallax-annotation/parallax/annotate/format/news"
	"github.com/parallax-annotation/parallax/annotate/format/odt"
	"github.com/parallax-annotation/parallax/annotate/format/parc"
	"github.com/parallax-annotation/parallax/annotate/format/parquet"
	"github.com/parallax-annotation/parallax/annotate/format/pdf"
	"github.com/parallax-annotation/parallax/annotate/format/prodigy"
	"github.com/parallax-annotation/parallax/annotate/format/qualcoder"
	"github.com/parallax-annotation/parallax/annotate/format/refi"
	"github.com/parallax-annotation/parallax/annotate/format/rtf"
	"github.com/parallax-annotation/parallax/annotate/format/spacy"
	"github.com/parallax-annotation/parallax/annotate/format/table"
	"github.com/parallax-annotation/parallax/annotate/format/taguette"
	"github.com/parallax-annotation/parallax/annotate/format/text"
	"github.com/parallax-annotation/parallax/annotate/format/w3c"
	"github.com/parallax-annotation/parallax/annotate/format/webanno"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// All lists the formats in the order in which a menu shows them. Each that recognises its files by their content is asked
// in this order.
var All = []form.Format{
	jsonl.Format,
	prodigy.Format,
	spacy.Format,
	doccano.Format,
	labelstudio.Format,
	w3c.Format,
	csv.Format,
	hf.Format,
	parquet.Format,
	graphml.Format,
	brat.Format,
	refi.Format,
	dna.Format,
	conll.Format,
	coref.Format,
	cat.Format,
	parc.Format,
	webanno.Format,
	qualcoder.Format,
	taguette.Format,
	html.Format,
	docx.Format,
	odt.Format,
	rtf.Format,
	pdf.Format,
	epub.Format,
	email.Format,
	table.Workbook,
	json.Format,
	table.Format,
	news.Format,
	markdown.Format,
	text.Format,
}

// Auto is the name that stands for the format that a file is recognised as.
const Auto = "auto"

// Named returns the format of a name.
func Named(name string) (form.Format, bool) {
	i := slices.IndexFunc(All, func(f form.Format) bool { return f.Name == name })
	if i < 0 {
		return form.Format{}, false
	}
	return All[i], true
}

// Written lists the formats that are written, Read those that are read.
func Written() []form.Format { return some(func(f form.Format) bool { return f.Write != nil }) }

// Read lists the formats that are read.
func Read() []form.Format { return some(func(f form.Format) bool { return f.Read != nil }) }

func some(wanted func(form.Format) bool) []form.Format {
	return slices.DeleteFunc(slices.Clone(All), func(f form.Format) bool { return !wanted(f) })
}

// Recognise returns the format that a file is in by what it holds: where it is an archive, the one that takes all of it, else the
// first that says so by how it begins, else plain text. What is no article's text and in no format that is known is annotate.ErrInvalid.
func Recognise(source form.Source) (form.Format, error) {
	start, err := source.Start()
	if err != nil || form.IsArchive(start) { // a folder has no such beginning
		if f, found, err := Whole(Auto, source); err != nil || found {
			return f, err
		}
	}
	if err != nil {
		return form.Format{}, err
	}
	if err := foreignExport(start); err != nil {
		return form.Format{}, err
	}
	for _, f := range All {
		if f.Read != nil && f.Recognise != nil && f.Recognise(source.Name, start) {
			return f, nil
		}
	}
	if err := foreignProject(source.Name); err != nil {
		return form.Format{}, err
	}
	switch {
	case lite.Begins(start):
		return form.Format{}, unknownDatabase(source)
	case isDocBin(start):
		return form.Format{}, annotate.Invalidf(`a DocBin of spaCy: write its docs there as JSON Lines first, {"text": …, "entities": [[START, END, "LABEL"]]} a line`)
	}
	if what := ingest.Foreign(decoded(start)); what != "" {
		return form.Format{}, annotate.Invalidf("it looks like %s, not like an article: %s", what, remedy(what))
	}
	return text.Format, nil
}

// Whole returns the format that takes all of a folder or an archive, if one does: the first that recognises the files in it, unless
// another than that is named. A folder of files in a format of that name is no such whole.
func Whole(name string, source form.Source) (f form.Format, found bool, err error) {
	looks := func(f form.Format) bool {
		return f.Read != nil && f.RecogniseFiles != nil && (name == "" || name == Auto || name == f.Name)
	}
	if !slices.ContainsFunc(All, looks) {
		return f, false, nil // nobody would look at the files
	}
	if shape, err := source.Shape(); err != nil || shape == form.File {
		return f, false, err
	}
	files, err := source.Files()
	if err != nil {
		return f, false, err
	}
	defer files.Close()
	for _, f := range All {
		if looks(f) && f.RecogniseFiles(files) {
			return f, true, nil
		}
	}
	return f, false, nil
}

// Choose is Recognise for Auto and "", else the format of that name. An unknown name, and one of a format that is not read, is
// annotate.ErrInvalid.
func Choose(name string, source form.Source) (form.Format, error) {
	if name == "" || name == Auto {
		return Recognise(source)
	}
	f, there := Named(name)
	if !there || f.Read == nil {
		return f, annotate.Invalidf("the format %q is not known: use %s, or %s to find out", name, Names(Read()), Auto)
	}
	return f, nil
}

// Names lists the names of formats.
func Names(formats []form.Format) []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return names
}
