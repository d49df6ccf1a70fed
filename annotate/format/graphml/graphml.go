// Package graphml writes who is linked to what as a graph, for networkx, Gephi or igraph: a node an entity, or a span that has none, and an
// edge a pair of them, relation type and layer, with how often it was drawn.
//
// It is a summary: what stands where is not in it, so it is not read. It knows records, and no project. Start with Format.
package graphml

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the graph.
var Format = form.Format{
	Name: "graphml", Title: "GraphML (actors and claims)", Extensions: []string{".graphml"}, Shape: form.File,
	Holds: form.Holds{Parted: true, Entities: true, Relations: true, Across: true, About: []string{"outlet"}, IDs: []string{"entities"}}, Write: write,
}

// longest is how many code points of a span's words name its node.
const longest = 80

// writer keeps the graph until all of it is known.
type writer struct {
	out       io.WriteCloser
	sink      *form.Sink
	symmetric map[string]bool   // relation types
	nodes     map[string]*node  // by id
	of        map[string]string // the node of each span
	links     []link            // whose tails may come later
}

type node struct {
	id, name, kind string
	mentions       int
	outlets        map[string]bool
}

type link struct{ head, tail, relation, layer string }

// edge is a link of two nodes.
type edge link

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	w := &writer{out: out, sink: sink, symmetric: map[string]bool{}, nodes: map[string]*node{}, of: map[string]string{}}
	for _, t := range head.Codebook.RelationTypes {
		w.symmetric[t.Name] = t.Symmetric
	}
	return w, nil
}

func (w *writer) Add(r dataset.Record) error {
	for _, s := range r.Spans {
		id, name := "s"+s.ID, form.Short(strings.Join(strings.Fields(s.Text), " "), longest)
		if s.Entity != nil {
			id, name = "e"+s.Entity.ID, s.Entity.Name
		}
		one := w.nodes[id]
		if one == nil {
			one = &node{id: id, name: name, kind: s.Label, outlets: map[string]bool{}}
			w.nodes[id] = one
		}
		one.mentions++
		if r.Meta.Outlet != "" {
			one.outlets[r.Meta.Outlet] = true
		}
		w.of[s.ID] = id
	}
	for _, x := range r.Relations {
		w.links = append(w.links, link{x.Head, x.Tail, x.Type, r.Layer})
	}
	return nil
}

func (w *writer) Close() error {
	buffered := bufio.NewWriterSize(w.out, 1<<16)
	if err := w.graph(buffered); err != nil {
		return err
	}
	return cmp.Or(buffered.Flush(), w.out.Close())
}

// edges are the links of nodes, with how often each was drawn. A symmetric one has no direction of its own.
func (w *writer) edges() map[edge]int {
	all := map[edge]int{}
	for _, l := range w.links {
		from, to := w.of[l.head], w.of[l.tail]
		if from == "" || to == "" {
			w.sink.Lose(1, "relations with spans that are not exported")
			continue
		}
		if w.symmetric[l.relation] && to < from {
			from, to = to, from
		}
		all[edge{from, to, l.relation, l.layer}]++
	}
	return all
}

func (w *writer) graph(out io.Writer) error {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	for _, key := range [][3]string{{"node", "label", "string"}, {"node", "kind", "string"}, {"node", "mentions", "int"}, {"node", "outlets", "string"}, {"edge", "relation", "string"}, {"edge", "weight", "int"}, {"edge", "layer", "string"}} {
		fmt.Fprintf(&b, `  <key id="%s" for="%s" attr.name="%s" attr.type="%s"/>`+"\n", key[1], key[0], key[1], key[2])
	}
	b.WriteString(`  <graph edgedefault="directed">` + "\n")
	for _, id := range slices.Sorted(maps.Keys(w.nodes)) {
		n := w.nodes[id]
		fmt.Fprintf(&b, `    <node id="%s">`, escaped(id))
		data(&b, "label", n.name)
		data(&b, "kind", n.kind)
		data(&b, "mentions", fmt.Sprint(n.mentions))
		data(&b, "outlets", strings.Join(slices.Sorted(maps.Keys(n.outlets)), "; "))
		b.WriteString("</node>\n")
		if _, err := b.WriteTo(out); err != nil {
			return err
		}
	}
	weights := w.edges()
	sorted := slices.SortedFunc(maps.Keys(weights), func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.head, b.head), cmp.Compare(a.tail, b.tail), cmp.Compare(a.relation, b.relation), cmp.Compare(a.layer, b.layer))
	})
	for i, e := range sorted {
		fmt.Fprintf(&b, `    <edge id="r%d" source="%s" target="%s">`, i, escaped(e.head), escaped(e.tail))
		data(&b, "relation", e.relation)
		data(&b, "weight", fmt.Sprint(weights[e]))
		data(&b, "layer", e.layer)
		b.WriteString("</edge>\n")
		if _, err := b.WriteTo(out); err != nil {
			return err
		}
	}
	b.WriteString("  </graph>\n</graphml>\n")
	_, err := b.WriteTo(out)
	return err
}

func data(b *bytes.Buffer, key, text string) {
	fmt.Fprintf(b, `<data key="%s">%s</data>`, key, escaped(text))
}

// escaped is a text as XML takes it, without the characters that it does not.
func escaped(text string) string {
	var b bytes.Buffer
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, text)
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a buffer takes all
	}
	return b.String()
}
