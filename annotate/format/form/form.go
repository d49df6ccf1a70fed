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

	"github.com/parallax-annotation/parallax/annotate"
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

	// Write begins to write; nil for a format that is only read.
	Write func(Head, *Sink) (Writer, error)
}

// Extension is the usual ending of what is written, "" for a folder.
func (f Format) Extension() string {
	if f.Shape == Folder {
		return ""
	}
	return f.Extensions[0]
}

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
}

// Head is what a writer is told before the first record.
type Head struct {
	Codebook annotate.Codebook
	Options  dataset.Options
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
}

// Item is one thing that a reader found: either an article or a record.
type Item struct {
	Article *ingest.Document // as it was read, to be shown and corrected
	Record  *dataset.Record  // with annotations; where TextSHA256 is "" it belongs to the article of its id, whose words it quotes
}
