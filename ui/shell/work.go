package shell

import (
	"context"
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/parallax-annotation/parallax/ui/session"
	"github.com/parallax-annotation/parallax/ui/sheet"
)

// patience is how long work may take before the window says that it is working.
const patience = 100 * time.Millisecond

// work is the sheet over the window while long work is under way.
type work struct {
	window   *Window
	title    string
	cancel   func()
	bar      *widget.ProgressBar
	unknown  *widget.ProgressBarInfinite
	sheet    *sheet.Sheet
	finished bool
}

// showWork begins to show work once it has lasted longer than the patience.
func (w *Window) showWork(title string, cancel func()) session.Working {
	k := &work{window: w, title: title, cancel: cancel, bar: widget.NewProgressBar()}
	k.unknown = widget.NewProgressBarInfinite()
	k.bar.Hide()
	time.AfterFunc(patience, func() { w.onUI(k.show) })
	return k
}

func (k *work) show() {
	if k.finished {
		return
	}
	k.sheet = k.window.sheets.Show(sheet.Options{
		Title: k.title, Body: container.NewStack(k.bar, k.unknown), Width: 420, Close: "Cancel",
		Closed: func() {
			k.unknown.Stop()
			if !k.finished {
				k.cancel()
			}
		},
	})
}

// Progress implements session.Working.
func (k *work) Progress(done, total int) {
	if total <= 0 {
		return
	}
	if k.unknown.Visible() {
		k.unknown.Stop()
		k.unknown.Hide()
		k.bar.Show()
	}
	k.bar.Max = float64(total)
	k.bar.SetValue(float64(done))
}

// Finish implements session.Working.
func (k *work) Finish() {
	k.finished = true
	k.unknown.Stop()
	if k.sheet != nil {
		k.sheet.Dismiss()
	}
}

// busy runs fn beside the window, where no project need be open, then calls then on the window's goroutine.
func (w *Window) busy(title string, fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	shown := w.showWork(title, cancel)
	go func() {
		err := fn(ctx, func(done, total int) { w.onUI(func() { shown.Progress(done, total) }) })
		cancel()
		w.onUI(func() {
			shown.Finish()
			then(err)
		})
	}()
}
