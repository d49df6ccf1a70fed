package suggest

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Link is a relation that could be made between two spans.
type Link struct {
	Type       annotate.RelationType
	Head, Tail annotate.Span
}

// Linking is what is known where a relation is to be made.
type Linking struct {
	Codebook annotate.Codebook
	Done     map[string]int      // how often each type was used before, by its id
	There    []annotate.Relation // relations of the span at hand: none is made twice
}

// Between lists how two spans may be linked, what was done most often before coming first, else in the order of the codebook. Where a
// type fits both ways, the first span is its head.
func (l Linking) Between(first, second annotate.Span) []Link {
	if first.AnnotatorID != second.AnnotatorID {
		return nil // a relation stays within one layer
	}
	across := first.DocumentID != second.DocumentID
	var links []Link
	for _, t := range l.Codebook.RelationTypes {
		switch {
		case across && t.Scope != annotate.WithinStory:
		case annotate.Fits(l.Codebook, t, first, second) == nil:
			links = append(links, Link{t, first, second})
		case annotate.Fits(l.Codebook, t, second, first) == nil:
			links = append(links, Link{t, second, first})
		}
	}
	links = slices.DeleteFunc(links, l.made)
	slices.SortStableFunc(links, func(a, b Link) int { return cmp.Compare(l.Done[b.Type.ID], l.Done[a.Type.ID]) })
	return links
}

// made says whether a link is there already.
func (l Linking) made(link Link) bool {
	return slices.ContainsFunc(l.There, func(r annotate.Relation) bool {
		return r.TypeID == link.Type.ID && (r.HeadSpanID == link.Head.ID && r.TailSpanID == link.Tail.ID ||
			link.Type.Symmetric && r.HeadSpanID == link.Tail.ID && r.TailSpanID == link.Head.ID)
	})
}

// Partner is the label, by name, to whose nearest span a span is linked where nobody says to which: the other end of the type that
// was used most often, of types that link it to another label if there are any. For a claim that is the actor. It is "" where no
// type links the span to a label that can be told.
func (l Linking) Partner(span annotate.Span) string {
	own, _ := l.Codebook.LabelByID(span.LabelID)
	partner, best := "", -1
	for _, alike := range []bool{false, true} {
		for _, t := range l.Codebook.RelationTypes {
			other := ""
			switch {
			case t.TailLabel == own.Name:
				other = t.HeadLabel
			case t.HeadLabel == own.Name:
				other = t.TailLabel
			}
			if other != "" && (other == own.Name) == alike && l.Done[t.ID] > best {
				partner, best = other, l.Done[t.ID]
			}
		}
		if partner != "" {
			break
		}
	}
	return partner
}

// Nearest is the span of the partner's label that is nearest to a span in its article. Spans beside it come before those that lie
// over it, since who says something seldom stands within what is said; at the same distance the one before it does. Where no label can
// be told it is the nearest that anything links. It is not ok where there is none.
func (l Linking) Nearest(span annotate.Span, others []annotate.Span) (nearest annotate.Span, ok bool) {
	partner, known := l.Codebook.LabelByName(l.Partner(span))
	l.There = nil
	wanted := func(other annotate.Span) bool {
		if known && other.LabelID != partner.ID || other.ID == span.ID || other.DocumentID != span.DocumentID {
			return false
		}
		return len(l.Between(span, other)) > 0
	}
	type place struct{ over, distance, after int }
	placeOf := func(other annotate.Span) place {
		switch {
		case other.End() <= span.Start():
			return place{0, span.Start() - other.End(), 0}
		case other.Start() >= span.End():
			return place{0, other.Start() - span.End(), 1}
		}
		return place{1, abs(other.Start() - span.Start()), 0}
	}
	var best place
	for _, other := range others {
		if !wanted(other) {
			continue
		}
		at := placeOf(other)
		nearer := cmp.Or(cmp.Compare(at.over, best.over), cmp.Compare(at.distance, best.distance), cmp.Compare(at.after, best.after), cmp.Compare(other.ID, nearest.ID))
		if !ok || nearer < 0 {
			nearest, best, ok = other, at, true
		}
	}
	return nearest, ok
}

func abs(n int) int { return max(n, -n) }
