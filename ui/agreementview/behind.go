package agreementview

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
)

// mostBehind is how many spans a list shows; it says how many there are.
const mostBehind = 2000

// anyLabel stands for every label, and for no span.
const anyLabel = "\x00any"

// query says which spans stand behind a figure.
type query struct {
	annotators []string   // who was compared; two for a pair
	storyID    string     // "" for all
	documentID string     // "" for all
	label      string     // one of the two spans has it; anyLabel for all
	labels     *[2]string // the labels of the first and the second annotator, "" where one has no span; nil for all
	attribute  string     // "claim.stance": both spans gave it; "" for all
}

// side is the span of one annotator, or that there is none.
type side struct {
	spanID    string // "" where there is no span
	annotator string
	label     string
	words     string
	value     string // of the attribute that is looked at
}

// behind is a place where two annotators were compared.
type behind struct {
	document string // its name
	a, b     side
	agreed   bool
	how      string // "agreed", "other boundaries", "other label", "only anna"
}

// found are the places behind a figure.
type found struct {
	places []behind // those that differ and those that agree, in the order of the articles, as many as are shown
	total  int
	differ int
}

// find reads the spans behind a figure.
func find(ctx context.Context, project *store.Project, codebook annotate.Codebook, q query, differing bool) (found, error) {
	var f found
	for d, err := range project.AnnotatedDocuments(ctx, q.storyID) {
		if err != nil {
			return f, err
		}
		if q.documentID != "" && d.Document.ID != q.documentID {
			continue
		}
		s := search{query: q, codebook: codebook, document: d}
		for i, a := range q.annotators {
			for _, b := range q.annotators[i+1:] {
				places, err := s.pair(a, b)
				if err != nil {
					return f, err
				}
				for _, place := range places {
					f.total++
					if !place.agreed {
						f.differ++
					}
					if (!differing || !place.agreed) && len(f.places) < mostBehind {
						f.places = append(f.places, place)
					}
				}
			}
		}
	}
	return f, ctx.Err()
}

// search looks at one document.
type search struct {
	query
	codebook annotate.Codebook
	document agreement.Document
	text     *textpos.Text
}

// pair compares two annotators of the document, in the order of the text.
func (s *search) pair(a, b string) ([]behind, error) {
	one := func(yield func(agreement.Document, error) bool) { yield(s.document, nil) }
	var places []behind
	for d, err := range agreement.Differences(one, s.codebook, agreement.Cell{A: a, B: b, Labels: s.labels}) {
		if err != nil {
			return nil, err
		}
		p := behind{document: s.document.Document.Name(), how: hows[d.Kind], agreed: d.Kind == agreement.Agreed,
			a: side{spanID: d.SpanA, annotator: a, label: d.LabelA}, b: side{spanID: d.SpanB, annotator: b, label: d.LabelB}}
		switch d.Kind {
		case agreement.OnlyFirst:
			p.how = "only " + a
		case agreement.OnlySecond:
			p.how = "only " + b
		}
		if s.holds(&p) {
			p.a.words, p.b.words = s.words(p.a.spanID), s.words(p.b.spanID)
			places = append(places, p)
		}
	}
	return places, nil
}

// hows are the words for how two spans differ.
var hows = map[agreement.Kind]string{
	agreement.Agreed: "agreed", agreement.Boundary: "other boundaries", agreement.LabelOnly: "other label", agreement.BoundaryToo: "other label and boundaries",
}

// holds says whether a place is asked for. Where an attribute is, the place is about its values.
func (s *search) holds(p *behind) bool {
	if s.query.label != anyLabel && p.a.label != s.query.label && p.b.label != s.query.label {
		return false
	}
	if s.attribute == "" {
		return true
	}
	label, name, _ := strings.Cut(s.attribute, ".")
	if p.a.label != label || p.b.label != label {
		return false
	}
	first, second := s.span(p.a.spanID).Attributes[name], s.span(p.b.spanID).Attributes[name]
	if isEmpty(first) || isEmpty(second) {
		return false
	}
	p.a.value, p.b.value = fmt.Sprint(first), fmt.Sprint(second)
	p.how, p.agreed = "agreed", p.a.value == p.b.value
	if !p.agreed {
		p.how = "other value"
	}
	return true
}

func isEmpty(value any) bool {
	return value == nil || reflect.ValueOf(value).Kind() == reflect.Slice && reflect.ValueOf(value).Len() == 0
}

// span is the span of the document with that id.
func (s *search) span(id string) annotate.Span {
	for _, layer := range s.document.Layers {
		if i := slices.IndexFunc(layer.Spans, func(span annotate.Span) bool { return span.ID == id }); i >= 0 {
			return layer.Spans[i]
		}
	}
	return annotate.Span{}
}

// words are the first words of a span, "" for none.
func (s *search) words(id string) string {
	if s.text == nil {
		s.text = textpos.New(s.document.Document.Text)
	}
	var parts []string
	for _, segment := range s.span(id).Segments {
		parts = append(parts, strings.Join(strings.Fields(s.text.Slice(segment.Start, min(segment.End, segment.Start+200))), " "))
	}
	return strings.Join(parts, " … ")
}
