package table

import (
	"database/sql"
	"errors"
	"maps"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Codebook returns the codebook. A part of it that breaks a rule of the model is a Spoiled.
func (s *Session) Codebook() (annotate.Codebook, error) {
	var cb annotate.Codebook
	var speech string
	err := s.Row("SELECT name, guidelines, ifnull(speech, '') FROM codebook").Scan(&cb.Name, &cb.Guidelines, &speech)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return cb, err
	}
	if speech != "" {
		if cb.Speech, err = Unmarshal[[]annotate.Speech]([]byte(speech)); err != nil {
			return cb, Wrong(CodebookKind, "codebook", "speech", "%.60q, where the words for saying belong", speech)
		}
	}
	cb.Labels, err = Collect(s, func(rows *Cursor) (annotate.Label, error) {
		var l annotate.Label
		err := rows.Scan(&l.ID, &l.Name, &l.Color, &l.Style, &l.Hotkey, &l.Description, &l.ParentID, &l.Position)
		if err == nil && l.Style != annotate.Tint && l.Style != annotate.Underline {
			err = Wrong(LabelKind, l.ID, "style", "%q, where %q or %q belongs", l.Style, annotate.Tint, annotate.Underline)
		}
		return l, err
	}, "SELECT id, name, color, style, hotkey, description, ifnull(parent_id, ''), position FROM label ORDER BY position, id")
	if err != nil {
		return cb, err
	}
	for i, label := range cb.Labels {
		cb.Labels[i].Attributes, err = Collect(s, func(rows *Cursor) (annotate.Attribute, error) {
			var a annotate.Attribute
			var options string
			if err := rows.Scan(&a.ID, &a.LabelID, &a.Name, &a.Type, &options, &a.Required, &a.Position); err != nil {
				return a, err
			}
			if !slices.Contains(annotate.AttributeTypes, a.Type) {
				return a, Wrong(AttributeKind, a.ID, "type", "%q, which is no type of attribute", a.Type)
			}
			var err error
			if a.Options, err = ReadList([]byte(options)); err != nil {
				err = Wrong(AttributeKind, a.ID, "options", "%.60q, where a JSON list of texts belongs", options)
			}
			return a, err
		}, "SELECT id, label_id, name, type, options, required, position FROM attribute WHERE label_id = "+Asked+" ORDER BY position, id", label.ID)
		if err != nil {
			return cb, err
		}
	}
	cb.RelationTypes, err = Collect(s, func(rows *Cursor) (annotate.RelationType, error) {
		var t annotate.RelationType
		err := rows.Scan(&t.ID, &t.Name, &t.HeadLabel, &t.TailLabel, &t.Scope, &t.Symmetric, &t.Description)
		if err == nil && t.Scope != annotate.WithinDocument && t.Scope != annotate.WithinStory {
			err = Wrong(RelationTypeKind, t.ID, "scope", "%q, where %q or %q belongs", t.Scope, annotate.WithinDocument, annotate.WithinStory)
		}
		return t, err
	}, "SELECT id, name, head_label, tail_label, scope, symmetric, description FROM relation_type ORDER BY position, id")
	return cb, err
}

// WithValues returns a copy of span whose attributes may be changed.
func WithValues(span annotate.Span) annotate.Span {
	span.Attributes = maps.Clone(span.Attributes)
	return span
}

// CodebookRow is what of a codebook is neither a label nor a relation type.
func CodebookRow(cb annotate.Codebook) Row {
	speech := ""
	if len(cb.Speech) > 0 {
		speech = string(Marshal(cb.Speech))
	}
	return Row{Values: []any{"codebook", cb.Name, cb.Guidelines, Optional(speech)}}
}

// LabelRow is a label as its row, without its attributes.
func LabelRow(l annotate.Label) Row {
	return Row{Values: []any{l.ID, l.Name, l.Color, string(l.Style), l.Hotkey, l.Description, Optional(l.ParentID), int64(l.Position)}}
}

// AttributeRow is an attribute of a label as its row.
func AttributeRow(a annotate.Attribute) Row {
	return Row{Values: []any{a.ID, a.LabelID, a.Name, string(a.Type), WriteList(a.Options), Flag(a.Required), int64(a.Position)}}
}

// RelationTypeRow is a relation type as its row, at a place in the codebook.
func RelationTypeRow(t annotate.RelationType, position int) Row {
	return Row{Values: []any{t.ID, t.Name, t.HeadLabel, t.TailLabel, string(t.Scope), Flag(t.Symmetric), t.Description, int64(position)}}
}
