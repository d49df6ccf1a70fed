package csv_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

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

func write(t interface{ Fatal(...any) }, records ...dataset.Record) (string, *form.Sink) {
	var out bytes.Buffer
	sink := form.NewFile(&out)
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
	return readWith(folder, table, form.ReadOptions{Codebook: book})
}

func readWith(folder, table string, options form.ReadOptions) ([]dataset.Record, error) {
	path := filepath.Join(folder, "table.csv")
	if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
		return nil, err
	}
	var records []dataset.Record
	for item, err := range csv.Format.Read(form.FileSource(path), options) {
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
	lost := "[marks of articles’ progress (1) origins of spans (1) regions (2) relations (1)]"
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
		"sep= before it":           "sep=;\r\ndocument_id;layer;span_id;label;segments;attr.named\r\nd;anna;s;actor;1-2;true\r\n",
		"a strange separator":      "\"SEP=|\"\ndocument_id|layer|span_id|label|segments|attr.named\nd|anna|s|actor|1-2|true\n",
		"a header in upper case":   "DOCUMENT_ID,LAYER,SPAN_ID,LABEL,SEGMENTS,ATTR.NAMED\nd,anna,s,actor,1-2,true\n",
		"quotes round the header":  "\"Document_ID\",\"Layer\",\"span_id\",\"label\",\"segments\",\"Attr.named\"\nd,anna,s,actor,1-2,true\n",
		"rows that end with CR":    "document_id,layer,span_id,label,segments,attr.named\rd,anna,s,actor,1-2,true\r",
		"empty rows and columns":   "\ndocument_id,layer,span_id,label,segments,attr.named,,\n,,,,,,,\nd,anna,s,actor,1-2,true,,\n,,,,,,,\n",
		"UTF-16 with a mark":       "\xff\xfe" + wide("document_id\tlayer\tspan_id\tlabel\tsegments\tattr.named\r\nd\tanna\ts\tactor\t1-2\ttrue\r\n"),
		"UTF-16 without one":       wide("document_id\tlayer\tspan_id\tlabel\tsegments\tattr.named\r\nd\tanna\ts\tactor\t1-2\ttrue\r\n"),
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

// wide is a text as UTF-16LE.
func wide(text string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		out.WriteByte(byte(unit))
		out.WriteByte(byte(unit >> 8))
	}
	return out.String()
}

// TestRecognisesItsTableThoughItLacksAColumn checks that such a table is no article, and that what is no such table is none.
func TestRecognisesItsTableThoughItLacksAColumn(t *testing.T) {
	header := "story,document_id,title,outlet,published,layer,span_id,label,start,end,segments,text,entity_id,entity,note,confidence"
	for _, missing := range []string{"document_id", "layer", "span_id", "label", "segments"} {
		without := slices.DeleteFunc(strings.Split(header, ","), func(name string) bool { return name == missing })
		for _, table := range []string{strings.Join(without, ",") + "\n", strings.ToUpper(strings.Join(without, ";")) + "\r\n", "\xff\xfe" + wide(strings.Join(without, "\t"))} {
			if !csv.Format.Recognise("x", []byte(table)) {
				t.Errorf("%q is not recognised", table)
			}
			if _, err := read(t.TempDir(), table); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), fmt.Sprintf("the column %q is missing", missing)) {
				t.Errorf("%q: %v", table, err)
			}
		}
	}
	for _, row := range []string{"S,d,T,,,anna,s,actor,13,20,13-20,ports,,,,1\n", "S;d;T;;;anna;s;actor;13;40;\"13-20;30-40\";ports\n", `"S","d","T","anna","s","actor","13","20","13-20"`} {
		if !csv.Format.Recognise("x", []byte(row)) {
			t.Errorf("%q without its header is not recognised", row)
		}
		if _, err := read(t.TempDir(), row); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), `line 1: the column "document_id" is missing: keep the header`) {
			t.Errorf("%q: %v", row, err)
		}
	}
	for _, other := range []string{"", "id,text,label\n1,a,b\n", "13,20,13-20,x\n", "In 1990, 1995, 1990-1995, and later, so they said, the port, the quay, and the sea.\n", "Title, text, and a note on the label of the story\n\nOf segments nobody spoke.",
		"The columns document_id, layer, span_id, label and segments are needed, says the manual.\n"} {
		if csv.Format.Recognise("x.csv", []byte(other)) {
			t.Errorf("%q is taken for the table", other)
		}
	}
}

