package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/table"
)

// Codebook returns the project's codebook.
func (p *Project) Codebook(ctx context.Context) (cb annotate.Codebook, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		cb, err = s.Codebook()
		return err
	})
	return cb, err
}

// Codebook returns the project's codebook, which is shared: its lists must not be changed.
func (tx *Tx) Codebook() (annotate.Codebook, error) {
	cached := &tx.project.cache.codebook
	if *cached == nil {
		cb, err := tx.Session.Codebook()
		if err != nil {
			return cb, err
		}
		*cached = &cb
	}
	return **cached, nil
}

// SetCodebook replaces the codebook. A label, attribute or relation type is the same as before if its id is, or else
// its name; what is renamed is renamed in the annotations too. A codebook that would break annotations is refused
// with ErrConflict naming them, except as far as resolution says what to do with them.
func (tx *Tx) SetCodebook(cb annotate.Codebook, resolution revise.Resolution) error {
	old, err := tx.Codebook()
	if err != nil {
		return err
	}
	cb, err = adopt(old, cb)
	if err != nil {
		return err
	}
	impacts, err := revise.Impacts(tx.Session, old, cb)
	if err != nil {
		return err
	}
	if err := resolution.Check(impacts, cb); err != nil {
		return err
	}
	for _, impact := range impacts {
		if err := tx.resolve(impact, resolution[impact.Key()], old, cb); err != nil {
			return err
		}
	}
	if err := tx.writeCodebook(old, cb); err != nil {
		return err
	}
	if err := tx.renameAttributes(old, cb); err != nil {
		return err
	}
	// What a remedy did to one annotation may not fit another rule of the new codebook.
	broken, err := revise.BrokenBy(tx.Session, cb)
	if err == nil && len(broken) > 0 && len(resolution) > 0 {
		err = annotate.Conflictf("after these changes the codebook would still break annotations: %s", broken[0].Sentence())
	}
	return err
}

// adopt gives cb the ids that the project knows its parts by, puts positions in order, and lets relation types follow
// labels that were renamed.
func adopt(old, cb annotate.Codebook) (annotate.Codebook, error) {
	cb.Labels = slices.Clone(cb.Labels)
	renamed := map[string]string{} // old name of a label → new name
	ids := map[string]string{}     // id in cb → id in the project
	for i := range cb.Labels {
		l := &cb.Labels[i]
		given := l.ID
		before, there := old.LabelByID(l.ID)
		if !there {
			before, there = old.LabelByName(l.Name)
			there = there && !slices.ContainsFunc(cb.Labels, func(other annotate.Label) bool { return other.ID == before.ID })
		}
		switch {
		case there:
			l.ID = before.ID
			renamed[before.Name] = l.Name
		case l.ID == "":
			l.ID = annotate.NewID()
		}
		ids[given], l.Position = l.ID, i
		l.Attributes = adoptAttributes(before, *l)
	}
	for i, l := range cb.Labels {
		if id, there := ids[l.ParentID]; there && l.ParentID != "" {
			cb.Labels[i].ParentID = id
		}
	}
	cb.RelationTypes = slices.Clone(cb.RelationTypes)
	for i := range cb.RelationTypes {
		t := &cb.RelationTypes[i]
		if _, there := old.RelationTypeByID(t.ID); !there || t.ID == "" {
			before, there := old.RelationTypeByName(t.Name)
			taken := slices.ContainsFunc(cb.RelationTypes, func(other annotate.RelationType) bool { return other.ID == before.ID })
			switch {
			case there && !taken:
				t.ID = before.ID
			case t.ID == "":
				t.ID = annotate.NewID()
			}
		}
		t.HeadLabel, t.TailLabel = follow(cb, renamed, t.HeadLabel), follow(cb, renamed, t.TailLabel)
	}
	return cb, cb.Validate()
}

// follow returns the new name of a label that a relation type still calls by its old one.
func follow(cb annotate.Codebook, renamed map[string]string, name string) string {
	if _, there := cb.LabelByName(name); there || renamed[name] == "" {
		return name
	}
	return renamed[name]
}

