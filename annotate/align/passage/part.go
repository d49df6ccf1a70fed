package passage

import (
	"slices"
)

const (
	leastShared = 0.4 // of the words of content of a passage, in both articles
	farthest    = 15  // words of content between two parts of a passage, at most
	gapBits     = 2   // less for each word of content of a passage that only one article has, half for each article
	formBits    = 3   // less for a word that stands there in different forms
	weakBits    = 3   // a word tells more that ends a passage among other words
	quoteShare  = 1.5 // what a number tells, and a word that both articles have in quotation marks, of what it does elsewhere
)

// part is a passage, or some of one.
type part struct {
	matches []match // in order
	box     box
	bits    float64
}

// box is the words of content that a part goes over in both articles, the last ones included.
type box struct{ a0, a1, b0, b1 int32 }

// parts makes parts of a group of matches: it is cut at its widest gaps until what is left shares enough of its words.
func (c *comparison) parts(group []match) []part {
	as, bs := sides(group)
	if shareOf(as) >= leastShared && shareOf(bs) >= leastShared {
		return []part{c.part(group)}
	}
	gapA, endA := widest(as)
	gapB, endB := widest(bs)
	var low, high []match
	for _, m := range group {
		if gapA >= gapB && m.a < endA || gapA < gapB && m.b < endB {
			low = append(low, m)
		} else {
			high = append(high, m)
		}
	}
	return append(c.parts(low), c.parts(high)...)
}

func (c *comparison) part(group []match) part {
	group = c.trim(group)
	b := box{group[0].a, group[0].a, group[0].b, group[0].b}
	for _, m := range group {
		b = box{min(b.a0, m.a), max(b.a1, m.a), min(b.b0, m.b), max(b.b1, m.b)}
	}
	return part{group, b, c.bits(group)}
}

// trim leaves out words at the ends of a group that tell little and stand there among other words, as names do.
func (c *comparison) trim(group []match) []match {
	from, to := 0, len(group)
	for i := 0; i+1 < to && c.bitsAt(group[i]) < weakBits && group[i].b < group[i+1].b; i++ {
		if !c.sameBetween(group[i], group[i+1]) {
			from = i + 1
		}
	}
	for i := to - 1; i > from && c.bitsAt(group[i]) < weakBits && group[i-1].b < group[i].b; i-- {
		if !c.sameBetween(group[i-1], group[i]) {
			to = i
		}
	}
	return group[from:to]
}

// sameBetween says that between two matches the same words stand in both articles.
func (c *comparison) sameBetween(p, q match) bool {
	i, j := c.a.content[p.a], c.b.content[p.b]
	n := c.a.content[q.a] - i
	if c.b.content[q.b]-j != n {
		return false
	}
	for k := int32(1); k < n; k++ {
		if c.a.words[i+k].form != c.b.words[j+k].form {
			return false
		}
	}
	return true
}

// join joins parts that lie near each other in both articles, in whatever order, as clauses that changed places do: no farther apart
// than the shorter one is long, nor than it tells.
func (c *comparison) join(parts []part) []part {
	for {
		slices.SortFunc(parts, func(p, q part) int { return orderOf(p.matches[0], q.matches[0]) })
		s := newSets(len(parts))
		for i, p := range parts {
			for j := i + 1; j < len(parts) && parts[j].box.a0 <= p.box.a1+farthest; j++ {
				if c.near(p, parts[j]) {
					s.join(i, j)
				}
			}
		}
		groups := s.all()
		if len(groups) == len(parts) {
			return parts
		}
		joined := make([]part, len(groups))
		for i, group := range groups {
			joined[i] = parts[group[0]]
			if len(group) == 1 {
				continue
			}
			var all []match
			for _, k := range group {
				all = append(all, parts[k].matches...)
			}
			slices.SortFunc(all, orderOf)
			joined[i] = c.part(all)
		}
		parts = joined
	}
}

func (c *comparison) near(p, q part) bool {
	gap := int(max(c.a.between(p.box.a0, p.box.a1, q.box.a0, q.box.a1), c.b.between(p.box.b0, p.box.b1, q.box.b0, q.box.b1)))
	return gap <= min(farthest, len(p.matches)+1, len(q.matches)+1) && gapBits*float64(gap)/2 < min(p.bits, q.bits)
}

// between is how many words of content lie between two stretches.
func (t *Text) between(p0, p1, q0, q1 int32) int32 {
	switch {
	case q0 > p1:
		return t.apart(p1, q0) - 1
	case p0 > q1:
		return t.apart(q1, p0) - 1
	}
	return 0
}

// sides are the words of each article in a group, in order.
func sides(group []match) (as, bs []int32) {
	as, bs = make([]int32, len(group)), make([]int32, len(group))
	for i, m := range group {
		as[i], bs[i] = m.a, m.b
	}
	slices.Sort(bs)
	return slices.Compact(as), slices.Compact(bs)
}

func shareOf(places []int32) float64 {
	return float64(len(places)) / float64(places[len(places)-1]-places[0]+1)
}

// widest is the widest gap between words, and where it ends.
func widest(places []int32) (gap, end int32) {
	for i := 1; i < len(places); i++ {
		if d := places[i] - places[i-1]; d > gap {
			gap, end = d, places[i]
		}
	}
	return gap, end
}

// bits is what the words tell that both sides of a group have, each as often as both have it, less what lies between them.
func (c *comparison) bits(group []match) float64 {
	as, bs := sides(group)
	words := make([]*word, 0, len(as)+len(bs)) // those of b as words of a
	for _, i := range as {
		words = append(words, c.a.at(i))
	}
	twins := map[int32]int32{} // stem of b → stem of a
	for _, m := range group {
		twins[c.b.at(m.b).stem] = c.a.at(m.a).stem
	}
	// tally counts a stem on both sides.
	type tally struct {
		a, b             int
		quotedA, quotedB bool
		first            uint64 // a form of it in a
		same             bool   // b has that form, too
		number           bool
	}
	order, tallies := make([]int32, 0, len(as)), map[int32]*tally{}
	for _, w := range words {
		t := tallies[w.stem]
		if t == nil {
			t = &tally{first: w.form, number: w.number}
			tallies[w.stem], order = t, append(order, w.stem)
		}
		t.a++
		t.quotedA = t.quotedA || w.quoted
	}
	for _, i := range bs {
		w := c.b.at(i)
		t := tallies[twins[w.stem]]
		t.b++
		t.quotedB = t.quotedB || w.quoted
		t.same = t.same || w.form == t.first
	}
	sum := 0.0
	for _, s := range order {
		t, bits := tallies[s], float64(c.bitsOf[s])
		if t.number || t.quotedA && t.quotedB {
			bits *= quoteShare
		}
		if !t.same {
			bits = max(0, bits-formBits)
		}
		sum += bits * float64(min(t.a, t.b))
	}
	between := int(as[len(as)-1]-as[0]) + 1 - len(as) + int(bs[len(bs)-1]-bs[0]) + 1 - len(bs)
	return sum - gapBits*float64(between)/2
}
