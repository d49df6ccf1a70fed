package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// row is one row of a kind. values stand in the order of the kind's columns and are string, int64, float64, []byte
// or nil; bulk ones are absent (nil) where they were not asked for. items are the rows of the list.
type row struct {
	values []any
	items  [][]any
}

// load reads the row with that id, with its bulk columns if asked; nil where there is none.
func (s *session) load(k *kind, id string, bulk bool) (*row, error) {
	r := row{values: make([]any, len(k.columns))}
	if k.listed {
		r.values[0] = id
	} else {
		query, into := k.selectSmall, make([]any, 0, len(k.columns))
		if bulk {
			query = k.selectAll
		}
		for i, c := range k.columns {
			if bulk || !c.bulk() {
				into = append(into, &r.values[i])
			}
		}
		err := s.row(query, k.keyOf(id)...).Scan(into...)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	if k.list != nil {
		items, err := s.loadList(k.list, id)
		if err != nil {
			return nil, err
		}
		r.items = items
	}
	if column, what := k.strange(r); column != "" {
		return nil, wrong(k, id, column, "%s", what)
	}
	if k.listed && len(r.items) == 0 {
		return nil, nil
	}
	return &r, nil
}

func (s *session) loadList(l *list, owner string) ([][]any, error) {
	return collect(s, func(rows *cursor) ([]any, error) {
		item := make([]any, len(l.columns))
		into := make([]any, len(item))
		for i := range item {
			into[i] = &item[i]
		}
		return item, rows.Scan(into...)
	}, l.selected, owner)
}

// insertRow writes a new row.
func (s *session) insertRow(k *kind, r row) error {
	if !k.listed {
		if err := s.exec(k.insert, r.values...); err != nil {
			return err
		}
	}
	return s.insertList(k, r)
}

// updateRow overwrites the row of the same key. Bulk columns stay.
func (s *session) updateRow(k *kind, r row) error {
	if !k.listed {
		args := make([]any, 0, len(r.values))
		for i, c := range k.columns {
			if i >= len(k.key) && !c.bulk() {
				args = append(args, r.values[i])
			}
		}
		if len(args) > 0 { // a row that is all key stays as it is
			if err := s.exec(k.update, append(args, r.values[:len(k.key)]...)...); err != nil {
				return err
			}
		}
	}
	if k.list == nil {
		return nil
	}
	if err := s.exec(k.list.remove, k.id(r)); err != nil {
		return err
	}
	return s.insertList(k, r)
}

// deleteRow removes the row with that id and its list.
func (s *session) deleteRow(k *kind, id string) error {
	if k.list != nil {
		if err := s.exec(k.list.remove, id); err != nil {
			return err
		}
	}
	if k.listed {
		return nil
	}
	return s.exec(k.remove, k.keyOf(id)...)
}

func (s *session) insertList(k *kind, r row) error {
	for i, item := range r.items {
		args := append(make([]any, 0, 5), k.id(r))
		if k.list.ordinal != "" {
			args = append(args, i)
		}
		if err := s.exec(k.list.insert, append(args, item...)...); err != nil {
			return err
		}
	}
	return nil
}

// encode writes r as the log keeps it: an object of its columns, with its list under the list's name.
func (k *kind) encode(r row, bulk bool) json.RawMessage {
	out := make([]byte, 0, 512)
	for i, c := range k.columns {
		if c.bulk() && !bulk {
			continue
		}
		out = append(append(append(out, `,"`...), c.name...), `":`...)
		switch v := r.values[i].(type) {
		case nil:
			out = append(out, "null"...)
		case int64:
			out = strconv.AppendInt(out, v, 10)
		case string:
			if c.kind == jsonColumn {
				out = append(out, v...)
			} else {
				out = append(out, marshal(v)...)
			}
		default:
			out = append(out, marshal(v)...)
		}
	}
	if k.list != nil {
		items := r.items
		if items == nil {
			items = [][]any{}
		}
		out = append(append(append(out, `,"`...), k.list.name...), `":`...)
		out = append(out, marshal(items)...)
	}
	out[0] = '{'
	return append(out, '}')
}

// decode is the inverse of encode. A column that the log does not name, because it is bulk or younger than the entry,
// is nil.
func (k *kind) decode(raw json.RawMessage) (row, error) {
	r := row{values: make([]any, len(k.columns))}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return r, spoiled{"a " + k.noun + " in the log", "row", "no valid JSON"}
	}
	for i, c := range k.columns {
		field, there := fields[c.name]
		if !there || string(field) == "null" {
			continue
		}
		var err error
		switch c.kind {
		case textColumn, optionalColumn, bulkText:
			r.values[i], err = unmarshal[string](field)
		case integerColumn:
			r.values[i], err = unmarshal[int64](field)
		case realColumn:
			r.values[i], err = unmarshal[float64](field)
		case bulkBlob:
			r.values[i], err = unmarshal[[]byte](field)
		case jsonColumn:
			r.values[i] = string(field)
		}
		if err != nil {
			return r, spoiled{"a " + k.noun + " in the log", c.name, fmt.Sprintf("%.60s", field)}
		}
	}
	if k.list == nil {
		return r, k.whole(r)
	}
	var err error
	if r.items, err = k.readItems(fields[k.list.name]); err != nil {
		return r, err
	}
	return r, k.whole(r)
}

// readItems reads the list of a row as the log has it.
func (k *kind) readItems(raw json.RawMessage) ([][]any, error) {
	items, err := unmarshal[[][]any](raw)
	if err != nil {
		return nil, spoiled{"a " + k.noun + " in the log", k.list.name, fmt.Sprintf("%.60s", raw)}
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
func (k *kind) whole(r row) error {
	if column, what := k.strange(r); column != "" {
		return spoiled{"a " + k.noun + " in the log", column, what}
	}
	return nil
}

// strange returns the first column of r, or of its list, whose value has another type than it must have, and what it is.
func (k *kind) strange(r row) (column, what string) {
	for i, c := range k.columns {
		good := true
		switch v := r.values[i].(type) {
		case nil:
			good = c.kind == optionalColumn || c.kind == jsonColumn || c.bulk()
		case string:
			good = c.kind == textColumn || c.kind == optionalColumn || c.kind == bulkText || c.kind == jsonColumn && json.Valid([]byte(v))
		case int64:
			good = c.kind == integerColumn || c.kind == realColumn
		case float64:
			good = c.kind == realColumn
		default:
			good = c.kind == bulkBlob
		}
		if !good {
			return c.name, describe(r.values[i])
		}
	}
	for _, item := range r.items {
		if len(item) != len(k.list.columns) {
			return k.list.name, fmt.Sprintf("a list of %d values", len(item))
		}
		for i, v := range item {
			_, isText := v.(string)
			if _, isNumber := v.(int64); isText != (k.list.columns[i] == "kind") || !isText && !isNumber {
				return k.list.name, describe(v)
			}
		}
	}
	return "", ""
}

// same says whether two rows, either of which may be missing, agree in all but their bulk columns.
func (k *kind) same(a, b *row) bool {
	if a == nil || b == nil {
		return a == b
	}
	return bytes.Equal(k.encode(*a, false), k.encode(*b, false))
}

// clean makes r what reading it back will give: texts are valid UTF-8, an empty blob is none.
func (k *kind) clean(r row) {
	for i, v := range r.values {
		switch v := v.(type) {
		case string:
			r.values[i] = strings.ToValidUTF8(v, "\uFFFD")
		case []byte:
			if len(v) == 0 {
				r.values[i] = nil
			}
		}
	}
}
