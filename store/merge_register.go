package store

import (
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
)

// moment is one version of a row: who left it so, when, and as what.
type moment struct {
	history.Mark // At as it stands in the file: the order of the texts is the order in time
	annotator    string
	action       string
	before       json.RawMessage // nil where the row was made, or not known
	value        json.RawMessage // nil where the row was deleted
	stored       bool            // in the table version
	partial      bool            // value holds only what was altered
	rewrite      bool            // it followed from something else
	basis        history.Mark    // what a partial rewrite rewrote
	hash         string          // of a document's text
	base         bool            // made with the project: any edit comes after it, and it is the same in every project made so
}

func (m moment) known() bool { return m.Known() }

// loggedChange is a row of the table change.
type loggedChange struct {
	seq           int64
	at, id        string
	annotator     string
	action        string
	act           int64
	hash          string // of a document's text, "" where the log does not say it
	before, after sql.NullString
}

// register is what a file knows of a row.
type register struct {
	file   *mergeSource
	kind   *kind
	id     string
	hash   string // of a document's text: one id may have had several
	former bool   // another text has the id since

	from, until int64           // first and last change in the log
	there       bool            // the table has it
	table       json.RawMessage // as the table has it
	seen        bool            // the table had it once, by an act that is in force
	past        []moment        // all versions, as the log has them, then those that only merging knows
	merges      []mergeAct      // undone merges that touched it
	row         *history.Row    // past, in the words of the merged project; nil until it is asked for
}

func (f *mergeSource) newRegister(k *kind) *register { return &register{file: f, kind: k} }

// known says whether the file has seen a version of the row.
func (r *register) known() bool { return len(r.past) > 0 }

// knows says whether the file has seen a change.
func (r *register) knows(m history.Mark) bool {
	return slices.ContainsFunc(r.past, func(p moment) bool { return p.Mark == m })
}

// add takes in the next change of the row. What a merge only derived, and what an undone merge brought, is no version.
func (r *register) add(c loggedChange) {
	if r.until = c.seq; r.from == 0 {
		r.from = c.seq
	}
	r.there, r.table = c.after.Valid, raw(c.after)
	act, special := r.file.acts[c.act]
	hidden := slices.ContainsFunc(r.merges, func(m mergeAct) bool { return c.seq <= m.until })
	if r.there && !hidden && act.until == 0 {
		r.seen = true
	}
	switch {
	case special && act.base && c.after.Valid:
		r.past = append(r.past, baseMoment(r.kind, r.id, r.table))
	case special && act.until > 0:
		r.merges = append(r.merges, act)
	case special && !act.merge, hidden, special && c.action == mergeAction:
	default:
		r.past = append(r.past, moment{Mark: history.Mark{At: c.at, ID: c.id}, annotator: c.annotator, action: c.action, before: raw(c.before), value: r.table,
			rewrite: c.before.Valid && c.after.Valid && r.file.rewrites[c.act] && !slices.Contains(classKinds, r.kind)})
	}
}

func raw(text sql.NullString) json.RawMessage {
	if !text.Valid {
		return nil
	}
	return json.RawMessage(text.String)
}

// baseTime is before all times.
var baseTime = stamp(time.Time{})

func baseMoment(k *kind, id string, value json.RawMessage) moment {
	return moment{Mark: history.Mark{At: baseTime, ID: annotate.DerivedID("base", k.name, id, string(value))}, action: "new", value: value, base: true}
}

// joined is what all files together know of a row.
type joined struct {
	kind    *kind
	id      string // in the merged project
	hash    string // of a document's text
	entries []*register
}

// of returns the entries of a file.
func (j joined) here(f *mergeSource) []*register {
	var own []*register
	for _, e := range j.entries {
		if e.file == f {
			own = append(own, e)
		}
	}
	return own
}

// there is the entry of a file whose table has the row, nil where it has not.
func (j joined) there(f *mergeSource) *register {
	for _, e := range j.entries {
		if e.file == f && e.there {
			return e
		}
	}
	return nil
}

// known says whether any file has seen a version of the row.
func (j joined) known() bool { return slices.ContainsFunc(j.entries, (*register).known) }

// moment finds the version that a change made.
func (j joined) moment(m history.Mark) (moment, *register) {
	for _, e := range j.entries {
		for _, p := range e.past {
			if p.Mark == m {
				return p, e
			}
		}
	}
	return moment{Mark: m}, nil
}

// lives says whether the last change that a person made to the row left it there.
func (j joined) lives() bool {
	alive, dead := j.ends()
	return alive.Known() && dead.Before(alive)
}

// ends are the last change that made or altered the row, and the last deletion.
func (j joined) ends() (alive, dead history.Mark) {
	for _, e := range j.entries {
		for _, p := range e.past {
			switch {
			case p.value == nil && dead.Before(p.Mark):
				dead = p.Mark
			case p.value != nil && !p.rewrite && alive.Before(p.Mark):
				alive = p.Mark
			}
		}
	}
	return alive, dead
}
