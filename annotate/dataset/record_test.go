package dataset_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

var actor = annotate.Label{ID: "l-actor", Name: "actor", Color: "#0072b2", Style: annotate.Underline,
	Attributes: []annotate.Attribute{
		{Name: "type", Type: annotate.Choice, Options: []string{"person", "<state> & co"}},
		{Name: "named", Type: annotate.Boolean}, {Name: "age", Type: annotate.Number},
		{Name: "roles", Type: annotate.Choices, Options: []string{"a", "b"}}, {Name: "aka", Type: annotate.Text},
	}}

var claim = annotate.Label{ID: "l-claim", Name: "claim", Color: "#e69f00", Style: annotate.Tint}

var book = annotate.Codebook{Labels: []annotate.Label{actor, claim}, RelationTypes: []annotate.RelationType{
	{ID: "r-makes", Name: "makes", HeadLabel: "actor", TailLabel: "claim", Scope: annotate.WithinStory}}}

// layers generates layers on texts in which offsets go wrong easily.
func layers() *rapid.Generator[annotate.Layer] {
	pieces := []string{"🦊 ", "Zoe 𝒜 ", "e\u0301", "سلام ", "他说。", "Mr. Khan said. ", "\n", "<b>&amp; \u2028", "“no” ", "\x00", "\xff", "He left. "}
	return rapid.Custom(func(t *rapid.T) annotate.Layer {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "text"), "")
		length := len([]rune(text))
		name := rapid.SampledFrom([]string{"anna", "gold", "ben \"x\" <y>"}).Draw(t, "layer")
		layer := annotate.Layer{
			Story:         annotate.Story{ID: "s", Name: "Haqqani & <co>"},
			Document:      annotate.Document{ID: "doc", Title: "T\u2029\xfe", SourceName: "a b.txt", Text: text},
			Annotator:     annotate.NewAnnotator(name),
			State:         annotate.Done,
			Entities:      map[string]annotate.Entity{"e1": {ID: "e1", Name: "Zoë"}},
			TailDocuments: map[string]string{},
		}
		for at := 0; at < length; {
			end := min(length, at+rapid.IntRange(1, 20).Draw(t, "region"))
			if rapid.IntRange(0, 3).Draw(t, "is region") == 0 {
				layer.Regions = append(layer.Regions, annotate.Region{Start: at, End: end, Kind: annotate.RegionCaption})
			}
			at = end
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "spans") {
			s := annotate.Span{
				ID: fmt.Sprintf("span-%d", i), DocumentID: "doc", LabelID: rapid.SampledFrom([]string{"l-actor", "l-claim"}).Draw(t, "label"),
				EntityID: rapid.SampledFrom([]string{"", "e1"}).Draw(t, "entity"), Note: rapid.String().Draw(t, "note"),
				Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence"), Attributes: map[string]any{},
			}
			for range rapid.IntRange(1, 3).Draw(t, "segments") {
				start := rapid.IntRange(0, length-1).Draw(t, "start")
				s.Segments = append(s.Segments, annotate.Segment{Start: start, End: rapid.IntRange(start+1, min(length, start+15)).Draw(t, "end")})
			}
			s.Segments = annotate.NormalizeSegments(s.Segments)
			for name, value := range map[string]any{"type": "<state> & co", "named": true, "age": 1e21, "roles": []string{"b", "a"}, "aka": "é\xff"} {
				if s.LabelID == "l-actor" && rapid.Bool().Draw(t, name) {
					s.Attributes[name] = value
				}
			}
			layer.Spans = append(layer.Spans, s)
		}
		slices.SortFunc(layer.Spans, func(a, b annotate.Span) int {
			if annotate.SpanLess(a, b) {
				return -1
			}
			return 1
		})
		for i := range len(layer.Spans) / 2 {
			r := annotate.Relation{ID: fmt.Sprintf("rel-%d", i), TypeID: "r-makes", HeadSpanID: layer.Spans[i].ID, TailSpanID: layer.Spans[len(layer.Spans)-1].ID}
			layer.TailDocuments[r.ID] = "doc"
			if rapid.Bool().Draw(t, "across") {
				r.TailSpanID, layer.TailDocuments[r.ID] = "far", "other"
			}
			layer.Relations = append(layer.Relations, r)
		}
		if rapid.Bool().Draw(t, "with flags") {
			layer.Flags = flags(t, layer, length)
		}
		return layer
	})
}