// TestRowsWithoutAnID checks that they get the same id each time and that it is said.
func TestRowsWithoutAnID(t *testing.T) {
	const table = "document_id,layer,span_id,label,segments\nd,anna,,claim,1-2\nd,anna,,actor,1-2\nd,anna,,claim,1-3\nd,anna,s,claim,1-2\n"
	var ids []string
	for range 2 {
		var said []string
		records, err := readWith(t.TempDir(), table, form.ReadOptions{Codebook: book, Note: func(s string) { said = append(said, s) }})
		if err != nil || !slices.Equal(said, []string{"3 rows have no span_id: they got one by the article, layer, label and segments"}) {
			t.Fatal(err, said)
		}
		for _, s := range records[0].Spans {
			ids = append(ids, s.ID)
		}
	}
	if len(ids) != 8 || !slices.Equal(ids[:4], ids[4:]) || ids[3] != "s" || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 4 || slices.Contains(ids, "") {
		t.Errorf("%v", ids)
	}
}

// TestReadsOtherEncodings checks that letters come as they are or that the table is refused, and that what was guessed is said.
func TestReadsOtherEncodings(t *testing.T) {
	const header = "document_id,layer,span_id,label,segments,note,entity_id,entity\r\n"
	for name, c := range map[string]struct{ table, encoding, note, said, refused string }{
		"windows-1252":                 {table: header + "d,anna,s,claim,1-2,Z\xfcrich \x96 \x93quai\x94,e,Caf\xe9 du March\xe9\r\n", note: "Zürich – “quai”", said: "read as windows-1252, guessed"},
		"windows-1251":                 {table: header + "d,anna,s,claim,1-2,\xcf\xee\xf0\xf2 \xe7\xe0\xea\xf0\xfb\xf2 \xe8\xe7-\xe7\xe0 \xf8\xf2\xee\xf0\xec\xe0,,\r\n", note: "Порт закрыт из-за шторма", said: "read as windows-1251, guessed"},
		"one that is named":            {table: header + "d,anna,s,claim,1-2,Z\xfcrich,,\r\n", encoding: "windows-1252", note: "Zürich"},
		"UTF-8, another named":         {table: header + "d,anna,s,claim,1-2,Zürich,,\r\n", encoding: "windows-1252", note: "Zürich"},
		"UTF-16":                       {table: "\xff\xfe" + wide(header+"d,anna,s,claim,1-2,Zürich – “𝒜”,,\r\n"), note: "Zürich – “𝒜”"},
		"UTF-8 that was decoded twice": {table: header + "d,anna,s,claim,1-2,Der Hafen von Zürich schlieÃŸt fÃ¼r zwei Tage,,\r\n", note: "Der Hafen von Zürich schlieÃŸt fÃ¼r zwei Tage", said: "it looks as if UTF-8 had been read as windows-1252"},
		"UTF-16 with a NUL":            {table: "\xff\xfe" + wide(header+"d,anna,s,claim,1-2,Zü\x00rich,,\r\n"), refused: "line 2 holds the character U+0000"},
		"UTF-8 that is cut":            {table: header + "d,anna,s,claim,1-2,Zürich – “quai” und Łódź Z\xc3rich größer,,\r\n", refused: "save the table as “CSV UTF-8”"},
	} {
		t.Run(name, func(t *testing.T) {
			var said []string
			records, err := readWith(t.TempDir(), c.table, form.ReadOptions{Codebook: book, Encoding: c.encoding, Note: func(s string) { said = append(said, s) }})
			if c.refused != "" {
				if !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), c.refused) {
					t.Fatalf("%v, want %q", err, c.refused)
				}
				return
			}
			if err != nil || records[0].Spans[0].Note != c.note {
				t.Fatalf("%+v, %v", records, err)
			}
			if all := strings.Join(said, "\n"); !strings.Contains(all, c.said) || (c.said == "") != (all == "") {
				t.Errorf("said %q, want %q", all, c.said)
			}
		})
	}
}

