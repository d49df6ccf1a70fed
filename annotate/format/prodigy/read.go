package prodigy

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// spanLine is a span as it is read: it may say where it stands in characters, in tokens, or in both.
type spanLine struct {
	Start      *int                `json:"start"`
	End        *int                `json:"end"`
	TokenStart *int                `json:"token_start"`
	TokenEnd   *int                `json:"token_end"`
	Label      values.Name         `json:"label"`
	ID         values.Name         `json:"span_id"`
	Entity     *dataset.Entity     `json:"entity"`
	Attributes json.RawMessage     `json:"attributes"`
	Note       string              `json:"note"`
	Confidence *dataset.Confidence `json:"confidence"`
}

type relationLine struct {
	Head  *int        `json:"head"`
	Child *int        `json:"child"`
	Label values.Name `json:"label"`
	From  spanLine    `json:"head_span"`
	To    spanLine    `json:"child_span"`
	ID    values.Name `json:"relation_id"`
	Note  string      `json:"note"`
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return build.Each(source, options, func(place string, data []byte) ([]*dataset.Record, error) {
		var t taskLine
		if err := values.Decode(data, &t); err != nil {
			return nil, err
		}
		if t.Text == nil {
			return nil, errors.New("it has no text")
		}
		return []*dataset.Record{t.record(place, options.Note)}, nil
	})
}

// record is what a line says. Where its answer is another than accept it has no annotations.
func (t taskLine) record(place string, note func(string)) *dataset.Record {
	layer := string(t.Annotator)
	if layer == "" {
		layer = string(t.Session)
	}
	m := t.Meta
	from := dataset.Record{ID: m["id"], Text: *t.Text, Layer: layer, State: m["state"], Meta: dataset.Meta{Story: m["story"], Title: m["title"], Outlet: m["outlet"],
		Author: m["author"], URL: m["url"], Published: m["published"], Language: m["language"], SourceFile: m["source_file"]}}
	rejected := t.Answer != "" && t.Answer != "accept"
	if rejected {
		from.Layer, from.State = "", ""
	}
	b := build.New(place, from, note)
	if rejected {
		if len(t.Spans) > 0 {
			b.Note("its answer is %q: its text was taken and its spans were left out", t.Answer)
		}
		return b.Record()
	}
	if isSaid(t.Accept) || isSaid(t.Class) {
		b.Note("what was chosen for all of the text was left out: there is no place for it")
	}
	r := reading{Builder: b, tokens: t.Tokens, byID: map[[2]string]*found{}}
	for i, data := range t.Spans {
		if err := r.span(data); err != nil {
			b.Note("span %d was left out: %v", i+1, err)
		}
	}
	r.flush()
	ends := r.ends()
	for i, data := range t.Relations {
		if err := r.relation(ends, data); err != nil {
			b.Note("relation %d was left out: %v", i+1, err)
		}
	}
	return b.Record()
}

// isSaid says whether a value holds anything.
func isSaid(value json.RawMessage) bool {
	return len(value) > 0 && !slices.Contains([]string{"null", "[]", `""`}, string(value))
}

// reading is a line that is being read.
type reading struct {
	*build.Builder
	tokens json.RawMessage // of the file, which are read where a span says its place by them
	read   []token
	spans  []*found
	byID   map[[2]string]*found // by the id in the file and the label
}

// found is a span that was read, with where it is: a relation names it so.
type found struct {
	dataset.Span
	tool     string // its id in the file
	tokenEnd int    // -1 where it is not known
	added    string // its id in the record
}

// stretch is where a span stands, in characters.
func (r *reading) stretch(s spanLine) (segment [2]int, tokenEnd int, err error) {
	tokenEnd = -1
	if s.TokenEnd != nil {
		tokenEnd = *s.TokenEnd
	}
	if s.Start != nil && s.End != nil {
		return [2]int{*s.Start, *s.End}, tokenEnd, nil
	}
	if s.TokenStart == nil || s.TokenEnd == nil {
		return segment, tokenEnd, errors.New("it does not say where it starts and ends")
	}
	if r.read == nil && len(r.tokens) > 0 {
		if err := values.Decode(r.tokens, &r.read); err != nil {
			return segment, tokenEnd, fmt.Errorf("its tokens cannot be read: %w", err)
		}
	}
	if first, last := *s.TokenStart, *s.TokenEnd; first >= 0 && first <= last && last < len(r.read) {
		return [2]int{r.read[first].Start, r.read[last].End}, tokenEnd, nil
	}
	return segment, tokenEnd, errors.New("it stands on tokens that are not there")
}

// span reads a span. What has the id of one before it is a further segment of that.
func (r *reading) span(data []byte) error {
	var s spanLine
	if err := values.Decode(data, &s); err != nil {
		return err
	}
	segment, tokenEnd, err := r.stretch(s)
	if err != nil {
		return err
	}
	key := [2]string{string(s.ID), string(s.Label)}
	if other := r.byID[key]; s.ID != "" && other != nil {
		other.Segments = append(other.Segments, segment)
		return nil
	}
	one := &found{tool: string(s.ID), tokenEnd: tokenEnd, Span: dataset.Span{ID: string(s.ID), Label: string(s.Label), Segments: [][2]int{segment}, Entity: s.Entity,
		Attributes: r.Attributes(s.Attributes), Note: s.Note, Confidence: 1}}
	if s.Confidence != nil {
		one.Confidence = *s.Confidence
	}
	r.spans, r.byID[key] = append(r.spans, one), one
	return nil
}

// flush adds the spans, whose segments are all there.
func (r *reading) flush() {
	for _, s := range r.spans {
		s.added = r.Add(s.Span)
	}
}

func (r *reading) relation(e ends, data []byte) error {
	var l relationLine
	if err := values.Decode(data, &l); err != nil {
		return err
	}
	r.Relate(dataset.Relation{ID: string(l.ID), Type: string(l.Label), Head: r.end(e, l.From, l.Head), Tail: r.end(e, l.To, l.Child), Note: l.Note})
	return nil
}

// ends are the spans by what a relation can name them by, the first of each.
type ends struct {
	id    map[string]*found
	place map[stand]*found
	token map[int]*found // with which it ends
}

// stand is where a span begins and ends, with its label.
type stand struct {
	segment [2]int
	label   string
}

func (r *reading) ends() ends {
	e := ends{map[string]*found{}, map[stand]*found{}, map[int]*found{}}
	for _, f := range slices.Backward(r.spans) {
		e.id[f.tool], e.place[stand{f.Segments[0], f.Label}], e.token[f.tokenEnd] = f, f, f
	}
	return e
}

// end is the span at an end of a relation: the one of its id, else the one at its place, else the one that ends with its token.
func (r *reading) end(e ends, s spanLine, token *int) string {
	if f := e.id[string(s.ID)]; s.ID != "" && f != nil {
		return f.added
	}
	if segment, _, err := r.stretch(s); err == nil {
		if f := e.place[stand{segment, string(s.Label)}]; f != nil {
			return f.added
		}
	}
	if token != nil && e.token[*token] != nil {
		return e.token[*token].added
	}
	return ""
}
