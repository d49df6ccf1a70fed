package questionview

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// name is the name of the view.
const name = "questions"

// Kind is the questions on the stage.
var Kind = stage.Kind{
	Name: name, Back: escape, Closed: "Open the questions first.", Commands: commands,
	Show: command.Command{ID: "review.questions", Name: "Questions", Menu: "Review", Group: "team", Keys: []command.Key{command.Ctrl(fyne.KeyR, fyne.KeyModifierShift)},
		Help: "What was flagged as unsure, to be answered and resolved; again goes back to reading"},
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

var escape = command.Named(fyne.KeyEscape)

// Focus gives the keyboard to the list.
func (v *View) Focus() {
	if len(v.flags) == 0 {
		v.desk.Window.Canvas().Unfocus()
		return
	}
	v.form.Focus(v.list)
}

// Untaggable says that there are no words here.
func (v *View) Untaggable() string { return "Labels are put on words: go back to reading first: Esc." }

// Tag does nothing: there are no words here.
func (v *View) Tag(string) {}

// Show brings the questions up to date with what was done while another view was shown.
func (v *View) Show() {
	v.BaseWidget.Show()
	v.load()
}

// heard follows an act.
func (v *View) heard(act store.Act) {
	if v.Visible() && session.Touches(act, "flag", "reply", "span", "document", "story", "annotator", "label") {
		v.load()
	}
}

// state is what of the questions comes back when the project is opened again.
type state struct {
	All   bool `json:"all,omitempty"`   // those that are resolved too
	Story bool `json:"story,omitempty"` // only those of the open story
}

// State is what the list shows.
func (v *View) State() json.RawMessage { return stage.Keep(v.shown) }

// commands are what can be done with questions.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(name).(*View); return v }
	on := func(c command.Command, needsOne bool, run func(*View)) *command.Command {
		c.View = name
		c.Stop = func() string {
			if reason := s.Closed(name); reason != "" {
				return reason
			}
			if _, chosen := get().chosen(); needsOne && !chosen {
				return "There is no question in the list."
			}
			return ""
		}
		c.Run = func() { run(get()) }
		return &c
	}
	return []*command.Command{
		on(command.Command{ID: "questions.answer", Name: "Answer the question", Keys: []command.Key{command.Rune('a')}}, true, func(v *View) { v.threads.Focus() }),
		on(command.Command{ID: "questions.turn", Name: "Resolve the question, or reopen it", Keys: []command.Key{command.Rune('e')}}, true, (*View).turn),
		on(command.Command{ID: "questions.go", Name: "Go to what the question is about", Keys: []command.Key{command.Named(fyne.KeyReturn)}}, true, (*View).goThere),
		on(command.Command{ID: "questions.resolved", Name: "Show resolved questions too", Keys: []command.Key{command.Rune('v')},
			On: func() bool { v := get(); return v != nil && v.shown.All }}, false, func(v *View) { v.show(state{!v.shown.All, v.shown.Story}) }),
		on(command.Command{ID: "questions.story", Name: "Only questions of this story", Keys: []command.Key{command.Rune('s')},
			On: func() bool { v := get(); return v != nil && v.shown.Story }}, false, func(v *View) { v.show(state{v.shown.All, !v.shown.Story}) }),
		on(command.Command{ID: "questions.leave", Name: "Back to reading", Keys: []command.Key{escape}}, false, func(*View) { s.Leave() }),
	}
}
