package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// translate reads a row of a file and names what it refers to as the merged project does.
func (m *merger) translate(e *register, raw json.RawMessage) (row, error) {
	k, f := e.kind, e.file
	r, err := k.decode(raw)
	if err != nil {
		return r, err
	}
	label := ""
	if k == spanKind {
		label = k.text(r, "label_id")
	}
	for _, ref := range references[k] {
		id := k.text(r, ref.column)
		switch {
		case id == "":
		case !ref.list:
			k.set(r, ref.column, f.mapped(ref.to, id))
		case len(f.ids[spanKind])+len(f.ids[relationKind]) > 0:
			ids, err := readList([]byte(id))
			if err != nil {
				return r, err
			}
			for i := range ids {
				ids[i] = f.ids[relationKind].of(f.mapped(spanKind, ids[i]))
			}
			k.set(r, ref.column, writeList(ids))
		}
	}
	switch k {
	case relationTypeKind:
		for _, column := range []string{"head_label", "tail_label"} {
			if c := m.labelNamed(f, k.text(r, column)); c != nil && m.final[labelKind][c.id].values != nil {
				k.set(r, column, labelKind.text(m.final[labelKind][c.id], "name"))
			}
		}
	case spanKind:
		if names := f.values[label]; len(names) > 0 {
			values, err := readAttributes([]byte(k.text(r, "attributes")))
			if err != nil {
				return r, err
			}
			renamed := map[string]any{}
			for name, value := range values {
				renamed[names.of(name)] = value
			}
			k.set(r, "attributes", writeAttributes(renamed))
		}
	}
	return r, nil
}

// put brings one row of the project to what all files together say of it.
func (m *merger) put(j joined) error {
	k := j.kind
	own := j.here(m.own)
	for _, e := range own {
		if e.there && e.id != j.id {
			m.moved[k] = append(m.moved[k], e.id)
		}
	}
	if _, watched := m.handled[k][j.id]; watched || m.byID[k] != nil || len(k.key) == 2 || k == regionKind {
		m.handled[k][j.id] = true
	}
	if !m.alive(j) {
		return m.drop(j, own)
	}
	w := j.winner()
	if last := j.dead(); last.known() && w.living.before(last) && !j.in(m.own, last) {
		if err := m.store(j, last, nil); err != nil {
			return err
		}
	}
	knows := j.in(m.own, w.living)
	if knows && m.stays(j, own) {
		return m.compare(j, w, unchanged)
	}
	raw, err := m.said(w)
	if err != nil {
		return err
	}
	m.rekey(k, raw, j.id)
	next := raw
	final, fitted := m.final[k][j.id]
	if fitted {
		next = final
	}
	current, err := m.current(j, own)
	if err != nil {
		return err
	}
	if k == documentKind {
		if next, err = m.placeDocument(j, next, current); err != nil {
			return err
		}
		fitted = true // it may have to wait for its place
	}
	fate, err := m.fateOf(j, current, next)
	if err != nil {
		return err
	}
	if !knows {
		if current, err = m.history(j, w, current, next); err != nil {
			return err
		}
	}
	switch {
	case knows || w.living.base || fitted && !k.same(&raw, &next):
		if !knows {
			if err := m.store(j, w.living, &raw); err != nil {
				return err
			}
		}
		if !k.same(current, &next) || !knows {
			err = m.write(k, j.id, moment{}, current, &next)
		}
	default:
		err = m.write(k, j.id, m.by(w), current, &next)
	}
	if err != nil {
		return err
	}
	return m.compare(j, w, fate)
}

// fateOf says what becomes of a row that the project may have under another id.
func (m *merger) fateOf(j joined, current *row, next row) (fate, error) {
	if e := j.there(m.own); current == nil && e != nil {
		own, err := m.translate(e, e.table)
		if err != nil {
			return added, err
		}
		current = &own
	}
	switch {
	case current == nil:
		return added, nil
	case sameContent(j.kind, *current, next):
		return unchanged, nil
	}
	return updated, nil
}

// current is the row as the project has it now.
func (m *merger) current(j joined, own []*register) (*row, error) {
	if len(own) == 0 && !m.renamed && m.byID[j.kind] == nil {
		return nil, nil // the most frequent case by far
	}
	return m.tx.load(j.kind, j.id, false)
}

// stays says whether the project has the last version of a row as it is to be. One that an earlier merge left out because
// it did not fit stays out, until it changes.
func (m *merger) stays(j joined, own []*register) bool {
	if len(own) != 1 || own[0].id != j.id || m.final[j.kind] != nil || j.kind == storyKind {
		return false
	}
	if own[0].there {
		return !m.renamed
	}
	dropped := own[0].dead.known() && own[0].living.before(own[0].dead)
	return j.kind == relationKind && !dropped
}

// rekey sets the key of a row, which is what the merged project calls it.
func (m *merger) rekey(k *kind, r row, id string) {
	copy(r.values, k.keyOf(id))
}

// by is a version with the annotator that the merged project knows.
func (m *merger) by(w *register) moment {
	at := w.living
	at.annotator = w.file.ids[annotatorKind].of(at.annotator)
	return at
}

