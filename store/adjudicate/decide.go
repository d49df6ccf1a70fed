package adjudicate

import (
	"context"
	"errors"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// Decide answers an item, as one act of the reviewer's: what came of it before goes, what the verdict makes stands in
// the layer gold, and each is recorded with its votes. It is ErrNotFound where the item's candidates have changed since it
// was read. A Skip changes nothing. Where every item of the document is then decided, gold is done with it.
func Decide(ctx context.Context, p *store.Project, reviewer annotate.Annotator, item review.Item, verdict review.Verdict, reason string) (store.Act, error) {
	if verdict.Name == review.Skip {
		return store.Act{}, nil
	}
	return reviewAct(ctx, p, reviewer, "decide", "Decided an item", func(d *decider) error {
		r, err := d.review.Document(item.DocumentID)
		if err != nil {
			return err
		}
		current, err := r.Item(item.ID)
		if err != nil {
			return err
		}
		if err := d.sayDecided(current.Item, verdict); err != nil {
			return err
		}
		if _, _, err := d.decide(current, verdict, reason); err != nil {
			return err
		}
		return d.settle(r.DocumentID, r.Linked)
	})
}

// Reopen takes back the decisions on an item with what came of them, so that it is to be decided again.
func Reopen(ctx context.Context, p *store.Project, reviewer annotate.Annotator, item review.Item) (store.Act, error) {
	return reviewAct(ctx, p, reviewer, "reopen", "Reopened an item", func(d *decider) error {
		r, err := d.review.Document(item.DocumentID)
		if err != nil {
			return err
		}
		current, err := r.Item(item.ID)
		if err != nil {
			return err
		}
		words, err := d.itemWords(current.Item)
		if err != nil {
			return err
		}
		d.Summarize("Reopened " + words)
		if err := d.withdraw(current, 0); err != nil {
			return err
		}
		return d.settle(r.DocumentID, r.Linked)
	})
}

// AddGold adds a gold span that no annotator marked. It has no decision, as there was nothing to decide.
func AddGold(ctx context.Context, p *store.Project, reviewer annotate.Annotator, span *annotate.Span) (store.Act, error) {
	return reviewAct(ctx, p, reviewer, "add", "Added a span to gold", func(d *decider) error {
		gold, err := d.gold()
		if err != nil {
			return err
		}
		span.AnnotatorID, span.DerivedFrom = gold, nil
		if err := d.CreateSpan(span); err != nil {
			return err
		}
		words, err := d.spanWords(*span)
		if err != nil {
			return err
		}
		d.Summarize("Added " + words + " to gold")
		return d.settle(span.DocumentID, nil)
	})
}

// EditGold changes a gold span. Its decision becomes one of the reviewer's, with the verdict Edited; an empty reason
// leaves the one that was given.
func EditGold(ctx context.Context, p *store.Project, reviewer annotate.Annotator, span annotate.Span, reason string) (store.Act, error) {
	return reviewAct(ctx, p, reviewer, "edit", "Edited a span of gold", func(d *decider) error {
		before, err := d.ownGold(span.ID)
		if err != nil {
			return err
		}
		words, err := d.spanWords(before)
		if err != nil {
			return err
		}
		d.Summarize("Changed " + words + " in gold")
		span.DerivedFrom = before.DerivedFrom
		if err := d.UpdateSpan(span); err != nil {
			return err
		}
		decisions, err := d.Decisions("result_span_id", span.ID)
		if err != nil {
			return err
		}
		for _, one := range decisions {
			one.Verdict, one.ReviewerID, one.DecidedAt = string(review.Edited), d.Annotator().ID, d.Now()
			if reason != "" {
				one.Reason = reason
			}
			if err := d.Update(table.DecisionKind, table.DecisionRow(one)); err != nil {
				return err
			}
		}
		return nil
	})
}

// DeleteGold deletes a gold span. An item that it came from is open again.
func DeleteGold(ctx context.Context, p *store.Project, reviewer annotate.Annotator, spanID string) (store.Act, error) {
	return reviewAct(ctx, p, reviewer, "delete", "Deleted a span of gold", func(d *decider) error {
		before, err := d.ownGold(spanID)
		if err != nil {
			return err
		}
		r, err := d.review.Document(before.DocumentID)
		if err != nil {
			return err
		}
		words, err := d.spanWords(before)
		if err != nil {
			return err
		}
		d.Summarize("Deleted " + words + " from gold")
		if err := d.DeleteSpan(spanID); err != nil {
			return err
		}
		return d.settle(r.DocumentID, r.Linked)
	})
}

// decider is an act of a reviewer's.
type decider struct {
	*store.Tx
	review *derived.Builder
}

// gold is the id of the layer gold, which is made where there is none.
func (d *decider) gold() (string, error) {
	if d.review.GoldID != "" {
		return d.review.GoldID, nil
	}
	gold, err := d.EnsureAnnotator(annotate.NewAnnotator(annotate.GoldLayer))
	d.review.GoldID = gold.ID
	return gold.ID, err
}

// reviewAct runs fn as an act of the reviewer's.
func reviewAct(ctx context.Context, p *store.Project, reviewer annotate.Annotator, action, summary string, fn func(*decider) error) (store.Act, error) {
	if reviewer.Name == annotate.GoldLayer || reviewer.Kind == annotate.Gold {
		return store.Act{}, annotate.Invalidf("gold is what reviewers make: review under a name of your own")
	}
	if reviewer.Name == "" {
		return store.Act{}, annotate.Invalidf("a decision needs a reviewer: choose who you are first")
	}
	return p.Do(ctx, reviewer, action, summary, func(tx *store.Tx) error {
		tx.SaysGold()
		d := &decider{tx, derived.NewBuilder(tx.Session)}
		if err := d.review.Begin(); err != nil {
			return err
		}
		return fn(d)
	})
}

// ownGold returns a span that must be gold.
func (d *decider) ownGold(id string) (annotate.Span, error) {
	span, err := d.Span(id)
	if err == nil && span.AnnotatorID != d.review.GoldID {
		err = annotate.Invalidf("the span is not gold")
	}
	return span, err
}

// decide replaces what came of an item by what a verdict makes, which are the decisions and, of an item of spans, gold.
func (d *decider) decide(item derived.Item, verdict review.Verdict, reason string) (made []annotate.Decision, spans []annotate.Span, err error) {
	if item.Kind == review.Added {
		return nil, nil, annotate.Invalidf("nobody but a reviewer marked this: edit or delete it")
	}
	gold, err := d.gold()
	if err != nil {
		return nil, nil, err
	}
	one := annotate.Decision{DocumentID: item.DocumentID, Kind: string(item.Kind), Verdict: string(verdict.Name), Candidates: item.CandidateIDs(),
		Reason: reason, Item: item.ID, Votes: item.Votes()}
	if item.Kind == review.Relation {
		return nil, nil, d.decideRelation(item, verdict, one)
	}
	if spans, err = item.Item.Spans(verdict); err != nil {
		return nil, nil, err
	}
	if err := d.withdraw(item, len(spans)); err != nil {
		return nil, nil, err
	}
	for i := range spans {
		spans[i].AnnotatorID, spans[i].DocumentID = gold, item.DocumentID
		if err := d.place(item.Gold, i, &spans[i]); err != nil {
			return nil, nil, err
		}
		result := one
		result.ResultSpanID = spans[i].ID
		if err := d.CreateDecision(&result); err != nil {
			return nil, nil, err
		}
		made = append(made, result)
	}
	if len(spans) == 0 {
		err = d.CreateDecision(&one)
		made = append(made, one)
	}
	return made, spans, err
}

// place writes a gold span over the one that came of the item before, which keeps its relations, or makes it.
func (d *decider) place(before []annotate.Span, i int, span *annotate.Span) error {
	if i >= len(before) {
		return d.CreateSpan(span)
	}
	span.ID = before[i].ID
	if before[i].LabelID == span.LabelID {
		return d.UpdateSpan(*span)
	}
	if err := d.DeleteSpan(span.ID); err != nil { // its relations might not fit the label
		return err
	}
	return d.CreateSpan(span)
}

func (d *decider) decideRelation(item derived.Item, verdict review.Verdict, one annotate.Decision) error {
	relations, err := item.Item.Relations(verdict)
	if err != nil {
		return err
	}
	if err := d.withdraw(item, 0); err != nil {
		return err
	}
	for _, relation := range relations {
		relation.ID, relation.AnnotatorID = "", d.review.GoldID
		if err := d.CreateRelation(&relation); err != nil {
			return err
		}
		result := one
		result.ResultRelationID = relation.ID
		if err := d.CreateDecision(&result); err != nil {
			return err
		}
	}
	if len(relations) == 0 {
		return d.CreateDecision(&one)
	}
	return nil
}

// withdraw deletes the decisions on an item and what came of them, but for the first spans that are to be written over.
func (d *decider) withdraw(item derived.Item, keep int) error {
	for _, one := range slices.Concat(item.Decisions, item.Earlier) {
		if err := d.DeleteDecision(one.ID); err != nil {
			return err
		}
	}
	for _, relation := range item.Relations {
		if err := d.DeleteRelation(relation.ID); err != nil {
			return err
		}
	}
	for i, span := range item.Gold {
		if i < keep {
			continue
		}
		if err := d.DeleteSpan(span.ID); err != nil && !errors.Is(err, annotate.ErrNotFound) {
			return err
		}
	}
	return nil
}

// settle says how far gold is with a document that was reviewed, and with those to which its relations lead.
func (d *decider) settle(documentID string, linked []string) error {
	for _, id := range append([]string{documentID}, linked...) {
		d.review.Forget(id)
	}
	for _, id := range append([]string{documentID}, linked...) {
		r, err := d.review.Document(id)
		if err != nil {
			return err
		}
		if id != documentID && r.Gold == "" {
			continue // nobody has begun it
		}
		if err := d.settleTo(id, r.Open()); err != nil {
			return err
		}
	}
	return nil
}

func (d *decider) settleTo(documentID string, open int) error {
	state := annotate.Done
	if open > 0 {
		state = annotate.Doing
	}
	gold, err := d.gold()
	if err != nil {
		return err
	}
	return d.SetProgressOf(documentID, gold, state)
}
