// Package csv writes and reads a table with one row a span, for spreadsheets and statistics (RFC 4180, UTF-8).
//
// It holds neither texts nor relations: read back, it belongs to a project that has the articles, and each span is compared
// with the words that stand beside it. A cell that a spreadsheet would take for a formula gets an apostrophe before it, which is
// taken off again.
//
// It knows no project: whether a row fits what is there, the importer says. Start with Format.
package csv

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the table.
var Format = form.Format{
	Name: "csv", Title: "CSV (one row a span)", Extensions: []string{".csv", ".tsv"}, Shape: form.File,
	Holds:     form.Holds{Parted: true, Attributes: true, Entities: true, Notes: true, Confidence: true, About: []string{"id", "story", "title", "outlet", "published"}, IDs: []string{"spans", "entities"}},
	Recognise: recognise, Read: read, Records: true, Write: write,
}

// The columns before and after those of the attributes.
var (
	columns = []string{"story", "document_id", "title", "outlet", "published", "layer", "span_id", "label", "start", "end", "segments", "text",
		"entity_id", "entity"}
	lastColumns = []string{"note", "confidence"}
)

// attributePrefix begins the name of an attribute's column.
const attributePrefix = "attr."

// needed are the columns without which a row is no span.
var needed = []string{"document_id", "layer", "span_id", "label", "segments"}

// A list stands in one cell, its items parted by "; ". A semicolon or a backslash within an item has a backslash before it.
var escaped = strings.NewReplacer(`\`, `\\`, `;`, `\;`)

func joinList(items []string) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = escaped.Replace(item)
	}
	return strings.Join(parts, "; ")
}

func splitList(cell string) []string {
	var items []string
	var item strings.Builder
	for i := 0; i < len(cell); i++ {
		switch {
		case cell[i] == '\\' && i+1 < len(cell):
			i++
			item.WriteByte(cell[i])
		case cell[i] == ';':
			items = append(items, item.String())
			item.Reset()
			if i+1 < len(cell) && cell[i+1] == ' ' {
				i++
			}
		default:
			item.WriteByte(cell[i])
		}
	}
	return append(items, item.String())
}
