package main

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// networkJSON is what network --format json prints.
type networkJSON struct {
	Nodes []struct {
		ID, Kind, Name string
		Mentions       int
		Outlets        []string
	}
	Edges []struct {
		From, To, Relation string
		Weight             int
	}
	Outlets []struct {
		Outlet                               string
		Mentions, Attributed, Anonymous, Own int
	}
}

func TestNetworkOfTheSample(t *testing.T) {
	project := sampleProject(t)
	printed := must(t, "network", project, "--layer", "anna", "--format", "json")
	n := decode[networkJSON](t, printed)
	names := map[string]string{}
	for _, node := range n.Nodes {
		names[node.ID] = node.Name
		if node.Kind != "actor" && node.Kind != "claim" || node.Mentions < 1 || len(node.Outlets) == 0 {
			t.Errorf("%+v", node)
		}
	}
	edges := map[string]int{}
	for _, e := range n.Edges {
		if names[e.From] == "" || names[e.To] == "" {
			t.Errorf("%+v leads nowhere", e)
		}
		edges[names[e.From]+" "+e.Relation+" "+names[e.To]] = e.Weight
	}
	for want, weight := range map[string]int{"Clear Sound makes About thirty tonnes of fuel leaked": 2, "Désirée Holm makes The mussels are safe to eat": 2, "Clear Sound shares Nneka Adébayo": 1} {
		if edges[want] != weight {
			t.Errorf("%s: %d, not %d", want, edges[want], weight)
		}
	}
	if len(n.Outlets) != 4 || n.Outlets[0].Attributed+n.Outlets[0].Anonymous+n.Outlets[0].Own != n.Outlets[0].Mentions {
		t.Errorf("%+v", n.Outlets)
	}
	if again := must(t, "network", project, "--layer", "anna", "--format", "json"); again != printed {
		t.Error("the same project gives another network")
	}
	folder := t.TempDir()
	for _, name := range []string{"n.graphml", "n.csv", "n.png", "n.svg"} {
		path := filepath.Join(folder, name)
		must(t, "network", project, "--layer", "anna", "-o", path)
		data, err := os.ReadFile(path)
		switch {
		case err != nil:
			t.Error(err)
		case name == "n.png" && !isPNG(string(data)):
			t.Error("no picture")
		case name == "n.csv" && strings.Count(string(data), "\n") != 1+len(n.Edges):
			t.Errorf("%d lines", strings.Count(string(data), "\n"))
		case strings.HasSuffix(name, "ml") || name == "n.svg":
			if err := xml.Unmarshal(data, new(struct{})); err != nil || !strings.Contains(string(data), "Marguerite Vold") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	says(t, "nobody has marked a claim there", "network", newProject(t), "--format", "json")
	fails(t, exitUsage, `--format "dot" is not one of graphml, csv, json, png, svg`, "network", project, "--format", "dot")
}
