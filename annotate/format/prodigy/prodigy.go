// Package prodigy writes and reads what Prodigy keeps: one JSON object a line for an article and an annotator, with the tokens, to whose
// edges the spans keep. Offsets are code points; the last token of a span is included.
//
// Prodigy keeps keys that it does not know, so the ids, attributes, entities and notes of spans stand in keys of ours and come back. A
// span of several segments is one for each, which share the id.
//
// Facts are from Prodigy's documentation and from its makers' scripts (explosion/projects, explosion/prodigy-recipes). Start with Format.
package prodigy

import (
	"encoding/json"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// Format is Prodigy's JSON Lines.
var Format = form.Format{
	Name: "prodigy", Title: "Prodigy", Extensions: []string{".jsonl"}, Shape: form.File, Main: "annotations.jsonl",
	Holds:     form.Holds{Texts: true, States: true, Parted: true, Attributes: true, Entities: true, Notes: true, Confidence: true, Relations: true, About: form.Everything, IDs: form.Identified},
	Recognise: recognise, Read: read, Records: true, Foreign: true, Write: write,
	Beside: func(form.Head) map[string]string { return map[string]string{"README.md": readme} },
}

// line is a task. The keys from span_id on, and those of meta, are ours.
type line struct {
	Text      string     `json:"text"`
	Tokens    []token    `json:"tokens"`
	Spans     []span     `json:"spans"`
	Relations []relation `json:"relations"`
	Answer    string     `json:"answer,omitempty"` // none where nobody has touched the article
	View      string     `json:"_view_id"`
	Annotator string     `json:"_annotator_id,omitempty"`
	Meta      meta       `json:"meta"`
}

type token struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	ID    int    `json:"id"`
	Space bool   `json:"ws"`
}

// place is where a span stands.
type place struct {
	Start      int    `json:"start"`
	End        int    `json:"end"`
	TokenStart int    `json:"token_start"`
	TokenEnd   int    `json:"token_end"` // included
	Label      string `json:"label"`
	ID         string `json:"span_id,omitempty"`
}

type span struct {
	place
	Entity     *dataset.Entity     `json:"entity,omitempty"`
	Attributes dataset.Attributes  `json:"attributes,omitempty"`
	Note       string              `json:"note,omitempty"`
	Confidence *dataset.Confidence `json:"confidence,omitempty"` // where it is not 1
}

type relation struct {
	Head  int    `json:"head"` // the last token of the span
	Child int    `json:"child"`
	Label string `json:"label"`
	From  place  `json:"head_span"`
	To    place  `json:"child_span"`
	ID    string `json:"relation_id,omitempty"`
	Note  string `json:"note,omitempty"`
}

type meta struct {
	ID string `json:"id"`
	dataset.Meta
	State string `json:"state"`
}

// recognise says whether a file begins with tasks of Prodigy.
func recognise(_ string, start []byte) bool {
	for _, o := range values.Begin(start) {
		switch {
		case !o.IsText("text") || o.Has("schema") || o.IsList("ents"): // which spaCy writes of a Doc
		case o.Has("_input_hash"), o.Has("_task_hash"), o.Has("_view_id"), o.Has("answer"):
			return true
		case isStretch(o.Within("spans")), isStretch(o.Within("tokens")):
			return true
		}
	}
	return false
}

// isStretch says whether a list begins with an object that has a start and an end.
func isStretch(list []byte) bool {
	if len(list) == 0 || list[0] != '{' {
		return false
	}
	begin := values.Begin(list)
	return len(begin) > 0 && (begin[0].Has("start", "end") || begin[0].Has("token_start", "token_end"))
}

// said are the values of attributes that are set.
func said(all dataset.Attributes) dataset.Attributes {
	var set dataset.Attributes
	for _, a := range all {
		if a.Value != nil {
			set = append(set, a)
		}
	}
	return set
}

// taskLine is a line as it is read: what is wrong with one of its parts is said of that alone.
type taskLine struct {
	Text      *string           `json:"text"`
	Tokens    json.RawMessage   `json:"tokens"`
	Spans     []json.RawMessage `json:"spans"`
	Relations []json.RawMessage `json:"relations"`
	Answer    string            `json:"answer"`
	Annotator values.Name       `json:"_annotator_id"`
	Session   values.Name       `json:"_session_id"`
	Meta      values.Texts      `json:"meta"`
	Accept    json.RawMessage   `json:"accept"` // the options of a choice
	Class     json.RawMessage   `json:"label"`  // of a text that is classified
}

const readme = `# Annotations for Prodigy

Each line is an article and an annotator, with its tokens, its spans and, where there are any, its relations. To look at them in
Prodigy and to train on them:

    prodigy db-in parallax annotations.jsonl
    prodigy spans.manual parallax_seen blank:xx annotations.jsonl --label YOUR,LABELS
    prodigy train ./model --spancat parallax

Of a split, take the files of its parts, one dataset each. Spans may overlap: ner.manual and train --ner take those only that do not.
Ids, attributes, entities and notes stand in keys of their own (span_id, attributes, entity, note), and come back when the file is imported into
Parallax again.
`
