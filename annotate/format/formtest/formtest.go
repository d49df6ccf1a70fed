// Package formtest helps the tests of formats: datasets made at random, written to a file, a folder or an archive, and read again.
//
// The program itself must not use it, and no format is named here. Start with Records for what is written, with Write and Read for there
// and back.
package formtest

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// T is what a test or a benchmark is.
type T interface {
	Fatal(args ...any)
	Helper()
}

// Book is a codebook with an attribute of each type, and names that not every format takes.
var Book = annotate.Codebook{
	Labels: []annotate.Label{
		{ID: "a", Name: "actor", Color: "#0072b2", Attributes: []annotate.Attribute{
			{Name: "type", Type: annotate.Choice, Options: []string{"person", "armed group", "armed_group", "党"}},
			{Name: "named", Type: annotate.Boolean}, {Name: "roles", Type: annotate.Choices, Options: []string{"speaker", "target; of", "a|b"}}}},
		{ID: "c", Name: "claim", Color: "#e69f00", Attributes: []annotate.Attribute{
			{Name: "voice", Type: annotate.Choice, Options: []string{"direct quote", "paraphrase"}},
			{Name: "weight", Type: annotate.Number}, {Name: "category (free)", Type: annotate.Text}, {Name: "said on", Type: annotate.Date}}},
		{ID: "k", Name: "key word", Color: "#009e73"},
	},
	RelationTypes: []annotate.RelationType{
		{ID: "m", Name: "makes", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinDocument},
		{ID: "s", Name: "same claim", HeadLabel: "claim", TailLabel: "claim", Scope: annotate.WithinStory, Symmetric: true},
	},
}

var (
	pieces = []string{"Zoe ", "𝒜 ", "said ", "“ports stay shut”", ". ", "🦊", "👩‍👩‍👧 ", "القمة ", "会议", "Ca", "fe\u0301 ", "\n", "\n\n", "a_b;c|d ", "<&>\"' ", "’s ", "  ", "\u00a0", "[1] * -> "}
	words  = []string{"", "why? <b>&\"'", "überall 🦊", "|;\\_*->[1]", "a\tb", "two\nlines", " spaced ", "true", "0.5", "漢字"}
)

// Text is a text of letters of many kinds, which is never empty.
func Text(t *rapid.T) string {
	text := ""
	for _, piece := range rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "text") {
		text += piece
	}
	return "x" + text + "y"
}

// Records are those of a few articles and two annotators: spans that overlap, nest, are parted and reach to the edges, with all that they
// can say. across is whether relations lead from one article to another.
func Records(t *rapid.T, across bool) (records []dataset.Record) {
	var texts []string
	for n := range rapid.IntRange(1, 3).Draw(t, "articles") {
		texts = append(texts, Text(t)+fmt.Sprint(n))
	}
	for _, layer := range []string{"anna", "ben ß:2"} {
		first := len(records)
		for n, text := range texts {
			records = append(records, drawRecord(t, n, text, layer))
		}
		relate(t, records[first:], across)
	}
	return records
}

func drawRecord(t *rapid.T, n int, text, layer string) dataset.Record {
	r := dataset.Record{Schema: dataset.SchemaName, ID: annotate.DerivedID("article", text), Text: text, TextSHA256: annotate.HashText(text), OffsetUnit: dataset.OffsetUnit,
		Layer: layer, State: rapid.SampledFrom([]string{"doing", "done"}).Draw(t, "state"), Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{},
		Meta: dataset.Meta{Story: "Ports", Title: fmt.Sprintf("The ports, №%d", n), Outlet: "Gazette & Co", Author: "A. Writer", URL: "https://example.org/?a=1&b=2",
			Published: "2026-01-02", Language: "en", SourceFile: fmt.Sprintf("a b%d.txt", n)}}
	index := textpos.New(text)
	for i := range rapid.IntRange(0, 5).Draw(t, "spans") {
		s := drawSpan(t, index)
		s.ID = annotate.DerivedID("span", layer, r.ID, fmt.Sprint(i))
		r.Spans = append(r.Spans, s)
	}
	form.SortRecord(&r)
	return r
}

