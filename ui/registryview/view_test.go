package registryview

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

func TestMain(m *testing.M) { os.Exit(uitest.AtHome(m)) }

// bench is a project of two articles, which anna and ben have marked, and the view of it.
type bench struct {
	*uitest.Desk
	stage *stage.Stage
	view  *View
	went  []string
	told  string
	words map[string]string // of the spans, by id
}

// nothing is the view to which the stage leads back.
type nothing struct{ widget.Separator }

func (*nothing) Focus()                 {}
func (*nothing) Untaggable() string     { return "" }
func (*nothing) Tag(string)             {}
func (*nothing) State() json.RawMessage { return nil }
func (*nothing) Close()                 {}

// The mentions of each name in the articles, and who is named besides and mentioned nowhere.
var (
	texts = []string{"Ada Vell spoke. A. Vell left 🌍. 习近平 did not come, said Osk.", "Osk met Ada Vell. The other Osk did not. Ada Vell was late."}
	named = []string{"A. Vell", "Ada Vell", "Osk", "习近平", "Xi Jinping", "Nobody"}
)

func newBench(t *testing.T, mode theme.Mode, state json.RawMessage, marked bool) *bench {
	t.Helper()
	project := uitest.Project(t, filepath.Join(t.TempDir(), "test.parallax"))
	b := &bench{Desk: uitest.NewDesk(t, project, annotate.NewAnnotator("anna"), mode, fyne.NewSize(1280, 700)), words: map[string]string{}}
	actor := b.Session.Codebook().Labels[0].ID
	ids := map[string]string{}
	var documents []annotate.Document
	if marked {
		uitest.Do(t, project, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
			story, _, err := tx.EnsureStory("The port")
			for i, text := range texts {
				d := annotate.Document{StoryID: story.ID, Outlet: fmt.Sprint("Outlet ", i), Text: text, Position: i}
				err = errors.Join(err, tx.AddDocument(&d, nil))
				documents = append(documents, d)
			}
			for _, name := range named {
				e := annotate.Entity{LabelID: actor, Name: name}
				err = errors.Join(err, tx.CreateEntity(&e))
				ids[name] = e.ID
			}
			return err
		})
		for _, who := range []string{"anna", "ben"} {
			uitest.Do(t, project, annotate.NewAnnotator(who), func(tx *store.Tx) (err error) {
				for _, d := range documents {
					for _, name := range named {
						for at, rest := 0, d.Text; who == "anna" || name == "Osk"; {
							before, after, found := strings.Cut(rest, name)
							if !found {
								break
							}
							start := at + len([]rune(before))
							at, rest = start+len([]rune(name)), after
							s := annotate.Span{DocumentID: d.ID, LabelID: actor, EntityID: ids[name], Segments: []annotate.Segment{{Start: start, End: at}}}
							err = errors.Join(err, tx.CreateSpan(&s))
							b.words[s.ID] = d.Outlet + ": " + name
						}
					}
				}
				return err
			})
		}
	}
	for b.Next() { // the view is to hear of none of this
	}
	b.Session.OnTell = func(sentence string) { b.told = sentence }
	table := &command.Table{Refused: func(reason string) { b.told = reason }}
	b.stage = stage.New([]stage.Kind{{Name: "elsewhere", New: func(stage.Desk, json.RawMessage) stage.View { return &nothing{} }}, Kind})
	table.Add(b.stage.Commands()...)
	states := map[string]json.RawMessage{}
	if state != nil {
		states[Name] = state
	}
	sheets := sheet.On(b.Window)
	b.stage.Open(stage.Desk{Session: b.Session, Window: b.Window, Commands: table, Sheets: sheets, GoTo: func(id string) { b.went = append(b.went, b.words[id]) },
		Confirm: func(_ string, _ fyne.CanvasObject, _ string, run func()) func(bool) {
			run()
			return func(bool) {}
		}}, states)
	b.Window.SetContent(b.stage.Object())
	b.stage.Show(Name)
	b.view = b.stage.View(Name).(*View)
	t.Cleanup(b.stage.Close)
	b.loaded()
	return b
}

func (b *bench) loaded() {
	b.Helper()
	b.Settle(2*stage.CurrentDelay, func() bool { return b.Session.Busy() || b.view.current.Waits() })
}

// list is what stands in the list.
func (b *bench) list() (lines []string) {
	for _, r := range b.view.rows {
		lines = append(lines, fmt.Sprintf("%s %d/%d", r.Name, r.Mentions, r.Articles))
	}
	return lines
}

