package search

import "slices"

// Find lists where in the texts of a block stands what is asked for, in the order of the texts. Of words that are looked for together, all
// places of each are listed, in the texts that have all of them.
func (q Query) Find(look Lookup) ([]Hits, error) { return q.root.find(look) }

func (n *node) find(look Lookup) ([]Hits, error) {
	if n.kind == words {
		return n.phrase(look)
	}
	left, err := n.left.find(look)
	if err != nil || len(left) == 0 && n.kind != or {
		return nil, err
	}
	right, err := n.right.find(look)
	if err != nil {
		return nil, err
	}
	switch n.kind {
	case or:
		return either(left, right), nil
	case not:
		return without(left, right), nil
	case near:
		return both(left, right, func(a, b []Place) []Place { return nearby(a, b, n.distance) }), nil
	}
	return both(left, right, together), nil
}

// phrase finds words that stand side by side.
func (n *node) phrase(look Lookup) (hits []Hits, err error) {
	for i, word := range n.words {
		held, err := look(word, n.begins && i == len(n.words)-1)
		if err != nil {
			return nil, err
		}
		next, err := hitsOf(held)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			next = both(hits, next, follow)
		}
		if hits = next; len(hits) == 0 {
			return nil, nil
		}
	}
	return hits, nil
}

// both joins the places of what stands in the same texts.
func both(a, b []Hits, join func(a, b []Place) []Place) (all []Hits) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].Text < b[0].Text:
			a = a[1:]
		case a[0].Text > b[0].Text:
			b = b[1:]
		default:
			if places := join(a[0].Places, b[0].Places); len(places) > 0 {
				all = append(all, Hits{a[0].Text, places})
			}
			a, b = a[1:], b[1:]
		}
	}
	return all
}

func together(a, b []Place) []Place { return inOrder(slices.Concat(a, b)) }

// either is what stands in one or the other.
func either(a, b []Hits) (all []Hits) {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Text < b[0].Text:
			all, a = append(all, a[0]), a[1:]
		case len(a) == 0 || b[0].Text < a[0].Text:
			all, b = append(all, b[0]), b[1:]
		default:
			all = append(all, Hits{a[0].Text, together(a[0].Places, b[0].Places)})
			a, b = a[1:], b[1:]
		}
	}
	return all
}

// without is what stands in texts where the other does not.
func without(a, b []Hits) (all []Hits) {
	for _, h := range a {
		for len(b) > 0 && b[0].Text < h.Text {
			b = b[1:]
		}
		if len(b) == 0 || b[0].Text != h.Text {
			all = append(all, h)
		}
	}
	return all
}

// follow joins places at whose end a word stands with that word.
func follow(a, b []Place) (all []Place) {
	for _, p := range a {
		for len(b) > 0 && b[0].From < p.To {
			b = b[1:]
		}
		if len(b) > 0 && b[0].From == p.To {
			all = append(all, Place{p.From, b[0].To})
		}
	}
	return all
}

// nearby joins places with the nearest one of the others behind them, and these with the nearest behind those, where at most so many words
// stand between.
func nearby(a, b []Place, distance uint32) []Place {
	return inOrder(append(behind(a, b, distance), behind(b, a, distance)...))
}

func behind(a, b []Place, distance uint32) (all []Place) {
	for _, p := range a {
		i, _ := slices.BinarySearchFunc(b, p.To, func(q Place, at uint32) int { return int(q.From) - int(at) })
		if i < len(b) && b[i].From-p.To <= distance {
			all = append(all, Place{p.From, b[i].To})
		}
	}
	return all
}
