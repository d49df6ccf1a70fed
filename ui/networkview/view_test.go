package networkview

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

func TestMain(m *testing.M) { os.Exit(uitest.AtHome(m)) }

// bench is a story of two articles, which anna has marked, and the view of it.
type bench struct {
	*uitest.Desk
	stage *stage.Stage
	view  *View
	went  []string
	words map[string]string // of the spans, by id
}

// nothing is the view to which the stage leads back.
type nothing struct{ widget.Separator }

func (*nothing) Focus()                 {}
func (*nothing) Untaggable() string     { return "" }
func (*nothing) Tag(string)             {}
func (*nothing) State() json.RawMessage { return nil }
func (*nothing) Close()                 {}

// articles have who speaks and what they say in the order of claims.
var articles = []annotate.Document{
	{Outlet: "The Quay", Text: "Vell said the port is shut. Vell said the mussels are safe. The tide turned twice before anybody came."},
	{Outlet: "The Ledger", Text: "Osk denied that the port is shut. A list of berths follows on the last page of this edition."},
}

func newBench(t *testing.T, mode theme.Mode, marked bool) *bench {
	t.Helper()
	project := uitest.Project(t, filepath.Join(t.TempDir(), "test.parallax"))
	b := &bench{Desk: uitest.NewDesk(t, project, annotate.NewAnnotator("anna"), mode, fyne.NewSize(1280, 700)), words: map[string]string{}}
	codebook := b.Session.Codebook()
	makes, _ := codebook.RelationTypeByName("makes")
	var story annotate.Story
	uitest.Do(t, project, annotate.NewAnnotator("anna"), func(tx *store.Tx) (err error) {
		if story, _, err = tx.EnsureStory("The port"); err != nil {
			return err
		}
		entities := map[string]*annotate.Entity{}
		for i, a := range articles {
			a.StoryID, a.Position = story.ID, i
			err = errors.Join(err, tx.AddDocument(&a, nil))
			for _, said := range [][3]string{{"Vell", "the port is shut", "supports"}, {"Vell", "the mussels are safe", "supports"}, {"Osk", "the port is shut", "opposes"}} {
				if !marked || !strings.Contains(a.Text, said[0]) || !strings.Contains(a.Text, said[1]) {
					continue
				}
				var ids []string
				for k, words := range said[:2] {
					if entities[words] == nil {
						entities[words] = &annotate.Entity{LabelID: codebook.Labels[k].ID, Name: words}
						err = errors.Join(err, tx.CreateEntity(entities[words]))
					}
					start := len([]rune(a.Text[:strings.Index(a.Text, words)]))
					s := annotate.Span{DocumentID: a.ID, LabelID: codebook.Labels[k].ID, EntityID: entities[words].ID, Segments: []annotate.Segment{{Start: start, End: start + len([]rune(words))}}}
					if k == 1 {
						s.Attributes = map[string]any{"stance": said[2]}
					}
					err = errors.Join(err, tx.CreateSpan(&s))
					ids = append(ids, s.ID)
					b.words[s.ID] = a.Outlet + ": " + words
				}
				err = errors.Join(err, tx.CreateRelation(&annotate.Relation{TypeID: makes.ID, HeadSpanID: ids[0], TailSpanID: ids[1]}))
			}
		}
		return err
	})
	for b.Next() { // the view is to hear of none of this
	}
	b.Session.SetStory(story)
	table := &command.Table{}
	b.stage = stage.New([]stage.Kind{{Name: "elsewhere", New: func(stage.Desk, json.RawMessage) stage.View { return &nothing{} }}, Kind})
	table.Add(b.stage.Commands()...)
	b.stage.Open(stage.Desk{Session: b.Session, Window: b.Window, Commands: table, GoTo: func(id string) { b.went = append(b.went, b.words[id]) }}, nil)
	b.Window.SetContent(b.stage.Object())
	b.stage.Show(name)
	b.view = b.stage.View(name).(*View)
	t.Cleanup(b.stage.Close)
	b.loaded()
	return b
}

