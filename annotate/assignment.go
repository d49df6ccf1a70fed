package annotate

import (
	"cmp"
	"slices"
)

// Assignment says that an annotator is to annotate a document. An annotator without any assignment is to annotate all
// documents.
type Assignment struct {
	DocumentID  string
	AnnotatorID string
}

// Distribution says how documents are shared out.
type Distribution struct {
	Annotators []string // ids of those who are to have work
	Each       int      // how many annotators each document gets; 0 for all of them
	ByStory    bool     // the documents of a story go to the same annotators
}

// Distribute shares documents out so that every annotator has about as much to do as the others, and every pair of
// annotators shares about as many documents, which is what figures of agreement are made of. begun is work that stays
// with those who have begun it. The result is in the order of the documents; the same input gives the same result.
func (d Distribution) Distribute(documents []Document, begun []Assignment) []Assignment {
	s := newSharing(d)
	for _, a := range begun {
		s.keep(a)
	}
	for _, unit := range d.units(documents) {
		s.share(unit)
	}
	var all []Assignment
	for _, document := range documents {
		for _, annotator := range s.order {
			if s.has[Assignment{document.ID, annotator}] {
				all = append(all, Assignment{document.ID, annotator})
			}
		}
	}
	return all
}

// units are the documents that go together, the largest units first: they are the hardest to place evenly.
func (d Distribution) units(documents []Document) [][]Document {
	var units [][]Document
	place := map[string]int{}
	for _, document := range documents {
		i, known := place[document.StoryID]
		if !known || !d.ByStory {
			i = len(units)
			place[document.StoryID] = i
			units = append(units, nil)
		}
		units[i] = append(units[i], document)
	}
	slices.SortStableFunc(units, func(a, b []Document) int { return cmp.Compare(len(b), len(a)) })
	return units
}

// sharing is a distribution under way.
type sharing struct {
	Distribution
	order  []string // everybody who has something: the annotators, then others who have begun something
	load   map[string]int
	shared map[[2]string]int // documents that two annotators have both
	has    map[Assignment]bool
}

func newSharing(d Distribution) *sharing {
	if d.Each <= 0 || d.Each > len(d.Annotators) {
		d.Each = len(d.Annotators)
	}
	return &sharing{Distribution: d, order: slices.Clone(d.Annotators), load: map[string]int{}, shared: map[[2]string]int{}, has: map[Assignment]bool{}}
}

func (s *sharing) keep(a Assignment) {
	if s.has[a] {
		return
	}
	s.has[a] = true
	s.load[a.AnnotatorID]++
	if !slices.Contains(s.order, a.AnnotatorID) {
		s.order = append(s.order, a.AnnotatorID)
	}
}

// share gives a unit as many annotators as it is to have, those first who have begun it.
func (s *sharing) share(unit []Document) {
	var chosen []string
	for _, annotator := range s.order {
		if slices.ContainsFunc(unit, func(d Document) bool { return s.has[Assignment{d.ID, annotator}] }) {
			chosen = append(chosen, annotator)
		}
	}
	for len(chosen) < s.Each {
		chosen = append(chosen, s.next(chosen))
	}
	for _, annotator := range chosen {
		if !slices.Contains(s.Annotators, annotator) {
			continue // keeps what was begun and gets nothing more
		}
		for _, document := range unit {
			s.keep(Assignment{document.ID, annotator})
		}
	}
	for i, a := range chosen {
		for _, b := range chosen[i+1:] {
			s.shared[pairOf(a, b)] += len(unit)
		}
	}
}

// next is the annotator who has the least to do, of several the one who shares the least with those chosen already.
func (s *sharing) next(chosen []string) string {
	left := slices.DeleteFunc(slices.Clone(s.Annotators), func(a string) bool { return slices.Contains(chosen, a) })
	return slices.MinFunc(left, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.load[a], s.load[b]), cmp.Compare(s.sharedWith(a, chosen), s.sharedWith(b, chosen)))
	})
}

func (s *sharing) sharedWith(annotator string, others []string) (n int) {
	for _, other := range others {
		n += s.shared[pairOf(annotator, other)]
	}
	return n
}

func pairOf(a, b string) [2]string {
	if b < a {
		a, b = b, a
	}
	return [2]string{a, b}
}
