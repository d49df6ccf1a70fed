package agreement

import (
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
)

// LinkDifference is a relation that both of two annotators drew, or that only one did. What a side lacks is "".
type LinkDifference struct {
	StoryID, DocumentID string // where the head is, of the first's relation if both have one
	Type                string // name of the relation type
	HeadA, TailA        string // ids of the spans at its ends
	HeadB, TailB        string
}

// Agreed says that both drew it.
func (d LinkDifference) Agreed() bool { return d.HeadA != "" && d.HeadB != "" }

// LinkDifferences yields the relations behind F1 of relations of two annotators, those of a story when all of it was seen.
// Documents of a story are to follow each other.
func LinkDifferences(documents iter.Seq2[Document, error], codebook annotate.Codebook, a, b string) iter.Seq2[LinkDifference, error] {
	names := namesOf(codebook)
	return func(yield func(LinkDifference, error) bool) {
		var current *story
		for d, err := range documents {
			if err != nil {
				yield(LinkDifference{}, err)
				return
			}
			if current != nil && current.id != d.Story.ID {
				if !current.differences(yield) {
					return
				}
				current = nil
			}
			if current == nil {
				current = newStory(d.Story.ID, codebook)
			}
			current.addTwo(d, names, a, b)
		}
		if current != nil {
			current.differences(yield)
		}
	}
}

// addTwo takes in the layers of two annotators, numbered 0 and 1, if both took part in the document.
func (s *story) addTwo(d Document, names labelNames, a, b string) {
	layers := make([]layer, 2)
	there := 0
	for _, l := range d.Layers {
		for i, name := range []string{a, b} {
			if finished(l) && l.Annotator.Name == name {
				layers[i] = newLayer(l, i, names)
				there++
			}
		}
	}
	if there == 2 {
		s.add(len(s.numbers), d.Document.ID, layers, map[[2]int][]int{{0, 1}: MatchSpans(layers[0].spans, layers[1].spans)})
	}
}

// differences yields the relations of two annotators in the order in which they were taken in, and says whether to go
// on.
func (s *story) differences(yield func(LinkDifference, error) bool) bool {
	c := s.drawn()
	for _, l := range s.links {
		if !c.counts(l, 1-l.annotator) {
			continue
		}
		d := LinkDifference{StoryID: s.id, DocumentID: c.heads[l.document], Type: l.kind}
		other, matched := c.match(l, 1-l.annotator)
		switch {
		case l.annotator == 0:
			d.HeadA, d.TailA, d.HeadB, d.TailB = l.head, l.tail, other.head, other.tail
		case matched:
			continue // told with the first's
		default:
			d.HeadB, d.TailB = l.head, l.tail
		}
		if !yield(d, nil) {
			return false
		}
	}
	return true
}
