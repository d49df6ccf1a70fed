package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/parallax-annotation/parallax/annotate"
)

const (
	mostPlaces  = 1000 // of one name in one article
	ownName     = .9   // how likely it is that the name of an entity means it
	otherName   = .75  // the same for one of its other names
	sameWords   = .6   // how likely it is that words mean again what they meant elsewhere
	leastLetter = 2    // of a name that is looked for
)

// Actors proposes the mentions of known entities that stand untagged in an article, by their names and other names. Of names that overlap
// the longest one is meant.
func Actors(a Article, known []annotate.Entity) []Proposal {
	var all []Proposal
	for _, e := range known {
		for i, name := range append([]string{e.Name}, e.Aliases...) {
			score := otherName
			if i == 0 {
				score = ownName
			}
			all = append(all, a.mentions(ByActors, name, e.LabelID, score)...)
		}
	}
	return apart(all)
}

// Words are some words that somebody has tagged, and the label.
type Words struct {
	Text    string
	LabelID string
}

// Elsewhere proposes to tag words wherever they stand in an article as they are tagged elsewhere.
func Elsewhere(a Article, tagged []Words) []Proposal {
	var all []Proposal
	for _, w := range tagged {
		all = append(all, a.mentions(ByOccurrences, w.Text, w.LabelID, sameWords)...)
	}
	return apart(all)
}

// mentions proposes each place where words stand in an article's own prose and no span of the label goes over.
func (a Article) mentions(by, words, labelID string, score float64) (all []Proposal) {
	if letters(words) < leastLetter {
		return nil
	}
	for _, o := range Occurrences(a.Text, words, a.Regions, nil, labelID, mostPlaces) {
		if o.Region != "" || a.tagged(o.Segment, labelID) {
			continue
		}
		all = append(all, Proposal{DocumentID: a.Document.ID, By: by, Score: score,
			Spans: []annotate.Span{{DocumentID: a.Document.ID, LabelID: labelID, Segments: []annotate.Segment{o.Segment}, Attributes: map[string]any{}}}})
	}
	return all
}

func letters(words string) (n int) {
	for _, r := range words {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// tagged says whether a span of a label goes over a place.
func (a Article) tagged(s annotate.Segment, labelID string) bool {
	return slices.ContainsFunc(a.Spans, func(span annotate.Span) bool {
		return span.LabelID == labelID && slices.ContainsFunc(span.Segments, func(g annotate.Segment) bool { return g.Start < s.End && s.Start < g.End })
	})
}

// apart keeps of proposals of one span that overlap under one label the longest, and of those that propose the same the surest; in the order of the text.
func apart(all []Proposal) []Proposal {
	length := func(p Proposal) int { return p.Spans[0].End() - p.Spans[0].Start() }
	slices.SortStableFunc(all, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(length(b), length(a)), cmp.Compare(b.Score, a.Score))
	})
	var kept []Proposal
	for _, p := range all {
		if !slices.ContainsFunc(kept, func(k Proposal) bool {
			return k.Spans[0].LabelID == p.Spans[0].LabelID && k.Spans[0].Start() < p.Spans[0].End() && p.Spans[0].Start() < k.Spans[0].End()
		}) {
			kept = append(kept, p)
		}
	}
	slices.SortStableFunc(kept, func(a, b Proposal) int { return cmp.Compare(a.Spans[0].Start(), b.Spans[0].Start()) })
	return kept
}

// NameIn is the name in the words of a mention, without titles and what more is said of it: "Ines Vell" of "the harbour master Ines Vell"
// and of "Dr. Ines Vell of the port"; "" where the words name nobody ("a senior official at the Coast Agency").
func NameIn(words string) string {
	fields := strings.Fields(words)
	upper := func(w string) bool {
		r := []rune(strings.TrimLeft(w, "(“\"'‘"))
		return len(r) > 0 && unicode.IsUpper(r[0])
	}
	title := func(w string) bool { return strings.HasSuffix(w, ".") && len(w) > 2 }
	var runs [][2]int
	for i := 0; i < len(fields); i++ {
		if !upper(fields[i]) || title(fields[i]) {
			continue
		}
		j := i + 1
		for j < len(fields) && (upper(fields[j]) && !title(fields[j]) || j+1 < len(fields) && linking[fields[j]] && upper(fields[j+1])) {
			j++
		}
		runs = append(runs, [2]int{i, j})
		i = j
	}
	if len(runs) == 0 {
		return ""
	}
	name := func(r [2]int) string { return strings.Trim(strings.Join(fields[r[0]:r[1]], " "), ",;:()“”\"") }
	first, last := runs[0], runs[len(runs)-1]
	before := last[0] - 1
	for before > 0 && opens[fields[before]] {
		before--
	}
	led := before >= 0 && short[fields[before]] // it says of what or where
	switch {
	case opens[strings.ToLower(fields[0])] && (led || last[1] < len(fields) || last[1]-last[0] == 1):
		return ""
	case opens[strings.ToLower(fields[0])] && first[0] == 0: // "The" of "The Times" begins a name
		if len(runs) == 1 && first[1] == len(fields) && first[1] > 1 {
			return name(first)
		}
		return name(last)
	case first[1]-first[0] > 1 && first[0] == 0, len(runs) == 1 && first[0] == 0 && first[1] == len(fields):
		return name(first)
	case !led && last[1] == len(fields):
		return name(last)
	}
	return ""
}

var (
	linking = annotate.SetOf(" ", "de del della der den von van zu al bin ibn la le du dos da di of and the &")
	short   = annotate.SetOf(" ", "of at for from in on with to by von bei in im am aus für de du des à au aux en del con para")
	opens   = annotate.SetOf(" ", "the a an one some several many most two three his her its their our that this der die das ein eine einer le la les l' un une des el los las unos unas he she they it we who er sie es il elle ils elles on él ella ellos ellas")
)
