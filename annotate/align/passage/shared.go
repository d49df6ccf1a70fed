package passage

// leastBits is what a shared passage tells at least.
const leastBits = 13

// shared finds the passages that both articles have word by word or nearly so.
func (c *comparison) shared() []Pair {
	var parts []part
	for _, group := range c.clusters(c.seeds()) {
		parts = append(parts, c.parts(group)...)
	}
	var pairs []Pair
	for _, p := range c.join(parts) {
		if p.bits >= leastBits && p.box.a0 < p.box.a1 && p.box.b0 < p.box.b1 { // a word by itself is none
			pairs = append(pairs, c.pair(p))
		}
	}
	return pairs
}

// pair is a part as a passage of both articles, with the words beside its ends that are the same.
func (c *comparison) pair(p part) Pair {
	before, behind := [2]int32{}, [2]int32{}
	for _, m := range p.matches {
		i, j := c.a.content[m.a], c.b.content[m.b]
		for side, edge := range [2]bool{m.a == p.box.a0, m.b == p.box.b0} {
			if edge {
				before[side] = max(before[side], c.alike(i, j, -1))
			}
		}
		for side, edge := range [2]bool{m.a == p.box.a1, m.b == p.box.b1} {
			if edge {
				behind[side] = max(behind[side], c.alike(i, j, 1))
			}
		}
	}
	return Pair{Kind: Shared, Score: p.bits, A: c.a.stretch(c.a.content[p.box.a0]-before[0], c.a.content[p.box.a1]+behind[0]),
		B: c.b.stretch(c.b.content[p.box.b0]-before[1], c.b.content[p.box.b1]+behind[1])}
}

// alike counts the words beside two words, in one direction, that are the same.
func (c *comparison) alike(i, j, step int32) (n int32) {
	for {
		i, j = i+step, j+step
		if i < 0 || j < 0 || int(i) >= len(c.a.words) || int(j) >= len(c.b.words) || c.a.words[i].form != c.b.words[j].form {
			return n
		}
		n++
	}
}
