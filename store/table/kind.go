package table

import (
	"fmt"
	"slices"
	"strings"
)

// ColumnType says how a value of a column is kept in the table and written in the log.
type ColumnType int

const (
	TextColumn      ColumnType = iota // TEXT, a JSON string
	OptionalColumn                    // TEXT or NULL, a JSON string or null
	IntegerColumn                     // INTEGER, a JSON number
	OptionalInteger                   // INTEGER or NULL, a JSON number or null
	RealColumn                        // REAL, a JSON number
	JSONColumn                        // TEXT that holds JSON, written in the log as it is
	BulkText                          // TEXT that never changes; in the log only where its row is deleted
	BulkBlob                          // the same for bytes, in base64
)

// Column is one column of a kind.
type Column struct {
	Name string
	Kind ColumnType
}

// Bulk says whether a value may be large and never changes.
func (c Column) Bulk() bool { return c.Kind == BulkText || c.Kind == BulkBlob }

// Kind describes one kind of row that acts change: how it is read, written, logged and put back. Everything that
// undo, redo, the log and the check need to know of a table stands here.
type Kind struct {
	Name    string   // the table, and entity_kind in the log
	Noun    string   // what the window calls it
	Key     []string // the columns whose values make entity_id; they come first in columns
	Columns []Column
	List    *list // rows of another table that belong to it
	Listed  bool  // there is no table of its own: the row is there while its list is not empty

	selectSmall, selectAll, insert, update, remove string
}

// Nouns is what the window calls several of them.
func (k *Kind) Nouns() string {
	if stem, ends := strings.CutSuffix(k.Noun, "y"); ends {
		return stem + "ies"
	}
	return k.Noun + "s"
}

// list describes the rows of a table that are changed and logged as one value of another row.
type list struct {
	Name     string // the key in the log
	Table    string
	Parent   string // the column that names the owner
	Ordinal  string // the column that counts from 0, "" where the first of columns gives the order
	Columns  []string
	selected string
	insert   string
	remove   string
}

var (
	StoryKind = define(Kind{Name: "story", Noun: "story", Key: []string{"id"},
		Columns: columns("id name date note")})
	DocumentKind = define(Kind{Name: "document", Noun: "article", Key: []string{"id"},
		Columns: columns("id story_id position:i title outlet author url published language text_sha256 source_name source_format text:t source:b")})
	RegionKind = define(Kind{Name: "region", Noun: "regions of the article", Key: []string{"document_id"}, Listed: true,
		Columns: columns("document_id"),
		List:    &list{Name: "regions", Table: "region", Parent: "document_id", Columns: []string{"start", "end", "kind"}}})
	CodebookKind = define(Kind{Name: "codebook", Noun: "codebook", Key: []string{"id"},
		Columns: columns("id name guidelines speech:o")})
	LabelKind = define(Kind{Name: "label", Noun: "label", Key: []string{"id"},
		Columns: columns("id name color style hotkey description parent_id:o position:i")})
	AttributeKind = define(Kind{Name: "attribute", Noun: "attribute", Key: []string{"id"},
		Columns: columns("id label_id name type options:j required:i position:i")})
	RelationTypeKind = define(Kind{Name: "relation_type", Noun: "relation type", Key: []string{"id"},
		Columns: columns("id name head_label tail_label scope symmetric:i description position:i")})
	AnnotatorKind = define(Kind{Name: "annotator", Noun: "annotator", Key: []string{"id"},
		Columns: columns("id name kind proposes:n")})
	EntityKind = define(Kind{Name: "entity", Noun: "entity", Key: []string{"id"},
		Columns: columns("id label_id name aliases:j external_id note parent_id:o")})
	SpanKind = define(Kind{Name: "span", Noun: "span", Key: []string{"id"},
		Columns: columns("id document_id annotator_id label_id entity_id:o attributes:j note confidence:r derived_from:j created_at updated_at"),
		List:    &list{Name: "segments", Table: "segment", Parent: "span_id", Ordinal: "ordinal", Columns: []string{"start", "end"}}})
	RelationKind = define(Kind{Name: "relation", Noun: "relation", Key: []string{"id"},
		Columns: columns("id relation_type_id annotator_id head_span_id tail_span_id note created_at updated_at")})
	ProgressKind = define(Kind{Name: "progress", Noun: "state of the article", Key: []string{"document_id", "annotator_id"},
		Columns: columns("document_id annotator_id state updated_at")})
	AssignmentKind = define(Kind{Name: "assignment", Noun: "assignment", Key: []string{"document_id", "annotator_id"},
		Columns: columns("document_id annotator_id")})
	DecisionKind = define(Kind{Name: "decision", Noun: "decision", Key: []string{"id"},
		Columns: columns("id document_id reviewer_id kind verdict candidates:j result_span_id:o reason decided_at item:o votes:j result_relation_id:o")})
	FlagKind = define(Kind{Name: "flag", Noun: "question", Key: []string{"id"},
		Columns: columns("id document_id annotator_id span_id:o start:n end:n question state created_at updated_at")})
	ReplyKind = define(Kind{Name: "reply", Noun: "reply", Key: []string{"id"},
		Columns: columns("id flag_id annotator_id text created_at")})
	RejectedPairKind = define(Kind{Name: "rejected_pair", Noun: "rejected pair", Key: []string{"id"},
		Columns: columns("id entity_id other_id")})
)