// places is what stands in the list of mentions.
func (b *bench) places() (lines []string) {
	for _, p := range b.view.mentions.rows {
		if len(p.spans) == 0 {
			lines = append(lines, fmt.Sprintf("* %s (%d)", p.article.Outlet, p.n))
			continue
		}
		lines = append(lines, fmt.Sprintf("%s ×%d", b.view.mentions.quoted(p), len(p.spans)))
	}
	return lines
}

func (b *bench) chosen() string {
	if e := b.view.atHand(); e != nil {
		return e.Name
	}
	return ""
}

func TestTheRegistryByKeysAlone(t *testing.T) {
	b := newBench(t, theme.Light, nil, true)
	b.Shot("registry-light")
	b.Want("the list", b.list(), []string{"A. Vell 1/1", "Ada Vell 3/2", "Nobody 0/0", "Osk 6/2", "Xi Jinping 0/0", "习近平 1/1"})
	b.Want("the count", b.view.count.Text(), "6 entries · 2 unused · 2 pairs may be one")
	if b.Window.Canvas().Focused() != b.view.list {
		t.Fatal("the list has no keyboard")
	}
	b.Press(fyne.KeyDown)
	b.loaded()
	b.Want("the mentions", b.places(), []string{"* Outlet 0 (1)", "“Ada Vell” spoke. A. Vell left 🌍. 习近平 did not come, said Osk. ×1",
		"* Outlet 1 (2)", "Osk met “Ada Vell”. The other Osk did not. Ada Vell was late. ×1", "Vell. The other Osk did not. “Ada Vell” was late. ×1"})
	b.Want("what is known", b.view.details.about.Text(), "Actor · 3 mentions in 2 articles")
	b.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEscape)
	b.Want("went", b.went, []string{"Outlet 0: Ada Vell", "Outlet 1: Ada Vell"}) // from the head of an article to its first

	b.Type("+")
	b.loaded()
	b.Want("merged", b.list(), []string{"Ada Vell 4/2", "Nobody 0/0", "Osk 6/2", "Xi Jinping 0/0", "习近平 1/1"})
	if b.chosen() != "Ada Vell" || b.view.details.aliases.Text != "A. Vell" || !strings.HasPrefix(b.told, "Merged “A. Vell” into “Ada Vell”") {
		t.Errorf("%s is at hand, also %q; %s", b.chosen(), b.view.details.aliases.Text, b.told)
	}
	b.Type("+")
	if !strings.Contains(b.told, "Nothing looks like it") {
		t.Error(b.told)
	}
	b.Type(".")
	b.Want("the next that may be one", b.chosen(), "Xi Jinping")
	b.Type("-")
	b.loaded()
	if n := len(b.view.pairs); n != 0 || b.chosen() != "Xi Jinping" {
		t.Errorf("%d pairs, %s is at hand", n, b.chosen())
	}
	b.Press(fyne.KeyDelete)
	b.loaded()
	b.Want("without it", b.list(), []string{"Ada Vell 4/2", "Nobody 0/0", "Osk 6/2", "习近平 1/1"})
	for range 3 {
		b.Session.Undo()
	}
	b.loaded()
	b.Want("undone", b.list(), []string{"A. Vell 1/1", "Ada Vell 3/2", "Nobody 0/0", "Osk 6/2", "Xi Jinping 0/0", "习近平 1/1"})
	b.Press(fyne.KeyEscape)
	if b.stage.Shown() != "elsewhere" {
		t.Error("Escape does not leave")
	}
}

func TestWhatIsListedIsNarrowedAndSorted(t *testing.T) {
	b := newBench(t, theme.Dark, nil, true)
	b.Type("oo") // by mentions, by articles
	b.Want("by articles", b.list()[:2], []string{"Osk 6/2", "Ada Vell 3/2"})
	b.Type("vv")
	b.Want("unused", b.list(), []string{"Nobody 0/0", "Xi Jinping 0/0"})
	b.Shot("registry-unused-dark")
	state := b.view.State()
	b.Type("v/")
	b.Type("VELL")
	b.Want("found", b.list(), []string{"Ada Vell 3/2", "A. Vell 1/1"})
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	if b.chosen() != "A. Vell" || b.Window.Canvas().Focused() != b.view.list {
		t.Errorf("%s is at hand", b.chosen())
	}
	b.view.filter.SetText("nobody is called so")
	if b.chosen() != "" || b.view.details.object.Visible() || len(b.places()) != 0 {
		t.Errorf("%s is at hand", b.chosen())
	}
	b.view.Choose(b.view.all[3].ID)
	b.Want("shown from elsewhere", b.chosen(), "Osk")
	b.stage.Close()
	b = newBench(t, theme.Light, state, true)
	b.Want("as it was left", b.list(), []string{"Nobody 0/0", "Xi Jinping 0/0"})
	b.view.tidy()
	b.loaded()
	if got := b.list(); len(got) != 0 {
		b.Errorf("after tidying %q", got)
	}
	b.Session.Undo()
	b.loaded()
	b.Want("in one act", b.list(), []string{"Nobody 0/0", "Xi Jinping 0/0"})
}

