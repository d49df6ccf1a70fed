package agreement

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// Figure is one number of a report with all that is said of it.
type Figure struct {
	Scope     string // "pair" or "overall"
	A, B      string // names of the annotators of a pair
	Name      string // such as "span_f1.strict"
	Path      string // its place in the JSON, such as "pairs.0.span_f1.strict"
	Value     *float64
	Interval  *Interval // nil where there is none
	Items     int
	Undefined string // why Value is nil
}

// Figures lists the figures of pairs and of all annotators in the order of the report.
func (r *Report) Figures() []Figure {
	figures := slices.Clone(r.figures)
	for i, f := range figures {
		if interval, known := r.Intervals[f.Path]; known {
			figures[i].Interval = &interval
		}
	}
	return figures
}

// WriteCSV writes one row a figure: whom and what it compares, the figure, its confidence interval, the number of items behind it, and
// why it is undefined where it is.
func (r *Report) WriteCSV(w io.Writer) error {
	writer := csv.NewWriter(w)
	rows := [][]string{{"scope", "a", "b", "figure", "value", "low", "high", "items", "undefined"}}
	for _, f := range r.Figures() {
		row := []string{f.Scope, f.A, f.B, f.Name, number(f.Value), "", "", strconv.Itoa(f.Items), f.Undefined}
		if f.Interval != nil {
			row[5], row[6] = number(&f.Interval[0]), number(&f.Interval[1])
		}
		rows = append(rows, row)
	}
	for _, parts := range []struct {
		scope string
		parts []Part
	}{{"story", r.Stories}, {"document", r.Articles}} {
		for _, p := range parts.parts {
			for _, name := range slices.Sorted(maps.Keys(p.Figures)) {
				rows = append(rows, []string{parts.scope, p.Name, p.ID, name, number(p.Figures[name]), "", "", strconv.Itoa(p.Items[name]), p.Undefined[name]})
			}
		}
	}
	if err := writer.WriteAll(rows); err != nil {
		return fmt.Errorf("writing figures: %w", err)
	}
	return nil
}

func number(value *float64) string {
	if value == nil {
		return ""
	}
	return strconv.FormatFloat(*value, 'f', 6, 64)
}