// flags generates what somebody is unsure of: all of the document, a stretch of it, its first span.
func flags(t *rapid.T, layer annotate.Layer, length int) []annotate.Thread {
	all := []annotate.Thread{}
	add := func(thread annotate.Thread) {
		thread.ID, thread.Annotator = fmt.Sprintf("flag-%d", len(all)), "ben <y>"
		thread.State = rapid.SampledFrom([]annotate.FlagState{annotate.FlagOpen, annotate.FlagResolved}).Draw(t, "state")
		thread.Question = rapid.String().Draw(t, "question")
		for i := range rapid.IntRange(0, 2).Draw(t, "replies") {
			thread.Replies = append(thread.Replies, annotate.Answer{Reply: annotate.Reply{ID: fmt.Sprintf("reply-%d", i), Text: "سلام \xff"}, Annotator: "anna"})
		}
		all = append(all, thread)
	}
	if rapid.Bool().Draw(t, "of all") {
		add(annotate.Thread{})
	}
	for range rapid.IntRange(0, 2).Draw(t, "stretches") {
		start := rapid.IntRange(0, length-1).Draw(t, "start")
		place := annotate.Segment{Start: start, End: rapid.IntRange(start+1, length).Draw(t, "end")}
		add(annotate.Thread{Flag: annotate.Flag{Place: place}, Segments: []annotate.Segment{place}})
	}
	if len(layer.Spans) > 0 {
		s := layer.Spans[0]
		add(annotate.Thread{Flag: annotate.Flag{SpanID: s.ID, Place: annotate.Segment{Start: s.Start(), End: s.End()}}, OnSpan: true, Segments: s.Segments})
	}
	return all
}

func options() *rapid.Generator[dataset.Options] {
	return rapid.Custom(func(t *rapid.T) dataset.Options {
		return dataset.Options{WithoutText: rapid.Bool().Draw(t, "without text"), Unit: rapid.SampledFrom([]string{"", "document", "sentence"}).Draw(t, "unit")}
	})
}

