package read

import (
	"context"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/ui/compare"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// compare shows the places of the passage in hand word by word, beginning with the one at the caret.
func (c *commons) compare() {
	v := c.view
	own := v.panes.current()
	f := c.families[c.met]
	places := slices.Clone(f.Places)
	at := 0
	for i, p := range places {
		if c.documents[p.Article].ID == own.documentID && p.Start <= own.reader.Caret() {
			at = i
		}
	}
	places[0], places[at] = places[at], places[0]
	documents := c.documents
	passages := make([]compare.Passage, len(places))
	v.session.Read(func(ctx context.Context) error {
		texts := map[int]*textpos.Text{}
		for i, p := range places {
			d := documents[p.Article]
			if texts[p.Article] == nil {
				full, err := v.session.Project.Document(ctx, d.ID)
				if err != nil {
					return err
				}
				texts[p.Article] = textpos.New(full.Text)
			}
			name := paneName(d)
			if day := wording.Day(d.Published); day != "" {
				name += " · " + day
			}
			passages[i] = compare.Passage{Name: name, Language: d.Language, Text: texts[p.Article], At: p.Segment,
				GoTo: func() { v.showPlace(d.ID, p.Segment) }}
		}
		return nil
	}, func() { compare.Show(v.desk.Sheets, passages, v.desk.Focus) })
}

// counterparts are where other articles tell what a span says, where they share a passage in which it lies: they are proposed like other
// occurrences of its words.
func (c *occurrences) counterparts(ctx context.Context, span annotate.Span, families []passage.Family, documents []annotate.Document) (found []occurrence, err error) {
	texts := map[int]*textpos.Text{}
	text := func(article int) (*textpos.Text, error) {
		if texts[article] == nil {
			d, err := c.view.session.Project.Document(ctx, documents[article].ID)
			if err != nil {
				return nil, err
			}
			texts[article] = textpos.New(d.Text)
		}
		return texts[article], nil
	}
	best := map[int]counterpart{} // by article
	for _, f := range families {
		for _, here := range f.Places {
			if documents[here.Article].ID != span.DocumentID || !f.Marked() || here.Start > span.Start() || here.End < span.End() {
				continue
			}
			for _, there := range f.Places {
				if there.Article == here.Article {
					continue
				}
				own, err := text(here.Article)
				if err != nil {
					return nil, err
				}
				other, err := text(there.Article)
				if err != nil {
					return nil, err
				}
				matches := passage.Words(own, here.Segment, other, there.Segment, documents[there.Article].Language)
				at, share, ok := passage.Counterpart(own, annotate.Segment{Start: span.Start(), End: span.End()}, other, there.Segment, matches)
				if ok && share > best[there.Article].share {
					best[there.Article] = counterpart{other.SnapWords(at), share}
				}
			}
		}
	}
	for article, d := range documents {
		if at, there := best[article]; there {
			one, open, err := c.counterpart(ctx, d, texts[article], at, span)
			if err != nil {
				return nil, err
			}
			if open {
				found = append(found, one)
			}
		}
	}
	return found, nil
}

// counterpart is what of an article belongs to a span of another, and how much of its words that has.
type counterpart struct {
	annotate.Segment
	share float64
}

// sure is the share of a span's words from which its counterpart is taken without being chosen.
const sure = 0.5

// counterpart proposes to tag a counterpart like the span; open says whether it is not tagged so already.
func (c *occurrences) counterpart(ctx context.Context, d annotate.Document, text *textpos.Text, at counterpart, span annotate.Span) (one occurrence, open bool, err error) {
	spans, err := c.view.session.Project.Spans(ctx, d.ID, span.AnnotatorID)
	if err != nil {
		return one, false, err
	}
	regions, err := c.view.session.Project.Regions(ctx, d.ID)
	if err != nil {
		return one, false, err
	}
	one = occurrenceAt(d, text, at.Segment)
	one.counterpart = true
	for _, region := range regions {
		if region.Start < at.End && at.Start < region.End {
			one.region = region.Kind
		}
	}
	one.take = one.region == "" && at.share >= sure
	for _, there := range spans {
		if there.LabelID == span.LabelID && 2*overlap(there, at.Segment) >= at.End-at.Start {
			if there.EntityID != "" || span.EntityID == "" {
				return one, false, nil
			}
			one.unnamed = there.ID
		}
	}
	return one, true, nil
}

// overlap is how many code points of a stretch a span has.
func overlap(span annotate.Span, s annotate.Segment) (n int) {
	for _, own := range span.Segments {
		n += max(0, min(own.End, s.End)-max(own.Start, s.Start))
	}
	return n
}
