package format_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

// Files of JSON, as the programs write them that they are named after. Their names say nothing.
var json = map[string][]string{
	"jsonl": {`{"schema":"parallax/1","id":"x"`, `{ "schema" : "parallax/1" }`},
	"prodigy": {`{"text":"Zoe","_input_hash":1,"spans":[]}`, `{"text":"Zoe","spans":[{"start":0,"end":3,"label":"X"}]}`, `{"text":"Zoe","tokens":[{"text":"Zoe","start":0,"end":3,"id":0}],"answer":"accept"}`,
		`{"meta":{"a":[1,{"b":2}]},"text":"Zoe \" {","answer":"ignore"}`, `[{"text":"Zoe","spans":[{"token_start":0,"token_end":0,"label":"X"}]}]`},
	"spacy": {`{"text":"Zoe","entities":[[0,3,"X"]]}`, `{"text":"Zoe","words":["Zoe"],"spaces":[false],"entities":[],"spans":{"sc":[]}}`, `["Zoe",{"entities":[[0,3,"X"]]}]`,
		`[["Zoe",{"entities":[]}]]`, `{"words":["Zoe"],"entities":["U-X"]}`},
	"doccano": {`{"id":1,"text":"Zoe","label":[[0,3,"X"]]}`, `{"id":1,"text":"Zoe","label":[],"Comments":[]}`, `{"text":"Zoe","entities":[{"id":1,"label":"X","start_offset":0,"end_offset":3}],"relations":[]}`,
		`{"text":"Zoe","entities":[],"relations":[]}`, "{\"text\":\"a\",\"label\":[]}\n{\"text\":\"Zoe\",\"label\":[[0,3,\"X\"]]}"},
	"labelstudio": {`[{"id":1,"annotations":[{"id":2,"completed_by":1,"result":[]}],"data":{"text":"Zoe"}}]`, `[{"data":{"text":"Zoe"},"annotations":[]}]`, `[{"data":{"my":"Zoe"},"predictions":[{"model_version":"m","result":[]}]}]`,
		`{"id":1,"data":{"text":"Zoe"},"completions":[{"result":[]}]}`},
	"text": {`{"text":"Zoe said so."}`, `[null,null]`, `{"a":1}`, `[`, `{`, `[[[[`, `{"text":"Zoe","label":"politics"}`},
}

func TestJSONIsRecognisedByWhatItHolds(t *testing.T) {
	long := strings.Repeat("Zoe said “no”. ", 20000)
	for want, files := range json {
		for _, data := range files {
			for _, data := range []string{data, "\xef\xbb\xbf" + data, "\n" + data + "\r\n", strings.ReplaceAll(data, `"Zoe"`, `"`+long+`"`)} {
				if want == "spacy" && strings.HasPrefix(data, "\n[\"") {
					continue
				}
				for _, name := range []string{"a", "a.json", "a.txt"} {
					if f, err := format.Recognise(form.BytesSource(name, []byte(data))); err != nil || f.Name != want {
						t.Errorf("%s is taken for %s (%v): %.80q", want, f.Name, err, data)
					}
				}
			}
		}
	}
}

func TestWhatIsWrittenIsRecognised(t *testing.T) {
	nobody := formtest.Zoe()
	nobody.Layer, nobody.Spans, nobody.Relations = "", []dataset.Span{}, []dataset.Relation{}
	for _, f := range format.Written() {
		if f.Shape != form.File || f.Read == nil {
			continue
		}
		for _, r := range []dataset.Record{formtest.Zoe(), nobody} {
			data := formtest.Bytes(t, f, form.Head{Codebook: formtest.Book}, r)
			if got, err := format.Recognise(form.BytesSource("dataset", data)); err != nil || got.Name != f.Name {
				t.Errorf("%s is taken for %s (%v): %.200s", f.Name, got.Name, err, data)
			}
		}
	}
}
