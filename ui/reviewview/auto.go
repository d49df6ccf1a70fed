package reviewview

import (
	"context"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// thresholds are the majorities to choose from: shares of those who vote that must be exceeded.
var thresholds = []struct {
	share float64
	name  string
}{{0.5, "More than half"}, {0.666, "Two thirds or more"}, {0.749, "Three quarters or more"}, {1, "All of them"}}

// ballot accepts items by vote.
type ballot struct{ view *View }

// unanimous accepts, once that is confirmed, what everybody marked alike.
func (b *ballot) unanimous() {
	v := b.view
	n := v.queue.Unanimous()
	if n == 0 {
		v.session.Tell("No open item is unanimous.")
		return
	}
	scope := fmt.Sprintf("%s that everybody who read the article marked alike.", wording.Count(n, "open item"))
	if v.queue.story != "" {
		scope = fmt.Sprintf("%s of this story, and those of the others, that everybody who read the article marked alike.", wording.Count(n, "open item"))
	}
	v.desk.Confirm("Accept what is unanimous?", part.Wrapped(scope+" They are marked as accepted by a vote, and each can be reopened. One undo takes all of it back."),
		"Accept", func() { b.accept(adjudicate.ByUnanimity, 0) })
}

// majority counts for each majority what it would accept, beside the window, then asks which one decides.
func (b *ballot) majority() {
	counts := make([]int, len(thresholds))
	b.view.session.Background("Counting the votes", func(ctx context.Context, progress func(done, total int)) error {
		return b.count(ctx, counts, progress)
	}, func(err error) {
		if err != nil {
			b.view.session.Fail(err)
			return
		}
		b.choose(counts)
	})
}

// count counts the open items that each of the majorities would accept.
func (b *ballot) count(ctx context.Context, counts []int, progress func(done, total int)) error {
	queue, err := adjudicate.ReadQueue(ctx, b.view.session.Project, derived.Query{}, nil)
	if err != nil {
		return err
	}
	documents := queue.OpenDocuments()
	for i, id := range documents {
		items, err := adjudicate.Items(ctx, b.view.session.Project, derived.Query{DocumentID: id, Show: review.ShowOpen})
		if err != nil {
			return err
		}
		for _, item := range items {
			if item.ByPerson() {
				continue
			}
			for k, t := range thresholds {
				if _, won := item.Majority(t.share); won {
					counts[k]++
				}
			}
		}
		progress(i+1, len(documents))
	}
	return nil
}

func (b *ballot) choose(counts []int) {
	options := make([]string, len(thresholds))
	for i, t := range thresholds {
		options[i] = fmt.Sprintf("%s: %s", t.name, wording.Count(counts[i], "item"))
	}
	form := &control.Form{Window: b.view.window}
	choice := control.NewChips(control.Options(options...), false, nil, form)
	choice.SetRequired(true)
	choice.SetIndex(0)
	body := control.NewColumn(12, part.Wrapped("An item is accepted if so many of those who read the article, and at least two, marked the same words with the same label. "+
		"These then vote on each attribute and on the entity by itself: where there is no such majority, as in a tie, the item stays open."), choice,
		part.Wrapped("What is accepted is marked as accepted by a vote, and each item can be reopened. One undo takes all of it back."))
	answer := b.view.desk.Confirm("Accept by majority?", body, "Accept", func() { b.accept(adjudicate.ByMajority, thresholds[choice.Index()].share) })
	form.Enter, form.Leave = func() { answer(true) }, func() { answer(false) }
	form.Focus(choice)
}

// accept accepts all items that a vote decides, as one act.
func (b *ballot) accept(mode adjudicate.Mode, threshold float64) {
	v := b.view
	var result adjudicate.AutoResult
	v.session.Background("Accepting by vote", func(ctx context.Context, progress func(done, total int)) (err error) {
		result, err = adjudicate.Auto(ctx, v.session.Project, v.session.Annotator(), mode, threshold, progress)
		return err
	}, func(err error) {
		if err != nil {
			v.session.Fail(err)
			return
		}
		v.session.Tell(fmt.Sprintf("%s accepted, %s left open.", wording.Count(result.Accepted, "item"), wording.Number(result.Open)))
		v.hand.letGo() // what was at hand may be decided: the first that is open comes
		v.queue.fill()
		v.focusText()
	})
}
