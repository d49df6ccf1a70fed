package table

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
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

// Encode writes r as the log keeps it: an object of its columns, with its list under the list's name.
func (k *Kind) Encode(r Row, bulk bool) json.RawMessage {
	out := make([]byte, 0, 512)
	for i, c := range k.Columns {
		if c.Bulk() && !bulk {
			continue
		}
		out = append(append(append(out, `,"`...), c.Name...), `":`...)
		switch v := r.Values[i].(type) {
		case nil:
			out = append(out, "null"...)
		case int64:
			out = strconv.AppendInt(out, v, 10)
		case string:
			if c.Kind == JSONColumn {
				out = append(out, v...)
			} else {
				out = append(out, Marshal(v)...)
			}
		default:
			out = append(out, Marshal(v)...)
		}
	}
	if k.List != nil {
		items := r.Items
		if items == nil {
			items = [][]any{}
		}
		out = append(append(append(out, `,"`...), k.List.Name...), `":`...)
		out = append(out, Marshal(items)...)
	}
	out[0] = '{'
	return append(out, '}')
}

// Decode is the inverse of encode. A column that the log does not name, because it is bulk or younger than the entry,
// is nil.
func (k *Kind) Decode(raw json.RawMessage) (Row, error) {
	r := Row{Values: make([]any, len(k.Columns))}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return r, Spoiled{"a " + k.Noun + " in the log", "row", "no valid JSON"}
	}
	for i, c := range k.Columns {
		field, there := fields[c.Name]
		if !there || string(field) == "null" {
			continue
		}
		var err error
		switch c.Kind {
		case TextColumn, OptionalColumn, BulkText:
			r.Values[i], err = Unmarshal[string](field)
		case IntegerColumn, OptionalInteger:
			r.Values[i], err = Unmarshal[int64](field)
		case RealColumn:
			r.Values[i], err = Unmarshal[float64](field)
		case BulkBlob:
			r.Values[i], err = Unmarshal[[]byte](field)
		case JSONColumn:
			r.Values[i] = string(field)
		}
		if err != nil {
			return r, Spoiled{"a " + k.Noun + " in the log", c.Name, fmt.Sprintf("%.60s", field)}
		}
	}
	if k.List == nil {
		return r, k.whole(r)
	}
	var err error
	if r.Items, err = k.ReadItems(fields[k.List.Name]); err != nil {
		return r, err
	}
	return r, k.whole(r)
}

// ReadItems reads the list of a row as the log has it.
func (k *Kind) ReadItems(raw json.RawMessage) ([][]any, error) {
	items, err := Unmarshal[[][]any](raw)
	if err != nil {
		return nil, Spoiled{"a " + k.Noun + " in the log", k.List.Name, fmt.Sprintf("%.60s", raw)}
	}
	for _, item := range items {
		for i, v := range item {
			if number, ok := v.(float64); ok && number == math.Trunc(number) && math.Abs(number) < 1<<53 {
				item[i] = int64(number)
			}
		}
	}
	return items, nil
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
			good = c.Kind == TextColumn || c.Kind == OptionalColumn || c.Kind == BulkText || c.Kind == JSONColumn && json.Valid([]byte(v))
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
	return bytes.Equal(k.Encode(*a, false), k.Encode(*b, false))
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
