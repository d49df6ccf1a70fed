package agreementview

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// commands are agreement with gold, the way back, the way through the places while one reads, and the parts of the view.
func commands(s *stage.Stage) []*command.Command {
	get := func() *View { v, _ := s.View(name).(*View); return v }
	shown := func() string { return s.Closed(name) }
	list := []*command.Command{
		{ID: "review.goldagreement", Name: "Agreement with gold", Menu: "Review", Group: "team",
			Help: "How well each annotator agrees with what was decided", Stop: func() string { return needsGold(s.Session()) },
			Run: func() { s.Show(name); get().showGold() }},
		{ID: "agreement.leave", Name: "Back to reading", View: name, Keys: []command.Key{escape}, Stop: shown, Run: s.Leave},
	}
	docked := func(by int) *command.Command {
		return &command.Command{Menu: "Review", Group: "team", Under: "Places of the agreement", Holds: s.Docked,
			Stop: func() string {
				if !s.Docked() {
					return "Go to a place behind a figure of the agreement first."
				}
				return ""
			},
			Run: func() { s.Made(name).(*View).evidence.dock.step(by) }}
	}
	next, previous := docked(1), docked(-1)
	next.ID, next.Name, next.Keys = "agreement.next", "Next place of the agreement", []command.Key{nextKey}
	next.Help = "While the places behind a figure stay beneath the articles"
	previous.ID, previous.Name, previous.Keys = "agreement.previous", "Previous place of the agreement", []command.Key{previousKey}
	list = append(list, next, previous)
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

// turn shows a part of the view.
func (v *View) turn(part int) {
	v.choices.tabs.SetIndex(part)
	v.show()
	v.FocusFirst()
}
