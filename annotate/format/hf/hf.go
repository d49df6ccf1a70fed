// Package hf writes a folder that Hugging Face's load_dataset takes as it is: records with tokens and one tag each, examples of relations as
// a second configuration, a dataset card, and a description by Croissant.
//
// A word has one tag, so of spans that overlap the longest is kept. The examples of relations are made of all spans, so that nobody has
// to build them: pairs that are related and pairs that could be and are not.
//
// Facts are from datasets 5.0 (packaged_modules/json, features, naming) and from the specification of Croissant 1.1. It knows records, and
// no project. Start with Format.
package hf

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the folder.
var Format = form.Format{
	Name: "hf", Title: "Hugging Face (folder)", Extensions: []string{".jsonl"}, Shape: form.Folder, Together: true, Described: true,
	Holds: form.Holds{Texts: true, Relations: true, About: []string{"id", "story", "outlet", "language"}, Tokens: true}, Write: write,
}

// record is one of the tagged records. The keys are those of the features of the card, in their order.
type record struct {
	ID       string   `json:"id"`
	Document string   `json:"doc_id"`
	Story    string   `json:"story"`
	Outlet   string   `json:"outlet"`
	Layer    string   `json:"layer"`
	Tokens   []string `json:"tokens"`
	Tags     []int    `json:"ner_tags"`
}

// example is a pair of spans, with the words of the sentences in which they stand.
type example struct {
	ID        string   `json:"id"`
	Document  string   `json:"doc_id"`
	Story     string   `json:"story"`
	Layer     string   `json:"layer"`
	Tokens    []string `json:"tokens"`
	HeadStart int      `json:"head_start"` // in tokens
	HeadEnd   int      `json:"head_end"`   // not included
	HeadLabel string   `json:"head_label"`
	HeadText  string   `json:"head_text"`
	TailStart int      `json:"tail_start"`
	TailEnd   int      `json:"tail_end"`
	TailLabel string   `json:"tail_label"`
	TailText  string   `json:"tail_text"`
	Relation  int      `json:"relation"` // 0 where there is none
}

// feature is a column of a configuration.
type feature struct {
	name  string
	dtype string   // string or int64, "" for a list or a class
	list  bool     // of texts, or of classes where there are names
	names []string // of the classes, in the order of their numbers
	says  string   // what stands there
}

func recordFeatures(tags []string) []feature {
	return []feature{{name: "id", dtype: "string", says: "the record’s, in no other split"}, {name: "doc_id", dtype: "string", says: "the article’s"}, {name: "story", dtype: "string", says: "the event that it reports"},
		{name: "outlet", dtype: "string", says: "where it was published"}, {name: "layer", dtype: "string", says: "who annotated it"}, {name: "tokens", list: true, says: "its words and signs, by UAX #29, outside regions such as titles"},
		{name: "ner_tags", list: true, names: tags, says: "a tag for each of them"}}
}

func exampleFeatures(relations []string) []feature {
	all := []feature{{name: "id", dtype: "string", says: "the example’s"}, {name: "doc_id", dtype: "string", says: "the article’s"}, {name: "story", dtype: "string", says: "the event that it reports"}, {name: "layer", dtype: "string", says: "who annotated it"},
		{name: "tokens", list: true, says: "the words and signs of the sentences from one span to the other"}}
	for _, end := range []string{"head", "tail"} {
		all = append(all, feature{name: end + "_start", dtype: "int64", says: "the first of its tokens, from 0"}, feature{name: end + "_end", dtype: "int64", says: "the token behind its last"},
			feature{name: end + "_label", dtype: "string", says: "its label"}, feature{name: end + "_text", dtype: "string", says: "its words"})
	}
	return append(all, feature{name: "relation", names: relations, says: "how head and tail are related"})
}

// tagNames are the tags of a codebook: O, then B- and I- of each label.
func tagNames(labels []string) []string {
	names := []string{"O"}
	for _, l := range labels {
		names = append(names, "B-"+l, "I-"+l)
	}
	return names
}

// noRelation is the class of pairs that are not related, by another name where a relation type has that.
func relationNames(types []string) []string {
	none := "no_relation"
	for slices.Contains(types, none) {
		none = "_" + none
	}
	return append([]string{none}, types...)
}
