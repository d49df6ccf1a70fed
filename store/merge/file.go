package merge

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// projectFile is a project file as a source of histories.
type projectFile struct {
	*table.Session
	path string
}

// Acts are the makings of the project, the merges with what undid them or did them again, and the acts that altered annotations
// only as a consequence.
func (f projectFile) Acts() (map[int64]history.Act, error) {
	acts := map[int64]history.Act{}
	rows, err := f.Query(`SELECT a.seq, a.kind, CASE WHEN a.undone = 0 OR a.kind <> 'do' THEN 0
			ELSE (SELECT max(u.last_change) FROM act u WHERE u.kind = 'undo' AND u.target = a.seq) END
		FROM act a WHERE a.kind = 'base' OR a.kind = 'do' AND a.action = ?1
			OR a.kind IN ('undo', 'redo') AND a.target IN (SELECT seq FROM act WHERE kind = 'do' AND action = ?1)`, mergeAction)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var kind history.ActKind
		var act history.Act
		if err := rows.Scan(&seq, &kind, &act.Until); err != nil {
			return nil, err
		}
		act.Base, act.Merge, act.OfMerge = kind == history.Base, kind == history.Do, kind == history.Undo || kind == history.Redo
		acts[seq] = act
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rewrites, err := f.rewrites()
	for _, seq := range rewrites {
		act := acts[seq]
		act.Rewrites = true
		acts[seq] = act
	}
	return acts, err
}

// rewrites are the acts that altered annotations only as a consequence: of a change to the codebook, or of making one
// of two entities or annotators. What they made and deleted was meant.
func (f projectFile) rewrites() ([]int64, error) {
	return table.Collect(f.Session, func(rows *table.Cursor) (n int64, err error) { return n, rows.Scan(&n) }, `
		WITH found(seq) AS (
			SELECT act_seq FROM change INDEXED BY change_part WHERE entity_kind NOT IN ('span', 'relation', 'entity', 'progress', 'decision', 'region', 'assignment')
				AND entity_kind IN ('label', 'attribute', 'relation_type') AND before IS NOT NULL
			UNION SELECT act_seq FROM change INDEXED BY change_gone WHERE entity_kind IN ('entity', 'annotator') AND after IS NULL)
		, meant(seq) AS (SELECT seq FROM act WHERE kind = 'do' AND action <> ? AND seq IN (SELECT seq FROM found))
		SELECT seq FROM act WHERE kind <> 'do' AND target IN (SELECT seq FROM meant) UNION SELECT seq FROM meant`, mergeAction)
}

// loggedColumns are the columns of the log that are read.
func loggedColumns(k *table.Kind) string {
	before, hash := "before", "''"
	if k == table.DocumentKind { // a deleted one is logged with its text
		before, hash = "CASE WHEN after IS NULL THEN json_remove(before, '$.text', '$.source') ELSE before END", "ifnull(json_extract(ifnull(after, before), '$.text_sha256'), '')"
	}
	return "entity_id, seq, at, id, ifnull(annotator_id, ''), action, act_seq, " + before + ", after, " + hash
}

// many are the kinds of which a project may have a great many rows: merging looks them up one by one.
var many = map[*table.Kind]bool{table.SpanKind: true, table.RelationKind: true, table.EntityKind: true, table.ProgressKind: true, table.DecisionKind: true, table.RegionKind: true, table.AssignmentKind: true}

// refers says whether rows of a kind refer to others and are no part of the codebook.
func refers(k *table.Kind) bool { return many[k] || k == table.FlagKind || k == table.ReplyKind }

// Changes reads the log of a kind.
func (f projectFile) Changes(kind string) iter.Seq2[history.Logged, error] {
	if kind == table.JoinedPeople {
		return f.joinsOfPeople()
	}
	k := table.KindsByName[kind]
	query := "SELECT " + loggedColumns(k) + " FROM change INDEXED BY change_entity WHERE entity_kind = ? ORDER BY entity_id, seq"
	if !many[k] {
		query = "SELECT " + loggedColumns(k) + ` FROM change INDEXED BY change_part WHERE entity_kind NOT IN
			('span', 'relation', 'entity', 'progress', 'decision', 'region', 'assignment') AND entity_kind = ? ORDER BY entity_id, seq`
	}
	return f.logged(k, query, kind)
}

