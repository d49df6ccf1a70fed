package reviewview

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

var (
	ctx       = context.Background()
	anna, ben = annotate.NewAnnotator("anna"), annotate.NewAnnotator("ben")
	eva       = annotate.NewAnnotator("eva")
	gold      = annotate.NewAnnotator("gold")
)

// disputed is a text in which bytes, units and code points all differ.
const disputed = "Envoy met militants\n\nKabul 🌍 — The envoy Zoe\u0308 Müller met the Haqqani network, a senior official said. “We know of the meeting,” the official said. قال المبعوث إن اللقاء جرى. 会议在日内瓦举行。 The network denied it.\n"

// desk is a review under test and the loop that it runs on.
type desk struct {
	*uitest.Desk
	t       testing.TB
	view    *View
	win     fyne.Window
	session *session.Session
	told    []string
	confirm func() // what the last question does when it is answered yes
	stage   *stage.Stage
	table   *command.Table
}

// newProject makes a project with two articles of one story.
func newProject(t testing.TB) (*store.Project, []annotate.Document) {
	t.Helper()
	p := uitest.Project(t, filepath.Join(t.TempDir(), "Haqqani.parallax"))
	var documents []annotate.Document
	act(t, p, anna, func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("The meeting")
		if err != nil {
			return err
		}
		for i, outlet := range []string{"Morning Beacon", "Geneva Wire"} {
			d := annotate.Document{StoryID: story.ID, Title: "Envoy met militants", Outlet: outlet, Published: "2011-10-06", Text: disputed,
				SourceName: outlet + ".txt", SourceFormat: "text", Position: i}
			if i == 1 {
				d.Text = "Wire: " + disputed
			}
			d.TextSHA256, d.Source = annotate.HashText(d.Text), []byte(d.Text)
			if err := tx.AddDocument(&d, nil); err != nil {
				return err
			}
			documents = append(documents, d)
		}
		return nil
	})
	return p, documents
}

func act(t testing.TB, p *store.Project, who annotate.Annotator, fn func(*store.Tx) error) {
	t.Helper()
	uitest.Do(t, p, who, fn)
}

// at is where words stand in a document.
func at(t testing.TB, d annotate.Document, words string) annotate.Segment {
	t.Helper()
	i := bytes.Index([]byte(d.Text), []byte(words))
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	start := len([]rune(d.Text[:i]))
	return annotate.Segment{Start: start, End: start + len([]rune(words))}
}

// mark makes a span of the words under a label.
func mark(t testing.TB, p *store.Project, who annotate.Annotator, d annotate.Document, label, words string, change ...func(*annotate.Span)) annotate.Span {
	t.Helper()
	s := annotate.Span{DocumentID: d.ID, LabelID: annotate.DerivedID("label", label), Segments: []annotate.Segment{at(t, d, words)}, Confidence: 1}
	for _, fn := range change {
		fn(&s)
	}
	act(t, p, who, func(tx *store.Tx) error { return tx.CreateSpan(&s) })
	return s
}

func with(name string, value any) func(*annotate.Span) {
	return func(s *annotate.Span) { s.Attributes = map[string]any{name: value} }
}

// open shows the review of a project to eva.
func open(t testing.TB, p *store.Project, mode theme.Mode) *desk {
	t.Helper()
	d := &desk{Desk: uitest.NewDesk(t, p, eva, mode, fyne.NewSize(1280, 800)), t: t}
	s := d.Session
	s.OnTell = func(text string) { d.told = append(d.told, text) }
	s.OnError = func(text string) { d.told = append(d.told, text) }
	d.session, d.win = s, d.Window
	d.win.SetPadded(false)
	d.stage, d.table = stage.New([]stage.Kind{Kind}), &command.Table{Refused: s.Tell}
	d.table.Add(d.stage.Commands()...)
	d.show(nil)
	t.Cleanup(d.stage.Close)
	return d
}

// show shows the review as states say that it was left.
func (d *desk) show(states map[string]json.RawMessage) {
	d.t.Helper()
	d.stage.Open(stage.Desk{Session: d.session, Window: d.win, Commands: d.table, Typography: func() reader.Typography { return reader.Typography{} },
		Confirm: func(_ string, _ fyne.CanvasObject, _ string, run func()) func(bool) {
			d.confirm = run
			return func(yes bool) {
				if yes {
					run()
				}
			}
		},
	}, states)
	d.view = d.stage.View(name).(*View)
	d.win.SetContent(d.stage.Object())
	d.until("the queue is read", func() bool { return d.view.queue.read })
	d.settle()
}

// restart closes the review and shows it as it comes back when the project is opened again.
func (d *desk) restart() {
	d.t.Helper()
	d.win.Canvas().Unfocus()
	states := d.stage.States()
	d.stage.Close()
	d.show(states)
}

// until lets the window run until ok, or fails the test.
func (d *desk) until(what string, ok func() bool) { d.t.Helper(); d.Until(what, ok) }

// settle lets the window run until nothing has come for a while and nothing is being read.
func (d *desk) settle() { d.Settle(60*time.Millisecond, d.session.Busy) }

// typed types at whatever has the keyboard.
func (d *desk) typed(text string) {
	d.t.Helper()
	d.Type(text)
	d.settle()
}

// pressed presses keys at whatever has the keyboard.
func (d *desk) pressed(names ...fyne.KeyName) {
	d.t.Helper()
	d.Press(names...)
	d.settle()
}

// at hand must be an item of a kind that starts with words.
func (d *desk) expect(kind review.Kind, words string) {
	d.t.Helper()
	item := d.view.hand.item
	if item.ID == "" || item.Kind != kind || d.view.page.text.Slice(item.Start, item.Start+len([]rune(words))) != words {
		d.t.Fatalf("at hand is a %s at %d, not a %s at %q; told %q", item.Kind, item.Start, kind, words, d.told)
	}
}

// goldIn lists the gold spans of a document.
func (d *desk) goldIn(document annotate.Document) []annotate.Span {
	d.t.Helper()
	spans, err := d.session.Project.Spans(ctx, document.ID, gold.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return spans
}

// decisions lists the decisions on a document.
func (d *desk) decisions(document annotate.Document) []annotate.Decision {
	d.t.Helper()
	decisions, err := d.session.Project.Decisions(ctx, document.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return decisions
}

// exported is the layer gold as it is exported.
func exported(t testing.TB, p *store.Project) (records []dataset.Record) {
	t.Helper()
	cb, err := p.Codebook(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for layer, err := range exchange.Layers(ctx, p, exchange.LayerQuery{Layer: annotate.GoldLayer}) {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, dataset.Records(cb, layer, dataset.Options{})...)
	}
	return records
}

// shot keeps a picture of the review where PARALLAX_SHOTS names a folder.
func (d *desk) shot(name string) { d.Shot(name) }

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
