package shell

import (
	"cmp"
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
			Now:  func() string { undo, _ := w.undoing.next(); return undoTitle("Undo", undo) },
			Stop: w.needsProject, Run: func() { w.undoing.run(true) }},
		{ID: "edit.redo", Name: "Redo", Menu: "Edit",
			Keys: []command.Key{command.Ctrl(fyne.KeyZ, fyne.KeyModifierShift), command.Ctrl(fyne.KeyY)},
			Now:  func() string { _, redo := w.undoing.next(); return undoTitle("Redo", redo) },
			Stop: w.needsProject, Run: func() { w.undoing.run(false) }},
		{ID: "edit.history", Name: "History…", Menu: "Edit", Keys: []command.Key{command.Ctrl(fyne.KeyH, fyne.KeyModifierShift)},
			Help: "What was done, by whom; takes back any act of anybody", Stop: w.needsProject, Run: w.undoing.showHistory},
	}
}

// undoing takes acts back and does them again.
type undoing struct{ window *Window }

// next asks what of one's own would be undone and redone.
func (u undoing) next() (undo, redo *store.Act) {
	w := u.window
	if w.session == nil {
		return nil, nil
	}
	undo, redo, err := w.session.Undoable()
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

// run takes one's own last act back, or does it again, and says so. What somebody else did, or nobody is named for, is asked about
// first, and only where nothing of one's own is left.
func (u undoing) run(back bool) {
	w := u.window
	undo, redo := u.next()
	target, run, done := undo, w.session.Undo, "Undone"
	if !back {
		target, run, done = redo, w.session.Redo, "Redone"
	}
	if target == nil && u.ofOthers(back, done) {
		return
	}
	if _, ok := run(); ok && target != nil {
		w.tell(undoTitle(done, target) + ".")
	}
}

// ofOthers asks whether to take back, or do again, what somebody else did last. It is false where there is nothing.
func (u undoing) ofOthers(back bool, done string) bool {
	w := u.window
	undo, redo, err := w.session.Project.Undoable(w.session.Context(), "")
	target, run, verb := undo, w.session.UndoAct, "Undo"
	if !back {
		target, run, verb = redo, w.session.RedoAct, "Redo"
	}
	if err != nil || target == nil {
		return false // the command itself says what is wrong
	}
	annotators, err := w.session.Project.Layers(w.session.Context())
	if err != nil {
		w.session.Fail(err)
		return true
	}
	who := cmp.Or(w.session.Names(annotators)[target.AnnotatorID], "somebody else")
	title, whose := verb+" what "+who+" did?", "The last act is "+who+"’s: "
	if target.AnnotatorID == "" {
		title, whose = verb+" this?", "The last act bears nobody’s name: "
	}
	w.sheets.Confirm(title, "Nothing of yours is left to "+strings.ToLower(verb)+". "+whose+wording.Quoted(target.Summary, 80)+".", verb, func() {
		if _, ok := run(target.Seq); ok {
			w.tell(undoTitle(done, target) + ".")
		}
	})
	return true
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
