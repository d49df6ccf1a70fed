package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// field is a text field for looking things up: it gives its owner the first look at each key, and Escape leaves it.
type field struct {
	widget.Entry
	key    func(fyne.KeyName) bool // true keeps the key from the field; may be nil
	escape func()
}

func newField(placeholder string, changed func(), key func(fyne.KeyName) bool, escape func()) *field {
	f := &field{key: key, escape: escape}
	f.PlaceHolder = placeholder
	f.OnChanged = func(string) { changed() }
	f.ExtendBaseWidget(f)
	return f
}

// newSheetField is a field of a sheet: Enter does what the sheet is for, Escape leaves it.
func newSheetField(text string, s **sheet) *field {
	f := newField("", func() {}, nil, func() { (*s).leave() })
	f.SetText(text)
	f.OnSubmitted = func(string) { (*s).confirm() }
	return f
}

// TypedKey is called by Fyne.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	switch {
	case f.key != nil && f.key(e.Name):
	case e.Name == fyne.KeyEscape:
		f.escape()
	default:
		f.Entry.TypedKey(e)
	}
}