func drawSpan(t *rapid.T, text *textpos.Text) dataset.Span {
	var bounds []int // of graphemes
	for cp := range text.Len() + 1 {
		if text.IsGrapheme(cp) {
			bounds = append(bounds, cp)
		}
	}
	var segments []annotate.Segment
	for range rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "segments") {
		i := rapid.IntRange(0, len(bounds)-2).Draw(t, "start")
		j := rapid.IntRange(i+1, len(bounds)-1).Draw(t, "end")
		segments = append(segments, annotate.Segment{Start: bounds[i], End: bounds[j]})
	}
	segments = annotate.NormalizeSegments(segments)
	label := Book.Labels[rapid.IntRange(0, len(Book.Labels)-1).Draw(t, "label")]
	s := dataset.Span{Label: label.Name, Text: text.Quote(segments), Start: segments[0].Start, End: segments[len(segments)-1].End, Confidence: 1, DerivedFrom: []string{},
		Attributes: dataset.Attributes{}, Note: rapid.SampledFrom(words).Draw(t, "note")}
	for _, segment := range segments {
		s.Segments = append(s.Segments, [2]int{segment.Start, segment.End})
	}
	if rapid.Bool().Draw(t, "entity") {
		name := rapid.SampledFrom([]string{"Zoe & Co", "القمة", "ports | closed"}).Draw(t, "name")
		s.Entity = &dataset.Entity{ID: annotate.DerivedID("entity", label.Name, name), Name: name}
	}
	for _, a := range label.Attributes {
		s.Attributes = append(s.Attributes, dataset.Attribute{Name: a.Name, Value: drawValue(t, a)})
	}
	return s
}

func drawValue(t *rapid.T, a annotate.Attribute) any {
	if !rapid.Bool().Draw(t, "set") {
		return nil
	}
	switch a.Type {
	case annotate.Choice:
		return rapid.SampledFrom(a.Options).Draw(t, a.Name)
	case annotate.Choices:
		return a.Options[rapid.IntRange(0, 1).Draw(t, "from"):]
	case annotate.Boolean:
		return rapid.Bool().Draw(t, a.Name)
	case annotate.Number:
		return rapid.SampledFrom([]float64{0, -1, 0.25, 1e21, 1e-9, 12345678}).Draw(t, a.Name)
	case annotate.Date:
		return "2026-01-31"
	}
	return rapid.SampledFrom(words[1:]).Draw(t, a.Name)
}

// relate draws relations between the spans of one annotator.
func relate(t *rapid.T, records []dataset.Record, across bool) {
	type end struct{ record, span int }
	ends := map[string][]end{}
	for i, r := range records {
		for k, s := range r.Spans {
			ends[s.Label] = append(ends[s.Label], end{i, k})
		}
	}
	seen := map[string]bool{}
	for range rapid.IntRange(0, 4).Draw(t, "relations") {
		kind := rapid.SampledFrom(Book.RelationTypes).Draw(t, "type")
		heads, tails := ends[kind.HeadLabel], ends[kind.TailLabel]
		if len(heads) == 0 || len(tails) == 0 {
			continue
		}
		head, tail := rapid.SampledFrom(heads).Draw(t, "head"), rapid.SampledFrom(tails).Draw(t, "tail")
		from, to := records[head.record].Spans[head.span].ID, records[tail.record].Spans[tail.span].ID
		if from == to || head.record != tail.record && (!across || kind.Scope == annotate.WithinDocument) || seen[kind.ID+from+to] || seen[kind.ID+to+from] {
			continue
		}
		seen[kind.ID+from+to] = true
		r := &records[head.record]
		r.Relations = append(r.Relations, dataset.Relation{ID: annotate.DerivedID("relation", kind.Name, from, to), Type: kind.Name, Head: from, Tail: to,
			HeadDocument: r.ID, TailDocument: records[tail.record].ID, Note: rapid.SampledFrom(words).Draw(t, "note")})
	}
	for _, r := range records {
		form.SortRecord(&r)
	}
}

// Write writes records in a format to a path: a folder, or a file.
func Write(t T, f form.Format, path string, records []dataset.Record) *form.Sink {
	t.Helper()
	sink, done := sinkAt(t, f, path)
	w, err := f.Write(form.Head{Codebook: Book}, sink)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		sink.Count(f.Holds, r)
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
	done()
	return sink
}

