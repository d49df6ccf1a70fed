package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// Field is a text field for looking things up: it gives its owner the first look at each key, and Escape leaves it.
type Field struct {
	widget.Entry
	key    func(fyne.KeyName) bool // true keeps the key from the field; may be nil
	escape func()
}

func NewField(placeholder string, changed func(), key func(fyne.KeyName) bool, escape func()) *Field {
	f := &Field{key: key, escape: escape}
	f.PlaceHolder = placeholder
	f.OnChanged = func(string) { changed() }
	f.ExtendBaseWidget(f)
	return f
}

// TypedKey is called by Fyne.
func (f *Field) TypedKey(e *fyne.KeyEvent) {
	switch {
	case f.key != nil && f.key(e.Name), control.FunctionKey(f, e):
	case e.Name == fyne.KeyEscape:
		f.escape()
	default:
		f.Entry.TypedKey(e)
	}
}
