package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// LogQuery says which part of the log is wanted.
type LogQuery struct {
	EntityID string // only changes of the row with that id, "" for all
	SpanID   string // only changes of that span, of the relations that name it, and of the decisions that name it or these; "" for all
	After    int64  // only changes behind that place in the log, the Seq of one that was read before; 0 for all
	Limit    int    // the newest so many, 0 for all
}

const changeColumns = "seq, act_seq, id, at, annotator_id, action, entity_kind, entity_id, before, after"

// Log yields the changes in the order in which they were made.
func (p *Project) Log(ctx context.Context, q LogQuery) iter.Seq2[annotate.Change, error] {
	return func(yield func(annotate.Change, error) bool) {
		err := p.ReadLong(ctx, func(s *table.Session) error {
			query, args := logQuery(q)
			rows, err := s.Query(query, args...)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				if err := ctx.Err(); err != nil {
					return err
				}
				change, err := scanChange(rows)
				if err != nil {
					return err
				}
				if !yield(change, nil) {
					return disk.ErrStopped
				}
			}
			return rows.Err()
		})
		if err != nil && err != disk.ErrStopped {
			yield(annotate.Change{}, fmt.Errorf("reading the log: %w", err))
		}
	}
}

// Acts yields the acts behind a place in the history, 0 for all, in their order and without their changes. From what they say follows
// which of them are in force: see history.Standing.
func (p *Project) Acts(ctx context.Context, after int64) iter.Seq2[Act, error] {
	return func(yield func(Act, error) bool) {
		err := p.ReadLong(ctx, func(s *table.Session) error {
			rows, err := s.Query("SELECT "+actColumns+", target FROM act WHERE seq > ? ORDER BY seq", after)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var target sql.NullInt64
				act, err := scanAct(rows, &target)
				if err != nil {
					return err
				}
				if act.Target = target.Int64; !yield(*act, nil) {
					return disk.ErrStopped
				}
			}
			return rows.Err()
		})
		if err != nil && err != disk.ErrStopped {
			yield(Act{}, fmt.Errorf("reading the history: %w", err))
		}
	}
}

// ofSpan looks for the id of a span, ?1, as the log's JSON has it: in quotes.
const ofSpan = ` WITH link(id) AS (SELECT DISTINCT entity_id FROM change WHERE entity_kind = 'relation' AND (instr(after, '"' || ?1 || '"') OR instr(before, '"' || ?1 || '"')))`

const namesSpan = ` WHERE (entity_id = ?1 OR entity_kind = 'relation' AND entity_id IN (SELECT id FROM link) OR entity_kind = 'decision' AND
	EXISTS (SELECT 1 FROM (SELECT id FROM link UNION ALL SELECT ?1) AS named WHERE instr(after, '"' || named.id || '"') OR instr(before, '"' || named.id || '"')))`

func logQuery(q LogQuery) (string, []any) {
	with, where, args := "", " WHERE true", []any{""}
	switch {
	case q.SpanID != "":
		with, where, args = ofSpan, namesSpan, []any{q.SpanID}
	case q.EntityID != "":
		where, args = " WHERE entity_id = ?1", []any{q.EntityID}
	}
	where += " AND seq > ?2"
	args = append(args, q.After)
	if q.Limit == 0 {
		return with + "SELECT " + changeColumns + " FROM change" + where + " ORDER BY seq", args
	}
	return with + "SELECT * FROM (SELECT " + changeColumns + " FROM change" + where + fmt.Sprintf(" ORDER BY seq DESC LIMIT %d) ORDER BY seq", q.Limit), args
}

func scanChange(rows *table.Cursor) (annotate.Change, error) {
	var c annotate.Change
	var at string
	var annotator, before, after sql.NullString
	err := rows.Scan(&c.Seq, &c.Act, &c.ID, &at, &annotator, &c.Action, &c.EntityKind, &c.EntityID, &before, &after)
	if err != nil {
		return c, err
	}
	c.At, c.AnnotatorID = table.Unstamp(at), annotator.String
	for _, side := range []sql.NullString{before, after} {
		if side.Valid && !json.Valid([]byte(side.String)) {
			return c, table.Spoiled{Row: fmt.Sprintf("entry %d of the log", c.Seq), Column: "row", What: "no valid JSON"}
		}
	}
	if before.Valid {
		c.Before = json.RawMessage(before.String)
	}
	if after.Valid {
		c.After = json.RawMessage(after.String)
	}
	return c, nil
}

