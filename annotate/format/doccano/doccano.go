// Package doccano writes and reads doccano's JSON Lines, in both shapes: a list of [start, end, label], as it exports sequence labelling,
// and entities with relations.
//
// doccano counts UTF-16 units, since its editor is written in JavaScript, and old versions of it code points: a reader tries the first and
// takes the second where the first does not fit. Its ids are whole numbers within a line; those of ours stand in keys that doccano keeps
// beside the text.
//
// Facts are from doccano's backend/data_import and v-annotator. It knows records, and no project. Start with Format.
package doccano

import (
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// Format is doccano's JSON Lines; JSONL(Relation) is written.
var Format = form.Format{
	Name: "doccano", Title: "doccano", Extensions: []string{".jsonl"}, Shape: form.File,
	Holds:     form.Holds{Texts: true, States: true, Relations: true, About: form.Everything},
	Recognise: recognise, Read: read, Records: true, Foreign: true, Write: write,
}

// line is an example. The keys from parallax_id on become what doccano calls its meta data.
type line struct {
	Text      string     `json:"text"`
	Entities  []entity   `json:"entities"`
	Relations []relation `json:"relations"`
	ID        string     `json:"parallax_id"`
	Layer     string     `json:"layer"`
	State     string     `json:"state"`
	Story     string     `json:"story"`
	Title     string     `json:"title"`
	Outlet    string     `json:"outlet"`
	Author    string     `json:"author"`
	URL       string     `json:"url"`
	Published string     `json:"published"`
	Language  string     `json:"language"`
	Source    string     `json:"source_file"`
}

// entity is a segment of a span.
type entity struct {
	ID    int    `json:"id"`
	Label string `json:"label"`
	Start int    `json:"start_offset"`
	End   int    `json:"end_offset"`
}

type relation struct {
	ID   int    `json:"id"`
	From int    `json:"from_id"`
	To   int    `json:"to_id"`
	Type string `json:"type"`
}

// recognise says whether a file begins with examples of doccano.
func recognise(_ string, start []byte) bool {
	bare := false
	for _, o := range values.Begin(start) {
		if !o.IsText("text") && !o.IsText("data") || o.Has("schema") || o.Has("answer") || o.Has("_input_hash") || o.IsObject("spans") || o.Has("words") {
			continue
		}
		for _, key := range []string{"label", "labels", "entities"} {
			first := o.Within(key)
			isEntity := len(first) > 0 && first[0] == '{' && hasOffsets(first)
			if key != "entities" && len(first) > 0 && first[0] == '[' || isEntity {
				return true
			}
		}
		bare = bare || o.IsList("label") && o.Has("Comments") || o.IsList("entities") && o.IsList("relations") || o.IsList("label") && o.Within("label") == nil
	}
	return bare
}

func hasOffsets(list []byte) bool {
	begin := values.Begin(list)
	return len(begin) > 0 && begin[0].Has("start_offset", "end_offset")
}
