package read

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/stage"
)

// commands are what can be done with articles, and what is missing where it cannot.
type commands struct{ stage *stage.Stage }

// commandsOf are all of them, in the order of the menus.
func commandsOf(s *stage.Stage) []*command.Command {
	w := commands{s}
	all := w.ofArticles()
	all = append(all, w.ofView()...)
	all = append(all, w.storyCommands()...)
	all = append(all, w.labelCommands()...)
	all = append(all, w.annotateCommands()...)
	all = append(all, w.habitCommands()...)
	all = append(all, w.flagCommands()...)
	all = append(all, w.foldCommands()...)
	all = append(all, w.commonCommands()...)
	all = append(all, w.linkCommands()...)
	all = append(all, w.contradictionCommands()...)
	all = append(all, w.proposalCommands()...)
	all = append(all, w.trailCommands()...)
	return append(all, w.textCommands()...)
}

// view is the view, nil where no project is open.
func (w commands) view() *View { v, _ := w.stage.First().(*View); return v }

// session is the open project, nil where none is.
func (w commands) session() *session.Session { return w.stage.Session() }

func (w commands) needsProject() string {
	if w.session() == nil {
		return stage.NeedsProject
	}
	return ""
}

func (w commands) needsStory() string {
	switch {
	case w.session() == nil:
		return w.needsProject()
	case w.session().Story().ID == "":
		return "Open a story first."
	}
	return ""
}

func (w commands) needsPane() string {
	switch {
	case w.session() == nil:
		return w.needsProject()
	case w.stage.Closed(Name) != "":
		return w.stage.Closed(Name)
	case w.view().panes.current() == nil:
		return "Open an article first."
	case w.view().panes.current().text == nil:
		return "The article is still being read."
	}
	return ""
}

func (w commands) needsSpan() string {
	if reason := w.needsPane(); reason != "" {
		return reason
	}
	if w.session().Selected() == "" {
		return "Select a span first: click it, or press n."
	}
	return ""
}

// needsOwnSpan is needsSpan for what changes the span.
func (w commands) needsOwnSpan() string {
	if reason := w.needsSpan(); reason != "" {
		return reason
	}
	if span, ok := w.view().spans.selected(); ok && span.AnnotatorID != w.session().Annotator().ID {
		return "This span is another annotator's: it can be read but not changed."
	}
	return ""
}

func (w commands) needsFilled() string {
	if reason := w.needsOwnSpan(); reason != "" {
		return reason
	}
	if span, ok := w.view().spans.selected(); ok && !w.view().spans.filledIn(span).Any() {
		return "Nothing was filled in on this span."
	}
	return ""
}

func (w commands) needsSelection() string {
	if reason := w.needsPane(); reason != "" {
		return reason
	}
	if len(w.view().panes.current().reader.Selection()) == 0 {
		return "Select some words first."
	}
	return ""
}

// needsText is for what takes the words that are selected, or those of the span in hand.
func (w commands) needsText() string {
	if reason := w.needsPane(); reason != "" {
		return reason
	}
	if w.view().panes.current().reader.SelectedText() == "" {
		return "Select some words or a span first."
	}
	return ""
}

func (w commands) needsAnyPane() string {
	if w.session() == nil {
		return w.needsProject()
	}
	if reason := w.stage.Closed(Name); reason != "" {
		return reason
	}
	if w.view().panes.current() == nil {
		return "No article is open."
	}
	return ""
}