// history logs the versions that led to the one that is taken, where they can be logged one after the other, and returns
// the last of them. Spans, relations and entities keep what others refer to throughout; a row that moved, or that a
// merge has altered, is logged in its last version only.
func (m *merger) history(j joined, w *register, current *row, next row) (*row, error) {
	k := j.kind
	if k != spanKind && k != relationKind && k != entityKind || !w.plain || len(w.past) < 2 || w.dead.known() {
		return current, nil
	}
	past := w.past[:len(w.past)-1]
	if current != nil {
		own := j.there(m.own)
		if own == nil || !own.plain || own.living.id != own.past[len(own.past)-1].id {
			return current, nil
		}
		i := slices.IndexFunc(past, func(p moment) bool { return p.id == own.living.id })
		if i < 0 {
			return current, nil
		}
		past = past[i+1:]
	}
	var steps []row
	for _, p := range past {
		r, err := m.translate(w, p.value)
		if err != nil {
			return current, err
		}
		m.rekey(k, r, j.id)
		for _, ref := range references[k] {
			if !ref.weak && k.text(r, ref.column) != k.text(next, ref.column) {
				return current, nil
			}
		}
		steps = append(steps, r)
	}
	for i := range steps {
		at := past[i]
		at.annotator = w.file.ids[annotatorKind].of(at.annotator)
		if err := m.write(k, j.id, at, current, &steps[i]); err != nil {
			return current, err
		}
		current = &steps[i]
	}
	return current, nil
}

// drop deletes a row that does not live, later, when nothing refers to it any more, and remembers what it was.
func (m *merger) drop(j joined, own []*register) error {
	k, w, last := j.kind, j.winner(), j.dead()
	current, err := m.tx.load(k, j.id, false)
	if err != nil {
		return err
	}
	if w != nil && !j.in(m.own, w.living) {
		raw, err := m.said(w)
		if err != nil {
			return err
		}
		m.rekey(k, raw, j.id)
		if err := m.store(j, w.living, &raw); err != nil {
			return err
		}
	}
	deleted := last.known() && (w == nil || w.living.before(last)) // else it goes because what it belongs to does
	if deleted {
		if err := m.conflicts(j, last); err != nil {
			return err
		}
	}
	new := deleted && !j.in(m.own, last)
	if current == nil {
		switch {
		case !new:
			return nil
		case k == documentKind: // the log would not say which text it was that went
			return m.store(j, m.deletion(j, last), nil)
		}
		return m.write(k, j.id, m.deletion(j, last), nil, nil)
	}
	d := deletion{id: j.id}
	if new {
		d.by = m.deletion(j, last)
	}
	m.deletions[k] = append(m.deletions[k], d)
	m.compareDropped(j, last)
	return nil
}

func (m *merger) deletion(j joined, last moment) moment {
	for _, e := range j.entries {
		if e.dead.id == last.id {
			last.annotator = e.file.ids[annotatorKind].of(last.annotator)
			return last
		}
	}
	return last
}

// deletion is a row that goes at the end.
type deletion struct {
	id string
	by moment // zero where it goes because something else does
}

// write changes one row and logs it: under the name of who did it, or as what merging made of it.
func (m *merger) write(k *kind, id string, by moment, before, after *row) error {
	change := annotate.Change{ID: by.id, At: unstamp(by.at), AnnotatorID: by.annotator, Action: by.action}
	if !by.known() {
		change = annotate.Change{ID: annotate.NewID(), At: m.tx.now, Action: mergeAction}
	}
	m.tx.later(change.At)
	if k == documentKind && after == nil && before != nil {
		var err error
		if before, err = m.tx.load(k, id, true); err != nil {
			return err
		}
	}
	var err error
	switch {
	case before == nil && after == nil:
	case before == nil:
		err = m.tx.insertRow(k, *after)
	case after == nil:
		err = m.tx.deleteRow(k, id)
	case !k.same(before, after):
		err = m.tx.updateRow(k, *after)
	}
	if err != nil {
		return fmt.Errorf("merging the %s %s: %w", k.noun, id, err)
	}
	return m.tx.logAs(change, k, id, before, after)
}

// store remembers a version that the tables do not show.
func (m *merger) store(j joined, at moment, value *row) error {
	var raw json.RawMessage
	if value != nil {
		raw = j.kind.encode(*value, false)
	}
	m.tx.later(unstamp(at.at))
	m.remembered = true
	return m.tx.exec(`INSERT INTO version (entity_kind, entity_id, at, change_id, annotator_id, action, value, text_sha256, act_seq)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, j.kind.name, j.id, at.at, at.id, optional(at.annotator), at.action, logged(raw), j.hash, m.tx.act.Seq)
}

// placeDocument fills in the text of a document that is new to the project. One that takes the place of another row waits
// outside the story until that row is gone.
func (m *merger) placeDocument(j joined, next row, current *row) (row, error) {
	if current != nil {
		return next, nil
	}
	var text, source any
	for _, e := range j.entries {
		var err error
		if text, source, err = e.file.text(e.id, documentKind.text(next, "text_sha256")); err != nil {
			return next, err
		}
		if text != nil {
			break
		}
	}
	if text == nil {
		return next, errors.New("a file has lost the text of an article: check it")
	}
	n := slices.IndexFunc(documentKind.columns, column.bulk)
	next.values[n], next.values[n+1] = text, source
	taken, err := texts(m.tx.session, "SELECT id FROM document WHERE story_id = ? AND text_sha256 = ?",
		documentKind.text(next, "story_id"), documentKind.text(next, "text_sha256"))
	if err != nil || len(taken) == 0 {
		return next, err
	}
	waiting := row{values: slices.Clone(next.values)}
	m.waiting = append(m.waiting, next)
	story, err := m.waitingRoom()
	documentKind.set(waiting, "story_id", story)
	return waiting, err
}

// waitingRoom is a story that is there only while documents get their new ids.
func (m *merger) waitingRoom() (string, error) {
	if m.room != "" {
		return m.room, nil
	}
	m.room = annotate.NewID()
	story := storyRow(annotate.Story{ID: m.room, Name: m.room})
	return m.room, m.write(storyKind, m.room, moment{}, nil, &story)
}
