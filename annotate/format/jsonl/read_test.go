package jsonl_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/jsonl"
)

// record is a sound record whose offsets count past an emoji, an accent, Arabic and Chinese.
func record() dataset.Record {
	text := "👩‍👩‍👧 e\u0301 جسر 大桥: the mayor said the bridge is closed."
	at := func(words string) [2]int {
		start := len([]rune(text[:strings.Index(text, words)]))
		return [2]int{start, start + len([]rune(words))}
	}
	span := func(id, words string, segments ...[2]int) dataset.Span {
		return dataset.Span{
			ID: id, Start: segments[0][0], End: segments[len(segments)-1][1], Text: words, Label: "actor", Segments: segments,
			Attributes: dataset.Attributes{{Name: "type", Value: "person"}, {Name: "named", Value: nil}}, Confidence: 1, DerivedFrom: []string{},
		}
	}
	return dataset.Record{
		Schema: dataset.SchemaName, ID: "d1", Text: text, TextSHA256: annotate.HashText(text), OffsetUnit: dataset.OffsetUnit,
		Layer: "anna", State: "doing",
		Spans: []dataset.Span{
			span("s1", "the mayor", at("the mayor")),
			span("s2", "the bridge … closed", at("the bridge"), at("closed")),
		},
		Relations: []dataset.Relation{
			{ID: "r1", Type: "makes", Head: "s1", Tail: "s2", HeadDocument: "d1", TailDocument: "d1"},
			{ID: "r2", Type: "same_claim", Head: "s2", Tail: "s9", HeadDocument: "d1", TailDocument: "d2"},
		},
		Regions: []dataset.Region{{Start: 0, End: 5, Kind: "title"}},
	}
}

