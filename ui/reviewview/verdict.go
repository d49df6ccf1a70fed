package reviewview

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// verdicts settle the item at hand, each as one act.
type verdicts struct {
	view     *View
	settling bool // an act is committed after which the next item comes
}

// decide answers the item at hand and goes to the next open one.
func (d *verdicts) decide(verdict review.Verdict) bool {
	v := d.view
	switch {
	case v.hand.item.ID == "":
		return false
	case v.hand.item.Kind == review.Added:
		v.session.Tell("There is nothing to choose here: e edits it, x deletes it.")
		return false
	}
	item, reason := v.hand.item, v.panel.given()
	return d.settle(func(ctx context.Context) (store.Act, error) {
		return adjudicate.Decide(ctx, v.session.Project, v.session.Annotator(), item.Item, verdict, reason)
	})
}

// settle commits an act that settles the item at hand, then goes to the next open one. From what was added by hand it goes
// back to the item that was left for it.
func (d *verdicts) settle(act func(context.Context) (store.Act, error)) bool {
	v := d.view
	d.settling = true
	_, ok := v.session.Commit(act)
	d.settling = false
	v.hand.picked, v.hand.several = nil, false
	if !ok {
		if v.hand.draft == nil {
			v.hand.readAgain() // it may have changed
		}
		return false
	}
	v.hand.draft = nil
	v.panel.reasonGiven()
	if v.hand.item.Kind == review.Added {
		v.trail.back()
	} else {
		v.trail.moveOn()
	}
	v.list.refresh()
	return true
}

// none turns down all candidates; what was added by hand is deleted.
func (d *verdicts) none() {
	v := d.view
	if v.hand.item.Kind != review.Added {
		d.decide(review.Verdict{Name: review.None})
		return
	}
	id := v.hand.item.Gold[0].ID
	d.settle(func(ctx context.Context) (store.Act, error) {
		return adjudicate.DeleteGold(ctx, v.session.Project, v.session.Annotator(), id)
	})
}

// reopen takes the decision on the item at hand back, which stays at hand.
func (d *verdicts) reopen() {
	v := d.view
	item := v.hand.item
	v.session.Commit(func(ctx context.Context) (store.Act, error) {
		return adjudicate.Reopen(ctx, v.session.Project, v.session.Annotator(), item.Item)
	})
}

// addGold puts the selected words into gold under a label. The item at hand stays, but for the added span's attributes
// one key, e, away: it is the item at hand then.
func (d *verdicts) addGold(label annotate.Label) {
	v := d.view
	segments := v.page.selected()
	if len(segments) == 0 {
		return
	}
	span := annotate.Span{DocumentID: v.page.document.ID, LabelID: label.ID, Segments: segments, Confidence: 1}
	if _, ok := v.session.Commit(func(ctx context.Context) (store.Act, error) {
		return adjudicate.AddGold(ctx, v.session.Project, v.session.Annotator(), &span)
	}); !ok {
		return
	}
	v.page.reader.ClearSelection()
	for _, item := range v.page.items {
		if item.Kind == review.Added && len(item.Gold) > 0 && item.Gold[0].ID == span.ID {
			v.trail.show(item.Place(), true)
		}
	}
	v.session.Tell("Added " + wording.Quoted(v.texts.Quote(v.page.document.ID, segments), 60) + " to gold. e edits it, b goes back.")
	v.list.refresh()
	v.focusText()
}

// Tag puts the selected words into gold under a label.
func (v *View) Tag(labelID string) {
	label, ok := v.session.Codebook().LabelByID(labelID)
	if !ok || len(v.page.selected()) == 0 {
		v.session.Tell("Select the words that belong into gold first.")
		return
	}
	v.verdicts.addGold(label)
}

// resizeGold gives a gold span of an item other ends. The reason that is being given is for the item at hand only.
func (d *verdicts) resizeGold(item derived.Item, span annotate.Span, segments []annotate.Segment) {
	v := d.view
	span.Segments = segments
	reason, given := "", item.Place() == v.hand.item.Place()
	if given {
		reason = v.panel.given()
	}
	if _, ok := v.session.Commit(func(ctx context.Context) (store.Act, error) {
		return adjudicate.EditGold(ctx, v.session.Project, v.session.Annotator(), span, reason)
	}); ok && given {
		v.panel.reasonGiven()
	}
}
