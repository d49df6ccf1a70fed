package review

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// End is a gold span at which a link ends.
type End struct {
	Gold       string // id of the span
	DocumentID string
	Start, End int
	Marked     []annotate.Annotator // who has a candidate for it, and thus could have drawn the link
}

// Link is a relation that an annotator drew between spans that became gold.
type Link struct {
	Annotator  annotate.Annotator
	Relation   annotate.Relation
	Head, Tail End
}

// Relations returns the questions that links raise. Between two gold spans, links of one type and direction belong
// together; those of other types or the other direction compete with them as far as others drew them. symmetric says
// whether a type has no direction.
func Relations(links []Link, symmetric func(typeID string) bool) []Item {
	byPair := map[[2]string][]Link{}
	for _, link := range links {
		ends := [2]string{link.Head.Gold, link.Tail.Gold}
		slices.Sort(ends[:])
		byPair[ends] = append(byPair[ends], link)
	}
	var items []Item
	for _, pair := range byPair {
		for _, group := range rivals(pair, symmetric) {
			items = append(items, newRelationItem(group, symmetric))
		}
	}
	slices.SortFunc(items, Order)
	return items
}

// rivals divides the links between two spans into items: those that say the same, the most frequent first, each with what
// annotators who are not among them drew instead.
func rivals(links []Link, symmetric func(string) bool) [][]Link {
	byKey := map[string][]Link{}
	for _, link := range links {
		key := link.key(symmetric)
		byKey[key] = append(byKey[key], link)
	}
	var alike [][]Link
	for _, group := range byKey {
		slices.SortFunc(group, func(a, b Link) int { return strings.Compare(a.Relation.ID, b.Relation.ID) })
		alike = append(alike, onceEach(group)...)
	}
	slices.SortFunc(alike, func(a, b []Link) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a[0].key(symmetric), b[0].key(symmetric)),
			strings.Compare(a[0].Relation.ID, b[0].Relation.ID))
	})
	var groups [][]Link
	for _, more := range alike {
		i := slices.IndexFunc(groups, func(group []Link) bool {
			return !slices.ContainsFunc(group, func(a Link) bool {
				return slices.ContainsFunc(more, func(b Link) bool { return a.Annotator.ID == b.Annotator.ID })
			})
		})
		if i < 0 {
			groups = append(groups, more)
		} else {
			groups[i] = append(groups[i], more...)
		}
	}
	return groups
}

// onceEach divides links so that no annotator has two in a group, as one may who marked the same thing twice.
func onceEach(links []Link) (groups [][]Link) {
	had := map[string]int{}
	for _, link := range links {
		n := had[link.Annotator.ID]
		had[link.Annotator.ID]++
		if n == len(groups) {
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], link)
	}
	return groups
}

// key is equal for links that say the same.
func (l Link) key(symmetric func(string) bool) string {
	head, tail := l.Head.Gold, l.Tail.Gold
	if symmetric(l.Relation.TypeID) && tail < head {
		head, tail = tail, head
	}
	return strings.Join([]string{l.Relation.TypeID, head, tail}, "\x00")
}

func newRelationItem(group []Link, symmetric func(string) bool) Item {
	at := group[0].Head
	if group[0].Tail.DocumentID < at.DocumentID {
		at = group[0].Tail
	}
	item := Item{Kind: Relation, DocumentID: at.DocumentID, Start: at.Start, End: at.End}
	var said []string
	for _, link := range group {
		item.Candidates = append(item.Candidates, Candidate{Annotator: link.Annotator, Relation: link.Relation, Head: link.Head.Gold,
			Tail: link.Tail.Gold, key: link.key(symmetric)})
		said = append(said, strings.Join([]string{link.Relation.ID, link.key(symmetric)}, "\x00"))
	}
	item.ID = itemID(said)
	for _, annotator := range group[0].Head.Marked {
		both := slices.ContainsFunc(group[0].Tail.Marked, func(other annotate.Annotator) bool { return other.ID == annotator.ID })
		if both && !item.Has(annotator.ID) {
			item.Silent = append(item.Silent, annotator)
		}
	}
	sortCandidates(&item)
	first := item.Candidates[0]
	item.Differs.Missing = len(item.Silent) > 0
	for _, c := range item.Candidates[1:] {
		item.Differs.Label = item.Differs.Label || c.Relation.TypeID != first.Relation.TypeID
		item.Differs.Boundary = item.Differs.Boundary || c.key != first.key && c.Head != first.Head
		item.Differs.Note = item.Differs.Note || c.Relation.Note != first.Relation.Note
	}
	if voters := len(item.Candidates) + len(item.Silent); voters > 1 {
		apart := len(item.Candidates) * len(item.Silent)
		for i, a := range item.Candidates {
			for _, b := range item.Candidates[:i] {
				if a.key != b.key {
					apart++
				}
			}
		}
		item.Score = float64(apart) / float64(voters*(voters-1)/2)
	}
	return item
}
