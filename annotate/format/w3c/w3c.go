// Package w3c writes and reads Web Annotations (W3C Recommendation of 2017) as JSON-LD: one collection with one page, an annotation a span
// and one a relation.
//
// It holds no texts: read back, it belongs to a project that has the articles, which are named by their ids as urn:uuid, and each span is
// compared with the words that it quotes. Offsets are code points. What a collection counts stands behind its items, so that they can be
// written one by one.
//
// It knows records, and no project. Start with Format.
package w3c

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// Format is a collection of Web Annotations.
var Format = form.Format{
	Name: "w3c", Title: "Web Annotation (JSON-LD)", Extensions: []string{".jsonld"}, Shape: form.File,
	Holds:     form.Holds{Parted: true, Attributes: true, Entities: true, Notes: true, Relations: true, Across: true, About: []string{"id"}, IDs: form.Identified},
	Recognise: recognise, Read: read, Records: true, Foreign: true, Write: write,
}

const (
	context = "http://www.w3.org/ns/anno.jsonld"
	urn     = "urn:uuid:"
)

// around is how many code points before and behind a quotation stand beside it.
const around = 32

type annotation struct {
	ID         string  `json:"id"`
	Type       string  `json:"type"`
	Motivation string  `json:"motivation"`
	Creator    creator `json:"creator"`
	Body       []any   `json:"body"`
	Target     any     `json:"target"`
}

type creator struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// body is something that is said in words.
type body struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Purpose string `json:"purpose,omitempty"`
}

// identity says of what entity a span speaks.
type identity struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Source  entity `json:"source"`
}

type entity struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// target is one stretch of an article, list several that belong together.
type target struct {
	Source   string `json:"source"`
	Selector [2]any `json:"selector"`
}

type list struct {
	Type  string   `json:"type"`
	Items []target `json:"items"`
}

type position struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

type quotation struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
}

// recognise says whether a file begins with Web Annotations.
func recognise(_ string, start []byte) bool {
	for _, o := range values.Begin(start) {
		kind := string(o["type"])
		switch {
		case !strings.Contains(string(o["@context"]), "www.w3.org/ns/anno"):
		case strings.Contains(kind, "Annotation"), o.Has("target"), o.Has("items"), o.IsObject("first"):
			return true
		}
	}
	return false
}
