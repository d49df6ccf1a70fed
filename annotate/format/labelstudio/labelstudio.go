// Package labelstudio writes and reads Label Studio's JSON: one list of tasks, each an article with what annotators and models made of it. In
// a folder it comes with the labelling config, without which Label Studio can do nothing with tasks.
//
// What is said of one region shares its id: the label, and a result for each attribute, the note and the entity. A span of several segments is
// several regions, the further ones with the id of the first and a number, which relations called "segment" tie to it. Offsets are code
// points; older versions of Label Studio count UTF-16 units, so a reader looks at the words that a region quotes.
//
// Facts are from label-studio's documentation (task_format, result_format, predictions) and editor. Start with Format.
package labelstudio

import (
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// Format is Label Studio's list of tasks.
var Format = form.Format{
	Name: "labelstudio", Title: "Label Studio", Extensions: []string{".json"}, Shape: form.File, Main: "tasks.json",
	Holds:     form.Holds{Texts: true, States: true, Parted: true, Attributes: true, Entities: true, Notes: true, Confidence: true, Relations: true, About: form.Everything, IDs: []string{"spans", "entities"}},
	Recognise: recognise, Read: read, Records: true, Foreign: true, Write: write,
	Beside: func(head form.Head) map[string]string {
		return map[string]string{"label_config.xml": config(head.Codebook)}
	},
}

// The names of controls, and what a relation is called that ties the segments of a span.
const (
	labelControl  = "label"
	noteControl   = "note"
	entityControl = "entity"
	textObject    = "text"
	segmentType   = "segment"
)

// task is an article in one layer.
type task struct {
	Data        data         `json:"data"`
	Annotations []annotation `json:"annotations"`
	Predictions []prediction `json:"predictions"`
}

// data is what the config can show of a task.
type data struct {
	Text      string `json:"text"`
	ID        string `json:"id"`
	Layer     string `json:"layer"`
	State     string `json:"state"`
	Story     string `json:"story"`
	Title     string `json:"title"`
	Outlet    string `json:"outlet"`
	Author    string `json:"author"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Language  string `json:"language"`
	Source    string `json:"source_file"`
}

type annotation struct {
	Result      []any `json:"result"`
	GroundTruth bool  `json:"ground_truth,omitempty"`
}

type prediction struct {
	Model  string `json:"model_version"`
	Result []any  `json:"result"`
}

// result is what one control says of a region.
type result struct {
	ID    string   `json:"id"`
	From  string   `json:"from_name"`
	To    string   `json:"to_name"`
	Type  string   `json:"type"`
	Score *float64 `json:"score,omitempty"` // of a span whose confidence is not 1
	Value value    `json:"value"`
}

// value has beside the place one of the others, by the type of its result. The text of a label is the words of the region, that of a
// textarea what was typed.
type value struct {
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Text     any      `json:"text,omitempty"`
	Labels   []string `json:"labels,omitempty"`
	Choices  []string `json:"choices,omitempty"`
	Number   *float64 `json:"number,omitempty"`
	DateTime string   `json:"datetime,omitempty"`
}

type relation struct {
	Type      string   `json:"type"`
	From      string   `json:"from_id"`
	To        string   `json:"to_id"`
	Direction string   `json:"direction"`
	Labels    []string `json:"labels"`
}

// recognise says whether a file begins with tasks of Label Studio.
func recognise(_ string, start []byte) bool {
	for _, o := range values.Begin(start) {
		for _, key := range []string{"annotations", "completions", "predictions"} {
			if o.IsList(key) && (o.IsObject("data") || hasResults(o.Within(key))) {
				return true
			}
		}
	}
	return false
}

func hasResults(list []byte) bool {
	begin := values.Begin(list)
	return len(list) > 0 && list[0] == '{' && len(begin) > 0 && (begin[0].IsList("result") || begin[0].Has("completed_by"))
}
