package exportview

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// mostForeseen is how many articles are written where nothing is kept, to count what is lost and to list the files.
const mostForeseen = 500

// foresee says, once it is counted beside the window, how many records each part gets, which are empty, what the format has no place
// for, which files there will be, and what is open in gold. Whatever goes wrong with counting the export itself says.
func (v *View) foresee(ctx context.Context, options exchange.ExportOptions) {
	v.foreseen.Importance = widget.MediumImportance
	v.foreseen.SetText("Counting the records…")
	var seen exchange.Foresight
	var words, start string
	var amiss bool
	v.session.Quietly(func(outer context.Context) (err error) {
		own, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(outer, cancel)()
		if seen, err = exchange.Foresee(own, v.session.Project, options, mostForeseen); err != nil {
			return err
		}
		start = pretty(seen.Files)
		words, amiss, err = foreseen(own, v.session.Project, options, seen.Parts)
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
		if err == nil {
			v.preview.sayLost(losses(seen))
			if len(seen.Files) > 1 {
				v.preview.text.SetText(start)
			}
		}
	})
}

// losses says what an export would lose, and by how many of the articles that was counted where it is not by all.
func losses(seen exchange.Foresight) string {
	var said []string
	if len(seen.LeftOut) > 0 {
		said = append(said, "This format has no place for "+wording.And(named(seen.LeftOut))+".")
	}
	for _, changed := range seen.Changed {
		said = append(said, wording.Capital(changed.String())+".")
	}
	if len(said) > 0 && seen.Looked < seen.Articles {
		said = append(said, fmt.Sprintf("Counted in the first %d of %d articles.", seen.Looked, seen.Articles))
	}
	return strings.Join(said, " ")
}

func named(losses []form.Loss) (names []string) {
	for _, l := range losses {
		names = append(names, l.String())
	}
	return names
}

// foreseen is what foresee says, and whether something is amiss.
func foreseen(ctx context.Context, p *store.Project, options exchange.ExportOptions, parts []exchange.Part) (words string, amiss bool, err error) {
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
