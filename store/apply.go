package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/table"
)

// Apply is the one hand that writes rows. Acts, undo, redo and merging all go through it: it alters the tables, appends to the log, and
// lets all that hear of changes know. An error of SQLite is returned as it is, for whoever asked knows what it means to them.
func (tx *Tx) Apply(e table.Edit) error {
	was, is := e.Kind.Logged(e.Before, e.After == nil), e.Kind.Logged(e.After, false)
	var err error
	switch {
	case e.Before == nil && e.After == nil:
	case e.Before == nil:
		err = tx.InsertRow(e.Kind, *e.After)
	case e.After == nil:
		err = tx.DeleteRow(e.Kind, e.Id)
	case !bytes.Equal(was, is):
		err = tx.UpdateRow(e.Kind, *e.After)
	}
	if err != nil {
		return err
	}
	if err := tx.log(e, was, is); err != nil {
		return err
	}
	tx.forget(e)
	return tx.follows.Touch(e)
}

// forget drops from what the writer remembers what a change makes stale.
func (tx *Tx) forget(e table.Edit) {
	switch e.Kind {
	case table.CodebookKind, table.LabelKind, table.AttributeKind, table.RelationTypeKind:
		tx.project.cache.codebook = nil
	case table.DocumentKind:
		tx.project.cache.texts = slices.DeleteFunc(tx.project.cache.texts, func(t *documentText) bool { return t.id == e.Id })
	}
}

// log appends one change.
func (tx *Tx) log(e table.Edit, was, is json.RawMessage) error {
	by := e.Origin
	if by.Id == "" {
		by = table.Origin{Id: annotate.NewID(), At: tx.now, Annotator: tx.act.AnnotatorID, Action: tx.act.Action}
	}
	change := annotate.Change{Seq: tx.next, Act: tx.act.Seq, ID: by.Id, At: by.At, AnnotatorID: by.Annotator, Action: by.Action,
		EntityKind: e.Kind.Name, EntityID: e.Id, Before: was, After: is}
	err := tx.Exec(`INSERT INTO change (seq, id, at, annotator_id, action, entity_kind, entity_id, act_seq, before, after)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		change.Seq, change.ID, table.Stamp(change.At), table.Optional(change.AnnotatorID), change.Action, change.EntityKind,
		change.EntityID, tx.act.Seq, table.Logged(change.Before), table.Logged(change.After))
	if err != nil {
		return fmt.Errorf("writing the log: %w", err)
	}
	tx.next++
	tx.last = change.ID
	if tx.next-tx.first > largeAct {
		tx.act.Changes, tx.act.Large = nil, true
		return nil
	}
	if e.Before != nil && e.Kind == table.DocumentKind {
		change.Before = e.Kind.Encode(*e.Before, false) // nobody who watches needs the whole text
	}
	tx.act.Changes = append(tx.act.Changes, change)
	return nil
}

// insert makes a row.
func (tx *Tx) insert(k *table.Kind, r table.Row) error {
	k.Clean(r)
	return tx.Apply(table.Edit{Kind: k, Id: k.ID(r), After: &r})
}

// Update overwrites the row of the same key, unless nothing differs.
func (tx *Tx) Update(k *table.Kind, r table.Row) error {
	k.Clean(r)
	id := k.ID(r)
	before, err := tx.Load(k, id, false)
	if err != nil {
		return err
	}
	if before == nil {
		return annotate.NotFoundf("the %s %s does not exist", k.Noun, id)
	}
	if k.Same(before, &r) {
		return nil
	}
	return tx.Apply(table.Edit{Kind: k, Id: id, Before: before, After: &r})
}

// delete removes the row with that id; the log keeps all that is needed to bring it back.
func (tx *Tx) delete(k *table.Kind, id string) error {
	before, err := tx.Load(k, id, true)
	if err != nil {
		return err
	}
	if before == nil {
		return annotate.NotFoundf("the %s %s does not exist", k.Noun, id)
	}
	return tx.Apply(table.Edit{Kind: k, Id: id, Before: before})
}
