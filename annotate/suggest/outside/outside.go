// Package outside is what a program of the user's choosing is asked and what it may answer, in lines of JSON: it proposes spans and
// relations by quoting an article.
//
// A line for each article goes out: its id, its text and the hash of that, the labels with what they mean and what may be said of each,
// and the spans that stand there. A line for each proposal comes back: the id of the article, the words that it quotes with some before and
// after, a label, values, links to other proposals of the same article by the ids that they give themselves, how sure it is and why.
//
// Places that a model counts are wrong more often than not, so none are read. The words that it quotes are looked for: as they stand,
// then whatever their white space, quotation marks and letter case, then with at most a tenth of their characters changed. What is not found so, or stands
// in several places that what is quoted before and after does not tell apart, is refused, and the reason is told.
//
// It runs nothing and knows no project. Start with Ask and Answers.
package outside

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
)

// question is an article as a model is asked about it.
type question struct {
	ID         string  `json:"id"`
	Text       string  `json:"text"`
	TextSHA256 string  `json:"text_sha256"`
	Language   string  `json:"language"`
	Labels     []label `json:"labels"`
	Relations  []link  `json:"relations"`
	Spans      []span  `json:"spans"`
}

type label struct {
	Name        string      `json:"name"`
	Description string      `json:"description"`
	Attributes  []attribute `json:"attributes"`
}

type attribute struct {
	Name    string   `json:"name"`
	Type    string   `json:"type"`
	Options []string `json:"options"`
}

type link struct {
	Type        string `json:"type"`
	Head        string `json:"head"`
	Tail        string `json:"tail"`
	Description string `json:"description"`
}

type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Label string `json:"label"`
}

// Ask is the line that asks about an article, without the line end.
func Ask(a suggest.Article, cb annotate.Codebook) []byte {
	q := question{ID: a.Document.ID, Text: a.Text.String(), TextSHA256: a.Document.TextSHA256, Language: a.Document.Language, Labels: []label{}, Relations: []link{}, Spans: []span{}}
	for _, l := range cb.Labels {
		one := label{Name: l.Name, Description: l.Description, Attributes: []attribute{}}
		for _, at := range l.Attributes {
			one.Attributes = append(one.Attributes, attribute{at.Name, string(at.Type), append([]string{}, at.Options...)})
		}
		q.Labels = append(q.Labels, one)
	}
	for _, t := range cb.RelationTypes {
		q.Relations = append(q.Relations, link{t.Name, t.HeadLabel, t.TailLabel, t.Description})
	}
	for _, s := range a.Spans {
		l, _ := cb.LabelByID(s.LabelID)
		q.Spans = append(q.Spans, span{s.Start(), s.End(), a.Text.Quote(s.Segments), l.Name})
	}
	line, err := json.Marshal(q)
	if err != nil {
		panic(fmt.Sprintf("outside: %v", err)) // texts, numbers and lists of them cannot fail
	}
	return line
}

// Answer is a proposal as a model words it.
type Answer struct {
	Document   string         `json:"document"`
	ID         string         `json:"id"` // by which links of others mean it; may be left out
	Quote      string         `json:"quote"`
	Before     string         `json:"before"`
	After      string         `json:"after"`
	Label      string         `json:"label"`
	Attributes map[string]any `json:"attributes"`
	Links      []struct {
		Type string `json:"type"`
		Tail string `json:"tail"` // the id of another answer
	} `json:"links"`
	Confidence *float64 `json:"confidence"` // 0…1; half where it is left out
	Reason     string   `json:"reason"`
	Model      string   `json:"model"` // what really answered
}

// Read reads a line that came back.
func Read(line []byte) (a Answer, err error) {
	if err := json.Unmarshal(line, &a); err != nil {
		return a, annotate.Invalidf("it is no JSON object of the kind that is asked for (%v)", err)
	}
	return a, nil
}

// Answers makes proposals of what was answered about an article: what is linked is one proposal. refused says in a sentence each what could
// not be used.
func Answers(a suggest.Article, cb annotate.Codebook, answers []Answer) (proposals []suggest.Proposal, refused []string) {
	var spans []annotate.Span
	var from []Answer
	place := map[string]int{}
	for _, answer := range answers {
		s, err := spanOf(a, cb, answer)
		if err != nil {
			refused = append(refused, fmt.Sprintf("%q: %v", short(answer.Quote), err))
			continue
		}
		if answer.ID != "" {
			place[answer.ID] = len(spans)
		}
		spans, from = append(spans, s), append(from, answer)
	}
	group := make([]int, len(spans))
	for i := range group {
		group[i] = i
	}
	type tie struct {
		kind       annotate.RelationType
		head, tail int
	}
	var ties []tie
	for i, answer := range from {
		for _, l := range answer.Links {
			tail, there := place[l.Tail]
			kind, known := cb.RelationTypeByName(l.Type)
			if !there || !known || tail == i || annotate.Fits(cb, kind, spans[i], spans[tail]) != nil {
				refused = append(refused, fmt.Sprintf("%q: its link %q leads nowhere that the codebook admits", short(answer.Quote), l.Type))
				continue
			}
			ties = append(ties, tie{kind, i, tail})
			low, high := min(group[i], group[tail]), max(group[i], group[tail])
			for k := range group {
				if group[k] == high {
					group[k] = low
				}
			}
		}
	}
	at, within := map[int]int{}, make([]int, len(spans))
	for i, s := range spans {
		n, begun := at[group[i]]
		if !begun {
			n = len(proposals)
			at[group[i]], proposals = n, append(proposals, suggest.Proposal{DocumentID: a.Document.ID, By: suggest.ByModel, Score: 1})
		}
		p := &proposals[n]
		within[i] = len(p.Spans)
		p.Spans, p.Score = append(p.Spans, s), min(p.Score, s.Confidence)
	}
	for _, t := range ties {
		p := &proposals[at[group[t.head]]]
		p.Ties = append(p.Ties, suggest.Tie{Type: t.kind, Head: within[t.head], Tail: within[t.tail]})
	}
	return proposals, refused
}

// spanOf finds the place of what a model quotes and takes over of its values what the label admits.
func spanOf(a suggest.Article, cb annotate.Codebook, answer Answer) (annotate.Span, error) {
	l, known := cb.LabelByName(answer.Label)
	if !known {
		return annotate.Span{}, annotate.Invalidf("the codebook has no label %q", answer.Label)
	}
	segment, err := Locate(a.Text, answer.Quote, answer.Before, answer.After)
	if err != nil {
		return annotate.Span{}, err
	}
	s := annotate.Span{DocumentID: a.Document.ID, LabelID: l.ID, Segments: []annotate.Segment{segment}, Attributes: map[string]any{}, Confidence: .5}
	if c := answer.Confidence; c != nil && *c >= 0 && *c <= 1 {
		s.Confidence = *c
	}
	for name, value := range answer.Attributes {
		if attribute, there := l.Attribute(name); there {
			if checked, err := attribute.Check(value); err == nil && checked != nil {
				s.Attributes[name] = checked
			}
		}
	}
	s.Note = strings.Join(slices.DeleteFunc([]string{strings.TrimSpace(answer.Reason), answer.Model}, func(part string) bool { return part == "" }), " · ")
	return s, nil
}

func short(words string) string {
	runes := []rune(words)
	if len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return words
}
