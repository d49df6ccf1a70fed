package table_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/store/table"
)

// written is a row as encoding/json writes it, in the order of its columns.
func written(t *rapid.T, k *table.Kind, r table.Row) []byte {
	var all bytes.Buffer
	add := func(name string, value any) {
		var one bytes.Buffer
		encoder := json.NewEncoder(&one)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(value); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, ",%q:%s", name, bytes.TrimSpace(one.Bytes()))
	}
	for i, c := range k.Columns {
		if text, isText := r.Values[i].(string); isText && c.Kind == table.JSONColumn {
			add(c.Name, json.RawMessage(text))
		} else if !c.Bulk() {
			add(c.Name, r.Values[i])
		}
	}
	if k.List != nil {
		items := r.Items
		if items == nil {
			items = [][]any{}
		}
		add(k.List.Name, items)
	}
	out := append(all.Bytes(), '}')
	out[0] = '{'
	return out
}

func drawRow(t *rapid.T, k *table.Kind) table.Row {
	texts := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "01K8", "a “word”", "\"quoted\"", `back\slash`, "\u2028", "<&>", "\x00\x1f\x7f", "😀", "null", "{\"a\":[1,\"]\"]}"}))
	r := table.Row{Values: make([]any, len(k.Columns))}
	for i, c := range k.Columns {
		switch c.Kind {
		case table.TextColumn:
			r.Values[i] = texts.Draw(t, c.Name)
		case table.OptionalColumn:
			if rapid.Bool().Draw(t, "there") {
				r.Values[i] = texts.Draw(t, c.Name)
			}
		case table.IntegerColumn:
			r.Values[i] = rapid.Int64().Draw(t, c.Name)
		case table.OptionalInteger:
			if rapid.Bool().Draw(t, "there") {
				r.Values[i] = rapid.Int64().Draw(t, c.Name)
			}
		case table.RealColumn:
			r.Values[i] = rapid.OneOf(rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64), rapid.SampledFrom([]float64{0, 1, 0.25, 1e-7, 1e21})).Draw(t, c.Name)
		case table.JSONColumn:
			raw, err := json.Marshal(rapid.MapOf(texts, rapid.SliceOf(texts)).Draw(t, c.Name))
			if err != nil {
				t.Fatal(err)
			}
			r.Values[i] = string(raw)
		}
	}
	if k.List != nil {
		for range rapid.IntRange(0, 3).Draw(t, "items") {
			item := []any{}
			for _, name := range k.List.Columns {
				if name == "kind" {
					item = append(item, texts.Draw(t, name))
				} else {
					item = append(item, rapid.Int64Range(-1<<52, 1<<52).Draw(t, name))
				}
			}
			r.Items = append(r.Items, item)
		}
	}
	return r
}

// The log is read by scripts too: a row in it is the JSON that any program would write, and comes back as it was.
func TestARowOfTheLogIsPlainJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(table.Kinds).Draw(t, "kind")
		r := drawRow(t, k)
		raw := k.Encode(r, false)
		if want := written(t, k, r); !bytes.Equal(raw, want) {
			t.Fatalf("%s\nnot\n%s", raw, want)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, raw, " ", "\t"); err != nil {
			t.Fatal(err)
		}
		for _, form := range [][]byte{raw, indented.Bytes()} {
			back, err := k.Decode(form)
			if err != nil {
				t.Fatalf("%s: %v", form, err)
			}
			again := k.Encode(back, false)
			if bytes.Equal(form, raw) && !bytes.Equal(again, raw) || !bytes.Equal(form, raw) && !sameJSON(t, again, raw) {
				t.Fatalf("%s comes back as %s", form, again)
			}
			if bytes.Equal(form, raw) && !k.Same(&r, &back) {
				t.Fatalf("%s is not the row that it was", raw)
			}
		}
		other := drawRow(t, k)
		if same := bytes.Equal(raw, k.Encode(other, false)); k.Same(&r, &other) != same {
			t.Fatalf("%s and %s: the same is %v", raw, k.Encode(other, false), !same)
		}
		i := rapid.IntRange(0, len(k.Columns)-1).Draw(t, "column")
		changed := table.Row{Values: slices.Clone(r.Values), Items: r.Items}
		changed.Values[i] = other.Values[i]
		if same := bytes.Equal(raw, k.Encode(changed, false)); k.Same(&r, &changed) != same {
			t.Fatalf("%s and %s: the same is %v", raw, k.Encode(changed, false), !same)
		}
	})
}

func sameJSON(t *rapid.T, a, b []byte) bool {
	var one, other bytes.Buffer
	if json.Compact(&one, a) != nil || json.Compact(&other, b) != nil {
		t.Fatalf("%s or %s is no JSON", a, b)
	}
	return one.String() == other.String()
}

func TestWhatIsNoRowOfTheLogIsSaid(t *testing.T) {
	whole := string(table.SpanKind.Encode(table.Row{Values: []any{"a", "d", "n", "l", nil, "{}", "", 1.0, "[]", "", ""}, Items: [][]any{{int64(4), int64(12)}}}, false))
	for _, c := range []struct{ old, new, column string }{
		{`"a"`, `"a`, "row"}, {`{"id"`, `["id"`, "row"}, {whole, "null", "segments"}, {whole, `[]`, "row"}, {`"d"`, "7", "document_id"}, {`"confidence":1`, `"confidence":"1"`, "confidence"},
		{`"document_id":"d",`, "", "document_id"}, {"[[4,12]]", "[[4,12]", "row"}, {"[[4,12]]", "7", "segments"}, {"[[4,12]]", "[4,12]", "segments"},
		{"[[4,12]]", "[[4,12],5,6]", "segments"}, {"[[4,12]]", `[[4,"12"]]`, "segments"}, {"[[4,12]]", "[[4,1.5]]", "segments"}, {`,"segments":[[4,12]]`, "", "segments"},
	} {
		raw := bytes.Replace([]byte(whole), []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(raw, []byte(whole)) {
			t.Fatal(c)
		}
		_, err := table.SpanKind.Decode(raw)
		if spoiled, is := err.(table.Spoiled); !is || spoiled.Column != c.column {
			t.Errorf("%s: %v", raw, err)
		}
	}
	for _, raw := range []string{whole, `{"id":"b",` + whole[1:], " " + whole + "\n", string(bytes.Replace([]byte(whole), []byte(`"document_id":`), []byte(`"document\u005fid" : `), 1))} {
		r, err := table.SpanKind.Decode(json.RawMessage(raw))
		if err != nil || table.SpanKind.ID(r) != "a" || table.SpanKind.Text(r, "document_id") != "d" || len(r.Items) != 1 {
			t.Errorf("%s: %v %v", raw, r, err)
		}
	}
}

func TestTimesAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(-62135596800000, 253402300799999).Draw(t, "at")).UTC()
		if back := table.Unstamp(table.Stamp(at)); back != at {
			t.Fatal(at, back)
		}
	})
	for text, want := range map[string]string{"2011-02-30T00:00:00.000Z": "0001-01-01T00:00:00.000Z", "2011-02-28T24:00:00.000Z": "0001-01-01T00:00:00.000Z", "2011-02-28T23:00:60.000Z": "0001-01-01T00:00:00.000Z",
		"2011-10-06T12:00:00+02:00": "2011-10-06T10:00:00.000Z", "2011-10-06": "0001-01-01T00:00:00.000Z", "2012-02-29T00:00:00.001Z": "2012-02-29T00:00:00.001Z"} {
		if got := table.Stamp(table.Unstamp(text)); got != want {
			t.Error(text, got)
		}
	}
}
