// Package alike proposes which entities may be one and the same thing under two names: the same but for case, accents and signs, by initials,
// by a title, by an abbreviation, in another order of words, in another spelling or script.
//
// Every proposal is a guess for a person to accept or turn down, and says in words what it goes by. Names are compared in Latin letters, as
// Unidecode writes them. Only names that share a key are compared (the letters, the last word with the first letter, the consonants and
// so on), so that the cost grows with the number of names and not with its square.
//
// The package knows names and nothing of where they are mentioned. Start with Pairs.
package alike

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Pair is two entities of one label that may be one.
type Pair struct {
	A, B  annotate.Entity // in the order in which they were given
	Names [2]string       // of A and of B, that are alike: each is the name or one of the aliases
	Why   string          // in what way, as what one says of the two: “differ by a middle name”
	Score float64         // 0…1, how likely it is that they are one
}

// Pairs lists entities that may be one, the likeliest first. Of entities that are alike in several ways the likeliest counts.
func Pairs(entities []annotate.Entity) []Pair {
	var forms []*form
	for i, e := range entities {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			forms = append(forms, formsOf(i, e.LabelID, name)...)
		}
	}
	found := pairs{}
	for _, way := range ways {
		blocks := map[string][]*form{}
		for _, f := range forms {
			for _, key := range way.keys(f) {
				if key != "" {
					blocks[f.label+"\x00"+key] = append(blocks[f.label+"\x00"+key], f)
				}
			}
		}
		for _, block := range blocks {
			found.compare(block, way.alike)
		}
	}
	found.lastNames(forms)
	found.external(entities)
	all := make([]Pair, 0, len(found))
	for at, p := range found {
		all = append(all, Pair{A: entities[at[0]], B: entities[at[1]], Names: p.names, Why: p.why, Score: p.score})
	}
	slices.SortFunc(all, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.A.Name, b.A.Name), strings.Compare(a.B.Name, b.B.Name),
			strings.Compare(a.A.ID, b.A.ID), strings.Compare(a.B.ID, b.B.ID))
	})
	return all
}

// likeness is in what way two names are alike, and how likely they are one; the zero likeness is none.
type likeness struct {
	names [2]string
	why   string
	score float64
}

// pairs are likenesses by the places of two entities, the smaller first.
type pairs map[[2]int]likeness

// mostInBlock is how many names of one key are compared with each other. More share a key only where it tells nothing.
const mostInBlock = 60

func (p pairs) compare(block []*form, alike func(a, b *form) likeness) {
	block = block[:min(len(block), mostInBlock)]
	for i, a := range block {
		for _, b := range block[i+1:] {
			if a.owner != b.owner && !a.contradicts(b) {
				p.add(a, b, alike(a, b))
			}
		}
	}
}

func (p pairs) add(a, b *form, l likeness) {
	if a.owner > b.owner {
		a, b = b, a
	}
	at := [2]int{a.owner, b.owner}
	l.names = [2]string{a.name, b.name}
	before, there := p[at]
	if l.score > 0 && (!there || cmp.Or(cmp.Compare(before.score, l.score), strings.Compare(l.why, before.why), slices.Compare(l.names[:], before.names[:])) < 0) {
		p[at] = l
	}
}

// lastNames adds those that are called by a last name alone that only one other has.
func (p pairs) lastNames(forms []*form) {
	full := map[string][]*form{}
	for _, f := range forms {
		if f.named() {
			key := f.label + "\x00" + spelled(f.last())
			full[key] = append(full[key], f)
		}
	}
	for _, f := range forms {
		if len(f.core) != 1 || len(f.core[0]) < 3 || !f.proper || f.capitals || f.unparted {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(full[f.label+"\x00"+spelled(f.core[0])]), func(o *form) bool { return o.owner == f.owner || f.contradicts(o) })
		if len(others) == 0 || slices.ContainsFunc(others, func(o *form) bool { return o.owner != others[0].owner }) {
			continue // nobody, or a guess between two
		}
		score := 0.45
		if len(f.titles) > 0 {
			score = 0.6
		}
		p.add(f, others[0], likeness{why: "fit by the last name alone", score: score})
	}
}

// external adds those that have the same external id.
func (p pairs) external(entities []annotate.Entity) {
	first := map[string]int{}
	for i, e := range entities {
		id := strings.TrimSpace(e.ExternalID)
		if id == "" {
			continue
		}
		key := e.LabelID + "\x00" + id
		if at, there := first[key]; there {
			p[[2]int{at, i}] = likeness{[2]string{entities[at].Name, e.Name}, "have the same external id", 1}
		} else {
			first[key] = i
		}
	}
}
