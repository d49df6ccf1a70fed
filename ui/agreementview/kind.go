package agreementview

import (
	"encoding/json"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
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
	if v.withGold = true; v.loaded {
		v.load()
	}
}

// Focus gives the keyboard to the spans that are looked at, else to the figures. While there are none yet nothing has it.
func (v *View) Focus() {
	switch {
	case v.report == nil && v.loaded:
		v.window.Canvas().Unfocus()
	case v.places.at >= 0:
		v.form.Focus(v.places)
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
		v.load()
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
	v.timer = v.session.After(againDelay, v.load)
}

// typed hands on a key that a part of the view has no use for.
func (v *View) typed(r rune) { v.desk.Commands.Rune(r) }

// choice is what is chosen in the view. It comes back when the project is opened again.
type choice struct {
	Who     []string `json:"who,omitempty"` // names; nil for all people
	Story   string   `json:"story,omitempty"`
	Measure string   `json:"measure,omitempty"`
	Label   string   `json:"label,omitempty"`
	Part    int      `json:"part,omitempty"`
	Differ  bool     `json:"differ,omitempty"` // only differences are listed
}

// State is what is chosen.
func (v *View) State() json.RawMessage {
	chosen := v.chosen
	if v.loaded {
		chosen = v.choice()
	}
	data, err := json.Marshal(chosen)
	if err != nil {
		return nil
	}
	return data
}

// restore begins with what a state says was chosen; one that cannot be read is as good as none.
func (v *View) restore(data json.RawMessage) {
	if json.Unmarshal(data, &v.chosen) != nil {
		v.chosen = choice{}
	}
}

// choice is what is chosen now.
func (v *View) choice() choice {
	return choice{v.who.Chosen(), v.story.Selected, v.measure.Selected, v.label.Selected, v.tabs.Index(), v.differing.Checked}
}

// choose shows what there is to choose from, and what is chosen of it, as far as it is still there.
func (v *View) choose(c choice) {
	var names, people []string
	for _, a := range v.annotators {
		names = append(names, a.Name)
		if a.Kind == annotate.Human || v.withGold && a.Kind == annotate.Gold {
			people = append(people, a.Name)
		}
	}
	v.who.SetOptions(control.Options(names...))
	if c.Who == nil || v.withGold {
		c.Who = people
	}
	v.withGold = false
	v.who.Set(c.Who...)
	v.story.Options, v.label.Options = []string{everyStory}, []string{everyLabel}
	for _, story := range v.stories {
		v.story.Options = append(v.story.Options, story.Name)
	}
	for _, l := range v.session.Codebook().Labels {
		v.label.Options = append(v.label.Options, l.Name)
	}
	pick := func(s *control.Select, wanted, otherwise string) {
		if !slices.Contains(s.Options, wanted) {
			wanted = otherwise
		}
		s.Set(wanted)
		s.Refresh()
	}
	pick(v.story, c.Story, everyStory)
	pick(v.label, c.Label, everyLabel)
	pick(v.measure, c.Measure, v.measure.Options[0])
	v.tabs.SetIndex(min(max(c.Part, 0), len(parts)-1))
	changed := v.differing.OnChanged
	v.differing.OnChanged = nil
	v.differing.SetChecked(c.Differ)
	v.differing.OnChanged = changed
}
