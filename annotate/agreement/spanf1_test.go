package agreement_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/agreement"
)

func span(start, end int, label string) agreement.Span {
	return agreement.Span{Segments: []annotate.Segment{{Start: start, End: end}}, Label: label}
}

func f1(t *testing.T, what string, c agreement.Counts, want float64) {
	t.Helper()
	got, err := c.F1()
	near(t, what, got, err, want)
}

// TestSixRows is the example of SemEval-2013 task 9.1: missed, spurious, boundary, label, exact, both wrong.
func TestSixRows(t *testing.T) {
	reference := []agreement.Span{span(0, 5, "drug"), span(20, 25, "drug"), span(30, 35, "drug"), span(40, 45, "brand"), span(50, 55, "group")}
	candidate := []agreement.Span{span(10, 15, "drug"), span(20, 28, "drug"), span(30, 35, "brand"), span(40, 45, "brand"), span(52, 58, "drug")}
	c := agreement.CountSpans(reference, candidate)
	for _, scheme := range []struct {
		name      string
		got, want agreement.Counts
		f1        float64
	}{
		{"type", c.Type, agreement.Counts{Correct: 2, Incorrect: 2, Missing: 1, Spurious: 1}, 0.40},
		{"partial", c.Partial, agreement.Counts{Correct: 2, Partial: 2, Missing: 1, Spurious: 1}, 0.60},
		{"exact", c.Exact, agreement.Counts{Correct: 2, Incorrect: 2, Missing: 1, Spurious: 1}, 0.40},
		{"strict", c.Strict, agreement.Counts{Correct: 1, Incorrect: 3, Missing: 1, Spurious: 1}, 0.20},
	} {
		if scheme.got != scheme.want {
			t.Errorf("%s: %+v, not %+v", scheme.name, scheme.got, scheme.want)
		}
		f1(t, scheme.name, scheme.got, scheme.f1)
	}
	_, err := agreement.CountSpans(nil, nil).Strict.F1()
	undefined(t, "F1 of no spans", err)
}

func TestExactBeforeOverlap(t *testing.T) {
	c := agreement.CountSpans([]agreement.Span{span(0, 9, "a")}, []agreement.Span{span(0, 2, "a"), span(0, 9, "a")})
	if c.Strict.Correct != 1 || c.Strict.Spurious != 1 {
		t.Errorf("%+v", c.Strict)
	}
	parts := agreement.Span{Segments: []annotate.Segment{{Start: 0, End: 3}, {Start: 6, End: 9}}, Label: "a"}
	if c := agreement.CountSpans([]agreement.Span{parts}, []agreement.Span{span(3, 6, "a")}); c.Type.Correct != 0 {
		t.Errorf("a span in the gap of another overlaps it: %+v", c.Type)
	}
	if c := agreement.CountSpans([]agreement.Span{parts}, []agreement.Span{span(0, 9, "a")}); c.Type.Correct != 1 || c.Exact.Correct != 0 {
		t.Errorf("a span in two segments is exactly one in one: %+v", c)
	}
}

func drawSpans(t *rapid.T, name string, most int) []agreement.Span {
	var spans []agreement.Span
	for range rapid.IntRange(0, most).Draw(t, name) {
		start := rapid.IntRange(0, 12).Draw(t, "start")
		s := span(start, start+rapid.IntRange(1, 6).Draw(t, "length"), rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "label"))
		if rapid.IntRange(0, 4).Draw(t, "segments") == 0 {
			s.Segments = append(s.Segments, annotate.Segment{Start: s.Segments[0].End + 2, End: s.Segments[0].End + 5})
		}
		spans = append(spans, s)
	}
	return spans
}

// worth is what a matching is judged by: exact pairs with the same label, exact pairs, overlap, equal labels, pairs.
type worth [5]int

func worthOf(a, b []agreement.Span, partner []int) worth {
	var w worth
	for i, j := range partner {
		if j < 0 {
			continue
		}
		exact, same, common := slices.Equal(a[i].Segments, b[j].Segments), a[i].Label == b[j].Label, 0
		for _, s := range a[i].Segments {
			for _, o := range b[j].Segments {
				common += max(0, min(s.End, o.End)-max(s.Start, o.Start))
			}
		}
		if common == 0 {
			return worth{-1}
		}
		if exact && same {
			w[0]++
		}
		if exact {
			w[1]++
		}
		w[2] += common
		if same && !exact {
			w[3]++
		}
		w[4]++
	}
	return w
}

// best is the best worth of all matchings that pair as many exact spans as there can be.
func best(a, b []agreement.Span, partner []int, used []bool) worth {
	if len(partner) == len(a) {
		return worthOf(a, b, partner)
	}
	found := best(a, b, append(partner, -1), used)
	for j := range b {
		if !used[j] {
			used[j] = true
			if w := best(a, b, append(partner, j), used); slices.Compare(w[:], found[:]) > 0 {
				found = w
			}
			used[j] = false
		}
	}
	return found
}

func TestMatchSpansIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSpans(t, "a", 5), drawSpans(t, "b", 5)
		got := worthOf(a, b, agreement.MatchSpans(a, b))
		want := best(a, b, make([]int, 0, len(a)), make([]bool, len(b)))
		// Which of several exact spans of other labels are paired is settled by their order, before equal labels of the
		// rest are looked at.
		if slices.Compare(got[:3], want[:3]) != 0 {
			t.Fatalf("%v and %v: %v, best %v", a, b, got, want)
		}
	})
}

func TestSpanCountsAreSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSpans(t, "a", 12), drawSpans(t, "b", 12)
		one, other := agreement.CountSpans(a, b), agreement.CountSpans(b, a)
		for _, pair := range [][2]agreement.Counts{{one.Strict, other.Strict}, {one.Exact, other.Exact}, {one.Partial, other.Partial}, {one.Type, other.Type}} {
			pair[1].Missing, pair[1].Spurious = pair[1].Spurious, pair[1].Missing
			if pair[0] != pair[1] {
				t.Fatalf("%+v and %+v", pair[0], pair[1])
			}
		}
		shuffled := rapid.Permutation(a).Draw(t, "shuffled")
		if again := agreement.CountSpans(shuffled, b); again != one {
			t.Fatalf("%+v in another order %+v", one, again)
		}
		if same, err := agreement.CountSpans(a, shuffled).Strict.F1(); err == nil && math.Abs(same-1) > 1e-12 {
			t.Fatalf("the same spans have F1 %f", same)
		}
	})
}
