package networkview

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// name is the name of the view.
const name = "network"

// Kind is the network on the stage.
var Kind = stage.Kind{
	Name: name, Back: escape, Closed: "Open the network first.", Commands: commands,
	Show: command.Command{ID: "story.network", Name: "Network", Menu: "Story", Group: "across", Keys: []command.Key{command.Ctrl(fyne.KeyK, fyne.KeyModifierShift)},
		Help: "Who makes which claim, which claims dispute each other, how outlets attribute what they report; again goes back to reading"},
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

var escape = command.Named(fyne.KeyEscape)

// Focus gives the keyboard to the network.
func (v *View) Focus() {
	if len(v.shown.Nodes) == 0 {
		v.desk.Window.Canvas().Unfocus()
		return
	}
	v.form.Focus(v.web)
}

// Untaggable says that there are no words here.
func (v *View) Untaggable() string { return "Labels are put on words: go back to reading first: Esc." }

// Tag does nothing: there are no words here.
func (v *View) Tag(string) {}

// Show reads what was marked while another view was shown.
func (v *View) Show() {
	v.BaseWidget.Show()
	v.current.Shown()
}

// State is what is chosen.
func (v *View) State() json.RawMessage { return stage.Keep(v.chosen) }

// commands are what can be done with the network.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(name).(*View); return v }
	on := func(id, title string, run func(*View), keys ...command.Key) *command.Command {
		return &command.Command{ID: "network." + id, Name: title, View: name, Keys: keys, Stop: func() string { return s.Closed(name) }, Run: func() { run(get()) }}
	}
	list := []*command.Command{
		on("leave", "Back to reading", func(*View) { s.Leave() }, escape),
		on("find", "Find an actor or a claim", func(v *View) { v.form.Focus(v.find) }, command.Rune('/')),
		on("registry", "The actor or the claim in the registry", (*View).register, command.Rune('i')),
		on("closer", "Closer to the network", func(v *View) { v.zoom(1.25) }, command.Rune('+')),
		on("farther", "Farther from the network", func(v *View) { v.zoom(1 / 1.25) }, command.Rune('-')),
	}
	for _, format := range Formats {
		list = append(list, on("save."+format, "Network: save as "+formatNames[format], func(v *View) { v.save(format) }))
	}
	return list
}
