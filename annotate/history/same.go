package history

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Thing is one thing that sources may know under several ids.
type Thing struct {
	Joined
	IDs   []string // under which sources know it, in order
	Alive bool
	same  *Thing // that it was found to be the same as
}

func (t *Thing) root() *Thing {
	for t.same != nil {
		t = t.same
	}
	return t
}

func (t *Thing) unite(o *Thing) {
	a, b := t.root(), o.root()
	if a == b {
		return
	}
	a.Entries, a.IDs = append(a.Entries, b.Entries...), append(a.IDs, b.IDs...)
	b.same = a
}

// Things are the things of one kind. They are found to be the same by their ids (At), by what an earlier merge found
// (Recall), and by their names (Match), unless a source had them as different things (KeepApart).
type Things struct {
	All    []*Thing
	kind   string
	byKey  map[string]*Thing
	groups map[string]map[int]bool // by id, the groups of different things that it is in
	n      int                     // groups
	apart  bool                    // sources tell what they had as different things
	again  map[[2]string]bool      // ids of things that were made again
}

// NewThings returns no things of a kind.
func NewThings(kind string) *Things {
	return &Things{kind: kind, byKey: map[string]*Thing{}, groups: map[string]map[int]bool{}, again: map[[2]string]bool{}}
}

// TellApart says that the sources tell which things of this kind they had as different ones, by KeepApart.
func (t *Things) TellApart() { t.apart = true }

// KeepApart says that ids are those of different things, whatever these are called: one source had them all, be it one after the
// other.
func (t *Things) KeepApart(ids []string) {
	for _, id := range ids {
		if t.groups[id] == nil {
			t.groups[id] = map[int]bool{}
		}
		t.groups[id][t.n] = true
	}
	t.n++
}

// MadeAgain says that an id is that of a thing that somebody made when the other was gone, under its name: though one source
// had both, they may be the same.
func (t *Things) MadeAgain(gone, made string) {
	t.again[[2]string{gone, made}], t.again[[2]string{made, gone}] = true, true
}

// differ says whether two things are known to be different.
func (t *Things) differ(a, b *Thing) bool {
	a, b = a.root(), b.root()
	if a == b {
		return false
	}
	for _, one := range a.IDs {
		for _, other := range b.IDs {
			if t.apartIDs(one, other) {
				return true
			}
		}
	}
	return false
}

// At is the thing of an id. A document's is that of its id and its text.
func (t *Things) At(id, hash string) *Thing {
	key := id + " " + hash
	thing, there := t.byKey[key]
	if !there {
		thing = &Thing{Joined: Joined{Kind: t.kind, Hash: hash}, IDs: []string{id}}
		t.byKey[key] = thing
		t.All = append(t.All, thing)
	}
	return thing.root()
}

// Add takes in what a source knows.
func (t *Things) Add(e *Entry) {
	thing := t.At(e.ID, e.Hash)
	thing.Entries = append(thing.Entries, e)
}

// Recall unites what earlier merges found to be the same.
func (t *Things) Recall(names []OtherName) {
	for _, n := range names {
		t.At(n.ID, n.Hash).unite(t.At(n.Row, n.Hash))
	}
	t.settle()
}

// settle leaves one of those that were united, with its ids in order.
func (t *Things) settle() {
	t.All = slices.DeleteFunc(t.All, func(thing *Thing) bool { return thing.same != nil })
	for _, thing := range t.All {
		slices.Sort(thing.IDs)
		thing.IDs = slices.Compact(thing.IDs)
	}
}

// Naming is a name that a row had, since when, and until when.
type Naming struct {
	Mark
	ID    string // of the row
	Key   string // what the row belongs to, and its name as it is compared
	until string // "" where it has it still
}

// overlaps says whether two names were in use at the same time.
func (n Naming) overlaps(o Naming) bool {
	return n.Key == o.Key && (o.until == "" || n.At < o.until) && (n.until == "" || o.At < n.until)
}

