package shell

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

const (
	mostEarly = 250 * time.Millisecond // the first picture waits so long for a project,
	someMore  = 20 * time.Millisecond  // and then for what is found out about its articles: most often they share what the file knows
)

// early keeps what is handed to the window's goroutine before there is a loop that runs it.
type early struct {
	mu    sync.Mutex
	over  bool
	calls []func()
	came  chan struct{} // something was added
	late  []func()      // what may wait until the window is there
}

func newEarly() *early { return &early{came: make(chan struct{}, 1)} }

// do runs fn on the window's goroutine, in its turn.
func (e *early) do(fn func()) {
	if !e.add(fn) {
		fyne.Do(fn)
	}
}

// add keeps fn, unless the early time is over.
func (e *early) add(fn func()) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.over {
		return false
	}
	e.calls = append(e.calls, fn)
	select {
	case e.came <- struct{}{}:
	default:
	}
	return true
}

// take returns what came, and whether the early time ends with it.
func (e *early) take(last bool) []func() {
	e.mu.Lock()
	defer e.mu.Unlock()
	calls := e.calls
	e.calls, e.over = nil, e.over || last
	return calls
}

// run runs what came.
func (e *early) run(last bool) {
	for _, fn := range e.take(last) {
		fn()
	}
}

// Ready waits, before Show, until the project that is being opened is there with its articles, but not for long: the first picture
// then shows them. The window is made while nobody waits for anything else.
func (w *Window) Ready() {
	w.await(mostEarly, func() bool { return w.start != nil || w.session != nil && !w.session.Reading() })
	w.await(someMore, func() bool { return w.session == nil || !w.session.Busy() })
}

// await runs what comes until something is so, but not for longer than most.
func (w *Window) await(most time.Duration, is func() bool) {
	over := time.After(most)
	for !is() {
		select {
		case <-w.early.came:
			w.early.run(false)
		case <-over:
			return
		}
	}
}

// Show makes the window visible.
func (w *Window) Show() {
	w.early.run(true)
	w.win.Show()
	if w.win.Canvas().Scale() != 1 { // which was not known before: lines stand on whole pixels
		w.stage.SetTypography(w.prefs.typography())
	}
	for _, fn := range w.early.late {
		fn()
	}
	w.early.late = nil
}

// later runs fn once the window is there.
func (w *Window) later(fn func()) {
	if !w.early.over {
		w.early.late = append(w.early.late, fn)
		return
	}
	fn()
}
