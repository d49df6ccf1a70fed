package registryview

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// Name is the name of the view.
const Name = "registry"

// Kind is the registry on the stage.
var Kind = stage.Kind{
	Name: Name, Back: escape, Closed: "Open the registry first.", Commands: commands,
	Show: command.Command{ID: "story.registry", Name: "Registry", Menu: "Story", Group: "across", Keys: []command.Key{command.Ctrl(fyne.KeyA, fyne.KeyModifierShift)},
		Help: "All actors and claims of the project: names, mentions, what may be one; again goes back to reading"},
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

var escape = command.Named(fyne.KeyEscape)

// Focus gives the keyboard to the list, or to what narrows it.
func (v *View) Focus() {
	switch {
	case len(v.rows) > 0:
		v.form.Focus(v.list)
	case len(v.all) > 0:
		v.desk.Window.Canvas().Focus(v.filter)
	default:
		v.desk.Window.Canvas().Unfocus()
	}
}

// Untaggable says that there are no words here.
func (v *View) Untaggable() string { return "Labels are put on words: go back to reading first: Esc." }

// Tag does nothing: there are no words here.
func (v *View) Tag(string) {}

// Show reads what was done while another view was shown.
func (v *View) Show() {
	v.BaseWidget.Show()
	v.current.Shown()
}

// Hide hands on what was typed.
func (v *View) Hide() {
	v.details.commit()
	v.BaseWidget.Hide()
}

// State is what is chosen.
func (v *View) State() json.RawMessage { return stage.Keep(v.chosen) }

// commands are what can be done in the registry.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(Name).(*View); return v }
	on := func(id, title string, stop func(*View) string, run func(*View), keys ...command.Key) *command.Command {
		c := &command.Command{ID: "registry." + id, Name: title, View: Name, Keys: keys, Run: func() { run(get()) }}
		c.Stop = func() string {
			if reason := s.Closed(Name); reason != "" || stop == nil {
				return reason
			}
			return stop(get())
		}
		return c
	}
	take := on("take", "Merge what may be one", (*View).needsPair, (*View).take, command.Rune('+'))
	take.Also = []command.Key{command.Rune('=')} // + without Shift on many keyboards
	return []*command.Command{
		on("leave", "Back to reading", nil, func(*View) { s.Leave() }, escape),
		on("filter", "Find an actor or a claim by name", nil, func(v *View) { v.desk.Window.Canvas().Focus(v.filter) }, command.Rune('/')),
		on("kind", "Another kind of entity", nil, (*View).turnKind, command.Rune('k')),
		on("show", "All, those that may be one, or unused", nil, func(v *View) { v.turn(&v.chosen.Show, len(shows)) }, command.Rune('v')),
		on("order", "Another order", nil, func(v *View) { v.turn(&v.chosen.Order, len(orders)) }, command.Rune('o')),
		on("mentions", "Go through the mentions", (*View).needsMentions, (*View).enterMentions, command.Named(fyne.KeyReturn)),
		on("name", "Rename", (*View).needsOne, func(v *View) { v.form.Focus(v.details.name) }, command.Rune('e')),
		on("merge", "Merge with another…", (*View).needsOne, (*View).merge, command.Rune('m')),
		on("mark", "Choose the mention, or not", (*View).needsMentions, (*View).mark, command.Rune('x')),
		on("split", "Split off the chosen mentions…", (*View).needsMarks, (*View).split, command.Rune('s')),
		on("next", "Next that may be one with another", nil, func(v *View) { v.step(1) }, command.Rune('.')),
		on("previous", "Previous that may be one with another", nil, func(v *View) { v.step(-1) }, command.Rune(',')),
		take,
		on("reject", "The two are not one", (*View).needsPair, (*View).reject, command.Rune('-')),
		on("delete", "Delete the unused", (*View).needsUnused, (*View).remove, command.Named(fyne.KeyDelete)),
		on("tidy", "Delete all unused…", (*View).needsAnyUnused, (*View).tidy),
	}
}

// needsOne says that nothing is chosen.
func (v *View) needsOne() string {
	if v.atHand() == nil {
		return "Choose an actor or a claim first."
	}
	return ""
}

func (v *View) needsMentions() string {
	if reason := v.needsOne(); reason != "" {
		return reason
	}
	if len(v.mentions.rows) == 0 {
		return "Nothing in the articles refers to it."
	}
	return ""
}

func (v *View) needsMarks() string {
	if len(v.mentions.marked) == 0 {
		return "Choose the mentions that are to be split off first: x."
	}
	return ""
}

func (v *View) needsPair() string {
	if reason := v.needsOne(); reason != "" {
		return reason
	}
	if len(v.pairs[v.atHand().ID]) == 0 {
		return "Nothing looks like it: . goes to the next that may be one with another."
	}
	return ""
}

func (v *View) needsUnused() string {
	if reason := v.needsOne(); reason != "" {
		return reason
	}
	if v.atHand().Mentions > 0 {
		return "It is mentioned: only what nothing refers to can be deleted. Merge it with another."
	}
	return ""
}

func (v *View) needsAnyUnused() string {
	if len(v.unused()) == 0 {
		return "All are mentioned somewhere."
	}
	return ""
}
