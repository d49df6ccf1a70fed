package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
)

// origin says whose change it is and when it was made. The zero origin is the act that is under way; merging names who made a
// change in another file.
type origin struct {
	id        string // of the change
	at        time.Time
	annotator string
	action    string
}

// edit is one row of the project as it was and as it is to be: nil before it is made and after it is deleted. Where both are nil, or
// say the same, nothing is altered and the log alone is to tell of it.
type edit struct {
	kind          *kind
	id            string
	before, after *row
	origin        origin
}

// apply is the one hand that writes rows. Acts, undo, redo and merging all go through it: it alters the tables, appends to the log, and
// lets all that hear of changes know. An error of SQLite is returned as it is, for whoever asked knows what it means to them.
func (tx *Tx) apply(e edit) error {
	was, is := e.kind.logged(e.before, e.after == nil), e.kind.logged(e.after, false)
	var err error
	switch {
	case e.before == nil && e.after == nil:
	case e.before == nil:
		err = tx.insertRow(e.kind, *e.after)
	case e.after == nil:
		err = tx.deleteRow(e.kind, e.id)
	case !bytes.Equal(was, is):
		err = tx.updateRow(e.kind, *e.after)
	}
	if err != nil {
		return err
	}
	if err := tx.log(e, was, is); err != nil {
		return err
	}
	tx.forget(e)
	return tx.follows.touch(e)
}

// forget drops from what the writer remembers what a change makes stale.
func (tx *Tx) forget(e edit) {
	switch e.kind {
	case codebookKind, labelKind, attributeKind, relationTypeKind:
		tx.project.cache.codebook = nil
	case documentKind:
		tx.project.cache.texts = slices.DeleteFunc(tx.project.cache.texts, func(t *documentText) bool { return t.id == e.id })
	}
}

// logged is a row as the log keeps it, nil where there is none.
func (k *kind) logged(r *row, bulk bool) json.RawMessage {
	if r == nil {
		return nil
	}
	return k.encode(*r, bulk)
}

// log appends one change.
func (tx *Tx) log(e edit, was, is json.RawMessage) error {
	by := e.origin
	if by.id == "" {
		by = origin{id: annotate.NewID(), at: tx.now, annotator: tx.act.AnnotatorID, action: tx.act.Action}
	}
	change := annotate.Change{Seq: tx.next, Act: tx.act.Seq, ID: by.id, At: by.at, AnnotatorID: by.annotator, Action: by.action,
		EntityKind: e.kind.name, EntityID: e.id, Before: was, After: is}
	err := tx.exec(`INSERT INTO change (seq, id, at, annotator_id, action, entity_kind, entity_id, act_seq, before, after)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		change.Seq, change.ID, stamp(change.At), optional(change.AnnotatorID), change.Action, change.EntityKind,
		change.EntityID, tx.act.Seq, logged(change.Before), logged(change.After))
	if err != nil {
		return fmt.Errorf("writing the log: %w", err)
	}
	tx.next++
	tx.last = change.ID
	if tx.next-tx.first > largeAct {
		tx.act.Changes, tx.act.Large = nil, true
		return nil
	}
	if e.before != nil && e.kind == documentKind {
		change.Before = e.kind.encode(*e.before, false) // nobody who watches needs the whole text
	}
	tx.act.Changes = append(tx.act.Changes, change)
	return nil
}

// insert makes a row.
func (tx *Tx) insert(k *kind, r row) error {
	k.clean(r)
	return tx.apply(edit{kind: k, id: k.id(r), after: &r})
}

// update overwrites the row of the same key, unless nothing differs.
func (tx *Tx) update(k *kind, r row) error {
	k.clean(r)
	id := k.id(r)
	before, err := tx.load(k, id, false)
	if err != nil {
		return err
	}
	if before == nil {
		return annotate.NotFoundf("the %s %s does not exist", k.noun, id)
	}
	if k.same(before, &r) {
		return nil
	}
	return tx.apply(edit{kind: k, id: id, before: before, after: &r})
}

// delete removes the row with that id; the log keeps all that is needed to bring it back.
func (tx *Tx) delete(k *kind, id string) error {
	before, err := tx.load(k, id, true)
	if err != nil {
		return err
	}
	if before == nil {
		return annotate.NotFoundf("the %s %s does not exist", k.noun, id)
	}
	return tx.apply(edit{kind: k, id: id, before: before})
}
