package parquet

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/snappy"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// writer writes the table in groups of rows.
type writer struct {
	out     io.WriteCloser
	table   *parquet.GenericWriter[any]
	columns []column
	pending int // rows since the last group
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	out, err := sink.Create("")
	if err != nil {
		return nil, err
	}
	w := &writer{out: out, columns: columns(head.Codebook)}
	w.table = parquet.NewGenericWriter[any](out, schema(w.columns), parquet.Compression(&snappy.Codec{}), parquet.CreatedBy("Parallax", "1", ""))
	return w, nil
}

func (w *writer) Add(r dataset.Record) error {
	for _, s := range r.Spans {
		if _, err := w.table.WriteRows([]parquet.Row{w.row(r, s)}); err != nil {
			return fmt.Errorf("writing span %s: %w", s.ID, err)
		}
		if w.pending++; w.pending == rowsAtOnce {
			w.pending = 0
			if err := w.table.Flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) Close() error { return cmp.Or(w.table.Close(), w.out.Close()) }

// row is a row in which values stand in the order of the leaves of columns.
type row struct {
	values parquet.Row
	leaf   int
}

func (w *writer) row(r dataset.Record, s dataset.Span) parquet.Row {
	var entity dataset.Entity
	if s.Entity != nil {
		entity = *s.Entity
	}
	out := &row{}
	for _, text := range []string{r.Meta.Story, r.ID, r.Meta.Title, r.Meta.Outlet, r.Meta.Published, r.Layer, s.ID, s.Label} {
		out.one(parquet.ValueOf(text))
	}
	out.one(parquet.Int32Value(int32(s.Start)))
	out.one(parquet.Int32Value(int32(s.End)))
	var starts, ends []parquet.Value
	for _, segment := range s.Segments {
		starts, ends = append(starts, parquet.Int32Value(int32(segment[0]))), append(ends, parquet.Int32Value(int32(segment[1])))
	}
	out.list(ends) // the fields of an item stand by name
	out.list(starts)
	out.one(parquet.ValueOf(s.Text))
	out.optional(parquet.ValueOf(entity.ID), s.Entity != nil)
	out.optional(parquet.ValueOf(entity.Name), s.Entity != nil)
	for _, c := range w.columns {
		if c.attribute != "" {
			out.attribute(c, s.Attributes.Get(strings.TrimPrefix(c.name, "attr.")))
		}
	}
	out.one(parquet.ValueOf(s.Note))
	out.one(parquet.DoubleValue(float64(s.Confidence)))
	return out.values
}

func (r *row) one(v parquet.Value) {
	r.values = append(r.values, v.Level(0, 0, r.leaf))
	r.leaf++
}

func (r *row) optional(v parquet.Value, there bool) {
	if !there {
		r.one(parquet.NullValue())
		return
	}
	r.values = append(r.values, v.Level(0, 1, r.leaf))
	r.leaf++
}

func (r *row) list(items []parquet.Value) {
	for i, v := range items {
		r.values = append(r.values, v.Level(min(i, 1), 1, r.leaf))
	}
	if len(items) == 0 {
		r.values = append(r.values, parquet.NullValue().Level(0, 0, r.leaf))
	}
	r.leaf++
}

// attribute is a value in a column of one type.
func (r *row) attribute(c column, value any) {
	switch c.attribute {
	case annotate.Boolean:
		yes, is := value.(bool)
		r.optional(parquet.BooleanValue(yes), is)
	case annotate.Number:
		number, is := value.(float64)
		r.optional(parquet.DoubleValue(number), is)
	case annotate.Choices:
		list, _ := value.([]string)
		items := make([]parquet.Value, len(list))
		for i, item := range list {
			items[i] = parquet.ValueOf(item)
		}
		r.list(items)
	default:
		r.optional(parquet.ValueOf(text(value)), value != nil)
	}
}

// text is a value of any type as a text.
func text(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []string:
		return strings.Join(v, "; ")
	}
	return ""
}
