package brat

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// writeAnnotationConf writes annotation.conf, which says what can be marked.
func writeAnnotationConf(out io.Writer, v *vocabulary) error {
	w := bufio.NewWriter(out)
	fmt.Fprint(w, "[entities]\n")
	for _, label := range v.codebook.Labels {
		fmt.Fprintf(w, "%s\n", v.labels.Add(label.Name))
	}
	fmt.Fprint(w, "\n[relations]\n")
	for _, kind := range v.codebook.RelationTypes {
		end := func(label string) string {
			if label == "" {
				return "<ENTITY>"
			}
			return v.labels.Add(label)
		}
		fmt.Fprintf(w, "%s\tArg1:%s, Arg2:%s\n", v.relations.Add(kind.Name), end(kind.HeadLabel), end(kind.TailLabel))
	}
	fmt.Fprint(w, "\n[events]\n\n[attributes]\n")
	for _, a := range attributesOf(v) {
		fmt.Fprintf(w, "%s\tArg:%s", v.attributes.Add(a.name), strings.Join(a.labels, "|"))
		if len(a.values) > 0 {
			fmt.Fprintf(w, ", Value:%s", strings.Join(a.values, "|"))
		}
		fmt.Fprint(w, "\n")
	}
	return w.Flush()
}

// attribute is one of brat's, which several labels may have.
type attribute struct {
	name           string
	labels, values []string // as they are written
}

func attributesOf(v *vocabulary) (all []attribute) {
	for _, label := range v.codebook.Labels {
		for _, a := range label.Attributes {
			i := slices.IndexFunc(all, func(other attribute) bool { return other.name == a.Name })
			if i < 0 {
				i = len(all)
				all = append(all, attribute{name: a.Name})
			}
			all[i].labels = append(all[i].labels, v.labels.Add(label.Name))
			options := a.Options
			if a.Type == annotate.Boolean {
				options = []string{"true", "false"}
			}
			for _, option := range options {
				if value, _ := v.value(a.Name, option); !slices.Contains(all[i].values, value) {
					all[i].values = append(all[i].values, value)
				}
			}
		}
	}
	return all
}

// writeVisualConf writes visual.conf, by which brat shows names with all their characters, and colours.
func writeVisualConf(out io.Writer, v *vocabulary) error {
	w := bufio.NewWriter(out)
	fmt.Fprint(w, "[labels]\n")
	said := map[string]bool{}
	for _, n := range []*form.Names{v.labels, v.relations, v.attributes} {
		for _, changed := range n.Changed() {
			if written, name := changed[0], changed[1]; !said[written] && !strings.ContainsAny(name, "|\n\r") {
				said[written] = true
				fmt.Fprintf(w, "%s | %s\n", written, name)
			}
		}
	}
	fmt.Fprint(w, "\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n")
	for _, label := range v.codebook.Labels {
		fmt.Fprintf(w, "%s\tbgColor:%s\n", v.labels.Add(label.Name), cmp.Or(label.Color, "lightgreen"))
	}
	return w.Flush()
}

// readVisualConf learns what is shown for names that the codebook does not have.
func readVisualConf(text string, v *vocabulary) {
	within := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			within = line == "[labels]"
			continue
		}
		parts := strings.Split(line, "|")
		if !within || len(parts) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		written, name := strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1])
		for _, n := range []*form.Names{v.labels, v.relations, v.attributes} {
			n.Learn(written, name)
		}
	}
}
