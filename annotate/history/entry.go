package history

import (
	"encoding/json"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Moment is one version of a row: who left it so, when, and as what.
type Moment struct {
	Mark
	Annotator, Action string
	Before            json.RawMessage // nil where the row was made, or not known
	Value             json.RawMessage // nil where the row was deleted
	Partial           bool            // Value holds only what was altered
	Rewrite           bool            // it followed from something else
	Basis             Mark            // what a partial rewrite rewrote
	Hash              string          // of a document's text
	Act               int64           // of the source that logged it, 0 where it is only remembered
}

// BaseTime is before all times: what was made with a project is older than any edit, and the same in every project made so.
const BaseTime = "0001-01-01T00:00:00.000Z"

func baseMoment(kind, id string, value json.RawMessage) Moment {
	return Moment{Mark: Mark{At: BaseTime, ID: annotate.DerivedID("base", kind, id, string(value))}, Action: "new", Value: value}
}

// Entry is what one source knows of a row.
type Entry struct {
	In     int // the place of the source among those that are read together
	Kind   string
	ID     string
	Hash   string // of a document's text: one id may have had several
	Former bool   // another text has the id since

	From, Until int64           // first and last change in the log
	There       bool            // the row is there
	Now         json.RawMessage // as it is there
	Seen        bool            // it was there once, by an act that is in force
	Handled     bool            // somebody who worked in the source itself made or altered it: not all is from a merge
	Past        []Moment        // all versions, as the log has them, then those that are only remembered
	Row         *Row            // Past, in the words of those who join it; nil until it is asked for

	undone []Act // merges that touched it and were undone
}

// Known says whether the source has seen a version of the row.
func (e *Entry) Known() bool { return len(e.Past) > 0 }

// Knows says whether the source has seen a change.
func (e *Entry) Knows(m Mark) bool {
	return slices.ContainsFunc(e.Past, func(p Moment) bool { return p.Mark == m })
}

// add takes in the next change of the row. What a merge only derived, and what an undone merge brought, is no version.
func (e *Entry) add(c Logged, act Act) {
	if e.Until = c.Seq; e.From == 0 {
		e.From = c.Seq
	}
	e.There, e.Now = c.After != nil, c.After
	hidden := slices.ContainsFunc(e.undone, func(m Act) bool { return c.Seq <= m.Until })
	if e.There && !hidden && act.Until == 0 {
		e.Seen = true
	}
	if e.There && !act.Merge && !act.OfMerge {
		e.Handled = true
	}
	switch {
	case act.Base && c.After != nil:
		base := baseMoment(e.Kind, e.ID, e.Now)
		base.Act = c.Act
		e.Past = append(e.Past, base)
	case act.Until > 0:
		e.undone = append(e.undone, act)
	case act.Base, act.OfMerge, hidden, act.Merge && c.Derived:
	default:
		e.Past = append(e.Past, Moment{Mark: c.Mark, Annotator: c.Annotator, Action: c.Action, Before: c.Before, Value: e.Now,
			Rewrite: c.Before != nil && c.After != nil && act.Rewrites && !c.Meant, Act: c.Act})
	}
}

// lives are the entries of one id: one, or of a document one for each text that it stood for.
type lives struct {
	id   string
	all  []*Entry
	last *Entry // the one that was changed last
}

// of returns the entry of the text with that hash; any that is there for none.
func (l *lives) of(s *Side, kind, hash string) *Entry {
	for _, e := range l.all {
		if e.Hash == hash || hash == "" {
			return e
		}
	}
	e := &Entry{In: s.Place, Kind: kind, ID: l.id, Hash: hash}
	l.all = append(l.all, e)
	return e
}

func (l *lives) add(s *Side, kind string, c Logged) {
	l.last = l.of(s, kind, c.Hash)
	l.last.add(c, s.acts[c.Act])
}

// settle takes in the versions that are only remembered, and tells which texts gave their id up.
func (l *lives) settle(s *Side, kind string, remembered []Moment) {
	for _, m := range remembered {
		e := l.of(s, kind, m.Hash)
		e.Past = append(e.Past, m)
		if l.last == nil {
			l.last = e
		}
	}
	for _, e := range l.all {
		e.Former = e != l.last
	}
}

// Joined is what several sources together know of a row.
type Joined struct {
	Kind    string
	ID      string // as those who join it call it
	Hash    string // of a document's text
	Entries []*Entry
}

// Here are the entries of a source.
func (j Joined) Here(place int) []*Entry {
	var here []*Entry
	for _, e := range j.Entries {
		if e.In == place {
			here = append(here, e)
		}
	}
	return here
}

// There is the entry of a source that has the row, nil where it has not.
func (j Joined) There(place int) *Entry {
	for _, e := range j.Entries {
		if e.In == place && e.There {
			return e
		}
	}
	return nil
}

// Known says whether any source has seen a version of the row.
func (j Joined) Known() bool { return slices.ContainsFunc(j.Entries, (*Entry).Known) }

// Moment finds the version that a change made.
func (j Joined) Moment(m Mark) (Moment, *Entry) {
	for _, e := range j.Entries {
		for _, p := range e.Past {
			if p.Mark == m {
				return p, e
			}
		}
	}
	return Moment{Mark: m}, nil
}

// Lives says whether the last change that a person made to the row left it there.
func (j Joined) Lives() bool {
	alive, dead := j.Ends()
	return alive.Known() && dead.Before(alive)
}

// Ends are the last change that made or altered the row, and the last deletion.
func (j Joined) Ends() (alive, dead Mark) {
	for _, e := range j.Entries {
		for _, p := range e.Past {
			switch {
			case p.Value == nil && dead.Before(p.Mark):
				dead = p.Mark
			case p.Value != nil && !p.Rewrite && alive.Before(p.Mark):
				alive = p.Mark
			}
		}
	}
	return alive, dead
}
