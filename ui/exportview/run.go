package exportview

import (
	"context"
	"errors"
	"fmt"

	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// export writes the dataset as the form says.
func (v *View) export() {
	for _, e := range []interface{ Commit() }{v.path, v.split, v.seed} {
		e.Commit()
	}
	if v.run.Disabled() {
		return
	}
	options := v.options()
	var result exchange.ExportResult
	v.work("Exporting", func(ctx context.Context, progress func(done, total int)) (err error) {
		result, err = exchange.ExportFiles(ctx, v.session.Project, options, progress)
		return err
	}, func(err error) {
		sentence := sentence(result)
		switch {
		case errors.Is(err, context.Canceled):
			sentence = "The export was cancelled. Nothing was written."
		case err != nil:
			sentence = session.Sentence(err)
		case v.keep != nil:
			v.keep(v.choice())
		}
		v.result.SetText(sentence)
		v.session.Tell(sentence)
	})
}

// sentence says what was written and where.
func sentence(r exchange.ExportResult) string {
	what := fmt.Sprintf("%s with %s and %s", wording.Count(r.Records, "record"), wording.Count(r.Spans, "span"), wording.Count(r.Relations, "relation"))
	if len(r.Files) > 1 {
		what += fmt.Sprintf(" in %d files", len(r.Files))
	}
	text := fmt.Sprintf("Wrote %s to %s.", what, r.Path)
	if len(r.LeftOut) > 0 {
		text += " Left out, as the format has no place for them, were " + wording.And(named(r.LeftOut)) + "."
	}
	for _, changed := range r.Changed {
		text += " " + wording.Capital(changed.String()) + "."
	}
	if said := r.SayOlder(); said != "" {
		text += " " + wording.Capital(said) + "."
	}
	if said := check.SayRepeats(r.Repeats, len(r.Files) > 1); said != "" {
		text += " " + wording.Capital(said) + "."
	}
	return text
}
