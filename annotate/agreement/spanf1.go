package agreement

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement/pairing"
)

// Span is what span F1 looks at: where a span is, and its label.
type Span struct {
	Segments []annotate.Segment // in order and apart, at least one
	Label    string
}

func (s Span) start() int { return s.Segments[0].Start }
func (s Span) end() int   { return s.Segments[len(s.Segments)-1].End }

// Counts are the outcomes of one scheme of SemEval-2013 task 9.1 (after MUC). Swapping the annotators swaps Missing and
// Spurious and leaves F1 as it is.
type Counts struct {
	Correct   int
	Incorrect int
	Partial   int
	Missing   int // only the first annotator has it
	Spurious  int // only the second has it
}

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() (float64, error) {
	spans := 2*(c.Correct+c.Incorrect+c.Partial) + c.Missing + c.Spurious
	if spans == 0 {
		return 0, Undefined("no spans")
	}
	return 2 * (float64(c.Correct) + float64(c.Partial)/2) / float64(spans), nil
}

// SpanCounts are the outcomes of the four schemes. Strict asks for the same segments and label, exact for the same
// segments, partial gives half for an overlap, type asks for an overlap and the same label.
type SpanCounts struct {
	Strict  Counts
	Exact   Counts
	Partial Counts
	Type    Counts
}

// CountSpans compares the spans of two annotators of one document.
func CountSpans(a, b []Span) SpanCounts {
	var c SpanCounts
	partner := MatchSpans(a, b)
	matched := 0
	for i, j := range partner {
		if j < 0 {
			continue
		}
		matched++
		exact, same := slices.Equal(a[i].Segments, b[j].Segments), a[i].Label == b[j].Label
		tally(exact && same, &c.Strict.Correct, &c.Strict.Incorrect)
		tally(exact, &c.Exact.Correct, &c.Exact.Incorrect)
		tally(exact, &c.Partial.Correct, &c.Partial.Partial)
		tally(same, &c.Type.Correct, &c.Type.Incorrect)
	}
	for _, scheme := range []*Counts{&c.Strict, &c.Exact, &c.Partial, &c.Type} {
		scheme.Missing, scheme.Spurious = len(a)-matched, len(b)-matched
	}
	return c
}

func tally(yes bool, ifYes, ifNo *int) {
	if yes {
		*ifYes++
	} else {
		*ifNo++
	}
}

// MatchSpans pairs the spans of two annotators: those with the same segments and label first, then those with the same
// segments, and of the rest those that overlap, so that the pairs have the most code points in common; of several
// such ways one with the most equal labels, then with the most pairs. It returns the partner of each of a, -1 for none.
//
// The spans are put in order before, so that neither their order nor which annotator comes first has a say in ties.
func MatchSpans(a, b []Span) []int {
	left, right := inOrder(a), inOrder(b)
	if slices.CompareFunc(left, right, func(i, j int) int { return compareSpans(a[i], b[j]) }) > 0 {
		partner := make([]int, len(a))
		for i := range partner {
			partner[i] = -1
		}
		for j, i := range matchOrdered(b, a, right, left) {
			if i >= 0 {
				partner[i] = j
			}
		}
		return partner
	}
	return matchOrdered(a, b, left, right)
}

func inOrder(spans []Span) []int {
	order := make([]int, len(spans))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareSpans(spans[i], spans[j]) })
	return order
}

func compareSpans(a, b Span) int {
	return cmp.Or(compareSegments(a, b), cmp.Compare(a.Label, b.Label))
}

func compareSegments(a, b Span) int {
	return cmp.Or(cmp.Compare(a.start(), b.start()), cmp.Compare(a.end(), b.end()),
		slices.CompareFunc(a.Segments, b.Segments, func(s, t annotate.Segment) int {
			return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End))
		}))
}

// matchOrdered is MatchSpans with the orders in which to look at the spans.
func matchOrdered(a, b []Span, left, right []int) []int {
	partner := make([]int, len(a))
	for i := range partner {
		partner[i] = -1
	}
	left, right = pairEqual(a, b, left, right, partner, compareSpans)
	left, right = pairEqual(a, b, left, right, partner, compareSegments)

	// Overlap counts before equal labels, and those before the number of pairs.
	scale := int64(min(len(left), len(right)) + 1)
	edges, first := make([][]pairing.Edge, len(left)), 0
	for i, l := range left {
		// Those that end before this one starts end before all that follow.
		for first < len(right) && b[right[first]].end() <= a[l].start() {
			first++
		}
		for j := first; j < len(right) && b[right[j]].start() < a[l].end(); j++ {
			common := int64(overlap(a[l].Segments, b[right[j]].Segments))
			if common == 0 {
				continue
			}
			gain := common*scale*scale + 1
			if a[l].Label == b[right[j]].Label {
				gain += scale
			}
			edges[i] = append(edges[i], pairing.Edge{To: j, Gain: gain})
		}
	}
	for i, j := range pairing.Best(edges, len(right)) {
		if j >= 0 {
			partner[left[i]] = right[j]
		}
	}
	return partner
}

// pairEqual pairs spans that compare equal and returns those that are left on either side.
func pairEqual(a, b []Span, left, right, partner []int, compare func(a, b Span) int) (restLeft, restRight []int) {
	for len(left) > 0 && len(right) > 0 {
		switch c := compare(a[left[0]], b[right[0]]); {
		case c < 0:
			restLeft, left = append(restLeft, left[0]), left[1:]
		case c > 0:
			restRight, right = append(restRight, right[0]), right[1:]
		default:
			partner[left[0]] = right[0]
			left, right = left[1:], right[1:]
		}
	}
	return append(restLeft, left...), append(restRight, right...)
}

// overlap is the number of code points that two lists of segments share.
func overlap(a, b []annotate.Segment) int {
	sum := 0
	for len(a) > 0 && len(b) > 0 {
		sum += max(0, min(a[0].End, b[0].End)-max(a[0].Start, b[0].Start))
		if a[0].End < b[0].End {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return sum
}
