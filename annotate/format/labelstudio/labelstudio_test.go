package labelstudio_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/labelstudio"
)

var head = form.Head{Codebook: formtest.Book}

func TestATask(t *testing.T) {
	r := formtest.Zoe()
	r.Spans[0].Entity, r.Spans[1].Note = &dataset.Entity{ID: "cccccccc-0000-4000-8000-000000000001", Name: "Zoe"}, "why?"
	got := string(formtest.Bytes(t, labelstudio.Format, head, r))
	for _, want := range []string{
		"[\n" + `{"data":{"text":"🦊 Zoe 𝒜 said “ports stay shut”.","id":"`, `"layer":"anna","state":"doing","story":"Ports"`,
		`"annotations":[{"result":[{"id":"aaaaaaaa-0000-4000-8000-000000000001","from_name":"label","to_name":"text","type":"labels","value":{"start":2,"end":7,"text":"Zoe 𝒜","labels":["actor"]}}`,
		`{"id":"aaaaaaaa-0000-4000-8000-000000000001","from_name":"entity","to_name":"text","type":"textarea","value":{"start":2,"end":7,"text":["Zoe","cccccccc-0000-4000-8000-000000000001"]}}`,
		`{"id":"aaaaaaaa-0000-4000-8000-000000000002","from_name":"claim_voice","to_name":"text","type":"choices","value":{"start":13,"end":30,"choices":["direct quote"]}}`,
		`"from_name":"note","to_name":"text","type":"textarea","value":{"start":13,"end":30,"text":["why?"]}}`,
		`{"type":"relation","from_id":"aaaaaaaa-0000-4000-8000-000000000001","to_id":"aaaaaaaa-0000-4000-8000-000000000002","direction":"right","labels":["makes"]}]}],"predictions":[]}` + "\n]",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nhas no %s", got, want)
		}
	}
	r.Layer = annotate.GoldLayer
	if got := string(formtest.Bytes(t, labelstudio.Format, head, r)); !strings.Contains(got, `"ground_truth":true`) {
		t.Error("gold is no ground truth")
	}
	r.Layer, r.Kind = "tagger", annotate.Model
	data := formtest.Bytes(t, labelstudio.Format, head, r)
	if !strings.Contains(string(data), `"annotations":[],"predictions":[{"model_version":"tagger","result":[{`) {
		t.Errorf("%s", data)
	}
	if back, _, err := formtest.ReadBytes(t, labelstudio.Format, "a.json", data); err != nil || back[0].Kind != annotate.Model || back[0].Layer != "tagger" {
		t.Errorf("%+v %v", back, err)
	}
}

// The config names every control that a task uses, and is XML.
func TestTheConfigFitsTheTasks(t *testing.T) {
	cb := formtest.Book
	cb.Labels = append([]annotate.Label{{Name: `"<a> & b`, Color: "#000000", Attributes: []annotate.Attribute{{Name: "x y", Type: annotate.Text}, {Name: "x_y", Type: annotate.Number}}}}, cb.Labels...)
	text := labelstudio.Format.Beside(form.Head{Codebook: cb})["label_config.xml"]
	in := xml.NewDecoder(strings.NewReader(text))
	names, depth := map[string]string{}, 0
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		if element, is := token.(xml.StartElement); is {
			depth++
			for _, a := range element.Attr {
				if a.Name.Local == "name" {
					if names[a.Value] != "" {
						t.Errorf("%s stands twice", a.Value)
					}
					names[a.Value] = element.Name.Local
				}
			}
		}
	}
	for name, kind := range map[string]string{"label": "Labels", "text": "Text", "note": "TextArea", "claim_voice": "Choices", "claim_weight": "Number", "claim_said_on": "DateTime", "actor_named": "Choices",
		"__a____b_x_y": "TextArea", "__a____b_x_y_2": "Number"} {
		if names[name] != kind {
			t.Errorf("%s is %q, not %q, in\n%s", name, names[name], kind, text)
		}
	}
}

func TestWhatLabelStudioHoldsComesBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		records := []dataset.Record{formtest.Record(r, 1, "anna"), formtest.Record(r, 2, "gold")}
		for _, one := range records {
			for k := range one.Relations {
				one.Relations[k].Note = ""
			}
		}
		for i, got := range formtest.Again(t, labelstudio.Format, records...) {
			for k := range got.Relations {
				for _, other := range records[i].Relations {
					if got.Relations[k].Head == other.Head && got.Relations[k].Tail == other.Tail && got.Relations[k].Type == other.Type {
						got.Relations[k].ID = other.ID // it follows from the ends
					}
				}
			}
			formtest.Same(t, got, records[i])
		}
	})
}

// What Label Studio exports: users, several annotators, results of other kinds, texts under other names, UTF-16 offsets of old versions,
// marked-up text.
const theirs = `[
  {"id": 12, "annotations": [
     {"id": 3, "completed_by": {"id": 1, "email": "ana@example.org"}, "was_cancelled": false, "ground_truth": false, "result": [
        {"value": {"start": 3, "end": 6, "text": "Ana", "labels": ["PER", "FOX"]}, "id": "x-1", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual"},
        {"value": {"start": 13, "end": 17, "text": "nein", "labels": ["ACT"]}, "id": "x_2", "from_name": "label", "to_name": "text", "type": "labels"},
        {"value": {"start": 13, "end": 17, "text": "nein", "choices": ["loud", "clear"]}, "id": "x_2", "from_name": "manner", "to_name": "text", "type": "choices"},
        {"value": {"choices": ["politics"]}, "id": "doc", "from_name": "topic", "to_name": "text", "type": "choices"},
        {"value": {"x": 1, "y": 2, "width": 3, "height": 4, "rectanglelabels": ["A"]}, "id": "r", "from_name": "box", "to_name": "img", "type": "rectanglelabels"},
        {"value": {"start": 0, "end": 4, "text": "Ben ", "labels": ["PER"]}, "id": "lost", "from_name": "label", "to_name": "text", "type": "labels"},
        {"value": {"start": 0, "end": 2, "text": "sagte", "labels": ["ACT"]}, "id": "moved", "from_name": "label", "to_name": "text", "type": "labels"},
        {"value": {"start": 9, "end": 2, "labels": ["ACT"]}, "id": "back", "from_name": "label", "to_name": "text", "type": "labels"},
        {"value": {"start": "/div[1]/text()[1]", "end": 2, "startOffset": 1, "labels": ["ACT"]}, "id": "path", "from_name": "label", "to_name": "text", "type": "labels"},
        {"from_id": "x_2", "to_id": "x-1", "type": "relation", "direction": "left", "labels": ["does"]},
        {"from_id": "x_2", "to_id": "gone", "type": "relation", "direction": "right"}]},
     {"id": 4, "completed_by": 7, "result": [{"value": {"start": 2, "end": 5, "text": "Ana", "labels": ["PER"]}, "id": "y", "from_name": "label", "to_name": "text", "type": "labels"}]},
     {"id": 5, "completed_by": 8, "was_cancelled": true, "result": []}],
   "predictions": [{"model_version": "v1", "score": 0.5, "result": [{"value": {"start": 2, "end": 5, "labels": ["PER"]}, "score": 0.25, "id": "z", "from_name": "label", "to_name": "text", "type": "labels"}]}],
   "data": {"text": "🦊 Ana sagte nein."}},
  {"id": 13, "data": {"body": "Ben said yes.", "n": 1}, "completions": []},
  {"id": 14, "data": {"image": 7}},
  7
]`

