package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// cellRule says what the cells of a column may hold, as a condition of SQL.
type cellRule struct {
	column, condition string
}

// cellRules are those of a kind: the type of each column, and for texts that no U+0000 stands in them, at which SQLite's
// own functions stop.
func cellRules(k *table.Kind) []cellRule {
	var rules []cellRule
	for _, c := range k.Columns {
		if k.Listed {
			break // its list is a table by itself
		}
		text := "typeof(" + c.Name + ") = 'text' AND instr(" + c.Name + ", char(0)) = 0"
		condition := map[table.ColumnType]string{
			table.TextColumn: text, table.BulkText: text, table.OptionalColumn: c.Name + " IS NULL OR " + text,
			table.IntegerColumn: "typeof(" + c.Name + ") = 'integer'", table.OptionalInteger: "typeof(" + c.Name + ") IN ('integer', 'null')",
			table.RealColumn: finite(c.Name),
			table.JSONColumn: c.Name + " IS NULL OR typeof(" + c.Name + ") = 'text' AND json_valid(" + c.Name + ")",
			table.BulkBlob:   c.Name + " IS NULL OR typeof(" + c.Name + ") = 'blob'",
		}[c.Kind]
		if strings.HasSuffix(c.Name, "_at") {
			condition = "(" + condition + ") AND datetime(" + c.Name + ") IS NOT NULL"
		}
		rules = append(rules, cellRule{c.Name, condition})
	}
	return append(rules, closed[k]...)
}

func finite(column string) string {
	return "typeof(" + column + ") IN ('real', 'integer') AND " + column + " BETWEEN -1e300 AND 1e300"
}

// closed are the columns that take one of a few words.
var closed = map[*table.Kind][]cellRule{
	table.AnnotatorKind:    {oneOf("kind", annotate.Human, annotate.Model, annotate.Gold)},
	table.ProgressKind:     {oneOf("state", annotate.Todo, annotate.Doing, annotate.Done)},
	table.LabelKind:        {oneOf("style", annotate.Tint, annotate.Underline)},
	table.AttributeKind:    {oneOf("type", annotate.AttributeTypes...), listOfTexts("options")},
	table.RelationTypeKind: {oneOf("scope", annotate.WithinDocument, annotate.WithinStory)},
	table.EntityKind:       {listOfTexts("aliases")},
	table.SpanKind:         {listOfTexts("derived_from"), jsonOf("attributes", "object")},
	table.DecisionKind:     {listOfTexts("candidates"), jsonOf("votes", "array")},
	table.FlagKind: {oneOf("state", annotate.FlagOpen, annotate.FlagResolved),
		{"start", `start IS NULL AND "end" IS NULL AND span_id IS NULL OR start >= 0 AND start < "end"`}},
}

func oneOf[T ~string](column string, words ...T) cellRule {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = "'" + string(word) + "'"
	}
	return cellRule{column, column + " IN (" + strings.Join(quoted, ", ") + ")"}
}

func jsonOf(column, kind string) cellRule {
	return cellRule{column, fmt.Sprintf("%s IS NULL OR CASE WHEN json_valid(%s) THEN json_type(%s) = '%s' END", column, column, column, kind)}
}

func listOfTexts(column string) cellRule {
	return cellRule{column, fmt.Sprintf("CASE WHEN json_valid(%s) THEN json_type(%s) = 'array' AND NOT EXISTS (SELECT 1 FROM json_each(%s) WHERE type <> 'text') END", column, column, column)}
}

// checkedTable is a table whose cells are looked at.
type checkedTable struct {
	noun, table, key string
	rules            []cellRule
}

