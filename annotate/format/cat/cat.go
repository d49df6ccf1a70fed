// Package cat writes and reads the XML of CAT and CROMER, in which ECB+ is published: tokens, mentions that anchor in them, and instances,
// by which mentions are one across documents. An instance is an entity of ours. The text is the tokens with a blank between them, a sentence
// a line.
//
// A mention that another article's refers to the same instance as is related to the first of those, too, where the codebook has a relation
// for that. It knows no project. Start with Format.
package cat

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/markup"
)

// Format is a folder of documents. A document is read by itself too.
var Format = form.Format{
	Name: "cat", Title: "CAT XML (ECB+)", Extensions: []string{".xml"}, Shape: form.Folder,
	Holds:     form.Holds{Texts: true, Parted: true, Entities: true, Tokens: true, IDs: []string{"entities"}},
	Recognise: func(_ string, start []byte) bool { return begins(start) }, RecogniseFiles: recogniseFiles, Read: read, Records: true, Foreign: true, Write: write,
}

func begins(start []byte) bool {
	return markup.Begins(start, "Document", "") && (bytes.Contains(start, []byte("<token ")) || bytes.Contains(start, []byte("<Markables")))
}

// articleEndings are those of files that would be articles of their own, so that a folder with them is more than a corpus.
var articleEndings = []string{".txt", ".html", ".htm", ".docx", ".odt", ".rtf", ".epub", ".eml", ".mht", ".json", ".jsonl"}

func recogniseFiles(files *form.Files) bool {
	found := false
	for _, name := range files.Names {
		switch ending := strings.ToLower(path.Ext(name)); {
		case slices.Contains(articleEndings, ending):
			return false
		case ending == ".xml" && !found:
			start, err := files.Source(name).Start()
			if found = err == nil && begins(start); !found {
				return false
			}
		}
	}
	return found
}

// The relations by which mentions are one, and the attributes of an instance.
const (
	crossDocument  = "CROSS_DOC_COREF"
	withinDocument = "INTRA_DOC_COREF"
	descriptor     = "TAG_DESCRIPTOR"
	instanceID     = "instance_id"
)
