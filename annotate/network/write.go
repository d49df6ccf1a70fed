package network

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
)

type nodeObject struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	Mentions int      `json:"mentions"`
	Outlets  []string `json:"outlets"`
}

type edgeObject struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Relation string `json:"relation"`
	Weight   int    `json:"weight"`
}

type shareObject struct {
	Outlet     string `json:"outlet"`
	Mentions   int    `json:"mentions"`
	Attributed int    `json:"attributed"`
	Anonymous  int    `json:"anonymous"`
	Own        int    `json:"own"`
}

// WriteJSON writes the graph, and how outlets attribute what they report, as one line of JSON.
func (g *Graph) WriteJSON(w io.Writer, shares []Share) error {
	o := struct {
		Nodes   []nodeObject  `json:"nodes"`
		Edges   []edgeObject  `json:"edges"`
		Outlets []shareObject `json:"outlets"`
	}{[]nodeObject{}, []edgeObject{}, []shareObject{}}
	for _, n := range g.Nodes {
		o.Nodes = append(o.Nodes, nodeObject{n.ID, n.Kind, n.Name, n.Mentions, append([]string{}, n.Outlets...)})
	}
	for _, e := range g.Edges {
		o.Edges = append(o.Edges, edgeObject{g.Nodes[e.From].ID, g.Nodes[e.To].ID, e.Relation, e.Weight})
	}
	for _, s := range shares {
		o.Outlets = append(o.Outlets, shareObject{s.Outlet, s.Mentions(), s.Attributed, s.Anonymous, s.Own})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(o); err != nil {
		return fmt.Errorf("writing the network: %w", err)
	}
	return nil
}

// WriteCSV writes a row for each edge.
func (g *Graph) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	write := func(row ...string) {
		for i, cell := range row {
			row[i] = form.Guarded(cell)
		}
		out.Write(row) // an error stays with the writer
	}
	write("from", "from_kind", "from_name", "relation", "to", "to_kind", "to_name", "weight")
	for _, e := range g.Edges {
		from, to := g.Nodes[e.From], g.Nodes[e.To]
		write(from.ID, from.Kind, from.Name, e.Relation, to.ID, to.Kind, to.Name, strconv.Itoa(e.Weight))
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the network: %w", err)
	}
	return nil
}

// WriteGraphML writes the graph as programs for networks read it. Its keys are those of the export of that name.
func (g *Graph) WriteGraphML(w io.Writer) error {
	out := bufio.NewWriter(w) // the first error stays with it
	out.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	for _, key := range [][3]string{{"node", "label", "string"}, {"node", "kind", "string"}, {"node", "mentions", "int"}, {"node", "outlets", "string"}, {"edge", "relation", "string"}, {"edge", "weight", "int"}} {
		fmt.Fprintf(out, `  <key id="%s" for="%s" attr.name="%[1]s" attr.type="%[3]s"/>`+"\n", key[1], key[0], key[2])
	}
	out.WriteString(`  <graph edgedefault="directed">` + "\n")
	for _, n := range g.Nodes {
		fmt.Fprintf(out, `    <node id="%s"><data key="label">%s</data><data key="kind">%s</data><data key="mentions">%d</data><data key="outlets">%s</data></node>`+"\n",
			escaped(n.ID), escaped(n.Name), n.Kind, n.Mentions, escaped(strings.Join(n.Outlets, "; ")))
	}
	for i, e := range g.Edges {
		fmt.Fprintf(out, `    <edge id="r%d" source="%s" target="%s"><data key="relation">%s</data><data key="weight">%d</data></edge>`+"\n",
			i, escaped(g.Nodes[e.From].ID), escaped(g.Nodes[e.To].ID), e.Relation, e.Weight)
	}
	out.WriteString("  </graph>\n</graphml>\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the network: %w", err)
	}
	return nil
}

// escaped is a text as XML takes it, without the characters that it does not.
func escaped(text string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a buffer takes all
	}
	return strings.ReplaceAll(b.String(), "\uFFFD", "")
}
