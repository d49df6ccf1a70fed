package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// viewCommands are the menu View.
func (w *Window) viewCommands() []*command.Command {
	modeNames := map[theme.Mode]string{theme.System: "Theme: like the desktop", theme.Light: "Theme: light", theme.Dark: "Theme: dark"}
	var commands []*command.Command
	for _, mode := range theme.Modes {
		commands = append(commands, &command.Command{
			ID: "view.theme." + string(mode), Name: modeNames[mode], Menu: "View", Under: "Theme",
			On: func() bool { return w.prefs.mode() == mode }, Run: func() { w.setMode(mode) },
		})
	}
	commands = append(commands,
		&command.Command{ID: "view.larger", Name: "Larger text", Menu: "View", Group: "text",
			Keys: []command.Key{command.Ctrl(fyne.KeyPlus)},
			Also: []command.Key{command.Ctrl(fyne.KeyEqual), command.Ctrl(fyne.KeyEqual, fyne.KeyModifierShift), command.Ctrl(fyne.KeyPlus, fyne.KeyModifierShift)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Size++ }) }},
		&command.Command{ID: "view.smaller", Name: "Smaller text", Menu: "View", Group: "text",
			Keys: []command.Key{command.Ctrl(fyne.KeyMinus)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Size-- }) }},
		&command.Command{ID: "view.usual", Name: "Usual text size", Menu: "View", Group: "text",
			Keys: []command.Key{command.Ctrl(fyne.Key0)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Size, t.Column = usualSize, usualColumn }) }},
		&command.Command{ID: "view.wider", Name: "Wider column", Menu: "View", Group: "text",
			Keys: []command.Key{command.Ctrl(fyne.KeyRightBracket)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Column += columnStep }) }},
		&command.Command{ID: "view.narrower", Name: "Narrower column", Menu: "View", Group: "text",
			Keys: []command.Key{command.Ctrl(fyne.KeyLeftBracket)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Column -= columnStep }) }},
		&command.Command{ID: "view.serif", Name: "Serif letters", Menu: "View", Group: "text",
			Keys: []command.Key{command.Ctrl(fyne.KeyS, fyne.KeyModifierShift)},
			On:   func() bool { return w.prefs.typography().Serif },
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Serif = !t.Serif }) }},
		&command.Command{ID: "view.others", Name: "Show other annotators", Menu: "View", Group: "marks", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyO, fyne.KeyModifierShift)},
			On:   func() bool { return w.workspace != nil && w.workspace.others },
			Run:  func() { w.workspace.setOthers(!w.workspace.others) }},
		&command.Command{ID: "view.blind", Name: "Hide annotators’ names", Menu: "View", Group: "marks", Stop: w.needsProject,
			Help: "The other annotators are called A, B, C", On: func() bool { return w.session != nil && w.session.Blind() },
			Run: func() { w.session.SetBlind(!w.session.Blind()); w.menu.refreshSoon() }},
		&command.Command{ID: "view.names", Name: "Names at the spans", Menu: "View", Group: "marks", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyN, fyne.KeyModifierShift)},
			On:   func() bool { return w.workspace != nil && w.workspace.tags },
			Run:  func() { w.workspace.setTags(!w.workspace.tags) }},
		&command.Command{ID: "view.sidebar", Name: "Sidebar", Menu: "View", Group: "parts", Stop: w.needsProject,
			Keys: []command.Key{command.Ctrl(fyne.KeyB)},
			On:   func() bool { return w.workspace != nil && w.workspace.left.Object.Visible() },
			Run:  func() { w.workspace.toggle(w.workspace.left) }},
		&command.Command{ID: "view.inspector", Name: "Inspector", Menu: "View", Group: "parts", Stop: w.needsProject,
			On:  func() bool { return w.workspace != nil && w.workspace.right.Object.Visible() },
			Run: func() { w.workspace.toggle(w.workspace.right) }},
		&command.Command{ID: "view.add", Name: "Add a pane", Menu: "View", Group: "panes",
			Keys: []command.Key{command.Ctrl(fyne.KeyT)}, Stop: w.needsStory,
			Help: "Shows one more article beside the others", Run: func() { w.workspace.panes.addNext() }},
		&command.Command{ID: "view.close", Name: "Close the pane", Menu: "View", Group: "panes",
			Keys: []command.Key{command.Ctrl(fyne.KeyW)}, Stop: w.needsAnyPane,
			Run: func() { w.workspace.panes.close(w.workspace.panes.current()) }},
	)
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}
	for i, digit := range digits {
		commands = append(commands, &command.Command{
			ID: fmt.Sprintf("view.pane.%d", i+1), Name: fmt.Sprintf("Go to pane %d", i+1), Menu: "View", Under: "Go to pane",
			Keys: []command.Key{command.Ctrl(digit)},
			Stop: func() string {
				if w.session == nil {
					return w.needsProject()
				}
				if i >= w.workspace.panes.reachable() {
					return fmt.Sprintf("There is no pane %d.", i+1)
				}
				return ""
			},
			Help: "Opens further articles of the story where there are not so many panes yet", Run: func() { w.workspace.panes.goTo(i) },
		})
	}
	return commands
}

func (w *Window) needsAnyPane() string {
	if w.session == nil {
		return w.needsProject()
	}
	if reason := w.stage.Closed(readName); reason != "" {
		return reason
	}
	if w.workspace.panes.current() == nil {
		return "No article is open."
	}
	return ""
}

// setMode shows the light or the dark look.
func (w *Window) setMode(mode theme.Mode) {
	w.prefs.SetString("theme", string(mode))
	w.app.Settings().SetTheme(theme.New(mode))
	w.menu.refreshSoon()
}

// typeset changes how the text of all articles is set.
func (w *Window) typeset(change func(*reader.Typography)) {
	t := w.prefs.typography()
	change(&t)
	w.prefs.setTypography(t)
	t = w.prefs.typography() // within its bounds
	w.prefs.setTypography(t)
	w.stage.SetTypography(t)
	w.tell(fmt.Sprintf("Text size %.0f, column of %.0f characters.", t.Size, t.Column))
	w.menu.refreshSoon()
}

// setOthers shows or hides the spans of other annotators.
func (v *workspace) setOthers(on bool) {
	v.others = on
	v.panes.each(func(p *pane) { p.reload() })
	v.window.menu.refreshSoon()
}

// setTags shows or hides names at the spans.
func (v *workspace) setTags(on bool) {
	v.tags = on
	v.panes.each(func(p *pane) { p.reader.SetTags(on) })
	v.window.menu.refreshSoon()
}

// toggle shows or hides a part of the window.
func (v *workspace) toggle(column *Column) {
	if column.Object.Visible() {
		column.Object.Hide()
	} else {
		column.Object.Show()
	}
	v.frame.Refresh()
	v.window.stage.Focus()
	v.window.menu.refreshSoon()
}