// InOrder puts names in the order in which they were given; a name ends where the same row gets another.
func InOrder(names []Naming) []Naming {
	slices.SortStableFunc(names, func(a, b Naming) int {
		return compareMarks(a.Mark, b.Mark)
	})
	for i := range names {
		next := slices.IndexFunc(names[i+1:], func(n Naming) bool { return n.ID == names[i].ID && n.Key != names[i].Key })
		if next >= 0 {
			names[i].until = names[i+1+next].At
		}
	}
	return names
}

// Match unites the things that are the same by their names; namings are the names that a thing ever had, in order. Things that are known to
// be different are never one.
//
// First those are the same that were made under one name, the first of each source with the first of the others, the second with the second:
// what a thing was called first does not change, and so neither does what is the same by it, whatever becomes of the names. Then those that
// say the same of themselves now, and last those that once did: a story that one source renamed is still the one that another, made apart,
// knows by the old name. Two things that bore a name at the same time are the same, since no source has two of one name; one that got the
// name when the other had given it up is another thing where a source has both.
func (t *Things) Match(namings func(*Thing) ([]Naming, error)) error {
	names := map[*Thing][]Naming{}
	for _, thing := range t.All {
		all, err := namings(thing)
		if err != nil {
			return err
		}
		if len(all) > 0 {
			names[thing] = all
		}
	}
	if t.apart {
		t.matchFirst(names)
	}
	t.matchNow(names)
	called := map[string][]*Thing{}
	for _, thing := range t.All {
		for _, n := range names[thing] {
			if !slices.Contains(called[n.Key], thing) {
				called[n.Key] = append(called[n.Key], thing)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(called)) {
		group := called[key]
		slices.SortFunc(group, func(a, b *Thing) int { return strings.Compare(a.IDs[0], b.IDs[0]) }) // not in the order of the sources
		for i, a := range group {
			for _, b := range group[i+1:] {
				if !t.differ(a, b) && atOnce(key, names[a], names[b]) {
					a.unite(b)
				}
			}
		}
		if len(group) > 1 && (t.apart || !together(group)) {
			t.uniteAll(group)
		}
	}
	t.settle()
	return nil
}

// matchFirst unites the things that were made under one name, each with those that were made as the same of their source in turn.
func (t *Things) matchFirst(names map[*Thing][]Naming) {
	first := map[string]Naming{} // by the id of a row
	for _, thing := range t.All {
		for _, n := range names[thing] {
			if _, known := first[n.ID]; !known {
				first[n.ID] = n
			}
		}
	}
	made := map[string][]string{} // by name, the ids of what was made under it
	for id, n := range first {
		made[n.Key] = append(made[n.Key], id)
	}
	things := map[string]*Thing{}
	for _, thing := range t.All {
		for _, id := range thing.IDs {
			things[id] = thing
		}
	}
	for _, key := range slices.Sorted(maps.Keys(made)) {
		ids := made[key]
		slices.SortFunc(ids, func(a, b string) int {
			return cmp.Or(compareMarks(first[a].Mark, first[b].Mark), strings.Compare(a, b))
		})
		inTurn := map[int]*Thing{}
		turn := map[string]int{}
		for i, id := range ids {
			for _, earlier := range ids[:i] {
				if t.apartIDs(earlier, id) {
					turn[id] = max(turn[id], turn[earlier]+1)
				}
			}
			switch other := inTurn[turn[id]]; {
			case other == nil:
				inTurn[turn[id]] = things[id]
			case !t.differ(other, things[id]):
				other.root().unite(things[id])
			}
		}
	}
	t.gather(names)
}

// gather leaves one of those that were united, with the names of all of them in order.
func (t *Things) gather(names map[*Thing][]Naming) {
	for _, thing := range t.All {
		if root := thing.root(); root != thing {
			names[root] = InOrder(append(names[root], names[thing]...))
		}
	}
	t.settle()
}

// apartIDs says whether one source had two ids as those of different things.
func (t *Things) apartIDs(one, other string) bool {
	if t.again[[2]string{one, other}] {
		return false
	}
	for group := range t.groups[one] {
		if t.groups[other][group] {
			return true
		}
	}
	return false
}

// uniteAll unites each thing with the first before it that it may be.
func (t *Things) uniteAll(group []*Thing) {
	for i, thing := range group {
		for _, first := range group[:i] {
			if !t.differ(first, thing) {
				first.unite(thing)
				break
			}
		}
	}
}

// matchNow unites the things that have the same last name. Where several of one name are different, what others call so is the one that lives,
// or that got the name last.
func (t *Things) matchNow(names map[*Thing][]Naming) {
	last := map[string][]*Thing{}
	for _, thing := range t.All {
		if all := names[thing]; len(all) > 0 {
			key := all[len(all)-1].Key
			last[key] = append(last[key], thing)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(last)) {
		group := last[key]
		if len(group) == 1 {
			continue
		}
		slices.SortFunc(group, func(a, b *Thing) int {
			if a.Lives() != b.Lives() {
				return map[bool]int{true: -1, false: 1}[a.Lives()]
			}
			return cmp.Or(compareMarks(lastMark(names[b]), lastMark(names[a])), strings.Compare(a.IDs[0], b.IDs[0]))
		})
		t.uniteAll(group)
	}
	t.gather(names)
}

func lastMark(names []Naming) Mark { return names[len(names)-1].Mark }

func compareMarks(a, b Mark) int {
	return cmp.Or(strings.Compare(a.At, b.At), strings.Compare(a.ID, b.ID))
}

// atOnce says whether whatever bore a name in one thing bore it at the same time as whatever did in the other.
func atOnce(key string, a, b []Naming) bool {
	type pair struct{ a, b string }
	pairs := map[pair]bool{}
	for _, n := range a {
		for _, o := range b {
			if n.Key == key && o.Key == key {
				p := pair{n.ID, o.ID}
				pairs[p] = pairs[p] || n.overlaps(o)
			}
		}
	}
	for _, overlaps := range pairs {
		if !overlaps {
			return false
		}
	}
	return len(pairs) > 0
}

// together says whether a source has two of the things as two rows.
func together(things []*Thing) bool {
	in := map[int]*Thing{}
	for _, thing := range things {
		thing = thing.root()
		for _, e := range thing.Entries {
			if !e.There {
				continue
			}
			if other := in[e.In]; other != nil && other != thing {
				return true
			}
			in[e.In] = thing
		}
	}
	return false
}

// Name gives things the id under which the first source has them, or else the first of their ids. No export shows it.
func (t *Things) Name() {
	for _, thing := range t.All {
		thing.ID = thing.IDs[0]
		var there []string
		for _, e := range thing.Here(0) {
			if e.There {
				there = append(there, e.ID)
			}
		}
		if len(there) > 0 {
			thing.ID = slices.Min(there)
		}
	}
}

// NameTexts gives documents the first of their ids, whichever source is joined into which: exports show it. An id that
// stood for two texts stands for neither: each gets an id that follows from it and the text. It returns what lost its id.
func (t *Things) NameTexts() (lost []*Entry) {
	texts := map[string]string{} // by id, the hash of its text
	contested := map[string]bool{}
	for _, thing := range t.All {
		for _, id := range thing.IDs {
			hash, there := texts[id]
			contested[id] = contested[id] || there && hash != thing.Hash
			texts[id] = thing.Hash
		}
	}
	for _, thing := range t.All {
		own := slices.DeleteFunc(slices.Clone(thing.IDs), func(id string) bool { // without those that a merge gave it
			return slices.ContainsFunc(thing.IDs, func(from string) bool { return SplitID(from, thing.Hash) == id })
		})
		thing.ID = SplitID(own[0], thing.Hash)
		if i := slices.IndexFunc(own, func(id string) bool { return !contested[id] }); i >= 0 {
			thing.ID = own[i]
		}
		for _, e := range thing.Entries {
			if contested[e.ID] {
				lost = append(lost, e)
			}
		}
	}
	return lost
}

// SplitID is the id of what two sources know under the same id and mean differently.
func SplitID(id, hash string) string { return annotate.DerivedID("split", id, hash) }
