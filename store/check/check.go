package check

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/table"
)

// Problem is one thing that is wrong with a project.
type Problem struct {
	Kind     string `json:"kind"`     // a word: "integrity", "reference", "hash", "segment", "region", "value", "relation", "theme", "flag", "log", "derived"
	ID       string `json:"id"`       // of the row that is wrong, "" where it is the file
	Sentence string `json:"sentence"` // what is wrong
}

// mostProblems is where a check of a file that is broken all over stops to look for more of the same kind.
const mostProblems = 100

// checker does a part of a check and gathers the problems that it finds.
type checker struct {
	*table.Session
	ctx      context.Context
	problems []Problem
	byKind   map[string]int
	stepped  func(rows int) // is told how many rows were looked at
}

func (c *checker) add(kind, id, format string, args ...any) {
	c.byKind[kind]++
	if c.byKind[kind] <= mostProblems {
		c.problems = append(c.problems, Problem{kind, id, fmt.Sprintf(format, args...)})
	}
}

// step counts one row that was looked at.
func (c *checker) step() error {
	c.stepped(1)
	return c.ctx.Err()
}

// structure asks SQLite whether pages and indexes are whole. It ends at once where ctx does.
func structure(ctx context.Context, s *table.Session) (damage []Problem, err error) {
	add := func(what any) {
		damage = append(damage, Problem{"integrity", "", fmt.Sprintf("the file is damaged: %v; restore a backup", what)})
	}
	rows, err := s.Conn.QueryContext(ctx, fmt.Sprintf("PRAGMA integrity_check(%d)", mostProblems))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		add(err)
		return damage, err
	}
	defer rows.Close()
	for rows.Next() {
		var verdict string
		if err := rows.Scan(&verdict); err != nil {
			return damage, err
		}
		if verdict != "ok" {
			add(verdict)
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err := rows.Err(); err != nil {
		add(err)
		return damage, err
	}
	return damage, nil
}

// references looks at the references of a table.
func (c *checker) references(name string) error {
	_, err := table.Collect(c.Session, func(rows *table.Cursor) (none struct{}, err error) {
		var from, parent string
		var row sql.NullInt64
		var index int
		if err := rows.Scan(&from, &row, &parent, &index); err != nil {
			return none, err
		}
		c.add("reference", "", "a row of %s refers to a %s that does not exist", from, parent)
		return none, nil
	}, "PRAGMA foreign_key_check("+name+")")
	return err
}

// documents checks hashes, regions and the offsets of spans of a story, a document at a time.
func (c *checker) documents(story string) error {
	return c.EachDocument(c.ctx, story, func(_ annotate.Story, d annotate.Document) error {
		if !utf8.ValidString(d.Text) {
			c.add("hash", d.ID, "the text of %s is not valid UTF-8", d.Name())
		}
		if annotate.HashText(d.Text) != d.TextSHA256 {
			c.add("hash", d.ID, "the text of %s is not the one that was imported: its hash differs", d.Name())
		}
		text := textpos.New(d.Text)
		regions, err := c.Session.Regions(d.ID)
		if err != nil {
			return err
		}
		if err := annotate.ValidateRegions(regions, text.Len()); err != nil {
			c.add("region", d.ID, "%s: %v", d.Name(), err)
		}
		rows, err := c.Query(`SELECT s.id, g.start, g."end" FROM span s LEFT JOIN segment g ON g.span_id = s.id
			WHERE s.document_id = ? ORDER BY s.annotator_id, s.id, g.ordinal`, d.ID)
		if err != nil {
			return err
		}
		defer rows.Close()
		span, segments := "", []annotate.Segment(nil)
		for rows.Next() {
			var id string
			var start, end sql.NullInt64
			if err := rows.Scan(&id, &start, &end); err != nil {
				return err
			}
			if id != span && span != "" {
				c.segments(d, text, span, segments)
				segments = segments[:0]
			}
			if span = id; start.Valid {
				segments = append(segments, annotate.Segment{Start: int(start.Int64), End: int(end.Int64)})
			}
		}
		if span != "" {
			c.segments(d, text, span, segments)
		}
		return cmp.Or(rows.Err(), c.flags(d, text), c.ctx.Err())
	})
}

// flags checks where the flags of an article stand. Cells that hold no place are told of by themselves.
func (c *checker) flags(d annotate.Document, text *textpos.Text) error {
	_, err := table.Collect(c.Session, func(rows *table.Cursor) (none struct{}, err error) {
		var id string
		var start, end int
		var astray bool
		if err := rows.Scan(&id, &start, &end, &astray); err != nil {
			return none, err
		}
		switch {
		case end > text.Len():
			c.add("flag", id, "question %s of %s: its place %d–%d lies outside a text of %d characters", id, d.Name(), start, end, text.Len())
		case !text.IsGrapheme(start) || !text.IsGrapheme(end):
			c.add("flag", id, "question %s of %s: its place %d–%d cuts a character", id, d.Name(), start, end)
		case astray:
			c.add("flag", id, "question %s of %s is about a span of another article", id, d.Name())
		}
		return none, nil
	}, `SELECT id, start, "end", ifnull((SELECT s.document_id <> f.document_id FROM span s WHERE s.id = f.span_id), 0) FROM flag f
		WHERE document_id = ? AND typeof(start) = 'integer' AND typeof("end") = 'integer' AND start >= 0 AND start < "end" ORDER BY id`, d.ID)
	return err
}

func (c *checker) segments(d annotate.Document, text *textpos.Text, span string, segments []annotate.Segment) {
	if err := annotate.ValidateSegments(segments, text.Len()); err != nil {
		c.add("segment", span, "span %s of %s: %v", span, d.Name(), err)
		return
	}
	for _, g := range segments {
		if !text.IsGrapheme(g.Start) || !text.IsGrapheme(g.End) {
			c.add("segment", span, "span %s of %s: segment %d–%d cuts a character", span, d.Name(), g.Start, g.End)
		}
	}
}

// book checks the codebook against itself.
func (c *checker) book() error {
	cb, err := c.Codebook()
	if err != nil {
		return err
	}
	if err := cb.Validate(); err != nil {
		c.add("codebook", "", "the codebook: %v", err)
	}
	return nil
}

// values checks the attributes of the spans of a label against the codebook.
func (c *checker) values(labelID string) error {
	cb, err := c.Codebook()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(cb.Labels, func(l annotate.Label) bool { return l.ID == labelID })
	if i < 0 {
		return nil
	}
	broken, err := table.Texts(c.Session, "SELECT id FROM span WHERE label_id = ? AND (NOT json_valid(attributes) OR json_type(attributes) <> 'object')", labelID)
	if err != nil {
		return err
	}
	for _, id := range broken {
		c.add("value", id, "span %s: its attributes are not a JSON object", id)
	}
	if len(broken) > 0 {
		return nil // the rest reads all attributes
	}
	impacts, err := revise.ValueImpacts(c.Session, cb.Labels[i], cb.Labels[i])
	if err != nil {
		return err
	}
	for _, impact := range impacts {
		c.add("value", impact.Examples[0].SpanID, "%s, which the codebook does not admit", impact.Sentence())
	}
	return nil
}

// spans checks the entities and the confidence of spans.
func (c *checker) spans() error {
	strange, err := table.Texts(c.Session, "SELECT s.id FROM span s JOIN entity e ON e.id = s.entity_id WHERE e.label_id <> s.label_id")
	for _, id := range strange {
		c.add("value", id, "span %s refers to an entity of another label", id)
	}
	if err != nil {
		return err
	}
	doubtful, err := table.Texts(c.Session, "SELECT id FROM span WHERE confidence NOT BETWEEN 0 AND 1 OR typeof(confidence) NOT IN ('real', 'integer')")
	for _, id := range doubtful {
		c.add("value", id, "span %s: its confidence is not between 0 and 1", id)
	}
	return err
}

// themes looks for entities that stand under one another in a circle, or under one of another label.
func (c *checker) themes() error {
	parents := map[string]string{}
	_, err := table.Collect(c.Session, func(rows *table.Cursor) (none struct{}, err error) {
		var id, theme string
		var same bool
		if err := rows.Scan(&id, &theme, &same); err != nil {
			return none, err
		}
		if parents[id] = theme; !same {
			c.add("theme", id, "entity %s stands under one of another label", id)
		}
		return none, nil
	}, "SELECT e.id, t.id, e.label_id = t.label_id FROM entity e JOIN entity t ON t.id = e.parent_id ORDER BY e.id")
	if err != nil {
		return err
	}
	for _, circle := range annotate.Circles(parents) {
		c.add("theme", circle[0], "entity %s stands under itself: its theme is %s", circle[0], strings.Join(append(circle[1:], circle[0]), ", whose theme is "))
	}
	return nil
}

// relations checks the ends of relations against each other and against their types.
func (c *checker) relations() error {
	cb, err := c.Codebook()
	if err != nil {
		return err
	}
	for _, rule := range []struct{ condition, sentence string }{
		{"r.annotator_id <> s.annotator_id OR r.annotator_id <> t.annotator_id", "is between spans of different annotators"},
		{"s.id = t.id", "is between a span and itself"},
		{"(SELECT story_id FROM document WHERE id = s.document_id) <> (SELECT story_id FROM document WHERE id = t.document_id)", "is between spans of different stories"},
	} {
		ids, err := table.Texts(c.Session, "SELECT r.id FROM "+revise.RelationEnds+" WHERE "+rule.condition)
		if err != nil {
			return err
		}
		for _, id := range ids {
			c.add("relation", id, "relation %s %s", id, rule.sentence)
		}
	}
	impacts, err := revise.RelationImpacts(c.Session, cb, cb)
	if err != nil {
		return err
	}
	for _, impact := range impacts {
		if impact.Count > 0 {
			c.add("relation", impact.Examples[0].SpanID, "%s, which the codebook does not admit", impact.Sentence())
		}
	}
	return nil
}

// log checks of a stretch of the log that the last entry of each row is what the row says. living counts the rows that are there by it.
func (c *checker) log(from, to int64, living func(kind string, rows int)) error {
	same := "CASE entity_kind"
	for _, k := range []*table.Kind{table.SpanKind, table.RelationKind, table.EntityKind, table.DocumentKind, table.ProgressKind} {
		same += " WHEN '" + k.Name + "' THEN (SELECT " + asLogged(k, "t") + " FROM " + k.Name + " t WHERE " + named(k, "t", "c.entity_id") + ") IS after"
	}
	type last struct {
		kind, other string
		living      int
	}
	// Most entries are to the letter what the row says, which SQLite sees sooner; only the others are looked at one by one.
	all, err := table.Collect(c.Session, func(rows *table.Cursor) (l last, err error) { return l, rows.Scan(&l.kind, &l.living, &l.other) },
		`SELECT entity_kind, count(after), ifnull(group_concat(CASE WHEN NOT (`+same+` ELSE 0 END AND after IS NOT NULL) THEN seq END), '') FROM change c
		WHERE seq >= ? AND seq < ? AND NOT EXISTS (SELECT 1 FROM change o WHERE o.entity_id = c.entity_id AND o.seq > c.seq AND o.entity_kind = c.entity_kind)
		GROUP BY entity_kind`, from, to)
	if err != nil {
		return err
	}
	for _, l := range all {
		living(l.kind, l.living)
		for _, seq := range strings.FieldsFunc(l.other, func(r rune) bool { return r == ',' }) {
			if err := c.entry(seq); err != nil {
				return err
			}
		}
	}
	return c.ctx.Err()
}

// entry compares an entry of the log, the last of its row, with the row.
func (c *checker) entry(seq string) error {
	var name, id string
	var raw sql.NullString
	if err := c.Row("SELECT entity_kind, entity_id, after FROM change WHERE seq = CAST(? AS INTEGER)", seq).Scan(&name, &id, &raw); err != nil {
		return err
	}
	k, err := table.KindNamed(name)
	if err != nil {
		c.add("log", id, "%v", err)
		return nil
	}
	return c.lastEntry(k, id, raw)
}

// named is a condition: the row of a table, called t, has an id as the log has it.
func named(k *table.Kind, t, id string) string {
	if len(k.Key) == 1 {
		return t + "." + k.Key[0] + " = " + id
	}
	return fmt.Sprintf("%[1]s.%[2]s = substr(%[4]s, 1, instr(%[4]s, '/') - 1) AND %[1]s.%[3]s = substr(%[4]s, instr(%[4]s, '/') + 1)", t, k.Key[0], k.Key[1], id)
}

// asLogged is an expression for a row of a table, called t, as the log has it. Where it is spelt otherwise the two are compared
// value by value.
func asLogged(k *table.Kind, t string) string {
	var parts []string
	for _, c := range k.Columns {
		cell := t + "." + c.Name
		value := "json_quote(" + cell + ")"
		switch c.Kind {
		case table.BulkText, table.BulkBlob:
			continue
		case table.IntegerColumn:
			value = cell
		case table.RealColumn:
			value = "CASE WHEN " + cell + " = CAST(" + cell + " AS INTEGER) THEN CAST(" + cell + " AS INTEGER) ELSE " + cell + " END"
		case table.JSONColumn:
			value = "ifnull(" + cell + ", 'null')"
		}
		parts = append(parts, `'"`+c.Name+`":' || `+value)
	}
	if l := k.List; l != nil {
		items := `"` + strings.Join(l.Columns, `", "`) + `"`
		parts = append(parts, `'"`+l.Name+`":' || (SELECT json_group_array(json_array(`+items+`)) FROM (SELECT `+items+" FROM "+l.Table+
			" WHERE "+l.Parent+" = "+t+"."+k.Key[0]+" ORDER BY "+l.Ordinal+"))")
	}
	return "'{' || " + strings.Join(parts, " || ',' || ") + " || '}'"
}

// earlier checks that undo can read what the log says of rows that were changed more than once.
func (c *checker) earlier() error {
	rows, err := c.Query(`SELECT seq, entity_kind, before, after FROM change
		WHERE entity_id IN (SELECT entity_id FROM change WHERE before IS NOT NULL) ORDER BY seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var name string
		var sides [2]sql.NullString
		err := rows.Scan(&seq, &name, &sides[0], &sides[1])
		k, unknown := table.KindNamed(name)
		for _, side := range sides {
			if err == nil && unknown == nil && side.Valid {
				_, err = k.Decode([]byte(side.String))
			}
		}
		if cell := (table.Spoiled{}); errors.As(err, &cell) {
			c.add("log", fmt.Sprint(seq), "entry of the log %d: %v, which cannot stand there", seq, cell)
		} else if err != nil {
			return err
		}
	}
	return rows.Err()
}

func (c *checker) lastEntry(k *table.Kind, id string, raw sql.NullString) error {
	current, err := c.Load(k, id, false)
	if cell := (table.Spoiled{}); errors.As(err, &cell) {
		c.add("value", id, "%v, which cannot stand there", cell)
		return nil
	}
	if err != nil {
		return err
	}
	if !raw.Valid {
		if current != nil {
			c.add("log", id, "the log says that the %s %s was deleted, but it is there", k.Noun, id)
		}
		return nil
	}
	logged, err := k.Decode([]byte(raw.String))
	switch {
	case err != nil:
		c.add("log", id, "%v", err)
	case current == nil:
		c.add("log", id, "the %s %s is in the log but not in the project", k.Noun, id)
	case !k.Same(current, &logged):
		c.add("log", id, "the %s %s is not as the log left it: it was changed by another program", k.Noun, id)
	}
	return nil
}

// unlogged looks for rows that no entry made, where there are more rows than living entries.
func (c *checker) unlogged(k *table.Kind, living int) error {
	key := k.Name + "." + strings.Join(k.Key, " || '/' || "+k.Name+".") // the log has columns of these names too
	rows := "count(*)"
	if k.Listed {
		rows = "count(DISTINCT " + key + ")"
	}
	var there int
	if err := c.Row("SELECT " + rows + " FROM " + k.Name).Scan(&there); err != nil || there <= living {
		return err
	}
	ids, err := table.Texts(c.Session, fmt.Sprintf(`SELECT DISTINCT %s FROM %s WHERE NOT EXISTS
		(SELECT 1 FROM change WHERE entity_id = %s AND entity_kind = '%s') LIMIT %d`, key, k.Name, key, k.Name, mostProblems))
	for _, id := range ids {
		c.add("log", id, "the %s %s is not in the log: it was added by another program", k.Noun, id)
	}
	return err
}

// acts checks that the acts cover the log without gaps.
func (c *checker) acts() error {
	gaps, err := table.Texts(c.Session, `SELECT c.act_seq FROM change c LEFT JOIN act a ON a.seq = c.act_seq
		WHERE a.seq IS NULL OR c.seq NOT BETWEEN a.first_change AND a.last_change GROUP BY c.act_seq`)
	for _, act := range gaps {
		c.add("log", act, "the log names an act %s that is not in the history as it should be", act)
	}
	if err != nil {
		return err
	}
	loose, err := table.Texts(c.Session, `SELECT CAST(seq AS TEXT) FROM act a WHERE
		kind IN ('undo', 'redo') AND NOT EXISTS (SELECT 1 FROM act t WHERE t.seq = a.target AND t.kind = 'do')
		OR undone > 0 AND NOT EXISTS (SELECT 1 FROM act u WHERE u.seq = a.undone AND u.kind = 'undo' AND u.target = a.seq)
		OR kind = 'do' AND undone <> 0 AND seq NOT IN (SELECT target FROM act WHERE kind = 'undo' AND target IS NOT NULL)
		OR undone < -1 OR kind <> 'do' AND undone <> 0`)
	for _, act := range loose {
		c.add("log", act, "the act %s of the history does not say rightly what it undid or what undid it", act)
	}
	if err != nil || len(loose) > 0 {
		return err
	}
	return c.standing()
}

// standing compares what is kept of where each act stands with what follows from the acts.
func (c *checker) standing() error {
	type told struct{ seq, undone int64 }
	var standing history.Standing[int64]
	all, err := table.Collect(c.Session, func(rows *table.Cursor) (told, error) {
		var a told
		var kind history.ActKind
		var target sql.NullInt64
		if err := rows.Scan(&a.seq, &kind, &target, &a.undone); err != nil {
			return a, err
		}
		standing.Hear(kind, a.seq, target.Int64)
		return a, nil
	}, "SELECT seq, kind, target, undone FROM act ORDER BY seq")
	if err != nil {
		return err
	}
	for _, a := range all {
		inForce, by, redoable := standing.Of(a.seq)
		want := int64(-1)
		switch {
		case inForce:
			want = 0
		case redoable:
			want = by
		}
		if a.undone != want {
			c.add("log", fmt.Sprint(a.seq), "the act %d of the history does not say rightly what it undid or what undid it", a.seq)
		}
	}
	return nil
}
