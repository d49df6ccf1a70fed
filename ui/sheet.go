package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/control"
)

// sheetOptions say what a sheet shows.
type sheetOptions struct {
	title  string
	body   fyne.CanvasObject
	width  float32
	height float32           // 0 is what the body needs
	action string            // the button that does it; "" leaves only the button that closes
	run    func() bool       // what the button does; the sheet stays open where it answers false
	close  string            // the button that closes; "" is Close, or Cancel beside an action
	bare   bool              // the body has buttons of its own
	closed func()            // after the sheet went, however it did
	may    func() bool       // asked before it closes by Escape or its button; nil is yes
	focus  fyne.Focusable    // has the keyboard at first; nil leaves Enter and Escape to the sheet
	scroll *container.Scroll // what the arrow keys scroll; nil where nothing scrolls
}

// sheet is what lies over the window and asks for an answer. Unlike Fyne's dialogs it answers to Enter and Escape.
type sheet struct {
	options sheetOptions
	window  *Window
	popup   *widget.PopUp
	overlay fyne.CanvasObject // what Fyne lays over the window for the popup
}

// showSheet lays a sheet over the window and over the sheets that lie there.
func (w *Window) showSheet(options sheetOptions) *sheet {
	s := &sheet{options: options, window: w}
	title := widget.NewLabelWithStyle(options.title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.SizeName = base.SizeNameSubHeadingText
	title.Truncation = fyne.TextTruncateEllipsis
	closing := options.close
	if closing == "" {
		closing = "Close"
		if options.action != "" {
			closing = "Cancel"
		}
	}
	form := &control.Form{Window: w.win, Leave: s.leave}
	buttons := container.NewHBox(control.NewButton(closing, nil, false, s.leave, form))
	if options.action != "" {
		action := control.NewButton(options.action, nil, false, s.confirm, form)
		action.Importance = widget.HighImportance
		buttons.Add(action)
	}
	foot := container.NewBorder(nil, nil, nil, buttons)
	if options.bare {
		foot.Hide()
	}
	content := container.NewBorder(title, foot, nil, nil, container.NewPadded(options.body))
	s.popup = widget.NewModalPopUp(padded(content), w.win.Canvas())
	w.sheets = append(w.sheets, s)
	room := w.win.Canvas().Size()
	s.popup.Resize(fyne.NewSize(options.width, max(options.height, 10))) // views do not like to begin with no room
	s.popup.Show()
	s.overlay = w.win.Canvas().Overlays().Top()
	height := options.height
	if height == 0 {
		s.popup.Resize(fyne.NewSize(options.width, 10)) // words wrap at the width, then say how high they are
		height = s.popup.MinSize().Height
	}
	s.popup.Resize(fyne.NewSize(min(options.width, room.Width-40), min(height, room.Height-40)))
	s.overlay.Refresh() // to the middle
	if options.focus != nil {
		w.win.Canvas().Focus(options.focus)
	}
	if f, ok := options.focus.(*field); ok {
		f.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is proposed gives way to what is typed
	}
	return s
}

// showReading lays a sheet with something to read over the window, which the arrow keys scroll.
func (w *Window) showReading(title string, body fyne.CanvasObject, width, height float32) {
	scroll := container.NewVScroll(body)
	w.showSheet(sheetOptions{title: title, body: scroll, width: width, height: height, scroll: scroll})
}

// sheetForm is of the controls in the body of a sheet: Escape leaves the topmost one.
func (w *Window) sheetForm() *control.Form {
	return &control.Form{Window: w.win, Leave: func() {
		if n := len(w.sheets); n > 0 {
			w.sheets[n-1].leave()
		}
	}}
}

// closeSheets takes away what lies over the window.
func (w *Window) closeSheets() {
	for len(w.sheets) > 0 {
		w.sheets[len(w.sheets)-1].dismiss()
	}
}

// confirm does what the sheet is for, then takes it away.
func (s *sheet) confirm() {
	if s.options.run == nil || s.options.run() {
		s.dismiss()
	}
}

// leave takes the sheet away if it may.
func (s *sheet) leave() {
	if s.options.may == nil || s.options.may() {
		s.dismiss()
	}
}

// dismiss takes the sheet away.
func (s *sheet) dismiss() {
	i := slices.Index(s.window.sheets, s)
	if i < 0 {
		return
	}
	s.window.sheets = slices.Delete(s.window.sheets, i, i+1)
	s.popup.Hide()
	if s.options.closed != nil {
		s.options.closed()
	}
}

// key handles a key that no widget of the sheet has.
func (s *sheet) key(name fyne.KeyName) {
	switch name {
	case fyne.KeyEscape:
		s.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.options.run != nil || !s.options.bare {
			s.confirm()
		}
	default:
		s.scrollBy(name)
	}
}

// scrollBy scrolls what the sheet has to scroll.
func (s *sheet) scrollBy(name fyne.KeyName) {
	scroll := s.options.scroll
	if scroll == nil {
		return
	}
	const line = 28
	all, page := scroll.Content.Size().Height, scroll.Size().Height
	by, known := map[fyne.KeyName]float32{
		fyne.KeyDown: line, fyne.KeyUp: -line, fyne.KeyPageDown: page - line, fyne.KeyPageUp: line - page, fyne.KeyHome: -all, fyne.KeyEnd: all,
	}[name]
	if known {
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(scroll.Offset.Y+by, all-page))))
	}
}

// wrapped is a text that wraps its words.
func wrapped(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}
