package suggest

import (
	"math"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest/quotation"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// The ways in which proposals are made, as the command line and the file call them.
const (
	ByQuotations  = "quotations"
	ByActors      = "actors"
	ByOccurrences = "occurrences"
	ByModel       = "model"
)

// Ways lists them.
var Ways = []string{ByQuotations, ByActors, ByOccurrences, ByModel}

// Proposal is one unit of what could be marked, taken or turned down as a whole: who says what, or one mention.
type Proposal struct {
	DocumentID string
	By         string  // one of Ways
	Score      float64 // 0…1, how likely it is right
	Spans      []annotate.Span
	Ties       []Tie
}

// Tie is a relation between two spans of a proposal, by their places.
type Tie struct {
	Type       annotate.RelationType
	Head, Tail int
}

// SpanKey is what a span has in common with one of the same label at the same place.
func SpanKey(s annotate.Span) string {
	var b strings.Builder
	b.WriteString(s.LabelID)
	for _, g := range s.Segments {
		b.WriteString(" ")
		b.WriteString(annotate.ValueOf(float64(g.Start)).Words() + "-" + annotate.ValueOf(float64(g.End)).Words())
	}
	return b.String()
}

// Article is what proposals are made for.
type Article struct {
	Document annotate.Document // its text is not read
	Text     *textpos.Text
	Regions  []annotate.Region
	Spans    []annotate.Span // what stands in it already, of whoever counts
}

// speaking is what a codebook calls those who say something and what they say.
type speaking struct {
	actor, claim annotate.Label
	makes        annotate.RelationType
	backwards    bool                  // makes leads from the claim
	reports      annotate.RelationType // zero where the codebook has none
	cue          annotate.Label        // zero where the codebook has none
	cues         annotate.RelationType // what links it with the claim
	fromCue      bool
	voice        annotate.Attribute // of the claim, zero where it has none
}

// speakingIn finds what a codebook calls them, or says why nothing can be proposed.
func speakingIn(cb annotate.Codebook) (s speaking, err error) {
	roles := cb.Roles()
	claim, known := cb.LabelByName(roles.Claim)
	if !known {
		return s, annotate.Nothingf("nothing is proposed by quotations: no relation of the codebook leads from who says something to what is said; a codebook with such labels and a relation between them is needed, as the default one has them")
	}
	s.claim = claim
	for _, t := range cb.RelationTypes {
		is, backwards := roles.Makes(t.Name)
		at := t.HeadLabel
		if backwards {
			at = t.TailLabel
		}
		actor, known := cb.LabelByName(at)
		switch {
		case is && known && s.makes.ID == "" && roles.IsActor(at):
			s.actor, s.makes, s.backwards = actor, t, backwards
		case roles.Reports[t.Name] && s.reports.ID == "":
			s.reports = t
		}
	}
	if s.makes.ID == "" {
		return s, annotate.Nothingf("nothing is proposed by quotations: no relation of the codebook links %q with who says it", claim.Name)
	}
	s.findCue(cb)
	for _, a := range claim.Attributes {
		if a.Type == annotate.Choice && s.voice.ID == "" && voiceOf(a, quotation.Direct) != "" && voiceOf(a, quotation.Indirect) != "" {
			s.voice = a
		}
	}
	return s, nil
}

// findCue finds the label of the words that signal that something is said.
func (s *speaking) findCue(cb annotate.Codebook) {
	cue, known := cb.LabelByName("cue")
	if !known {
		return
	}
	for _, t := range cb.RelationTypes {
		switch {
		case t.HeadLabel == cue.Name && t.TailLabel == s.claim.Name:
			s.cue, s.cues, s.fromCue = cue, t, true
		case t.HeadLabel == s.claim.Name && t.TailLabel == cue.Name:
			s.cue, s.cues, s.fromCue = cue, t, false
		}
	}
}

// voiceOf is the option of an attribute by which a kind of quotation is told, "" where it has none.
func voiceOf(a annotate.Attribute, kind quotation.Kind) string {
	for _, word := range []string{string(kind), string(quotation.Indirect)} { // a mixed one is indirect where that is all there is
		if kind == quotation.Direct && word == string(quotation.Indirect) {
			break
		}
		for _, option := range a.Options {
			if slices.Contains(strings.Fields(annotate.FoldName(option)), word) {
				return option
			}
		}
	}
	return ""
}

// Quotations proposes who says what in an article: an actor, a claim, the relation between them and the voice, and the cue where the
// codebook has a label for it; a claim within a claim is part of the same proposal where a relation can say so. speech are the words of
// the article's language. An ErrNothing says why a codebook has no place for it.
func Quotations(a Article, cb annotate.Codebook, speech annotate.Speech) ([]Proposal, error) {
	s, err := speakingIn(cb)
	if err != nil {
		return nil, err
	}
	found := quotation.Find(a.Text, a.Regions, a.Document.Language, speech)
	var all []Proposal
	claimAt := map[int][2]int{} // of a quotation: its proposal, and the place of its claim in that
	for i, q := range found {
		at, within := claimAt[q.Within]
		if !within || s.reports.ID == "" {
			all = append(all, Proposal{DocumentID: a.Document.ID, By: ByQuotations, Score: math.Round(q.Score*100) / 100})
			at = [2]int{len(all) - 1, -1}
		}
		p := &all[at[0]]
		claim := s.add(p, a, q)
		if at[1] >= 0 {
			p.Ties = append(p.Ties, Tie{s.reports, at[1], claim})
			p.Score = min(p.Score, math.Round(q.Score*100)/100)
		}
		claimAt[i] = [2]int{at[0], claim}
	}
	return all, nil
}

// add adds the spans of a quotation to a proposal, and returns the place of its claim.
func (s speaking) add(p *Proposal, a Article, q quotation.Quotation) int {
	span := func(label annotate.Label, segments ...annotate.Segment) int {
		p.Spans = append(p.Spans, annotate.Span{DocumentID: a.Document.ID, LabelID: label.ID, Segments: segments, Attributes: map[string]any{}})
		return len(p.Spans) - 1
	}
	tie := func(t annotate.RelationType, head, tail int, backwards bool) {
		if backwards {
			head, tail = tail, head
		}
		p.Ties = append(p.Ties, Tie{t, head, tail})
	}
	actor := -1
	if q.Speaker.End > 0 {
		actor = span(s.actor, q.Speaker)
		if q.Hint.End > 0 {
			p.Spans[actor].Note = "perhaps " + a.Text.Slice(q.Hint.Start, q.Hint.End)
		}
	}
	claim := span(s.claim, q.Claim...)
	if s.voice.ID != "" {
		p.Spans[claim].Attributes[s.voice.Name] = voiceOf(s.voice, q.Kind)
	}
	if actor >= 0 {
		tie(s.makes, actor, claim, s.backwards)
	}
	if s.cue.ID != "" && q.Cue.End > 0 && q.Cue != q.Speaker {
		tie(s.cues, span(s.cue, q.Cue), claim, !s.fromCue)
	}
	return claim
}
