package tokens

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// Tag is a segment of a span, with the tokens [First,Last] that lie within it.
type Tag struct {
	annotate.Segment
	First, Last int
	Label       string
	Span        string // id
	Piece       int    // which segment of its span it is, from 0
}

// Segments are those of spans, as they cut tokens.
func Segments(spans []dataset.Span) []annotate.Segment {
	var all []annotate.Segment
	for _, s := range spans {
		for _, segment := range s.Segments {
			all = append(all, annotate.Segment{Start: segment[0], End: segment[1]})
		}
	}
	return all
}

// Regions are those of a record as Words takes them.
func Regions(regions []dataset.Region) []annotate.Segment {
	all := make([]annotate.Segment, len(regions))
	for i, r := range regions {
		all[i] = annotate.Segment{Start: r.Start, End: r.End}
	}
	return all
}

// Tags are the segments of spans that hold a token, in the order of the text, and how many hold none.
func Tags(all []Token, spans []dataset.Span) (tags []Tag, empty int) {
	for _, s := range spans {
		for i, segment := range s.Segments {
			stretch := annotate.Segment{Start: segment[0], End: segment[1]}
			first, end := Within(all, stretch)
			if first == end {
				empty++
				continue
			}
			tags = append(tags, Tag{Segment: stretch, First: first, Last: end - 1, Label: s.Label, Span: s.ID, Piece: i})
		}
	}
	slices.SortStableFunc(tags, inText)
	return tags, empty
}

func inText(a, b Tag) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Span, b.Span), cmp.Compare(a.Piece, b.Piece))
}

// Choose picks of tags those that stand on a token alone, as a format needs it that has one tag a token, and says how many went. The
// longest win: by number of tokens, then start, then the codebook's order of labels, then id; one is kept where none of its tokens is
// taken. So what overlaps nothing that was kept is kept. tokens is the number of tokens. Those that are kept stand in the order of the
// text.
func Choose(tokens int, tags []Tag, codebook annotate.Codebook) (kept []Tag, gone int) {
	order := map[string]int{}
	for i, l := range codebook.Labels {
		order[l.Name] = i - len(codebook.Labels) // before those that the codebook does not have
	}
	sorted := slices.Clone(tags)
	slices.SortStableFunc(sorted, func(a, b Tag) int {
		return cmp.Or(cmp.Compare(b.Last-b.First, a.Last-a.First), cmp.Compare(a.Start, b.Start), cmp.Compare(order[a.Label], order[b.Label]),
			cmp.Compare(a.Label, b.Label), cmp.Compare(a.Span, b.Span), cmp.Compare(a.Piece, b.Piece))
	})
	taken := make([]bool, tokens)
	for _, t := range sorted {
		if slices.Contains(taken[t.First:t.Last+1], true) {
			gone++
			continue
		}
		for i := t.First; i <= t.Last; i++ {
			taken[i] = true
		}
		kept = append(kept, t)
	}
	slices.SortFunc(kept, inText)
	return kept, gone
}

// BIO are the tags of tokens, of which there is that number, by IOB2: "B-" and the label on the first token of a tag, "I-" on the others,
// "O" on those without one.
func BIO(tokens int, kept []Tag) []string {
	out := slices.Repeat([]string{"O"}, tokens)
	for _, t := range kept {
		out[t.First] = "B-" + t.Label
		for i := t.First + 1; i <= t.Last; i++ {
			out[i] = "I-" + t.Label
		}
	}
	return out
}
