package command

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Key is one way to start a command from the keyboard: a rune that is typed into the text, or a named key with
// modifiers.
type Key struct {
	Rune rune // for a key that acts only while the text has the keyboard, such as "n"
	Name fyne.KeyName
	Mods fyne.KeyModifier
}

// Rune returns the key that types r into the text.
func Rune(r rune) Key { return Key{Rune: r} }

// Named returns a named key with modifiers.
func Named(name fyne.KeyName, mods ...fyne.KeyModifier) Key {
	key := Key{Name: name}
	for _, m := range mods {
		key.Mods |= m
	}
	return key
}

// Ctrl returns the key of that name with Ctrl, or with Cmd where that is the custom.
func Ctrl(name fyne.KeyName, mods ...fyne.KeyModifier) Key {
	return Named(name, append(mods, fyne.KeyModifierShortcutDefault)...)
}

// Shortcut is the shortcut that Fyne reports for the key; nil for a key without Ctrl, Alt or Super, which reaches
// the focused widget instead.
func (k Key) Shortcut() fyne.Shortcut {
	if k.Rune != 0 || k.Mods&^fyne.KeyModifierShift == 0 {
		return nil
	}
	if k.Mods == fyne.KeyModifierShortcutDefault {
		switch k.Name {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyC:
			return &fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		}
	}
	return &desktop.CustomShortcut{KeyName: k.Name, Modifier: k.Mods}
}

var shown = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyEscape: "Esc", fyne.KeyDelete: "Del", fyne.KeyBackspace: "Backspace",
	fyne.KeyPlus: "+", fyne.KeyMinus: "-",
	fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn",
}

// String is the key as people read it: "Ctrl+Shift+Z", "n", "Enter".
func (k Key) String() string {
	switch {
	case unicode.IsUpper(k.Rune):
		return "Shift+" + string(k.Rune)
	case k.Rune != 0:
		return string(k.Rune)
	}
	var parts []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{
		{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierSuper, "Cmd"},
		{fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"},
	} {
		if k.Mods&m.mod != 0 {
			parts = append(parts, m.name)
		}
	}
	name, ok := shown[k.Name]
	if !ok {
		name = string(k.Name)
	}
	return strings.Join(append(parts, name), "+")
}