// checkedTables are all of them but for what follows from the rows of others. Cells are checked whatever the rules between rows: by them
// a broken cell would only end the reading.
func checkedTables() []checkedTable {
	var all []checkedTable
	for _, k := range table.Kinds {
		if !k.Listed {
			all = append(all, checkedTable{k.Noun, k.Name, strings.Join(k.Key, " || '/' || "), cellRules(k)})
		}
	}
	return append(all, []checkedTable{
		{"segment of span", "segment", "span_id", []cellRule{
			{"start", "typeof(start) = 'integer'"}, {"end", `typeof("end") = 'integer'`}, {"ordinal", "typeof(ordinal) = 'integer'"}, {"span_id", "typeof(span_id) = 'text'"}}},
		{"region of article", "region", "document_id", []cellRule{
			{"start", "typeof(start) = 'integer'"}, {"end", `typeof("end") = 'integer'`}, {"kind", "typeof(kind) = 'text'"}, {"document_id", "typeof(document_id) = 'text'"}}},
		{"act", "act", "seq", []cellRule{
			{"id", "typeof(id) = 'text'"}, {"at", "typeof(at) = 'text' AND datetime(at) IS NOT NULL"}, {"annotator_id", "typeof(annotator_id) IN ('text', 'null')"},
			oneOf("kind", history.Base, history.Do, history.Undo, history.Redo), {"action", "typeof(action) = 'text'"}, {"summary", "typeof(summary) = 'text'"},
			{"target", "typeof(target) IN ('integer', 'null')"}, {"undone", "typeof(undone) = 'integer'"},
			{"first_change", "typeof(first_change) = 'integer'"}, {"last_change", "typeof(last_change) = 'integer'"}}},
		{"entry of the log", "change", "seq", []cellRule{
			{"id", "typeof(id) = 'text'"}, {"at", "typeof(at) = 'text' AND datetime(at) IS NOT NULL"}, {"annotator_id", "typeof(annotator_id) IN ('text', 'null')"},
			{"action", "typeof(action) = 'text'"}, {"entity_kind", "typeof(entity_kind) = 'text'"}, {"entity_id", "typeof(entity_id) = 'text'"},
			{"act_seq", "typeof(act_seq) = 'integer'"}, jsonOf("before", "object"), jsonOf("after", "object")}},
		{"name that merging knows", "alias", "id", []cellRule{
			{"entity_kind", "typeof(entity_kind) = 'text'"}, {"id", "typeof(id) = 'text'"}, {"text_sha256", "typeof(text_sha256) = 'text'"},
			{"row_id", "typeof(row_id) = 'text'"}, {"act_seq", "typeof(act_seq) = 'integer'"}}},
		{"list of a review of article", "review", "document_id", []cellRule{
			{"document_id", "typeof(document_id) = 'text'"}, {"rules", "typeof(rules) = 'integer'"}, {"voters", "typeof(voters) = 'integer'"},
			{"gold", "typeof(gold) = 'integer'"}, {"items", "typeof(items) = 'blob'"}}},
		{"version that merging knows", "version", "entity_id", []cellRule{
			{"entity_kind", "typeof(entity_kind) = 'text'"}, {"entity_id", "typeof(entity_id) = 'text'"}, {"at", "typeof(at) = 'text'"}, {"change_id", "typeof(change_id) = 'text'"},
			{"annotator_id", "typeof(annotator_id) IN ('text', 'null')"}, {"action", "typeof(action) = 'text'"}, jsonOf("value", "object"),
			{"text_sha256", "typeof(text_sha256) = 'text'"}, {"act_seq", "typeof(act_seq) = 'integer'"}}},
	}...)
}

// writtenTable is a table of the history whose texts are looked at.
type writtenTable struct {
	noun, table, seq string
	columns          []string
}

// writtenTables are those of the history. The texts of the other tables are seen where each row is compared with the log.
var writtenTables = []writtenTable{
	{"entry of the log", "change", "seq", strings.Fields("id at annotator_id action entity_kind entity_id before after")},
	{"act", "act", "seq", strings.Fields("id at annotator_id kind action summary")},
	{"name that merging knows", "alias", "rowid", strings.Fields("entity_kind id text_sha256 row_id")},
	{"version that merging knows", "version", "rowid", strings.Fields("entity_kind entity_id at change_id annotator_id action value text_sha256")},
}

