package w3c_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/w3c"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

var head = form.Head{Codebook: formtest.Book}

func TestACollection(t *testing.T) {
	r := formtest.Zoe()
	r.Spans[0].Entity = &dataset.Entity{ID: "cccccccc-0000-4000-8000-000000000001", Name: "Zoe"}
	r.Spans[1].Note = "why?"
	got := string(formtest.Bytes(t, w3c.Format, head, r))
	for _, want := range []string{
		`{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","first":{"type":"AnnotationPage","startIndex":0,"items":[` + "\n",
		`{"id":"urn:uuid:aaaaaaaa-0000-4000-8000-000000000001","type":"Annotation","motivation":"classifying","creator":{"type":"Person","name":"anna"},"body":[{"type":"TextualBody","value":"actor","purpose":"classifying"},` +
			`{"type":"SpecificResource","purpose":"identifying","source":{"id":"urn:uuid:cccccccc-0000-4000-8000-000000000001","label":"Zoe"}}],` +
			`"target":{"source":"urn:uuid:` + r.ID + `","selector":[{"type":"TextPositionSelector","start":2,"end":7},{"type":"TextQuoteSelector","exact":"Zoe 𝒜","prefix":"🦊 ","suffix":" said “ports stay shut”."}]}}`,
		`{"type":"TextualBody","value":"voice=direct quote","purpose":"describing"},{"type":"TextualBody","value":"why?","purpose":"commenting"}]`,
		`{"id":"urn:uuid:bbbbbbbb-0000-4000-8000-000000000001","type":"Annotation","motivation":"linking","creator":{"type":"Person","name":"anna"},"body":["urn:uuid:aaaaaaaa-0000-4000-8000-000000000001",{"type":"TextualBody","value":"makes","purpose":"classifying"}],"target":"urn:uuid:aaaaaaaa-0000-4000-8000-000000000002"}`,
		`"total":3,"id":"urn:uuid:`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nhas no %s", got, want)
		}
	}
	if !json.Valid([]byte(got)) || !strings.HasSuffix(got, "}\n") {
		t.Error("it is no JSON")
	}
	if empty := string(formtest.Bytes(t, w3c.Format, head)); !json.Valid([]byte(empty)) || !strings.Contains(empty, `"items":[],"id"`) || !strings.Contains(empty, `"total":0`) {
		t.Errorf("%s", empty)
	}
}

// The rules of the recommendation: ids are IRIs, positions lie in the text, each stretch is quoted with what is around it.
func TestEveryAnnotationKeepsToTheRecommendation(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		records := formtest.Records(r, true)
		texts := map[string]*textpos.Text{}
		for _, one := range records {
			texts["urn:uuid:"+one.ID] = textpos.New(one.Text)
		}
		type target struct {
			Type, Source string
			Items        []target
			Selector     []struct {
				Type, Exact, Prefix, Suffix string
				Start, End                  int
			}
		}
		var out struct {
			Total int
			First struct {
				Items []struct {
					ID, Motivation string
					Target         json.RawMessage
				}
			}
		}
		if err := json.Unmarshal(formtest.Bytes(t, w3c.Format, head, records...), &out); err != nil {
			r.Fatal(err)
		}
		if out.Total != len(out.First.Items) {
			r.Fatalf("%d of %d", len(out.First.Items), out.Total)
		}
		for _, item := range out.First.Items {
			if !strings.HasPrefix(item.ID, "urn:uuid:") {
				r.Fatal(item.ID)
			}
			if item.Motivation == "linking" {
				continue
			}
			var one target
			if err := json.Unmarshal(item.Target, &one); err != nil {
				r.Fatal(err)
			}
			if one.Type == "" {
				one.Items = []target{one}
			}
			for _, part := range one.Items {
				at, quote, text := part.Selector[0], part.Selector[1], texts[part.Source]
				if text.Slice(at.Start, at.End) != quote.Exact || quote.Exact == "" || !strings.Contains(text.String(), quote.Prefix+quote.Exact+quote.Suffix) {
					r.Fatalf("%+v of %q", part, text)
				}
			}
		}
	})
}

