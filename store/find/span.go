package find

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/search"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store/table"
)

// marked are the articles that have spans of those in question, nil where the question is none of spans.
func (k *catalogue) marked(s *table.Session, q Question) (map[string]bool, error) {
	if !q.OfSpans() {
		return nil, nil
	}
	asked := Question{LabelID: q.LabelID, EntityID: q.EntityID, AnnotatorID: q.AnnotatorID}
	if k.markedKnown && k.asked == asked {
		return k.markedIn, nil
	}
	conditions, values := []string{"true"}, []any{}
	for _, c := range []struct{ column, value string }{{"s.label_id", q.LabelID}, {"s.entity_id", q.EntityID}, {"s.annotator_id", q.AnnotatorID}} {
		if c.value != "" {
			conditions, values = append(conditions, c.column+" = "+table.Asked), append(values, c.value)
		}
	}
	ids, err := table.Texts(s, "SELECT DISTINCT s.document_id FROM span s WHERE "+strings.Join(conditions, " AND "), values...)
	if err == nil {
		k.asked, k.markedKnown, k.markedIn = asked, true, setOf(ids)
	}
	return k.markedIn, err
}

// showSpans adds the spans of an article that have what is looked for, or the places within such spans.
func (r *run) showSpans(one counted) error {
	a := r.articles[one.article]
	spans, err := r.spansOf(a.id)
	if err != nil || len(spans) == 0 {
		return err
	}
	d, err := r.Document(a.id)
	if err != nil {
		return err
	}
	text := textpos.New(d.Text)
	var hits []Hit
	if r.question.Spans {
		hits, err = r.matching(d, a.story, text, spans)
	} else {
		hits, err = r.withinSpans(d, a.story, spans)
	}
	if err != nil || len(hits) == 0 {
		return err
	}
	r.found.Articles++
	r.found.Total += len(hits)
	if r.limit > 0 {
		hits = hits[:min(len(hits), r.limit-min(len(r.found.Hits), r.limit))]
	}
	r.found.Hits = append(r.found.Hits, hits...)
	return nil
}

// spansOf are the spans of an article that are in question, in the order of the text.
func (r *run) spansOf(documentID string) ([]annotate.Span, error) {
	q := r.question
	spans, err := r.Spans(documentID, q.AnnotatorID)
	if err != nil {
		return nil, err
	}
	if r.models == nil {
		if r.models, err = table.Texts(r.Session, "SELECT id FROM annotator WHERE kind = ?", string(annotate.Model)); err != nil {
			return nil, err
		}
	}
	spans = slices.DeleteFunc(spans, func(s annotate.Span) bool {
		return q.LabelID != "" && s.LabelID != q.LabelID || q.EntityID != "" && s.EntityID != q.EntityID ||
			q.Attribute != "" && !s.Value(q.Attribute).Holds(q.Value) ||
			q.AnnotatorID == "" && slices.Contains(r.models, s.AnnotatorID)
	})
	if q.Region == "" || len(spans) == 0 {
		return spans, nil
	}
	regions, err := r.Regions(documentID)
	return slices.DeleteFunc(spans, func(s annotate.Span) bool { return kindAt(regions, s.Start()) != q.Region }), err
}

// kindAt is the kind of the region in which a place is, or Prose.
func kindAt(regions []annotate.Region, at int) annotate.RegionKind {
	for _, r := range regions {
		if r.Start <= at && at < r.End {
			return r.Kind
		}
	}
	return Prose
}

// matching are the spans that have what is looked for. Words of two segments do not stand side by side.
func (r *run) matching(d annotate.Document, story string, text *textpos.Text, spans []annotate.Span) (found []Hit, err error) {
	block := search.Block{}
	for i, span := range spans {
		var words []string
		for _, g := range span.Segments {
			words = append(append(words, search.Read(text.Slice(g.Start, g.End)).Words...), "")
		}
		block.Add(uint32(i), words)
	}
	d.Text = ""
	add := func(span annotate.Span) {
		found = append(found, hitAt(d, story, &span, text, annotate.Segment{Start: span.Start(), End: span.End()}))
	}
	if r.question.Query.Empty() {
		for _, span := range spans {
			add(span)
		}
		return found, nil
	}
	hits, err := r.question.Query.Find(block.Lookup)
	for _, h := range hits {
		add(spans[h.Text])
	}
	return found, err
}

// withinSpans are the places in a text that lie within the spans.
func (r *run) withinSpans(d annotate.Document, story string, spans []annotate.Span) (found []Hit, err error) {
	text, block := search.Read(d.Text), search.Block{}
	block.Add(0, text.Words)
	d.Text = ""
	hits, err := r.question.Query.Find(block.Lookup)
	for _, h := range hits {
		for _, p := range h.Places {
			at := text.Segment(p)
			if slices.ContainsFunc(spans, func(s annotate.Span) bool { return lies(at, s.Segments) }) {
				found = append(found, hitAt(d, story, nil, text.Text, at))
			}
		}
	}
	return found, err
}

// lies says whether a place lies within one of some segments.
func lies(at annotate.Segment, segments []annotate.Segment) bool {
	return slices.ContainsFunc(segments, func(g annotate.Segment) bool { return g.Start <= at.Start && at.End <= g.End })
}
