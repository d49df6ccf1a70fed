package store

import (
	"fmt"
	"iter"
)

// lives are the registers of one id: one, or of a document one for each text that it stood for.
type lives struct {
	id   string
	all  []*register
	last *register // the one that was changed last
}

// registers yields what the file knows of each row of a kind that ever was in it, in the order of their ids.
func (f *mergeSource) registers(k *kind) iter.Seq2[*register, error] {
	return func(yield func(*register, error) bool) {
		for l, err := range f.lives(k) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range l.all {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}

// lives yields the ids of a kind that the log or the table version names, in order.
func (f *mergeSource) lives(k *kind) iter.Seq2[*lives, error] {
	return func(yield func(*lives, error) bool) {
		query := "SELECT entity_id, " + loggedColumns(k) + " FROM change INDEXED BY change_entity WHERE entity_kind = ? ORDER BY entity_id, seq"
		if !many[k] {
			query = "SELECT entity_id, " + loggedColumns(k) + ` FROM change INDEXED BY change_part WHERE entity_kind NOT IN
				('span', 'relation', 'entity', 'progress', 'decision', 'region', 'assignment') AND entity_kind = ? ORDER BY entity_id, seq`
		}
		rows, err := f.query(query, k.name)
		if err != nil {
			yield(nil, fmt.Errorf("reading the log of %s: %w", f.path, err))
			return
		}
		defer rows.Close()
		stored := f.stored[k.name]
		give := func(l *lives) bool {
			var versions []moment
			if len(stored) > 0 && stored[0] == l.id {
				versions, stored = f.versions[k.name+" "+l.id], stored[1:]
			}
			l.settle(f, k, versions)
			return yield(l, nil)
		}
		// skip gives the ids before another that only the table version names.
		skip := func(before string) bool {
			for len(stored) > 0 && (before == "" || stored[0] < before) {
				if !give(&lives{id: stored[0]}) {
					return false
				}
			}
			return true
		}
		var l *lives
		finish := func() bool { return l == nil || skip(l.id) && give(l) }
		for rows.Next() {
			var id string
			var c loggedChange
			if err := rows.Scan(&id, &c.seq, &c.at, &c.id, &c.annotator, &c.action, &c.act, &c.before, &c.after, &c.hash); err != nil {
				yield(nil, err)
				return
			}
			if l == nil || id != l.id {
				if !finish() {
					return
				}
				l = &lives{id: id}
			}
			l.add(f, k, c)
		}
		if err := rows.Err(); err != nil {
			yield(nil, fmt.Errorf("reading the log of %s: %w", f.path, err))
			return
		}
		if finish() {
			skip("")
		}
	}
}

// register reads what the file knows of one row, which is no document.
func (f *mergeSource) register(k *kind, id string) (*register, error) {
	rows, err := f.query("SELECT "+loggedColumns(k)+" FROM change WHERE entity_id = ? AND entity_kind = ? ORDER BY seq", id, k.name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	l := &lives{id: id}
	for rows.Next() {
		var c loggedChange
		if err := rows.Scan(&c.seq, &c.at, &c.id, &c.annotator, &c.action, &c.act, &c.before, &c.after, &c.hash); err != nil {
			return nil, err
		}
		l.add(f, k, c)
	}
	l.settle(f, k, f.versions[k.name+" "+id])
	return l.of(f, k, ""), rows.Err()
}

// loggedColumns are the columns of the log that a loggedChange holds.
func loggedColumns(k *kind) string {
	before, hash := "before", "''"
	if k == documentKind { // a deleted one is logged with its text
		before, hash = "CASE WHEN after IS NULL THEN json_remove(before, '$.text', '$.source') ELSE before END", "ifnull(json_extract(ifnull(after, before), '$.text_sha256'), '')"
	}
	return "seq, at, id, ifnull(annotator_id, ''), action, act_seq, " + before + ", after, " + hash
}

// many are the kinds of which a project may have a great many rows: merging looks them up one by one.
var many = map[*kind]bool{spanKind: true, relationKind: true, entityKind: true, progressKind: true, decisionKind: true, regionKind: true, assignmentKind: true}

// of returns the register of the text with that hash; any that is there for none.
func (l *lives) of(f *mergeSource, k *kind, hash string) *register {
	for _, r := range l.all {
		if r.hash == hash || hash == "" {
			return r
		}
	}
	r := f.newRegister(k)
	r.id, r.hash = l.id, hash
	l.all = append(l.all, r)
	return r
}

func (l *lives) add(f *mergeSource, k *kind, c loggedChange) {
	l.last = l.of(f, k, c.hash)
	l.last.add(c)
}

// settle takes in the versions that only merging knows, and tells which texts gave their id up.
func (l *lives) settle(f *mergeSource, k *kind, stored []moment) {
	for _, m := range stored {
		r := l.of(f, k, m.hash)
		r.past = append(r.past, m)
		if l.last == nil {
			l.last = r
		}
	}
	for _, r := range l.all {
		r.former = r != l.last
	}
}
