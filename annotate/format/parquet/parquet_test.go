package parquet_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	reader "github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/parquet"
)

var head = form.Head{Codebook: formtest.Book}

// rows are those of a table, by the paths of their columns: the values of each, of a list all.
func rows(t interface{ Fatal(...any) }, data []byte) (all []map[string][]reader.Value, names []string) {
	file, err := reader.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range file.Schema().Fields() {
		names = append(names, field.Name())
	}
	paths := file.Schema().Columns()
	for _, group := range file.RowGroups() {
		in := group.Rows()
		for {
			buffer := make([]reader.Row, 7)
			n, err := in.ReadRows(buffer)
			for _, row := range buffer[:n] {
				one := map[string][]reader.Value{}
				for _, v := range row {
					path := strings.Join(paths[v.Column()], "/")
					one[path] = append(one[path], v.Clone())
				}
				all = append(all, one)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		in.Close()
	}
	return all, names
}

func TestARowASpan(t *testing.T) {
	r := formtest.Zoe()
	r.Spans[0].Entity = &dataset.Entity{ID: "e", Name: "Zoe"}
	all, names := rows(t, formtest.Bytes(t, parquet.Format, head, r))
	want := []string{"story", "document_id", "title", "outlet", "published", "layer", "span_id", "label", "start", "end", "segments", "text", "entity_id", "entity", "attr.type", "attr.named", "attr.roles", "attr.voice",
		"attr.weight", "attr.category (free)", "attr.said on", "note", "confidence"}
	if !slices.Equal(names, want) || len(all) != 2 {
		t.Fatalf("%d rows of %q", len(all), names)
	}
	if one := all[0]; one["label"][0].String() != "actor" || one["start"][0].Int32() != 2 || one["end"][0].Int32() != 7 || one["text"][0].String() != "Zoe 𝒜" || one["entity"][0].String() != "Zoe" || !one["attr.voice"][0].IsNull() {
		t.Errorf("%v", one)
	}
	if two := all[1]; two["attr.voice"][0].String() != "direct quote" || !two["entity_id"][0].IsNull() || two["confidence"][0].Double() != 1 {
		t.Errorf("%v", two)
	}
	if empty, _ := rows(t, formtest.Bytes(t, parquet.Format, head)); len(empty) != 0 {
		t.Errorf("%v", empty)
	}
}

func TestEveryValueIsInTheTable(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		records := formtest.Records(r, false)
		data := formtest.Bytes(t, parquet.Format, head, records...)
		if !bytes.Equal(data, formtest.Bytes(t, parquet.Format, head, records...)) {
			r.Fatal("the bytes differ")
		}
		all, _ := rows(r, data)
		for _, record := range records {
			for _, s := range record.Spans {
				if len(all) == 0 {
					r.Fatal("rows are missing")
				}
				got := all[0]
				all = all[1:]
				var segments [][2]int
				for i, start := range got["segments/list/element/start"] {
					segments = append(segments, [2]int{int(start.Int32()), int(got["segments/list/element/end"][i].Int32())})
				}
				if got["span_id"][0].String() != s.ID || got["note"][0].String() != s.Note || got["text"][0].String() != s.Text || !slices.Equal(segments, s.Segments) {
					r.Fatalf("%v is not %+v", got, s)
				}
				for _, a := range s.Attributes {
					var want []string
					switch v := a.Value.(type) {
					case nil:
					case []string:
						want = v
					default:
						want = []string{fmt.Sprint(v)}
					}
					var said []string
					for _, path := range []string{"attr." + a.Name, "attr." + a.Name + "/list/element"} {
						for _, v := range got[path] {
							if !v.IsNull() {
								said = append(said, v.String())
							}
						}
					}
					if !slices.Equal(said, want) {
						r.Fatalf("%s is %q, not %q", a.Name, said, want)
					}
				}
			}
		}
		if len(all) > 0 {
			r.Fatalf("%d rows too many", len(all))
		}
	})
}

func TestAnAttributeOfSeveralTypesIsAText(t *testing.T) {
	cb := annotate.Codebook{Labels: []annotate.Label{{Name: "a", Attributes: []annotate.Attribute{{Name: "x", Type: annotate.Number}}}, {Name: "b", Attributes: []annotate.Attribute{{Name: "x", Type: annotate.Boolean}}}}}
	r := formtest.Zoe()
	r.Spans[0].Attributes, r.Spans[1].Attributes = dataset.Attributes{{Name: "x", Value: 0.5}}, dataset.Attributes{{Name: "x", Value: true}}
	all, _ := rows(t, formtest.Bytes(t, parquet.Format, form.Head{Codebook: cb}, r))
	if all[0]["attr.x"][0].String() != "0.5" || all[1]["attr.x"][0].String() != "true" {
		t.Errorf("%v", all)
	}
}

func TestManyRowsAreWrittenInGroups(t *testing.T) {
	r := formtest.Long()
	var records []dataset.Record
	for range 60 { // 24,000 rows
		records = append(records, r)
	}
	data := formtest.Bytes(t, parquet.Format, head, records...)
	file, err := reader.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(file.RowGroups()) != 3 || file.NumRows() != 24000 {
		t.Errorf("%d groups of %d rows, %v", len(file.RowGroups()), file.NumRows(), err)
	}
}

func BenchmarkWrite(b *testing.B) { formtest.BenchmarkWrite(b, parquet.Format) }