func adoptAttributes(before, label annotate.Label) []annotate.Attribute {
	attributes := slices.Clone(label.Attributes)
	for i := range attributes {
		a := &attributes[i]
		known := slices.ContainsFunc(before.Attributes, func(b annotate.Attribute) bool { return b.ID == a.ID })
		if same, there := before.Attribute(a.Name); !known && there &&
			!slices.ContainsFunc(attributes, func(other annotate.Attribute) bool { return other.ID == same.ID }) {
			a.ID = same.ID
		}
		if a.ID == "" {
			a.ID = annotate.NewID()
		}
		a.LabelID, a.Position = label.ID, i
	}
	return attributes
}

// writeCodebook makes the tables say cb: what is new first, what is gone last.
func (tx *Tx) writeCodebook(old, cb annotate.Codebook) error {
	if err := tx.put(table.CodebookKind, table.CodebookRow(cb)); err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, l := range cb.Labels {
		kept[l.ID] = true
		if err := tx.put(table.LabelKind, table.LabelRow(l)); err != nil {
			return fmt.Errorf("writing label %q: %w", l.Name, err)
		}
		for _, a := range l.Attributes {
			kept[a.ID] = true
			if err := tx.put(table.AttributeKind, table.AttributeRow(a)); err != nil {
				return fmt.Errorf("writing attribute %s.%s: %w", l.Name, a.Name, err)
			}
		}
	}
	for i, t := range cb.RelationTypes {
		kept[t.ID] = true
		if err := tx.put(table.RelationTypeKind, table.RelationTypeRow(t, i)); err != nil {
			return fmt.Errorf("writing relation type %q: %w", t.Name, err)
		}
	}
	for _, t := range old.RelationTypes {
		if !kept[t.ID] {
			if err := tx.delete(table.RelationTypeKind, t.ID); err != nil {
				return fmt.Errorf("deleting relation type %q: %w", t.Name, err)
			}
		}
	}
	for _, l := range old.Labels {
		for _, a := range l.Attributes {
			if !kept[a.ID] {
				if err := tx.delete(table.AttributeKind, a.ID); err != nil {
					return fmt.Errorf("deleting attribute %s.%s: %w", l.Name, a.Name, err)
				}
			}
		}
	}
	for _, l := range old.Labels {
		if !kept[l.ID] {
			if err := tx.delete(table.LabelKind, l.ID); err != nil {
				return fmt.Errorf("deleting label %q: %w", l.Name, err)
			}
		}
	}
	return nil
}

// put inserts or updates.
func (tx *Tx) put(k *table.Kind, r table.Row) error {
	before, err := tx.Load(k, k.ID(r), false)
	if err != nil {
		return err
	}
	if before == nil {
		return tx.insert(k, r)
	}
	return tx.Update(k, r)
}

// renameAttributes moves the values of spans to the new names of their attributes.
func (tx *Tx) renameAttributes(old, cb annotate.Codebook) error {
	for _, l := range cb.Labels {
		before, _ := old.LabelByID(l.ID)
		names := map[string]string{}
		for _, a := range before.Attributes {
			i := slices.IndexFunc(l.Attributes, func(b annotate.Attribute) bool { return b.ID == a.ID })
			if i >= 0 && l.Attributes[i].Name != a.Name {
				names[a.Name] = l.Attributes[i].Name
			}
		}
		if len(names) == 0 {
			continue
		}
		err := tx.eachSpan("s.label_id = ? AND s.attributes <> '{}'", func(span annotate.Span) error {
			renamed := make(map[string]any, len(span.Attributes))
			for name, value := range span.Attributes {
				if to, there := names[name]; there {
					name = to
				}
				renamed[name] = value
			}
			span.Attributes = renamed
			span.UpdatedAt = tx.now
			return tx.Update(table.SpanKind, table.SpanRow(span))
		}, l.ID)
		if err != nil {
			return fmt.Errorf("renaming attributes of %q: %w", l.Name, err)
		}
	}
	return nil
}

// eachSpan calls fn for the spans of a condition, a document at a time.
func (tx *Tx) eachSpan(condition string, fn func(annotate.Span) error, args ...any) error {
	documents, err := table.Texts(tx.Session, "SELECT DISTINCT s.document_id FROM span s WHERE "+condition, args...)
	if err != nil {
		return err
	}
	query := "SELECT " + table.SpanColumns + " FROM span s JOIN segment g ON g.span_id = s.id WHERE " + condition +
		" AND s.document_id = ? ORDER BY s.annotator_id, s.id, g.ordinal"
	for _, document := range documents {
		spans, err := tx.ScanSpans(query, append(slices.Clone(args), document)...)
		if err != nil {
			return err
		}
		for _, span := range spans {
			if err := fn(span); err != nil {
				return err
			}
		}
	}
	return nil
}

