package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/wording"
)

// editCommands are the menu Edit.
func (w *Window) editCommands() []*command.Command {
	return []*command.Command{
		{ID: "edit.undo", Name: "Undo", Menu: "Edit", Keys: []command.Key{command.Ctrl(fyne.KeyZ)},
			Now:  func() string { undo, _ := w.undoable(); return undoTitle("Undo", undo) },
			Stop: w.needsProject, Run: func() { w.undo(true) }},
		{ID: "edit.redo", Name: "Redo", Menu: "Edit",
			Keys: []command.Key{command.Ctrl(fyne.KeyZ, fyne.KeyModifierShift), command.Ctrl(fyne.KeyY)},
			Now:  func() string { _, redo := w.undoable(); return undoTitle("Redo", redo) },
			Stop: w.needsProject, Run: func() { w.undo(false) }},
		{ID: "edit.copy", Name: "Copy", Menu: "Edit", Group: "text", Keys: []command.Key{command.Ctrl(fyne.KeyC)},
			Stop: w.needsPane, Run: func() { w.toText(command.Ctrl(fyne.KeyC)) }},
		{ID: "edit.all", Name: "Select the whole article", Menu: "Edit", Group: "text", Keys: []command.Key{command.Ctrl(fyne.KeyA)},
			Stop: w.needsPane, Run: func() { w.toText(command.Ctrl(fyne.KeyA)) }},
		{ID: "edit.find", Name: "Find in the article…", Menu: "Edit", Group: "find", Keys: []command.Key{command.Ctrl(fyne.KeyF)},
			Stop: w.needsPane, Run: func() { w.workspace.panes.current().find.show() }},
		{ID: "edit.find.next", Name: "Next hit", Menu: "Edit", Group: "find", Keys: []command.Key{command.Named(fyne.KeyF3)},
			Stop: w.needsPane, Run: func() { w.workspace.panes.current().find.goOn(true) }},
		{ID: "edit.find.previous", Name: "Previous hit", Menu: "Edit", Group: "find", Keys: []command.Key{command.Named(fyne.KeyF3, fyne.KeyModifierShift)},
			Stop: w.needsPane, Run: func() { w.workspace.panes.current().find.goOn(false) }},
		{ID: "edit.delete", Name: "Delete the span", Menu: "Edit", Group: "span",
			Keys: []command.Key{command.Named(fyne.KeyDelete), command.Named(fyne.KeyBackspace)},
			Stop: w.needsOwnSpan, Run: func() { w.workspace.deleteSpan() }},
		{ID: "edit.escape", Name: "Leave or cancel", Keys: []command.Key{command.Named(fyne.KeyEscape)},
			Help: "Cancels what is under way, else lets go of the selection", Stop: w.needsProject, Run: func() { w.workspace.escape() }},
	}
}

// undoable asks what would be undone and redone.
func (w *Window) undoable() (undo, redo *store.Act) {
	if w.session == nil {
		return nil, nil
	}
	undo, redo, err := w.session.Project.Undoable(w.session.Context(), "")
	if err != nil {
		return nil, nil // the command itself says what is wrong
	}
	return undo, redo
}

// undoTitle says what would be undone: "Undo: tagged “ISI” as actor".
func undoTitle(verb string, act *store.Act) string {
	if act == nil || act.Summary == "" {
		return verb
	}
	return verb + ": " + wording.Short(uncapital(act.Summary), 60)
}

func uncapital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if second, _ := utf8.DecodeRuneInString(text[size:]); unicode.IsUpper(second) {
		return text // an abbreviation
	}
	return strings.ToLower(string(first)) + text[size:]
}

// undo takes the last act back, or does it again, and says so.
func (w *Window) undo(back bool) {
	if back {
		target, _ := w.undoable()
		if _, ok := w.session.Undo(); ok && target != nil {
			w.tell(undoTitle("Undone", target) + ".")
		}
		return
	}
	_, target := w.undoable()
	if _, ok := w.session.Redo(); ok && target != nil {
		w.tell(undoTitle("Redone", target) + ".")
	}
}

// toText hands a shortcut to the text of the active pane.
func (w *Window) toText(key command.Key) {
	w.workspace.panes.focusActive()
	if text, ok := any(w.workspace.panes.current().reader).(fyne.Shortcutable); ok {
		text.TypedShortcut(key.Shortcut())
	}
}

// toEntry hands a shortcut to the field that is being typed into, if there is one and it has its own use for it:
// menus come before fields in Fyne, and undo in a field must not undo in the project.
func (w *Window) toEntry(c *command.Command) bool {
	field, ok := w.win.Canvas().Focused().(textField)
	if !ok {
		return false
	}
	switch c.ID {
	case "edit.undo", "edit.redo", "edit.copy", "edit.all":
		field.TypedShortcut(c.Keys[len(c.Keys)-1].Shortcut())
		return true
	}
	return false
}

// textField is a field of text, as Fyne's Entry is one and the article is not.
type textField interface {
	fyne.Shortcutable
	fyne.Focusable
	SelectedText() string
	Append(string)
}
