package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/table"
)

// # Whose acts
//
// Undo and Redo turn to the last act of an annotator, or of anybody. A person who presses a key means their own work: UndoOwn and
// RedoOwn turn to what that person did. What somebody else did is taken back by naming them, and what nobody is named for, such as a
// merge by the command line, by naming the act.

var (
	errNothingToUndo = annotate.Nothingf("there is nothing to undo")
	errNothingToRedo = annotate.Nothingf("there is nothing to redo")
)

// Undo takes back the last act that holds, or the last one by that annotator. It is ErrNothing where there is none,
// and ErrConflict where later acts of others build on it.
func (p *Project) Undo(ctx context.Context, annotatorID string) (Act, error) {
	return p.undo(ctx, func(s *table.Session) (*Act, error) { return undoTarget(s, annotatorID) })
}

// UndoOwn is Undo for the last act of that person.
func (p *Project) UndoOwn(ctx context.Context, who annotate.Annotator) (Act, error) {
	return p.undo(ctx, func(s *table.Session) (*Act, error) {
		id, err := idOf(s, who)
		if err != nil {
			return nil, err
		}
		return ownUndoTarget(s, id)
	})
}

// UndoAct takes back the act at a place in the history, whoever did it. What was done since stays: it is ErrConflict where that
// builds on the act, and ErrNothing where the act is undone already or no act that can be.
func (p *Project) UndoAct(ctx context.Context, seq int64) (Act, error) {
	return p.undo(ctx, func(s *table.Session) (*Act, error) {
		return scanAct(s.Row("SELECT "+actColumns+" FROM act WHERE seq = ? AND kind = 'do' AND undone = 0", seq))
	})
}

// RedoAct does again the act at a place in the history that was undone since the last act.
func (p *Project) RedoAct(ctx context.Context, seq int64) (Act, error) {
	return p.redo(ctx, func(s *table.Session) (target *Act, undo int64, err error) {
		target, err = scanAct(s.Row("SELECT "+actColumns+", undone FROM act WHERE seq = ? AND undone > 0", seq), &undo)
		return target, undo, err
	})
}

// findAny is the error nothing where find finds no act: the file is left alone then, which taking it up to write would change.
func (p *Project) findAny(ctx context.Context, find func(*table.Session) (*Act, error), nothing error) error {
	return p.Read(ctx, func(s *table.Session) error {
		target, err := find(s)
		if err == nil && target == nil {
			err = nothing
		}
		return err
	})
}

func (p *Project) undo(ctx context.Context, find func(*table.Session) (*Act, error)) (Act, error) {
	if err := p.findAny(ctx, find, errNothingToUndo); err != nil {
		return Act{}, err
	}
	return p.Write(ctx, Act{Kind: history.Undo, Action: "undo"}, func(tx *Tx) error {
		target, err := find(tx.Session)
		if err != nil {
			return err
		}
		if target == nil {
			return errNothingToUndo
		}
		tx.act.Summary, tx.act.Target, tx.act.AnnotatorID = target.Summary, target.Seq, target.AnnotatorID
		if err := tx.takeBack(target.Seq, *target); err != nil {
			return err
		}
		return tx.Exec("UPDATE act SET undone = ? WHERE seq = ?", tx.act.Seq, target.Seq)
	})
}

// Redo does again what was undone last, or what was undone last of that annotator's. It is ErrNothing where nothing was
// undone since the last act.
func (p *Project) Redo(ctx context.Context, annotatorID string) (Act, error) {
	return p.redo(ctx, func(s *table.Session) (*Act, int64, error) { return redoTarget(s, annotatorID) })
}

// RedoOwn is Redo for what was undone of that person's acts.
func (p *Project) RedoOwn(ctx context.Context, who annotate.Annotator) (Act, error) {
	return p.redo(ctx, func(s *table.Session) (*Act, int64, error) {
		id, err := idOf(s, who)
		if err != nil {
			return nil, 0, err
		}
		return ownRedoTarget(s, id)
	})
}

func (p *Project) redo(ctx context.Context, find func(*table.Session) (*Act, int64, error)) (Act, error) {
	act := func(s *table.Session) (target *Act, err error) {
		target, _, err = find(s)
		return target, err
	}
	if err := p.findAny(ctx, act, errNothingToRedo); err != nil {
		return Act{}, err
	}
	return p.Write(ctx, Act{Kind: history.Redo, Action: "redo"}, func(tx *Tx) error {
		target, undo, err := find(tx.Session)
		if err != nil {
			return err
		}
		if target == nil {
			return errNothingToRedo
		}
		tx.act.Summary, tx.act.Target, tx.act.AnnotatorID = target.Summary, target.Seq, target.AnnotatorID
		if err := tx.takeBack(undo, *target); err != nil {
			return err
		}
		return tx.Exec("UPDATE act SET undone = 0 WHERE seq = ?", target.Seq)
	})
}