func (b *bench) loaded() {
	b.Settle(2*stage.CurrentDelay, func() bool { return b.Session.Busy() || b.view.current.Waits() })
}

// names are the nodes that are shown.
func (b *bench) names() (all []string) {
	for _, n := range b.view.shown.Nodes {
		all = append(all, n.Name)
	}
	slices.Sort(all)
	return all
}

func TestTheNetworkByKeysAlone(t *testing.T) {
	b := newBench(t, theme.Light, true)
	b.Shot("network-light")
	b.Want("the nodes", b.names(), []string{"Osk", "Vell", "the mussels are safe", "the port is shut"})
	if b.Window.Canvas().Focused() != b.view.web {
		t.Fatal("the network has no keyboard")
	}
	b.Press(fyne.KeyHome)
	b.Want("the first node", []string{b.view.node.Text, b.view.about.Text}, []string{"Vell", "Actor · 2 mentions\ndisagrees “Osk”\nshares “Osk”\nmakes “the port is shut”\nmakes “the mussels are safe”"})
	// From each node the arrows lead to the others: all are reached by keys.
	reached := map[int]bool{b.view.web.chosen: true}
	for range 8 {
		for at := range reached {
			for _, key := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight} {
				b.view.web.choose(at)
				b.Press(key)
				reached[b.view.web.chosen] = true
			}
		}
	}
	if len(reached) != 4 {
		t.Errorf("%d nodes are reached by the arrow keys", len(reached))
	}
	b.view.find.SetText("SHUT")
	b.view.find.Commit()
	b.view.Focus()
	b.Press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
	b.Want("the places", b.went, []string{"The Ledger: the port is shut"})
	b.Press(fyne.KeyEscape, fyne.KeyEscape)
	if b.stage.Shown() != "elsewhere" {
		t.Error("Escape does not leave")
	}
}

func TestFilteredByOutletAndStance(t *testing.T) {
	b := newBench(t, theme.Dark, true)
	if got := b.view.voices.Text; got != "The Ledger: named 100 %, unnamed 0 %, own voice 0 %\nThe Quay: named 100 %, unnamed 0 %, own voice 0 %" {
		t.Errorf("%q", got)
	}
	b.view.stance.SetSelected("opposes")
	b.loaded()
	b.Want("what is opposed", b.names(), []string{"Osk", "the port is shut"})
	b.view.outlet.SetSelected("The Quay")
	b.loaded()
	if len(b.names()) != 0 || len(b.view.empty.Objects) != 1 {
		t.Errorf("%q", b.names())
	}
	b.view.stance.SetSelected(everyStance)
	b.loaded()
	b.Want("what the Quay reports", b.names(), []string{"Vell", "the mussels are safe", "the port is shut"})
	b.view.zoom(2)
	b.Shot("network-dark")
	x, y := b.view.web.place(b.view.web.chosen)
	if size := b.view.web.Size(); float32(x) != size.Width/2 || float32(y) != size.Height/2 {
		t.Errorf("closer, the node that is chosen is at %v, %v of %v", x, y, size)
	}
}

// Before anything is marked the view says what it is for; what is marked is there soon after, and gone with an undo.
func TestTheNetworkFollowsActs(t *testing.T) {
	b := newBench(t, theme.Light, false)
	if len(b.view.empty.Objects) != 1 {
		t.Fatal("nothing says that nothing is there")
	}
	documents, err := b.Session.Project.Documents(b.Session.Context(), b.Session.Story().ID)
	b.Must(err)
	b.Session.Do("tag", "Tag", func(tx *store.Tx) error {
		return tx.CreateSpan(&annotate.Span{DocumentID: documents[0].ID, LabelID: b.Session.Codebook().Labels[1].ID, Segments: []annotate.Segment{{Start: 10, End: 26}}})
	})
	b.loaded()
	b.Want("the nodes", b.names(), []string{"the port is shut"})
	b.Session.Undo()
	b.loaded()
	if len(b.names()) != 0 {
		t.Errorf("%q", b.names())
	}
}
