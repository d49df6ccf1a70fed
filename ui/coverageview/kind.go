package coverageview

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// name is the name of the view.
const name = "coverage"

// Kind is coverage on the stage.
var Kind = stage.Kind{
	Name: name, Back: escape, Closed: "Open the coverage first.", Commands: commands,
	Show: command.Command{ID: "story.coverage", Name: "Coverage", Menu: "Story", Group: "across", Keys: []command.Key{command.Ctrl(fyne.KeyC, fyne.KeyModifierShift)},
		Help: "Which article reports which claim, said by whom, and who leaves it out; again goes back to reading"},
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

var escape = command.Named(fyne.KeyEscape)

// Focus gives the keyboard to the grid, or to what it is empty for.
func (v *View) Focus() { v.FocusGrid() }

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

// commands are what can be done with the coverage.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(name).(*View); return v }
	on := func(id, title string, key command.Key, stop func(*View) string, run func(*View)) *command.Command {
		c := &command.Command{ID: "coverage." + id, Name: title, View: name, Run: func() { run(get()) }}
		c.Stop = func() string {
			if reason := s.Closed(name); reason != "" || stop == nil {
				return reason
			}
			return stop(get())
		}
		if key != (command.Key{}) {
			c.Keys = []command.Key{key}
		}
		return c
	}
	list := []*command.Command{
		on("leave", "Back to reading", escape, nil, func(*View) { s.Leave() }),
		on("filter", "Find claims and actors", command.Rune('/'), nil, func(v *View) { v.form.Focus(v.filter) }),
		on("beside", "The claim in all its articles", command.Rune('b'), (*View).needsClaim, (*View).beside),
		on("registry", "The claim in the registry", command.Rune('i'), (*View).needsEntity, func(v *View) { v.session.ShowEntity(v.claim().Entity.ID) }),
		on("order", "Another order of claims", command.Rune('s'), nil, func(v *View) { v.turn(&v.chosen.Order, len(orders)) }),
		on("group", "Group claims by actor, or not", command.Rune('g'), (*View).needsOneLayer, func(v *View) { v.chosen.ByActor = !v.chosen.ByActor; v.arrange() }),
		on("fold", "Fold or unfold the theme", command.Rune('f'), (*View).needsTheme, (*View).fold),
		on("foldall", "Fold or unfold all themes", command.Rune('F'), (*View).needsThemes, (*View).foldAll),
		on("columns", "Outlets, or articles", command.Rune('o'), nil, func(v *View) { v.chosen.Outlets = !v.chosen.Outlets; v.load() }),
	}
	for _, format := range Formats {
		list = append(list, on("save."+format, "Coverage: save as "+formatNames[format], command.Key{}, nil, func(v *View) { v.save(format) }))
	}
	return list
}

// needsClaim says why no claim is chosen.
func (v *View) needsClaim() string {
	if v.claim() == nil {
		return "Choose a claim first."
	}
	return ""
}

// needsEntity says why the claim is in no registry.
func (v *View) needsEntity() string {
	if reason := v.needsClaim(); reason != "" {
		return reason
	}
	if v.claim().Entity.ID == "" {
		return "The claim has no name yet: give it one in the inspector."
	}
	return ""
}

// needsTheme says why no theme is chosen.
func (v *View) needsTheme() string {
	if reason := v.needsThemes(); reason != "" || v.book.themeAt(v.grid.at.row) != "" {
		return reason
	}
	return "Choose a theme, or a claim that belongs to one, first."
}

// needsThemes says why there are no themes to fold.
func (v *View) needsThemes() string {
	if !v.book.themed() {
		return "No claim here stands under a theme: give it one where its entity is edited, and look at one layer, not grouped by actor."
	}
	return ""
}

// needsOneLayer says why claims cannot be grouped.
func (v *View) needsOneLayer() string {
	if v.read.other != nil {
		return "Two annotators stand against each other: take the second away first."
	}
	return ""
}
