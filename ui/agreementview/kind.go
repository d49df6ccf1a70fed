package agreementview

import (
	"encoding/json"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
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

// commands are agreement with gold, the way back, and the parts of the view.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(name).(*View); return v }
	shown := func() string { return s.Closed(name) }
	list := []*command.Command{
		{ID: "review.goldagreement", Name: "Agreement with gold", Menu: "Review", Group: "team",
			Help: "How well each annotator agrees with what was decided", Stop: func() string { return needsGold(s.Session()) },
			Run: func() { s.Show(name); get().showGold() }},
		{ID: "agreement.leave", Name: "Back to reading", View: name, Keys: []command.Key{escape}, Stop: shown, Run: s.Leave},
	}
	for i, part := range parts {
		list = append(list, &command.Command{ID: "agreement.part." + part, Name: "Agreement: " + part, View: name,
			Keys: []command.Key{command.Rune(rune('1' + i))}, Stop: shown, Run: func() { get().turn(i) }})
	}
	return list
}

// needsGold says why there is nothing to compare with gold.
func needsGold(s *session.Session) string {
	if s == nil {
		return stage.NeedsProject
	}
	all, err := s.Project.Annotators(s.Context())
	if err != nil {
		return session.Sentence(err)
	}
	if !slices.ContainsFunc(all, func(a annotate.Annotator) bool { return a.Kind == annotate.Gold }) {
		return "Nothing is gold yet: review what the annotators disagree on first."
	}
	return ""
}

// showGold compares all people with the gold layer too.
func (v *View) showGold() {
	if v.choices.withGold = true; v.comparison.loaded {
		v.comparison.load()
	}
}

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
	if v.timer != nil {
		v.timer.Stop()
	}
	v.timer = v.session.After(againDelay, v.comparison.load)
}

// typed hands on a key that a part of the view has no use for.
func (v *View) typed(r rune) { v.desk.Commands.Rune(r) }

// State is what is chosen.
func (v *View) State() json.RawMessage {
	chosen := v.choices.chosen
	if v.comparison.loaded {
		chosen = v.choices.now()
	}
	data, err := json.Marshal(chosen)
	if err != nil {
		return nil
	}
	return data
}

// restore begins with what a state says was chosen; one that cannot be read is as good as none.
func (v *View) restore(data json.RawMessage) {
	if json.Unmarshal(data, &v.choices.chosen) != nil {
		v.choices.chosen = choice{}
	}
}
