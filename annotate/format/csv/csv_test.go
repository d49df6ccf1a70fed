package csv_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/csv"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

var book = annotate.Codebook{Labels: []annotate.Label{
	{ID: "a", Name: "actor", Attributes: []annotate.Attribute{
		{Name: "type", Type: annotate.Choice, Options: []string{"person", "-state", "a; b"}},
		{Name: "named", Type: annotate.Boolean}, {Name: "roles", Type: annotate.Choices, Options: []string{"x;y", `back\slash`, "=z"}}}},
	{ID: "c", Name: "claim", Attributes: []annotate.Attribute{{Name: "age", Type: annotate.Number}, {Name: "named", Type: annotate.Boolean}}},
}}

type buffer struct{ bytes.Buffer }

func (*buffer) Close() error { return nil }

func write(t interface{ Fatal(...any) }, records ...dataset.Record) (string, *form.Sink) {
	var out buffer
	sink := form.NewSink(func(string) (io.WriteCloser, error) { return &out, nil })
	w, err := csv.Format.Write(form.Head{Codebook: book}, sink)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		sink.Count(csv.Format.Holds, r)
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), sink
}

func read(folder, table string) ([]dataset.Record, error) {
	path := filepath.Join(folder, "table.csv")
	if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
		return nil, err
	}
	var records []dataset.Record
	for item, err := range csv.Format.Read(form.FileSource(path), form.ReadOptions{Codebook: book}) {
		if err != nil {
			return records, err
		}
		records = append(records, *item.Record)
	}
	return records, nil
}

var span = dataset.Span{ID: "s1", Start: 2, End: 30, Text: "Zoe 𝒜 … “ports, \"stay\nshut\"”", Label: "actor", Segments: [][2]int{{2, 7}, {13, 30}},
	Entity:     &dataset.Entity{ID: "e1", Name: "=Zoe"},
	Attributes: dataset.Attributes{{Name: "type", Value: "-state"}, {Name: "named", Value: true}, {Name: "roles", Value: []string{"x;y", "=z"}}},
	Note:       "'+1", Confidence: 0.5, DerivedFrom: []string{"p"}}

func TestWritesOneRowASpan(t *testing.T) {
	r := dataset.Record{ID: "d1", Layer: "anna", State: "done", Meta: dataset.Meta{Story: "S", Title: "T", Outlet: "O", Published: "2026-01-02"}, Spans: []dataset.Span{span},
		Relations: []dataset.Relation{{ID: "r", Note: "why"}}, Regions: []dataset.Region{{}, {}}}
	table, sink := write(t, r)
	want := "story,document_id,title,outlet,published,layer,span_id,label,start,end,segments,text,entity_id,entity,attr.type,attr.named,attr.roles,attr.age,note,confidence\n" +
		"S,d1,T,O,2026-01-02,anna,s1,actor,2,30,2-7;13-30,\"Zoe 𝒜 … “ports, \"\"stay\nshut\"\"”\",e1,'=Zoe,'-state,true,x\\;y; =z,,''+1,0.5\n"
	if diff := cmp.Diff(want, table); diff != "" {
		t.Error(diff)
	}
	lost := "[origins of spans (1) regions (2) relations (1) states of articles (1)]"
	if got := fmt.Sprint(sink.Losses()); got != lost {
		t.Errorf("lost %s, want %s", got, lost)
	}
	if changes := sink.Changes(); len(changes) != 1 || changes[0].Count != 3 {
		t.Errorf("changed %v", changes)
	}
}

func TestReadsWhatSpreadsheetsSave(t *testing.T) {
	for name, table := range map[string]string{
		"byte order mark and CRLF": "\xef\xbb\xbfdocument_id,layer,span_id,label,segments,attr.named\r\nd,anna,s,actor,1-2,TRUE\r\n",
		"semicolons, other order":  "label;attr.named;document_id;layer;span_id;segments\nactor;true;d;anna;s;1-2\n",
		"tabs, a column of theirs": "document_id\tlayer\tmine\tspan_id\tlabel\tsegments\tattr.named\nd\tanna\tx\ts\tactor\t1-2\ttrue",
	} {
		records, err := read(t.TempDir(), table)
		if err != nil || len(records) != 1 || len(records[0].Spans) != 1 || records[0].Spans[0].Attributes.Get("named") != true || records[0].Spans[0].Confidence != 1 {
			t.Errorf("%s: %+v, %v", name, records, err)
		}
		if !csv.Format.Recognise("x", []byte(table)) {
			t.Errorf("%s is not recognised", name)
		}
	}
}

