package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/ui/reader"
)

// Ahead is a project that is opened while there is no window yet: the display takes its time too.
type Ahead struct {
	path    string
	cancel  context.CancelFunc
	opened  chan struct{} // closed once the following are known
	project *store.Project
	err     error
}

// OpenAhead begins to open the project at path. Hand it to Window.OpenAhead, or drop it.
func OpenAhead(path string) *Ahead {
	if absolute, err := output.Absolute(path); err == nil {
		path = absolute
	}
	ctx, cancel := context.WithCancel(context.Background())
	a := &Ahead{path: path, cancel: cancel, opened: make(chan struct{})}
	go func() {
		defer close(a.opened)
		a.project, a.err = store.OpenToRead(ctx, path)
	}()
	return a
}

// wait is the project once it is open, or why it is not; the end of ctx ends the opening.
func (a *Ahead) wait(ctx context.Context, _ string) (*store.Project, error) {
	defer context.AfterFunc(ctx, a.cancel)()
	<-a.opened
	return a.project, a.err
}

// Drop closes the project, for which there is no window.
func (a *Ahead) Drop() {
	a.cancel()
	if <-a.opened; a.err == nil {
		a.project.Close()
	}
}

// OpenAhead shows a project whose opening has begun, as OpenProject does.
func (w *Window) OpenAhead(a *Ahead) { w.openBy(a.path, a.wait, func() {}) }

// readFonts reads the fonts of the first picture and of the articles while the display is opened. The toolkit reads each when a text
// is first set in it, and guards none of it: nobody may measure text until the channel is closed.
func readFonts(serif bool) (read <-chan struct{}) {
	go reader.Fonts(serif) // whoever needs them waits
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Monospace: true}} {
			readFont(style)
		}
	}()
	return done
}

// readFont has the toolkit read a font of the window's controls.
func readFont(style fyne.TextStyle) { fyne.MeasureText("x", 14, style) }
