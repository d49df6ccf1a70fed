package reviewview

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/thread"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// questions are what somebody is unsure of in the item at hand: in its candidates, in what is gold there, or in its words.
type questions struct {
	view    *View
	box     *fyne.Container
	threads *thread.Threads
}

func newQuestions(v *View) *questions {
	q := &questions{view: v, threads: thread.New(v.session, v.form)}
	q.threads.Hidden = func() bool { return v.names.blind }
	q.box = control.NewColumn(4, control.NewCaption("Questions"), q.threads.Box)
	q.box.Hide()
	return q
}

func (q *questions) show() {
	v := q.view
	var asked []store.Flagged
	var open []annotate.Segment
	for _, f := range q.ofArticle() {
		if f.State == annotate.FlagOpen {
			open = append(open, f.Segments...)
		}
		if v.hand.item.ID != "" && v.hand.draft == nil && concerns(f, v.hand.item) {
			asked = append(asked, f)
		}
	}
	v.page.reader.SetFlags(open)
	show(q.box, len(asked) > 0)
	q.threads.Show(asked)
}

// ofArticle are the questions of the article that is shown.
func (q *questions) ofArticle() []store.Flagged {
	v := q.view
	if v.page.document.ID == "" {
		return nil
	}
	all, err := v.session.Project.Flags(v.session.Context(), store.FlagQuery{DocumentID: v.page.document.ID})
	if err != nil {
		v.session.Fail(err)
	}
	return all
}

// concerns says whether a question is about something of an item.
func concerns(f store.Flagged, item derived.Item) bool {
	if f.OnSpan {
		return slices.ContainsFunc(item.Candidates, func(c review.Candidate) bool {
			return slices.Contains([]string{c.Span.ID, c.Head, c.Tail, c.Relation.HeadSpanID, c.Relation.TailSpanID}, f.SpanID)
		}) || slices.ContainsFunc(item.Gold, func(g annotate.Span) bool { return f.SpanID == g.ID })
	}
	return f.Place.Start < item.End && f.Place.End > item.Start
}

// ask asks the team about the words of the item at hand.
func (q *questions) ask() {
	v := q.view
	item := v.hand.item
	place := annotate.Segment{Start: item.Start, End: item.End}
	words := wording.Quoted(v.texts.Quote(item.DocumentID, []annotate.Segment{place}), 40)
	thread.Ask(v.desk.Sheets, v.session, annotate.Flag{DocumentID: item.DocumentID, Place: place}, words, q.ofArticle(),
		func() { v.session.Tell("Flagged " + words + " as unsure.") }, v.focusText)
}
