package store

import (
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
)

// moment is one version of a row: who left it so, when, and as what.
type moment struct {
	at        string // as it stands in the file: the order of the texts is the order in time
	id        string // of the change, which tells apart what was done in the same millisecond
	annotator string
	action    string
	value     json.RawMessage // nil where the row was deleted
	stored    bool            // in the table version
	hash      string          // of a document's text
	base      bool            // made with the project: any edit comes after it, and it is the same in every project made so
}

func (m moment) known() bool { return m.id != "" }

// before says which of two versions came first. It is the same in every file.
func (m moment) before(o moment) bool {
	if m.at != o.at {
		return m.at < o.at
	}
	return m.id < o.id
}

// loggedChange is a row of the table change.
type loggedChange struct {
	seq       int64
	at, id    string
	annotator string
	action    string
	act       int64
	hash      string // of a document's text, "" where the log does not say it
	after     sql.NullString
}

// register is what a file knows of a row: the last version in which it lived, and its last deletion.
type register struct {
	file   *mergeSource
	kind   *kind
	id     string
	hash   string // of a document's text: one id may have had several
	former bool   // another text has the id since

	from, until int64 // first and last change in the log
	living      moment
	dead        moment
	there       bool            // the table has it
	table       json.RawMessage // as the table has it
	seen        bool            // the table had it once, by an act that is in force
	past        []moment        // all versions, as the log has them
	plain       bool            // past tells the row's whole life
	merges      []mergeAct      // undone merges that touched it
}

func (f *mergeSource) newRegister(k *kind) *register {
	return &register{file: f, kind: k, plain: true}
}

// add takes in the next change of the row. What a merge only derived, and what an undone merge brought, is no version.
func (r *register) add(c loggedChange) {
	if r.until = c.seq; r.from == 0 {
		r.from = c.seq
	}
	r.there, r.table = c.after.Valid, nil
	if c.after.Valid {
		r.table = json.RawMessage(c.after.String)
	}
	act, special := r.file.acts[c.act]
	hidden := slices.ContainsFunc(r.merges, func(m mergeAct) bool { return c.seq <= m.until })
	if r.there && !hidden && act.until == 0 {
		r.seen = true
	}
	switch {
	case special && act.base && c.after.Valid:
		r.witness(baseMoment(r.kind, r.id, r.table))
		return
	case special && !act.merge, hidden:
	case special && act.until > 0:
		r.merges = append(r.merges, act)
	case special && c.action == mergeAction:
	default:
		r.witness(moment{at: c.at, id: c.id, annotator: c.annotator, action: c.action, value: r.table})
		return
	}
	r.plain = false
}

// baseTime is before all times.
var baseTime = stamp(time.Time{})

func baseMoment(k *kind, id string, value json.RawMessage) moment {
	return moment{at: baseTime, id: annotate.DerivedID("base", k.name, id, string(value)), action: "new", value: value, base: true}
}

func (r *register) witness(m moment) {
	r.past = append(r.past, m)
	if m.value == nil {
		if !r.dead.known() || r.dead.before(m) {
			r.dead = m
		}
		return
	}
	if !r.living.known() || !m.before(r.living) { // a stored value of the same version is the one before it was fitted
		r.living = m
	}
}

// settle takes in a version that only merging knows.
func (r *register) settle(stored moment) {
	r.plain = false
	r.witness(stored)
}

// knows says whether the file has seen a version.
func (r *register) knows(m moment) bool {
	return slices.ContainsFunc(r.past, func(p moment) bool { return p.id == m.id })
}

// top is the last version, living or not.
func (r *register) top() moment {
	if !r.living.known() || r.dead.known() && r.living.before(r.dead) {
		return r.dead
	}
	return r.living
}

// value is the row in its last living version, as this file writes it. Where a merge had to fit it to the rest of the
// project, it is as it was before that.
func (r *register) value() json.RawMessage {
	if r.there && !r.living.stored {
		return r.table
	}
	return r.living.value
}

// joined is what all files together know of a row.
type joined struct {
	kind    *kind
	id      string // in the merged project
	hash    string // of a document's text
	entries []*register
}

// winner returns the entry that has the last living version, nil where no file knows it alive.
func (j joined) winner() *register {
	var best *register
	for _, e := range j.entries {
		if e.living.known() && (best == nil || best.living.before(e.living)) {
			best = e
		}
	}
	return best
}

func (j joined) dead() moment {
	var last moment
	for _, e := range j.entries {
		if e.dead.known() && (!last.known() || last.before(e.dead)) {
			last = e.dead
		}
	}
	return last
}

// lives says whether the last version is a living one.
func (j joined) lives() bool {
	w, dead := j.winner(), j.dead()
	return w != nil && (!dead.known() || dead.before(w.living))
}

// in says whether a file knows a version of the row.
func (j joined) in(f *mergeSource, m moment) bool {
	return slices.ContainsFunc(j.entries, func(e *register) bool { return e.file == f && e.knows(m) })
}

// here returns the entries of a file.
func (j joined) here(f *mergeSource) []*register {
	var own []*register
	for _, e := range j.entries {
		if e.file == f {
			own = append(own, e)
		}
	}
	return own
}
