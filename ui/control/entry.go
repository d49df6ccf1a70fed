package control

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is a text field that hands on what was typed as a whole: on Return (in a field of one line), when it is left,
// and, with a Pause, after that long without typing. Text that breaks Validator is not handed on.
type Entry struct {
	widget.Entry
	OnCommit func(text string)
	form     *Form
	OnKey    func(*fyne.KeyEvent) bool // sees keys first; true keeps them from the field
	Pause    time.Duration             // 0 waits until the field is left
	Wrong    *Caption                  // says what breaks Validator, once the field is left; may be nil

	self    fyne.CanvasObject // what stands in the form: the field, or what is made of it
	saved   string
	focused bool
	cancel  func()
}

// NewEntry returns an empty field of one line.
func NewEntry(placeholder string, commit func(string), form *Form) *Entry {
	e := &Entry{}
	e.setUp(e, placeholder, commit, form)
	e.ExtendBaseWidget(e)
	return e
}

// NewNote returns an empty field of several lines that wraps its words. Tab leaves it.
func NewNote(placeholder string, rows int, commit func(string), form *Form) *Entry {
	e := &Entry{}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.setUp(e, placeholder, commit, form)
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

func (e *Entry) setUp(self fyne.CanvasObject, placeholder string, commit func(string), form *Form) {
	e.self, e.PlaceHolder, e.OnCommit, e.form = self, placeholder, commit, form
	e.OnChanged = func(string) { e.typed() }
	e.OnSubmitted = func(string) {
		e.Commit()
		e.sayWrong()
		if form.Done != nil {
			form.Done()
		}
	}
}

// Set shows text as the saved state. A field that is being typed into keeps what it has, and so does one that was left with
// what could not be handed on.
func (e *Entry) Set(text string) {
	if e.Dirty() && (e.focused || e.Validator != nil && e.Validator(e.Text) != nil) {
		return
	}
	e.saved = text
	e.Retype(text)
}

// Retype shows text as if it was typed and not handed on yet. Nobody hears of it.
func (e *Entry) Retype(text string) {
	if e.Text != text {
		changed := e.OnChanged
		e.OnChanged = nil
		e.SetText(text)
		e.OnChanged = changed
	}
}

// Reset shows text as the saved state, whatever is being typed.
func (e *Entry) Reset(text string) {
	e.stop()
	e.saved = e.Text
	e.Set(text)
	e.sayWrong()
}

// Dirty says whether something was typed that was not handed on.
func (e *Entry) Dirty() bool { return e.Text != e.saved }

// Commit hands on what was typed, if anything was.
func (e *Entry) Commit() {
	e.stop()
	if !e.Dirty() || e.Validator != nil && e.Validator(e.Text) != nil {
		return
	}
	e.saved = e.Text
	if e.OnCommit != nil {
		e.OnCommit(e.Text)
	}
}

// sayWrong says in words what is wrong with what was typed.
func (e *Entry) sayWrong() {
	if e.Wrong == nil || e.Validator == nil {
		return
	}
	if err := e.Validator(e.Text); err != nil {
		e.Wrong.Say(err.Error(), theme.ColorNameError)
	} else {
		e.Wrong.Say("", "")
	}
}

func (e *Entry) typed() {
	e.stop()
	if e.Wrong != nil && e.Wrong.Text() != "" {
		e.sayWrong() // so that it goes when it is mended
	}
	if e.Pause > 0 {
		e.cancel = e.form.later(e.Pause, e.Commit)
	}
}

func (e *Entry) stop() {
	if e.cancel != nil {
		e.cancel()
		e.cancel = nil
	}
}

// AcceptsTab is false: Tab goes to the next field, in a note too.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained brings it into sight.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.form.reached(e.self)
}

// FocusLost commits.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.Commit()
	e.sayWrong()
}

// TypedKey gives OnKey the first look and leaves on Escape, after saving.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	switch {
	case e.OnKey != nil && e.OnKey(key), FunctionKey(e.self, key):
	case key.Name == fyne.KeyEscape:
		e.Commit()
		e.form.leave()
	default:
		e.Entry.TypedKey(key)
	}
}