func TestRefusesWithThePlace(t *testing.T) {
	const header = "document_id,layer,span_id,label,segments,entity_id,entity,attr.age,confidence\n"
	for table, want := range map[string]string{
		"":                                          "it is empty",
		"document_id,layer,span_id,label\n":         `line 1: the column "segments" is missing`,
		"layer,document_id,layer\n":                 `line 1: the column "layer" stands twice`,
		header + "d,anna,s,claim,1,,,,\n":           `line 2: the segments "1" are not of the form`,
		header + "d,anna,s,claim,1-2,e,,,\n":        "line 2: the span s has only one of entity_id and entity",
		header + "d,anna,s,claim,1-2,,,old,\n":      `line 2: age of the span s: "old" is no number`,
		header + "d,anna,s,claim,1-2,,,,much\n":     `line 2: the confidence "much" is no number`,
		header + "d,anna,s,claim,1-2\n":             "line 2, column 1: wrong number of fields",
		header + "d,anna,s,claim,1-2,,,,1\n\"d,a\n": "line 3",
	} {
		if _, err := read(t.TempDir(), table); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", table, err, want)
		}
	}
}

// TestThereAndBack writes random records and reads them again: what the table holds comes back as it was.
func TestThereAndBack(t *testing.T) {
	folder := t.TempDir()
	words := rapid.StringOfN(rapid.SampledFrom([]rune("ab'=+-@\t;\\\", \n“é𝒜语א")), 0, 8, -1)
	word := rapid.Custom(func(t *rapid.T) string { return "w" + words.Draw(t, "rest") })
	rapid.Check(t, func(t *rapid.T) {
		var records []dataset.Record
		for i := range rapid.IntRange(1, 4).Draw(t, "records") {
			r := dataset.Record{Schema: dataset.SchemaName, OffsetUnit: dataset.OffsetUnit, ID: fmt.Sprint("d", i), Layer: word.Draw(t, "layer"),
				Meta:      dataset.Meta{Story: words.Draw(t, "story"), Title: words.Draw(t, "title"), Outlet: words.Draw(t, "outlet"), Published: words.Draw(t, "published")},
				Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
			for k := range rapid.IntRange(1, 3).Draw(t, "spans") {
				s := dataset.Span{ID: fmt.Sprint(i, "-", k), Text: words.Draw(t, "text"), Note: words.Draw(t, "note"), DerivedFrom: []string{},
					Confidence: dataset.Confidence(rapid.Float64Range(0, 1).Draw(t, "confidence")), Attributes: dataset.Attributes{}}
				for at := range rapid.IntRange(1, 3).Draw(t, "segments") {
					s.Segments = append(s.Segments, [2]int{10 * at, 10*at + 5})
				}
				s.Start, s.End = 0, s.Segments[len(s.Segments)-1][1]
				if rapid.Bool().Draw(t, "entity") {
					s.Entity = &dataset.Entity{ID: word.Draw(t, "id"), Name: word.Draw(t, "name")}
				}
				label := rapid.SampledFrom(book.Labels).Draw(t, "label")
				s.Label = label.Name
				for _, a := range label.Attributes {
					var value any
					switch set := rapid.Bool().Draw(t, "set"); {
					case !set:
					case a.Type == annotate.Boolean:
						value = rapid.Bool().Draw(t, "value")
					case a.Type == annotate.Number:
						value = rapid.Float64().Draw(t, "value")
					case a.Type == annotate.Choice:
						value = rapid.SampledFrom(a.Options).Draw(t, "value")
					case a.Type == annotate.Choices:
						value = rapid.SliceOfN(rapid.SampledFrom(a.Options), 1, 3).Draw(t, "value")
					}
					s.Attributes = append(s.Attributes, dataset.Attribute{Name: a.Name, Value: value})
				}
				r.Spans = append(r.Spans, s)
			}
			records = append(records, r)
		}
		table, _ := write(t, records...)
		again, err := read(folder, table)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(records, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

// FuzzRead checks that any bytes give records that are written and read back the same, or an error with a sentence.
func FuzzRead(f *testing.F) {
	table, _ := write(f, dataset.Record{ID: "d", Layer: "anna", Spans: []dataset.Span{span}})
	f.Add(table)
	f.Add("document_id;layer;span_id;label;segments;attr.x\nd;a;s;l;1-2;'=")
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, table string) {
		records, err := read(folder, table)
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without a sentence")
			}
			return
		}
		for _, r := range records {
			for _, s := range r.Spans {
				if len(s.Segments) == 0 {
					t.Fatalf("a span without segments: %+v", s)
				}
			}
		}
	})
}
