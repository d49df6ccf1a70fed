package outside

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// leastWords is how many words a paragraph has that a model is asked about.
const leastWords = 3

// Paragraphs are the lines of an article that are worth asking about: those with some words, of which some stand outside of regions.
func Paragraphs(a suggest.Article) (all []annotate.Segment) {
	at := 0
	for line := range strings.Lines(a.Text.String()) {
		whole := annotate.Segment{Start: at, End: at + len([]rune(line))}
		at = whole.End
		within := false
		for _, r := range a.Regions {
			within = within || r.Start <= whole.Start && whole.End <= r.End+1 // the line end may lie behind it
		}
		if !within && len(strings.FieldsFunc(line, unicode.IsSpace)) >= leastWords {
			all = append(all, a.Text.TrimSpace(whole))
		}
	}
	return all
}

// Instruction tells a model that is talked to what it is to do with each paragraph: the labels and relations of the codebook, and the
// shape of its answer, which Shape states as a JSON Schema.
func Instruction(cb annotate.Codebook) string {
	var q question
	if err := json.Unmarshal(Ask(suggest.Article{Text: textpos.New("")}, cb), &q); err != nil {
		panic(fmt.Sprintf("outside: %v", err)) // it was just written
	}
	codes, err := json.Marshal(map[string]any{"labels": q.Labels, "relations": q.Relations})
	if err != nil {
		panic(fmt.Sprintf("outside: %v", err)) // texts and lists of them cannot fail
	}
	return "You mark passages of news articles. The user sends one paragraph. Answer with a JSON object {\"proposals\": [...]} and nothing else. " +
		"Each proposal has: id (a short name of your own), quote (the passage, word for word as it stands), before and after (a few words around it), " +
		"label (one of the labels), attributes (an object, only those of the label), links (a list of {type, tail}, where tail is the id of " +
		"another proposal), confidence (0 to 1) and reason (a few words). Propose nothing that does not stand in the paragraph. Labels and relations: " + string(codes)
}

// Shape is the JSON Schema of what is answered about a paragraph.
func Shape(cb annotate.Codebook) map[string]any {
	labels := make([]string, len(cb.Labels))
	for i, l := range cb.Labels {
		labels[i] = l.Name
	}
	text := map[string]any{"type": "string"}
	object := func(properties map[string]any, required ...string) map[string]any {
		return map[string]any{"type": "object", "properties": properties, "required": required}
	}
	list := func(items any) map[string]any { return map[string]any{"type": "array", "items": items} }
	one := object(map[string]any{"id": text, "quote": text, "before": text, "after": text, "label": map[string]any{"type": "string", "enum": labels},
		"attributes": map[string]any{"type": "object"}, "links": list(object(map[string]any{"type": text, "tail": text}, "type", "tail")),
		"confidence": map[string]any{"type": "number", "minimum": 0, "maximum": 1}, "reason": text}, "id", "quote", "label")
	return object(map[string]any{"proposals": list(one)}, "proposals")
}

// ReadParagraph reads what was answered about a paragraph of an article. Its words are those of the paragraph, wherever else they stand, and
// its ids are those of no other paragraph.
func ReadParagraph(content string, a suggest.Article, paragraph annotate.Segment, model string) ([]Answer, error) {
	var got struct {
		Proposals []Answer `json:"proposals"`
	}
	content = strings.TrimSpace(content)
	content = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(content, "```json"), "```"), "```") // some wrap it so
	if err := json.Unmarshal([]byte(content), &got); err != nil {
		return nil, annotate.Invalidf("it is no JSON object of the kind that is asked for (%v)", err)
	}
	text := textpos.New(a.Text.Slice(paragraph.Start, paragraph.End))
	own := func(id string) string { return fmt.Sprint(paragraph.Start, " ", id) }
	for i := range got.Proposals {
		answer := &got.Proposals[i]
		answer.Document, answer.Model = a.Document.ID, model
		if answer.ID != "" {
			answer.ID = own(answer.ID)
		}
		for k := range answer.Links {
			answer.Links[k].Tail = own(answer.Links[k].Tail)
		}
		if at, err := Locate(text, answer.Quote, answer.Before, answer.After); err == nil {
			start, end := paragraph.Start+at.Start, paragraph.Start+at.End
			answer.Quote = a.Text.Slice(start, end)
			answer.Before, answer.After = a.Text.Slice(max(0, start-context), start), a.Text.Slice(end, min(a.Text.Len(), end+context))
		}
	}
	return got.Proposals, nil
}
