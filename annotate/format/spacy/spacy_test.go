package spacy_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/spacy"
)

func TestALineOfSpaCy(t *testing.T) {
	got := string(formtest.Bytes(t, spacy.Format, form.Head{Codebook: formtest.Book}, formtest.Zoe()))
	want := `{"text":"🦊 Zoe 𝒜 said “ports stay shut”.","words":["🦊","Zoe","𝒜","said","“","ports","stay","shut","”","."],"spaces":[true,true,true,true,false,true,true,false,false,false],` +
		`"entities":[[2,7,"actor"],[13,30,"claim"]],"spans":{"sc":[[2,7,"actor",""],[13,30,"claim",""]]}}` + "\n"
	if got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}

// The rules by which from_dict takes a line: no other keys, words and spaces that make up the text, edges of spans on those of words,
// and entities that do not overlap and are among the spans.
func TestFromDictTakesEveryLine(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		record := formtest.Record(r, 1, "anna")
		var line struct {
			Text     string
			Words    []string
			Spaces   []bool
			Entities [][]any
			Spans    map[string][][]any
		}
		in := json.NewDecoder(bytes.NewReader(formtest.Bytes(t, spacy.Format, form.Head{Codebook: formtest.Book}, record)))
		in.DisallowUnknownFields()
		if err := in.Decode(&line); err != nil {
			r.Fatal(err)
		}
		text, starts, ends := "", map[int]bool{}, map[int]bool{}
		for i, word := range line.Words {
			starts[len([]rune(text))] = true
			text += word
			ends[len([]rune(text))] = true
			if line.Spaces[i] {
				text += " "
			}
		}
		if text != record.Text {
			r.Fatalf("the words make up %q, not %q", text, record.Text)
		}
		segments := 0
		for _, s := range record.Spans {
			segments += len(s.Segments)
		}
		if len(line.Spans["sc"]) != segments {
			r.Fatalf("%d of %d segments", len(line.Spans["sc"]), segments)
		}
		last := 0
		for _, e := range line.Entities {
			from, to := int(e[0].(float64)), int(e[1].(float64))
			if from < last || !starts[from] || !ends[to] || !slices.ContainsFunc(line.Spans["sc"], func(s []any) bool { return slices.Equal(s[:3], e) }) {
				r.Fatalf("%v after %d", e, last)
			}
			last = to
		}
	})
}

func TestWhatSpaCyHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		record := formtest.Record(r, 1, "anna")
		for i := range record.Spans {
			record.Spans[i].Segments = record.Spans[i].Segments[:1]
			record.Spans[i].Attributes = nil
		}
		slices.SortFunc(record.Spans, func(a, b dataset.Span) int { return strings.Compare(a.ID, b.ID) })
		record.Spans = slices.CompactFunc(record.Spans, func(a, b dataset.Span) bool { return a.Label == b.Label && a.Segments[0] == b.Segments[0] })
		lines := map[string]dataset.Span{}
		for _, s := range record.Spans { // no two in one place under one label: there are no ids
			lines[s.Label+string(rune(s.Segments[0][0]))+string(rune(s.Segments[0][1]))] = s
		}
		if len(lines) != len(record.Spans) {
			r.Skip()
		}
		formtest.Again(t, spacy.Format, record)
	})
}

const theirs = `{"text":"Ana Ruiz said no.","entities":[[0,8,"PERSON"],[9,13,"VERB","Q7"],[13,9,"X"],[0,99,"X"],[0,3],["a",3,"X"]],"cats":{"news":1.0}}
["Ben said yes.",{"entities":[[0,3,"PERSON"]]}]
{"words":["Der","Hafen",",","zu"],"entities":["B-LOC","L-LOC","O","U-STATE"]}
{"words":["Zu","!"],"spaces":[false,false],"spans":{"sc":[[0,2,"STATE"]],"other":[[0,3,"ALL","Q1"]]}}
{"entities":[]}
`

