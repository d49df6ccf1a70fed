package reader

import (
	"runtime"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Fyne sends one press of a key along one of several ways. A letter comes as TypedKey and then as TypedRune: only the
// rune counts here, or the key that it stands for on another keyboard. A key without modifiers, or with Shift alone, comes as TypedKey; with Ctrl, Alt or Cmd it comes
// as TypedShortcut, which for some combinations is a type of its own (copy, select all) and else a CustomShortcut.

// TypedRune implements fyne.Focusable.
func (r *Reader) TypedRune(c rune) {
	if c = r.typist.Typed(c, r.modifiers()); c != 0 && r.opts.OnRune != nil {
		r.opts.OnRune(c)
	}
}

// TypedKey implements fyne.Focusable.
func (r *Reader) TypedKey(ev *fyne.KeyEvent) {
	r.typist.Pressed(ev)
	if ev.Name == fyne.KeyUnknown || ev.Name == fyne.KeySpace || utf8.RuneCountInString(string(ev.Name)) == 1 || modifierOf(ev.Name) != 0 {
		return
	}
	held := r.modifiers()
	if r.opts.OnKey != nil && r.opts.OnKey(ev.Name, held) {
		return
	}
	if r.moveByKey(ev.Name, held) {
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if r.selected != "" && r.opts.OnMarkActivated != nil {
			r.opts.OnMarkActivated(r.selected)
		}
	case fyne.KeyEscape:
		r.clearText()
		r.choose("")
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (r *Reader) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		if text := r.SelectedText(); text != "" && s.Clipboard != nil {
			s.Clipboard.SetContent(text)
		}
		return
	case *fyne.ShortcutSelectAll:
		r.choose("")
		r.setSelection(0, r.text.Len(), nil)
		return
	case *desktop.CustomShortcut:
		if r.moveByKey(s.KeyName, s.Modifier) {
			return
		}
	}
	if r.opts.OnShortcut != nil {
		r.opts.OnShortcut(s)
	}
}

// wordModifier and lineModifier make an arrow move by words, and to the end of the line or of the text.
var (
	wordModifier = fyne.KeyModifierControl
	lineModifier fyne.KeyModifier // none: there are Home and End
)

func init() {
	if runtime.GOOS == "darwin" {
		wordModifier, lineModifier = fyne.KeyModifierAlt, fyne.KeyModifierSuper
	}
}

// WordModifier is what is held for an arrow to move by words.
func WordModifier() fyne.KeyModifier { return wordModifier }

// moveByKey moves the caret if the key does that, and says whether it does.
func (r *Reader) moveByKey(key fyne.KeyName, held fyne.KeyModifier) bool {
	extend := held&fyne.KeyModifierShift != 0
	held &^= fyne.KeyModifierShift
	dir := 1
	switch key {
	case fyne.KeyLeft, fyne.KeyUp, fyne.KeyHome, fyne.KeyPageUp:
		dir = -1
	}
	sideways := key == fyne.KeyLeft || key == fyne.KeyRight
	if sideways && r.lay != nil && r.lay.Shape(r.caretLine()).RTL {
		dir = -dir
	}
	switch {
	case sideways && held == 0:
		r.move(byCharacter, dir, extend)
	case sideways && held == wordModifier:
		r.move(byWord, dir, extend)
	case sideways && held == lineModifier:
		r.move(toLineEnd, dir, extend)
	case (key == fyne.KeyUp || key == fyne.KeyDown) && held == 0:
		r.move(byLine, dir, extend)
	case (key == fyne.KeyUp || key == fyne.KeyDown) && held == lineModifier:
		r.move(toTextEnd, dir, extend)
	case (key == fyne.KeyPageUp || key == fyne.KeyPageDown) && held == 0:
		r.move(byPage, dir, extend)
	case (key == fyne.KeyHome || key == fyne.KeyEnd) && held == 0:
		r.move(toLineEnd, dir, extend)
	case (key == fyne.KeyHome || key == fyne.KeyEnd) && held == fyne.KeyModifierShortcutDefault:
		r.move(toTextEnd, dir, extend)
	default:
		return false
	}
	return true
}

// KeyDown implements desktop.Keyable.
func (r *Reader) KeyDown(ev *fyne.KeyEvent) { r.held |= modifierOf(ev.Name) }

// KeyUp implements desktop.Keyable.
func (r *Reader) KeyUp(ev *fyne.KeyEvent) { r.held &^= modifierOf(ev.Name) }

func modifierOf(key fyne.KeyName) fyne.KeyModifier {
	switch key {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		return fyne.KeyModifierShift
	case desktop.KeyControlLeft, desktop.KeyControlRight:
		return fyne.KeyModifierControl
	case desktop.KeyAltLeft, desktop.KeyAltRight:
		return fyne.KeyModifierAlt
	case desktop.KeySuperLeft, desktop.KeySuperRight:
		return fyne.KeyModifierSuper
	}
	return 0
}

// modifiers are those held down now. The driver knows them best: a key may have been released while another window
// had the keyboard. A driver without a keyboard leaves what key events told.
func (r *Reader) modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return r.held
}

// AcceptsTab implements fyne.Tabbable: Tab goes on to the next widget.
func (r *Reader) AcceptsTab() bool { return false }