// ChangesOf reads the log of some rows.
func (f projectFile) ChangesOf(kind string, ids []string) iter.Seq2[history.Logged, error] {
	k := table.KindsByName[kind]
	columns := "SELECT " + loggedColumns(k)
	if len(ids) == 1 {
		return f.logged(k, columns+" FROM change WHERE entity_id = "+table.Asked+" AND entity_kind = "+table.Asked+" ORDER BY seq", ids[0], kind)
	}
	return f.logged(k, columns+" FROM (SELECT value AS asked FROM json_each(?)) CROSS JOIN change ON entity_id = asked AND entity_kind = "+table.Asked+" ORDER BY seq", string(table.Marshal(ids)), kind)
}

func (f projectFile) logged(k *table.Kind, query string, args ...any) iter.Seq2[history.Logged, error] {
	return func(yield func(history.Logged, error) bool) {
		rows, err := f.Query(query, args...)
		if err != nil {
			yield(history.Logged{}, fmt.Errorf("reading the log of %s: %w", f.path, err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var c history.Logged
			var before, after sql.NullString
			if err := rows.Scan(&c.Row, &c.Seq, &c.At, &c.ID, &c.Annotator, &c.Action, &c.Act, &before, &after, &c.Hash); err != nil {
				yield(c, err)
				return
			}
			c.Before, c.After, c.Derived = raw(before), raw(after), c.Action == mergeAction
			c.Meant = slices.Contains(classKinds, k)
			if !yield(c, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(history.Logged{}, fmt.Errorf("reading the log of %s: %w", f.path, err))
		}
	}
}

func raw(text sql.NullString) json.RawMessage {
	if !text.Valid {
		return nil
	}
	return json.RawMessage(text.String)
}

// Remembered reads what merges in force wrote beside the log.
func (f projectFile) Remembered() ([]history.Remembered, error) {
	return table.Collect(f.Session, func(rows *table.Cursor) (m history.Remembered, err error) {
		var basis string
		var value sql.NullString
		err = rows.Scan(&m.Kind, &m.Row, &m.At, &m.ID, &m.Annotator, &m.Action, &value, &m.Hash, &m.Partial, &basis)
		m.Basis.At, m.Basis.ID, m.Rewrite = cutBasis(basis)
		m.Value = raw(value)
		return m, err
	}, `SELECT entity_kind, entity_id, at, change_id, ifnull(annotator_id, ''), action, value, text_sha256, partial, basis FROM version
		WHERE act_seq IN (SELECT seq FROM act WHERE undone = 0) ORDER BY entity_kind, entity_id, at, change_id`)
}

// OtherNames reads the table alias.
func (f projectFile) OtherNames(kind string) ([]history.OtherName, error) {
	return table.Collect(f.Session, func(rows *table.Cursor) (a history.OtherName, err error) { return a, rows.Scan(&a.ID, &a.Hash, &a.Row) },
		"SELECT id, text_sha256, row_id FROM alias WHERE entity_kind = ? AND act_seq IN (SELECT seq FROM act WHERE undone = 0)", kind)
}

// togetherKind is under which the table alias keeps groups of different things of a kind.
func togetherKind(kind string) string { return kind + " together" }

// remadeKind is under which the table alias keeps stories that were made again.
const remadeKind = "story remade"

func groupID(group []string) string {
	return annotate.DerivedID(append([]string{"together"}, group...)...)
}

// Together reads the groups of different things from the table alias.
func (f projectFile) Together(kind string) (groups [][]string, err error) {
	all, err := f.OtherNames(togetherKind(kind))
	slices.SortStableFunc(all, func(a, b history.OtherName) int { return strings.Compare(a.ID, b.ID) })
	for i, n := range all {
		if i == 0 || all[i-1].ID != n.ID {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], n.Row)
	}
	return groups, err
}

// Text returns the text and the file of a document, from the table or, where it was deleted, from the log. Its hash tells it
// apart from another that had or has the same id.
func (f projectFile) Text(id, hash string) (text, file any, err error) {
	r, err := f.Load(table.DocumentKind, id, true)
	if err != nil {
		return nil, nil, err
	}
	if r == nil || table.DocumentKind.Text(*r, "text_sha256") != hash {
		var raw string
		err := f.Row(`SELECT before FROM change WHERE entity_id = ? AND entity_kind = 'document' AND before IS NOT NULL AND after IS NULL
			AND json_extract(before, '$.text_sha256') = ? ORDER BY seq DESC LIMIT 1`, id, hash).Scan(&raw)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil, nil
		}
		if err != nil {
			return nil, nil, err
		}
		old, err := table.DocumentKind.Decode([]byte(raw))
		if err != nil {
			return nil, nil, err
		}
		r = &old
	}
	n := slices.IndexFunc(table.DocumentKind.Columns, table.Column.Bulk)
	return r.Values[n], r.Values[n+1], nil
}

// changes is how many changes the log has.
func (f projectFile) changes() (n int, err error) {
	return n, f.Row("SELECT ifnull(max(seq), 0) FROM change").Scan(&n)
}

// lastAct is when the last act was, "" where there was none.
func (f projectFile) lastAct() (at string, err error) {
	return at, f.Row("SELECT ifnull(max(at), '') FROM act").Scan(&at)
}

// goneOnce selects the rows of a kind that somebody deleted once, here or as merges remember it.
const goneOnce = `SELECT entity_id FROM change INDEXED BY change_gone WHERE entity_kind = ?1 AND after IS NULL
	UNION SELECT entity_id FROM version WHERE entity_kind = ?1 AND value IS NULL`

// deleted are the rows of a kind that somebody deleted once.
func (f projectFile) deleted(k *table.Kind) ([]string, error) {
	return table.Texts(f.Session, goneOnce, k.Name)
}

// keptBack are the rows of a kind that somebody deleted once and that are there all the same.
func (f projectFile) keptBack(k *table.Kind) ([]string, error) {
	return table.Texts(f.Session, "WITH gone(id) AS ("+goneOnce+") SELECT gone.id FROM gone JOIN "+k.Name+" k ON k.id = gone.id", k.Name)
}

// knowsDeleted says whether somebody deleted a row of a kind, here or as merges remember it.
func (f projectFile) knowsDeleted(k *table.Kind) (some bool, err error) {
	return some, f.Row(`SELECT EXISTS (SELECT 1 FROM change INDEXED BY change_gone WHERE entity_kind = ?1 AND after IS NULL)
		OR EXISTS (SELECT 1 FROM version WHERE entity_kind = ?1 AND value IS NULL)`, k.Name).Scan(&some)
}

// owner is what a row belonged to at some place in the log.
type owner struct {
	row, id string
	seq     int64
}

// owners are what the rows of a kind belonged to by a column, change by change.
func (f projectFile) owners(k *table.Kind, column string) ([]owner, error) {
	return table.Collect(f.Session, func(rows *table.Cursor) (o owner, err error) { return o, rows.Scan(&o.row, &o.seq, &o.id) },
		"SELECT entity_id, seq, json_extract(ifnull(after, before), ?) FROM change WHERE entity_kind = ? AND ifnull(after, before) IS NOT NULL", "$."+column, k.Name)
}

// annotatorName is "" where there is no such annotator.
func (f projectFile) annotatorName(id string) (string, error) {
	return first(table.Texts(f.Session, "SELECT name FROM annotator WHERE id = ?", id))
}

// words is a stretch of a document, "" where there is no such document.
func (f projectFile) words(document string, start, end any) (string, error) {
	return first(table.Texts(f.Session, "SELECT substr(text, ?2 + 1, ?3 - ?2) FROM document WHERE id = ?1", document, start, end))
}

func first(all []string, err error) (string, error) {
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

// referring yields the rows of a kind that name another in a column.
func (f projectFile) referring(k *table.Kind, column, id string) iter.Seq2[string, error] {
	return f.ids("SELECT "+strings.Join(k.Key, " || '/' || ")+" FROM "+k.Name+" WHERE "+column+" = ?", id)
}

// valued yields the spans of a label whose values have a text in them.
func (f projectFile) valued(label, text string) iter.Seq2[string, error] {
	return f.ids("SELECT id FROM span WHERE label_id = ? AND instr(attributes, ?)", label, text)
}

func (f projectFile) ids(query string, args ...any) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		rows, err := f.Query(query, args...)
		if err != nil {
			yield("", err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				yield("", err)
				return
			}
			if !yield(id, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield("", err)
		}
	}
}
