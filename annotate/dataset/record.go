// Package dataset is what is exchanged: the record of Parallax's own dataset, one JSON object for a document, or a sentence, and an
// annotator; its schema, which describes it to others; how a document falls into units and stories into parts; and what makes a record
// unfit. It knows neither formats nor files nor projects. Start with Record.
package dataset

import (
	_ "embed"
	"encoding/json"

	"github.com/parallax-annotation/parallax/annotate"
)

// SchemaName is what the key "schema" of each record says.
const SchemaName = "parallax/1"

// OffsetUnit is what the key "offset_unit" of each record says: offsets count Unicode code points.
const OffsetUnit = "codepoint"

// Schema is the JSON Schema (draft 2020-12) of a record.
//
//go:embed schema.json
var Schema []byte

// Record is one line of the dataset. The order of its keys is part of the contract, and lists are never nil.
type Record struct {
	// No parts of a line: the kind of the layer's annotator, the id of the document, which is not that of a sentence, and the part of a
	// split into which it falls. Each is "" where it is not known, or there is none.
	Kind     annotate.AnnotatorKind `json:"-"`
	Document string                 `json:"-"`
	Part     string                 `json:"-"`

	Schema     string     `json:"schema"`
	ID         string     `json:"id"` // the document's, or one derived from it for a sentence
	Text       string     `json:"text"`
	TextSHA256 string     `json:"text_sha256"`
	OffsetUnit string     `json:"offset_unit"`
	Meta       Meta       `json:"meta"`
	Layer      string     `json:"layer"` // name of the annotator, "" where nobody touched the document
	State      string     `json:"state"` // todo, doing or done
	Spans      []Span     `json:"spans"`
	Relations  []Relation `json:"relations"`
	Regions    []Region   `json:"regions"`
	Rejected   []Span     `json:"rejected,omitzero"` // gold only: spans that were turned down; nil where not asked for
	Flags      []Flag     `json:"flags,omitzero"`    // what anybody is unsure of in the document; nil where not asked for
}

// Meta is what is known of a document; "" where it is not.
type Meta struct {
	Story      string `json:"story"`
	Title      string `json:"title"`
	Outlet     string `json:"outlet"`
	Author     string `json:"author"`
	URL        string `json:"url"`
	Published  string `json:"published"` // ISO 8601
	Language   string `json:"language"`  // BCP 47
	SourceFile string `json:"source_file"`
}

// Span is one annotation. Start and End are the first segment's start and the last segment's end in code points of
// the record's text; Text is the words of its segments, joined by " … ".
type Span struct {
	ID          string     `json:"id"`
	Start       int        `json:"start"`
	End         int        `json:"end"`
	Text        string     `json:"text"`
	Label       string     `json:"label"`
	Segments    [][2]int   `json:"segments"`
	Entity      *Entity    `json:"entity"`
	Attributes  Attributes `json:"attributes"`
	Note        string     `json:"note"`
	Confidence  Confidence `json:"confidence"` // 0…1
	DerivedFrom []string   `json:"derived_from"`
	Decision    Verdict    `json:"decision,omitzero"` // gold only

	Before, After string `json:"-"` // what another program says that stands around the words, "" where it does not; no part of a line
}

// Entity is what a span refers to.
type Entity struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Relation is a link whose head stands in this record; its tail stands in the record TailDocument of the same layer.
type Relation struct {
	ID           string  `json:"id"`
	Type         string  `json:"type"`
	Head         string  `json:"head"`
	Tail         string  `json:"tail"`
	HeadDocument string  `json:"head_document"`
	TailDocument string  `json:"tail_document"`
	Note         string  `json:"note"`
	Decision     Verdict `json:"decision,omitzero"` // gold only
}

// Region is a stretch [Start,End) of the record's text that is not the article's own prose.
type Region struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"`
}

// Decision is how a gold span or relation came to be.
type Decision struct {
	Kind      string `json:"kind"`
	Verdict   string `json:"verdict"`
	Reviewer  string `json:"reviewer"`
	DecidedAt string `json:"decided_at"` // RFC 3339, UTC
	Reason    string `json:"reason"`
	Votes     []Vote `json:"votes"`
}

// Vote is one annotator's candidate: the id of a span, or of a relation where a relation was decided on.
type Vote struct {
	Annotator string `json:"annotator"`
	Span      string `json:"span,omitempty"`
	Relation  string `json:"relation,omitempty"`
}

// Verdict is the key "decision" of a span or a relation. Absent, as on every layer but gold, it writes no key; present without a
// decision, for one that needed none, it writes null.
type Verdict struct {
	Present  bool
	Decision *Decision
}

// IsZero says that no key is written.
func (v Verdict) IsZero() bool { return !v.Present }

// MarshalJSON writes the decision or null.
func (v Verdict) MarshalJSON() ([]byte, error) { return marshal(v.Decision) }

// UnmarshalJSON reads a decision or null.
func (v *Verdict) UnmarshalJSON(data []byte) error {
	v.Present, v.Decision = true, nil
	return json.Unmarshal(data, &v.Decision)
}