// Kinds lists every kind of row, owners before what they own.
var Kinds = []*Kind{
	StoryKind, DocumentKind, RegionKind, CodebookKind, LabelKind, AttributeKind, RelationTypeKind, AnnotatorKind,
	EntityKind, SpanKind, RelationKind, ProgressKind, AssignmentKind, DecisionKind, FlagKind, ReplyKind, RejectedPairKind,
}

// KindsByName finds kinds by the names of their tables.
var KindsByName = func() map[string]*Kind {
	byName := map[string]*Kind{}
	for _, k := range Kinds {
		byName[k.Name] = k
	}
	return byName
}()

// KindNamed returns the kind of that name, as the log calls it.
func KindNamed(name string) (*Kind, error) {
	for _, k := range Kinds {
		if k.Name == name {
			return k, nil
		}
	}
	return nil, fmt.Errorf("the log names an unknown kind of row, %q", name)
}

// columns reads a list of "name" or "name:type", where the type is i, n, r, j, o, t or b.
func columns(list string) []Column {
	types := map[string]ColumnType{"": TextColumn, "i": IntegerColumn, "n": OptionalInteger, "r": RealColumn, "j": JSONColumn, "o": OptionalColumn, "t": BulkText, "b": BulkBlob}
	var out []Column
	for _, item := range strings.Fields(list) {
		name, kind, _ := strings.Cut(item, ":")
		out = append(out, Column{name, types[kind]})
	}
	return out
}

// define writes the statements of k.
func define(k Kind) *Kind {
	var small, all, marks, sets, where []string
	for _, key := range k.Key {
		where = append(where, key+" = ?")
	}
	for i, c := range k.Columns {
		all, marks = append(all, c.Name), append(marks, "?")
		if c.Bulk() {
			continue
		}
		small = append(small, c.Name)
		if i >= len(k.Key) {
			sets = append(sets, c.Name+" = ?")
		}
	}
	condition := " WHERE " + strings.Join(where, " AND ")
	k.selectSmall = "SELECT " + strings.Join(small, ", ") + " FROM " + k.Name + condition
	k.selectAll = "SELECT " + strings.Join(all, ", ") + " FROM " + k.Name + condition
	k.insert = "INSERT INTO " + k.Name + " (" + strings.Join(all, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	k.update = "UPDATE " + k.Name + " SET " + strings.Join(sets, ", ") + condition
	k.remove = "DELETE FROM " + k.Name + condition
	if l := k.List; l != nil {
		names := `"` + strings.Join(l.Columns, `", "`) + `"`
		order, into := l.Columns[0], l.Parent+", "+names
		if l.Ordinal != "" {
			order, into = l.Ordinal, l.Parent+", "+l.Ordinal+", "+names
		}
		places := strings.Repeat(", ?", strings.Count(into, ","))
		l.selected = "SELECT " + names + " FROM " + l.Table + " WHERE " + l.Parent + " = " + Asked + " ORDER BY " + order
		l.insert = "INSERT INTO " + l.Table + " (" + into + ") VALUES (?" + places + ")"
		l.remove = "DELETE FROM " + l.Table + " WHERE " + l.Parent + " = ?"
	}
	return &k
}

// ID is the entity_id of r: its key, joined by a slash where it has two parts.
func (k *Kind) ID(r Row) string {
	if len(k.Key) == 2 {
		return r.Values[0].(string) + "/" + r.Values[1].(string)
	}
	return r.Values[0].(string)
}

// KeyOf is the inverse of id: the values of the key columns.
func (k *Kind) KeyOf(id string) []any {
	if len(k.Key) == 2 {
		cut := strings.LastIndexByte(id, '/')
		return []any{id[:max(cut, 0)], id[cut+1:]}
	}
	return []any{id}
}

// Cell is the value of a column of r.
func (k *Kind) Cell(r Row, name string) any {
	return r.Values[slices.IndexFunc(k.Columns, func(c Column) bool { return c.Name == name })]
}
