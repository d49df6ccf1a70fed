package agreement

import (
	"iter"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Kind says how a span of one annotator stands to the one it was matched with.
type Kind string

// The kinds, from full agreement to none.
const (
	Agreed      Kind = "agreed"
	Boundary    Kind = "boundary" // the same label, other segments
	LabelOnly   Kind = "label"    // the same segments, another label
	BoundaryToo Kind = "both"     // other segments and another label
	OnlyFirst   Kind = "only_a"   // the second has no span there
	OnlySecond  Kind = "only_b"   // the first has no span there
)

// Difference is a pair of matched spans, or a span without a partner. What a side lacks is "".
type Difference struct {
	StoryID, DocumentID string
	SpanA, SpanB        string // ids
	LabelA, LabelB      string // names
	Kind                Kind
}

// Cell says which spans of two annotators are wanted: a field of the label confusion, or certain kinds, or both.
type Cell struct {
	A, B   string     // names of the annotators
	Labels *[2]string // label of A's span and of B's, "" for none; nil for any
	Kinds  []Kind     // none for any
}

// Differences yields the spans behind a cell, in the order of the documents, and within one by place. They are matched as for
// span F1; of documents that not both took part in there are none.
func Differences(documents iter.Seq2[Document, error], codebook annotate.Codebook, cell Cell) iter.Seq2[Difference, error] {
	names := namesOf(codebook)
	return func(yield func(Difference, error) bool) {
		for d, err := range documents {
			if err != nil {
				yield(Difference{}, err)
				return
			}
			for _, difference := range differencesIn(d, names, cell.A, cell.B) {
				if cell.holds(difference) && !yield(difference, nil) {
					return
				}
			}
		}
	}
}

func (c Cell) holds(d Difference) bool {
	return (c.Labels == nil || *c.Labels == [2]string{d.LabelA, d.LabelB}) && (len(c.Kinds) == 0 || slices.Contains(c.Kinds, d.Kind))
}

// differencesIn compares two annotators in one document.
func differencesIn(d Document, names labelNames, a, b string) []Difference {
	var first, second *annotate.Layer
	for i := range d.Layers {
		switch l := &d.Layers[i]; {
		case !finished(*l):
		case l.Annotator.Name == a:
			first = l
		case l.Annotator.Name == b:
			second = l
		}
	}
	if first == nil || second == nil {
		return nil
	}
	one, other := newLayer(*first, 0, names), newLayer(*second, 1, names)
	type placed struct {
		Difference
		at annotate.Span
	}
	var found []placed
	matched := make([]bool, len(other.spans))
	for i, j := range MatchSpans(one.spans, other.spans) {
		p := placed{Difference{StoryID: d.Story.ID, DocumentID: d.Document.ID, SpanA: first.Spans[i].ID, LabelA: one.spans[i].Label, Kind: OnlyFirst}, first.Spans[i]}
		if j >= 0 {
			matched[j] = true
			p.SpanB, p.LabelB, p.Kind = second.Spans[j].ID, other.spans[j].Label, kindOf(one.spans[i], other.spans[j])
		}
		found = append(found, p)
	}
	for j, done := range matched {
		if !done {
			found = append(found, placed{Difference{StoryID: d.Story.ID, DocumentID: d.Document.ID, SpanB: second.Spans[j].ID, LabelB: other.spans[j].Label, Kind: OnlySecond}, second.Spans[j]})
		}
	}
	slices.SortStableFunc(found, func(a, b placed) int {
		switch {
		case annotate.SpanLess(a.at, b.at):
			return -1
		case annotate.SpanLess(b.at, a.at):
			return 1
		}
		return 0
	})
	differences := make([]Difference, len(found))
	for i, p := range found {
		differences[i] = p.Difference
	}
	return differences
}

func kindOf(a, b Span) Kind {
	exact, same := slices.Equal(a.Segments, b.Segments), a.Label == b.Label
	switch {
	case exact && same:
		return Agreed
	case same:
		return Boundary
	case exact:
		return LabelOnly
	}
	return BoundaryToo
}