// CodebookImpact lists what a new codebook would break in the project.
func (p *Project) CodebookImpact(ctx context.Context, cb annotate.Codebook) (impacts []revise.Impact, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		old, err := s.Codebook()
		if err != nil {
			return err
		}
		if cb, err = adopt(old, cb); err != nil {
			return err
		}
		impacts, err = revise.Impacts(s, old, cb)
		return err
	})
	return impacts, err
}

// resolve does what a remedy says, while the codebook is still the old one.
func (tx *Tx) resolve(impact revise.Impact, remedy revise.Remedy, old, cb annotate.Codebook) error {
	switch impact.Kind {
	case revise.RelationTypeGone, revise.RelationMisfit:
		return tx.deleteRelations(impact, old, cb)
	case revise.LabelGone:
		return tx.resolveLabel(impact, remedy, cb)
	}
	return tx.eachSpan("s.label_id = ?1 AND s.attributes <> '{}'", func(span annotate.Span) error {
		value, there := span.Attributes[impact.Attribute]
		if !there || impact.Kind == revise.ValueGone && !annotate.ValueOf(value).Holds(impact.Value) {
			return nil
		}
		if remedy.Kind == revise.RemedyDelete {
			return tx.DeleteSpan(span.ID)
		}
		span = table.WithValues(span)
		span.UpdatedAt = tx.now
		var by []string
		if remedy.Kind == revise.RemedyReplace {
			by = []string{remedy.To}
		}
		if value = annotate.ValueOf(value).Replace(impact.Value, by...); value == nil || impact.Kind == revise.AttributeGone {
			delete(span.Attributes, impact.Attribute)
		} else {
			span.Attributes[impact.Attribute] = value
		}
		return tx.Update(table.SpanKind, table.SpanRow(span))
	}, impact.LabelID)
}

// resolveLabel deletes the spans and entities of a label, or moves them to another.
func (tx *Tx) resolveLabel(impact revise.Impact, remedy revise.Remedy, cb annotate.Codebook) error {
	entities, err := table.Texts(tx.Session, "SELECT id FROM entity WHERE label_id = ? ORDER BY id", impact.LabelID)
	if err != nil {
		return err
	}
	if remedy.Kind == revise.RemedyDelete {
		err := tx.eachSpan("s.label_id = ?1", func(span annotate.Span) error { return tx.DeleteSpan(span.ID) }, impact.LabelID)
		for _, id := range entities {
			if err == nil {
				err = tx.delete(table.EntityKind, id)
			}
		}
		return err
	}
	to, _ := cb.LabelByName(remedy.To)
	if err := tx.put(table.LabelKind, table.LabelRow(withoutParent(to))); err != nil { // it may be new
		return err
	}
	for _, id := range entities {
		entity, err := tx.Entity(id)
		if err != nil {
			return err
		}
		entity.LabelID = to.ID
		if err := tx.Update(table.EntityKind, table.EntityRow(entity)); err != nil {
			return err
		}
	}
	return tx.eachSpan("s.label_id = ?1", func(span annotate.Span) error {
		entity := span.EntityID // which goes along
		span, _ = span.Relabel(to)
		span.EntityID, span.UpdatedAt = entity, tx.now
		return tx.Update(table.SpanKind, table.SpanRow(span))
	}, impact.LabelID)
}

func withoutParent(l annotate.Label) annotate.Label {
	l.ParentID = ""
	return l
}

// deleteRelations deletes the relations that an impact counted.
func (tx *Tx) deleteRelations(impact revise.Impact, old, cb annotate.Codebook) error {
	before, _ := old.RelationTypeByName(impact.RelationType)
	condition, args := "r.relation_type_id = ?", []any{before.ID}
	if after, there := cb.RelationTypeByID(before.ID); there {
		misfit, more := revise.Misfits(cb, after)
		condition, args = condition+" AND ("+misfit+")", append(args, more...)
	}
	ids, err := table.Texts(tx.Session, "SELECT r.id FROM "+revise.RelationEnds+" WHERE "+condition, args...)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := tx.delete(table.RelationKind, id); err != nil {
			return err
		}
	}
	return nil
}
