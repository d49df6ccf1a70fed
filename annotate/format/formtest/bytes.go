package formtest

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Zoe is the article of the sentence by which the units of offsets are told apart, with an actor, a claim and the relation of the two.
func Zoe() dataset.Record {
	r := record("🦊 Zoe 𝒜 said “ports stay shut”.", "anna", dataset.Meta{Story: "Ports", Title: "Shut: ports", Outlet: "The Quay", Published: "2026-03-04", URL: "https://quay.example/1", Language: "en"})
	r.Spans = append(r.Spans, Span(r, "aaaaaaaa-0000-4000-8000-000000000001", "actor", [2]int{2, 7}), Span(r, "aaaaaaaa-0000-4000-8000-000000000002", "claim", [2]int{13, 30}))
	r.Spans[1].Attributes[0].Value = "direct quote"
	r.Relations = append(r.Relations, dataset.Relation{ID: "bbbbbbbb-0000-4000-8000-000000000001", Type: "makes", Head: r.Spans[0].ID, Tail: r.Spans[1].ID, HeadDocument: r.ID, TailDocument: r.ID})
	return r
}

// Long is an article of many words with many spans.
func Long() dataset.Record {
	r := record(strings.Repeat("🦊 Zoe 𝒜 said “ports stay shut”. ", 200), "anna", dataset.Meta{Story: "Ports", Title: "Long"})
	for i := range 200 {
		r.Spans = append(r.Spans, Span(r, annotate.DerivedID("long", fmt.Sprint(i, "a")), "actor", [2]int{32*i + 2, 32*i + 7}), Span(r, annotate.DerivedID("long", fmt.Sprint(i, "c")), "claim", [2]int{32*i + 13, 32*i + 30}))
	}
	return r
}

func record(text, layer string, meta dataset.Meta) dataset.Record {
	return dataset.Record{Schema: dataset.SchemaName, ID: annotate.DerivedID("document", meta.Story, text), Text: text, TextSHA256: annotate.HashText(text), OffsetUnit: dataset.OffsetUnit,
		Meta: meta, Layer: layer, State: "doing", Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
}

// Span is a span of a record.
func Span(r dataset.Record, id, label string, segments ...[2]int) dataset.Span {
	s := dataset.Span{ID: id, Label: label, Segments: segments, Start: segments[0][0], End: segments[len(segments)-1][1], Attributes: dataset.Attributes{}, Confidence: 1, DerivedFrom: []string{}}
	var quoted []annotate.Segment
	for _, segment := range segments {
		quoted = append(quoted, annotate.Segment{Start: segment[0], End: segment[1]})
	}
	s.Text = textpos.New(r.Text).Quote(quoted)
	known, _ := Book.LabelByName(label)
	for _, a := range known.Attributes {
		s.Attributes = append(s.Attributes, dataset.Attribute{Name: a.Name})
	}
	return s
}

// Record makes up a record of one layer, with spans of any confidence. Each article has its own number.
func Record(t *rapid.T, number int, layer string) dataset.Record {
	all := []dataset.Record{drawRecord(t, number, Text(t)+fmt.Sprint(number), layer)}
	for i := range all[0].Spans {
		all[0].Spans[i].Confidence = rapid.SampledFrom([]dataset.Confidence{1, 1, 0.25}).Draw(t, "confidence")
	}
	relate(t, all, false)
	return all[0]
}

// Bytes are what records are in a format of one file.
func Bytes(t testing.TB, f form.Format, head form.Head, records ...dataset.Record) []byte {
	t.Helper()
	var out bytes.Buffer
	fill(t, f, head, form.NewFile(&out), records)
	return out.Bytes()
}

// Texts are what records are in a format of several files, by their names.
func Texts(t testing.TB, f form.Format, head form.Head, records ...dataset.Record) map[string]string {
	t.Helper()
	files := map[string]*strings.Builder{}
	fill(t, f, head, form.NewFolder(func(name string) (io.WriteCloser, error) {
		files[name] = &strings.Builder{}
		return unclosed{files[name]}, nil
	}), records)
	out := map[string]string{}
	for name := range files {
		out[name] = files[name].String()
	}
	return out
}

// Sink is what was counted where records are written in a format of several files.
func Sink(t testing.TB, f form.Format, head form.Head, records ...dataset.Record) *form.Sink {
	t.Helper()
	sink := form.NewFolder(func(string) (io.WriteCloser, error) { return unclosed{io.Discard}, nil })
	fill(t, f, head, sink, records)
	return sink
}

type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

func fill(t testing.TB, f form.Format, head form.Head, sink *form.Sink, records []dataset.Record) {
	t.Helper()
	w, err := f.Write(head, sink)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sink.Close(); err != nil {
		t.Fatal(err)
	}
}

// ReadBytes reads a file of that name and content, and returns the records, what was said, and why reading ended early.
func ReadBytes(t testing.TB, f form.Format, name string, data []byte) (records []dataset.Record, notes []string, err error) {
	t.Helper()
	return ReadSource(f, form.BytesSource(name, data))
}

// ReadSource reads a source.
func ReadSource(f form.Format, source form.Source) (records []dataset.Record, notes []string, err error) {
	options := form.ReadOptions{Codebook: Book, Note: func(sentence string) { notes = append(notes, sentence) }}
	for item, err := range f.Read(source, options) {
		if err != nil {
			return records, notes, err
		}
		records = append(records, *item.Record)
	}
	return records, notes, nil
}

// Again checks that records which are written, read and written once more give the same bytes, and returns what was read.
func Again(t testing.TB, f form.Format, records ...dataset.Record) []dataset.Record {
	t.Helper()
	head := form.Head{Codebook: Book}
	first := Bytes(t, f, head, records...)
	read, notes, err := ReadBytes(t, f, "a"+f.Extension(), first)
	if err != nil || len(notes) > 0 {
		t.Fatalf("%v %v\n%.3000s", err, notes, first)
	}
	if second := Bytes(t, f, head, read...); !bytes.Equal(first, second) {
		t.Fatalf("written once more it is\n%s\nnot\n%s", around(second, first), around(first, second))
	}
	return read
}

// around is what stands in one where it begins to differ from another.
func around(one, other []byte) []byte {
	at := 0
	for at < len(one) && at < len(other) && one[at] == other[at] {
		at++
	}
	return one[max(0, at-200):min(len(one), at+200)]
}

// Same checks that records hold the same spans and relations, whatever their order and whatever attributes are not set.
func Same(t testing.TB, got, want dataset.Record) {
	t.Helper()
	if a, b := Said(got), Said(want); !slices.Equal(a, b) {
		t.Fatalf("it says\n%s\nnot\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

// Said is what a record says, in lines.
func Said(r dataset.Record) []string {
	lines := []string{fmt.Sprintf("%s %q layer %q state %s meta %+v", r.ID, r.Text, r.Layer, r.State, r.Meta)}
	for _, s := range r.Spans {
		line := fmt.Sprintf("span %s %s %v %q note %q confidence %v", s.ID, s.Label, s.Segments, s.Text, s.Note, s.Confidence)
		if s.Entity != nil {
			line += fmt.Sprintf(" entity %+v", *s.Entity)
		}
		var set []string
		for _, a := range s.Attributes {
			if a.Value != nil {
				set = append(set, fmt.Sprintf(" %s=%#v", a.Name, a.Value))
			}
		}
		slices.Sort(set)
		lines = append(lines, line+strings.Join(set, ""))
	}
	for _, x := range r.Relations {
		lines = append(lines, fmt.Sprintf("relation %+v", x))
	}
	slices.Sort(lines)
	return lines
}
