package doccano_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/doccano"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

func TestAnExample(t *testing.T) {
	got := string(formtest.Bytes(t, doccano.Format, form.Head{}, formtest.Zoe()))
	want := `{"text":"🦊 Zoe 𝒜 said “ports stay shut”.","entities":[{"id":0,"label":"actor","start_offset":3,"end_offset":9},{"id":1,"label":"claim","start_offset":15,"end_offset":32}],` +
		`"relations":[{"id":0,"from_id":0,"to_id":1,"type":"makes"}],"parallax_id":"`
	if !strings.HasPrefix(got, want) {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}

func TestWhatDoccanoHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		record := formtest.Record(r, 1, "anna")
		seen := map[[2]int]bool{}
		record.Spans = slices.DeleteFunc(record.Spans, func(s dataset.Span) bool {
			for _, segment := range s.Segments { // no two in one place: there are no ids
				if seen[segment] {
					return true
				}
			}
			for _, segment := range s.Segments {
				seen[segment] = true
			}
			return false
		})
		formtest.Again(t, doccano.Format, record)
	})
}

// What doccano exports, in both shapes, and an example of its first versions.
const theirs = `{"id":4,"text":"🦊 Ana sagte nein.","source":"wire","label":[[3,6,"PER"],[6,3,"X"],[-1,3,"X"],[3,99,"X"],[1,3,"X"],[3,6],"X"],"Comments":[]}
{"id":5,"text":"Ben said yes.","entities":[{"id":71,"label":"PER","start_offset":0,"end_offset":3},{"id":72,"label":"ACT","start_offset":4,"end_offset":12},{"id":73,"label":"ACT"}],"relations":[{"id":9,"from_id":71,"to_id":72,"type":"does"},{"id":10,"from_id":71,"to_id":99,"type":"does"},{"from_id":71}],"cats":["news"],"Comments":["ok"]}
{"data":"Cem left.","labels":[[0,3,"PER"]]}
{"text":"Nobody.","label":[]}
`

func TestReadingWhatDoccanoWrites(t *testing.T) {
	records, notes, err := formtest.ReadBytes(t, doccano.Format, "all.jsonl", []byte(theirs))
	if err != nil || len(records) != 4 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	var got []string
	for _, r := range records {
		for _, s := range r.Spans {
			got = append(got, s.Label+" "+s.Text)
		}
	}
	if want := "PER Ana, PER Ben, ACT said yes, PER Cem"; strings.Join(got, ", ") != want {
		t.Errorf("%v, not %s", got, want)
	}
	if r := records[1].Relations; len(r) != 1 || r[0].Head != records[1].Spans[0].ID || r[0].Tail != records[1].Spans[1].ID || r[0].Type != "does" {
		t.Errorf("%+v", r)
	}
	for _, want := range []string{"line 1: the span 5–2 (“X”) was left out", "span 3, -1–3", "span 4, 3–99", "span 5, 1–3", "span 6 was left out", "span 7 was left out", "line 2: span 3", "leads to a span that is not there", "relation 3 was left out", "line 2: its categories were left out", "line 2: its comments were left out"} {
		if !strings.Contains(strings.Join(notes, "\n"), want) {
			t.Errorf("no %q in %q", want, notes)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(theirs), "\n") {
		if !doccano.Format.Recognise("a", []byte(line)) {
			t.Errorf("%s is not recognised", line)
		}
	}
}

func TestTheUnitIsFoundOut(t *testing.T) {
	for _, c := range []struct{ data, words, note string }{
		{`{"text":"🦊 Zoe said 🦊 no","label":[[3,6,"P"],[15,17,"N"]]}`, "Zoe|no", ""},
		{`{"text":"🦊 Zoe said 🦊 no","label":[[2,5,"P"],[13,15,"N"]]}`, "Zoe|no", "its offsets were taken to count code points, as old versions of doccano do: as UTF-16 units 2 of 2"},
		{`{"text":"Zoe 🦊","label":[[0,3,"P"]]}`, "Zoe", ""},
		{`{"text":"会🦊议会","label":[[3,4,"P"]]}`, "议", "look whether those lie right"},
	} {
		records, notes, err := formtest.ReadBytes(t, doccano.Format, "a.jsonl", []byte(c.data))
		if err != nil || len(records) != 1 {
			t.Fatal(err)
		}
		var words []string
		for _, s := range records[0].Spans {
			words = append(words, s.Text)
		}
		if strings.Join(words, "|") != c.words || !strings.Contains(strings.Join(notes, " "), c.note) || c.note == "" && len(notes) > 0 {
			t.Errorf("%s: %q %q", c.data, words, notes)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(theirs))
	f.Add(formtest.Bytes(f, doccano.Format, form.Head{}, formtest.Zoe()))
	f.Fuzz(func(t *testing.T, data []byte) {
		doccano.Format.Recognise("", data)
		if records, _, err := formtest.ReadBytes(t, doccano.Format, "a.jsonl", data); err == nil {
			formtest.Bytes(t, doccano.Format, form.Head{}, records...)
		}
	})
}

func BenchmarkWrite(b *testing.B) { formtest.BenchmarkWrite(b, doccano.Format) }
func BenchmarkRead(b *testing.B)  { formtest.BenchmarkRead(b, doccano.Format) }
