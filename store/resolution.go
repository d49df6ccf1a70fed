package store

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// check refuses a resolution that leaves an impact open, or does what cannot be done about it.
func (r Resolution) check(impacts []Impact, cb annotate.Codebook) error {
	var open []string
	for _, impact := range impacts {
		remedy, there := r[impact.Key()]
		if !there {
			open = append(open, impact.Sentence())
			continue
		}
		if err := remedy.check(impact, cb); err != nil {
			return err
		}
	}
	if len(open) > 0 {
		return annotate.Conflictf("this codebook would break annotations: %s", strings.Join(open, "; "))
	}
	return nil
}

func (r Remedy) check(impact Impact, cb annotate.Codebook) error {
	able := map[RemedyKind][]ImpactKind{
		RemedyDelete:  {LabelGone, AttributeGone, ValueGone, RelationTypeGone, RelationMisfit},
		RemedyMove:    {LabelGone},
		RemedyClear:   {AttributeGone, ValueGone},
		RemedyReplace: {ValueGone},
	}
	if !slices.Contains(able[r.Kind], impact.Kind) {
		return annotate.Invalidf("“%s” is not one of the ways to deal with this: %s", r.Kind, impact.Sentence())
	}
	if _, there := cb.LabelByName(r.To); r.Kind == RemedyMove && !there {
		return annotate.Invalidf("spans of %q cannot be moved to %q: the new codebook has no such label", impact.Label, r.To)
	}
	return nil
}

// resolve does what a remedy says, while the codebook is still the old one.
func (tx *Tx) resolve(impact Impact, remedy Remedy, old, cb annotate.Codebook) error {
	switch impact.Kind {
	case RelationTypeGone, RelationMisfit:
		return tx.deleteRelations(impact, old, cb)
	case LabelGone:
		return tx.resolveLabel(impact, remedy, cb)
	}
	return tx.eachSpan("s.label_id = ?1 AND s.attributes <> '{}'", func(span annotate.Span) error {
		value, there := span.Attributes[impact.Attribute]
		if !there || impact.Kind == ValueGone && !annotate.ValueOf(value).Holds(impact.Value) {
			return nil
		}
		if remedy.Kind == RemedyDelete {
			return tx.DeleteSpan(span.ID)
		}
		span = withValues(span)
		span.UpdatedAt = tx.now
		var by []string
		if remedy.Kind == RemedyReplace {
			by = []string{remedy.To}
		}
		if value = annotate.ValueOf(value).Replace(impact.Value, by...); value == nil || impact.Kind == AttributeGone {
			delete(span.Attributes, impact.Attribute)
		} else {
			span.Attributes[impact.Attribute] = value
		}
		return tx.update(spanKind, spanRow(span))
	}, impact.LabelID)
}

// resolveLabel deletes the spans and entities of a label, or moves them to another.
func (tx *Tx) resolveLabel(impact Impact, remedy Remedy, cb annotate.Codebook) error {
	entities, err := texts(tx.session, "SELECT id FROM entity WHERE label_id = ? ORDER BY id", impact.LabelID)
	if err != nil {
		return err
	}
	if remedy.Kind == RemedyDelete {
		err := tx.eachSpan("s.label_id = ?1", func(span annotate.Span) error { return tx.DeleteSpan(span.ID) }, impact.LabelID)
		for _, id := range entities {
			if err == nil {
				err = tx.delete(entityKind, id)
			}
		}
		return err
	}
	to, _ := cb.LabelByName(remedy.To)
	if err := tx.put(labelKind, labelRow(withoutParent(to))); err != nil { // it may be new
		return err
	}
	for _, id := range entities {
		entity, err := tx.Entity(id)
		if err != nil {
			return err
		}
		entity.LabelID = to.ID
		if err := tx.update(entityKind, entityRow(entity)); err != nil {
			return err
		}
	}
	return tx.eachSpan("s.label_id = ?1", func(span annotate.Span) error {
		entity := span.EntityID // which goes along
		span, _ = span.Relabel(to)
		span.EntityID, span.UpdatedAt = entity, tx.now
		return tx.update(spanKind, spanRow(span))
	}, impact.LabelID)
}

func withoutParent(l annotate.Label) annotate.Label {
	l.ParentID = ""
	return l
}

// deleteRelations deletes the relations that an impact counted.
func (tx *Tx) deleteRelations(impact Impact, old, cb annotate.Codebook) error {
	before, _ := old.RelationTypeByName(impact.RelationType)
	condition, args := "r.relation_type_id = ?", []any{before.ID}
	if after, there := cb.RelationTypeByID(before.ID); there {
		misfit, more := misfits(cb, after)
		condition, args = condition+" AND ("+misfit+")", append(args, more...)
	}
	ids, err := texts(tx.session, "SELECT r.id FROM "+relationEnds+" WHERE "+condition, args...)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := tx.delete(relationKind, id); err != nil {
			return err
		}
	}
	return nil
}
