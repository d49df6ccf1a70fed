package adjudicate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// What a reviewer did stands in the history in the words of the article, and without the names of annotators, which may be hidden.

// sayDecided names a decision: "Took “Haqqani network” as actor into gold".
func (d *decider) sayDecided(item review.Item, verdict review.Verdict) error {
	words, err := d.itemWords(item)
	if err != nil {
		return err
	}
	switch verdict.Name {
	case review.None:
		d.Summarize("Turned " + words + " down: none of them is gold")
		return nil
	case review.Several:
		d.Summarize(fmt.Sprintf("Took %s of %s into gold", annotate.Counted(len(verdict.Candidates), "version", "versions"), words))
		return nil
	case review.Union:
		words = "all of " + words
	case review.Intersection:
		words = "the common part of " + words
	}
	as := ""
	if item.Kind != review.Relation {
		if as, err = d.takenAs(item, verdict); err != nil {
			return err
		}
	}
	said := "Took " + words + as + " into gold"
	if verdict.Name == review.Edited {
		said += " with changes"
	}
	d.Summarize(said)
	return nil
}

// takenAs names the label that the first gold span of a verdict has: " as actor".
func (d *decider) takenAs(item review.Item, verdict review.Verdict) (string, error) {
	label := ""
	switch {
	case verdict.Name == review.Edited && len(verdict.Spans) > 0:
		label = verdict.Spans[0].LabelID
	case len(verdict.Candidates) > 0 && verdict.Candidates[0] < len(item.Candidates) && verdict.Candidates[0] >= 0:
		label = item.Candidates[verdict.Candidates[0]].Span.LabelID
	case len(item.Candidates) > 0: // else all went that there was to decide about
		label = item.Candidates[0].Span.LabelID
	}
	cb, err := d.Codebook()
	if err != nil {
		return "", err
	}
	l, known := cb.LabelByID(label)
	if !known {
		return "", nil
	}
	return " as " + l.Name, nil
}

// itemWords quotes what an item is about: the words of its first candidate, or the two ends of a relation with its type between them.
func (d *decider) itemWords(item review.Item) (string, error) {
	if len(item.Candidates) == 0 {
		return "an item", nil
	}
	first := item.Candidates[0]
	if item.Kind != review.Relation {
		return d.spanWords(first.Span)
	}
	cb, err := d.Codebook()
	if err != nil {
		return "", err
	}
	t, _ := cb.RelationTypeByID(first.Relation.TypeID)
	ends := make([]string, 2)
	for i, id := range []string{first.Head, first.Tail} {
		span, err := d.Span(id)
		if errors.Is(err, annotate.ErrNotFound) {
			ends[i] = "a span that is gone"
			continue
		}
		if err != nil {
			return "", err
		}
		if ends[i], err = d.spanWords(span); err != nil {
			return "", err
		}
	}
	return ends[0] + " " + strings.ReplaceAll(t.Name, "_", " ") + " " + ends[1], nil
}

// longestQuote bounds how much of a text a line of the history quotes, in code points.
const longestQuote = 40

// spanWords quotes the words of a span.
func (d *decider) spanWords(span annotate.Span) (string, error) {
	text, err := d.Text(span.DocumentID)
	if err != nil {
		return "", err
	}
	words := []rune(strings.Join(strings.Fields(text.QuoteStart(span.Segments, 4*longestQuote)), " "))
	if len(words) > longestQuote {
		words = append(words[:longestQuote-1], '…')
	}
	return "“" + string(words) + "”", nil
}
