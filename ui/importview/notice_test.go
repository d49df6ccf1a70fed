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

func TestWhatADatasetAddsToTheCodebookIsAskedFirst(t *testing.T) {
	b := newBench(t)
	b.open(filepath.Join(b.folder, "10 beacon.txt"))
	test.Tap(b.view.run)
	b.wait()
	d := b.documents("Harbour")[0]
	b.Session.Do("tag", "Tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: d.ID, LabelID: b.Session.Codebook().Labels[0].ID, Segments: []annotate.Segment{{Start: 0, End: 5}}, Confidence: 1})
	})
	var out bytes.Buffer
	_, err := exchange.ExportFiles(context.Background(), b.Session.Project, exchange.ExportOptions{Format: "jsonl", Writer: &out}, nil)
	b.Must(err)
	data := strings.ReplaceAll(out.String(), `"layer":"anna"`, `"layer":"ben"`)
	b.write("same.jsonl", data)
	b.write("other.jsonl", strings.NewReplacer(`"label":"actor"`, `"label":"port"`, `"layer":"ben"`, `"layer":"carl"`).Replace(data))

	b.open(filepath.Join(b.folder, "same.jsonl"))
	test.Tap(b.view.run)
	b.wait()
	b.Want("nothing is asked where nothing differs", b.view.notice.content.Visible(), false)
	left := b.left

	before := b.Session.Codebook()
	b.open(filepath.Join(b.folder, "other.jsonl"))
	test.Tap(b.view.run)
	b.wait()
	b.Want("asked", strings.Contains(b.view.notice.text.Text, "• the codebook gets the label “port”"), true)
	b.Want("the button", b.view.run.Text, "Add to the codebook and import")
	b.Want("nothing is written", len(b.Session.Codebook().Labels), len(before.Labels))

	b.view.Add([]string{filepath.Join(b.folder, "same.jsonl")}) // another import than the one that was asked about
	b.wait()
	b.Want("the question is taken back", [2]any{b.view.notice.content.Visible(), b.view.run.Text}, [2]any{false, "Import"})
	test.Tap(b.view.run)
	b.wait()
	test.Tap(b.view.run)
	b.wait()
	_, there := b.Session.Codebook().LabelByName("port")
	b.Want("the label is there", there, true)
	b.Want("it is told", strings.Contains(b.view.notice.text.Text, "the codebook got the label “port”"), true)
	b.Want("it waits to be read", b.left, left)
	b.Want("failures", b.Errors, []string(nil))
}

func TestATextThatStandsInAnotherStoryIsTold(t *testing.T) {
	b := newBench(t)
	for _, story := range []string{"Harbour", "Coast"} {
		b.open(filepath.Join(b.folder, "10 beacon.txt"))
		b.view.story.SetText(story)
		b.view.story.Commit()
		test.Tap(b.view.run)
		b.wait()
	}
	b.Want("told", strings.Contains(b.view.notice.text.Text, "are the same text: a split keeps them in one part"), true)
	b.Want("left only the first time", len(b.done), 1)
	b.Want("failures", b.Errors, []string(nil))
}
