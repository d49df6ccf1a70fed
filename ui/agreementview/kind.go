package agreementview

import (
	"encoding/json"
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// name is the name of the view.
const name = "agreement"

// againDelay is how long the figures wait for further acts before they are computed anew.
const againDelay = 400 * time.Millisecond

// Kind is agreement on the stage.
var Kind = stage.Kind{
	Name: name, Back: escape, Closed: "Open the agreement first.", Commands: commands,
	Show: command.Command{ID: "review.agreement", Name: "Agreement", Menu: "Review", Group: "team",
		Help: "How well the annotators agree, and on what they do not"},
	New: func(desk stage.Desk, state json.RawMessage) stage.View { return New(desk, state) },
}

var escape = command.Named(fyne.KeyEscape)

// Focus gives the keyboard to the spans that are looked at, else to the figures. While there are none yet nothing has it.
func (v *View) Focus() {
	switch {
	case v.comparison.report == nil && v.comparison.loaded:
		v.window.Canvas().Unfocus()
	case v.evidence.places.at >= 0:
		v.form.Focus(v.evidence.places)
	default:
		v.FocusFirst()
	}
}

// Untaggable says that there are no words here.
func (v *View) Untaggable() string { return "Labels are put on words: go back to reading first: Esc." }

// Tag does nothing: there are no words here.
func (v *View) Tag(string) {}

// Show computes the figures anew if something was marked while another view was shown.
func (v *View) Show() {
	v.BaseWidget.Show()
	if v.stale {
		v.stale = false
		v.comparison.load()
	}
}

// hear computes the figures anew once something was marked.
func (v *View) hear(act store.Act) {
	if !act.Large && !session.Touches(act, "span", "relation", "progress", "region", "entity", "annotator", "label", "attribute", "relation_type", "document", "story") {
		return
	}
	if !v.Visible() {
		v.stale = true
		return
	}
	v.again.Ask()
}

// typed hands on a key that a part of the view has no use for.
func (v *View) typed(r rune) { v.desk.Commands.Rune(r) }

// State is what is chosen.
func (v *View) State() json.RawMessage {
	chosen := v.choices.chosen
	if v.comparison.loaded {
		chosen = v.choices.now()
	}
	return stage.Keep(chosen)
}
