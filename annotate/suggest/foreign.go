package suggest

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/alike"
)

// Foreign proposes mentions of known entities whose names are written in another script than that of an article, by their sound in Latin
// letters. They are guesses, of a lower score than any proposal by names as they are written.
func Foreign(a Article, known []annotate.Entity) (all []Proposal) {
	names := alike.NewForeign(known)
	if names.Longest() == 0 {
		return nil
	}
	var words []annotate.Segment
	for w := range a.Text.Words(annotate.Segment{End: a.Text.Len()}) {
		words = append(words, w)
	}
	for i := range words {
		for n := min(names.Longest(), len(words)-i); n > 0; n-- { // the longest first
			if n > 1 && !beside(a, words[i:i+n]) {
				continue
			}
			at := annotate.Segment{Start: words[i].Start, End: words[i+n-1].End}
			e, score, ok := names.Named(a.Text.Slice(at.Start, at.End))
			if !ok || a.tagged(at, e.LabelID) || a.inRegion(at) {
				continue
			}
			all = append(all, Proposal{DocumentID: a.Document.ID, By: ByActors, Score: score, Spans: []annotate.Span{{DocumentID: a.Document.ID, LabelID: e.LabelID,
				Segments: []annotate.Segment{at}, Attributes: map[string]any{}, Note: "may be " + e.Name + " in another script"}}})
			break
		}
	}
	return apart(all)
}

// beside says whether nothing but a space or a hyphen parts each word from the next.
func beside(a Article, words []annotate.Segment) bool {
	for i := 1; i < len(words); i++ {
		between := a.Text.Slice(words[i-1].End, words[i].Start)
		if len([]rune(between)) > 1 || strings.Trim(between, " -‑\u00a0·") != "" {
			return false
		}
	}
	return true
}

// inRegion says whether a stretch stands outside of the article's own prose.
func (a Article) inRegion(s annotate.Segment) bool {
	for _, r := range a.Regions {
		if r.Start < s.End && s.Start < r.End {
			return true
		}
	}
	return false
}
