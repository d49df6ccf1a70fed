package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Codebook returns the project's codebook.
func (p *Project) Codebook(ctx context.Context) (cb annotate.Codebook, err error) {
	err = p.read(ctx, func(s *session) error {
		cb, err = s.codebook()
		return err
	})
	return cb, err
}

// Codebook returns the project's codebook, which is shared: its lists must not be changed.
func (tx *Tx) Codebook() (annotate.Codebook, error) {
	cached := &tx.project.cache.codebook
	if *cached == nil {
		cb, err := tx.codebook()
		if err != nil {
			return cb, err
		}
		*cached = &cb
	}
	return **cached, nil
}

func (s *session) codebook() (annotate.Codebook, error) {
	var cb annotate.Codebook
	err := s.row("SELECT name, guidelines FROM codebook").Scan(&cb.Name, &cb.Guidelines)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return cb, err
	}
	cb.Labels, err = collect(s, func(rows *cursor) (annotate.Label, error) {
		var l annotate.Label
		err := rows.Scan(&l.ID, &l.Name, &l.Color, &l.Style, &l.Hotkey, &l.Description, &l.ParentID, &l.Position)
		if err == nil && l.Style != annotate.Tint && l.Style != annotate.Underline {
			err = wrong(labelKind, l.ID, "style", "%q, where %q or %q belongs", l.Style, annotate.Tint, annotate.Underline)
		}
		return l, err
	}, "SELECT id, name, color, style, hotkey, description, ifnull(parent_id, ''), position FROM label ORDER BY position, id")
	if err != nil {
		return cb, err
	}
	for i, label := range cb.Labels {
		cb.Labels[i].Attributes, err = collect(s, func(rows *cursor) (annotate.Attribute, error) {
			var a annotate.Attribute
			var options string
			if err := rows.Scan(&a.ID, &a.LabelID, &a.Name, &a.Type, &options, &a.Required, &a.Position); err != nil {
				return a, err
			}
			if !slices.Contains(annotate.AttributeTypes, a.Type) {
				return a, wrong(attributeKind, a.ID, "type", "%q, which is no type of attribute", a.Type)
			}
			var err error
			if a.Options, err = readList([]byte(options)); err != nil {
				err = wrong(attributeKind, a.ID, "options", "%.60q, where a JSON list of texts belongs", options)
			}
			return a, err
		}, "SELECT id, label_id, name, type, options, required, position FROM attribute WHERE label_id = ? ORDER BY position, id", label.ID)
		if err != nil {
			return cb, err
		}
	}
	cb.RelationTypes, err = collect(s, func(rows *cursor) (annotate.RelationType, error) {
		var t annotate.RelationType
		err := rows.Scan(&t.ID, &t.Name, &t.HeadLabel, &t.TailLabel, &t.Scope, &t.Symmetric, &t.Description)
		if err == nil && t.Scope != annotate.WithinDocument && t.Scope != annotate.WithinStory {
			err = wrong(relationTypeKind, t.ID, "scope", "%q, where %q or %q belongs", t.Scope, annotate.WithinDocument, annotate.WithinStory)
		}
		return t, err
	}, "SELECT id, name, head_label, tail_label, scope, symmetric, description FROM relation_type ORDER BY position, id")
	return cb, err
}

// SetCodebook replaces the codebook. A label, attribute or relation type is the same as before if its id is, or else
// its name; what is renamed is renamed in the annotations too. A codebook that would break annotations is refused
// with ErrConflict naming them, except as far as resolution says what to do with them.
func (tx *Tx) SetCodebook(cb annotate.Codebook, resolution Resolution) error {
	old, err := tx.Codebook()
	if err != nil {
		return err
	}
	cb, err = adopt(old, cb)
	if err != nil {
		return err
	}
	impacts, err := tx.impacts(old, cb)
	if err != nil {
		return err
	}
	if err := resolution.check(impacts, cb); err != nil {
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
	broken, err := tx.brokenBy(cb)
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
	if err := tx.put(codebookKind, row{values: []any{"codebook", cb.Name, cb.Guidelines}}); err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, l := range cb.Labels {
		kept[l.ID] = true
		if err := tx.put(labelKind, labelRow(l)); err != nil {
			return fmt.Errorf("writing label %q: %w", l.Name, err)
		}
		for _, a := range l.Attributes {
			kept[a.ID] = true
			if err := tx.put(attributeKind, attributeRow(a)); err != nil {
				return fmt.Errorf("writing attribute %s.%s: %w", l.Name, a.Name, err)
			}
		}
	}
	for i, t := range cb.RelationTypes {
		kept[t.ID] = true
		if err := tx.put(relationTypeKind, relationTypeRow(t, i)); err != nil {
			return fmt.Errorf("writing relation type %q: %w", t.Name, err)
		}
	}
	for _, t := range old.RelationTypes {
		if !kept[t.ID] {
			if err := tx.delete(relationTypeKind, t.ID); err != nil {
				return fmt.Errorf("deleting relation type %q: %w", t.Name, err)
			}
		}
	}
	for _, l := range old.Labels {
		for _, a := range l.Attributes {
			if !kept[a.ID] {
				if err := tx.delete(attributeKind, a.ID); err != nil {
					return fmt.Errorf("deleting attribute %s.%s: %w", l.Name, a.Name, err)
				}
			}
		}
	}
	for _, l := range old.Labels {
		if !kept[l.ID] {
			if err := tx.delete(labelKind, l.ID); err != nil {
				return fmt.Errorf("deleting label %q: %w", l.Name, err)
			}
		}
	}
	return nil
}

// put inserts or updates.
func (tx *Tx) put(k *kind, r row) error {
	before, err := tx.load(k, k.id(r), false)
	if err != nil {
		return err
	}
	if before == nil {
		return tx.insert(k, r)
	}
	return tx.update(k, r)
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
			return tx.update(spanKind, spanRow(span))
		}, l.ID)
		if err != nil {
			return fmt.Errorf("renaming attributes of %q: %w", l.Name, err)
		}
	}
	return nil
}

// eachSpan calls fn for the spans of a condition, a document at a time.
func (tx *Tx) eachSpan(condition string, fn func(annotate.Span) error, args ...any) error {
	documents, err := texts(tx.session, "SELECT DISTINCT s.document_id FROM span s WHERE "+condition, args...)
	if err != nil {
		return err
	}
	query := "SELECT " + spanColumns + " FROM span s JOIN segment g ON g.span_id = s.id WHERE " + condition +
		" AND s.document_id = ? ORDER BY s.annotator_id, s.id, g.ordinal"
	for _, document := range documents {
		spans, err := tx.scanSpans(query, append(slices.Clone(args), document)...)
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

// withValues returns a copy of span whose attributes may be changed.
func withValues(span annotate.Span) annotate.Span {
	span.Attributes = maps.Clone(span.Attributes)
	return span
}

func labelRow(l annotate.Label) row {
	return row{values: []any{l.ID, l.Name, l.Color, string(l.Style), l.Hotkey, l.Description, optional(l.ParentID), int64(l.Position)}}
}

func attributeRow(a annotate.Attribute) row {
	return row{values: []any{a.ID, a.LabelID, a.Name, string(a.Type), writeList(a.Options), flag(a.Required), int64(a.Position)}}
}

func relationTypeRow(t annotate.RelationType, position int) row {
	return row{values: []any{t.ID, t.Name, t.HeadLabel, t.TailLabel, string(t.Scope), flag(t.Symmetric), t.Description, int64(position)}}
}
