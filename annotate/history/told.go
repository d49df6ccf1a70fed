package history

import "slices"

// News are the changes that a source does not know of a row, in the order in which they were made: what persons did, what was rewritten
// and counts, and the deletion. known is what all sources know of it, knew what this one does.
func (j Joined) News(place int, known, knew *Row) []Change {
	var news []Change
	for _, e := range j.Entries {
		if e.In == place {
			continue
		}
		for _, c := range e.Row.Said {
			if !knew.Knows(c.Mark) && !slices.ContainsFunc(news, func(o Change) bool { return o.Mark == c.Mark }) {
				news = append(news, c)
			}
		}
	}
	for _, c := range known.Missing(knew) {
		if !slices.ContainsFunc(news, func(o Change) bool { return o.Mark == c.Mark && o.Rewrite == c.Rewrite && o.Basis == c.Basis }) {
			news = append(news, c)
		}
	}
	slices.SortStableFunc(news, func(a, b Change) int {
		switch {
		case a.Mark.Before(b.Mark):
			return -1
		case b.Mark.Before(a.Mark):
			return 1
		}
		return 0
	})
	return news
}

// Brings says whether a history has a version that counts in the joined one and that another did not have.
func (r *Row) Brings(known, knew *Row) bool {
	for name, v := range r.Versions() {
		if known.Field(name) == v && knew.Field(name) != v {
			return true
		}
	}
	return r.Alive == known.Alive && knew.Alive != known.Alive
}

// Lost is what a history says last of a row and what does not count in the joined one, and what counts instead: two marks that are not
// known where nothing was lost. knew says whether a history that knows the second change knows the first too; then whoever made it
// decided so, and nothing was lost. Of undisputed fields nothing is told.
func (r *Row) Lost(known *Row, knew func(first, second Mark) bool, undisputed func(field string) bool) (lost, counts Mark) {
	switch {
	case !known.Lives() && r.Alive.Known() && !r.Knows(known.Dead):
		if !knew(r.Alive, known.Dead) {
			return r.Alive, known.Dead
		}
		return lost, counts
	case !known.Lives():
		return lost, counts
	case r.Dead.Known() && r.Alive.Before(r.Dead):
		if !knew(r.Dead, known.Alive) {
			return r.Dead, known.Alive
		}
		return lost, counts
	}
	for _, rival := range r.Rivals(known, knew) {
		if !undisputed(rival.Field) && lost.Before(rival.Lost.Said) {
			lost, counts = rival.Lost.Said, rival.Counts.Said
		}
	}
	return lost, counts
}