func TestReadingWhatLabelStudioWrites(t *testing.T) {
	records, notes, err := formtest.ReadBytes(t, labelstudio.Format, "export.json", []byte(theirs))
	if err != nil || len(records) != 4 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	var got []string
	for _, r := range records {
		for _, s := range r.Spans {
			got = append(got, r.Layer+" "+s.Label+" "+s.Text)
		}
	}
	if want := "ana@example.org PER Ana, ana@example.org FOX Ana, ana@example.org ACT nein, ana@example.org ACT sagte, user 7 PER Ana, v1 PER Ana"; strings.Join(got, ", ") != want {
		t.Errorf("%v", got)
	}
	first := records[0]
	if a := first.Spans[2].Attributes; len(a) != 1 || a[0].Name != "manner" || strings.Join(a[0].Value.([]string), "+") != "loud+clear" {
		t.Errorf("%+v", a)
	}
	if x := first.Relations; len(x) != 1 || x[0].Type != "does" || x[0].Head != first.Spans[0].ID || x[0].Tail != first.Spans[2].ID {
		t.Errorf("%+v", x)
	}
	if p := records[2]; p.Kind != annotate.Model || p.Spans[0].Confidence != 0.25 {
		t.Errorf("%+v", p)
	}
	said := strings.Join(notes, "\n")
	for _, want := range []string{"item 1: its offsets count UTF-16 units", "“topic” was left out", "results of the type “rectanglelabels”", "the region lost was left out: it quotes “Ben ”", "the region moved quotes other words",
		"the span 9–2", "it does not say where it starts", "leads to a span that is not there", "skipped", `taken to be "body"`, "item 3 was left out: its data has no text", "item 4 was left out"} {
		if !strings.Contains(strings.ReplaceAll(said, `"topic"`, "“topic”"), want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

func TestARelationCalledSegmentOfTheCodebookStays(t *testing.T) {
	const task = `[{"data":{"text":"Ana Ben"},"annotations":[{"result":[
		{"value":{"start":0,"end":3,"labels":["P"]},"id":"a","type":"labels"},{"value":{"start":4,"end":7,"labels":["P"]},"id":"b","type":"labels"},
		{"from_id":"a","to_id":"b","type":"relation","labels":["segment"]}]}]}]`
	records, _, err := formtest.ReadBytes(t, labelstudio.Format, "a.json", []byte(task))
	if err != nil || len(records[0].Spans) != 1 || len(records[0].Spans[0].Segments) != 2 {
		t.Errorf("%+v %v", records, err)
	}
	options := form.ReadOptions{Codebook: annotate.Codebook{RelationTypes: []annotate.RelationType{{Name: "segment"}}}}
	for item, err := range labelstudio.Format.Read(form.BytesSource("a.json", []byte(task)), options) {
		if err != nil || len(item.Record.Spans) != 2 || len(item.Record.Relations) != 1 {
			t.Errorf("%+v %v", item.Record, err)
		}
	}
}

func TestAListThatIsCutIsRefused(t *testing.T) {
	for _, data := range []string{theirs[:len(theirs)-2], theirs + "x", "[", "[nul]", `[{"data":`, strings.Repeat("[", 1<<20)} {
		if _, _, err := formtest.ReadBytes(t, labelstudio.Format, "a.json", []byte(data)); err == nil {
			t.Errorf("%.30q was taken", data)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(theirs))
	f.Add(formtest.Bytes(f, labelstudio.Format, head, formtest.Zoe()))
	f.Fuzz(func(t *testing.T, data []byte) {
		labelstudio.Format.Recognise("", data)
		if records, _, err := formtest.ReadBytes(t, labelstudio.Format, "a.json", data); err == nil {
			for _, r := range records {
				formtest.Check(t, r)
			}
			formtest.Bytes(t, labelstudio.Format, head, records...)
		}
	})
}

func BenchmarkWrite(b *testing.B) { formtest.BenchmarkWrite(b, labelstudio.Format) }
func BenchmarkRead(b *testing.B)  { formtest.BenchmarkRead(b, labelstudio.Format) }

func TestATextWithTagsIsSaid(t *testing.T) {
	records, notes, err := formtest.ReadBytes(t, labelstudio.Format, "a.json", []byte(`[{"data":{"html":"<p>Zoe said.</p>"},"annotations":[{"result":[{"id":"a","from_name":"ner","to_name":"html","type":"hypertextlabels",
		"value":{"start":"/p[1]/text()[1]","end":"/p[1]/text()[1]","startOffset":0,"endOffset":3,"globalOffsets":{"start":0,"end":3},"text":"Zoe","hypertextlabels":["actor"]}}]}]}]`))
	if err != nil || len(records) != 1 || len(records[0].Spans) != 1 || records[0].Spans[0].Text != "Zoe" || !strings.Contains(strings.Join(notes, "\n"), "its text is read as it stands, with its tags") {
		t.Errorf("%+v %q %v", records, notes, err)
	}
}
