package agreementview

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// bench is a project of three annotators and a model, and the view of it.
type bench struct {
	*uitest.Desk
	session *session.Session
	window  fyne.Window
	stage   *stage.Stage
	view    *View
	went    []string
	left    int
}

// nothing is the view to which the stage leads back.
type nothing struct{ widget.Separator }

func (*nothing) Focus()                 {}
func (*nothing) Untaggable() string     { return "" }
func (*nothing) Tag(string)             {}
func (*nothing) State() json.RawMessage { return nil }
func (*nothing) Close()                 {}

const text = "The envoy Zoë 🌍 met the Haqqani network. “We know,” the official said. قال المبعوث. 会议在日内瓦举行。"

func newBench(t *testing.T, mode theme.Mode) *bench {
	t.Helper()
	project := uitest.Project(t, filepath.Join(t.TempDir(), "test.parallax"))
	b := &bench{Desk: uitest.NewDesk(t, project, annotate.NewAnnotator("anna"), mode, fyne.NewSize(1080, 720))}
	b.session, b.window = b.Session, b.Window
	b.fill(project, b.session.Codebook())
	for b.Next() { // the view is to hear of none of this
	}
	table, elsewhere := &command.Table{}, stage.Kind{Name: "elsewhere", New: func(stage.Desk, json.RawMessage) stage.View { return &nothing{} }}
	b.stage = stage.New([]stage.Kind{elsewhere, Kind})
	table.Add(b.stage.Commands()...)
	b.stage.Open(stage.Desk{Session: b.session, Window: b.window, Commands: table, GoTo: func(id string) { b.went = append(b.went, id) }}, nil)
	b.window.SetContent(b.stage.Object())
	b.stage.Show(name)
	b.stage.OnChanged = func() { b.left++ }
	b.view = b.stage.View(name).(*View)
	t.Cleanup(b.stage.Close)
	b.until("the figures are there", func() bool { return b.view.comparison.report != nil })
	return b
}

// fill lets three people and a model mark four articles of two stories: Ben as Anna did but for one word, Carla only
// the first two and with another label once, the model everything twice as long.
func (b *bench) fill(p *store.Project, cb annotate.Codebook) {
	actor, claim := cb.Labels[0], cb.Labels[1]
	var documents []annotate.Document
	_, err := p.Do(context.Background(), annotate.NewAnnotator("anna"), "import", "Import", func(tx *store.Tx) error {
		for i, outlet := range []string{"Beacon", "Wire", "Ledger", "Tide"} {
			story, _, err := tx.EnsureStory([]string{"Geneva", "Geneva", "Harbour", "Harbour"}[i])
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
	b.Must(err)
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
		b.Must(err)
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

func (b *bench) until(what string, ok func() bool) { b.Helper(); b.Until(what, ok) }

func (b *bench) press(keys ...fyne.KeyName) { b.Helper(); b.Press(keys...) }

func (b *bench) shot(name string) { b.Helper(); b.Shot(name) }

// listed waits for the spans behind a figure.
func (b *bench) listed() []behind {
	b.Helper()
	b.until("the spans are listed", func() bool { return !strings.HasSuffix(b.view.evidence.heading.Text(), "reading…") })
	return b.view.evidence.places.items
}
