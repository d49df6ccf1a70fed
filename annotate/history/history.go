// Package history says which version of a row counts where several people changed it in copies of their own, which rows are the same
// (Things), what is kept although somebody deleted it (Kept), and what one who has a copy is to be told (News, Brings, Lost). It knows
// rows as fields of text, and nothing of tables, files or windows; start reading at Row. Histories are read from a Source, such as
// a project file; Side says what its log means, and Walk goes through several of them at once.
//
// # Versions belong to fields
//
// A person who corrects a note and another who moves the borders of the same span have both done something that
// stands. So each field of a row has a version of its own: the last change that altered it. Of a list whose items are set one
// by one (the options of an attribute, the aliases of an entity, the values of a span) each item is a field.
//
// # What is said, and what follows
//
// Renaming an attribute, joining two entities or dropping an option rewrites many rows of many people at once, without
// anybody having looked at them. Taken for versions such rewrites would beat every correction that was made elsewhere a
// minute before, and bring back what was deleted there. Therefore a rewrite gives a field no version of its own: it is ranked
// by the change that it rewrote, and only between the outcomes of the same change by its own time (Stamp). It says
// nothing about whether the row lives. Both ways that were open, versions of fields and applying a rewrite anew to whatever
// wins, are taken: names that change are not in the fields at all (a value is a field by the id of its attribute, and an
// entity that was joined to another is that other), so that renaming and joining alter no field; what is left, a value that
// was replaced or taken off, is ranked.
//
// # Life
//
// A row lives if the last change that made or altered it came after its last deletion. Row.Join is the later of each
// field, and of life and death: it does not matter in which order, in which groups or how often histories are joined.
package history

import (
	"iter"
	"slices"
)

// Mark names one change, the same in every file that has it: when it was made, as text that sorts by time, and its id.
type Mark struct{ At, ID string }

// Known says whether there is such a change.
func (m Mark) Known() bool { return m.ID != "" }

// Before orders changes by time; those of one moment by their ids.
func (m Mark) Before(o Mark) bool {
	if m.At != o.At {
		return m.At < o.At
	}
	return m.ID < o.ID
}

// Stamp ranks the versions of a field.
type Stamp struct {
	Said      Mark // the change by which a person gave the field its meaning
	Rewritten Mark // the last change that rewrote it since as a consequence of something else
}

// Before ranks by what was said, and what says the same by when it was rewritten.
func (s Stamp) Before(o Stamp) bool {
	if s.Said != o.Said {
		return s.Said.Before(o.Said)
	}
	return s.Rewritten.Before(o.Rewritten)
}

// Fields are what a row says, by the name of the field. A field that is missing is unset.
type Fields map[string]string

// Version is what a field says since some change.
type Version struct {
	Stamp
	Value string
	Unset bool // the field was taken off
}

func (v Version) before(o Version) bool {
	switch {
	case v.Stamp != o.Stamp:
		return v.Stamp.Before(o.Stamp)
	case v.Unset != o.Unset:
		return v.Unset
	}
	return v.Value < o.Value
}

// Change is one entry of a log about one row. The row before is nil where it was made, the row after where it was deleted.
type Change struct {
	Mark
	Before, After Fields
	Rewrite       bool // it followed from another change: see the package comment
	// Partial says that After holds only what was altered, and Unset what was taken off; Basis is then what a rewrite rewrote.
	Partial bool
	Unset   []string
	Basis   Mark
	Whole   Fields // of a partial change that made the row: all that it said
}

// Row is what is known of a row.
type Row struct {
	Alive Mark // the last change that made or altered it
	Dead  Mark // the last that deleted it

	// Said are the changes that persons made, as partial ones, in the order in which they were witnessed. Joining leaves them alone.
	Said []Change

	versions versions
	known    marks
	deleted  Fields // as it was before the last deletion that was seen
}

// NewRow returns a row of which nothing is known.
func NewRow() *Row { return &Row{} }

// Lives says whether the row is there.
func (r *Row) Lives() bool { return r.Alive.Known() && r.Dead.Before(r.Alive) }

// Knows says whether the row has seen a change.
func (r *Row) Knows(m Mark) bool { return r.known.has(m) }

// Field is the version of a field that counts, the zero one where nobody ever set it.
func (r *Row) Field(name string) Version {
	v, _ := r.versions.of(name)
	return v
}

// Versions yields the versions of all fields that anybody ever set.
func (r *Row) Versions() iter.Seq2[string, Version] { return r.versions.all() }

// Witness takes in a change, whose fields are the row's from then on. Changes of one file must come in the order of its log.
func (r *Row) Witness(c Change) {
	r.known.add(c.Mark)
	switch {
	case c.Partial:
		r.alter(c, c.After, c.Unset)
	case c.After == nil:
		if c.Before != nil { // else it was not there, or this is only remembered: the log goes on from the deletion that it has
			r.deleted = c.Before
		}
		if r.Dead.Before(c.Mark) {
			r.Dead = c.Mark
		}
	default:
		before := c.Before
		if before == nil {
			before = r.deleted // what comes back as it was says nothing new
		}
		altered := c.After
		var unset []string
		if len(before) > 0 {
			altered = Fields{}
			for name, value := range c.After {
				if old, there := before[name]; !there || old != value {
					altered[name] = value
				}
			}
		}
		for name := range before {
			if _, there := c.After[name]; !there {
				unset = append(unset, name)
			}
		}
		r.alter(c, altered, unset)
	}
}

func (r *Row) alter(c Change, altered Fields, unset []string) {
	if c.Rewrite || len(unset) > 0 || !r.versions.begin(c.Mark, altered) {
		for name, value := range altered {
			r.versions.set(name, Version{Stamp: r.stamp(c, name), Value: value})
		}
		for _, name := range unset {
			r.versions.set(name, Version{Stamp: r.stamp(c, name), Unset: true})
		}
	}
	if c.Rewrite {
		return
	}
	if r.Alive.Before(c.Mark) {
		r.Alive = c.Mark
	}
	slices.Sort(unset)
	whole := c.After
	if c.Partial || c.Before != nil {
		whole = nil
	}
	r.Said = append(r.Said, Change{Mark: c.Mark, Partial: true, After: altered, Unset: unset, Whole: whole})
}

func (r *Row) stamp(c Change, field string) Stamp {
	switch {
	case !c.Rewrite:
		return Stamp{Said: c.Mark}
	case c.Partial:
		return Stamp{Said: c.Basis, Rewritten: c.Mark}
	}
	return Stamp{Said: r.Field(field).Said, Rewritten: c.Mark}
}

// Join takes in what another history of the same row knows.
func (r *Row) Join(o *Row) {
	r.versions.join(&o.versions)
	if r.Alive.Before(o.Alive) {
		r.Alive = o.Alive
	}
	if r.Dead.Before(o.Dead) {
		r.Dead = o.Dead
	}
	r.known.join(o.known)
}

// Clone returns a copy that can be changed apart.
func (r *Row) Clone() *Row {
	c := NewRow()
	c.Join(r)
	c.deleted = r.deleted
	return c
}

// Continue makes a joined row go on with the log of one of those that it was joined of: what comes back as that log last had it
// says nothing new.
func (r *Row) Continue(log *Row) { r.deleted = log.deleted }

// Values are what the fields say. They are not to be changed.
func (r *Row) Values() Fields { return r.versions.values() }

// Same says whether two histories come to the same: the same versions of the same fields, and the same life.
func (r *Row) Same(o *Row) bool {
	return r.Alive == o.Alive && r.Dead == o.Dead && r.versions.same(&o.versions)
}
