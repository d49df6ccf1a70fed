package dataset

import (
	"github.com/parallax-annotation/parallax/annotate"
)

// Flag says that somebody is unsure of a span, of a stretch of the record's text or, where Start and End are nil, of all of it, and asks
// the others. It stands in every record of its document whose text it touches, whoever's layer that is.
type Flag struct {
	ID        string  `json:"id"`
	Span      *string `json:"span"` // id, which may be of another layer; nil where it is on none, or that is gone
	Start     *int    `json:"start"`
	End       *int    `json:"end"`
	Text      string  `json:"text"`
	Question  string  `json:"question"`
	Annotator string  `json:"annotator"`  // name of who is unsure
	State     string  `json:"state"`      // open or resolved
	CreatedAt string  `json:"created_at"` // RFC 3339, UTC
	UpdatedAt string  `json:"updated_at"`
	Replies   []Reply `json:"replies"`
}

// Reply is an answer to a flag.
type Reply struct {
	ID        string `json:"id"`
	Annotator string `json:"annotator"`
	Text      string `json:"text"`
	CreatedAt string `json:"created_at"`
}

// NewFlag returns a flag whose offsets count from the start of its document. words are those at its place.
func NewFlag(t annotate.Thread, words string) Flag {
	out := Flag{ID: t.ID, Text: valid(words), Question: valid(t.Question), Annotator: valid(t.Annotator), State: string(t.State),
		CreatedAt: t.CreatedAt.UTC().Format(timeLayout), UpdatedAt: t.UpdatedAt.UTC().Format(timeLayout), Replies: []Reply{}}
	if t.OnSpan {
		out.Span = &t.SpanID
	}
	if n := len(t.Segments); n > 0 {
		out.Start, out.End = &t.Segments[0].Start, &t.Segments[n-1].End
	}
	for _, r := range t.Replies {
		out.Replies = append(out.Replies, Reply{r.ID, valid(r.Annotator), valid(r.Text), r.CreatedAt.UTC().Format(timeLayout)})
	}
	return out
}

// flags are those that touch a unit, with offsets that count from its start and end where it ends. It is nil where none were asked for.
func (w *writer) flags(unit annotate.Segment) []Flag {
	if w.layer.Flags == nil {
		return nil
	}
	all := []Flag{}
	for _, t := range w.layer.Flags {
		within := clipped(t.Segments, unit)
		if len(within) == 0 && !t.OfArticle() {
			continue
		}
		words := ""
		if len(within) > 0 {
			words = w.words(within)
		}
		for i := range within {
			within[i].Start, within[i].End = within[i].Start-unit.Start, within[i].End-unit.Start
		}
		t.Segments = within
		all = append(all, NewFlag(t, words))
	}
	return all
}

// clipped is what lies of segments within a unit.
func clipped(segments []annotate.Segment, unit annotate.Segment) []annotate.Segment {
	var within []annotate.Segment
	for _, s := range segments {
		if s.Start < unit.End && s.End > unit.Start {
			within = append(within, annotate.Segment{Start: max(s.Start, unit.Start), End: min(s.End, unit.End)})
		}
	}
	return within
}

// flagged says whether a flag stands on something of a unit.
func flagged(flags []annotate.Thread, unit annotate.Segment) bool {
	for _, t := range flags {
		if len(clipped(t.Segments, unit)) > 0 {
			return true
		}
	}
	return false
}