func TestWhatIsKnownIsChangedInPlace(t *testing.T) {
	b := newBench(t, theme.Light, nil, true)
	asked := session.Question{}
	b.Session.OnAsk = func(q session.Question) { asked = q }
	b.view.Choose(entityNamed(b, "Osk"))
	b.loaded()
	b.Type("e")
	d := b.view.details
	if b.Window.Canvas().Focused() != d.name {
		t.Fatal("the name has no keyboard")
	}
	d.name.SetText("Osk Brandt")
	d.name.Commit()
	d.aliases.SetText("Osk\nthe mayor\n\nOsk")
	d.aliases.Commit()
	d.externalID.SetText(" Q42 ")
	d.externalID.Commit()
	d.note.SetText("of Varrenhavn")
	d.note.Commit()
	d.kind.SetSelected("person")
	b.loaded()
	e, err := b.Session.Project.Entity(b.Session.Context(), entityNamed(b, "Osk Brandt"))
	b.Must(err)
	b.Want("what is known", fmt.Sprintf("%s %q %s %s", e.Name, e.Aliases, e.ExternalID, e.Note), `Osk Brandt ["Osk" "the mayor"] Q42 of Varrenhavn`)
	var types []string
	for _, m := range b.view.mentions.all {
		types = append(types, m.Layer.Name+" "+m.Value("type").Words())
	}
	b.Want("the types", strings.Join(types, ", "), "anna person, ben , anna person, ben , anna person, ben ")
	d.name.SetText("ada vell")
	d.name.Commit()
	if !strings.Contains(asked.Title, "Ada Vell") || d.name.Text != "Osk Brandt" {
		t.Errorf("asked %q, the field says %q", asked.Title, d.name.Text)
	}
	b.Shot("registry-details-light")
}

func entityNamed(b *bench, name string) string {
	b.Helper()
	for _, r := range b.view.all {
		if r.Name == name {
			return r.ID
		}
	}
	b.Fatalf("nothing is called %s", name)
	return ""
}

// Two people of one name: the mentions of the other are chosen and go to a new one, in the layers of all, in one act.
func TestMentionsAreSplitOff(t *testing.T) {
	b := newBench(t, theme.Light, nil, true)
	b.view.Choose(entityNamed(b, "Osk"))
	b.loaded()
	b.Want("the mentions", b.places(), []string{"* Outlet 0 (1)", "🌍. 习近平 did not come, said “Osk”. ×2", "* Outlet 1 (2)",
		"“Osk” met Ada Vell. The other Osk did not. Ada Vell was late. ×2", "Osk met Ada Vell. The other “Osk” did not. Ada Vell was late. ×2"})
	b.Type("s")
	if !strings.Contains(b.told, "Choose the mentions") {
		t.Error(b.told)
	}
	b.view.Focus()
	b.Press(fyne.KeyReturn, fyne.KeyEnd)
	b.Type("x")
	b.Type("s")
	b.loaded()
	b.Shot("registry-split-light")
	b.Type("The other Osk")
	sheet.On(b.Window).Key(fyne.KeyReturn)
	b.loaded()
	b.Want("the list", b.list()[3:5], []string{"Osk 4/2", "The other Osk 2/1"})
	b.Want("what is left", len(b.places()), 4)
	b.Session.Undo()
	b.loaded()
	b.Want("undone", b.list()[3:4], []string{"Osk 6/2"})
}

// Before anything is named the view says what it is for.
func TestAnEmptyRegistrySaysWhatItIsFor(t *testing.T) {
	b := newBench(t, theme.Light, nil, false)
	b.Shot("registry-empty-light")
	if len(b.view.empty.Objects) != 1 || b.view.columns.Visible() {
		t.Error("nothing says that nothing is there")
	}
	b.view.desk.Commands.Rune('+')
	if b.told == "" {
		t.Error("a key is not answered")
	}
}
