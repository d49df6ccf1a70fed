package inspector

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/thread"
)

// questions is the part that shows what somebody is unsure of in the span, or in words of it, with the replies.
type questions struct {
	inspector *Inspector
	box       *fyne.Container
	threads   *thread.Threads
}

func newQuestions(i *Inspector) *questions {
	q := &questions{inspector: i, threads: thread.New(i.session, i.form)}
	q.box = control.NewColumn(4, control.NewCaption("Questions"), q.threads.Box)
	q.box.Hide()
	return q
}

func (q *questions) show() {
	i := q.inspector
	all, err := i.session.Project.Flags(i.session.Context(), store.FlagQuery{DocumentID: i.span.DocumentID})
	if err != nil {
		i.session.Fail(err)
		return
	}
	var here []store.Flagged
	for _, f := range all {
		onWords := !f.OnSpan && f.Place.Start < i.span.End() && f.Place.End > i.span.Start()
		if f.SpanID == i.span.ID || onWords {
			here = append(here, f)
		}
	}
	q.threads.Show(here)
	if len(here) > 0 {
		q.box.Show()
	} else {
		q.box.Hide()
	}
}
