package table

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Text is a column of text.
func (k *Kind) Text(r Row, name string) string {
	i := slices.IndexFunc(k.Columns, func(c Column) bool { return c.Name == name })
	text, _ := r.Values[i].(string)
	return text
}

// TextOr is a column of text, "" where the kind has none of that name.
func (k *Kind) TextOr(r Row, name string) string {
	if !slices.ContainsFunc(k.Columns, func(c Column) bool { return c.Name == name }) {
		return ""
	}
	return k.Text(r, name)
}

// Number returns an integer of a row by the name of its column.
func (k *Kind) Number(r Row, name string) int64 {
	i := slices.IndexFunc(k.Columns, func(c Column) bool { return c.Name == name })
	n, _ := r.Values[i].(int64)
	return n
}

// Set changes a value of a row by the name of its column.
func (k *Kind) Set(r Row, name string, value any) {
	i := slices.IndexFunc(k.Columns, func(c Column) bool { return c.Name == name })
	r.Values[i] = value
}

// Row is one row of a kind. values stand in the order of the kind's columns and are string, int64, float64, []byte
// or nil; bulk ones are absent (nil) where they were not asked for. items are the rows of the list.
type Row struct {
	Values []any
	Items  [][]any
}

// Load reads the row with that id, with its bulk columns if asked; nil where there is none.
func (s *Session) Load(k *Kind, id string, bulk bool) (*Row, error) {
	r := Row{Values: make([]any, len(k.Columns))}
	if k.Listed {
		r.Values[0] = id
	} else {
		query, into := k.selectSmall, make([]any, 0, len(k.Columns))
		if bulk {
			query = k.selectAll
		}
		for i, c := range k.Columns {
			if bulk || !c.Bulk() {
				into = append(into, &r.Values[i])
			}
		}
		err := s.Row(query, k.KeyOf(id)...).Scan(into...)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	if k.List != nil {
		items, err := s.loadList(k.List, id)
		if err != nil {
			return nil, err
		}
		r.Items = items
	}
	if column, what := k.strange(r); column != "" {
		return nil, Wrong(k, id, column, "%s", what)
	}
	if k.Listed && len(r.Items) == 0 {
		return nil, nil
	}
	return &r, nil
}

func (s *Session) loadList(l *list, owner string) ([][]any, error) {
	return Collect(s, func(rows *Cursor) ([]any, error) {
		item := make([]any, len(l.Columns))
		into := make([]any, len(item))
		for i := range item {
			into[i] = &item[i]
		}
		return item, rows.Scan(into...)
	}, l.selected, owner)
}

// InsertRow writes a new row.
func (s *Session) InsertRow(k *Kind, r Row) error {
	if !k.Listed {
		if err := s.Exec(k.insert, r.Values...); err != nil {
			return err
		}
	}
	return s.insertList(k, r)
}

// UpdateRow overwrites the row of the same key. Bulk columns stay.
func (s *Session) UpdateRow(k *Kind, r Row) error {
	if !k.Listed {
		args := make([]any, 0, len(r.Values))
		for i, c := range k.Columns {
			if i >= len(k.Key) && !c.Bulk() {
				args = append(args, r.Values[i])
			}
		}
		if len(args) > 0 { // a row that is all key stays as it is
			if err := s.Exec(k.update, append(args, r.Values[:len(k.Key)]...)...); err != nil {
				return err
			}
		}
	}
	if k.List == nil {
		return nil
	}
	if err := s.Exec(k.List.remove, k.ID(r)); err != nil {
		return err
	}
	return s.insertList(k, r)
}

// DeleteRow removes the row with that id and its list.
func (s *Session) DeleteRow(k *Kind, id string) error {
	if k.List != nil {
		if err := s.Exec(k.List.remove, id); err != nil {
			return err
		}
	}
	if k.Listed {
		return nil
	}
	return s.Exec(k.remove, k.KeyOf(id)...)
}

func (s *Session) insertList(k *Kind, r Row) error {
	for i, item := range r.Items {
		args := append(make([]any, 0, 5), k.ID(r))
		if k.List.Ordinal != "" {
			args = append(args, i)
		}
		if err := s.Exec(k.List.insert, append(args, item...)...); err != nil {
			return err
		}
	}
	return nil
}

// whole makes sure that a row of the log has what every row of its kind has.
func (k *Kind) whole(r Row) error {
	if column, what := k.strange(r); column != "" {
		return Spoiled{"a " + k.Noun + " in the log", column, what}
	}
	return nil
}

// strange returns the first column of r, or of its list, whose value has another type than it must have, and what it is.
func (k *Kind) strange(r Row) (column, what string) {
	for i, c := range k.Columns {
		good := true
		switch v := r.Values[i].(type) {
		case nil:
			good = c.Kind == OptionalColumn || c.Kind == OptionalInteger || c.Kind == JSONColumn || c.Bulk()
		case string:
			good = c.Kind == TextColumn || c.Kind == OptionalColumn || c.Kind == BulkText || c.Kind == JSONColumn && (v == "{}" || v == "[]" || json.Valid([]byte(v)))
		case int64:
			good = c.Kind == IntegerColumn || c.Kind == OptionalInteger || c.Kind == RealColumn
		case float64:
			good = c.Kind == RealColumn
		default:
			good = c.Kind == BulkBlob
		}
		if !good {
			return c.Name, Describe(r.Values[i])
		}
	}
	for _, item := range r.Items {
		if len(item) != len(k.List.Columns) {
			return k.List.Name, fmt.Sprintf("a list of %d values", len(item))
		}
		for i, v := range item {
			_, isText := v.(string)
			if _, isNumber := v.(int64); isText != (k.List.Columns[i] == "kind") || !isText && !isNumber {
				return k.List.Name, Describe(v)
			}
		}
	}
	return "", ""
}

// Same says whether two rows, either of which may be missing, agree in all but their bulk columns.
func (k *Kind) Same(a, b *Row) bool {
	if a == nil || b == nil {
		return a == b
	}
	for i, c := range k.Columns {
		if !c.Bulk() && !sameValue(a.Values[i], b.Values[i]) {
			return false
		}
	}
	return slices.EqualFunc(a.Items, b.Items, func(x, y []any) bool { return slices.EqualFunc(x, y, sameValue) })
}

// sameValue compares two values that are no bytes. A number may be whole in one row and read as a fraction in the other.
func sameValue(a, b any) bool {
	if whole, is := a.(int64); is {
		if real, other := b.(float64); other {
			return float64(whole) == real
		}
	}
	if real, is := a.(float64); is {
		if whole, other := b.(int64); other {
			return real == float64(whole)
		}
	}
	return a == b
}

// Clean makes r what reading it back will give: texts are valid UTF-8, an empty blob is none.
func (k *Kind) Clean(r Row) {
	for i, v := range r.Values {
		switch v := v.(type) {
		case string:
			r.Values[i] = strings.ToValidUTF8(v, "\uFFFD")
		case []byte:
			if len(v) == 0 {
				r.Values[i] = nil
			}
		}
	}
}
