package control

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// functionKeys hear of the keys F1 to F12, by the canvas on which they are pressed.
var functionKeys = map[fyne.Canvas]func(fyne.KeyName){}

// OnFunctionKey makes run hear of each of the keys F1 to F12 that comes to a widget on a canvas: they mean the same wherever the keyboard
// is. Fyne takes no key for a shortcut that is pressed alone.
func OnFunctionKey(c fyne.Canvas, run func(fyne.KeyName)) { functionKeys[c] = run }

// FunctionKey hands on a key that came to a widget, if it is one of F1 to F12, and says whether it is.
func FunctionKey(o fyne.CanvasObject, e *fyne.KeyEvent) bool {
	number, is := strings.CutPrefix(string(e.Name), "F")
	if _, err := strconv.Atoi(number); !is || err != nil {
		return false
	}
	if run := functionKeys[fyne.CurrentApp().Driver().CanvasForObject(o)]; run != nil {
		run(e.Name)
	}
	return true
}