// Undoable names the acts that Undo and Redo would turn to, nil where there is none.
func (p *Project) Undoable(ctx context.Context, annotatorID string) (undo, redo *Act, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		if undo, err = undoTarget(s, annotatorID); err != nil {
			return err
		}
		redo, _, err = redoTarget(s, annotatorID)
		return err
	})
	return undo, redo, err
}

// UndoableOwn names the acts that UndoOwn and RedoOwn would turn to, nil where there is none.
func (p *Project) UndoableOwn(ctx context.Context, who annotate.Annotator) (undo, redo *Act, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		id, err := idOf(s, who)
		if err != nil {
			return err
		}
		if undo, err = ownUndoTarget(s, id); err != nil {
			return err
		}
		redo, _, err = ownRedoTarget(s, id)
		return err
	})
	return undo, redo, err
}

// idOf is the id under which the project knows a person, else the one that they would get.
func idOf(s *table.Session, who annotate.Annotator) (string, error) {
	known, there, err := s.AnnotatorMeant(who)
	if there {
		return known.ID, err
	}
	return who.ID, err
}

const actColumns = "seq, id, at, ifnull(annotator_id, ''), kind, action, summary"

func scanAct(r interface{ Scan(...any) error }, more ...any) (*Act, error) {
	var a Act
	var at string
	err := r.Scan(append([]any{&a.Seq, &a.ID, &at, &a.AnnotatorID, &a.Kind, &a.Action, &a.Summary}, more...)...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a.At = table.Unstamp(at)
	return &a, nil
}

func undoTarget(s *table.Session, annotatorID string) (*Act, error) {
	if annotatorID == "" {
		return scanAct(s.Row("SELECT " + actColumns + " FROM act WHERE seq = (SELECT max(seq) FROM act WHERE kind = 'do' AND undone = 0)"))
	}
	return scanAct(s.Row("SELECT "+actColumns+` FROM act WHERE seq =
		(SELECT seq FROM act WHERE kind = 'do' AND undone = 0 AND annotator_id = ? ORDER BY seq DESC LIMIT 1)`, annotatorID))
}

// redoTarget returns the act to redo and the seq of the act that undid it.
func redoTarget(s *table.Session, annotatorID string) (target *Act, undo int64, err error) {
	query, args := "SELECT "+actColumns+", undone FROM act WHERE undone > 0 ORDER BY undone DESC LIMIT 1", []any{}
	if annotatorID != "" {
		query, args = "SELECT "+actColumns+", undone FROM act WHERE undone > 0 AND annotator_id = ? ORDER BY undone DESC LIMIT 1", []any{annotatorID}
	}
	target, err = scanAct(s.Row(query, args...), &undo)
	return target, undo, err
}

func ownUndoTarget(s *table.Session, annotatorID string) (*Act, error) {
	if annotatorID == "" {
		return nil, nil // nobody has acts of their own
	}
	return undoTarget(s, annotatorID)
}

func ownRedoTarget(s *table.Session, annotatorID string) (target *Act, undo int64, err error) {
	if annotatorID == "" {
		return nil, 0, nil
	}
	return redoTarget(s, annotatorID)
}

// takeBack inverts the changes of one act, the last first. target is the act that is undone or redone by it.
func (tx *Tx) takeBack(seq int64, target Act) error {
	var first, last int64
	if err := tx.Row("SELECT first_change, last_change FROM act WHERE seq = ?", seq).Scan(&first, &last); err != nil {
		return err
	}
	rows, err := tx.Query("SELECT "+changeColumns+" FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq DESC", first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	touched := touched{spans: map[string]bool{}, relations: map[string]bool{}}
	for rows.Next() {
		change, err := scanChange(rows)
		if err != nil {
			return err
		}
		if err := tx.invert(change, target); err != nil {
			return err
		}
		touched.add(change)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return tx.checkSelective(touched, target)
}

// touched is what an inversion has put back or altered, as far as rules other than the database's hold for it.
type touched struct {
	spans, relations map[string]bool
	entities         []string
	codebook         bool
}

func (t *touched) add(change annotate.Change) {
	switch change.EntityKind {
	case table.SpanKind.Name:
		t.spans[change.EntityID] = change.Before != nil
	case table.EntityKind.Name:
		if change.Before != nil {
			t.entities = append(t.entities, change.EntityID)
		}
	case table.RelationKind.Name:
		t.relations[change.EntityID] = change.Before != nil
	case table.LabelKind.Name, table.AttributeKind.Name, table.RelationTypeKind.Name:
		t.codebook = true
	}
}

// checkSelective makes sure that an act taken out of the middle of the history leaves a project whose annotations and
// codebook fit each other. Taken back in order, they fit as they did then.
func (tx *Tx) checkSelective(t touched, target Act) error {
	var later bool
	err := tx.Row("SELECT EXISTS (SELECT 1 FROM act WHERE kind = 'do' AND undone = 0 AND seq > ?)", target.Seq).Scan(&later)
	if err != nil || !later {
		return err
	}
	refuse := func(why string) error {
		return annotate.Conflictf("“%s” cannot be %s by itself: %s", target.Summary, past(tx.act.Kind), why)
	}
	if t.codebook {
		cb, err := tx.Codebook()
		if err != nil {
			return err
		}
		broken, err := revise.BrokenBy(tx.Session, cb)
		if err != nil {
			return err
		}
		if len(broken) > 0 {
			return refuse(broken[0].Sentence())
		}
	}
	for id, there := range t.spans {
		if !there {
			continue
		}
		span, err := tx.Span(id)
		if err != nil {
			return err
		}
		if err := tx.validateSpan(&span); err != nil {
			return refuse(err.Error())
		}
		if err := tx.checkRelationsOf(span); err != nil {
			return refuse(err.Error())
		}
	}
	for _, id := range t.entities {
		entity, err := tx.Entity(id)
		if err != nil {
			return err
		}
		if err := tx.validateParent(entity); err != nil {
			return refuse(err.Error())
		}
	}
	for id, there := range t.relations {
		if !there {
			continue
		}
		relation, err := tx.Relation(id)
		if err != nil {
			return err
		}
		if err := tx.validateRelation(relation); err != nil {
			return refuse(err.Error())
		}
	}
	return nil
}

// conflict says that a row is no longer as the act left it, and whose work is in the way.
func (tx *Tx) conflict(k *table.Kind, change annotate.Change, target Act) error {
	var action string
	var who sql.NullString
	err := tx.Row(`SELECT a.summary, n.name FROM change c JOIN act a ON a.seq = c.act_seq LEFT JOIN annotator n ON n.id = c.annotator_id
		WHERE c.entity_id = ? AND c.entity_kind = ? AND c.act_seq < ? ORDER BY c.seq DESC LIMIT 1`,
		change.EntityID, k.Name, tx.act.Seq).Scan(&action, &who)
	if err != nil {
		return err
	}
	by := ""
	if who.Valid {
		by = " by " + who.String
	}
	return annotate.Conflictf("“%s” cannot be %s: its %s was changed since%s (“%s”); undo that first",
		target.Summary, past(tx.act.Kind), k.Noun, by, action)
}

// users are the columns that refer to a kind of row, with the column that says whose the reference is.
var users = map[*table.Kind]string{
	table.EntityKind:       "SELECT annotator_id FROM span WHERE entity_id = ?",
	table.SpanKind:         "SELECT annotator_id FROM relation WHERE ?1 IN (head_span_id, tail_span_id)",
	table.DocumentKind:     "SELECT annotator_id FROM span WHERE document_id = ?1 UNION SELECT annotator_id FROM progress WHERE document_id = ?1 UNION SELECT annotator_id FROM assignment WHERE document_id = ?1 UNION SELECT annotator_id FROM flag WHERE document_id = ?1",
	table.LabelKind:        "SELECT annotator_id FROM span WHERE label_id = ?",
	table.RelationTypeKind: "SELECT annotator_id FROM relation WHERE relation_type_id = ?",
	table.AnnotatorKind:    "SELECT annotator_id FROM span WHERE annotator_id = ?1 UNION SELECT annotator_id FROM progress WHERE annotator_id = ?1 UNION SELECT annotator_id FROM assignment WHERE annotator_id = ?1 UNION SELECT annotator_id FROM flag WHERE annotator_id = ?1 UNION SELECT annotator_id FROM reply WHERE annotator_id = ?1",
	table.FlagKind:         "SELECT annotator_id FROM reply WHERE flag_id = ?",
}

// inUse says that a row cannot go because others refer to it.
func (tx *Tx) inUse(k *table.Kind, change annotate.Change, target Act) error {
	by := ""
	if query, there := users[k]; there {
		names, err := table.Texts(tx.Session, "SELECT name FROM annotator WHERE id IN ("+query+") ORDER BY name LIMIT 1", change.EntityID)
		if err != nil {
			return err
		}
		if len(names) > 0 {
			by = " by " + names[0]
		}
	}
	return annotate.Conflictf("“%s” cannot be %s: its %s is used by later work%s; undo that first", target.Summary, past(tx.act.Kind), k.Noun, by)
}

func past(kind history.ActKind) string {
	if kind == history.Redo {
		return "redone"
	}
	return "undone"
}
