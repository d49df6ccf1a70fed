package agreementview

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/codebook"
	"github.com/parallax-annotation/parallax/assets"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// bench is a project of three annotators and a model, and the view of it.
type bench struct {
	*testing.T
	session *session.Session
	window  fyne.Window
	view    *View
	went    []string
	failed  []string
	left    int
	calls   chan func()
}

const text = "The envoy Zoë 🌍 met the Haqqani network. “We know,” the official said. قال المبعوث. 会议在日内瓦举行。"

func newBench(t *testing.T, mode theme.Mode) *bench {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(mode))
	b := &bench{T: t, calls: make(chan func(), 1000)}
	data, _ := assets.Codebook("default")
	cb, err := codebook.Parse(data)
	b.must(err)
	project, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.parallax"), cb)
	b.must(err)
	b.fill(project, cb)
	b.session, err = session.New(project, annotate.NewAnnotator("anna"))
	b.must(err)
	t.Cleanup(func() { b.session.Close() })
	b.session.OnError = func(s string) { b.failed = append(b.failed, s) }
	b.session.OnUI = func(fn func()) { b.calls <- fn }
	b.window = test.NewTempWindow(t, container.NewStack())
	b.window.Resize(fyne.NewSize(1080, 720))
	b.view = New(b.session, b.window, false, func(id string) { b.went = append(b.went, id) }, func() { b.left++ })
	t.Cleanup(b.view.Close)
	b.window.SetContent(b.view)
	b.until("the figures are there", func() bool { return b.view.report != nil })
	return b
}

// fill lets three people and a model mark four articles of two stories: Ben as Anna did but for one word, Carla only
// the first two and with another label once, the model everything twice as long.
func (b *bench) fill(p *store.Project, cb annotate.Codebook) {
	actor, claim := cb.Labels[0], cb.Labels[1]
	var documents []annotate.Document
	_, err := p.Do(context.Background(), annotate.NewAnnotator("anna"), "import", "Import", func(tx *store.Tx) error {
		for i, outlet := range []string{"Beacon", "Wire", "Ledger", "Tide"} {
			story, _, err := tx.Story([]string{"Geneva", "Geneva", "Harbour", "Harbour"}[i])
			if err != nil {
				return err
			}
			d := annotate.Document{StoryID: story.ID, Outlet: outlet, Title: "Report of " + outlet, Text: strings.Repeat(text+"\n", i+1), Position: i}
			if err := tx.AddDocument(&d, nil); err != nil {
				return err
			}
			documents = append(documents, d)
		}
		return nil
	})
	b.must(err)
	mark := func(who annotate.Annotator, documents []annotate.Document, spans ...annotate.Span) {
		_, err := p.Do(context.Background(), who, "tag", "Tag", func(tx *store.Tx) error {
			for _, d := range documents {
				for _, s := range spans {
					s.ID, s.DocumentID = "", d.ID
					if err := tx.CreateSpan(&s); err != nil {
						return err
					}
				}
			}
			return nil
		})
		b.must(err)
	}
	span := func(label annotate.Label, words string, values map[string]any) annotate.Span {
		before, _, _ := strings.Cut(text, words)
		start := len([]rune(before))
		return annotate.Span{LabelID: label.ID, Segments: []annotate.Segment{{Start: start, End: start + len([]rune(words))}}, Attributes: values, Confidence: 1}
	}
	for_, against := map[string]any{"stance": "supports"}, map[string]any{"stance": "opposes"}
	mark(annotate.NewAnnotator("anna"), documents, span(actor, "The envoy Zoë", nil), span(actor, "Haqqani network", nil), span(claim, "“We know,”", for_), span(claim, "会议在日内瓦举行", for_))
	mark(annotate.NewAnnotator("ben"), documents, span(actor, "envoy Zoë", nil), span(actor, "Haqqani network", nil), span(claim, "“We know,”", against), span(claim, "会议在日内瓦举行", for_))
	mark(annotate.NewAnnotator("carla"), documents[:2], span(claim, "The envoy Zoë 🌍 met", for_), span(claim, "“We know,”", for_))
	model := annotate.NewAnnotator("bert")
	model.Kind = annotate.Model
	mark(model, documents, span(actor, "The envoy Zoë 🌍 met the Haqqani network", nil))
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) until(what string, ok func() bool) {
	b.Helper()
	deadline := time.After(30 * time.Second)
	for !ok() {
		select {
		case fn := <-b.calls:
			fn()
		case <-deadline:
			b.Fatalf("waited in vain: %s; failed %q", what, b.failed)
		}
	}
}

// press types keys at what has the keyboard.
func (b *bench) press(keys ...fyne.KeyName) {
	b.Helper()
	for _, key := range keys {
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

// listed waits for the spans behind a figure.
func (b *bench) listed() []behind {
	b.Helper()
	b.until("the spans are listed", func() bool { return !strings.HasSuffix(b.view.heading.Text(), "reading…") })
	return b.view.places.items
}

// shot keeps a picture of the view where PARALLAX_SHOTS names a folder.
func (b *bench) shot(name string) {
	folder := os.Getenv("PARALLAX_SHOTS")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+".png"))
	b.must(err)
	defer f.Close()
	b.must(png.Encode(f, b.window.Canvas().Capture()))
}