// write writes records one a line.
func write(t interface{ Fatal(...any) }, records []dataset.Record) []byte {
	var b bytes.Buffer
	encoder := dataset.NewEncoder(&b)
	for _, r := range records {
		if err := encoder.Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func read(t interface{ Fatal(...any) }, data []byte) []dataset.Record {
	var records []dataset.Record
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	for {
		var r dataset.Record
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			return records
		} else if err != nil {
			t.Fatal(err)
		}
		records = append(records, r)
	}
}

func schema(t interface{ Fatal(...any) }) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(dataset.Schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("record.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestRecordsFollowTheSchemaAndComeBack(t *testing.T) {
	compiled := schema(t)
	rapid.Check(t, func(t *rapid.T) {
		data := write(t, dataset.Records(book, layers().Draw(t, "layer"), options().Draw(t, "options")))
		for _, line := range bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
			if len(line) == 0 {
				continue
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(value); err != nil {
				t.Fatalf("%v\n%s", err, line)
			}
		}
		if again := write(t, read(t, data)); !bytes.Equal(data, again) {
			t.Fatalf("written again:\n%s\n%s", data, again)
		}
	})
}

func TestOffsetsCountCodePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layer := layers().Draw(t, "layer")
		opts := options().Draw(t, "options")
		opts.WithoutText = false
		text, seen := []rune(layer.Document.Text), 0
		for _, r := range read(t, write(t, dataset.Records(book, layer, opts))) {
			runes := []rune(r.Text)
			if !strings.Contains(string(text), r.Text) || r.TextSHA256 != annotate.HashText(r.Text) {
				t.Fatalf("the text of %s is wrong: %q", r.ID, r.Text)
			}
			for _, f := range r.Flags {
				if f.Start != nil && f.Span == nil && string(runes[*f.Start:*f.End]) != f.Text {
					t.Fatalf("the flag %+v does not say the words %q", f, string(runes[*f.Start:*f.End]))
				}
				if f.Start != nil && (*f.Start >= *f.End || *f.End > len(runes)) {
					t.Fatalf("the flag %+v lies outside a text of %d", f, len(runes))
				}
			}
			ids := map[string]bool{}
			for _, s := range r.Spans {
				var words []string
				for _, segment := range s.Segments {
					words = append(words, string(runes[segment[0]:segment[1]]))
				}
				if s.Text != strings.Join(words, " … ") || s.Start != s.Segments[0][0] || s.End != s.Segments[len(s.Segments)-1][1] {
					t.Fatalf("span %+v does not say the words %q", s, words)
				}
				seen++
				ids[s.ID] = true
			}
			for _, region := range r.Regions {
				if region.Start < 0 || region.Start >= region.End || region.End > len(runes) {
					t.Fatalf("region %v of a text of %d", region, len(runes))
				}
			}
			for _, relation := range r.Relations {
				if !ids[relation.Head] || relation.HeadDocument != r.ID {
					t.Fatalf("relation %+v stands in the wrong record", relation)
				}
			}
		}
		if seen != len(layer.Spans) {
			t.Fatalf("%d of %d spans came out", seen, len(layer.Spans))
		}
	})
}

