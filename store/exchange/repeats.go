package exchange

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// mostRepeats is how many texts an import names one by one.
const mostRepeats = 10

// noteRepeats notes on the files that brought something which of their texts stand in other stories too.
func noteRepeats(tx *store.Tx, results []ImportResult) error {
	if !slices.ContainsFunc(results, func(r ImportResult) bool { return r.Status == Added }) {
		return nil
	}
	same, err := tx.View().SameTexts()
	if err != nil || len(same) == 0 {
		return err
	}
	repeated := map[string]int{}
	for i, r := range same {
		for _, t := range r.Texts {
			repeated[t.DocumentID] = i
		}
	}
	for i := range results {
		r := &results[i]
		said := map[int]bool{}
		for _, id := range r.Documents {
			if n, is := repeated[id]; is && r.Status == Added && !said[n] {
				if said[n] = true; len(said) <= mostRepeats {
					r.Notes = append(r.Notes, same[n].Sentence()+": a split keeps them in one part")
				}
			}
		}
		if more := len(said) - mostRepeats; more > 0 {
			r.Notes = append(r.Notes, annotate.Counted(more, "more text stands in other stories", "more texts stand in other stories"))
		}
	}
	return nil
}
