// Package formtest writes and reads datasets in the tests of formats: it puts records through a writer and a reader, and makes up records
// at random, with spans that overlap, nest and have several segments, at the edges of texts of many scripts.
package formtest

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Codebook has an actor and a claim with an attribute of each type, and relations between them.
func Codebook() annotate.Codebook {
	return annotate.Codebook{Name: "Ports", Labels: []annotate.Label{
		{ID: annotate.DerivedID("label", "actor"), Name: "actor", Color: "#0072b2", Style: annotate.Underline, Description: "who says something",
			Attributes: []annotate.Attribute{{ID: annotate.NewID(), Name: "named", Type: annotate.Boolean}}},
		{ID: annotate.DerivedID("label", "claim"), Name: "claim", Color: "#e69f00", Style: annotate.Tint, Position: 1, Description: "what is said", Attributes: []annotate.Attribute{
			{ID: annotate.NewID(), Name: "voice", Type: annotate.Choice, Options: []string{"direct quote", "paraphrase"}},
			{ID: annotate.NewID(), Name: "topics", Type: annotate.Choices, Options: []string{"ports", "fees; <taxes>", "=law"}},
			{ID: annotate.NewID(), Name: "weight", Type: annotate.Number}, {ID: annotate.NewID(), Name: "words", Type: annotate.Text}}},
	}, RelationTypes: []annotate.RelationType{
		{ID: annotate.NewID(), Name: "makes", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument},
		{ID: annotate.NewID(), Name: "same_claim", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory, Symmetric: true},
	}}
}

// Zoe is the article of the sentence by which the units of offsets are told apart, with an actor, a claim and the relation of the two.
func Zoe() dataset.Record {
	r := record("🦊 Zoe 𝒜 said “ports stay shut”.", "anna", dataset.Meta{Story: "Ports", Title: "Shut: ports", Outlet: "The Quay", Published: "2026-03-04", URL: "https://quay.example/1", Language: "en"})
	r.Spans = append(r.Spans, span(r, "aaaaaaaa-0000-4000-8000-000000000001", "actor", [2]int{2, 7}), span(r, "aaaaaaaa-0000-4000-8000-000000000002", "claim", [2]int{13, 30}))
	r.Spans[1].Attributes[0].Value = "direct quote"
	r.Relations = append(r.Relations, dataset.Relation{ID: "bbbbbbbb-0000-4000-8000-000000000001", Type: "makes", Head: r.Spans[0].ID, Tail: r.Spans[1].ID, HeadDocument: r.ID, TailDocument: r.ID})
	return r
}

// Long is an article of many words with many spans.
func Long() dataset.Record {
	r := record(strings.Repeat("🦊 Zoe 𝒜 said “ports stay shut”. ", 200), "anna", dataset.Meta{Story: "Ports", Title: "Long"})
	for i := range 200 {
		r.Spans = append(r.Spans, span(r, annotate.DerivedID("long", fmt.Sprint(i, "a")), "actor", [2]int{32*i + 2, 32*i + 7}), span(r, annotate.DerivedID("long", fmt.Sprint(i, "c")), "claim", [2]int{32*i + 13, 32*i + 30}))
	}
	return r
}