// What is read has no texts: it is as it was, but for those.
func TestWhatAnAnnotationHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		records := formtest.Records(r, true)
		for i := range records {
			records[i].Layer = strings.ReplaceAll(records[i].Layer, "/", "-")
		}
		data := formtest.Bytes(t, w3c.Format, head, records...)
		read, notes, err := formtest.ReadBytes(t, w3c.Format, "a.jsonld", data)
		spans := 0
		for _, one := range records {
			spans += len(one.Spans)
		}
		if spans == 0 {
			if err == nil {
				r.Fatal("nothing was read, and not said")
			}
			return
		}
		if err != nil || len(notes) > 0 {
			r.Fatal(err, notes)
		}
		said := func(list []dataset.Record) (all []string) {
			for _, one := range list {
				for _, line := range formtest.Said(one) {
					if strings.HasPrefix(line, "span") || strings.HasPrefix(line, "relation") {
						all = append(all, one.ID+" "+one.Layer+" "+line)
					}
				}
			}
			slices.Sort(all)
			return all
		}
		if got, want := said(read), said(records); !slices.Equal(got, want) {
			r.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// Annotations as the examples of the recommendation have them, and broken ones.
const theirs = `{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/page1", "type": "AnnotationPage",
 "partOf": {"id": "http://example.org/collection1", "total": 9}, "startIndex": 0, "items": [
 {"id": "http://example.org/anno1", "type": "Annotation", "motivation": ["tagging"], "creator": {"id": "http://example.org/ana", "type": "Person", "name": "Ana"},
  "body": [{"type": "TextualBody", "purpose": "tagging", "value": "actor"}, {"type": "TextualBody", "purpose": "tagging", "value": "fox"}, {"type": "TextualBody", "value": "sly"}, "http://example.org/body"],
  "target": {"source": "urn:uuid:11111111-0000-4000-8000-000000000001", "selector": {"type": "TextPositionSelector", "start": 2, "end": 5}}},
 {"id": "anno2", "type": "Annotation", "bodyValue": "Nice", "motivation": "commenting", "creator": "mailto:ben@example.org",
  "target": [{"source": "urn:uuid:11111111-0000-4000-8000-000000000001", "selector": [{"type": "TextQuoteSelector", "exact": "Zoe", "prefix": "the "}, {"type": "TextPositionSelector", "start": 3, "end": 6}]},
             {"source": {"id": "http://example.org/page"}, "selector": [{"type": "TextPositionSelector", "start": 0, "end": 1}]}]},
 {"id": "bad1", "motivation": "tagging", "body": {"value": "x"}, "target": "http://example.org/whole"},
 {"id": "bad2", "motivation": "tagging", "body": {"value": "x"}, "target": {"source": "urn:x", "selector": {"type": "TextPositionSelector", "start": 5, "end": 2}}},
 {"id": "bad3", "motivation": "tagging", "body": {"value": "x"}, "target": {"source": "urn:x", "selector": {"type": "FragmentSelector", "value": "xywh=1,2,3,4"}}},
 {"id": "bad4", "motivation": "tagging", "body": {"value": "x"}, "target": {"source": "urn:x", "selector": {"type": "TextPositionSelector", "start": -5, "end": 1e99}}},
 {"id": "link1", "motivation": "linking", "body": ["http://example.org/anno1", {"type": "TextualBody", "value": "meets"}], "target": {"id": "anno2", "type": "Annotation"}},
 {"id": "link2", "motivation": "linking", "body": ["http://example.org/gone"], "target": "anno2"},
 7]}`

func TestReadingWhatOthersWrite(t *testing.T) {
	records, notes, err := formtest.ReadBytes(t, w3c.Format, "a.json", []byte(theirs))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range records {
		for _, s := range r.Spans {
			got = append(got, strings.Join([]string{r.ID, r.Layer, s.Label, s.Text, s.Note, s.Before}, "/"))
		}
		for _, x := range r.Relations {
			if x.Type != "meets" || x.Head != records[0].Spans[0].ID || x.Tail != records[1].Spans[0].ID || x.HeadDocument != r.ID {
				t.Errorf("%+v", x)
			}
			got = append(got, x.Type)
		}
	}
	want := []string{"11111111-0000-4000-8000-000000000001/Ana/actor//sly/", "11111111-0000-4000-8000-000000000001/Ana/fox//sly/", "11111111-0000-4000-8000-000000000001/mailto:ben@example.org/commenting/Zoe/Nice/the ",
		"http://example.org/page/mailto:ben@example.org/commenting//Nice/", "meets"}
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "http:--", "http://")
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	said := strings.Join(notes, "\n")
	for _, want := range []string{"item 1: its body http://example.org/body was left out", "item 3: a target was left out", "item 4: a target was left out: segment 5–2", "item 5: a target was left out: it has no TextPositionSelector", "item 6:", "links from an annotation that is not there", "item 9: it was left out"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

func TestWhatIsNoAnnotationIsRefused(t *testing.T) {
	for _, data := range []string{"", "{}", `{"items":[]}`, `[{"target":`, theirs[:len(theirs)-2], strings.Repeat("[", 1<<20), strings.Repeat(`{"first":`, 1<<20)} {
		if _, _, err := formtest.ReadBytes(t, w3c.Format, "a.jsonld", []byte(data)); err == nil {
			t.Errorf("%.30q was taken", data)
		}
	}
}

func TestAModelIsSoftware(t *testing.T) {
	r := formtest.Zoe()
	r.Kind = annotate.Model
	read, _, err := formtest.ReadBytes(t, w3c.Format, "a.jsonld", formtest.Bytes(t, w3c.Format, head, r))
	if err != nil || read[0].Kind != annotate.Model {
		t.Errorf("%+v %v", read, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(theirs))
	f.Add(formtest.Bytes(f, w3c.Format, head, formtest.Zoe()))
	f.Fuzz(func(t *testing.T, data []byte) {
		w3c.Format.Recognise("", data)
		formtest.ReadBytes(t, w3c.Format, "a.jsonld", data)
	})
}

func BenchmarkWrite(b *testing.B) { formtest.BenchmarkWrite(b, w3c.Format) }
func BenchmarkRead(b *testing.B)  { formtest.BenchmarkRead(b, w3c.Format) }

func TestAFileOfWhichNothingIsTakenSaysWhy(t *testing.T) {
	_, _, err := formtest.ReadBytes(t, w3c.Format, "a.jsonld", []byte(`{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://e.org/1","type":"Annotation","motivation":"tagging","body":{"type":"TextualBody","value":"actor"},
		"target":{"source":"http://e.org/page","selector":{"type":"TextQuoteSelector","exact":"Zoe"}}}`))
	if err == nil || !strings.Contains(err.Error(), "nothing in it could be read") || !strings.Contains(err.Error(), "a target was left out: it has no TextPositionSelector") {
		t.Errorf("%v", err)
	}
}
