package table

import (
	"database/sql"
	"math"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// SpanColumns are the columns that ScanSpans reads, of a table named s. That the two times are the same is the number 0.
const SpanColumns = `s.id, s.document_id, s.annotator_id, ` + spanSays

const spanSays = `s.label_id, ifnull(s.entity_id, ''), s.attributes, s.note, s.confidence,
	s.derived_from, s.created_at, CASE WHEN s.updated_at = s.created_at THEN 0 ELSE s.updated_at END AS updated_at, g.start, g."end"`

// Spans returns the spans of an annotator in a document, or for "" of all whose layers count, in the order of the text.
func (s *Session) Spans(documentID, annotatorID string) ([]annotate.Span, error) {
	const from, order = spanSays + " FROM span s JOIN segment g ON g.span_id = s.id WHERE s.document_id = " + Asked, " ORDER BY s.annotator_id, s.id, g.ordinal"
	known := annotate.Span{DocumentID: documentID, AnnotatorID: annotatorID}
	if annotatorID == "" {
		return s.scanSpans(known, "SELECT s.id, s.annotator_id, "+from+" AND s.annotator_id NOT IN "+Proposers+order, documentID)
	}
	return s.scanSpans(known, "SELECT s.id, "+from+" AND s.annotator_id = "+Asked+order, documentID, annotatorID)
}

// Span returns one span.
func (s *Session) Span(id string) (annotate.Span, error) {
	spans, err := s.ScanSpans("SELECT "+SpanColumns+" FROM span s JOIN segment g ON g.span_id = s.id WHERE s.id = "+Asked+" ORDER BY g.ordinal", id)
	if err == nil && len(spans) == 0 {
		err = annotate.NotFoundf("there is no span %s", id)
	}
	if err != nil {
		return annotate.Span{}, err
	}
	return spans[0], nil
}

// ScanSpans reads rows of one segment each, those of a span one after the other. The spans of a document come out in
// the order of SpanLess; documents stay in the order of the query.
func (s *Session) ScanSpans(query string, args ...any) ([]annotate.Span, error) {
	return s.scanSpans(annotate.Span{}, query, args...)
}

// scanSpans is ScanSpans for a query that does not read the document, or the annotator, that is known.
func (s *Session) scanSpans(known annotate.Span, query string, args ...any) ([]annotate.Span, error) {
	rows, err := s.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var next *annotate.Span
	var g annotate.Segment
	var attributes, derived sql.RawBytes
	var created string
	var updated any
	var into []any
	var spans []*annotate.Span
	values := spanValues{map[string]string{}, map[string]map[string]any{}}
	for rows.Next() {
		next = &annotate.Span{DocumentID: known.DocumentID, AnnotatorID: known.AnnotatorID}
		into = append(into[:0], &next.ID)
		if known.DocumentID == "" {
			into = append(into, &next.DocumentID)
		}
		if known.AnnotatorID == "" {
			into = append(into, &next.AnnotatorID)
		}
		into = append(into, &next.LabelID, &next.EntityID, &attributes, &next.Note, &next.Confidence, &derived, &created, &updated, &g.Start, &g.End)
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		if n := len(spans); n > 0 && spans[n-1].ID == next.ID {
			if err := follows(next.ID, g, spans[n-1].End()); err != nil {
				return nil, err
			}
			spans[n-1].Segments = append(spans[n-1].Segments, g)
			continue
		}
		if err := follows(next.ID, g, -1); err != nil {
			return nil, err
		}
		if next.Confidence < 0 || next.Confidence > 1 {
			return nil, Wrong(SpanKind, next.ID, "confidence", "the number %v, where one from 0 to 1 belongs", next.Confidence)
		}
		if next.Attributes, err = values.attributes(attributes); err != nil {
			return nil, Wrong(SpanKind, next.ID, "attributes", "no JSON object of values: %v", err)
		}
		if next.DerivedFrom, err = ReadList(derived); err != nil {
			return nil, Wrong(SpanKind, next.ID, "derived_from", "no JSON list of texts")
		}
		values.share(&next.DocumentID, &next.AnnotatorID, &next.LabelID, &next.EntityID)
		next.CreatedAt, next.Segments = Unstamp(created), []annotate.Segment{g}
		switch at := updated.(type) {
		case string:
			next.UpdatedAt = Unstamp(at)
		case int64:
			next.UpdatedAt = next.CreatedAt
		default:
			return nil, Wrong(SpanKind, next.ID, "updated_at", "%s, where a text belongs", Describe(at))
		}
		spans = append(spans, next)
	}
	return inOrder(spans), rows.Err()
}

// follows checks a segment that was read against the end of the one before it, or -1. The end of the text is not known here.
func follows(span string, g annotate.Segment, end int) error {
	if g.Start <= end || g.Start >= g.End || g.End > math.MaxInt32 {
		return Wrong(SpanKind, span, "segment", "%d–%d, which is reversed, out of order or outside the text", g.Start, g.End)
	}
	return nil
}

// Within makes sure that spans end inside a text of that many code points.
func Within(spans []annotate.Span, length int) error {
	for _, s := range spans {
		if s.End() > length {
			return Wrong(SpanKind, s.ID, "segment", "%d–%d, which lies outside a text of %d characters", s.Segments[len(s.Segments)-1].Start, s.End(), length)
		}
	}
	return nil
}

// inOrder sorts spans as scanSpans says. What decides is copied out first: among very many spans memory is what takes
// the time.
func inOrder(spans []*annotate.Span) []annotate.Span {
	type place struct {
		document, start, end int
		span                 *annotate.Span
	}
	places := make([]place, len(spans))
	documents := 0
	for i, span := range spans {
		if i > 0 && span.DocumentID != spans[i-1].DocumentID {
			documents++
		}
		places[i] = place{documents, span.Start(), span.End(), span}
	}
	slices.SortFunc(places, func(a, b place) int {
		switch {
		case a.document != b.document:
			return a.document - b.document
		case a.start != b.start:
			return a.start - b.start
		case a.end != b.end:
			return a.end - b.end
		}
		return strings.Compare(a.span.ID, b.span.ID)
	})
	sorted := make([]annotate.Span, len(spans))
	for i, p := range places {
		sorted[i] = *p.span
	}
	return sorted
}

// spanValues are the values that spans of one reading have in common.
type spanValues struct {
	texts map[string]string
	maps  map[string]map[string]any // attributes by how they are written
}

// keptAttributes bounds how many ways of writing attributes are remembered: where they hold free text, all differ.
const keptAttributes = 1000

// share puts texts that were met before in place of equal ones, so that each is kept once.
func (v *spanValues) share(texts ...*string) {
	for _, text := range texts {
		if known, there := v.texts[*text]; there {
			*text = known
		} else {
			v.texts[*text] = *text
		}
	}
}

// attributes reads attributes, those that are written alike only once. Every span gets a map of its own.
func (v *spanValues) attributes(raw []byte) (map[string]any, error) {
	known, there := v.maps[string(raw)]
	if !there {
		var err error
		if known, err = ReadAttributes(raw); err != nil || len(v.maps) >= keptAttributes {
			return known, err
		}
		v.maps[string(raw)] = known
	}
	own := make(map[string]any, len(known))
	for name, value := range known {
		if list, isList := value.([]string); isList {
			value = slices.Clone(list)
		}
		own[name] = value
	}
	return own, nil
}

// SpanRow is a span as its row.
func SpanRow(s annotate.Span) Row {
	r := Row{Values: []any{s.ID, s.DocumentID, s.AnnotatorID, s.LabelID, Optional(s.EntityID), WriteAttributes(s.Attributes), s.Note,
		s.Confidence, WriteList(s.DerivedFrom), Stamp(s.CreatedAt), Stamp(s.UpdatedAt)}}
	for _, g := range s.Segments {
		r.Items = append(r.Items, []any{int64(g.Start), int64(g.End)})
	}
	return r
}
