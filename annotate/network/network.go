// Package network makes a graph of actors and claims: who makes which claim, who tells of whose, which claims support or dispute each other, and
// which actors share claims.
//
// Two actors agree where they make the same claim with the same stance, and disagree where they do with contrary ones; the weight is how many
// claims that are, each once. That is the congruence and the conflict network of discourse network analysis without normalisation: Philip Leifeld,
// Discourse Network Analysis: Policy Debates as Dynamic Networks, in: The Oxford Handbook of Political Networks (2017), p. 301–326. Beyond it, who
// makes a claim disagrees with who makes one that disputes it. Without a stance a claim is made with agreement.
//
// It knows what package coverage makes of a layer, and nothing of how a graph is drawn; where its nodes lie says Layout. Start with Of.
package network

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
)

// Relations of the edges.
const (
	Makes     = "makes"     // an actor makes a claim; the weight is in how many mentions
	Reports   = "reports"   // an actor tells of another that they make a claim
	Supports  = "supports"  // of claims
	Disputes  = "disputes"  // of claims
	Shares    = "shares"    // two actors make the same claims; the weight is how many
	Agrees    = "agrees"    // with the same stance
	Disagrees = "disagrees" // with contrary stances, or of claims that dispute each other
)

// Kinds of node, which are no names of labels.
const (
	Actor = "actor"
	Claim = "claim"
)

// Node is an actor or a claim.
type Node struct {
	ID       string // of the entity, or of the first span
	Kind     string
	Name     string
	Mentions int // places at which a claim is made, or at which an actor makes one
	Outlets  []string
	Spans    []string // ids of the mentions
}

// Edge links two nodes by their places. Those between actors alone have no direction: From comes before To.
type Edge struct {
	From, To int
	Relation string
	Weight   int
}

// Graph is actors and claims: first the actors by name, then the claims as the table has them.
type Graph struct {
	Nodes []Node
	Edges []Edge // in order of nodes and relations
}

// builder collects edges.
type builder struct {
	Graph
	place  map[string]int
	edges  map[Edge]int // without their weights
	stance string
	made   map[int]map[int]stances // by claim, by actor
}

// stances are those with which an actor makes a claim.
type stances struct{ agrees, disagrees bool }

// Of makes the graph of a table and of the marks that it was made of.
func Of(t *coverage.Table, m coverage.Marks) *Graph {
	b := &builder{place: map[string]int{}, edges: map[Edge]int{}, made: map[int]map[int]stances{}}
	claim, _ := m.Codebook.LabelByName(m.Codebook.Roles().Claim)
	if a, has := claim.Stance(); has {
		b.stance = a.Name
	}
	b.actors(t)
	of := map[string]int{} // claims of spans
	for _, c := range t.Claims {
		at := b.claim(t, c)
		for _, id := range b.Nodes[at].Spans {
			of[id] = at
		}
	}
	b.between(m, of)
	b.congruence()
	for e, weight := range b.edges {
		e.Weight = weight
		b.Edges = append(b.Edges, e)
	}
	slices.SortFunc(b.Edges, func(x, y Edge) int {
		return cmp.Or(x.From-y.From, x.To-y.To, strings.Compare(x.Relation, y.Relation))
	})
	return &b.Graph
}

// actors makes the nodes of all who are said to make a claim, or to tell of one that another makes.
func (b *builder) actors(t *coverage.Table) {
	seen := map[coverage.Actor]bool{}
	var all []coverage.Actor
	for _, c := range t.Claims {
		for _, cell := range c.Cells {
			for _, m := range cell.Mentions {
				for _, chain := range m.Chains {
					for _, a := range chain {
						if !seen[a] {
							seen[a] = true
							all = append(all, a)
						}
					}
				}
			}
		}
	}
	slices.SortFunc(all, func(x, y coverage.Actor) int {
		return cmp.Or(strings.Compare(annotate.FoldName(x.Name), annotate.FoldName(y.Name)), strings.Compare(x.ID, y.ID))
	})
	for _, a := range all {
		b.place[a.ID] = len(b.Nodes)
		b.Nodes = append(b.Nodes, Node{ID: a.ID, Kind: Actor, Name: a.Name})
	}
}