// invert takes back one change: the row must be as the change left it.
func (tx *Tx) invert(change annotate.Change, target Act) error {
	k, err := table.KindNamed(change.EntityKind)
	if err != nil {
		return err
	}
	before, err := decodeIf(k, change.Before)
	if err != nil {
		return err
	}
	after, err := decodeIf(k, change.After)
	if err != nil {
		return err
	}
	current, err := tx.Load(k, change.EntityID, before == nil)
	if err != nil {
		return err
	}
	if !k.Same(current, after) {
		return tx.conflict(k, change, target)
	}
	err = tx.Apply(table.Edit{Kind: k, Id: change.EntityID, Before: current, After: before})
	switch {
	case disk.IsForeignKey(err) && k == table.AnnotatorKind && tx.act.Kind == history.Undo:
		return nil // who was new with the act has done more since, and stays
	case disk.IsForeignKey(err):
		return tx.inUse(k, change, target)
	case disk.IsUnique(err):
		return annotate.Conflictf("“%s” cannot be %s: another %s has taken its place since", target.Summary, past(tx.act.Kind), k.Noun)
	case err != nil:
		return fmt.Errorf("putting back the %s %s: %w", k.Noun, change.EntityID, err)
	}
	return nil
}

// decodeIf is decode for a row that may be missing.
func decodeIf(k *table.Kind, raw json.RawMessage) (*table.Row, error) {
	if raw == nil {
		return nil, nil
	}
	r, err := k.Decode(raw)
	return &r, err
}

// PastAct is an act as it stands in the history.
type PastAct struct {
	Act
	Who      string // the annotator's name, "" where nobody was named
	Undone   bool
	Redoable bool // it is undone, and nothing was done since
}

// Past lists the newest acts that were ever in force, the last one first and without their changes; 0 is all of them.
func (p *Project) Past(ctx context.Context, limit int) (past []PastAct, err error) {
	if limit == 0 {
		limit = -1
	}
	err = p.Read(ctx, func(s *table.Session) error {
		rows, err := s.Query("SELECT "+actColumns+", undone FROM act WHERE kind = 'do' ORDER BY seq DESC LIMIT ?", limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			act, err := scanPast(rows)
			if err != nil {
				return err
			}
			past = append(past, *act)
		}
		return errors.Join(rows.Err(), nameThem(s, past))
	})
	return past, err
}

// PastAct is the act at a place in the history.
func (p *Project) PastAct(ctx context.Context, seq int64) (past PastAct, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		act, err := scanPast(s.Row("SELECT "+actColumns+", undone FROM act WHERE kind = 'do' AND seq = ?", seq))
		if err != nil {
			return err
		}
		if act == nil {
			return annotate.NotFoundf("there is no act %d", seq)
		}
		one := []PastAct{*act}
		err = nameThem(s, one)
		past = one[0]
		return err
	})
	return past, err
}

func scanPast(r interface{ Scan(...any) error }) (*PastAct, error) {
	var undone int64
	act, err := scanAct(r, &undone)
	if act == nil {
		return nil, err
	}
	return &PastAct{Act: *act, Undone: undone != 0, Redoable: undone > 0}, nil
}

// nameThem sets who did the acts. Undoing somebody's first act takes their row away too; their name is in the log then.
func nameThem(s *table.Session, acts []PastAct) error {
	names := map[string]string{"": ""}
	for i, act := range acts {
		name, known := names[act.AnnotatorID]
		if !known {
			err := s.Row(`SELECT coalesce((SELECT name FROM annotator WHERE id = ?1), (SELECT json_extract(after, '$.name') FROM change
				WHERE entity_id = ?1 AND entity_kind = 'annotator' AND after IS NOT NULL ORDER BY seq DESC LIMIT 1), '')`, act.AnnotatorID).Scan(&name)
			if err != nil {
				return err
			}
			names[act.AnnotatorID] = name
		}
		acts[i].Who = name
	}
	return nil
}
