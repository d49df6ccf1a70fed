// Package refi writes and reads projects for qualitative analysis in the REFI-QDA standard (.qdpx, specification 1.5): a zip archive with
// project.qde, and the texts in sources/. ATLAS.ti, MAXQDA, NVivo, QualCoder and others exchange it. Offsets are code points, ends are
// not included, and all ids are GUIDs, so that ours survive.
//
// A label is a code. An attribute is a code below it that codes nothing, and below that a value is a code, so a span of ours is a selection
// coded with its label and its values. Who annotated is a user, an entity is a case, a relation a link; further segments of a span are
// selections that a link ties to the first. In what others wrote each coding is a span.
//
// It knows no project. Start with Format.
package refi

import (
	"path"
	"regexp"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the archive.
var Format = form.Format{
	Name: "refi-qda", Title: "REFI-QDA (.qdpx, for ATLAS.ti, MAXQDA, NVivo, QualCoder)", Extensions: []string{".qdpx"}, Shape: form.Archive,
	Holds:          form.Holds{Texts: true, Parted: true, Attributes: true, Entities: true, Notes: true, Relations: true, Across: true, About: form.Everything, IDs: form.Identified},
	RecogniseFiles: func(files *form.Files) bool { return projectIn(files) != "" }, Read: read, Records: true, Foreign: true, Write: write,
}

// namespace is that of the elements, in all versions of the specification.
const namespace = "urn:QDA-XML:project:1.0"

// segmentLink is the name of the links between the segments of a span.
const segmentLink = "segment"

// projectIn is the name of the file that holds the project, "" where there is none.
func projectIn(files *form.Files) string {
	for _, name := range files.Names {
		if path.Dir(name) == "." && strings.EqualFold(path.Ext(name), ".qde") {
			return name
		}
	}
	return ""
}

var ourGUID = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// guid is an id as the standard takes it: the id itself where it is one.
func guid(id string) string {
	if ourGUID.MatchString(id) {
		return id
	}
	return annotate.DerivedID("refi", id)
}

// known is a GUID as it is compared, since some write it in braces or in upper case.
func known(guid string) string {
	return strings.ToLower(strings.Trim(strings.TrimSpace(guid), "{}"))
}

// The variables of a source that say what is known of an article.
const (
	varStory    = "story"
	varOutlet   = "outlet"
	varAuthor   = "author"
	varDate     = "date"
	varURL      = "url"
	varLanguage = "language"
	varFile     = "file"
)

var variables = []string{varStory, varOutlet, varAuthor, varDate, varURL, varLanguage, varFile}
