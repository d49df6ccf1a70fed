package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate/suggest"
	"github.com/parallax-annotation/parallax/store/propose"
	"github.com/parallax-annotation/parallax/ui/command"
)

// The keys of proposals are signs, so that every letter and digit stays free for labels.
var (
	suggestKey       = command.Named(fyne.KeyF8)
	nextProposal     = command.Rune('.')
	previousProposal = command.Rune(',')
	takeProposal     = command.Rune('+')
	turnDownProposal = command.Rune('-')
)

// proposalCommands are about what could be marked.
func (w commands) proposalCommands() []*command.Command {
	const under, group = "Suggest", "suggest"
	ask := func(by string) func() { return func() { w.view().proposals.ask(propose.Options{By: by}) } }
	return []*command.Command{
		{ID: "suggest.quotations", Name: "Suggest who says what", Menu: "Story", Group: group, Under: under, Keys: []command.Key{suggestKey}, Stop: w.needsStory,
			Help: "Proposes actors and claims from quotation marks and words for saying; nothing counts until it is taken", Run: ask(suggest.ByQuotations)},
		{ID: "suggest.actors", Name: "Suggest mentions of known actors", Menu: "Story", Group: group, Under: under, Stop: w.needsStory,
			Help: "Wherever one of their names stands untagged", Run: ask(suggest.ByActors)},
		{ID: "suggest.occurrences", Name: "Suggest what is tagged elsewhere", Menu: "Story", Group: group, Under: under, Stop: w.needsStory,
			Help: "Wherever words stand untagged that are tagged in another place of the story", Run: ask(suggest.ByOccurrences)},
		{ID: "suggest.model", Name: "Suggest by a model…", Menu: "Story", Group: group, Under: under, Stop: w.needsStory,
			Help: "A program of yours, or a model’s server on this computer, is asked about each article; nothing is sent anywhere else unless you say so",
			Run:  func() { w.view().proposals.askModel() }},
		{ID: "suggest.show", Name: "Show proposals", Menu: "Story", Group: group, Under: under, Stop: w.needsProject,
			Keys: []command.Key{command.Named(fyne.KeyF8, fyne.KeyModifierShift)}, Help: "With dashed outlines",
			On: func() bool { return w.view() != nil && w.view().proposals.shown }, Run: func() { w.view().proposals.show(!w.view().proposals.shown) }},
		{ID: "suggest.next", Name: "Next proposal", View: Name, Menu: "Story", Group: group, Under: under, Keys: []command.Key{nextProposal},
			Stop: w.needsPane, Run: func() { w.view().proposals.step(1) }},
		{ID: "suggest.previous", Name: "Previous proposal", View: Name, Menu: "Story", Group: group, Under: under, Keys: []command.Key{previousProposal},
			Stop: w.needsPane, Run: func() { w.view().proposals.step(-1) }},
		{ID: "suggest.take", Name: "Take the proposal", View: Name, Menu: "Story", Group: group, Under: under, Keys: []command.Key{takeProposal},
			Also: []command.Key{command.Rune('=')}, // + without Shift on many keyboards
			Help: "With all that belongs to it, as one act; words that are selected take the place of those that are proposed",
			Stop: w.needsProposal, Run: func() { w.view().proposals.decide(true) }},
		{ID: "suggest.reject", Name: "Turn down the proposal", View: Name, Menu: "Story", Group: group, Under: under, Keys: []command.Key{turnDownProposal},
			Help: "It is not proposed again", Stop: w.needsProposal, Run: func() { w.view().proposals.decide(false) }},
		{ID: "suggest.take.likely", Name: "Take the likely proposals of the article…", View: Name, Menu: "Story", Group: group, Under: under,
			Help: "Those of 80 % and more", Stop: w.needsPane, Run: func() { w.view().proposals.decideAll(true, likely) }},
		{ID: "suggest.take.all", Name: "Take all proposals of the article…", View: Name, Menu: "Story", Group: group, Under: under,
			Stop: w.needsPane, Run: func() { w.view().proposals.decideAll(true, 0) }},
		{ID: "suggest.reject.all", Name: "Turn down all proposals of the article…", View: Name, Menu: "Story", Group: group, Under: under,
			Stop: w.needsPane, Run: func() { w.view().proposals.decideAll(false, 0) }},
	}
}

// needsProposal is for what is done with the proposal in hand.
func (w commands) needsProposal() string {
	if reason := w.needsPane(); reason != "" {
		return reason
	}
	if _, ok := w.view().proposals.atHand(w.view().panes.current()); !ok {
		return "No proposal is at hand: press " + nextProposal.String() + " to go to the next."
	}
	return ""
}
