// Package dna writes and reads databases of Discourse Network Analyzer 3 (.dna, SQLite), in which rDNA too finds who says what: each
// statement has a person, an organization, a concept and whether they agree. Offsets are UTF-16 units.
//
// A claim of ours is a statement. Its concept is the claim's entity, who makes it is the person or the organization, its stance is the
// agreement; what else is said of it stands in variables of its own. Other spans have no place. Reading, a concept is the claim's entity, and
// persons and organizations are looked for in the text, where they become actors that make the claim; those whose names do not stand there
// are kept as values of the claim. Statements of other types become spans with their type as label.
//
// It knows no project. Start with Format.
package dna

import (
	"cmp"
	_ "embed"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/lite"
)

// Format is the database.
var Format = form.Format{
	Name: "dna", Title: "Discourse Network Analyzer 3 (.dna)", Extensions: []string{".dna"}, Shape: form.File,
	Holds:     form.Holds{Texts: true, Attributes: true, Entities: true, Relations: true, About: []string{"story", "title", "outlet", "author", "url", "published"}},
	Recognise: recognise, Read: read, Records: true, Foreign: true, Write: write,
}

// schema makes the tables as the program does.
//
//go:embed schema.sql
var schema string

// recognise knows version 2 too, which reading refuses with what to do.
func recognise(_ string, start []byte) bool {
	return lite.Begins(start, "STATEMENTTYPES", "DATASHORTTEXT", "DATABOOLEAN")
}

// The variables of a statement.
const (
	person       = "person"
	organization = "organization"
	concept      = "concept"
	agreement    = "agreement"
)

// version is that of the program whose tables they are. Those of an export of ours are told by one more setting.
const (
	version   = "3.0.11.5"
	oursAmong = "parallax"
	sectionIs = "story" // what the section of a document is in an export of ours
	statement = "DNA Statement"
	typeOf    = "Type"  // the attribute of a person or an organization that says what it is
	kindOfIt  = " type" // behind person or organization: the attribute of a claim that says it, where who it is does not stand in the text
	longest   = 190     // characters of a value
)

// What claims and those who make them are called where the codebook has no such labels.
const (
	claims = "claim"
	actors = "actor"
)

// The words by which codebooks say what is needed here.
var (
	personTypes  = []string{"person", "individual", "named individual", "unnamed individual", "expert"}
	groupTypes   = []string{"organisation", "organization", "group"}
	belongsNames = []string{"party", "organisation", "organization", "affiliation"}
)

func among(name string, list []string) bool { return slices.Contains(list, annotate.FoldName(name)) }

// claimLabel is the label of the claims of a codebook, or what they are called where it has none.
func claimLabel(cb annotate.Codebook) string { return cmp.Or(cb.Roles().Claim, claims) }

// actorLabel is the label of those who make claims, "" where there is none.
func actorLabel(cb annotate.Codebook) string {
	if actors := cb.Roles().Actors; len(actors) > 0 {
		return actors[0]
	}
	return ""
}
