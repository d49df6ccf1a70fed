// Package sheet lays what asks for an answer over the window, one sheet over the other. Unlike Fyne's dialogs a sheet answers to
// Enter and Escape. The package knows the window that Fyne has, and nothing of projects.
//
// Start with Stack.
package sheet

import (
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/part"
)

// Line is how far an arrow key scrolls: rows of this height are never cut by it.
const Line = 28

// Options say what a sheet shows.
type Options struct {
	Title  string
	Body   fyne.CanvasObject
	Width  float32
	Height float32           // 0 is what the body needs
	Action string            // the button that does it; "" leaves only the button that closes
	Run    func() bool       // what the button does; the sheet stays open where it answers false
	Close  string            // the button that closes; "" is Close, or Cancel beside an action
	Bare   bool              // the body has buttons of its own
	Enter  func()            // what Enter does in a bare one while nothing in it has the keyboard; may be nil
	Closed func()            // after the sheet went, however it did
	May    func() bool       // asked before it closes by Escape or its button; nil is yes
	Focus  fyne.Focusable    // has the keyboard at first; nil leaves Enter and Escape to the sheet
	Scroll *container.Scroll // what the arrow keys scroll; nil where nothing scrolls
}

// Sheet is what lies over the window and asks for an answer. Unlike Fyne's dialogs it answers to Enter and Escape.
type Sheet struct {
	Options Options

	stack   *Stack
	popup   *widget.PopUp
	tips    *fyne.Container   // lies over all of it
	overlay fyne.CanvasObject // what Fyne lays over the window for the popup
}

// Stack is the sheets that lie over a window.
type Stack struct {
	Window    fyne.Window
	OnCovered func() // hears that something is laid over the window; may be nil

	sheets []*Sheet // the topmost last
}

var (
	stacksMu sync.Mutex
	stacks   = map[fyne.Window]*Stack{}
)

// On returns the sheets that lie over a window: all that ask over it do so on one stack, so that keys reach the topmost sheet.
func On(w fyne.Window) *Stack {
	stacksMu.Lock()
	defer stacksMu.Unlock()
	if stacks[w] == nil {
		stacks[w] = &Stack{Window: w}
	}
	return stacks[w]
}

// Covered says that something is laid over the window, a sheet or whatever else.
func (k *Stack) Covered() {
	if k.OnCovered != nil {
		k.OnCovered()
	}
}

