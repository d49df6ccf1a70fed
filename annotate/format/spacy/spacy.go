// Package spacy writes and reads JSON Lines each of which is a dictionary for spaCy's Example.from_dict, and nothing else, since spaCy
// refuses keys that it does not know. Words and spaces make our tokens those of the reference, so that no span falls off an edge:
// spans.sc has every segment, entities the choice of one tag a token.
//
// It is without ids and annotators, so two layers of an article are two lines. Facts are from spaCy 3.8's training/example.pyx. Start with
// Format.
package spacy

import (
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// Format is spaCy's training data.
var Format = form.Format{
	Name: "spacy", Title: "spaCy", Extensions: []string{".jsonl"}, Shape: form.File, Main: "train.jsonl",
	Holds:     form.Holds{Texts: true},
	Recognise: recognise, Read: read, Records: true, Foreign: true, Write: write,
	Beside: func(form.Head) map[string]string { return map[string]string{"README.md": readme} },
}

// line is what from_dict takes.
type line struct {
	Text     string           `json:"text"`
	Words    []string         `json:"words"`
	Spaces   []bool           `json:"spaces"`
	Entities [][3]any         `json:"entities"` // start, end, label
	Spans    map[string][]any `json:"spans"`    // of the group sc: start, end, label, id in a knowledge base
}

// group is where spaCy's span categorizer looks for spans.
const group = "sc"

// recognise says whether a file begins with training data of spaCy.
func recognise(_ string, start []byte) bool {
	for _, o := range values.Begin(start) {
		if pair := o[""]; len(pair) > 0 { // [text, {"entities": …}]
			begin := values.Begin(pair[1:])
			return pair[0] == '[' && len(pair) > 1 && pair[1] == '"' && annotated(pair) || len(begin) > 0 && begin[0].IsList("entities")
		}
		if !o.IsText("text") && !o.IsList("words") || o.Has("schema") {
			continue
		}
		words, entities := o.Within("words"), o.Within("entities")
		switch {
		case o.Has("spaces") && len(words) > 0 && words[0] == '"', len(entities) > 0 && (entities[0] == '[' || o.IsList("words") && entities[0] == '"'):
			return true
		case o.IsObject("spans"), o.Has("words", "entities"), o.IsText("text") && o.IsList("ents"):
			return true
		}
	}
	return false
}

// annotated says whether a pair of a text and an object has annotations in that, as far as it is there.
func annotated(pair []byte) bool {
	for i := 2; i < len(pair); i++ {
		switch pair[i] {
		case '\\':
			i++
		case '"':
			begin := values.Begin(trimComma(pair[i+1:]))
			return len(begin) > 0 && begin[0].IsList("entities")
		}
	}
	return false
}

func trimComma(data []byte) []byte {
	for len(data) > 0 && (data[0] == ',' || data[0] <= ' ') {
		data = data[1:]
	}
	return data
}

const readme = `# Annotations for spaCy

Each line is a dictionary for Example.from_dict: an article as one annotator marked it. Its words and spaces are the tokens, spans.sc has
every span, which may overlap, and entities those of which a token has at most one, the longest first. To make the file that spacy train
takes, for each of the .jsonl files:

    import json, spacy; from spacy.tokens import DocBin; from spacy.training import Example
    nlp, lines = spacy.blank("xx"), [json.loads(line) for line in open("train.jsonl", encoding="utf-8")]
    DocBin(docs=[Example.from_dict(nlp.make_doc(d["text"]), d).reference for d in lines]).to_disk("train.spacy")

For the span categorizer (spans_key "sc") and for ner alike. "xx" is any language: take that of the articles.
`
