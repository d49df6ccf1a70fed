// Package shell is the window around the views: menu bar, command palette, keys, help, what lies over the window, the
// labels and the status line below, and the start window where no project is open. What the window can do is a table of
// commands (commands.go), its own and those of the views; menus, palette, keys and help sheet are made from it.
//
// Which views there are is one list (stage.go); the window knows nothing else of them, and they hear of each other
// through the session only. Start with Window.
package shell

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/command"
	"github.com/parallax-annotation/parallax/ui/control"
	"github.com/parallax-annotation/parallax/ui/keyboard"
	"github.com/parallax-annotation/parallax/ui/part"
	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
	"github.com/parallax-annotation/parallax/ui/stage"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// extension is the ending of a project's file name.
const extension = ".parallax"

// Options say how a window is run. The zero value is right for the program.
type Options struct {
	OnUI func(func())  // runs a function on the window's goroutine; nil is fyne.Do
	Poll time.Duration // how often to look for changes by other processes; 0 is each second
}

// Window is the main window of the program. All methods are called on the window's goroutine. Its methods are many because it is what cmd
// and the tests hold of the program: opening, ending, what drivers call; the menu, the palette, the dialogs, the projects and the line
// below are types of their own.
type Window struct {
	app   fyne.App
	win   fyne.Window
	prefs prefs
	form  *control.Form // of the controls in the window: Escape goes back to the text
	onUI  func(func())
	early *early
	poll  time.Duration

	commands *command.Table
	menu     *menu

	stage    *stage.Stage
	open     atomic.Pointer[session.Session] // the session, for other goroutines
	session  *session.Session                // nil while the start window is shown
	bottom   *bottom                         // nil while the start window is shown
	start    *start                          // the start window that was shown last
	layer    *fyne.Container                 // lies over the whole window of a project
	sheets   *sheet.Stack                    // what lies over the window and asks for an answer
	projects projects
	dialogs  *dialogs
	help     help
	undoing  undoing
}

// keepDelay is how long after an act how the project is looked at is kept.
const keepDelay = 2 * time.Second

// leastWindow is the size below which a window cannot be made: the inspector would be cut.
var leastWindow = fyne.NewSize(800, 480)

// New returns a window of the app that shows nothing yet: call ShowStart or OpenProject, then Show.
func New(app fyne.App, options Options) *Window {
	w := &Window{app: app, prefs: prefs{app.Preferences()}, onUI: options.OnUI, poll: options.Poll}
	app.Settings().SetTheme(theme.New(w.prefs.mode()))
	fonts := readFonts(w.prefs.typography().Serif)
	w.win = app.NewWindow("Parallax")
	<-fonts
	w.sheets = sheet.On(w.win)
	w.projects, w.dialogs, w.help, w.undoing = projects{w}, &dialogs{window: w}, help{w}, undoing{w}
	w.stage = stage.New(views)
	w.form = &control.Form{Window: w.win, Leave: w.stage.Focus}
	if w.early = newEarly(); w.onUI == nil {
		w.onUI = w.early.do
	} else {
		w.early.over = true
	}
	if w.poll == 0 {
		w.poll = time.Second
	}
	w.commands = &command.Table{Refused: w.tell}
	w.menu = newMenu(w)
	w.stage.OnChanged = w.menu.refreshSoon
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.win.Resize(fyne.NewSize(
		float32(w.prefs.FloatWithFallback("window.width", 1280)), float32(w.prefs.FloatWithFallback("window.height", 800))))
	w.win.SetCloseIntercept(w.quit)
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.dialogs.dropped(uris) })
	if canvas, ok := w.win.Canvas().(desktop.Canvas); ok {
		canvas.SetOnKeyDown(func(*fyne.KeyEvent) { w.takeBack() })
	}
	control.OnFunctionKey(w.win.Canvas(), w.typedKey)
	w.win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) { w.typedKey(e.Name) })
	w.win.Canvas().SetOnTypedRune(func(r rune) {
		if w.win.Canvas().Overlays().Top() == nil && r == '?' {
			w.commands.Rune(r)
		}
	})
	return w
}

// ShowStart shows the start window, closing the project that is open.
func (w *Window) ShowStart() {
	w.closeProject()
	w.win.SetTitle("Parallax")
	w.rebuildCommands()
	w.start = newStart(w)
	w.win.SetContent(w.start.object)
	w.win.Canvas().Focus(w.start.first)
}

// OpenProject opens the project at path in place of the one that is open, one that may not be written to be looked at.
// Where that fails the window says why and stays as it is.
func (w *Window) OpenProject(path string) { w.openThen(path, func() {}) }

// openThen opens a project, then calls then. Where it does not open and has backups, they are offered.
func (w *Window) openThen(path string, then func()) {
	w.openBy(path, store.OpenToRead, then)
}

// openBy is openThen for a project that open opens.
func (w *Window) openBy(path string, open func(ctx context.Context, path string) (*store.Project, error), then func()) {
	if absolute, err := output.Absolute(path); err == nil {
		path = absolute
	}
	if w.isOpen(path) {
		w.tell("This project is open.")
		return
	}
	var project *store.Project
	w.busy("Opening "+filepath.Base(path), func(ctx context.Context, _ func(done, total int)) error {
		opened, err := open(ctx, path)
		project = opened
		return err
	}, func(err error) {
		if err != nil {
			if w.session == nil {
				w.ShowStart() // behind the sentence, there is a way on
			}
			if backups, _ := disk.Backups(path); len(backups) > 0 {
				w.sheets.Confirm("The project could not be opened", session.Sentence(err), "Restore a backup…", func() { w.projects.showRestore(path) })
				return
			}
			w.fail(err)
			return
		}
		w.adopt(project)
		then()
	})
}

