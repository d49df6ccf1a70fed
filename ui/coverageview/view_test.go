package coverageview

import (
	"encoding/json"
	"errors"
	"fmt"
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

// bench is a story of three articles, which anna and ben have marked, and the view of it.
type bench struct {
	*uitest.Desk
	stage  *stage.Stage
	table  *command.Table
	view   *View
	went   []string
	beside []string
	words  map[string]string // of the spans, by id
}

// nothing is the view to which the stage leads back.
type nothing struct{ widget.Separator }

func (*nothing) Focus()                 {}
func (*nothing) Untaggable() string     { return "" }
func (*nothing) Tag(string)             {}
func (*nothing) State() json.RawMessage { return nil }
func (*nothing) Close()                 {}

const article = "Vell said the port is shut. Osk denied that the port is shut. The mussels, said Vell, are safe. القمة انتهت. 会议结束了。"

// newBench opens the view; fill marks what is to be marked before.
func newBench(t *testing.T, mode theme.Mode, state json.RawMessage, fill func(*bench, []annotate.Document)) *bench {
	t.Helper()
	project := uitest.Project(t, filepath.Join(t.TempDir(), "test.parallax"))
	b := &bench{Desk: uitest.NewDesk(t, project, annotate.NewAnnotator("anna"), mode, fyne.NewSize(1280, 700)), words: map[string]string{}}
	var documents []annotate.Document
	var story annotate.Story
	uitest.Do(t, project, annotate.NewAnnotator("anna"), func(tx *store.Tx) (err error) {
		if story, _, err = tx.EnsureStory("The port"); err != nil {
			return err
		}
		for i, outlet := range []string{"The Quay", "The Ledger", "A very long name of an outlet that nobody can read in one column"} {
			d := annotate.Document{StoryID: story.ID, Outlet: outlet, Title: fmt.Sprint("Report ", i), Published: "2023-03-16", Text: article + strings.Repeat(fmt.Sprintf(" Whatever %d may be of it, %s wrote so.", i, outlet), 9), Position: i}
			err = errors.Join(err, tx.AddDocument(&d, nil))
			documents = append(documents, d)
		}
		return err
	})
	fill(b, documents)
	for b.Next() { // the view is to hear of none of this
	}
	b.Session.SetStory(story)
	b.Session.OnBeside = func(ids []string) { b.beside = ids }
	b.table = &command.Table{}
	b.stage = stage.New([]stage.Kind{{Name: "elsewhere", New: func(stage.Desk, json.RawMessage) stage.View { return &nothing{} }}, Kind})
	b.table.Add(b.stage.Commands()...)
	states := map[string]json.RawMessage{}
	if state != nil {
		states[name] = state
	}
	b.stage.Open(stage.Desk{Session: b.Session, Window: b.Window, Commands: b.table, GoTo: func(id string) { b.went = append(b.went, b.words[id]) }}, states)
	b.Window.SetContent(b.stage.Object())
	b.stage.Show(name)
	b.view = b.stage.View(name).(*View)
	t.Cleanup(b.stage.Close)
	b.loaded()
	return b
}

func (b *bench) loaded() {
	b.Helper()
	b.Settle(2*stage.CurrentDelay, func() bool { return b.Session.Busy() || b.view.current.Waits() })
}

// mark marks words of an article, where they stand for the n-th time from 0, with what they refer to.
func (b *bench) mark(tx *store.Tx, d annotate.Document, label annotate.Label, words string, n int, entity *annotate.Entity, attributes map[string]any) annotate.Span {
	b.Helper()
	if entity != nil && entity.ID == "" {
		entity.LabelID = label.ID
		b.Must(tx.CreateEntity(entity))
	}
	before := ""
	rest := d.Text
	for range n + 1 {
		head, tail, found := strings.Cut(rest, words)
		if !found {
			b.Fatalf("%q is not there", words)
		}
		before, rest = before+head, tail
		if n > 0 {
			n--
			before += words
			continue
		}
		break
	}
	start := len([]rune(before))
	s := annotate.Span{DocumentID: d.ID, LabelID: label.ID, Segments: []annotate.Segment{{Start: start, End: start + len([]rune(words))}}, Attributes: attributes}
	if entity != nil {
		s.EntityID = entity.ID
	}
	b.Must(tx.CreateSpan(&s))
	b.words[s.ID] = d.Outlet[:8] + ": " + words
	return s
}

// filled is what anna and ben have marked: that the port is shut say Vell in the Quay, twice there, and Osk, whom only anna takes for one who
// says so, in the Ledger; only anna marked that the mussels are safe. In the third article nobody marked anything.
func filled(b *bench, documents []annotate.Document) {
	codebook := b.Session.Codebook()
	actor, claim := codebook.Labels[0], codebook.Labels[1]
	makes, _ := codebook.RelationTypeByName("makes")
	shut, vell, osk := &annotate.Entity{Name: "The port is shut"}, &annotate.Entity{Name: "Vell"}, &annotate.Entity{Name: "Osk"}
	for _, who := range []string{"anna", "ben"} {
		uitest.Do(b, b.Session.Project, annotate.NewAnnotator(who), func(tx *store.Tx) error {
			quote := map[string]any{"voice": "indirect quote", "stance": "supports"}
			speaker := b.mark(tx, documents[0], actor, "Vell", 0, vell, nil)
			first := b.mark(tx, documents[0], claim, "the port is shut", 0, shut, quote)
			second := b.mark(tx, documents[0], claim, "that the port is shut", 0, shut, nil)
			third := b.mark(tx, documents[1], claim, "the port is shut", 1, shut, map[string]any{"voice": "paraphrase"})
			err := errors.Join(tx.CreateRelation(&annotate.Relation{TypeID: makes.ID, HeadSpanID: speaker.ID, TailSpanID: first.ID}),
				tx.CreateRelation(&annotate.Relation{TypeID: makes.ID, HeadSpanID: speaker.ID, TailSpanID: second.ID}))
			if who == "ben" {
				return err
			}
			other := b.mark(tx, documents[1], actor, "Osk", 0, osk, nil)
			b.mark(tx, documents[1], claim, "The mussels, said Vell, are safe", 0, nil, map[string]any{"voice": "direct quote"})
			return errors.Join(err, tx.CreateRelation(&annotate.Relation{TypeID: makes.ID, HeadSpanID: other.ID, TailSpanID: third.ID}))
		})
	}
}

// fields is what the grid shows: a line each.
func (b *bench) fields() (lines []string) {
	for _, l := range b.view.book.lines {
		if l.heading != "" {
			lines = append(lines, "* "+l.heading)
			continue
		}
		said := l.any().Name + " (" + b.view.book.reach(l) + ")"
		for i := range b.view.grid.heads {
			f := b.view.book.field(l, i)
			said += " | " + strings.TrimSuffix(f.text+", "+f.note, ", ")
		}
		lines = append(lines, said)
	}
	return lines
}

func (b *bench) wants(lines ...string) {
	b.Helper()
	b.Want("the grid", b.fields(), lines)
}

func TestTheGridSaysWhoReportsWhat(t *testing.T) {
	b := newBench(t, theme.Light, nil, filled)
	b.Shot("coverage-light")
	b.wants("The port is shut (2 of 3) | Vell, 2 × indirect quote | Osk, paraphrase | ", "The mussels, said Vell, are safe (1 of 3) | left out | by nobody named, direct quote | ")
	if got := b.view.grid.heads[2].below; got != "nothing marked · 16 Mar 2023" {
		t.Errorf("over the third column stands %q", got)
	}
	if b.Window.Canvas().Focused() != b.view.grid {
		t.Error("the grid has no keyboard")
	}
	b.Press(fyne.KeyReturn) // two mentions: they are listed
	if len(b.went) != 0 || b.Window.Canvas().Focused() != b.view.mentions.list {
		t.Fatalf("went to %v", b.went)
	}
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	b.Press(fyne.KeyEscape, fyne.KeyRight, fyne.KeyReturn) // one
	if want := []string{"The Quay: that the port is shut", "The Ledg: the port is shut"}; !slices.Equal(b.went, want) {
		t.Errorf("went to %q", b.went)
	}
	b.Press(fyne.KeyDown, fyne.KeyLeft, fyne.KeyReturn) // a claim that is left out leads nowhere, and says so
	if about := b.view.mentions.about.Text; len(b.went) != 2 || about != "The Quay leaves this claim out." {
		t.Errorf("%q, went to %v", about, b.went)
	}
	b.Press(fyne.KeyUp, fyne.KeyLeft, fyne.KeyReturn) // its name: side by side
	if len(b.beside) != 2 || b.words[b.beside[0]] != "The Quay: the port is shut" || b.words[b.beside[1]] != "The Ledg: the port is shut" {
		t.Errorf("beside each other stand %v", b.beside)
	}
	b.Press(fyne.KeyEscape)
	if b.stage.Shown() != "elsewhere" {
		t.Error("Escape does not leave")
	}
}

func TestSortedGroupedFilteredAndAgainstAnother(t *testing.T) {
	b := newBench(t, theme.Dark, nil, filled)
	b.Type("g")
	b.wants("* Osk", "The port is shut (1 of 3) | by others | Osk, paraphrase | ", "* Vell", "The port is shut (1 of 3) | Vell, 2 × indirect quote | by others | ",
		"* Made by nobody named", "The mussels, said Vell, are safe (1 of 3) | left out | by nobody named, direct quote | ")
	if n := b.view.book.claims(); n != 2 {
		t.Errorf("%d claims are counted", n)
	}
	b.Shot("coverage-grouped-dark")
	b.Type("g")
	b.Type("s") // most left out first
	if got := b.fields(); !strings.HasPrefix(got[0], "The mussels") {
		t.Errorf("%q", got)
	}
	b.view.filter.Set("")
	b.view.filter.SetText("oSK")
	b.view.filter.Commit()
	if got := b.fields(); len(got) != 1 || !strings.HasPrefix(got[0], "The port") {
		t.Errorf("of Osk is found %q", got)
	}
	b.view.filter.SetText("nobody is called so")
	b.view.filter.Commit()
	if got := b.fields(); len(got) != 0 || len(b.view.empty.Objects) != 1 {
		t.Errorf("found %q", got)
	}
	b.view.filter.SetText("")
	b.view.filter.Commit()
	b.view.against.SetSelected("ben")
	b.loaded()
	b.Shot("coverage-against-dark")
	b.wants("The mussels, said Vell, are safe (1 | 0) | left out, both | anna: by nobody named, ben: left out | ",
		"The port is shut (2 | 2) | Vell, both | anna: Osk, ben: by nobody named | ")
	state := b.view.State()
	b.stage.Close()
	again := newBench(t, theme.Light, state, filled)
	again.wants("The mussels, said Vell, are safe (1 | 0) | left out, both | anna: by nobody named, ben: left out | ",
		"The port is shut (2 | 2) | Vell, both | anna: Osk, ben: by nobody named | ")
	again.view.against.SetSelected(noLayer)
	again.loaded()
	again.Type("o")
	again.loaded()
	if len(again.view.grid.heads) != 3 || !again.view.outlets.Checked {
		t.Error("outlets are not the columns")
	}
}

// What is marked while the view is shown is there soon after; an undo takes it away.
func TestTheGridFollowsActs(t *testing.T) {
	b := newBench(t, theme.Light, nil, func(*bench, []annotate.Document) {})
	if len(b.view.empty.Objects) != 1 || len(b.fields()) != 0 {
		t.Fatalf("%q", b.fields())
	}
	b.Shot("coverage-empty-light")
	documents, err := b.Session.Project.Documents(b.Session.Context(), b.Session.Story().ID)
	b.Must(err)
	d, err := b.Session.Project.Document(b.Session.Context(), documents[0].ID)
	b.Must(err)
	b.Session.Do("tag", "Tag", func(tx *store.Tx) error {
		b.mark(tx, d, b.Session.Codebook().Labels[1], "会议结束了", 0, nil, nil)
		return nil
	})
	b.loaded()
	b.wants("会议结束了 (1 of 3) | by nobody named |  | ")
	b.Session.Undo()
	b.loaded()
	b.wants()
}

// However long the grid is, what can be seen of it is drawn.
func TestOnlyWhatIsSeenIsDrawn(t *testing.T) {
	b := newBench(t, theme.Light, nil, many(120))
	if n := len(b.view.book.lines); n != 120 {
		t.Fatalf("%d lines", n)
	}
	size := b.view.grid.scroll.Size()
	most := (int(size.Height/rowHeight) + 2) * (int(size.Width/b.view.grid.columnWidth()) + 2)
	if n := len(b.view.grid.cells.drawn); n > most || n < 10 {
		t.Errorf("%d cells are drawn, of which at most %d can be seen", n, most)
	}
	b.Press(fyne.KeyEnd)
	if b.view.grid.at.row != 119 || b.view.grid.scroll.Offset.Y == 0 || len(b.view.grid.cells.drawn) > most {
		t.Errorf("at %v, %v, %d drawn", b.view.grid.at, b.view.grid.scroll.Offset, len(b.view.grid.cells.drawn))
	}
	b.Press(fyne.KeyPageUp, fyne.KeyHome, fyne.KeyUp)
	if b.view.grid.at.row != 0 || b.view.grid.scroll.Offset.Y != 0 {
		t.Errorf("at %v", b.view.grid.at)
	}
}

// many marks so many claims without an entity in the first article.
func many(n int) func(*bench, []annotate.Document) {
	return func(b *bench, documents []annotate.Document) {
		uitest.Do(b, b.Session.Project, annotate.NewAnnotator("anna"), func(tx *store.Tx) error {
			for range n {
				b.mark(tx, documents[0], b.Session.Codebook().Labels[1], "the port is shut", 0, nil, nil)
			}
			return nil
		})
	}
}