func TestReadingTrainingData(t *testing.T) {
	for name, data := range map[string]string{"lines": theirs, "list": "[" + strings.Join(strings.Split(strings.TrimSpace(theirs), "\n"), ",\n") + "]\n"} {
		records, notes, err := formtest.ReadBytes(t, spacy.Format, "train.json", []byte(data))
		if err != nil || len(records) != 4 {
			t.Fatalf("%s: %d records, %v", name, len(records), err)
		}
		var got []string
		for _, r := range records {
			for _, s := range r.Spans {
				got = append(got, s.Label+" "+s.Text)
			}
		}
		if want := "PERSON Ana Ruiz, VERB said, PERSON Ben, LOC Der Hafen, STATE zu, ALL Zu!, STATE Zu"; strings.Join(got, ", ") != want {
			t.Errorf("%s: %v", name, got)
		}
		if e := records[0].Spans[1].Entity; e == nil || e.Name != "Q7" {
			t.Errorf("%s: %+v", name, e)
		}
		for _, want := range []string{"the span 13–9", "the span 0–99", "number 5 of its entities", "number 6 of its entities", "categories", "neither a text nor words"} {
			if !strings.Contains(strings.Join(notes, "\n"), want) {
				t.Errorf("%s: no %q in %q", name, want, notes)
			}
		}
		if !spacy.Format.Recognise("a", []byte(data)) {
			t.Errorf("%s is not recognised", name)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(theirs), "\n")[:4] {
		if !spacy.Format.Recognise("a", []byte(line)) {
			t.Errorf("%s is not recognised", line)
		}
	}
}

func TestWordsThatMakeUpAnotherText(t *testing.T) {
	for data, says := range map[string]bool{
		`{"text":"Ana said no.","words":["Ana","said","no","."],"spaces":[true,true,false,false],"entities":[[0,3,"PERSON"]]}`:      false,
		`{"text":"Ana said no.","words":["Ana","said","yes","."],"spaces":[true,true,false,false],"spans":{"sc":[[0,3,"PERSON"]]}}`: true,
		`{"text":"Ana said no.","words":["Ana","said"],"spaces":[true,true],"spans":{"sc":[[0,3,"PERSON"]]}}`:                       true,
	} {
		records, notes, err := formtest.ReadBytes(t, spacy.Format, "train.jsonl", []byte(data))
		if err != nil || len(records) != 1 || len(records[0].Spans) != 1 || strings.Contains(strings.Join(notes, "\n"), "do not make up its text") != says {
			t.Errorf("%s: %v %q %v", data, records, notes, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(theirs))
	f.Add(formtest.Bytes(f, spacy.Format, form.Head{}, formtest.Zoe()))
	f.Fuzz(func(t *testing.T, data []byte) {
		spacy.Format.Recognise("", data)
		records, _, err := formtest.ReadBytes(t, spacy.Format, "a.jsonl", data)
		if err == nil {
			formtest.Bytes(t, spacy.Format, form.Head{}, records...)
		}
	})
}

func BenchmarkWrite(b *testing.B) { formtest.BenchmarkWrite(b, spacy.Format) }
func BenchmarkRead(b *testing.B)  { formtest.BenchmarkRead(b, spacy.Format) }

// What Doc.to_json writes, and groups of spans alone, are read whatever the file is called.
func TestReadsWhatADocWrites(t *testing.T) {
	for _, data := range []string{
		`{"text":"Ana said no.","ents":[{"start":0,"end":3,"label":"PERSON"}],"tokens":[{"id":0,"start":0,"end":3},{"id":1,"start":4,"end":8}]}`,
		`{"text":"Ana said no.","ents":[],"spans":{"sc":[{"start":0,"end":3,"label":"PERSON","kb_id":""}]},"tokens":[]}`,
		`{"text":"Ana said no.","spans":{"sc":[[0,3,"PERSON"]]}}`,
	} {
		for _, name := range []string{"docs.jsonl", "docs.json"} {
			f, err := format.Recognise(form.BytesSource(name, []byte(data)))
			if err != nil || f.Name != "spacy" {
				t.Fatalf("%s: %s is taken for %s, %v", name, data, f.Name, err)
			}
			records, notes, err := formtest.ReadBytes(t, f, name, []byte(data))
			if err != nil || len(records) != 1 || len(records[0].Spans) != 1 || records[0].Spans[0].Text != "Ana" || records[0].Spans[0].Label != "PERSON" {
				t.Errorf("%s: %+v %q %v", data, records, notes, err)
			}
		}
	}
}