func TestRecordReadsAsTheContractSays(t *testing.T) {
	layer := annotate.Layer{
		Story: annotate.Story{Name: "Ports"}, Document: annotate.Document{ID: "d1", Title: "Shut", Text: "🦊 Zoe 𝒜 said “ports stay shut”.", SourceName: "a.txt"},
		Annotator: annotate.NewAnnotator("anna"), State: annotate.Doing,
		Regions:  []annotate.Region{{Start: 0, End: 1, Kind: annotate.RegionBoilerplate}},
		Entities: map[string]annotate.Entity{"e1": {ID: "e1", Name: "Zoe"}},
		Spans: []annotate.Span{
			{ID: "s1", LabelID: "l-actor", EntityID: "e1", Segments: []annotate.Segment{{Start: 2, End: 7}}, Confidence: 1,
				Attributes: map[string]any{"named": true, "type": "person"}},
			{ID: "s2", LabelID: "l-claim", Segments: []annotate.Segment{{Start: 14, End: 19}, {Start: 25, End: 29}}, Confidence: 0.5, DerivedFrom: []string{"x"}},
		},
		Relations: []annotate.Relation{{ID: "r1", TypeID: "r-makes", HeadSpanID: "s1", TailSpanID: "s2"}},
	}
	want := `{"schema":"parallax/1","id":"d1","text":"🦊 Zoe 𝒜 said “ports stay shut”.","text_sha256":"` + annotate.HashText(layer.Document.Text) +
		`","offset_unit":"codepoint","meta":{"story":"Ports","title":"Shut","outlet":"","author":"","url":"","published":"","language":"","source_file":"a.txt"},` +
		`"layer":"anna","state":"doing","spans":[{"id":"s1","start":2,"end":7,"text":"Zoe 𝒜","label":"actor","segments":[[2,7]],"entity":{"id":"e1","name":"Zoe"},` +
		`"attributes":{"type":"person","named":true,"age":null,"roles":null,"aka":null},"note":"","confidence":1.0,"derived_from":[]},` +
		`{"id":"s2","start":14,"end":29,"text":"ports … shut","label":"claim","segments":[[14,19],[25,29]],"entity":null,"attributes":{},"note":"","confidence":0.5,"derived_from":["x"]}],` +
		`"relations":[{"id":"r1","type":"makes","head":"s1","tail":"s2","head_document":"d1","tail_document":"d1","note":""}],` +
		`"regions":[{"start":0,"end":1,"kind":"boilerplate"}]}` + "\n"
	if got := string(write(t, []dataset.Record{dataset.NewRecord(book, layer, dataset.Options{})})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	without := dataset.NewRecord(book, layer, dataset.Options{WithoutText: true})
	if without.Text != "" || without.Spans[0].Text != "Zoe 𝒜…" || without.Spans[1].Text != "ports…" || without.TextSHA256 != annotate.HashText(layer.Document.Text) {
		t.Errorf("without text: %+v", without)
	}
	layer.Annotator = annotate.NewAnnotator("gold")
	if got := string(write(t, []dataset.Record{dataset.NewRecord(book, layer, dataset.Options{})})); !strings.Contains(got, `"derived_from":[],"decision":null}`) {
		t.Errorf("gold: %s", got)
	}
}

func TestGoldRecordsCarryDecisions(t *testing.T) {
	layer := annotate.Layer{Document: annotate.Document{ID: "d", Text: "He left"}, Annotator: annotate.NewAnnotator("gold"),
		Spans: []annotate.Span{{ID: "s", LabelID: "l-claim", Segments: []annotate.Segment{{Start: 0, End: 2}}}}}
	r := dataset.NewRecord(book, layer, dataset.Options{})
	r.Spans[0].Decision.Decision = &dataset.Decision{Kind: "label", Verdict: "merged", Reviewer: "eva", DecidedAt: "2026-01-02T03:04:05.000Z",
		Votes: []dataset.Vote{{Annotator: "anna", Span: "x"}}}
	r.Rejected = []dataset.Span{}
	data := write(t, []dataset.Record{r})
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema(t).Validate(value); err != nil {
		t.Fatal(err)
	}
	if back := read(t, data); !reflect.DeepEqual(back[0], r) {
		t.Fatalf("came back as %+v, was %+v", back[0], r)
	}
	if !bytes.HasSuffix(data, []byte(`"regions":[],"rejected":[]}`+"\n")) {
		t.Fatalf("rejected is not the last key: %s", data)
	}
}

func TestSchemaIsStrict(t *testing.T) {
	compiled := schema(t)
	good := string(write(t, []dataset.Record{dataset.NewRecord(book, annotate.Layer{Document: annotate.Document{ID: "d", Text: "x"}, Annotator: annotate.NewAnnotator("anna"),
		Spans: []annotate.Span{{ID: "s", LabelID: "l-actor", Segments: []annotate.Segment{{Start: 0, End: 1}}}}}, dataset.Options{})}))
	for _, change := range [][2]string{
		{`"layer":"anna",`, ``}, {`"layer":"anna"`, `"layer":"anna","more":1`}, {`"state":"todo"`, `"state":"open"`}, {`[[0,1]]`, `[[0,1,2]]`}, {`[[0,1]]`, `[]`},
		{`"start":0`, `"start":-1`}, {`"type":null`, `"type":{}`}, {`"type":null`, `"type":[1]`}, {`"derived_from":[]`, `"derived_from":[],"decision":null`},
		{`"layer":"anna"`, `"layer":"gold"`}, {`"layer":"anna"`, `"layer":""`}, {`"regions":[]`, `"regions":[],"rejected":[]`}, {`"confidence":0.0`, `"confidence":1.1`},
		{`"outlet":""`, `"outlet":null`}, {`"text_sha256":"`, `"text_sha256":"A`}, {`"entity":null`, `"entity":{"id":"x"}`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Fatalf("%s is not in %s", change[0], good)
		}
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if compiled.Validate(value) == nil {
			t.Errorf("the schema admits %s for %s", change[1], change[0])
		}
	}
}

func TestSentenceUnits(t *testing.T) {
	text := "Title 🦊\nZoe met Mr. Khan. He said “no. Never.” They left. Ends."
	at := func(s string) annotate.Segment {
		start := len([]rune(text[:strings.Index(text, s)]))
		return annotate.Segment{Start: start, End: start + len([]rune(s))}
	}
	layer := annotate.Layer{Document: annotate.Document{ID: "d", Text: text, SourceName: "a.txt"}, Annotator: annotate.NewAnnotator("anna"),
		Regions: []annotate.Region{{Start: 0, End: at("Title 🦊").End, Kind: annotate.RegionTitle}},
		Spans: []annotate.Span{
			{ID: "zoe", LabelID: "l-actor", Segments: []annotate.Segment{at("Zoe")}},
			{ID: "no", LabelID: "l-claim", Segments: []annotate.Segment{at("“no. Never.”")}},
			{ID: "ends", LabelID: "l-claim", Segments: []annotate.Segment{at("Ends.")}},
		},
		Relations: []annotate.Relation{{ID: "r1", TypeID: "r-makes", HeadSpanID: "zoe", TailSpanID: "ends"},
			{ID: "r2", TypeID: "r-makes", HeadSpanID: "zoe", TailSpanID: "far"}},
		TailDocuments: map[string]string{"r1": "d", "r2": "other"},
	}
	records := dataset.Records(book, layer, dataset.Options{Unit: dataset.UnitSentence})
	var texts []string
	for _, r := range records {
		texts = append(texts, r.Text)
	}
	if want := []string{"Zoe met Mr. Khan.", "He said “no. Never.”", "They left.", "Ends."}; !slices.Equal(texts, want) {
		t.Fatalf("units %q, want %q", texts, want)
	}
	first, second := records[0], records[1]
	if first.Meta.SourceFile != "a.txt#char=8,25" || first.ID != annotate.DerivedID("d", "sentence", "8-25") || len(first.Regions) != 0 {
		t.Errorf("first unit: %+v", first)
	}
	if s := second.Spans[0]; string([]rune(second.Text)[s.Start:s.End]) != "“no. Never.”" {
		t.Errorf("span %+v of %q", s, second.Text)
	}
	if r := first.Relations; len(r) != 2 || r[0].TailDocument != records[3].ID || r[1].TailDocument != "other" {
		t.Errorf("relations %+v", r)
	}
}

func FuzzRecordRoundTrip(f *testing.F) {
	f.Add([]byte(`{"schema":"parallax/1","spans":[{"attributes":{"a":[],"b":1e400},"decision":null}]}`))
	f.Add([]byte(`{"text":"\ud800<&","spans":[{"attributes":{"é":["x"],"é":null,"n":-0.0},"segments":[[1,2]]}],"rejected":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r dataset.Record
		if json.Unmarshal(data, &r) != nil {
			return
		}
		once := write(t, []dataset.Record{r})
		if again := write(t, read(t, once)); !bytes.Equal(once, again) {
			t.Fatalf("%q\n%q", once, again)
		}
	})
}

func BenchmarkRecords(b *testing.B) {
	text := strings.Repeat("“The talks” were held in Doha — 漢字 🦊. ", 100)
	layer := annotate.Layer{Document: annotate.Document{ID: "d", Text: text}, Annotator: annotate.NewAnnotator("anna")}
	for i := range 1000 {
		layer.Spans = append(layer.Spans, annotate.Span{ID: fmt.Sprint("s", i), LabelID: "l-actor", Confidence: 1,
			Segments: []annotate.Segment{{Start: 3 * i, End: 3*i + 20}}, Attributes: map[string]any{"type": "person", "named": true}})
	}
	b.ReportAllocs()
	for b.Loop() {
		for range 100 { // × 1,000 spans
			if err := dataset.NewEncoder(io.Discard).Encode(dataset.NewRecord(book, layer, dataset.Options{})); err != nil {
				b.Fatal(err)
			}
		}
	}
}
