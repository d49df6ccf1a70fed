package hf

import (
	"fmt"
	"slices"
	"sort"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// near is within how many sentences two spans stand that are an example without being related.
const near = 3

// end is a span as an example has it.
type end struct {
	dataset.Span
	tag             tokens.Tag // of its first segment
	sentence, after int        // the first of its sentences, and the one behind its last
}

// examples are the pairs of a record's spans that are related, and those that the codebook would let be and that stand within a few
// sentences. A span of several segments is its first.
func (w *writer) examples(r dataset.Record, words []tokens.Token) []example {
	if len(w.types) == 0 {
		return nil
	}
	text := textpos.New(r.Text)
	sentences := slices.Collect(text.Sentences(annotate.Segment{End: text.Len()}))
	if len(sentences) == 0 { // nothing but signs that nobody sees
		sentences = []annotate.Segment{{End: text.Len()}}
	}
	tags, _ := tokens.Tags(words, r.Spans)
	firsts := map[string]tokens.Tag{}
	for _, t := range tags {
		if t.Piece == 0 {
			firsts[t.Span] = t
		}
	}
	var ends []end
	at := map[string]int{}
	for _, s := range r.Spans {
		if tag, there := firsts[s.ID]; there {
			one := end{Span: s, tag: tag}
			one.sentence, one.after = among(sentences, tag.Segment)
			at[s.ID] = len(ends)
			ends = append(ends, one)
		}
	}
	related := map[[2]int]bool{}
	var all []example
	add := func(head, tail int, kind string) {
		e := w.example(r, words, sentences, ends[head], ends[tail])
		e.Relation = w.relations[kind]
		e.ID = fmt.Sprintf("%s/%d", rowID(r), len(all))
		w.related[kind]++
		all = append(all, e)
	}
	for _, link := range r.Relations {
		head, there := at[link.Head]
		tail, here := at[link.Tail]
		switch {
		case there && here:
			related[[2]int{head, tail}], related[[2]int{tail, head}] = true, true
			add(head, tail, link.Type)
		case link.TailDocument == link.HeadDocument:
			w.sink.Lose(1, "relations of spans in which there is no word outside regions")
		}
	}
	none := relationNames(w.types)[0]
	in := map[int][]int{} // the spans by their first sentences
	for i, one := range ends {
		in[one.sentence] = append(in[one.sentence], i)
	}
	for head := range ends {
		var tails []int // that may be near
		for sentence := ends[head].after - near; sentence < ends[head].sentence+near; sentence++ {
			tails = append(tails, in[sentence]...)
		}
		slices.Sort(tails)
		for _, tail := range tails {
			if head != tail && !related[[2]int{head, tail}] && within(ends[head], ends[tail]) && w.possible(ends[head], ends[tail], head < tail) {
				add(head, tail, none)
			}
		}
	}
	return all
}

// possible says whether the codebook would let two spans of an article be related. Two of one label that either could lead are one pair.
func (w *writer) possible(head, tail end, inOrder bool) bool {
	types := w.head.Codebook.RelationTypesBetween(head.Label, tail.Label, false)
	return len(types) > 0 && (inOrder || head.Label != tail.Label || slices.ContainsFunc(types, func(t annotate.RelationType) bool { return !t.Symmetric }))
}

// within says whether two spans stand within a few sentences.
func within(a, b end) bool { return max(a.after, b.after)-min(a.sentence, b.sentence) <= near }

// among are the sentences [first,after) in which a segment stands.
func among(sentences []annotate.Segment, s annotate.Segment) (first, after int) {
	first = sort.Search(len(sentences)-1, func(i int) bool { return sentences[i].End > s.Start })
	for after = first + 1; after < len(sentences) && sentences[after].Start < s.End; {
		after++
	}
	return first, after
}

// example is a pair with the words of the sentences from one to the other.
func (w *writer) example(r dataset.Record, words []tokens.Token, sentences []annotate.Segment, head, tail end) example {
	from, to := min(head.tag.First, tail.tag.First), max(head.tag.Last, tail.tag.Last)
	first, after := min(head.sentence, tail.sentence), max(head.after, tail.after)
	for from > 0 && words[from-1].Start >= sentences[first].Start {
		from--
	}
	for to < len(words)-1 && words[to+1].End <= sentences[min(after, len(sentences))-1].End {
		to++
	}
	return example{Document: r.Document, Story: r.Meta.Story, Layer: r.Layer, Tokens: texts(words[from : to+1]),
		HeadStart: head.tag.First - from, HeadEnd: head.tag.Last + 1 - from, HeadLabel: head.Label, HeadText: head.Text,
		TailStart: tail.tag.First - from, TailEnd: tail.tag.Last + 1 - from, TailLabel: tail.Label, TailText: tail.Text}
}
