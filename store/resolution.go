package store

import (
	"slices"
	"strconv"
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
		return annotate.Invalidf("%q is no answer to this: %s", r.Kind, impact.Sentence())
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
		if !there || impact.Kind == ValueGone && !holds(value, impact.Value) {
			return nil
		}
		if remedy.Kind == RemedyDelete {
			return tx.DeleteSpan(span.ID)
		}
		span = withValues(span)
		span.UpdatedAt = tx.now
		if value = without(value, impact.Value, remedy); value == nil || impact.Kind == AttributeGone {
			delete(span.Attributes, impact.Attribute)
		} else {
			span.Attributes[impact.Attribute] = value
		}
		return tx.update(spanKind, spanRow(span))
	}, impact.LabelID)
}

// holds says whether an attribute's value is, or as a list contains, the value that is written so.
func holds(value any, text string) bool {
	switch v := value.(type) {
	case string:
		return v == text
	case bool:
		return strconv.FormatBool(v) == text
	case []string:
		return slices.Contains(v, text)
	case float64:
		number, err := strconv.ParseFloat(text, 64)
		return err == nil && number == v
	}
	return false
}

// without takes a value out, or puts the remedy's in its place; nil is left where nothing is.
func without(value any, text string, remedy Remedy) any {
	list, isList := value.([]string)
	switch {
	case !isList && remedy.Kind == RemedyReplace:
		return remedy.To
	case !isList:
		return nil
	}
	var kept []string
	for _, item := range list {
		if item == text && remedy.Kind == RemedyReplace {
			item = remedy.To
		}
		if item != text && !slices.Contains(kept, item) {
			kept = append(kept, item)
		}
	}
	if kept == nil {
		return nil
	}
	return kept
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
		span = withValues(span)
		span.LabelID, span.UpdatedAt = to.ID, tx.now
		for name, value := range span.Attributes {
			attribute, there := to.Attribute(name)
			if _, err := attribute.Check(value); !there || err != nil {
				delete(span.Attributes, name)
			}
		}
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
