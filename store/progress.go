package store

import (
	"context"
	"database/sql"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// States returns how far an annotator is with the documents of a story, by document id. A document that is missing
// in the result is Todo.
func (p *Project) States(ctx context.Context, storyID, annotatorID string) (map[string]annotate.State, error) {
	states := map[string]annotate.State{}
	err := p.Read(ctx, func(s *table.Session) error {
		rows, err := s.Query(`SELECT p.document_id, p.state FROM document d JOIN progress p ON p.document_id = d.id
			WHERE d.story_id = ? AND p.annotator_id = ?`, storyID, annotatorID)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			var state annotate.State
			if err := rows.Scan(&id, &state); err != nil {
				return err
			}
			states[id] = state
		}
		return rows.Err()
	})
	return states, err
}

// SetProgress says how far the act's annotator is with a document.
func (tx *Tx) SetProgress(documentID string, state annotate.State) error {
	return tx.SetProgressOf(documentID, tx.annotator.ID, state)
}

// SetProgressOf says how far an annotator is with a document.
func (tx *Tx) SetProgressOf(documentID, annotatorID string, state annotate.State) error {
	if !state.Valid() {
		return annotate.Invalidf("an article cannot be in the state %q (todo, doing or done)", state)
	}
	if annotatorID == "" {
		return annotate.Invalidf("the state of an article needs an annotator")
	}
	before, err := tx.Load(table.ProgressKind, documentID+"/"+annotatorID, false)
	if err != nil {
		return err
	}
	after := table.Row{Values: []any{documentID, annotatorID, string(state), table.Stamp(tx.now)}}
	if before == nil {
		if state == annotate.Todo {
			return nil
		}
		err := tx.insert(table.ProgressKind, after)
		if disk.IsForeignKey(err) {
			return annotate.NotFoundf("there is no article %s, or no annotator %s", documentID, annotatorID)
		}
		return err
	}
	if before.Values[2] == string(state) {
		return nil
	}
	return tx.Update(table.ProgressKind, after)
}

// begun moves a document from todo to doing when its annotator first marks something.
func (tx *Tx) begun(documentID, annotatorID string) error {
	var state annotate.State
	err := tx.Row("SELECT state FROM progress WHERE document_id = ? AND annotator_id = ?", documentID, annotatorID).Scan(&state)
	if err == nil && state != annotate.Todo {
		return nil
	}
	if err != nil && err != sql.ErrNoRows {
		return err
	}
	return tx.SetProgressOf(documentID, annotatorID, annotate.Doing)
}
