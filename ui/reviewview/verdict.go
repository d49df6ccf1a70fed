package reviewview

import (
	"context"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// decide answers the item at hand and goes to the next open one.
func (v *View) decide(verdict review.Verdict) bool {
	switch {
	case v.item.ID == "":
		return false
	case v.item.Kind == review.Added:
		v.session.Tell("There is nothing to choose here: e edits it, x deletes it.")
		return false
	}
	item, reason := v.item, v.panel.reason.Text
	return v.settle(func(ctx context.Context) (store.Act, error) {
		return v.session.Project.Decide(ctx, v.session.Annotator(), item.Item, verdict, reason)
	})
}

// settle commits an act that settles the item at hand, then goes to the next open one. From what was added by hand it goes
// back to the item that was left for it.
func (v *View) settle(act func(context.Context) (store.Act, error)) bool {
	v.settling = true
	_, ok := v.session.Commit(act)
	v.settling = false
	v.picked, v.several = nil, false
	if !ok {
		if v.draft == nil {
			v.readAgain() // it may have changed
		}
		return false
	}
	v.draft = nil
	if v.item.Kind == review.Added {
		v.back()
	} else {
		v.moveOn()
	}
	v.refreshList()
	return true
}

// none turns down all candidates; what was added by hand is deleted.
func (v *View) none() {
	if v.item.Kind != review.Added {
		v.decide(review.Verdict{Name: review.None})
		return
	}
	id := v.item.Gold[0].ID
	v.settle(func(ctx context.Context) (store.Act, error) {
		return v.session.Project.DeleteGold(ctx, v.session.Annotator(), id)
	})
}

// reopenItem takes the decision on the item at hand back, which stays at hand.
func (v *View) reopenItem() {
	item := v.item
	v.session.Commit(func(ctx context.Context) (store.Act, error) {
		return v.session.Project.Reopen(ctx, v.session.Annotator(), item.Item)
	})
}

// pickSeveral begins to pick candidates that are to stand together, or takes those that are picked.
func (v *View) pickSeveral() {
	if v.several {
		v.takePicked()
		return
	}
	v.several = true
	v.refreshPanel()
}

// takePicked takes the candidates that are picked, those that say the same once.
func (v *View) takePicked() {
	slices.Sort(v.picked)
	v.picked = v.once(v.picked)
	switch {
	case !v.several:
	case len(v.picked) == 0:
		v.session.Tell("Pick candidates by their digits first; Escape leaves it.")
	case len(v.picked) == 1:
		v.decide(review.Verdict{Name: review.Take, Candidates: v.picked})
	default:
		v.decide(review.Verdict{Name: review.Several, Candidates: v.picked})
	}
}

func (v *View) cancelPicking() {
	if v.several {
		v.picked, v.several = nil, false
		v.refreshPanel()
	}
}

// selected is the selection in the article without white space at its ends.
func (v *View) selected() []annotate.Segment {
	if v.text == nil {
		return nil
	}
	var segments []annotate.Segment
	for _, s := range v.reader.Selection() {
		if s = v.text.TrimSpace(s); s.End > s.Start {
			segments = append(segments, s)
		}
	}
	return annotate.NormalizeSegments(segments)
}

// addGold puts the selected words into gold under a label. The item at hand stays, but for the added span's attributes
// one key, e, away: it is the item at hand then.
func (v *View) addGold(label annotate.Label) {
	segments := v.selected()
	if len(segments) == 0 {
		return
	}
	span := annotate.Span{DocumentID: v.document.ID, LabelID: label.ID, Segments: segments, Confidence: 1}
	if _, ok := v.session.Commit(func(ctx context.Context) (store.Act, error) {
		return v.session.Project.AddGold(ctx, v.session.Annotator(), &span)
	}); !ok {
		return
	}
	v.reader.ClearSelection()
	for _, item := range v.items {
		if item.Kind == review.Added && len(item.Gold) > 0 && item.Gold[0].ID == span.ID {
			v.show(place{item.DocumentID, item.ID}, true)
		}
	}
	v.session.Tell("Added " + wording.Quoted(v.texts.of(v.document.ID, segments), 60) + " to gold. e edits it, b goes back.")
	v.refreshList()
	v.focusText()
}

// Tag puts the selected words into gold under a label.
func (v *View) Tag(labelID string) {
	label, ok := v.session.Codebook().LabelByID(labelID)
	if !ok || len(v.selected()) == 0 {
		v.session.Tell("Select the words that belong into gold first.")
		return
	}
	v.addGold(label)
}

// resizeGold gives a gold span other ends.
func (v *View) resizeGold(span annotate.Span, segments []annotate.Segment) {
	span.Segments = segments
	reason := v.panel.reason.Text
	v.session.Commit(func(ctx context.Context) (store.Act, error) {
		return v.session.Project.EditGold(ctx, v.session.Annotator(), span, reason)
	})
}

// askReason gives the keyboard to the reason, with those that were given before beneath it.
func (v *View) askReason() {
	if v.item.Kind == review.Added {
		v.session.Tell("What was added by hand has no decision to give a reason for.")
		return
	}
	v.form.Focus(v.panel.reason)
	v.panel.offerReasons()
}

// setReason keeps a reason for the decision that comes.
func (v *View) setReason(text string) {
	v.panel.reason.Reset(text)
	v.focusText()
}

// setBlind hides or shows who made what.
func (v *View) setBlind(on bool) {
	v.blind = on
	if on && v.filter.Annotator != "" {
		v.filter.Annotator = "" // it would tell
		v.sift()
	}
	v.filters.refresh()
	if v.item.ID != "" {
		v.order = v.cardOrder()
		v.showMarks()
		v.reveal()
	}
	v.refreshPanel()
	v.refreshList()
}

// once leaves out candidates that say the same as one before them.
func (v *View) once(candidates []int) (kept []int) {
	for _, i := range candidates {
		if !slices.ContainsFunc(kept, func(k int) bool { return v.alike(v.item.Candidates[k], v.item.Candidates[i]) }) {
			kept = append(kept, i)
		}
	}
	return kept
}
