// Package quotation finds in an article who is said to say what, without a model: quotation marks, verbs of saying, and the order in
// which speaker, verb and words stand.
//
// The words of the field (which verbs report, what a source is called) are annotate.Speech and belong to the codebook; the small words
// of a language's grammar are here (grammar.go). A language of which there are no words has quotation marks only, and of those nothing is
// said but what is plainly somebody's words.
//
// The way of an article: its characters become tokens, its paragraphs stretches in quotation marks (marks.go) and sentences whose
// quotations are one token each (unit.go). In each sentence every verb of saying is asked for its speaker (speaker.go) and for what is said
// (cue.go, indirect.go). Quotations that no verb claimed go to the speaker before them, or to nobody.
//
// It knows neither codebooks nor projects. Start with Find.
package quotation

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Kind is how words are reported.
type Kind string

// The kinds of quotation.
const (
	Direct   Kind = "direct"   // in quotation marks
	Indirect Kind = "indirect" // in the words of the article
	Mixed    Kind = "mixed"    // in the words of the article, with some in quotation marks
)

// Quotation is who says what.
type Quotation struct {
	Kind    Kind
	Claim   []annotate.Segment // what is said, a direct one with its quotation marks; in order
	Speaker annotate.Segment   // empty where nobody is named
	Pronoun bool               // the speaker is a word like "she"
	Hint    annotate.Segment   // the name that such a word is likely to stand for; empty for none
	Cue     annotate.Segment   // the verb of saying; empty where there is none
	Within  int                // place in the list of the quotation in which this one stands, -1 for none
	Score   float64            // 0…1, how likely it is right
}

// start and end are where its claim begins and ends.
func (q Quotation) start() int { return q.Claim[0].Start }
func (q Quotation) end() int   { return q.Claim[len(q.Claim)-1].End }

// Find lists the quotations of an article's own prose, in the order of the text. language is a BCP 47 tag; speech its words for saying.
func Find(text *textpos.Text, regions []annotate.Region, language string, speech annotate.Speech) []Quotation {
	f := &finder{text: text, grammar: grammarOf(language), lexicon: newLexicon(speech)}
	f.tokens = tokenize(text, regions)
	f.paragraphs()
	f.leftOver()
	slices.SortStableFunc(f.found, func(a, b Quotation) int {
		return cmp.Or(cmp.Compare(a.start(), b.start()), cmp.Compare(b.end(), a.end()))
	})
	f.found = slices.CompactFunc(f.found, func(a, b Quotation) bool { return slices.Equal(a.Claim, b.Claim) })
	nest(f.found)
	return f.found
}

// nest says which quotation stands in which: in the smallest one that goes over all of it.
func nest(all []Quotation) {
	for i := range all {
		all[i].Within = -1
		for j := range i { // what goes over it begins no later
			if all[j].start() <= all[i].start() && all[j].end() >= all[i].end() && all[j].Speaker != all[i].Speaker && covers(all[j].Claim, all[i].Speaker) {
				all[i].Within = j
			}
		}
	}
}

// covers says whether a segment lies in one of several. A speaker who stands beside what another says is not part of it.
func covers(segments []annotate.Segment, s annotate.Segment) bool {
	return slices.ContainsFunc(segments, func(g annotate.Segment) bool { return g.Start <= s.Start && s.End <= g.End })
}

// finder is what is known of an article while it is gone through.
type finder struct {
	text    *textpos.Text
	grammar *grammar
	lexicon lexicon
	tokens  []token
	quotes  []quote
	found   []Quotation
}

// add takes in a quotation.
func (f *finder) add(q Quotation) { f.found = append(f.found, q) }
