package store

import (
	"context"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Relations returns the relations that have an end in a document, those of one annotator or, with an empty
// annotatorID, all, ordered by id.
func (p *Project) Relations(ctx context.Context, documentID, annotatorID string) (relations []annotate.Relation, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		relations, err = s.Relations(`relation r WHERE r.id IN (
			SELECT h.id FROM span s JOIN relation h ON h.head_span_id = s.id WHERE s.document_id = ?1
			UNION SELECT t.id FROM span s JOIN relation t ON t.tail_span_id = s.id WHERE s.document_id = ?1)
			AND ?2 IN ('', r.annotator_id) ORDER BY r.id`, documentID, annotatorID)
		return err
	})
	return relations, err
}

// RelationsOf returns the relations in which a span is head or tail, ordered by id.
func (p *Project) RelationsOf(ctx context.Context, spanID string) (relations []annotate.Relation, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		relations, err = s.RelationsOf(spanID)
		return err
	})
	return relations, err
}

// RelationsOf returns the relations in which a span is head or tail, ordered by id.
func (tx *Tx) RelationsOf(spanID string) ([]annotate.Relation, error) {
	return tx.Session.RelationsOf(spanID)
}

// RelationsDone counts what an annotator has related by each type of relation, by its id; where that is nothing yet, what all have.
func (p *Project) RelationsDone(ctx context.Context, annotatorID string) (done map[string]int, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		for _, who := range []string{annotatorID, ""} {
			done = map[string]int{}
			if err := count(s, done, "SELECT relation_type_id, count(*) FROM relation WHERE ?1 IN ('', annotator_id) AND annotator_id NOT IN "+table.Proposers+" GROUP BY relation_type_id", who); err != nil {
				return err
			}
			if len(done) > 0 {
				break
			}
		}
		return nil
	})
	return done, err
}

// Relation returns the relation with that id.
func (tx *Tx) Relation(id string) (annotate.Relation, error) {
	relations, err := tx.Relations("relation r WHERE r.id = ?", id)
	if err == nil && len(relations) == 0 {
		err = annotate.NotFoundf("there is no relation %s", id)
	}
	if err != nil {
		return annotate.Relation{}, err
	}
	return relations[0], nil
}

// CreateRelation links two spans of one annotator. It fills in the id, where there is none, the annotator, as that of
// the spans where none is named, and the times.
func (tx *Tx) CreateRelation(relation *annotate.Relation) error {
	r := *relation
	if r.ID == "" {
		r.ID = annotate.NewID()
	}
	if r.AnnotatorID == "" {
		head, err := tx.Span(r.HeadSpanID)
		if err != nil {
			return err
		}
		r.AnnotatorID = head.AnnotatorID
	}
	r.CreatedAt, r.UpdatedAt = tx.now, tx.now
	if err := tx.validateRelation(r); err != nil {
		return err
	}
	err := tx.insert(table.RelationKind, table.RelationRow(r))
	if disk.IsUnique(err) {
		return annotate.Conflictf("the project has another relation with the id %s", r.ID)
	}
	if err != nil {
		return fmt.Errorf("adding a relation: %w", err)
	}
	*relation = r
	return nil
}

// DeleteRelation deletes a relation.
func (tx *Tx) DeleteRelation(id string) error { return tx.delete(table.RelationKind, id) }

// validateRelation says which rule a relation breaks.
func (tx *Tx) validateRelation(r annotate.Relation) error {
	cb, err := tx.Codebook()
	if err != nil {
		return err
	}
	kind, there := cb.RelationTypeByID(r.TypeID)
	if !there {
		return annotate.Invalidf("the codebook has no relation type %s", r.TypeID)
	}
	if r.HeadSpanID == r.TailSpanID {
		return annotate.Invalidf("a span cannot be related to itself")
	}
	head, err := tx.Span(r.HeadSpanID)
	if err != nil {
		return err
	}
	tail, err := tx.Span(r.TailSpanID)
	if err != nil {
		return err
	}
	if head.AnnotatorID != r.AnnotatorID || tail.AnnotatorID != r.AnnotatorID {
		return annotate.Invalidf("a relation stands between two spans of the same annotator")
	}
	if err := annotate.Fits(cb, kind, head, tail); err != nil {
		return err
	}
	if head.DocumentID != tail.DocumentID {
		if kind.Scope == annotate.WithinDocument {
			return annotate.Invalidf("a relation %q stays within one article", kind.Name)
		}
		var stories int
		err := tx.Row("SELECT count(DISTINCT story_id) FROM document WHERE id IN (?, ?)", head.DocumentID, tail.DocumentID).Scan(&stories)
		if err != nil {
			return err
		}
		if stories != 1 {
			return annotate.Invalidf("a relation stays within one story")
		}
	}
	return tx.CheckLink(r, kind)
}

// CheckLink refuses a second relation of one type between the same spans, in either direction for a symmetric type.
func (tx *Tx) CheckLink(r annotate.Relation, kind annotate.RelationType) error {
	var twice bool
	err := tx.Row(`SELECT EXISTS (SELECT 1 FROM relation WHERE relation_type_id = ?1 AND id <> ?2 AND
		(head_span_id = ?3 AND tail_span_id = ?4 OR ?5 AND head_span_id = ?4 AND tail_span_id = ?3))`,
		r.TypeID, r.ID, r.HeadSpanID, r.TailSpanID, kind.Symmetric).Scan(&twice)
	if err == nil && twice {
		err = annotate.Conflictf("the two spans are related by %q already", kind.Name)
	}
	return err
}

// checkRelationsOf refuses a span whose label its relations do not admit.
func (tx *Tx) checkRelationsOf(span annotate.Span) error {
	relations, err := tx.RelationsOf(span.ID)
	if err != nil {
		return err
	}
	cb, err := tx.Codebook()
	if err != nil {
		return err
	}
	for _, r := range relations {
		head, tail := span, span
		if r.HeadSpanID == span.ID {
			tail, err = tx.Span(r.TailSpanID)
		} else {
			head, err = tx.Span(r.HeadSpanID)
		}
		if err != nil {
			return err
		}
		kind, _ := cb.RelationTypeByID(r.TypeID)
		if err := annotate.Fits(cb, kind, head, tail); err != nil {
			return annotate.Conflictf("the span has a relation that would no longer fit (%v): delete it first", err)
		}
	}
	return nil
}
