// Package form says what a file format is: the one value that stands for it in the list of package format, what its
// reader is given and yields, and what its writer is given and fills. It knows no format, no project and no window.
//
// A reader takes a Source, which is a file, a folder or an archive, and yields Items: articles as they were found, or records with
// annotations. A source can be read again, which an importer does that looks at all of it before it takes anything. A writer is
// given the records one by one and creates the files that it needs in a Sink, whatever that is: one file, a folder, an archive, one
// part of a split.
//
// Start with Format.
package form

import (
	"iter"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// Format is one way to write or to read articles and their annotations.
type Format struct {
	Name       string   // as on the command line
	Title      string   // as in the window
	Extensions []string // of its files, with the dot, the usual one first; what a folder holds may have any
	Shape      Shape    // what it is written as
	Holds      Holds    // what of a record it can say

	// Recognise says whether a file is in this format by how it begins, which is enough for it; nil for a format that cannot be
	// told from others so. The name is a path or the name of a file.
	Recognise func(name string, start []byte) bool

	// RecogniseFiles says whether a folder or an archive is in this format by the files in it, and belongs together; nil for a format
	// that is read a file at a time.
	RecogniseFiles func(*Files) bool

	// Read yields what a source holds, in its order, and stops after the first error; nil for a format that is only written. An
	// error of the content is an annotate.ErrInvalid that says the place, without the source's name.
	Read func(Source, ReadOptions) iter.Seq2[Item, error]

	Records bool // whether its reader yields records; else it yields articles
	Foreign bool // it is another program's: of its records what does not fit the project is left out one by one, and said

	// Write begins to write; nil for a format that is only read.
	Write func(Head, *Sink) (Writer, error)
	// Main is what its file is called in a folder of its own, for a format of the shape File that can be written as one too: where the
	// path is a folder, or has no ending. "" for one that cannot.
	Main string
	// Together says that the parts of a split lie in one folder, written by one writer, to which each record names its part.
	Together bool
	// Bare says that it is of use with the texts left out though it has a place for them.
	Bare bool
	// Described says that it has a description of the dataset, with its licence and who made it.
	Described bool
	// Beside are texts that stand once in a folder with what is written, also with the parts of a split, by the names of their files: a
	// README.md that says how to load it. A file by itself has none. nil for none.
	Beside func(Head) map[string]string
}

// Extension is the usual ending of what is written, "" for a folder.
func (f Format) Extension() string {
	if f.Shape == Folder {
		return ""
	}
	return f.Extensions[0]
}

// NeedsTexts says that it is of no use where the texts are left out.
func (f Format) NeedsTexts() bool { return f.Holds.Texts && !f.Bare }

// Shape is what a dataset is written as.
type Shape int

// The shapes.
const (
	File    Shape = iota // one file
	Folder               // several files in a folder
	Archive              // one file that is an archive
)

// Holds is what a format has a place for beside spans with their labels and offsets. What it lacks is counted by the sink.
type Holds struct {
	Texts      bool // the articles' words
	Regions    bool
	States     bool // how far the annotator is with an article
	Parted     bool // spans of several segments
	Attributes bool
	Entities   bool
	Notes      bool
	Confidence bool
	Origins    bool // what a span was derived from
	Decisions  bool // of a reviewer, with what was turned down
	Relations  bool
	Across     bool // relations between articles
	Flags      bool // what somebody is unsure of, with what was answered

	IDs    []string // of Identified, what keeps its id: what was changed elsewhere is then known again
	About  []string // what is known of an article, by the keys of dataset.Meta, and "id"; Everything where it is all of it
	Tokens bool     // of the texts it has the tokens only, not the white space that stood between them
	Flat   bool     // notes and values of attributes have one line in it, without outer spaces
}

// Identified is what has an id beside the articles.
var Identified = []string{"spans", "relations", "entities"}

// Everything is all that is known of an article.
var Everything = []string{"id", "story", "title", "outlet", "author", "url", "published", "language", "source_file"}

// Head is what a writer is told before the first record.
type Head struct {
	Codebook annotate.Codebook
	Options  dataset.Options
	Parts    []string // of a split, for a format that is written together; nil where it is not split
	// Figures finds out what is known of the project as a whole, which may take its time; nil where nothing is.
	Figures func() (Figures, error)
	License string // of the annotations, as those say who made them; "" where nobody said it
	Creator string // who made them, likewise
}

// Figures are what a description of a dataset says of the project.
type Figures struct {
	Project    string               // its name
	Annotators []annotate.Annotator // who annotated something of it
	Several    bool                 // several of them are people
	Agreement  *agreement.Report    // of the people, nil where there are fewer than two or it was not measured
}

// Writer takes the records of one dataset, or of one part of it.
type Writer interface {
	Add(dataset.Record) error
	// Close writes what is left and closes the files that it created, but not the sink. Where writing failed it is never called.
	Close() error
}

// ReadOptions are what a reader needs to know beside its source.
type ReadOptions struct {
	Codebook annotate.Codebook     // by which values are understood that the format writes as text
	Note     func(sentence string) // hears what is left out or guessed; nil for nobody
	Encoding string                // of texts, one of those that charset.Names lists; "" finds out
	Mend     bool                  // texts that were decoded twice are mended

	// Columns says which column of a table, or which field of an object of JSON, is what of an article, by the names that ColumnRoles
	// lists. What it does not name is found out; what it names as "" is in no column.
	Columns map[string]string
	Table   func(Table) // hears what a table with an article a row looks like, also where it cannot be read; nil for nobody
}

// Table is how a table begins, or a list of objects of JSON, and which of its columns is what.
type Table struct {
	Header []string
	Rows   [][]string        // the first few
	Roles  map[string]string // the column of each of the ColumnRoles that was found or named
}

// Say tells who reads what was left out or guessed.
func (o ReadOptions) Say(sentence string) {
	if o.Note != nil {
		o.Note(sentence)
	}
}

// ColumnRoles are what a column can be of an article.
var ColumnRoles = []string{"text", "title", "outlet", "author", "date", "url", "language", "story"}

// Item is one thing that a reader found: either an article or a record.
type Item struct {
	Article *ingest.Document // as it was read, to be shown and corrected
	Story   string           // the story that the source says an article belongs to; "" where it says none
	Record  *dataset.Record  // with annotations; where TextSHA256 is "" it belongs to the article of its id, whose words it quotes
}

// ParseColumns reads pairs such as text=body. One that cannot be is refused with the reason.
func ParseColumns(pairs []string) (map[string]string, error) {
	columns := map[string]string{}
	for _, pair := range pairs {
		role, column, found := strings.Cut(pair, "=")
		role, column = strings.ToLower(strings.TrimSpace(role)), strings.TrimSpace(column)
		switch {
		case !found || role == "" || column == "":
			return nil, annotate.Invalidf("%q is no pair: write ROLE=COLUMN, for instance text=body", pair)
		case !slices.Contains(ColumnRoles, role):
			return nil, annotate.Invalidf("%q is nothing that a column can be: use %s", role, strings.Join(ColumnRoles, ", "))
		case columns[role] != "" && columns[role] != column:
			return nil, annotate.Invalidf("%s is named twice: keep one", role)
		}
		columns[role] = column
	}
	return columns, nil
}