func TestRefusesWithThePlace(t *testing.T) {
	const header = "document_id,layer,span_id,label,segments,entity_id,entity,attr.age,confidence\n"
	const offsets = "document_id,layer,span_id,label,start,end,segments\n"
	for table, want := range map[string]string{
		"":                                  "it is empty",
		"document_id,layer,span_id,label\n": `line 1: the column "segments" is missing`,
		"label,document_id,layer,span_id,segments,layer\n":                  `line 1: the column "layer" stands twice`,
		header + "d,anna,s,claim,1,,,,\n":                                   `line 2: the segments "1" are not of the form`,
		header + "d,anna,s,claim,1-2,e,,,\n":                                "line 2: the span s has only one of entity_id and entity",
		header + "d,anna,s,claim,1-2,,,old,\n":                              `line 2: age of the span s: "old" is no number`,
		header + "d,anna,s,claim,1-2,,,,much\n":                             `line 2: the confidence "much" is no number`,
		header + "d,anna,s,claim,1-2,,,,NaN\n":                              `line 2: the confidence "NaN" is no number from 0 to 1`,
		header + "d,anna,s,claim,1-2,,,,1.5\n":                              `line 2: the confidence "1.5" is no number from 0 to 1`,
		header + ",anna,s,claim,1-2,,,,\n":                                  "line 2: it names no article",
		header + "d,anna,s,,1-2,,,,\n":                                      "line 2: it has no label",
		header + "d,anna,,claim,1-2,,,,\nd,anna,,claim,1-2,,,,\n":           "line 3: line 2 has the same article, layer, label and segments",
		header + "d,anna,s,claim,1-2\n":                                     "line 2, column 1: wrong number of fields",
		header + "d,anna,s,claim,1-2,,,,1\n\"d,a\n":                         "line 3",
		offsets + "d,anna,s,claim,12,20,10-20\n":                            "line 2: start is 12 but the first segment begins at 10",
		offsets + "d,anna,s,claim,10,21,10-12;15-20\n":                      "line 2: end is 21 but the last segment ends at 20",
		offsets + "d,anna,s,claim,-1,20,10-20\n":                            "line 2: start is -1 but",
		offsets + "d,anna,s,claim,10,99999999999999999999,10-20\n":          "line 2: end is 99999999999999999999 but",
		offsets + "d,anna,s,claim,ten,20,10-20\n":                           "line 2: start is ten but",
		offsets + "d,anna,s,claim,,,10-20\nd,anna,s,claim,,,30-40\n":        "line 3: the span_id s stands in line 2 too",
		offsets + "d,a,s,claim,,,1-2\nx,a,s,claim,,,1-2\nd,a,s,claim,,,3-4": "line 4: the span_id s stands in line 2 too",
		"sep=,\n" + offsets + "d,anna,s,claim,,,10\n":                       "line 3: the segments",
	} {
		if _, err := read(t.TempDir(), table); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", table, err, want)
		}
	}
}

// TestRefusesU0000InAnyCell puts it into each cell of a row that is fine without it.
func TestRefusesU0000InAnyCell(t *testing.T) {
	table, _ := write(t, dataset.Record{ID: "d1", Layer: "anna", Meta: dataset.Meta{Story: "S", Title: "T", Outlet: "O", Published: "2026"},
		Spans: []dataset.Span{{ID: "s1", Start: 2, End: 7, Text: "ports", Label: "actor", Segments: [][2]int{{2, 7}}, Entity: &dataset.Entity{ID: "e1", Name: "Zoe"},
			Attributes: dataset.Attributes{{Name: "type", Value: "person"}, {Name: "named", Value: true}, {Name: "roles", Value: []string{"=z"}}}, Note: "n", Confidence: 0.5}}})
	header, row, _ := strings.Cut(strings.TrimSuffix(table, "\n"), "\n")
	names, cells := strings.Split(header, ","), strings.Split(row, ",")
	if _, err := read(t.TempDir(), table); err != nil || len(names) != len(cells) {
		t.Fatal(err, len(names), len(cells))
	}
	for i, name := range names {
		with := slices.Clone(cells)
		with[i] = "a\x00b"
		_, err := read(t.TempDir(), header+"\n"+strings.Join(with, ",")+"\n")
		if want := fmt.Sprintf("line 2, column %q: it holds the character U+0000", name); !errors.Is(err, annotate.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestThereAndBack writes random records and reads them again: what the table holds comes back as it was.
func TestThereAndBack(t *testing.T) {
	folder := t.TempDir()
	words := rapid.StringOfN(rapid.SampledFrom([]rune("ab'=+-@\t;\\\", \r\n“é𝒜语א")), 0, 8, -1)
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
