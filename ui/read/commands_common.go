package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
)

// commonKey marks the passages in common, or stops it.
var commonKey = command.Ctrl(fyne.KeyJ, fyne.KeyModifierShift)

// meetID is the command that brings the counterparts of a passage into view.
const meetID = "passage.meet"

// commonCommands are about what the articles of a story have in common.
func (w commands) commonCommands() []*command.Command {
	const shift, under = fyne.KeyModifierShift, "Passages in common"
	return []*command.Command{
		{ID: "view.common", Name: "Mark passages in common", Menu: "View", Group: "marks", Under: under, Stop: w.needsProject,
			Keys: []command.Key{commonKey},
			Help: "Dots beneath what several articles tell; the passage at the caret is joined to the others",
			On:   func() bool { return w.view() != nil && !w.view().commons.off },
			Run:  func() { w.view().commons.setOff(!w.view().commons.off) }},
		{ID: "view.linked", Name: "Scroll articles together", Menu: "View", Group: "marks", Under: under, Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyJ)},
			Help: "By passage: where two articles share a claim or a passage, they come to it together",
			On:   func() bool { return w.view() != nil && w.view().passages.linked },
			Run: func() {
				w.view().passages.linked = !w.view().passages.linked
				w.view().desk.Changed()
			}},
		{ID: meetID, Name: "Bring the other articles to the passage here", View: Name, Menu: "View", Group: "marks", Under: under, Keys: []command.Key{command.Named(fyne.KeyF2)},
			Help: "Scrolls each pane to what its article tells of the passage at the caret", Stop: w.needsPassage, Run: func() { w.view().commons.meet() }},
		{ID: "passage.compare", Name: "Compare the passage word by word…", View: Name, Menu: "View", Group: "marks", Under: under, Keys: []command.Key{command.Named(fyne.KeyF7)},
			Help: "Shows what each article tells of the passage at the caret, and what differs", Stop: w.needsPassage, Run: func() { w.view().commons.compare() }},
		{ID: "passage.next", Name: "Next passage in common", View: Name, Menu: "View", Group: "marks", Under: under, Keys: []command.Key{command.Named(fyne.KeyF6)},
			Stop: w.needsPane, Run: func() { w.view().commons.step(1) }},
		{ID: "passage.previous", Name: "Previous passage in common", View: Name, Menu: "View", Group: "marks", Under: under, Keys: []command.Key{command.Named(fyne.KeyF6, shift)},
			Stop: w.needsPane, Run: func() { w.view().commons.step(-1) }},
	}
}

// needsPassage is for what is done with the passage in hand.
func (w commands) needsPassage() string {
	if reason := w.needsPane(); reason != "" {
		return reason
	}
	switch c := w.view().commons; {
	case c.off:
		return "Passages in common are not marked: " + commonKey.String() + " marks them."
	case c.met < 0:
		return "The caret is in no passage that another article has: " + command.Named(fyne.KeyF6).String() + " goes to the next."
	}
	return ""
}
