package agreementview

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/wording"
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
	entities   bool       // both spans name an entity
	relations  bool       // relations instead of spans
	relation   string     // of that type, "" for all
}

// side is the span of one annotator, or that there is none.
type side struct {
	spanID    string // "" where there is no span
	annotator string
	label     string
	words     string
	value     string // of the attribute or the entity that is looked at
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

// add counts a place and keeps it if it is to be shown.
func (f *found) add(place behind, differing bool) {
	f.total++
	if !place.agreed {
		f.differ++
	}
	if (!differing || !place.agreed) && len(f.places) < mostBehind {
		f.places = append(f.places, place)
	}
}

// find reads the spans behind a figure, or the relations.
func find(ctx context.Context, project *store.Project, codebook annotate.Codebook, q query, differing bool) (found, error) {
	if q.relations {
		return findRelations(ctx, project, codebook, q, differing)
	}
	var f found
	for d, err := range exchange.AnnotatedDocuments(ctx, project, q.storyID) {
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
					f.add(place, differing)
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
	if s.entities {
		return s.sameEntity(p)
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
	p.values(fmt.Sprint(first), fmt.Sprint(second), "other value")
	return true
}

// values makes the place one about two values.
func (p *behind) values(first, second, otherwise string) {
	p.a.value, p.b.value = first, second
	p.how, p.agreed = "agreed", first == second
	if !p.agreed {
		p.how = otherwise
	}
}

// sameEntity says whether two spans of the label that is looked at both name an entity. The place is about these then.
func (s *search) sameEntity(p *behind) bool {
	if p.a.label != p.b.label {
		return false
	}
	first, second := s.entity(p.a.spanID), s.entity(p.b.spanID)
	if first == "" || second == "" {
		return false
	}
	if strings.EqualFold(first, second) {
		second = first // as agreement has it
	}
	p.values(first, second, "other entity")
	return true
}

// entity is the name of what a span refers to, "" where it does not say.
func (s *search) entity(spanID string) string {
	for _, layer := range s.document.Layers {
		if i := slices.IndexFunc(layer.Spans, func(span annotate.Span) bool { return span.ID == spanID }); i >= 0 {
			id := layer.Spans[i].EntityID
			return cmp.Or(strings.Join(strings.Fields(layer.Entities[id].Name), " "), id)
		}
	}
	return ""
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
	return wordsOf(s.text, s.span(id).Segments)
}

func wordsOf(text *textpos.Text, segments []annotate.Segment) string {
	return wording.OneLine(text.QuoteStart(segments, 200))
}