func record(text, layer string, meta dataset.Meta) dataset.Record {
	return dataset.Record{Schema: dataset.SchemaName, ID: annotate.DerivedID("document", meta.Story, text), Text: text, TextSHA256: annotate.HashText(text), OffsetUnit: dataset.OffsetUnit,
		Meta: meta, Layer: layer, State: "doing", Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
}

func span(r dataset.Record, id, label string, segments ...[2]int) dataset.Span {
	s := dataset.Span{ID: id, Label: label, Segments: segments, Start: segments[0][0], End: segments[len(segments)-1][1], Attributes: dataset.Attributes{}, Confidence: 1, DerivedFrom: []string{}}
	var quoted []annotate.Segment
	for _, segment := range segments {
		quoted = append(quoted, annotate.Segment{Start: segment[0], End: segment[1]})
	}
	s.Text = textpos.New(r.Text).Quote(quoted)
	known, _ := Codebook().LabelByName(label)
	for _, a := range known.Attributes {
		s.Attributes = append(s.Attributes, dataset.Attribute{Name: a.Name})
	}
	return s
}

// pieces are whole characters and white space, of one or several code points.
var pieces = []string{"Zoe", "said", "ports", ".", " ", " ", " ", "\n", "  ", "\t", "🦊", "👩‍👩‍👧", "e\u0301", "𝒜", "القمة", "שלום", "会议开始", "“", "”", "&<>", `"`, `\`, "\u00a0", "don’t", "=1+1", "_", "|", "1-2"}

// Record makes up a record of one layer. Each article has its own number.
func Record(t *rapid.T, number int, layer string) dataset.Record {
	words := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "text")
	text := textpos.New(fmt.Sprint(number, ": ") + strings.Join(words, ""))
	r := record(text.String(), layer, dataset.Meta{Story: rapid.SampledFrom([]string{"Ports", "Übersee: “两”"}).Draw(t, "story"), Title: rapid.SampledFrom([]string{"", "A “title”; 港口", "-x"}).Draw(t, "title"),
		Outlet: "The Quay", Published: "2026-03-04", Language: "en", SourceFile: "a.txt"})
	r.State = rapid.SampledFrom([]string{"todo", "doing", "done"}).Draw(t, "state")
	var edges []int
	for at := 0; at <= text.Len(); at++ {
		if text.IsGrapheme(at) {
			edges = append(edges, at)
		}
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "spans") {
		var segments []annotate.Segment
		for range rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "segments") {
			from := rapid.IntRange(0, len(edges)-2).Draw(t, "from")
			segments = append(segments, annotate.Segment{Start: edges[from], End: edges[rapid.IntRange(from+1, len(edges)-1).Draw(t, "to")]})
		}
		var list [][2]int
		for _, s := range annotate.NormalizeSegments(segments) {
			list = append(list, [2]int{s.Start, s.End})
		}
		s := span(r, annotate.DerivedID("span", layer, fmt.Sprint(number, i)), rapid.SampledFrom([]string{"actor", "claim"}).Draw(t, "label"), list...)
		decorate(t, &s)
		r.Spans = append(r.Spans, s)
	}
	slices.SortFunc(r.Spans, func(a, b dataset.Span) int {
		return slices.Compare(append([]int{a.Start, a.End}, int(a.ID[0])), append([]int{b.Start, b.End}, int(b.ID[0])))
	})
	relate(t, &r)
	return r
}

// decorate gives a span what it can have.
func decorate(t *rapid.T, s *dataset.Span) {
	for i, a := range s.Attributes {
		if !rapid.Bool().Draw(t, "set") {
			continue
		}
		switch a.Name {
		case "named":
			s.Attributes[i].Value = rapid.Bool().Draw(t, "named")
		case "voice":
			s.Attributes[i].Value = rapid.SampledFrom([]string{"direct quote", "paraphrase"}).Draw(t, "voice")
		case "topics":
			s.Attributes[i].Value = rapid.SampledFrom([][]string{{"ports"}, {"fees; <taxes>", "=law"}}).Draw(t, "topics")
		case "weight":
			s.Attributes[i].Value = rapid.SampledFrom([]float64{0, -1.5, 3, 1e21}).Draw(t, "weight")
		case "words":
			s.Attributes[i].Value = rapid.SampledFrom([]string{"a = b", "港口\nline", "true", "7"}).Draw(t, "words")
		}
	}
	if rapid.Bool().Draw(t, "entity") {
		name := rapid.SampledFrom([]string{"Zoe 𝒜", "O’Neill & <sons>"}).Draw(t, "name")
		s.Entity = &dataset.Entity{ID: annotate.DerivedID("entity", s.Label, name), Name: name}
	}
	s.Note = rapid.SampledFrom([]string{"", "", "why?\nbecause “so”", "=1"}).Draw(t, "note")
	s.Confidence = rapid.SampledFrom([]dataset.Confidence{1, 1, 0.25}).Draw(t, "confidence")
}

func relate(t *rapid.T, r *dataset.Record) {
	for i, head := range r.Spans {
		for k, tail := range r.Spans {
			kind := "makes"
			switch {
			case i == k || head.Label == "claim" && (tail.Label == "actor" || i > k) || head.Label == tail.Label && head.Label == "actor":
				continue
			case head.Label == "claim":
				kind = "same_claim"
			}
			if rapid.IntRange(0, 3).Draw(t, "related") == 0 {
				r.Relations = append(r.Relations, dataset.Relation{ID: annotate.DerivedID("relation", head.ID, tail.ID), Type: kind, Head: head.ID, Tail: tail.ID, HeadDocument: r.ID, TailDocument: r.ID,
					Note: rapid.SampledFrom([]string{"", "so"}).Draw(t, "why")})
			}
		}
	}
}

// Write writes records in a format of one file.
func Write(t testing.TB, f form.Format, head form.Head, records ...dataset.Record) []byte {
	t.Helper()
	var out bytes.Buffer
	fill(t, f, head, form.NewFile(&out), records)
	return out.Bytes()
}

// WriteFolder writes records in a format of several files and returns them by name.
func WriteFolder(t testing.TB, f form.Format, head form.Head, records ...dataset.Record) map[string]string {
	t.Helper()
	files := map[string]*strings.Builder{}
	fill(t, f, head, form.NewFolder(func(name string) (io.WriteCloser, error) {
		files[name] = &strings.Builder{}
		return unclosed{files[name]}, nil
	}), records)
	out := map[string]string{}
	for name := range maps.Keys(files) {
		out[name] = files[name].String()
	}
	return out
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

// Read reads a file of that name and content, and returns the records, what was said, and why reading ended early.
func Read(t testing.TB, f form.Format, name string, data []byte) (records []dataset.Record, notes []string, err error) {
	t.Helper()
	return ReadSource(f, form.BytesSource(name, data))
}

// ReadSource reads a source.
func ReadSource(f form.Format, source form.Source) (records []dataset.Record, notes []string, err error) {
	options := form.ReadOptions{Codebook: Codebook(), Note: func(sentence string) { notes = append(notes, sentence) }}
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
	head := form.Head{Codebook: Codebook()}
	first := Write(t, f, head, records...)
	read, notes, err := Read(t, f, "a"+f.Extension(), first)
	if err != nil || len(notes) > 0 {
		t.Fatalf("%v %v\n%.3000s", err, notes, first)
	}
	if second := Write(t, f, head, read...); !bytes.Equal(first, second) {
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