// claim makes the node of a claim and links it with who makes it. It returns its place.
func (b *builder) claim(t *coverage.Table, c coverage.Claim) int {
	at := len(b.Nodes)
	b.Nodes = append(b.Nodes, Node{ID: c.Key(), Kind: Claim, Name: c.Name})
	b.made[at] = map[int]stances{}
	for _, cell := range c.Cells {
		outlet := t.Columns[cell.Column].Name
		for _, m := range cell.Mentions {
			b.Nodes[at].saw(m.Span.ID, outlet)
			for _, a := range m.Actors() {
				actor := b.place[a.ID]
				b.Nodes[actor].saw(m.Span.ID, outlet)
				b.edges[Edge{From: actor, To: at, Relation: Makes}]++
				s := b.made[at][actor]
				if against := annotate.Disagrees(m.Span.Value(b.stance).Words()); against {
					s.disagrees = true
				} else {
					s.agrees = true
				}
				b.made[at][actor] = s
			}
			for _, chain := range m.Chains {
				for i := 1; i < len(chain); i++ {
					if from, to := b.place[chain[i-1].ID], b.place[chain[i].ID]; from != to {
						b.edges[Edge{From: from, To: to, Relation: Reports}]++
					}
				}
			}
		}
	}
	return at
}

// saw counts a mention.
func (n *Node) saw(span, outlet string) {
	n.Mentions++
	n.Spans = append(n.Spans, span)
	if !slices.Contains(n.Outlets, outlet) {
		n.Outlets = append(n.Outlets, outlet)
	}
}

// between links claims that support or dispute each other, each pair of spans once.
func (b *builder) between(m coverage.Marks, of map[string]int) {
	roles, names := m.Codebook.Roles(), map[string]string{}
	for _, t := range m.Codebook.RelationTypes {
		names[t.ID] = t.Name
	}
	for _, r := range m.Relations {
		from, known := of[r.HeadSpanID]
		to, alsoKnown := of[r.TailSpanID]
		if !known || !alsoKnown || from == to {
			continue
		}
		switch name := names[r.TypeID]; {
		case roles.Supports[name]:
			b.edges[Edge{From: from, To: to, Relation: Supports}]++
		case roles.Disputes[name]:
			b.edges[Edge{From: from, To: to, Relation: Disputes}]++
		}
	}
}

// congruence links actors by the claims that they share. What they dispute of each other counts each pair of claims once.
func (b *builder) congruence() {
	add := func(x, y int, relation string) {
		if x != y {
			b.edges[Edge{From: min(x, y), To: max(x, y), Relation: relation}]++
		}
	}
	for at := range b.Nodes {
		made := b.made[at]
		actors := make([]int, 0, len(made))
		for a := range made {
			actors = append(actors, a)
		}
		slices.Sort(actors)
		for i, x := range actors {
			for _, y := range actors[i+1:] {
				add(x, y, Shares)
				if made[x].agrees && made[y].agrees || made[x].disagrees && made[y].disagrees {
					add(x, y, Agrees)
				}
				if made[x].agrees && made[y].disagrees || made[x].disagrees && made[y].agrees {
					add(x, y, Disagrees)
				}
			}
		}
	}
	var disputed []Edge
	for e := range b.edges {
		if e.Relation == Disputes {
			disputed = append(disputed, Edge{From: min(e.From, e.To), To: max(e.From, e.To)})
		}
	}
	slices.SortFunc(disputed, func(x, y Edge) int { return cmp.Or(x.From-y.From, x.To-y.To) })
	for _, e := range slices.Compact(disputed) {
		for x := range b.made[e.From] {
			for y := range b.made[e.To] {
				add(x, y, Disagrees)
			}
		}
	}
}
