package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

const spanColumns = `s.id, s.document_id, s.annotator_id, s.label_id, ifnull(s.entity_id, ''), s.attributes, s.note, s.confidence,
	s.derived_from, s.created_at, s.updated_at, g.start, g."end"`

// Spans returns the spans of a document in order, those of one annotator or, with an empty annotatorID, all.
func (p *Project) Spans(ctx context.Context, documentID, annotatorID string) (spans []annotate.Span, err error) {
	err = p.read(ctx, func(s *session) error {
		spans, err = s.spans(documentID, annotatorID)
		return err
	})
	return spans, err
}

// Spans returns the spans of a document in order, those of one annotator or, with an empty annotatorID, all.
func (tx *Tx) Spans(documentID, annotatorID string) ([]annotate.Span, error) {
	return tx.spans(documentID, annotatorID)
}

func (s *session) spans(documentID, annotatorID string) ([]annotate.Span, error) {
	from := "SELECT " + spanColumns + " FROM span s JOIN segment g ON g.span_id = s.id WHERE s.document_id = ?"
	order := " ORDER BY s.annotator_id, s.id, g.ordinal"
	if annotatorID == "" {
		return s.scanSpans(from+order, documentID)
	}
	return s.scanSpans(from+" AND s.annotator_id = ?"+order, documentID, annotatorID)
}

// Span returns the span with that id.
func (p *Project) Span(ctx context.Context, id string) (span annotate.Span, err error) {
	err = p.read(ctx, func(s *session) error {
		span, err = s.span(id)
		return err
	})
	return span, err
}

// Span returns the span with that id.
func (tx *Tx) Span(id string) (annotate.Span, error) { return tx.span(id) }

func (s *session) span(id string) (annotate.Span, error) {
	spans, err := s.scanSpans("SELECT "+spanColumns+" FROM span s JOIN segment g ON g.span_id = s.id WHERE s.id = ? ORDER BY g.ordinal", id)
	if err == nil && len(spans) == 0 {
		err = annotate.NotFoundf("there is no span %s", id)
	}
	if err != nil {
		return annotate.Span{}, err
	}
	return spans[0], nil
}

func (s *session) spansOfEntity(entityID string) ([]annotate.Span, error) {
	return s.scanSpans("SELECT "+spanColumns+` FROM span s JOIN segment g ON g.span_id = s.id
		WHERE s.entity_id = ? ORDER BY s.document_id, s.annotator_id, s.id, g.ordinal`, entityID)
}

// scanSpans reads rows of one segment each, those of a span one after the other. The spans of a document come out in
// the order of SpanLess; documents stay in the order of the query.
func (s *session) scanSpans(query string, args ...any) ([]annotate.Span, error) {
	rows, err := s.query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var spans []*annotate.Span
	values := spanValues{map[string]string{}, map[string]map[string]any{}}
	for rows.Next() {
		next := &annotate.Span{}
		var g annotate.Segment
		var attributes, derived sql.RawBytes
		var created, updated string
		err := rows.Scan(&next.ID, &next.DocumentID, &next.AnnotatorID, &next.LabelID, &next.EntityID, &attributes, &next.Note,
			&next.Confidence, &derived, &created, &updated, &g.Start, &g.End)
		if err != nil {
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
			return nil, wrong(spanKind, next.ID, "confidence", "the number %v, where one from 0 to 1 belongs", next.Confidence)
		}
		if next.Attributes, err = values.attributes(attributes); err != nil {
			return nil, wrong(spanKind, next.ID, "attributes", "no JSON object of values: %v", err)
		}
		if next.DerivedFrom, err = readList(derived); err != nil {
			return nil, wrong(spanKind, next.ID, "derived_from", "no JSON list of texts")
		}
		values.share(&next.DocumentID, &next.AnnotatorID, &next.LabelID, &next.EntityID)
		next.CreatedAt, next.Segments = unstamp(created), []annotate.Segment{g}
		if next.UpdatedAt = next.CreatedAt; updated != created {
			next.UpdatedAt = unstamp(updated)
		}
		spans = append(spans, next)
	}
	return inOrder(spans), rows.Err()
}

// follows checks a segment that was read against the end of the one before it, or -1. The end of the text is not known here.
func follows(span string, g annotate.Segment, end int) error {
	if g.Start <= end || g.Start >= g.End || g.End > math.MaxInt32 {
		return wrong(spanKind, span, "segment", "%d–%d, which is reversed, out of order or outside the text", g.Start, g.End)
	}
	return nil
}

