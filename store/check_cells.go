package store

import (
	"database/sql"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
)

// cellRule says what the cells of a column may hold, as a condition of SQL.
type cellRule struct {
	column, condition string
}

// cellRules are those of a kind: the type of each column, and for texts that no U+0000 stands in them, at which SQLite's
// own functions stop.
func (k *kind) cellRules() []cellRule {
	var rules []cellRule
	for _, c := range k.columns {
		if k.listed {
			break // its list is a table by itself
		}
		text := "typeof(" + c.name + ") = 'text' AND instr(" + c.name + ", char(0)) = 0"
		condition := map[columnType]string{
			textColumn: text, bulkText: text, optionalColumn: c.name + " IS NULL OR " + text,
			integerColumn: "typeof(" + c.name + ") = 'integer'", realColumn: finite(c.name),
			jsonColumn: c.name + " IS NULL OR typeof(" + c.name + ") = 'text' AND json_valid(" + c.name + ")",
			bulkBlob:   c.name + " IS NULL OR typeof(" + c.name + ") = 'blob'",
		}[c.kind]
		if strings.HasSuffix(c.name, "_at") {
			condition = "(" + condition + ") AND datetime(" + c.name + ") IS NOT NULL"
		}
		rules = append(rules, cellRule{c.name, condition})
	}
	return append(rules, closed[k]...)
}

func finite(column string) string {
	return "typeof(" + column + ") IN ('real', 'integer') AND " + column + " BETWEEN -1e300 AND 1e300"
}

// closed are the columns that take one of a few words.
var closed = map[*kind][]cellRule{
	annotatorKind:    {oneOf("kind", annotate.Human, annotate.Model, annotate.Gold)},
	progressKind:     {oneOf("state", annotate.Todo, annotate.Doing, annotate.Done)},
	labelKind:        {oneOf("style", annotate.Tint, annotate.Underline)},
	attributeKind:    {oneOf("type", annotate.AttributeTypes...), listOfTexts("options")},
	relationTypeKind: {oneOf("scope", annotate.WithinDocument, annotate.WithinStory)},
	entityKind:       {listOfTexts("aliases")},
	spanKind:         {listOfTexts("derived_from"), jsonOf("attributes", "object")},
	decisionKind:     {listOfTexts("candidates"), jsonOf("votes", "array")},
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

// cells checks what each cell holds, whatever the rules between rows: by them a broken cell would only end the reading.
func (c *checker) cells() error {
	for _, k := range kinds {
		if k.listed {
			continue
		}
		if err := c.cellsOf(k.noun, k.name, strings.Join(k.key, " || '/' || "), k.cellRules()); err != nil {
			return err
		}
	}
	for _, t := range []struct {
		noun, table, key string
		rules            []cellRule
	}{
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
	} {
		if err := c.cellsOf(t.noun, t.table, t.key, t.rules); err != nil {
			return err
		}
	}
	return c.characters()
}

// characters looks for texts of the history that are not UTF-8, which SQLite cannot tell. Those of the other tables are
// seen where each row is compared with the log. Many rows are read as one: it is the number of cells that would cost.
func (c *checker) characters() error {
	for _, t := range []struct {
		noun, table, seq string
		columns          []string
	}{
		{"entry of the log", "change", "seq", strings.Fields("id at annotator_id action entity_kind entity_id before after")},
		{"act", "act", "seq", strings.Fields("id at annotator_id kind action summary")},
		{"name that merging knows", "alias", "rowid", strings.Fields("entity_kind id text_sha256 row_id")},
		{"version that merging knows", "version", "rowid", strings.Fields("entity_kind entity_id at change_id annotator_id action value text_sha256")},
	} {
		var short, large []string
		for _, column := range t.columns {
			short = append(short, fmt.Sprintf("CASE WHEN octet_length(%s) < 100000 THEN CAST(%s AS TEXT) ELSE '' END", column, column))
			large = append(large, fmt.Sprintf("octet_length(%s) >= 100000", column))
		}
		joined := strings.Join(short, " || ")
		doubtful := "SELECT " + t.seq + ", '' FROM " + t.table + " WHERE " + strings.Join(large, " OR ")
		grouped := fmt.Sprintf("SELECT min(%s), group_concat(%s, '') FROM %s GROUP BY %s / %d", t.seq, joined, t.table, t.seq, manyRows)
		if err := c.notUTF8(grouped, func(first int64) error {
			return c.notUTF8(fmt.Sprintf("SELECT %s, %s FROM %s WHERE %s >= %d AND %s < %d + %d", t.seq, joined, t.table, t.seq, first, t.seq, first, manyRows),
				func(seq int64) error {
					c.add("value", fmt.Sprint(seq), "%s %d: a text in it is not valid UTF-8", t.noun, seq)
					return nil
				})
		}); err != nil {
			return err
		}
		for _, column := range t.columns {
			query := strings.Replace(doubtful, "''", column, 1)
			if err := c.notUTF8(query, func(seq int64) error {
				c.add("value", fmt.Sprint(seq), "%s %d: its %s is not valid UTF-8", t.noun, seq, column)
				return nil
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// manyRows are read as one text.
const manyRows = 200

// notUTF8 calls found for the rows, of a number and a text, whose text is not valid UTF-8.
func (c *checker) notUTF8(query string, found func(int64) error) error {
	rows, err := c.query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var text sql.RawBytes
		if err := rows.Rows.Scan(&seq, &text); err != nil { // not by the cursor, which would stop here
			return err
		}
		if !utf8.Valid(text) {
			if err := found(seq); err != nil {
				return err
			}
		}
	}
	return rows.Err()
}

// cellsOf looks for the rows of a table that break a rule, and names the first cell of each that does. It reads the
// cells as they are.
func (c *checker) cellsOf(noun, from, key string, rules []cellRule) error {
	var all, which, what []string
	for _, r := range rules {
		column := `"` + r.column + `"`
		all = append(all, "("+r.condition+")")
		which = append(which, "WHEN NOT ifnull(("+r.condition+"), 0) THEN '"+r.column+"'")
		what = append(what, "WHEN NOT ifnull(("+r.condition+"), 0) THEN "+column)
	}
	rows, err := c.query(fmt.Sprintf("SELECT CAST(%s AS TEXT), CASE %s END, CASE %s END FROM %s WHERE NOT ifnull(%s, 0) LIMIT %d",
		key, strings.Join(which, " "), strings.Join(what, " "), from, strings.Join(all, " AND "), mostProblems+1))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, column, cell any
		if err := rows.Rows.Scan(&id, &column, &cell); err != nil { // not by the cursor, which would stop here
			return err
		}
		name := "without an id"
		if text, isText := id.(string); isText {
			name = strings.ToValidUTF8(text, "\uFFFD")
		}
		c.add("value", name, "%s %s: its %s is %s, which cannot stand there", noun, name, column, describe(cell))
	}
	return rows.Err()
}
