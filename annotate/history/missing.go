package history

import (
	"cmp"
	"slices"
)

// Missing returns what another history lacks of what counts in this one, as partial changes in the order in which they
// were made: taken in, they make the other come to the same. The last is the deletion where the other does not know it.
func (r *Row) Missing(o *Row) []Change {
	if made, is := r.versions.made(); is && o.versions.none() && !o.Alive.Known() && r.Alive == made.Mark && !r.Dead.Known() {
		return []Change{made} // the most frequent case by far
	}
	var list []Change // few: most rows were made and altered once or twice
	at := func(mark, basis Mark, rewrite bool) *Change {
		i := slices.IndexFunc(list, func(c Change) bool { return c.Mark == mark && c.Basis == basis && c.Rewrite == rewrite })
		if i < 0 {
			i, list = len(list), append(list, Change{Mark: mark, Basis: basis, Rewrite: rewrite, Partial: true, After: Fields{}})
		}
		return &list[i]
	}
	for name, v := range r.Versions() {
		if old, there := o.versions.of(name); there && !old.before(v) {
			continue
		}
		mark, basis := v.Said, Mark{}
		if v.Rewritten.Known() {
			mark, basis = v.Rewritten, v.Said
		}
		c := at(mark, basis, v.Rewritten.Known())
		if v.Unset {
			c.Unset = append(c.Unset, name)
		} else {
			c.After[name] = v.Value
		}
	}
	if o.Alive.Before(r.Alive) {
		at(r.Alive, Mark{}, false)
	}
	for _, c := range list {
		slices.Sort(c.Unset)
	}
	slices.SortFunc(list, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Basis.At, b.Basis.At), cmp.Compare(a.Basis.ID, b.Basis.ID))
	})
	if o.Dead.Before(r.Dead) {
		list = append(list, Change{Mark: r.Dead})
	}
	return list
}

// Rival is a field of a row of which somebody said something that does not count, because somebody else, who did not know of
// it, said something else later.
type Rival struct {
	Field        string
	Lost, Counts Version
}

// Rivals lists the fields in which a history says, by a person, what does not count in the joined one, though nothing shows
// that whoever made the version that counts knew of it. knew says whether a history that knows the second change knows
// the first too.
func (r *Row) Rivals(joined *Row, knew func(first, second Mark) bool) []Rival {
	var rivals []Rival
	for name, lost := range r.Versions() {
		counts := joined.Field(name)
		if lost.Said == counts.Said || lost.Value == counts.Value && lost.Unset == counts.Unset || !lost.Said.Known() {
			continue
		}
		if !knew(lost.Said, counts.Said) {
			rivals = append(rivals, Rival{name, lost, counts})
		}
	}
	slices.SortFunc(rivals, func(a, b Rival) int { return cmp.Compare(a.Field, b.Field) })
	return rivals
}
