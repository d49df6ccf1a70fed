package prodigy_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/prodigy"
)

func TestALineOfProdigy(t *testing.T) {
	got := string(formtest.Bytes(t, prodigy.Format, form.Head{}, formtest.Zoe()))
	for _, want := range []string{
		`{"text":"🦊 Zoe 𝒜 said “ports stay shut”.","tokens":[{"text":"🦊","start":0,"end":1,"id":0,"ws":true},{"text":"Zoe","start":2,"end":5,"id":1,"ws":true},{"text":"𝒜","start":6,"end":7,"id":2,"ws":true},`,
		`"spans":[{"start":2,"end":7,"token_start":1,"token_end":2,"label":"actor","span_id":"aaaaaaaa-0000-4000-8000-000000000001"},{"start":13,"end":30,"token_start":4,"token_end":8,"label":"claim",`,
		`"relations":[{"head":2,"child":8,"label":"makes","head_span":{"start":2,"end":7,"token_start":1,"token_end":2,"label":"actor",`,
		`"answer":"accept","_view_id":"relations","_annotator_id":"anna","meta":{"id":"`, `"story":"Ports","title":"Shut: ports"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nhas no %s", got, want)
		}
	}
}

// The rules by which Prodigy takes a line: tokens make up the text, spans begin and end on their edges.
func TestEveryLineKeepsToItsTokens(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		r := formtest.Record(t, 1, "anna")
		var line struct {
			Text   string
			Tokens []struct {
				Text           string
				Start, End, ID int
				WS             bool
			}
			Spans []struct {
				Start, End int
				First      int `json:"token_start"`
				Last       int `json:"token_end"`
			}
		}
		if err := json.Unmarshal(formtest.Bytes(outer, prodigy.Format, form.Head{}, r), &line); err != nil {
			t.Fatal(err)
		}
		joined := ""
		for i, token := range line.Tokens {
			if token.ID != i || string([]rune(r.Text)[token.Start:token.End]) != token.Text {
				t.Fatalf("token %d: %+v", i, token)
			}
			if joined += token.Text; token.WS {
				joined += " "
			}
		}
		if joined != r.Text {
			t.Fatalf("the tokens make up %q, not %q", joined, r.Text)
		}
		for _, s := range line.Spans {
			if line.Tokens[s.First].Start != s.Start || line.Tokens[s.Last].End != s.End {
				t.Fatalf("%+v", s)
			}
		}
	})
}

func TestWhatProdigyHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var records []dataset.Record
		for i := range rapid.IntRange(1, 3).Draw(r, "records") {
			records = append(records, formtest.Record(r, i, rapid.SampledFrom([]string{"anna", "gold"}).Draw(r, "layer")))
		}
		for i, got := range formtest.Again(t, prodigy.Format, records...) {
			formtest.Same(t, got, records[i])
		}
	})
}

// What Prodigy itself writes: no ids of ours, hashes, sessions, answers, tokens that may be missing.
const theirs = `{"text":"Der Hafen bleibt zu, sagt Ana Ruiz.","_input_hash":-1886,"_task_hash":71,"_is_binary":false,"_view_id":"spans_manual","spans":[{"start":26,"end":34,"token_start":6,"token_end":7,"label":"ACTOR"},{"token_start":0,"token_end":3,"label":"CLAIM"},{"start":4,"end":9,"label":"ACTOR"},{"start":9,"end":4,"label":"ACTOR"},{"start":4,"end":99,"label":"ACTOR"},{"start":-1,"end":4,"label":"ACTOR"},{"start":0,"end":3},{"start":0.5,"end":3,"label":"X"},{"token_start":7,"token_end":70,"label":"X"},7],"tokens":[{"text":"Der","start":0,"end":3,"id":0,"ws":true},{"text":"Hafen","start":4,"end":9,"id":1,"ws":true},{"text":"bleibt","start":10,"end":16,"id":2,"ws":true},{"text":"zu","start":17,"end":19,"id":3,"ws":false},{"text":",","start":19,"end":20,"id":4,"ws":true},{"text":"sagt","start":21,"end":25,"id":5,"ws":true},{"text":"Ana","start":26,"end":29,"id":6,"ws":true},{"text":"Ruiz","start":30,"end":34,"id":7,"ws":false},{"text":".","start":34,"end":35,"id":8,"ws":false}],"relations":[{"head":7,"child":3,"head_span":{"start":26,"end":34,"token_start":6,"token_end":7,"label":"ACTOR"},"child_span":{"start":0,"end":19,"token_start":0,"token_end":3,"label":"CLAIM"},"color":"#c5bdf4","label":"MAKES"},{"head":5,"child":3,"label":"MAKES"}],"answer":"accept","_timestamp":1700000000,"_annotator_id":"ports-2026-ana","_session_id":"ports-2026-ana","meta":{"source":"wire","pattern":0}}

{"text":"Nobody looked at this.","spans":[{"start":0,"end":6,"label":"ACTOR"}],"answer":"reject","_annotator_id":"ports-2026-ana"}
{"text":"Nor at this","spans":[{"start":0,"end":3,"label":"ACTOR"}]}
{"text":
{"text":"","spans":[],"answer":"accept"}
`

func TestReadingWhatProdigyWrites(t *testing.T) {
	records, notes, err := formtest.ReadBytes(t, prodigy.Format, "out.jsonl", []byte("\xef\xbb\xbf"+strings.ReplaceAll(theirs, "\n", "\r\n")))
	if err != nil || len(records) != 3 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	first := records[0]
	var got []string
	for _, s := range first.Spans {
		got = append(got, s.Label+" "+s.Text)
	}
	if want := []string{"ACTOR Ana Ruiz", "CLAIM Der Hafen bleibt zu", "ACTOR Hafen"}; !slices.Equal(got, want) || first.Layer != "ports-2026-ana" {
		t.Errorf("%v of %s", got, first.Layer)
	}
	if len(first.Relations) != 1 || first.Relations[0].Head != first.Spans[0].ID || first.Relations[0].Tail != first.Spans[1].ID || first.Relations[0].Type != "MAKES" {
		t.Errorf("%+v", first.Relations)
	}
	if records[1].Layer != "" || len(records[1].Spans) != 0 || len(records[2].Spans) != 1 {
		t.Errorf("%+v", records[1:])
	}
	said := strings.Join(notes, "\n")
	for _, want := range []string{"line 1: the span 9–4 (“ACTOR”)", "line 1: the span 4–99", "line 1: the span -1–4", "0–3 was left out: it has no label", "span 8", "span 9", "span 10", "leads to a span that is not there",
		`line 3: its answer is "reject"`, "line 5 was left out: not valid JSON", "line 6 was left out: it has no text"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	again, _, _ := formtest.ReadBytes(t, prodigy.Format, "out.jsonl", []byte(theirs))
	formtest.Same(t, again[0], first)
}

func TestWhatIsNoProdigyIsRefused(t *testing.T) {
	for _, data := range []string{"", "\n\n", "Zoe said so.", `{"a":1}`, "[1,2,3]", `{"text":"x\ud800","spans":[]}`, `{"text":"a\u0000"}`, "{\"text\":\"a\xff\"}", strings.Repeat("[", 1<<20), strings.Repeat(`{"text":`, 1<<17)} {
		if records, _, err := formtest.ReadBytes(t, prodigy.Format, "a.jsonl", []byte(data)); err == nil {
			t.Errorf("%.40q gave %+v", data, records)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(theirs))
	f.Add(formtest.Bytes(f, prodigy.Format, form.Head{}, formtest.Zoe()))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, _, err := formtest.ReadBytes(t, prodigy.Format, "a.jsonl", data)
		if err != nil {
			return
		}
		formtest.Bytes(t, prodigy.Format, form.Head{}, records...)
	})
}

func BenchmarkWrite(b *testing.B) { formtest.BenchmarkWrite(b, prodigy.Format) }
func BenchmarkRead(b *testing.B)  { formtest.BenchmarkRead(b, prodigy.Format) }

// What is chosen for a whole text is said to be left out, and a task without an answer is Prodigy's by its spans.
func TestReadingOtherTasks(t *testing.T) {
	for data, want := range map[string]string{
		`{"text":"Ana said no.","label":"NEWS","answer":"accept"}`:                                         "what was chosen for all of the text was left out",
		`{"text":"Ana said no.","options":[{"id":1,"text":"news"}],"accept":[1],"answer":"accept"}`:        "what was chosen for all of the text was left out",
		`{"text":"Ana said no.","spans":[{"start":0,"end":3,"label":"PERSON"}]}`:                           "",
		`{"text":"Ana said no.","spans":[{"start":0,"end":3,"label":"PERSON"}],"tokens":[],"accept":null}`: "",
	} {
		f, err := format.Recognise(form.BytesSource("tasks.jsonl", []byte(data)))
		if err != nil || f.Name != "prodigy" {
			t.Errorf("%s is taken for %s, %v", data, f.Name, err)
			continue
		}
		_, notes, err := formtest.ReadBytes(t, f, "tasks.jsonl", []byte(data))
		if said := strings.Join(notes, "\n"); err != nil || want != "" && !strings.Contains(said, want) || want == "" && said != "" {
			t.Errorf("%s: %q %v", data, notes, err)
		}
	}
}