// within makes sure that spans end inside a text of that many code points.
func within(spans []annotate.Span, length int) error {
	for _, s := range spans {
		if s.End() > length {
			return wrong(spanKind, s.ID, "segment", "%d–%d, which lies outside a text of %d characters", s.Segments[len(s.Segments)-1].Start, s.End(), length)
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
		if known, err = readAttributes(raw); err != nil || len(v.maps) >= keptAttributes {
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

// Counts returns how many spans of each label an annotator, or everybody, has in a story, by label id.
func (p *Project) Counts(ctx context.Context, storyID, annotatorID string) (map[string]int, error) {
	counts := map[string]int{}
	err := p.read(ctx, func(s *session) error {
		query, args := `SELECT s.label_id, count(*) FROM document d JOIN span s ON s.document_id = d.id WHERE d.story_id = ?`, []any{storyID}
		if annotatorID != "" {
			query, args = query+" AND s.annotator_id = ?", append(args, annotatorID)
		}
		return s.count(counts, query+" GROUP BY s.label_id", args...)
	})
	return counts, err
}

// count reads rows of a key and a number.
func (s *session) count(into map[string]int, query string, args ...any) error {
	rows, err := s.query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var n int
		if err := rows.Scan(&key, &n); err != nil {
			return err
		}
		into[key] = n
	}
	return rows.Err()
}

// CreateSpan adds a span. It fills in the id, where there is none, the annotator, where none is named, as the act's,
// the times, and a Confidence of 1 for 0; segments are put in order and joined where they touch. A document that its
// annotator had not begun is from then on Doing.
func (tx *Tx) CreateSpan(span *annotate.Span) error {
	if span.Confidence == 0 {
		span.Confidence = 1
	}
	return tx.AddSpan(span)
}

// AddSpan is CreateSpan for spans that mean a Confidence of 0.
func (tx *Tx) AddSpan(span *annotate.Span) error {
	s := *span
	if s.ID == "" {
		s.ID = annotate.NewID()
	}
	if s.AnnotatorID == "" {
		s.AnnotatorID = tx.annotator.ID
	}
	s.CreatedAt, s.UpdatedAt = tx.now, tx.now
	if err := tx.validateSpan(&s); err != nil {
		return err
	}
	if err := tx.begun(s.DocumentID, s.AnnotatorID); err != nil {
		return err
	}
	err := tx.insert(spanKind, spanRow(s))
	switch {
	case isUnique(err):
		return annotate.Conflictf("the project has another span with the id %s", s.ID)
	case isForeignKey(err):
		return annotate.NotFoundf("the project has no annotator %s", s.AnnotatorID)
	case err != nil:
		return fmt.Errorf("adding a span: %w", err)
	}
	*span = s
	return nil
}

// UpdateSpan changes a span's segments, label, entity, attributes, note, confidence or sources. Whose it is and in which
// document it stands stay. It is refused where its relations do not admit the new label.
func (tx *Tx) UpdateSpan(span annotate.Span) error {
	before, err := tx.Span(span.ID)
	if err != nil {
		return err
	}
	span.DocumentID, span.AnnotatorID, span.CreatedAt, span.UpdatedAt = before.DocumentID, before.AnnotatorID, before.CreatedAt, before.UpdatedAt
	if err := tx.validateSpan(&span); err != nil {
		return err
	}
	old, changed := spanRow(before), spanRow(span)
	if spanKind.same(&old, &changed) {
		return nil
	}
	span.UpdatedAt = tx.now
	if err := tx.update(spanKind, spanRow(span)); err != nil {
		return err
	}
	if span.LabelID == before.LabelID {
		return nil
	}
	return tx.checkRelationsOf(span)
}

// DeleteSpan deletes a span with its relations. Decisions that it came from stay, without a result.
func (tx *Tx) DeleteSpan(id string) error {
	relations, err := texts(tx.session, "SELECT id FROM relation WHERE head_span_id = ?1 UNION SELECT id FROM relation WHERE tail_span_id = ?1", id)
	if err != nil {
		return err
	}
	for _, relation := range relations {
		if err := tx.delete(relationKind, relation); err != nil {
			return err
		}
	}
	decisions, err := tx.decisions("result_span_id", id)
	if err != nil {
		return err
	}
	for _, decision := range decisions {
		decision.ResultSpanID = ""
		if err := tx.update(decisionKind, decisionRow(decision)); err != nil {
			return err
		}
	}
	return tx.delete(spanKind, id)
}

// validateSpan brings a span into the form in which it is kept, or says which rule it breaks.
func (tx *Tx) validateSpan(s *annotate.Span) error {
	if s.AnnotatorID == "" {
		return annotate.Invalidf("a span needs an annotator: choose who you are first")
	}
	text, err := tx.Text(s.DocumentID)
	if err != nil {
		return err
	}
	s.Segments = annotate.NormalizeSegments(s.Segments)
	if err := annotate.ValidateSegments(s.Segments, text.Len()); err != nil {
		return err
	}
	for _, g := range s.Segments {
		if !text.IsGrapheme(g.Start) || !text.IsGrapheme(g.End) {
			return annotate.Invalidf("segment %d–%d cuts a character that is written with several code points", g.Start, g.End)
		}
	}
	if s.Confidence < 0 || s.Confidence > 1 || s.Confidence != s.Confidence {
		return annotate.Invalidf("a confidence of %v is not between 0 and 1", s.Confidence)
	}
	return tx.validateValues(s)
}

// validateValues checks what a span says against the codebook and the entities.
func (tx *Tx) validateValues(s *annotate.Span) error {
	cb, err := tx.Codebook()
	if err != nil {
		return err
	}
	label, there := cb.LabelByID(s.LabelID)
	if !there {
		return annotate.Invalidf("the codebook has no label %s", s.LabelID)
	}
	kept := make(map[string]any, len(s.Attributes))
	for name, value := range s.Attributes {
		attribute, there := label.Attribute(name)
		if !there {
			return annotate.Invalidf("label %q has no attribute %q", label.Name, name)
		}
		value, err := attribute.Check(value)
		if err != nil {
			return err
		}
		if value != nil {
			kept[name] = value
		}
	}
	s.Attributes = kept
	if s.EntityID == "" {
		return nil
	}
	entity, err := tx.Entity(s.EntityID)
	if err != nil {
		return err
	}
	if entity.LabelID != s.LabelID {
		return annotate.Invalidf("%q is not the name of a %s", entity.Name, label.Name)
	}
	return nil
}

func spanRow(s annotate.Span) row {
	r := row{values: []any{s.ID, s.DocumentID, s.AnnotatorID, s.LabelID, optional(s.EntityID), writeAttributes(s.Attributes), s.Note,
		s.Confidence, writeList(s.DerivedFrom), stamp(s.CreatedAt), stamp(s.UpdatedAt)}}
	for _, g := range s.Segments {
		r.items = append(r.items, []any{int64(g.Start), int64(g.End)})
	}
	return r
}
