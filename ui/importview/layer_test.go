package importview

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

func TestPredictionsGoToTheLayerOfAModel(t *testing.T) {
	b := newBench(t)
	b.open(filepath.Join(b.folder, "10 beacon.txt"))
	b.Want("no layer is asked for articles", b.view.layer.content.Visible(), false)
	test.Tap(b.view.run)
	b.wait()
	d := b.documents("Harbour")[0]
	b.Session.Do("tag", "Tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: b.Session.Codebook().Labels[0].ID, Segments: []annotate.Segment{{Start: 0, End: 5}}, Confidence: 1})
	})
	var out bytes.Buffer
	_, err := exchange.ExportFiles(context.Background(), b.Session.Project, exchange.ExportOptions{Format: "jsonl", Writer: &out}, nil)
	b.Must(err)
	b.write("predictions.jsonl", strings.ReplaceAll(out.String(), `"layer":"anna"`, `"layer":""`))

	b.open(filepath.Join(b.folder, "predictions.jsonl"))
	b.Want("a layer is asked for", b.view.layer.content.Visible(), true)
	b.view.layer.name.SetText("bert")
	b.view.layer.model.SetChecked(true)
	test.Tap(b.view.run)
	b.wait()
	all, err := b.Session.Project.Annotators(context.Background())
	b.Must(err)
	b.Want("annotators", len(all), 2)
	b.Want("the model", [2]string{all[1].Name, string(all[1].Kind)}, [2]string{"bert", "model"})
	spans, err := b.Session.Project.Spans(context.Background(), d.ID, all[1].ID)
	b.Must(err)
	b.Want("spans of the model", len(spans), 1)
	b.Want("failures", b.Errors, []string(nil))
}
