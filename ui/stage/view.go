// Package stage is where the views of a project stand, one at a time: reading, the review, agreement, and what joins
// them later. A view is a value: what it is called, how it is made, which commands hold in it and what a label does
// there. The window hands over one list of them, from which its menu, palette, keys and help are made; neither it nor
// any view knows which others there are.
//
// A view stays as it was left while another is shown: it is hidden, and brings itself up to date when it is shown
// again. What of it should outlive the window is its State, which comes back when the project is opened again.
//
// The package knows the session and the table of commands, and nothing of what any view shows. Start with Kind.
package stage

import (
	"encoding/json"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/reader"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// Kind is a view that there is. The first in the list of them is where all the others lead back to.
type Kind struct {
	Name     string                            // as command.Command.View calls it
	Show     command.Command                   // what shows it: its id, name, menu, keys and help; the rest is the stage's
	Back     command.Key                       // what leads back from it, as it is told to people
	Closed   string                            // why its commands do not run while another is shown
	Commands func(s *Stage) []*command.Command // what can be done in it, in the order of the menu; may be nil
	New      func(desk Desk, state json.RawMessage) View
}

// View is one that was made. It stays until the project is closed. The stage calls Hide when another takes its place, and
// Show when it comes back.
type View interface {
	fyne.CanvasObject
	// Focus gives it the keyboard.
	Focus()
	// Untaggable says why there is nothing that a label could be put on here, "" where there may be.
	Untaggable() string
	// Tag does what a label's key, or a click on the label, does here.
	Tag(labelID string)
	// State is what of it comes back when the project is opened again, nil for nothing.
	State() json.RawMessage
	// Close lets go of what outlives it.
	Close()
}

// Keep is what a view says that it is like, as it is kept; what cannot be written is nothing.
func Keep(state any) json.RawMessage {
	data, err := json.Marshal(state)
	if err != nil {
		return nil
	}
	return data
}

// Kept reads what Keep wrote; what cannot be read is as good as nothing, and not ok.
func Kept[T any](data json.RawMessage) (state T, ok bool) {
	if err := json.Unmarshal(data, &state); err != nil {
		var none T
		return none, false
	}
	return state, true
}

// Heading is what stands above a view of one story: its name, and that of the story, if one is open.
func Heading(view, story string) string {
	if story == "" {
		return view
	}
	return view + " · " + story
}

// typeset is a view that shows articles.
type typeset interface {
	SetTypography(reader.Typography)
}

// Desk is what the window gives to its views.
type Desk struct {
	Session    *session.Session
	Window     fyne.Window
	Commands   *command.Table // everything that the window can do
	Typography func() reader.Typography
	GoTo       func(spanID string) // shows a span in its article, among those of all annotators
	// Confirm asks over the window. Fields in body may answer for the button.
	Confirm  func(title string, body fyne.CanvasObject, yes string, run func()) (answer func(yes bool))
	Sheets   *sheet.Stack
	Layer    *fyne.Container       // lies over the whole window, without a layout
	Standing func(sentence string) // how far the annotator is, for the status line

	// The stage sets these.
	Leave   func()        // back to the first view
	Focus   func()        // gives the keyboard to the view that is shown
	Shown   func() string // the name of the view that is shown
	Show    func(name string)
	Dock    func(fyne.CanvasObject) // shows something beneath the first view while that is shown
	Undock  func() bool             // takes it away, and says whether there was anything
	Changed func()                  // commands may be called otherwise now, or run where they did not
}
