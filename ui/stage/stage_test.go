package stage_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
	"github.com/parallax-annotation/parallax/ui/uitest"
)

// sketch is a view that writes down what is asked of it.
type sketch struct {
	widget.Separator
	name string
	log  *[]string
	at   string
}

func (s *sketch) said(what string)       { *s.log = append(*s.log, s.name+" "+what) }
func (s *sketch) Show()                  { s.Separator.Show(); s.said("shown") }
func (s *sketch) Hide()                  { s.Separator.Hide(); s.said("hidden") }
func (s *sketch) Focus()                 { s.said("focused") }
func (s *sketch) Untaggable() string     { return "" }
func (s *sketch) Tag(id string)          { s.said("tags " + id) }
func (s *sketch) State() json.RawMessage { return json.RawMessage(`"` + s.at + `"`) }
func (s *sketch) Close()                 { s.said("closed") }

// stageOf is a stage with three views, of which the second and the third have a command with the key x.
func stageOf(log *[]string) (*stage.Stage, *command.Table) {
	kind := func(name, closed string, key fyne.KeyName) stage.Kind {
		return stage.Kind{Name: name, Closed: closed, Back: command.Ctrl(key), Show: command.Command{ID: name, Name: "Show " + name, Menu: name},
			Commands: func(s *stage.Stage) []*command.Command {
				return []*command.Command{{ID: name + ".x", Name: "X", View: name, Keys: []command.Key{command.Rune('x')},
					Stop: func() string { return s.Closed(name) }, Run: func() { *log = append(*log, name+" does x") }}}
			},
			New: func(_ stage.Desk, state json.RawMessage) stage.View {
				s := &sketch{name: name, log: log, at: "start"}
				_ = json.Unmarshal(state, &s.at)
				return s
			}}
	}
	first := kind("read", "Go back first:", "")
	first.Commands = nil
	s := stage.New([]stage.Kind{first, kind("map", "Open the map first.", fyne.KeyM), kind("list", "Open the list first.", fyne.KeyL)})
	table := &command.Table{Refused: func(reason string) { *log = append(*log, reason) }}
	table.Add(s.Commands()...)
	return s, table
}

func TestOneViewIsShownAtATimeAndStaysAsItWasLeft(t *testing.T) {
	var log []string
	s, table := stageOf(&log)
	if s.Shown() != "" || table.ByID("map").Reason() == "" || s.Untaggable() == "" {
		t.Error("something is shown before a project is open")
	}
	p := uitest.Project(t, filepath.Join(t.TempDir(), "a.parallax"))
	d := uitest.NewDesk(t, p, annotate.NewAnnotator("anna"), theme.Light, fyne.NewSize(300, 200))
	s.Open(stage.Desk{Session: d.Session, Window: d.Window, Commands: table}, map[string]json.RawMessage{"list": json.RawMessage(`"page 3"`), "gone": json.RawMessage(`1`)})
	changed := 0
	s.OnChanged = func() { changed++ }
	table.Rune('x')
	for _, id := range []string{"map", "map.x", "list.x", "list", "map", "map"} {
		table.Start(table.ByID(id))
	}
	s.Tag("claim")
	table.Start(table.ByID("map"))
	table.Rune('x')
	if got := table.ByID("map").Title(); got != "Back to reading" {
		t.Errorf("while it is shown the command is called %q", got)
	}
	want := []string{"read hidden", "map focused", "map does x", "Open the list first.", "map hidden", "list focused", "list hidden", "map shown", "map focused", "map hidden", "read shown", "read focused", "read tags claim",
		"read hidden", "map shown", "map focused", "map does x"}
	d.Want("what happened", log, want)
	if changed != 5 || s.View("list") != nil || s.View("map") == nil || s.Closed("read") != "Go back first: Ctrl+M." {
		t.Errorf("changed %d times; from the map: %q", changed, s.Closed("read"))
	}
	states := s.States()
	if got := fmt.Sprintf("%s %s", states["list"], states["map"]); got != `"page 3" "start"` || !slices.Contains(slices.Collect(maps.Keys(states)), "gone") {
		t.Errorf("states %s", states)
	}
	log = nil
	s.Close()
	slices.Sort(log)
	d.Want("closed", log, []string{"list closed", "map closed", "read closed"})
	if s.Shown() != "" || table.View != "" {
		t.Error("something is shown after the project was closed")
	}
}

func TestTheHeadingOfAViewNamesTheStoryThatIsOpen(t *testing.T) {
	if got := stage.Heading("Coverage", "The Aurelia"); got != "Coverage · The Aurelia" {
		t.Errorf("with a story it says %q", got)
	}
	if got := stage.Heading("Coverage", ""); got != "Coverage" {
		t.Errorf("without one it says %q", got)
	}
}
