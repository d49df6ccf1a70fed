package store

import (
	"fmt"
	"slices"
	"strings"
)

// columnType says how a value of a column is kept in the table and written in the log.
type columnType int

const (
	textColumn     columnType = iota // TEXT, a JSON string
	optionalColumn                   // TEXT or NULL, a JSON string or null
	integerColumn                    // INTEGER, a JSON number
	realColumn                       // REAL, a JSON number
	jsonColumn                       // TEXT that holds JSON, written in the log as it is
	bulkText                         // TEXT that never changes; in the log only where its row is deleted
	bulkBlob                         // the same for bytes, in base64
)

type column struct {
	name string
	kind columnType
}

func (c column) bulk() bool { return c.kind == bulkText || c.kind == bulkBlob }

// kind describes one kind of row that acts change: how it is read, written, logged and put back. Everything that
// undo, redo, the log and the check need to know of a table stands here.
type kind struct {
	name    string   // the table, and entity_kind in the log
	noun    string   // what the window calls it
	key     []string // the columns whose values make entity_id; they come first in columns
	columns []column
	list    *list // rows of another table that belong to it
	listed  bool  // there is no table of its own: the row is there while its list is not empty

	selectSmall, selectAll, insert, update, remove string
}

// list describes the rows of a table that are changed and logged as one value of another row.
type list struct {
	name     string // the key in the log
	table    string
	parent   string // the column that names the owner
	ordinal  string // the column that counts from 0, "" where the first of columns gives the order
	columns  []string
	selected string
	insert   string
	remove   string
}

var (
	storyKind = define(kind{name: "story", noun: "story", key: []string{"id"},
		columns: columns("id name date note")})
	documentKind = define(kind{name: "document", noun: "article", key: []string{"id"},
		columns: columns("id story_id position:i title outlet author url published language text_sha256 source_name source_format text:t source:b")})
	regionKind = define(kind{name: "region", noun: "regions of the article", key: []string{"document_id"}, listed: true,
		columns: columns("document_id"),
		list:    &list{name: "regions", table: "region", parent: "document_id", columns: []string{"start", "end", "kind"}}})
	codebookKind = define(kind{name: "codebook", noun: "codebook", key: []string{"id"},
		columns: columns("id name guidelines")})
	labelKind = define(kind{name: "label", noun: "label", key: []string{"id"},
		columns: columns("id name color style hotkey description parent_id:o position:i")})
	attributeKind = define(kind{name: "attribute", noun: "attribute", key: []string{"id"},
		columns: columns("id label_id name type options:j required:i position:i")})
	relationTypeKind = define(kind{name: "relation_type", noun: "relation type", key: []string{"id"},
		columns: columns("id name head_label tail_label scope symmetric:i description position:i")})
	annotatorKind = define(kind{name: "annotator", noun: "annotator", key: []string{"id"},
		columns: columns("id name kind")})
	entityKind = define(kind{name: "entity", noun: "entity", key: []string{"id"},
		columns: columns("id label_id name aliases:j external_id note")})
	spanKind = define(kind{name: "span", noun: "span", key: []string{"id"},
		columns: columns("id document_id annotator_id label_id entity_id:o attributes:j note confidence:r derived_from:j created_at updated_at"),
		list:    &list{name: "segments", table: "segment", parent: "span_id", ordinal: "ordinal", columns: []string{"start", "end"}}})
	relationKind = define(kind{name: "relation", noun: "relation", key: []string{"id"},
		columns: columns("id relation_type_id annotator_id head_span_id tail_span_id note created_at updated_at")})
	progressKind = define(kind{name: "progress", noun: "state of the article", key: []string{"document_id", "annotator_id"},
		columns: columns("document_id annotator_id state updated_at")})
	assignmentKind = define(kind{name: "assignment", noun: "assignment", key: []string{"document_id", "annotator_id"},
		columns: columns("document_id annotator_id")})
	decisionKind = define(kind{name: "decision", noun: "decision", key: []string{"id"},
		columns: columns("id document_id reviewer_id kind verdict candidates:j result_span_id:o reason decided_at item:o votes:j result_relation_id:o")})
)

// kinds lists every kind of row, owners before what they own.
var kinds = []*kind{
	storyKind, documentKind, regionKind, codebookKind, labelKind, attributeKind, relationTypeKind, annotatorKind,
	entityKind, spanKind, relationKind, progressKind, assignmentKind, decisionKind,
}

// kindsByName finds kinds by the names of their tables.
var kindsByName = func() map[string]*kind {
	byName := map[string]*kind{}
	for _, k := range kinds {
		byName[k.name] = k
	}
	return byName
}()

func kindNamed(name string) (*kind, error) {
	for _, k := range kinds {
		if k.name == name {
			return k, nil
		}
	}
	return nil, fmt.Errorf("the log names an unknown kind of row, %q", name)
}

// columns reads a list of "name" or "name:type", where the type is i, r, j, o, t or b.
func columns(list string) []column {
	types := map[string]columnType{"": textColumn, "i": integerColumn, "r": realColumn, "j": jsonColumn, "o": optionalColumn, "t": bulkText, "b": bulkBlob}
	var out []column
	for _, item := range strings.Fields(list) {
		name, kind, _ := strings.Cut(item, ":")
		out = append(out, column{name, types[kind]})
	}
	return out
}

// define writes the statements of k.
func define(k kind) *kind {
	var small, all, marks, sets, where []string
	for _, key := range k.key {
		where = append(where, key+" = ?")
	}
	for i, c := range k.columns {
		all, marks = append(all, c.name), append(marks, "?")
		if c.bulk() {
			continue
		}
		small = append(small, c.name)
		if i >= len(k.key) {
			sets = append(sets, c.name+" = ?")
		}
	}
	condition := " WHERE " + strings.Join(where, " AND ")
	k.selectSmall = "SELECT " + strings.Join(small, ", ") + " FROM " + k.name + condition
	k.selectAll = "SELECT " + strings.Join(all, ", ") + " FROM " + k.name + condition
	k.insert = "INSERT INTO " + k.name + " (" + strings.Join(all, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	k.update = "UPDATE " + k.name + " SET " + strings.Join(sets, ", ") + condition
	k.remove = "DELETE FROM " + k.name + condition
	if l := k.list; l != nil {
		names := `"` + strings.Join(l.columns, `", "`) + `"`
		order, into := l.columns[0], l.parent+", "+names
		if l.ordinal != "" {
			order, into = l.ordinal, l.parent+", "+l.ordinal+", "+names
		}
		places := strings.Repeat(", ?", strings.Count(into, ","))
		l.selected = "SELECT " + names + " FROM " + l.table + " WHERE " + l.parent + " = ? ORDER BY " + order
		l.insert = "INSERT INTO " + l.table + " (" + into + ") VALUES (?" + places + ")"
		l.remove = "DELETE FROM " + l.table + " WHERE " + l.parent + " = ?"
	}
	return &k
}

// id is the entity_id of r: its key, joined by a slash where it has two parts.
func (k *kind) id(r row) string {
	if len(k.key) == 2 {
		return r.values[0].(string) + "/" + r.values[1].(string)
	}
	return r.values[0].(string)
}

// keyOf is the inverse of id: the values of the key columns.
func (k *kind) keyOf(id string) []any {
	if len(k.key) == 2 {
		cut := strings.LastIndexByte(id, '/')
		return []any{id[:max(cut, 0)], id[cut+1:]}
	}
	return []any{id}
}

// cell is the value of a column of r.
func (k *kind) cell(r row, name string) any {
	return r.values[slices.IndexFunc(k.columns, func(c column) bool { return c.name == name })]
}
