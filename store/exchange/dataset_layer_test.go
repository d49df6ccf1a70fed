package exchange_test

import (
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// predictions are the spans of a project as a file in nobody's layer, of which the program that made them is not sure.
func predictions(t *testing.T) string {
	t.Helper()
	from := newProject(t)
	d := addDocument(t, from, "The envoy left Kabul 🌍. 会议在日内瓦举行。")
	tag(t, from, anna, d, "actor", 4, 9)
	return strings.ReplaceAll(string(jsonl(t, from)), `"confidence":1.0`, `"confidence":0.87`)
}

func kindOf(t *testing.T, p *store.Project, name string) annotate.AnnotatorKind {
	t.Helper()
	all, err := p.Annotators(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if a.Name == name {
			return a.Kind
		}
	}
	return ""
}

func TestPredictionsAreALayerOfAModel(t *testing.T) {
	sure, unsure := strings.ReplaceAll(predictions(t), `0.87`, `1.0`), predictions(t)
	loose := strings.ReplaceAll(sure, `"layer":"anna"`, `"layer":""`)
	for _, test := range []struct {
		name, data, layer string
		kind              annotate.AnnotatorKind
		want              annotate.AnnotatorKind
	}{
		{"not sure", unsure, "bert", "", annotate.Model},
		{"nobody's", loose, "bert", "", annotate.Model},
		{"a person's under another name", sure, "ben", "", annotate.Human},
		{"a person who was not sure", unsure, "ben", annotate.Human, annotate.Human},
		{"a model that is sure", sure, "bert", annotate.Model, annotate.Model},
		{"gold", unsure, "gold", annotate.Model, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			r := importFiles(t, p, exchange.ImportOptions{Annotator: test.layer, Kind: test.kind}, file(t, "predictions.jsonl", []byte(test.data)))
			if test.want == "" {
				if r[0].Status != exchange.Refused {
					t.Errorf("%+v", r[0])
				}
				return
			}
			if got := kindOf(t, p, test.layer); r[0].Spans != 1 || got != test.want {
				t.Errorf("%d spans of a %q; %s", r[0].Spans, got, r[0].Reason)
			}
		})
	}
}

func TestSpansOfNobodyAreReported(t *testing.T) {
	p := newProject(t)
	data := strings.ReplaceAll(predictions(t), `"layer":"anna"`, `"layer":""`)
	if r := importFiles(t, p, exchange.ImportOptions{}, file(t, "predictions.jsonl", []byte(data))); r[0].Spans != 0 || !strings.Contains(r[0].Reason, "nothing says whose it is") {
		t.Errorf("%+v", r[0])
	}
	importFiles(t, p, exchange.ImportOptions{Annotator: "bert"}, file(t, "predictions.jsonl", []byte(data)))
	if r := importFiles(t, p, exchange.ImportOptions{Annotator: "bert", Kind: annotate.Human}, file(t, "predictions.jsonl", []byte(data))); r[0].Status != exchange.Refused {
		t.Errorf("the layer of a model was taken for a person's: %+v", r[0])
	}
}
