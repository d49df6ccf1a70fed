package sheet

import (
	"strings"

	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/part"
)

// Say shows a sentence over the window that has to be read.
func (k *Stack) Say(title, sentence string) {
	k.Show(Options{Title: title, Body: part.Wrapped(sentence), Width: 460})
}

// Confirm asks before something that is not undone.
func (k *Stack) Confirm(title, sentence, yes string, then func()) {
	k.Show(Options{Title: title, Body: part.Wrapped(sentence), Width: 460, Action: yes, Run: func() bool { then(); return true }})
}

// AskLine asks for one line of text; then says whether it will do. closed is called after the sheet went.
func (k *Stack) AskLine(title, label, value, action string, then func(text string) bool, closed func()) {
	var s *Sheet
	entry := NewField(value, &s)
	s = k.Show(Options{
		Title: title, Body: widget.NewForm(widget.NewFormItem(label, entry)), Width: 460, Action: action, Focus: entry,
		Run: func() bool {
			text := strings.TrimSpace(entry.Text)
			return text != "" && then(text)
		},
		Closed: closed,
	})
}

// NewField is a field of a sheet: Enter does what the sheet is for, Escape leaves it.
func NewField(text string, s **Sheet) *part.Field {
	f := part.NewField("", func() {}, nil, func() { (*s).Leave() })
	f.SetText(text)
	f.OnSubmitted = func(string) { (*s).Confirm() }
	return f
}
