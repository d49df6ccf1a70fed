package find

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/search"
)

// Sorted lists hits as a concordance has them, in an order.
func Sorted(hits []Hit, order search.Order) []Hit {
	lines := make([]search.Line, len(hits))
	for i, h := range hits {
		lines[i] = h.Line
	}
	sorted := make([]Hit, len(hits))
	for i, at := range search.Sorted(lines, order) {
		sorted[i] = hits[at]
	}
	return sorted
}

// WriteCSV writes a concordance: one row a hit, with what stands before and behind it, and where it stands, in code points.
func WriteCSV(w io.Writer, hits []Hit) error {
	writer := csv.NewWriter(w)
	rows := [][]string{{"before", "text", "after", "story", "document", "title", "outlet", "published", "span", "start", "end"}}
	for _, h := range hits {
		span := ""
		if h.Span != nil {
			span = h.Span.ID
		}
		row := []string{oneLine(h.Before), oneLine(h.Text), oneLine(h.After), h.Story, h.Document.ID, h.Document.Title, h.Document.Outlet, h.Document.Published,
			span, strconv.Itoa(h.At.Start), strconv.Itoa(h.At.End)}
		for i := range row {
			row[i] = form.Guarded(row[i])
		}
		rows = append(rows, row)
	}
	if err := writer.WriteAll(rows); err != nil {
		return fmt.Errorf("writing the concordance: %w", err)
	}
	return nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
