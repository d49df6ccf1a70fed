package command

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Fyne writes the keys of a menu in a fifth of the strength of its text, which nobody can read. So the keys stand
// behind the names here, and the shortcuts of the items say nothing of themselves. The menus of macOS are drawn by
// the system, which does it well.

// native says whether the system draws the menu bar.
const native = runtime.GOOS == "darwin"

// silentShortcut is a shortcut that a menu obeys but does not draw.
type silentShortcut string

// ShortcutName implements fyne.Shortcut.
func (s silentShortcut) ShortcutName() string { return string(s) }

// Silent is shortcut without a text of its own; nil stays nil.
func Silent(shortcut fyne.Shortcut) fyne.Shortcut {
	if shortcut == nil || native {
		return shortcut
	}
	return silentShortcut(shortcut.ShortcutName())
}

// WriteKeys writes keys behind the names of items, one beneath the other, as far as spaces can do it.
func WriteKeys(items []*fyne.MenuItem, keys map[*fyne.MenuItem]string) {
	if native {
		return
	}
	const hair = "\u200a"
	measure := func(text string) float32 { return fyne.MeasureText(text, base.TextSize(), fyne.TextStyle{}).Width }
	var column float32
	for _, item := range items {
		column = max(column, measure(item.Label))
	}
	column += 24
	space, thin := measure("x x")-measure("xx"), measure("x"+hair+"x")-measure("xx")
	for _, item := range items {
		if keys[item] == "" {
			continue
		}
		room := column - measure(item.Label)
		wide := int(room / space)
		item.Label += strings.Repeat(" ", wide)
		if thin > 0 && thin < space {
			item.Label += strings.Repeat(hair, int((room-float32(wide)*space)/thin))
		}
		item.Label += keys[item]
	}
}
