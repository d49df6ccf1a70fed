package store

import (
	"context"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Spans returns the spans of a document in order, those of one annotator or, with an empty annotatorID, all.
func (p *Project) Spans(ctx context.Context, documentID, annotatorID string) (spans []annotate.Span, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		spans, err = s.Spans(documentID, annotatorID)
		return err
	})
	return spans, err
}

// Spans returns the spans of a document in order, those of one annotator or, with an empty annotatorID, all.
func (tx *Tx) Spans(documentID, annotatorID string) ([]annotate.Span, error) {
	return tx.Session.Spans(documentID, annotatorID)
}

// Span returns the span with that id.
func (p *Project) Span(ctx context.Context, id string) (span annotate.Span, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		span, err = s.Span(id)
		return err
	})
	return span, err
}

// Span returns the span with that id.
func (tx *Tx) Span(id string) (annotate.Span, error) { return tx.Session.Span(id) }

func spansOfEntity(s *table.Session, entityID string) ([]annotate.Span, error) {
	return s.ScanSpans("SELECT "+table.SpanColumns+` FROM span s JOIN segment g ON g.span_id = s.id
		WHERE s.entity_id = ? ORDER BY s.document_id, s.annotator_id, s.id, g.ordinal`, entityID)
}

// Counts returns how many spans of each label an annotator, or everybody, has in a story, by label id.
func (p *Project) Counts(ctx context.Context, storyID, annotatorID string) (map[string]int, error) {
	counts := map[string]int{}
	err := p.Read(ctx, func(s *table.Session) error {
		query, args := `SELECT s.label_id, count(*) FROM document d JOIN span s ON s.document_id = d.id WHERE d.story_id = ?`, []any{storyID}
		if annotatorID != "" {
			query, args = query+" AND s.annotator_id = ?", append(args, annotatorID)
		}
		return count(s, counts, query+" GROUP BY s.label_id", args...)
	})
	return counts, err
}

// count reads rows of a key and a number.
func count(s *table.Session, into map[string]int, query string, args ...any) error {
	rows, err := s.Query(query, args...)
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
	err := tx.insert(table.SpanKind, table.SpanRow(s))
	switch {
	case disk.IsUnique(err):
		return annotate.Conflictf("the project has another span with the id %s", s.ID)
	case disk.IsForeignKey(err):
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
	old, changed := table.SpanRow(before), table.SpanRow(span)
	if table.SpanKind.Same(&old, &changed) {
		return nil
	}
	span.UpdatedAt = tx.now
	if err := tx.Update(table.SpanKind, table.SpanRow(span)); err != nil {
		return err
	}
	if span.LabelID == before.LabelID {
		return nil
	}
	return tx.checkRelationsOf(span)
}

// DeleteSpan deletes a span with its relations. Decisions that it came from stay, without a result.
func (tx *Tx) DeleteSpan(id string) error {
	relations, err := table.Texts(tx.Session, "SELECT id FROM relation WHERE head_span_id = ?1 UNION SELECT id FROM relation WHERE tail_span_id = ?1", id)
	if err != nil {
		return err
	}
	for _, relation := range relations {
		if err := tx.delete(table.RelationKind, relation); err != nil {
			return err
		}
	}
	decisions, err := tx.Decisions("result_span_id", id)
	if err != nil {
		return err
	}
	for _, decision := range decisions {
		decision.ResultSpanID = ""
		if err := tx.Update(table.DecisionKind, table.DecisionRow(decision)); err != nil {
			return err
		}
	}
	return tx.delete(table.SpanKind, id)
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
