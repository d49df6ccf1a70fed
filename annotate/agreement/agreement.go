// Package agreement measures how well annotators agree: span F1, κ and α over words, α over attributes and entities, α_U
// and the u-α family, γ, and F1 over relations.
//
// Each measure is a file, with a function that takes the bare data of its textbook definition: Cohen, Fleiss,
// NominalAlpha, UnitDisagreement, NewUnitized, CountSpans; γ is a package of its own, gamma. Compute puts them together over a project. It
// sees each document once, keeps of it only sums that the figures are made of, and adds those up before it divides; the
// same sums give the figures of one story or one document and, drawn anew with replacement, the confidence intervals.
//
// A figure that has no value, because nothing was compared or because chance could not have disagreed, is an error of
// the type Undefined that says why, and null in a report. It is never taken for 0 or 1.
//
// It knows neither project nor window: documents come in as values, one after the other. Start with Compute for the report, or with the
// file of a measure for its formula and source.
package agreement

import (
	"cmp"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Undefined is the reason why a figure has no value.
type Undefined string

func (u Undefined) Error() string { return string(u) }

// Document is one article with all its layers.
type Document struct {
	Story    annotate.Story
	Document annotate.Document // with its text
	Regions  []annotate.Region
	Layers   []annotate.Layer // at most one an annotator; layers of nobody are passed over
}

// Options say what is compared, and how closely.
type Options struct {
	Codebook   annotate.Codebook
	Layers     []string // annotators who take part; none for all who are human
	Seed       int64    // decides what is drawn by chance: the same seed gives the same figures
	Replicates int      // draws of documents behind a confidence interval; 0 for 1000, negative for no intervals
	Documents  int      // how many documents are coming, if known: only for progress
}

// DefaultReplicates is how often documents are drawn for the confidence intervals.
const DefaultReplicates = 1000

// Progress is told how many steps of how many are done; total is 0 where it is not known.
type Progress func(done, total int)

func (o Options) takesPart(a annotate.Annotator, gold bool) bool {
	switch {
	case gold && a.Kind == annotate.Gold:
		return true
	case len(o.Layers) == 0:
		return a.Kind == annotate.Human || gold
	}
	return slices.Contains(o.Layers, a.Name)
}

// finished says whether an annotator has marked the document done or annotated it.
func finished(layer annotate.Layer) bool {
	return layer.Annotator.Name != "" && (layer.State == annotate.Done || len(layer.Spans) > 0)
}

// compared returns the layers that take part in a comparison, with gold or without, by name, gold last.
func (o Options) compared(d Document, gold bool) []annotate.Layer {
	var layers []annotate.Layer
	for _, layer := range d.Layers {
		if finished(layer) && o.takesPart(layer.Annotator, gold) {
			layers = append(layers, layer)
		}
	}
	slices.SortStableFunc(layers, func(a, b annotate.Layer) int { return compareAnnotators(a.Annotator, b.Annotator) })
	return layers
}

// compareAnnotators orders by name, gold last.
func compareAnnotators(a, b annotate.Annotator) int {
	switch {
	case a.Kind == annotate.Gold && b.Kind != annotate.Gold:
		return 1
	case b.Kind == annotate.Gold && a.Kind != annotate.Gold:
		return -1
	}
	return cmp.Compare(a.Name, b.Name)
}

// labelNames maps the ids of labels to their names. A label that the codebook lacks goes by its id.
type labelNames map[string]string

func namesOf(codebook annotate.Codebook) labelNames {
	names := make(labelNames, len(codebook.Labels))
	for _, label := range codebook.Labels {
		names[label.ID] = label.Name
	}
	return names
}

func (n labelNames) of(id string) string {
	if name, known := n[id]; known {
		return name
	}
	return id
}

// separator joins the names of labels into the category that a set of them is. No name holds it.
const separator = "\x1f"

// category names a set of labels, "" for none.
func category(labels []string) string { return strings.Join(labels, separator) }

// union names the union of two sets that category named.
func union(a, b string) string {
	switch {
	case a == b || b == "":
		return a
	case a == "":
		return b
	}
	labels := append(strings.Split(a, separator), strings.Split(b, separator)...)
	slices.Sort(labels)
	return category(slices.Compact(labels))
}

// mixed says whether a category is a set of several labels.
func mixed(category string) bool { return strings.Contains(category, separator) }

// labelsOf numbers the labels in categories, and tells which each category holds.
func labelsOf(categories []string) (holds [][]int, labels []string) {
	numbers := map[string]int{}
	for _, c := range categories {
		var held []int
		for _, label := range strings.Split(c, separator) {
			if label == "" {
				continue
			}
			n, known := numbers[label]
			if !known {
				n = len(labels)
				numbers[label] = n
				labels = append(labels, label)
			}
			held = append(held, n)
		}
		holds = append(holds, held)
	}
	return holds, labels
}
