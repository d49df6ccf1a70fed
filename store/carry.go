package store

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store/table"
)

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
