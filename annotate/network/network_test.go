package network_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/annotate/network"
)

// marks is what is marked in two articles: Vell and Osk say that the port is shut, Osk and Ash oppose it; that it is open says Ash, which disputes
// it; the minister says that Vell says that the mussels are safe; an official who is not named says that the water is clean, as does the article.
func marks() coverage.Marks {
	m := coverage.Marks{Entities: map[string]annotate.Entity{}, Words: map[string]string{}, Documents: []annotate.Document{{ID: "1", Outlet: "Quay"}, {ID: "2", Outlet: "Ledger"}}}
	m.Codebook.Labels = []annotate.Label{{ID: "a", Name: "actor"}, {ID: "c", Name: "claim", Attributes: []annotate.Attribute{{Name: "stance", Type: annotate.Choice}}}}
	for _, t := range [][3]string{{"makes", "actor", "claim"}, {"reports", "claim", "claim"}, {"disputes", "claim", "claim"}, {"supports", "claim", "claim"}} {
		m.Codebook.RelationTypes = append(m.Codebook.RelationTypes, annotate.RelationType{ID: t[0], Name: t[0], HeadLabel: t[1], TailLabel: t[2], Scope: annotate.WithinStory})
	}
	mark := func(document, label, id, entity string, attributes map[string]any) {
		m.Words[id] = "the " + id
		if entity != "" {
			m.Entities[entity] = annotate.Entity{ID: entity, Name: strings.ToUpper(entity[:1]) + entity[1:]}
		}
		at := 10 * len(m.Spans)
		m.Spans = append(m.Spans, annotate.Span{ID: id, DocumentID: document, LabelID: label, EntityID: entity, Attributes: attributes, Segments: []annotate.Segment{{Start: at, End: at + 5}}})
	}
	relate := func(kind, head, tail string) {
		m.Relations = append(m.Relations, annotate.Relation{ID: kind + head + tail, TypeID: kind, HeadSpanID: head, TailSpanID: tail})
	}
	says := func(document, actor, claim, stance string) string {
		id := fmt.Sprint(claim, len(m.Spans))
		mark(document, "a", "by"+id, actor, nil)
		mark(document, "c", id, claim, map[string]any{"stance": stance})
		relate("makes", "by"+id, id)
		return id
	}
	says("1", "vell", "shut", "supports")
	says("1", "vell", "shut", "supports")
	shut := says("2", "osk", "shut", "supports")
	says("2", "osk", "shut", "opposes")
	says("1", "ash", "shut", "opposes")
	open := says("2", "ash", "open", "neutral")
	relate("disputes", open, shut)
	outer := says("1", "minister", "told", "")
	inner := says("1", "vell", "safe", "")
	relate("reports", outer, inner)
	relate("supports", inner, shut)
	mark("2", "a", "official", "", map[string]any{"named": "no"})
	mark("2", "c", "water", "", nil)
	relate("makes", "official", "water")
	mark("2", "c", "own", "clean", nil)
	return m
}

func graph() (*network.Graph, *coverage.Table) {
	t := coverage.Of(marks(), coverage.Articles)
	return network.Of(t, marks()), t
}

// said is the edges of a graph by the names of their nodes.
func said(g *network.Graph) (all []string) {
	for _, e := range g.Edges {
		all = append(all, fmt.Sprintf("%s %s %s %d", g.Nodes[e.From].Name, e.Relation, g.Nodes[e.To].Name, e.Weight))
	}
	slices.Sort(all)
	return all
}

func TestWhoIsLinkedToWhat(t *testing.T) {
	g, _ := graph()
	var nodes []string
	for _, n := range g.Nodes {
		nodes = append(nodes, fmt.Sprint(n.Kind, " ", n.Name, " ", n.Mentions, " ", n.Outlets))
	}
	if diff := cmp.Diff([]string{"actor Ash 2 [Quay Ledger]", "actor Minister 1 [Quay]", "actor Osk 2 [Ledger]", "actor the official 1 [Ledger]", "actor Vell 3 [Quay]",
		"claim Shut 5 [Quay Ledger]", "claim Clean 1 [Ledger]", "claim Open 1 [Ledger]", "claim Safe 1 [Quay]", "claim the water 1 [Ledger]", "claim Told 1 [Quay]"}, nodes); diff != "" {
		t.Error(diff)
	}
	want := []string{
		"Vell makes Shut 2", "Osk makes Shut 2", "Ash makes Shut 1", "Ash makes Open 1", "Minister makes Told 1", "Vell makes Safe 1", "the official makes the water 1",
		"Minister reports Vell 1", "Open disputes Shut 1", "Safe supports Shut 1",
		"Osk shares Vell 1", "Ash shares Vell 1", "Ash shares Osk 1",
		"Osk agrees Vell 1", "Ash agrees Osk 1", // Osk makes the claim with both stances
		"Osk disagrees Vell 1", "Ash disagrees Vell 2", "Ash disagrees Osk 2", // of one claim, and because one disputes another
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, said(g)); diff != "" {
		t.Error(diff)
	}
}

