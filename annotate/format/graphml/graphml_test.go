package graphml_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/graphml"
)

var head = form.Head{Codebook: formtest.Book}

type datum struct {
	Key  string `xml:"key,attr"`
	Text string `xml:",chardata"`
}

type graph struct {
	Keys []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		Default string `xml:"edgedefault,attr"`
		Nodes   []struct {
			ID   string  `xml:"id,attr"`
			Data []datum `xml:"data"`
		} `xml:"node"`
		Edges []struct {
			ID     string  `xml:"id,attr"`
			Source string  `xml:"source,attr"`
			Target string  `xml:"target,attr"`
			Data   []datum `xml:"data"`
		} `xml:"edge"`
	} `xml:"graph"`
}

func read(t interface{ Fatal(...any) }, data []byte) (g graph) {
	if err := xml.Unmarshal(data, &g); err != nil {
		t.Fatal(err, string(data))
	}
	return g
}

func TestAGraph(t *testing.T) {
	r := formtest.Zoe()
	r.Spans[0].Entity = &dataset.Entity{ID: "1", Name: "Zoe & \x01Co"}
	other := formtest.Zoe()
	other.ID, other.Meta.Outlet = "2", "Gazette"
	other.Spans[0].ID, other.Spans[1].ID, other.Spans[0].Entity = "x", "y", r.Spans[0].Entity
	other.Relations = []dataset.Relation{{ID: "r", Type: "makes", Head: "x", Tail: r.Spans[1].ID, HeadDocument: "2", TailDocument: r.ID}, {ID: "q", Type: "makes", Head: "x", Tail: "gone", HeadDocument: "2", TailDocument: "3"}}
	got := string(formtest.Bytes(t, graphml.Format, head, r, other))
	for _, want := range []string{
		`<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`, `<key id="weight" for="edge" attr.name="weight" attr.type="int"/>`, `<graph edgedefault="directed">`,
		`<node id="e1"><data key="label">Zoe &amp; Co</data><data key="kind">actor</data><data key="mentions">2</data><data key="outlets">Gazette; The Quay</data></node>`,
		`<node id="sy"><data key="label">“ports stay shut”</data><data key="kind">claim</data><data key="mentions">1</data>`,
		`<edge id="r0" source="e1" target="saaaaaaaa-0000-4000-8000-000000000002"><data key="relation">makes</data><data key="weight">2</data><data key="layer">anna</data></edge>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nhas no %s", got, want)
		}
	}
	if g := read(t, []byte(got)); len(g.Graph.Nodes) != 3 || len(g.Graph.Edges) != 1 {
		t.Errorf("%+v", g)
	}
}

// Nothing stands twice, what an edge leads to is there, and every key is declared.
func TestEveryGraphIsSound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		records := formtest.Records(r, true)
		g := read(r, formtest.Bytes(t, graphml.Format, head, records...))
		keys, nodes, edges := map[string]string{}, map[string]bool{}, map[string]bool{}
		for _, k := range g.Keys {
			keys[k.ID] = k.For
		}
		mentions, drawn, weight := 0, 0, 0
		for _, n := range g.Graph.Nodes {
			if nodes[n.ID] || !strings.ContainsAny(n.ID[:1], "es") {
				r.Fatal(n.ID)
			}
			nodes[n.ID] = true
			for _, d := range n.Data {
				var count int
				if fmt.Sscan(d.Text, &count); d.Key == "mentions" {
					mentions += count
				}
				if keys[d.Key] != "node" {
					r.Fatal(d.Key)
				}
			}
		}
		for _, e := range g.Graph.Edges {
			name := fmt.Sprint(e.Source, e.Target)
			for _, d := range e.Data {
				var count int
				if fmt.Sscan(d.Text, &count); d.Key == "weight" {
					weight += count
				} else {
					name += d.Text
				}
				if keys[d.Key] != "edge" {
					r.Fatal(d.Key)
				}
			}
			if edges[name] || !nodes[e.Source] || !nodes[e.Target] {
				r.Fatal(name)
			}
			edges[name] = true
		}
		for _, record := range records {
			mentions -= len(record.Spans)
			drawn += len(record.Relations)
		}
		if mentions != 0 || weight != drawn {
			r.Fatalf("%d mentions too many, %d of %d relations", mentions, weight, drawn)
		}
	})
}

func BenchmarkWrite(b *testing.B) { formtest.BenchmarkWrite(b, graphml.Format) }