func lineOf(t testing.TB, r dataset.Record) string {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// collect reads all records, up to the first error.
func collect(r io.Reader) (list []dataset.Record, err error) {
	for record, err := range jsonl.Records(r, nil) {
		if err != nil {
			return list, err
		}
		list = append(list, record)
	}
	return list, nil
}

func TestRecordsReads(t *testing.T) {
	one := lineOf(t, record())
	without := record()
	without.Text, without.Spans[0].Text = "", "the…"
	gold := record()
	gold.Layer, gold.Rejected = "gold", []dataset.Span{gold.Spans[0]}
	tests := []struct {
		name, data string
		want       []dataset.Record
	}{
		{"one line", one + "\n", []dataset.Record{record()}},
		{"without a last line end", one + "\n" + one, []dataset.Record{record(), record()}},
		{"byte order mark, CRLF and blank lines", "\xef\xbb\xbf" + one + "\r\n\r\n" + one + "\r\n", []dataset.Record{record(), record()}},
		{"unknown keys", strings.Replace(one, `"layer"`, `"later":{"x":[1]},"layer"`, 1), []dataset.Record{record()}},
		{"without text", lineOf(t, without), []dataset.Record{without}},
		{"rejected spans", lineOf(t, gold), []dataset.Record{gold}},
		{"null lists", strings.Replace(one, `"derived_from":[]`, `"derived_from":null`, 2), []dataset.Record{record()}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := collect(iotest.OneByteReader(strings.NewReader(test.data)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// write reads records and writes them again.
func write(t *testing.T, in io.Reader) (out bytes.Buffer) {
	t.Helper()
	w, err := jsonl.Format.Write(form.Head{}, form.NewFile(&out))
	if err != nil {
		t.Fatal(err)
	}
	for r, err := range jsonl.Records(in, nil) {
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRecordsGivesTheSameBytes(t *testing.T) {
	data := lineOf(t, record()) + "\n" + lineOf(t, record()) + "\n"
	first := write(t, strings.NewReader(data))
	second := write(t, &first)
	if second.String() == "" || !bytes.Equal([]byte(data), second.Bytes()) {
		t.Errorf("got %s\nwant %s", second.String(), data)
	}
}

func TestRecordsRefuses(t *testing.T) {
	tests := []struct {
		name   string
		change func(*dataset.Record)
		want   string
	}{
		{"schema", func(r *dataset.Record) { r.Schema = "parallax/2" }, `the schema is "parallax/2"`},
		{"unit", func(r *dataset.Record) { r.OffsetUnit = "utf-16" }, `offsets count "utf-16"`},
		{"no id", func(r *dataset.Record) { r.ID = "" }, "no id"},
		{"state", func(r *dataset.Record) { r.State = "ready" }, `the state is "ready"`},
		{"no hash", func(r *dataset.Record) { r.TextSHA256 = "" }, "text_sha256 is missing"},
		{"other text", func(r *dataset.Record) { r.Text += "!" }, "was changed after export"},
		{"outside", func(r *dataset.Record) { r.Spans[1].Segments[1][1] = 9999 }, "span 2: segment"},
		{"empty segment", func(r *dataset.Record) { r.Spans[0].Segments[0] = [2]int{3, 3} }, "span 1: segment 3–3 is empty"},
		{"order", func(r *dataset.Record) { s := r.Spans[1].Segments; s[0], s[1] = s[1], s[0] }, "span 2: segment"},
		{"no segment", func(r *dataset.Record) { r.Spans[0].Segments = nil }, "span 1: a span needs at least one segment"},
		{"start", func(r *dataset.Record) { r.Spans[0].Start-- }, "span 1: start and end"},
		{"words", func(r *dataset.Record) { r.Spans[0].Text = "the major" }, `span 1: its text is "the major", but at 17–26 stands "the mayor"`},
		{"span id", func(r *dataset.Record) { r.Spans[1].ID = "" }, "span 2: it has no id"},
		{"same id", func(r *dataset.Record) { r.Spans[1].ID = "s1" }, `span 2: the id "s1" stands twice`},
		{"label", func(r *dataset.Record) { r.Spans[0].Label = "" }, "span 1: it has no label"},
		{"confidence", func(r *dataset.Record) { r.Spans[0].Confidence = 1.5 }, "span 1: its confidence is 1.5"},
		{"entity", func(r *dataset.Record) { r.Spans[0].Entity = &dataset.Entity{ID: "e"} }, "span 1: its entity"},
		{"rejected", func(r *dataset.Record) { r.Rejected = []dataset.Span{{}} }, "rejected span 1: "},
		{"head", func(r *dataset.Record) { r.Relations[0].Head = "s7" }, `relation 1: its head "s7"`},
		{"head document", func(r *dataset.Record) { r.Relations[1].HeadDocument = "d7" }, "relation 2: its head_document"},
		{"tail", func(r *dataset.Record) { r.Relations[0].Tail = "s7" }, `relation 1: its tail "s7"`},
		{"no tail", func(r *dataset.Record) { r.Relations[1].TailDocument = "" }, "relation 2: it has no tail"},
		{"relation id", func(r *dataset.Record) { r.Relations[1].ID = "r1" }, `relation 2: the id "r1" stands twice`},
		{"relation type", func(r *dataset.Record) { r.Relations[0].Type = "" }, "relation 1: it has no type"},
		{"region", func(r *dataset.Record) { r.Regions[0].End = 9999 }, "region title 0–9999"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bad := record()
			test.change(&bad)
			list, err := collect(strings.NewReader(lineOf(t, record()) + "\n" + lineOf(t, bad) + "\n" + lineOf(t, record())))
			if len(list) != 1 || !errors.Is(err, annotate.ErrInvalid) || !strings.HasPrefix(err.Error(), "line 2: ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %d records and %v, want %q", len(list), err, test.want)
			}
		})
	}
}

func TestRecordsRefusesLines(t *testing.T) {
	for data, want := range map[string]string{
		"":             "no record in it",
		"\n\r\n":       "no record in it",
		"{\"schema\":": "line 1: not valid JSON",
		"[1]":          "line 1: a JSON array",
		"\n{}x":        "line 2: not valid JSON",
		"{}":           "line 1: this is no dataset of Parallax: the record is empty",
		`{"schema":"parallax/1","spans":[{"start":"3"}]}`:     `line 1: "spans.start" is a JSON string, where a whole number belongs`,
		`{"schema":"parallax/1","spans":[{"attributes":[]}]}`: "line 1: attributes are not an object",
		`{"schema":"parallax/2"}`:                             `line 1: the schema is "parallax/2"`,
		`{"schema":7}`:                                        `line 1: "schema" is a JSON number, where a text`,
		`{"schema":"parallax/1","spans":[{"label":["x"]}]}`:   `line 1: "spans.label" is a JSON array, where a text`,
		`{"text":"x","label":[]}`:                             "line 1: this is no dataset of Parallax but looks like one of doccano (it has the keys label, text)",
		`{"id":3,"data":{},"annotations":[]}`:                 "looks like one of Label Studio",
		`{"text":"x","spans":[],"_input_hash":3}`:             "looks like one of Prodigy",
		`{"tokens":[],"ner_tags":[]}`:                         "looks like one of Hugging Face",
		`{"headline":"x"}`:                                    `its records begin with the key "schema", and this has headline`,
		"{\"schema\":\"parallax/1\",\"text\":\"caf\xe9\"}":    "line 1: byte 35 is no UTF-8",
	} {
		if _, err := collect(strings.NewReader(data)); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", data, err, want)
		}
	}
}

func TestRecordsPassesOnErrorsOfReading(t *testing.T) {
	broken := errors.New("the disk is gone")
	_, err := collect(io.MultiReader(strings.NewReader(lineOf(t, record())+"\n"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "line 2: ") {
		t.Errorf("got %v", err)
	}
}

func TestRecordsStopsWhenAsked(t *testing.T) {
	data := strings.Repeat(lineOf(t, record())+"\n", 3)
	count := 0
	for range jsonl.Records(strings.NewReader(data), nil) {
		if count++; count == 2 {
			break
		}
	}
	if count != 2 {
		t.Errorf("got %d records", count)
	}
}

// FuzzRecords checks that any bytes give records that are written and read back the same, or an error.
func FuzzRecords(f *testing.F) {
	f.Add([]byte(lineOf(f, record()) + "\n"))
	gold := record()
	gold.Rejected = gold.Spans
	f.Add([]byte(lineOf(f, gold)))
	f.Add([]byte("\xef\xbb\xbf{}\r\n"))
	empty := record()
	empty.Spans, empty.Relations, empty.Text, empty.TextSHA256, empty.Regions = nil, nil, "é", annotate.HashText("é"), nil
	f.Add([]byte(lineOf(f, empty)))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := collect(bytes.NewReader(data))
		if err != nil && err.Error() == "" {
			t.Fatal("an error without a sentence")
		}
		for _, r := range list {
			runes := []rune(r.Text)
			for _, s := range r.Spans {
				if r.Text != "" && len(s.Segments) == 1 && string(runes[s.Start:s.End]) != s.Text {
					t.Fatalf("span %+v does not say what stands there", s)
				}
			}
			again, err := collect(strings.NewReader(lineOf(t, r)))
			if err != nil || len(again) != 1 {
				t.Fatalf("what was read is refused: %v", err)
			}
			if diff := cmp.Diff(r, again[0]); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func TestRecognise(t *testing.T) {
	tests := []struct {
		name, data string
		want       bool
	}{
		{"a.jsonl", "", true}, {"A.JSONL", "", true}, {"a.ndjson", "", true},
		{"a.txt", `{"schema":"parallax/1","id":"x"}`, true}, {"a", "\xef\xbb\xbf{ \"schema\" : \"parallax/1\"", true},
		{"a.txt", `{"id":1}`, false}, {"a.txt", "An article about {\"schema\":\"parallax/1\"}", false}, {"a", "", false},
	}
	for _, test := range tests {
		if got := jsonl.Format.Recognise(test.name, []byte(test.data)); got != test.want {
			t.Errorf("%s %q: got %v", test.name, test.data, got)
		}
	}
}