// isOpen says whether the project that is open is the file at path.
func (w *Window) isOpen(path string) bool {
	if w.session == nil {
		return false
	}
	there, err := os.Stat(w.session.Project.Path())
	if err != nil {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && os.SameFile(there, info)
}

// adopt shows an open project.
func (w *Window) adopt(project *store.Project) {
	s, err := session.New(project, annotate.NewAnnotator(w.prefs.annotatorIn(project.Path())))
	if err != nil {
		project.Close()
		if w.session == nil {
			w.ShowStart()
		}
		w.fail(err)
		return
	}
	w.closeProject()
	s.OnUI, s.OnTell, s.OnWork = w.onUI, w.tell, w.showWork
	s.OnNews, s.OnRefused, s.OnAsk, s.OnEntity = w.projects.heard, w.projects.offerCopy, w.askQuestion, w.showEntity
	s.OnAside = func(sentence string) { w.bottom.sayAside(sentence) }
	s.OnSaving = func() { w.bottom.show() }
	s.OnError = func(sentence string) { w.sheets.Say("This could not be done", sentence) }
	w.session = s
	w.open.Store(s)
	w.prefs.addRecent(project.Path())
	w.win.SetTitle(projectName(project.Path()) + " — Parallax")
	w.bottom, w.layer = newBottom(s, w.stage.Tag), container.NewWithoutLayout()
	w.bottom.menu = func(label annotate.Label, at fyne.Position) {
		desk := w.desk()
		desk.PopUp(at, desk.Item("tag."+label.ID), desk.Colours(label), desk.Item("file.codebook"))
	}
	control.TipsOver(w.win.Canvas(), w.layer)
	last := w.prefs.looked(project.Path())
	w.stage.Open(w.desk(), last.Views)
	w.rebuildCommands()
	w.win.SetContent(container.NewStack(part.NewRoom(leastWindow), container.NewBorder(nil, w.bottom.object, nil, nil, w.stage.Object()), w.layer))
	keeping := s.Soon(keepDelay, func() { // no end of the program, however hard, then loses the place
		if w.session == s {
			w.projects.remember()
		}
	})
	s.Listen(func(act store.Act) {
		keeping.Ask()
		if session.Touches(act, "label", "relation_type", "attribute") {
			w.rebuildCommands()
		}
		w.menu.refreshSoon()
	})
	s.OnAnnotator(func(annotate.Annotator) { w.menu.refreshSoon() })
	s.OnSelect(func(string) { w.menu.refreshSoon() })
	s.Poll(w.poll)
	w.later(func() {
		s.Read(func(ctx context.Context) error {
			project.Keep()
			return project.RotateBackups(ctx)
		}, func() {})
	})
	w.later(func() { readFont(fyne.TextStyle{Italic: true}) }) // for the words of the first span that is taken in hand
	w.stage.Show(last.Shown)
	if project.ReadOnly() {
		w.tell("This project may only be read. To mark something, open a copy of it.")
	}
}

// closeProject leaves the open project, if there is one, with how it was looked at remembered.
func (w *Window) closeProject() {
	if w.session == nil {
		return
	}
	w.session.Settle()
	w.sheets.CloseAll()
	w.win.Canvas().Unfocus() // what is being typed is saved
	w.projects.remember()
	w.stage.Close()
	w.bottom.close()
	if err := w.session.Close(); err != nil {
		w.fail(err)
	}
	w.open.Store(nil)
	w.session, w.bottom = nil, nil
}

// quit closes the project and the window.
func (w *Window) quit() {
	if !w.sheets.MayLeave() {
		return
	}
	w.keepSize()
	w.closeProject()
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}

// keepSize remembers how large the window is, where it does not fill the screen.
func (w *Window) keepSize() {
	if size := w.win.Canvas().Size(); !w.win.FullScreen() {
		w.prefs.SetFloat("window.width", float64(size.Width))
		w.prefs.SetFloat("window.height", float64(size.Height))
	}
}

// tell shows a sentence in the status line.
func (w *Window) tell(sentence string) {
	switch {
	case w.bottom != nil:
		w.bottom.tell(sentence)
	case w.start != nil:
		w.start.said.SetText(sentence)
	}
}

// fail shows an error over the window.
func (w *Window) fail(err error) { w.sheets.Say("This could not be done", session.Sentence(err)) }

// takeBack gives the keyboard to what is shown, as a key is pressed that nothing has: a click on an empty place had taken it.
func (w *Window) takeBack() {
	switch canvas := w.win.Canvas(); {
	case canvas.Focused() != nil || canvas.Overlays().Top() != nil:
	case w.session != nil:
		w.stage.Focus()
	case w.start != nil:
		canvas.Focus(w.start.first)
	}
}

// typedKey handles a key that no widget has: Escape leaves what lies over the window, other keys are commands.
func (w *Window) typedKey(name fyne.KeyName) {
	overlays := w.win.Canvas().Overlays()
	switch {
	case w.sheets.Key(name):
	case overlays.Top() == nil:
		w.commands.Named(name, keyboard.Held())
	case name == fyne.KeyEscape: // one of Fyne's own dialogs
		overlays.Remove(overlays.Top())
	}
}
