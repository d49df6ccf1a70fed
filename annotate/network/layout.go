package network

import (
	"hash/fnv"
	"math"
)

// Point is where a node lies, in units of the distance that linked nodes would like to have.
type Point struct{ X, Y float64 }

// rounds is how often all nodes move, and reach how far nodes push each other away.
const (
	rounds = 150
	reach  = 3.0
	pull   = 0.05 // to the middle, that parts which nothing links do not drift apart
)

// Layout says where the nodes of a graph lie: linked ones near each other, others apart. It is that of Fruchterman and Reingold (Graph Drawing
// by Force-directed Placement, Software: Practice and Experience 21, 1991) in the variant with a grid, which takes time in proportion to the
// number of nodes. A node begins where its id says, so that the same graph always lies the same and one that was added moves the others little;
// libraries begin at random places in the order of nodes, which one more node turns upside down.
//
// Edges of the relations that are given pull; those of others do not.
func Layout(g *Graph, relations ...string) []Point {
	pulls := map[string]bool{}
	for _, r := range relations {
		pulls[r] = true
	}
	n := len(g.Nodes)
	at, moves := make([]Point, n), make([]Point, n)
	side := math.Sqrt(float64(n)) * 1.2
	for i, node := range g.Nodes {
		at[i] = begin(node.ID, side)
	}
	for round := range rounds {
		for i := range moves {
			moves[i] = Point{-at[i].X * pull, -at[i].Y * pull}
		}
		push(at, moves)
		for _, e := range g.Edges {
			if !pulls[e.Relation] {
				continue
			}
			dx, dy := at[e.To].X-at[e.From].X, at[e.To].Y-at[e.From].Y
			d := math.Hypot(dx, dy)
			moves[e.From].X, moves[e.From].Y = moves[e.From].X+dx*d, moves[e.From].Y+dy*d
			moves[e.To].X, moves[e.To].Y = moves[e.To].X-dx*d, moves[e.To].Y-dy*d
		}
		most := side / 8 * math.Pow(1-float64(round)/rounds, 1.5)
		for i, m := range moves {
			if d := math.Hypot(m.X, m.Y); d > 0 {
				step := min(d, most) / d
				at[i] = Point{at[i].X + m.X*step, at[i].Y + m.Y*step}
			}
		}
	}
	return at
}

// begin is where a node lies at first.
func begin(id string, side float64) Point {
	h := fnv.New64a()
	h.Write([]byte(id)) // takes all
	v := h.Sum64()
	v ^= v >> 33
	v *= 0xff51afd7ed558ccd // the last mixing of MurmurHash3, since ids that differ in one letter are to lie apart
	v ^= v >> 33
	share := func(bits uint64) float64 { return float64(bits&0xffffffff)/(1<<32) - 0.5 }
	return Point{share(v) * side, share(v>>32) * side}
}

// push moves nodes away from those that are near, which a grid finds.
func push(at, moves []Point) {
	if len(at) == 0 {
		return
	}
	low, high := at[0], at[0]
	for _, p := range at {
		low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
	}
	columns, rows := int((high.X-low.X)/reach)+1, int((high.Y-low.Y)/reach)+1
	cells := make([][]int, columns*rows)
	for i, p := range at {
		c := int((p.Y-low.Y)/reach)*columns + int((p.X-low.X)/reach)
		cells[c] = append(cells[c], i)
	}
	for y := range rows {
		for x := range columns {
			own := cells[y*columns+x]
			for i, a := range own {
				for _, b := range own[i+1:] {
					part(at, moves, a, b)
				}
			}
			for _, beside := range [][2]int{{x + 1, y}, {x - 1, y + 1}, {x, y + 1}, {x + 1, y + 1}} { // each two cells once
				if beside[0] < 0 || beside[0] >= columns || beside[1] >= rows {
					continue
				}
				for _, a := range own {
					for _, b := range cells[beside[1]*columns+beside[0]] {
						part(at, moves, a, b)
					}
				}
			}
		}
	}
}

// part moves two nodes away from each other if they are near.
func part(at, moves []Point, a, b int) {
	dx, dy := at[a].X-at[b].X, at[a].Y-at[b].Y
	d2 := dx*dx + dy*dy
	if d2 > reach*reach {
		return
	}
	if d2 < 1e-6 { // on the same spot: apart in a direction that is always the same
		dx, dy, d2 = float64(a-b)*1e-3, 1e-3, 1e-6
	}
	dx, dy = dx/d2, dy/d2
	moves[a].X, moves[a].Y = moves[a].X+dx, moves[a].Y+dy
	moves[b].X, moves[b].Y = moves[b].X-dx, moves[b].Y-dy
}