// Show lays a sheet over the window and over the sheets that lie there.
func (k *Stack) Show(options Options) *Sheet {
	k.Covered()
	s := &Sheet{Options: options, stack: k}
	title := widget.NewLabelWithStyle(options.Title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.SizeName = base.SizeNameSubHeadingText
	title.Truncation = fyne.TextTruncateEllipsis
	closing := options.Close
	if closing == "" {
		closing = "Close"
		if options.Action != "" {
			closing = "Cancel"
		}
	}
	form := &control.Form{Window: k.Window, Leave: s.Leave}
	buttons := container.NewHBox(control.NewButton(closing, nil, false, s.Leave, form))
	if options.Action != "" {
		action := control.NewButton(options.Action, nil, false, s.Confirm, form)
		action.Importance = widget.HighImportance
		buttons.Add(action)
	}
	foot := container.NewBorder(nil, nil, nil, buttons)
	if options.Bare {
		foot.Hide()
	}
	content := container.NewBorder(title, foot, nil, nil, container.NewPadded(options.Body))
	s.tips = container.NewWithoutLayout()
	s.popup = widget.NewModalPopUp(container.NewStack(container.NewPadded(container.NewPadded(content)), s.tips), k.Window.Canvas())
	k.sheets = append(k.sheets, s)
	room := k.Window.Canvas().Size()
	s.popup.Resize(fyne.NewSize(options.Width, max(options.Height, 10))) // views do not like to begin with no room
	s.popup.Show()
	s.overlay = k.Window.Canvas().Overlays().Top()
	control.TipsOver(s.overlay, s.tips)
	height := options.Height
	if height == 0 {
		s.popup.Resize(fyne.NewSize(options.Width, 10)) // words wrap at the width, then say how high they are
		height = s.popup.MinSize().Height
	}
	s.popup.Resize(fyne.NewSize(min(options.Width, room.Width-40), min(height, room.Height-40)))
	s.overlay.Refresh() // to the middle
	if options.Focus != nil {
		k.Window.Canvas().Focus(options.Focus)
	}
	if f, ok := options.Focus.(*part.Field); ok {
		f.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is proposed gives way to what is typed
	}
	return s
}

// Read lays a sheet with something to read over the window, which the arrow keys scroll.
func (k *Stack) Read(title string, body fyne.CanvasObject, width, height float32) {
	scroll := container.NewVScroll(body)
	k.Show(Options{Title: title, Body: scroll, Width: width, Height: height, Scroll: scroll})
}

// Form is of the controls in the body of a sheet: Escape leaves the topmost one.
func (k *Stack) Form() *control.Form {
	return &control.Form{Window: k.Window, Leave: func() {
		if n := len(k.sheets); n > 0 {
			k.sheets[n-1].Leave()
		}
	}}
}

// CloseAll takes away what lies over the window.
func (k *Stack) CloseAll() {
	for len(k.sheets) > 0 {
		k.sheets[len(k.sheets)-1].Dismiss()
	}
}

// Confirm does what the sheet is for, then takes it away. One that is only looked at goes if it may.
func (s *Sheet) Confirm() {
	switch {
	case s.Options.Run == nil:
		s.Leave()
	case s.Options.Run():
		s.Dismiss()
	}
}

// Leave takes the sheet away if it may.
func (s *Sheet) Leave() {
	if s.Options.May == nil || s.Options.May() {
		s.Dismiss()
	}
}

// Dismiss takes the sheet away.
func (s *Sheet) Dismiss() {
	i := slices.Index(s.stack.sheets, s)
	if i < 0 {
		return
	}
	s.stack.sheets = slices.Delete(s.stack.sheets, i, i+1)
	window := s.stack.Window.Canvas()
	above, focused := s.stack.sheets[i:], window.Focused()
	control.TipsOver(s.overlay, nil)
	s.popup.Hide() // with all that lies over it
	for _, over := range above {
		over.layAgain()
	}
	if len(above) > 0 && focused != nil {
		window.Focus(focused)
	}
	if s.Options.Closed != nil {
		s.Options.Closed()
	}
}

// layAgain puts a sheet back that went with one beneath it.
func (s *Sheet) layAgain() {
	size := s.popup.Size()
	s.popup.Hide()
	s.popup.Show()
	s.popup.Resize(size)
	control.TipsOver(s.overlay, nil)
	s.overlay = s.stack.Window.Canvas().Overlays().Top()
	control.TipsOver(s.overlay, s.tips)
	s.overlay.Refresh()
}

// Fit makes the sheet as high as its body needs now.
func (s *Sheet) Fit() { s.popup.Resize(fyne.NewSize(s.popup.Size().Width, s.popup.MinSize().Height)) }

// Key handles a key that no widget of the sheet has.
func (s *Sheet) Key(name fyne.KeyName) {
	switch name {
	case fyne.KeyEscape:
		s.Leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case s.Options.Run != nil || !s.Options.Bare:
			s.Confirm()
		case s.Options.Enter != nil:
			s.Options.Enter()
		}
	default:
		s.scrollBy(name)
	}
}

// scrollBy scrolls what the sheet has to scroll.
func (s *Sheet) scrollBy(name fyne.KeyName) {
	scroll := s.Options.Scroll
	if scroll == nil {
		return
	}
	all, page := scroll.Content.Size().Height, scroll.Size().Height
	by, known := map[fyne.KeyName]float32{
		fyne.KeyDown: Line, fyne.KeyUp: -Line, fyne.KeyPageDown: page - Line, fyne.KeyPageUp: Line - page, fyne.KeyHome: -all, fyne.KeyEnd: all,
	}[name]
	if known {
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(scroll.Offset.Y+by, all-page))))
	}
}

// Len is how many sheets there are.
func (k *Stack) Len() int { return len(k.sheets) }

// Top is the topmost sheet, nil where there is none.
func (k *Stack) Top() *Sheet {
	if len(k.sheets) == 0 {
		return nil
	}
	return k.sheets[len(k.sheets)-1]
}

// Key hands a key that no widget has to the topmost sheet, and is false where that is not what lies topmost.
func (k *Stack) Key(name fyne.KeyName) bool {
	top := k.Top()
	if top == nil || top.overlay != k.Window.Canvas().Overlays().Top() {
		return false
	}
	top.Key(name)
	return true
}

// MayLeave says whether nothing that lies over the window holds changes that would be lost; where something does it asks.
func (k *Stack) MayLeave() bool {
	for i := len(k.sheets) - 1; i >= 0; i-- {
		if may := k.sheets[i].Options.May; may != nil && !may() {
			return false
		}
	}
	return true
}