// ofArticles are those of the text as it stands, in the menu Edit.
func (w commands) ofArticles() []*command.Command {
	return []*command.Command{
		{ID: "edit.copy", Name: "Copy", Menu: "Edit", Group: "text", Keys: []command.Key{command.Ctrl(fyne.KeyC)},
			Stop: w.needsText, Run: func() { w.toText(command.Ctrl(fyne.KeyC)) }},
		{ID: "edit.all", Name: "Select the whole article", Menu: "Edit", Group: "text", Keys: []command.Key{command.Ctrl(fyne.KeyA)},
			Stop: w.needsPane, Run: func() { w.toText(command.Ctrl(fyne.KeyA)) }},
		{ID: "edit.find", Name: "Find in the article…", Menu: "Edit", Group: "find", Keys: []command.Key{command.Ctrl(fyne.KeyF)},
			Stop: w.needsPane, Run: func() { w.view().panes.current().find.show() }},
		{ID: "edit.find.next", Name: "Next hit", View: Name, Menu: "Edit", Group: "find", Keys: []command.Key{command.Named(fyne.KeyF3)},
			Stop: w.needsPane, Run: func() { w.view().panes.current().find.goOn(true) }},
		{ID: "edit.find.previous", Name: "Previous hit", View: Name, Menu: "Edit", Group: "find", Keys: []command.Key{command.Named(fyne.KeyF3, fyne.KeyModifierShift)},
			Stop: w.needsPane, Run: func() { w.view().panes.current().find.goOn(false) }},
		{ID: "edit.delete", Name: "Delete the span", View: Name, Menu: "Edit", Group: "span",
			Keys: []command.Key{command.Named(fyne.KeyDelete), command.Named(fyne.KeyBackspace)},
			Stop: w.needsOwnSpan, Run: func() { w.view().spans.delete() }},
		{ID: "edit.escape", Name: "Leave or cancel", View: Name, Keys: []command.Key{command.Named(fyne.KeyEscape)},
			Help: "Cancels what is under way, else lets go of the selection", Stop: w.needsProject, Run: func() { w.view().escape() }},
	}
}

// toText hands a shortcut to the text of the active pane.
func (w commands) toText(key command.Key) {
	w.stage.Focus()
	if text, ok := any(w.view().panes.current().reader).(fyne.Shortcutable); ok {
		text.TypedShortcut(key.Shortcut())
	}
}

// ofView say how articles are looked at, in the menu View.
func (w commands) ofView() []*command.Command {
	all := []*command.Command{
		{ID: "view.others", Name: "Show other annotators", Menu: "View", Group: "marks", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyO, fyne.KeyModifierShift)},
			On:   func() bool { return w.view() != nil && w.view().others },
			Run:  func() { w.view().setOthers(!w.view().others) }},
		{ID: "view.blind", Name: "Hide annotators’ names", Menu: "View", Group: "marks", Stop: w.needsProject,
			Help: "The other annotators are called A, B, C", On: func() bool { return w.session() != nil && w.session().Blind() },
			Run: func() { w.session().SetBlind(!w.session().Blind()); w.view().desk.Changed() }},
		{ID: "view.names", Name: "Names at the spans", Menu: "View", Group: "marks", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyN, fyne.KeyModifierShift)},
			On:   func() bool { return w.view() != nil && w.view().tags },
			Run:  func() { w.view().setTags(!w.view().tags) }},
		{ID: "view.sidebar", Name: "Sidebar", Menu: "View", Group: "parts", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyB)},
			On:   func() bool { return w.view() != nil && w.view().left.Object.Visible() },
			Run:  func() { w.view().toggle(w.view().left) }},
		{ID: "view.inspector", Name: "Inspector", Menu: "View", Group: "parts", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyB, fyne.KeyModifierShift)},
			On:   func() bool { return w.view() != nil && w.view().right.Object.Visible() },
			Run:  func() { w.view().toggle(w.view().right) }},
		{ID: "view.add", Name: "Add a pane", Menu: "View", Group: "panes",
			Keys: []command.Key{command.Ctrl(fyne.KeyT)}, Stop: w.needsStory,
			Help: "Shows one more article beside the others", Run: func() { w.view().panes.addNext() }},
		{ID: "view.close", Name: "Close the pane", Menu: "View", Group: "panes",
			Keys: []command.Key{command.Ctrl(fyne.KeyW)}, Stop: w.needsAnyPane,
			Run: func() { w.view().panes.close(w.view().panes.current()) }},
	}
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}
	for i, digit := range digits {
		all = append(all, &command.Command{
			ID: fmt.Sprintf("view.pane.%d", i+1), Name: fmt.Sprintf("Go to pane %d", i+1), Menu: "View", Under: "Go to pane",
			Keys: []command.Key{command.Ctrl(digit)},
			Stop: func() string {
				if w.session() == nil {
					return w.needsProject()
				}
				if i >= w.view().panes.reachable() {
					return fmt.Sprintf("There is no pane %d.", i+1)
				}
				return ""
			},
			Help: "Opens further articles of the story where there are not so many panes yet", Run: func() { w.view().panes.goTo(i) },
		})
	}
	return all
}