// characters looks in a stretch of a table for texts that are not UTF-8, which SQLite cannot tell. Many rows are read as one: it is
// the number of cells that would cost. Rows with much in them are read by themselves, a column at a time.
func (c *checker) characters(t writtenTable, from, to int64) error {
	sizes := "ifnull(octet_length(" + strings.Join(t.columns, "), 0) + ifnull(octet_length(") + "), 0)"
	joined := "concat(" + strings.Join(t.columns, ", ") + ")"
	within := fmt.Sprintf("FROM %s WHERE %s >= %d AND %s < %d", t.table, t.seq, from, t.seq, to)
	var large []int64
	doubt := func(seq int64) error {
		large = append(large, seq)
		return nil
	}
	err := c.notUTF8(fmt.Sprintf("SELECT min(%s), group_concat(CASE WHEN %s < %d THEN %s ELSE x'ff' END, '') %s GROUP BY %s / %d",
		t.seq, sizes, muchText, joined, within, t.seq, manyRows), func(first int64) error {
		return c.notUTF8(fmt.Sprintf("SELECT %s, CASE WHEN %s < %d THEN %s ELSE x'ff' END %s AND %s >= %d AND %s < %d",
			t.seq, sizes, muchText, joined, within, t.seq, first, t.seq, first-first%manyRows+manyRows), doubt)
	})
	if err != nil {
		return err
	}
	for _, seq := range large {
		for _, column := range t.columns {
			err := c.notUTF8(fmt.Sprintf("SELECT %s, %s FROM %s WHERE %s = %d", t.seq, column, t.table, t.seq, seq), func(seq int64) error {
				c.add("value", fmt.Sprint(seq), "%s %d: its %s is not valid UTF-8", t.noun, seq, column)
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// manyRows are read as one text, unless there is muchText in one of them.
const (
	manyRows = 200
	muchText = 100_000
)

// notUTF8 calls found for the rows, of a number and a text, whose text is not valid UTF-8.
func (c *checker) notUTF8(query string, found func(int64) error) error {
	rows, err := c.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		cells := rows.Cells() // as they are, for reading them would stop here
		sound := true
		switch text := cells[1].(type) {
		case string:
			sound = utf8.ValidString(text)
		case []byte:
			sound = utf8.Valid(text)
		}
		if seq, isNumber := cells[0].(int64); isNumber && !sound {
			if err := found(seq); err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

// cells looks for the rows of a table, or of those that a condition selects, that break a rule, and names the first cell of each that
// does. It reads the cells as they are.
func (c *checker) cells(t checkedTable, where string, args ...any) error {
	var all, which, what []string
	for _, r := range t.rules {
		column := `"` + r.column + `"`
		all = append(all, "("+r.condition+")")
		which = append(which, "WHEN NOT ifnull(("+r.condition+"), 0) THEN '"+r.column+"'")
		what = append(what, "WHEN NOT ifnull(("+r.condition+"), 0) THEN "+column)
	}
	rows, err := c.Query(fmt.Sprintf("SELECT CAST(%s AS TEXT), CASE %s END, CASE %s END FROM %s WHERE NOT ifnull(%s, 0) AND %s LIMIT %d",
		t.key, strings.Join(which, " "), strings.Join(what, " "), t.table, strings.Join(all, " AND "), where, mostProblems+1), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		cells := rows.Cells() // as they are, for reading them would stop here
		id, column, cell := cells[0], cells[1], cells[2]
		name := "without an id"
		if text, isText := id.(string); isText {
			name = strings.ToValidUTF8(text, "\uFFFD")
		}
		c.add("value", name, "%s %s: its %s is %s, which cannot stand there", t.noun, name, column, table.Describe(cell))
	}
	return rows.Err()
}
