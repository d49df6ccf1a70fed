package exportview

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// foresee says, once it is counted beside the window, how many records each part gets, which are empty, and what is open in
// gold. Whatever goes wrong with counting the export itself says.
func (v *View) foresee(ctx context.Context, options exchange.ExportOptions) {
	v.foreseen.Importance = widget.MediumImportance
	v.foreseen.SetText("Counting the records…")
	var words string
	var amiss bool
	v.session.Quietly(func(outer context.Context) (err error) {
		own, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(outer, cancel)()
		words, amiss, err = foreseen(own, v.session.Project, options)
		return err
	}, func(err error) {
		if ctx.Err() != nil {
			return // the form says something else by now
		}
		if err != nil {
			words, amiss = "", false
		}
		if amiss {
			v.foreseen.Importance = widget.WarningImportance
		}
		v.foreseen.SetText(words)
	})
}

// foreseen is what foresee says, and whether something is amiss.
func foreseen(ctx context.Context, p *store.Project, options exchange.ExportOptions) (words string, amiss bool, err error) {
	parts, err := exchange.Parts(ctx, p, options)
	if err != nil {
		return "", false, err
	}
	var counts, empty, said []string
	for _, part := range parts {
		count := wording.Count(part.Records, "record")
		if part.Name != "" {
			count = part.Name + " gets " + count
		}
		counts = append(counts, count)
		if part.Records == 0 {
			empty = append(empty, part.Name)
		}
	}
	said = append(said, wording.Capital(strings.Join(counts, ", "))+".")
	switch {
	case len(empty) > 0 && len(parts) == 1:
		said = append(said, "There is nothing to export here.")
	case len(empty) > 0:
		said = append(said, fmt.Sprintf("Nothing falls to %s: as a story is never cut, it takes more stories, other shares or another seed.", wording.And(empty)))
	}
	amiss = len(empty) > 0
	if options.Layer != "" && options.Layer != annotate.GoldLayer {
		return strings.Join(said, " "), amiss, nil
	}
	queue, err := adjudicate.ReadQueue(ctx, p, derived.Query{}, nil)
	if err != nil {
		return "", false, err
	}
	if open := queue.Counts().Open; open > 0 && (options.Layer == annotate.GoldLayer || queue.Gold > 0) {
		said = append(said, fmt.Sprintf("Gold is not finished: %s of the review open.", wording.CountOf(open, "item is", "items are")))
		amiss = true
	}
	return strings.Join(said, " "), amiss, nil
}
