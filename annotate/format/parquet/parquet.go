// Package parquet writes the table of package csv with types: one row a span, in the columnar format that pandas, R, DuckDB and Spark read
// at once. Segments and values of several options are lists; what is not set is null.
//
// Parquet is written by github.com/parquet-go/parquet-go, the maintained one of its libraries that needs neither Arrow nor cgo. Start with
// Format.
package parquet

import (
	"fmt"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Format is the table.
var Format = form.Format{
	Name: "parquet", Title: "Parquet (one row a span)", Extensions: []string{".parquet"}, Shape: form.File,
	Holds: form.Holds{Parted: true, Attributes: true, Entities: true, Notes: true, Confidence: true, About: []string{"id", "story", "title", "outlet", "published"}, IDs: []string{"spans", "entities"}}, Write: write,
}

// rowsAtOnce is how many rows are held before they are written.
const rowsAtOnce = 10_000

// column is a column of the table.
type column struct {
	name      string
	node      parquet.Node
	attribute annotate.AttributeType // of the values of an attribute, "" for another column
}

// columns are those of a codebook. An attribute that is of several types under several labels is one of texts.
func columns(cb annotate.Codebook) []column {
	text, optional := parquet.String(), parquet.Optional(parquet.String())
	whole := parquet.Leaf(parquet.Int32Type)
	var all []column
	for _, name := range []string{"story", "document_id", "title", "outlet", "published", "layer", "span_id", "label"} {
		all = append(all, column{name: name, node: text})
	}
	all = append(all, column{name: "start", node: whole}, column{name: "end", node: whole},
		column{name: "segments", node: parquet.List(parquet.Group{"start": whole, "end": whole})},
		column{name: "text", node: text}, column{name: "entity_id", node: optional}, column{name: "entity", node: optional})
	at := map[string]int{}
	for _, l := range cb.Labels {
		for _, a := range l.Attributes {
			i, known := at[a.Name]
			if !known {
				at[a.Name] = len(all)
				all = append(all, column{name: "attr." + a.Name, attribute: a.Type})
			} else if all[i].attribute != a.Type {
				all[i].attribute = annotate.Text
			}
		}
	}
	for i, c := range all {
		switch c.attribute {
		case "":
		case annotate.Boolean:
			all[i].node = parquet.Optional(parquet.Leaf(parquet.BooleanType))
		case annotate.Number:
			all[i].node = parquet.Optional(parquet.Leaf(parquet.DoubleType))
		case annotate.Choices:
			all[i].node = parquet.List(parquet.String())
		default:
			all[i].node = optional
		}
	}
	return append(all, column{name: "note", node: text}, column{name: "confidence", node: parquet.Leaf(parquet.DoubleType)})
}

// ordered is a group whose fields keep their order, where the library's sorts them by name.
type ordered struct {
	parquet.Group
	columns []column
}

// Fields implements parquet.Node.
func (o ordered) Fields() []parquet.Field {
	all := make([]parquet.Field, len(o.columns))
	for i, c := range o.columns {
		all[i] = field{c.node, c.name}
	}
	return all
}

type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

// Value would return the field of a Go value; rows are written without any.
func (f field) Value(reflect.Value) reflect.Value {
	panic(fmt.Sprintf("the column %s is no field of a Go value", f.name))
}

// schema is that of a table.
func schema(all []column) *parquet.Schema {
	group := parquet.Group{}
	for _, c := range all {
		group[c.name] = c.node
	}
	return parquet.NewSchema("spans", ordered{group, all})
}
