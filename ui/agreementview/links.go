package agreementview

import (
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// findRelations reads the relations behind a figure.
func findRelations(ctx context.Context, project *store.Project, codebook annotate.Codebook, q query, differing bool) (found, error) {
	var f found
	for i, a := range q.annotators {
		for _, b := range q.annotators[i+1:] {
			e := ends{words: map[string]string{}, titles: map[string]string{}}
			for d, err := range agreement.LinkDifferences(e.of(exchange.AnnotatedDocuments(ctx, project, q.storyID), a, b), codebook, a, b) {
				if err != nil {
					return f, err
				}
				if (q.documentID != "" && d.DocumentID != q.documentID) || (q.relation != "" && d.Type != q.relation) {
					continue
				}
				place := behind{document: e.titles[d.DocumentID], agreed: d.Agreed(), a: e.side(a, d.Type, d.HeadA, d.TailA), b: e.side(b, d.Type, d.HeadB, d.TailB)}
				switch {
				case place.agreed:
					place.how = "agreed"
				case d.HeadB == "":
					place.how = "only " + a
				default:
					place.how = "only " + b
				}
				f.add(place, differing)
			}
		}
	}
	return f, ctx.Err()
}

// ends knows the words of the spans at the ends of relations, which may stand in another article.
type ends struct {
	words  map[string]string // by the id of a span
	titles map[string]string // names of documents by id
}

// of passes documents on, and learns of their spans what may be needed.
func (e ends) of(documents iter.Seq2[agreement.Document, error], annotators ...string) iter.Seq2[agreement.Document, error] {
	return func(yield func(agreement.Document, error) bool) {
		for d, err := range documents {
			if err == nil {
				e.learn(d, annotators)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

func (e ends) learn(d agreement.Document, annotators []string) {
	e.titles[d.Document.ID] = d.Document.Name()
	var text *textpos.Text
	for _, layer := range d.Layers {
		if !slices.Contains(annotators, layer.Annotator.Name) {
			continue
		}
		for _, span := range layer.Spans {
			if text == nil {
				text = textpos.New(d.Document.Text)
			}
			e.words[span.ID] = wordsOf(text, span.Segments)
		}
	}
}

// side is what an annotator drew. It leads to the head.
func (e ends) side(annotator, kind, head, tail string) side {
	s := side{spanID: head, annotator: annotator, label: strings.ReplaceAll(kind, "_", " ")}
	if head != "" {
		s.words = e.words[head] + " → " + e.words[tail]
	}
	return s
}
