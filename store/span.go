package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Spans returns the spans of a document in order, those of one annotator or, with an empty annotatorID, of all whose layers count.
func (p *Project) Spans(ctx context.Context, documentID, annotatorID string) (spans []annotate.Span, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		spans, err = s.Spans(documentID, annotatorID)
		return err
	})
	return spans, err
}

// Spans returns the spans of a document in order, those of one annotator or, with an empty annotatorID, of all whose layers count.
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
		} else {
			query += " AND s.annotator_id NOT IN " + table.Proposers
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
func (tx *Tx) AddSpan(span *annotate.Span) error { return tx.addSpan(span, true) }

// AddProposal is CreateSpan for one that is only proposed: nobody has begun the document by it.
func (tx *Tx) AddProposal(span *annotate.Span) error { return tx.addSpan(span, false) }

func (tx *Tx) addSpan(span *annotate.Span, begins bool) error {
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
	if begins {
		if err := tx.begun(s.DocumentID, s.AnnotatorID); err != nil {
			return err
		}
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

// Carried is what was filled in on a span from what is known by its words.
type Carried struct {
	Entity     annotate.Entity // zero where the words name nothing, or nothing for certain
	Attributes map[string]any  // by name
	Several    int             // how many entities the words may mean, where no choice could be made
}

// Any says whether anything was filled in.
func (c Carried) Any() bool { return c.Entity.ID != "" || len(c.Attributes) > 0 }

// Still is what of it a span says still.
func (c Carried) Still(span annotate.Span) Carried {
	still := Carried{}
	if c.Entity.ID != "" && span.EntityID == c.Entity.ID {
		still.Entity = c.Entity
	}
	for name, value := range c.Attributes {
		if span.Value(name).Equal(annotate.ValueOf(value)) {
			if still.Attributes == nil {
				still.Attributes = map[string]any{}
			}
			still.Attributes[name] = value
		}
	}
	return still
}

// TakenFrom is a span without what of it the span says still.
func (c Carried) TakenFrom(span annotate.Span) annotate.Span {
	still := c.Still(span)
	if still.Entity.ID != "" {
		span.EntityID = ""
	}
	for name := range still.Attributes {
		span = span.With(name, nil)
	}
	return span
}

// CarryOver fills in what is known of a span that is about to be made: the entity that its words name, and what its annotator says of
// all other mentions of that entity. Entities belong to the project; what others say of their mentions is left to them, or two
// annotators would agree without having read. What the span says already stays.
func (tx *Tx) CarryOver(span *annotate.Span) (carried Carried, err error) {
	if span.EntityID != "" {
		return Carried{}, nil
	}
	cb, err := tx.Codebook()
	if err != nil {
		return Carried{}, err
	}
	label, known := cb.LabelByID(span.LabelID)
	if !known {
		return Carried{}, nil // refused when the span is made
	}
	text, err := tx.Text(span.DocumentID)
	if err != nil {
		return Carried{}, err
	}
	segments := annotate.NormalizeSegments(span.Segments)
	if len(segments) != 1 || segments[0].End > text.Len() || segments[0].End-segments[0].Start > longestName {
		return Carried{}, nil
	}
	entity, several, err := tx.meant(text.Slice(segments[0].Start, segments[0].End), *span)
	if err != nil || entity.ID == "" {
		return Carried{Several: several}, err
	}
	carried = Carried{Entity: entity}
	mentions, err := tx.valuesOf(entity.ID, span.AnnotatorID)
	if err != nil {
		return Carried{}, err
	}
	span.EntityID = entity.ID
	for name, value := range suggest.Agreed(mentions, label) {
		if !span.Value(name).IsSet() {
			*span = span.With(name, value)
			if carried.Attributes == nil {
				carried.Attributes = map[string]any{}
			}
			carried.Attributes[name] = value
		}
	}
	return carried, nil
}

// longestName is so many characters that no name is longer.
const longestName = 200

// meant is the entity of a span's label that words name, and how many there are to choose from where that is not certain.
func (tx *Tx) meant(words string, span annotate.Span) (entity annotate.Entity, several int, err error) {
	// Names in plain letters, without an accent that stands for an apostrophe, are compared by the database; others, and those that are also called otherwise, here.
	entities, err := table.Collect(tx.Session, func(rows *table.Cursor) (annotate.Entity, error) { return table.ScanEntity(rows.Scan) },
		"SELECT "+table.EntityColumns+` FROM entity e WHERE e.label_id = ?1 AND (e.name = ?2 COLLATE NOCASE OR e.aliases <> '[]' OR e.name GLOB '*[^ -_a-~]*')
			ORDER BY e.name, e.id`, span.LabelID, suggest.FoldWords(words))
	if err != nil {
		return annotate.Entity{}, 0, err
	}
	entities = slices.DeleteFunc(entities, func(e annotate.Entity) bool { return !suggest.Names(words, e) })
	named := make([]suggest.Mentioned, len(entities))
	for i, e := range entities {
		named[i].Entity = e
		if len(entities) == 1 {
			break // how often it is mentioned does not matter
		}
		if err := tx.Row(`SELECT count(*), ifnull(sum(d.story_id = (SELECT story_id FROM document WHERE id = ?2)), 0), ifnull(sum(d.id = ?2), 0)
			FROM span s JOIN document d ON d.id = s.document_id WHERE s.entity_id = ?1`, e.ID, span.DocumentID).
			Scan(&named[i].InAll, &named[i].InStory, &named[i].InArticle); err != nil {
			return annotate.Entity{}, 0, fmt.Errorf("counting mentions: %w", err)
		}
	}
	entity, certain := suggest.Meant(words, named)
	if !certain {
		return annotate.Entity{}, len(named), nil
	}
	return entity, 0, nil
}

// valuesOf are the ways in which an annotator has filled in the mentions of an entity.
func (tx *Tx) valuesOf(entityID, annotatorID string) ([]map[string]any, error) {
	written, err := table.Texts(tx.Session, "SELECT DISTINCT attributes FROM span WHERE entity_id = ? AND annotator_id = ?", entityID, annotatorID)
	if err != nil {
		return nil, err
	}
	mentions := make([]map[string]any, len(written))
	for i, text := range written {
		if mentions[i], err = table.ReadAttributes([]byte(text)); err != nil {
			return nil, fmt.Errorf("the attributes of a mention: %w", err)
		}
	}
	return mentions, nil
}