func sinkAt(t T, f form.Format, path string) (sink *form.Sink, done func()) {
	t.Helper()
	if f.Shape == form.Folder {
		return form.NewFolder(func(name string) (io.WriteCloser, error) {
			file := filepath.Join(path, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return nil, err
			}
			return os.Create(file)
		}), func() {}
	}
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	sink = form.NewFile(out)
	if f.Shape == form.Archive {
		sink = form.NewArchive(out)
	}
	return sink, func() {
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Read reads a path in a format, with the notes that its reader made.
func Read(t T, f form.Format, path string) (records []dataset.Record, notes []string) {
	t.Helper()
	records, notes, err := Try(f, path)
	if err != nil {
		t.Fatal(err)
	}
	return records, notes
}

// Try is Read for what may be refused.
func Try(f form.Format, path string) (records []dataset.Record, notes []string, err error) {
	options := form.ReadOptions{Codebook: Book, Note: func(sentence string) { notes = append(notes, sentence) }}
	for item, err := range f.Read(Source(path), options) {
		if err != nil {
			return records, notes, err
		}
		records = append(records, *item.Record)
	}
	return records, notes, nil
}

// Source is a path as a reader gets it.
func Source(path string) form.Source {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return form.FolderSource(path, nil)
	}
	return form.FileSource(path)
}

// Files are the contents of the files of a folder by their names.
func Files(t T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Folder makes a folder with files of these contents.
func Folder(t T, folder string, files map[string]string) string {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// Check fails where a record that was read breaks a rule of records: its spans lie in its text and quote it, its ids are there and apart.
func Check(t T, r dataset.Record) {
	t.Helper()
	text := textpos.New(r.Text)
	ids := map[string]bool{}
	for _, s := range r.Spans {
		segments := make([]annotate.Segment, len(s.Segments))
		for i, segment := range s.Segments {
			segments[i] = annotate.Segment{Start: segment[0], End: segment[1]}
		}
		if err := annotate.ValidateSegments(segments, text.Len()); err != nil {
			t.Fatal(err)
		}
		if s.Text != text.Quote(segments) || s.ID == "" || ids[s.ID] || s.Label == "" || s.Start != segments[0].Start || s.End != segments[len(segments)-1].End {
			t.Fatal(fmt.Sprintf("%+v of %q", s, r.Text))
		}
		ids[s.ID] = true
	}
	if r.ID == "" || r.TextSHA256 != annotate.HashText(r.Text) {
		t.Fatal(fmt.Sprintf("%+v", r))
	}
	for _, relation := range r.Relations {
		if !ids[relation.Head] || relation.ID == "" || relation.Type == "" || relation.HeadDocument != r.ID || relation.TailDocument == r.ID && !ids[relation.Tail] {
			t.Fatal(fmt.Sprintf("%+v", relation))
		}
	}
}

// Large are records of so many articles with so many spans each, for benchmarks.
func Large(articles, spans int) (records []dataset.Record) {
	text := ""
	for range spans {
		text += "“The ports stay shut”, said 𝒜 Zoe of Vaar. "
	}
	index := textpos.New(text)
	for n := range articles {
		r := dataset.Record{Schema: dataset.SchemaName, ID: annotate.DerivedID("large", fmt.Sprint(n)), Text: text + fmt.Sprint(n), OffsetUnit: dataset.OffsetUnit, Layer: "anna",
			Meta: dataset.Meta{Story: "Large", Title: fmt.Sprint("Article ", n)}}
		r.TextSHA256 = annotate.HashText(r.Text)
		for i := range spans {
			at := index.Len() / spans * i
			s := dataset.Span{ID: annotate.DerivedID("large", fmt.Sprint(n), fmt.Sprint(i)), Label: "claim", Start: at, End: at + 21, Segments: [][2]int{{at, at + 21}}, Text: index.Slice(at, at+21), Confidence: 1,
				Attributes: dataset.Attributes{{Name: "voice", Value: "direct quote"}}}
			r.Spans = append(r.Spans, s)
		}
		records = append(records, r)
	}
	return records
}

// Size is how large the texts of records are, in bytes.
func Size(records []dataset.Record) (n int) {
	for _, r := range records {
		n += len(r.Text)
	}
	return n
}
