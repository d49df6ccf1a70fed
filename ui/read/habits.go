package read

import (
	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
)

// habit is a way in which somebody likes to mark, in whatever project. It is kept with the preferences of the program.
type habit struct {
	key   string // of the preference
	usual bool
}

var (
	inspectHabit = habit{"annotate.inspect", false} // the inspector opens after each tag
	wordHabit    = habit{"annotate.word", true}     // a label's key tags the word at the caret
	fillHabit    = habit{"annotate.fill", true}     // what is known of the words is filled in
)

func (h habit) on() bool { return fyne.CurrentApp().Preferences().BoolWithFallback(h.key, h.usual) }

func (h habit) turn() { fyne.CurrentApp().Preferences().SetBool(h.key, !h.on()) }

// The keys that sentences name.
var (
	nameKey     = command.Ctrl(fyne.KeyReturn)
	takeBackKey = command.Rune('0')
)

// habitCommands switch the habits.
func (w commands) habitCommands() []*command.Command {
	habit := func(h habit, name, help string, keys ...command.Key) *command.Command {
		return &command.Command{ID: h.key, Name: name, Menu: "Annotate", Group: "habits", Help: help, Keys: keys, Stop: w.needsProject,
			On: h.on, Run: func() {
				h.turn()
				w.view().desk.Changed()
			}}
	}
	return []*command.Command{
		habit(inspectHabit, "Open the inspector after each tag", "The keyboard goes to the first attribute that is not set; a digit chooses and goes on",
			command.Ctrl(fyne.KeyI, fyne.KeyModifierShift)),
		habit(wordHabit, "Keys tag the word at the caret", "Where nothing is selected, a label’s key tags the word at the caret"),
		habit(fillHabit, "Fill in what is known of the words", "Who is meant, and what all mentions agree on, where the words are a known name"),
	}
}