func TestSharesOfVoices(t *testing.T) {
	_, table := graph()
	want := []network.Share{{Outlet: "Ledger", Attributed: 3, Anonymous: 1, Own: 1}, {Outlet: "Quay", Attributed: 5}}
	if diff := cmp.Diff(want, network.Voices(table)); diff != "" {
		t.Error(diff)
	}
}

func TestAGraphIsWritten(t *testing.T) {
	g, table := graph()
	var out bytes.Buffer
	if err := g.WriteJSON(&out, network.Voices(table)); err != nil {
		t.Fatal(err)
	}
	var object struct {
		Nodes []struct {
			ID, Kind, Name string
			Mentions       int
		}
		Edges []struct {
			From, To, Relation string
			Weight             int
		}
		Outlets []struct{ Attributed, Anonymous, Own int }
	}
	if err := json.Unmarshal(out.Bytes(), &object); err != nil || len(object.Nodes) != len(g.Nodes) || len(object.Edges) != len(g.Edges) || object.Outlets[0].Own != 1 {
		t.Errorf("%v: %s", err, out.Bytes())
	}
	if e := object.Edges[0]; e.From != object.Nodes[g.Edges[0].From].ID || e.Weight != g.Edges[0].Weight {
		t.Errorf("%+v", e)
	}
	out.Reset()
	if err := g.WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 1+len(g.Edges) || strings.Join(rows[0], ",") != "from,from_kind,from_name,relation,to,to_kind,to_name,weight" {
		t.Errorf("%v, %v", rows, err)
	}
	out.Reset()
	if err := g.WriteGraphML(&out); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Graph struct {
			Nodes []struct{} `xml:"node"`
			Edges []struct {
				Source string `xml:"source,attr"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(out.Bytes(), &doc); err != nil || len(doc.Graph.Nodes) != len(g.Nodes) || len(doc.Graph.Edges) != len(g.Edges) {
		t.Errorf("%v: %s", err, out.Bytes())
	}
}

// web is a graph of so many nodes in groups, of which each is linked to some before it.
func web(n int) *network.Graph {
	g := &network.Graph{}
	for i := range n {
		g.Nodes = append(g.Nodes, network.Node{ID: fmt.Sprint("node ", i)})
		for _, k := range []int{i / 2, i - 7} {
			if k >= 0 && k < i && i%13 > 0 {
				g.Edges = append(g.Edges, network.Edge{From: k, To: i, Relation: network.Makes, Weight: 1})
			}
		}
	}
	return g
}

func distance(a, b network.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// Nodes that are linked lie nearer than others, none on another; the same graph lies the same.
func TestALayoutIsReadableAndAlwaysTheSame(t *testing.T) {
	g := web(200)
	at := network.Layout(g, network.Makes)
	linked, any, nearest := 0.0, 0.0, math.Inf(1)
	for _, e := range g.Edges {
		linked += distance(at[e.From], at[e.To]) / float64(len(g.Edges))
	}
	for i, p := range at {
		for _, q := range at[:i] {
			any += distance(p, q) / float64(len(at)*(len(at)-1)/2)
			nearest = min(nearest, distance(p, q))
		}
	}
	if linked > any/2 || nearest < 0.1 {
		t.Errorf("linked nodes are %.2f apart, any two %.2f, the nearest %.2f", linked, any, nearest)
	}
	if !slices.Equal(at, network.Layout(web(200), network.Makes)) {
		t.Error("the same graph lies elsewhere")
	}
	if len(network.Layout(&network.Graph{})) != 0 {
		t.Error("nothing has a place")
	}
}

// One node more moves the others less than another beginning would.
func TestALayoutStaysWhenANodeComes(t *testing.T) {
	before := network.Layout(web(150), network.Makes)
	after := network.Layout(web(151), network.Makes)
	moved, apart := 0.0, 0.0
	for i, p := range before {
		moved += distance(p, after[i]) / float64(len(before))
		apart += distance(p, before[(i*37+11)%len(before)]) / float64(len(before))
	}
	if moved > apart/2 {
		t.Errorf("nodes moved by %.2f, where any two are %.2f apart", moved, apart)
	}
}

func BenchmarkLayout(b *testing.B) {
	g := web(2000)
	for b.Loop() {
		network.Layout(g, network.Makes)
	}
}
