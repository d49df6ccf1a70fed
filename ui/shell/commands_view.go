package shell

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
		&command.Command{ID: "view.larger", Name: "Larger text", Menu: "View", Group: "text", Under: "Text",
			Keys: []command.Key{command.Ctrl(fyne.KeyPlus)},
			Also: []command.Key{command.Ctrl(fyne.KeyEqual), command.Ctrl(fyne.KeyEqual, fyne.KeyModifierShift), command.Ctrl(fyne.KeyPlus, fyne.KeyModifierShift)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Size++ }) }},
		&command.Command{ID: "view.smaller", Name: "Smaller text", Menu: "View", Group: "text", Under: "Text",
			Keys: []command.Key{command.Ctrl(fyne.KeyMinus)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Size-- }) }},
		&command.Command{ID: "view.usual", Name: "Usual text size", Menu: "View", Group: "text", Under: "Text",
			Keys: []command.Key{command.Ctrl(fyne.Key0)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Size, t.Column = usualSize, usualColumn }) }},
		&command.Command{ID: "view.wider", Name: "Wider column", Menu: "View", Group: "text", Under: "Text",
			Keys: []command.Key{command.Ctrl(fyne.KeyRightBracket)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Column += columnStep }) }},
		&command.Command{ID: "view.narrower", Name: "Narrower column", Menu: "View", Group: "text", Under: "Text",
			Keys: []command.Key{command.Ctrl(fyne.KeyLeftBracket)},
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Column -= columnStep }) }},
		&command.Command{ID: "view.serif", Name: "Serif letters", Menu: "View", Group: "text", Under: "Text",
			Keys: []command.Key{command.Ctrl(fyne.KeyS, fyne.KeyModifierShift)},
			On:   func() bool { return w.prefs.typography().Serif },
			Run:  func() { w.typeset(func(t *reader.Typography) { t.Serif = !t.Serif }) }},
		&command.Command{ID: "view.full", Name: "Full screen", Menu: "View", Group: "full",
			Keys: []command.Key{command.Named(fyne.KeyF11)}, On: func() bool { return w.win.FullScreen() },
			Run: func() {
				w.keepSize()
				w.win.SetFullScreen(!w.win.FullScreen())
				w.menu.refreshSoon()
			}},
	)
	return commands
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
