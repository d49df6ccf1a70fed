package session

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// Working is what shows that long work is under way.
type Working interface {
	Progress(done, total int) // total is 0 where it is not known
	Finish()
}

// Worker runs what takes long beside the window, then hands what came of it to the goroutine of the window.
type Worker struct {
	OnUI   func(func())                              // runs a function on the goroutine of the window
	OnWork func(title string, cancel func()) Working // shows that long work has begun

	fail     func(error) // shows an error
	ctx      context.Context
	close    context.CancelFunc
	finished sync.WaitGroup // background work and the polling
	running  atomic.Int32   // background work that has not been shown yet
	reading  atomic.Int32   // those of them that read what is to be shown
}

// Background runs fn beside the window, then calls then (which may be nil) with its error on the window's goroutine.
// Where OnWork is set the work is shown with a way to cancel it, which ends the context of fn. fn may call progress
// as often as it likes; the window hears of it at most every 50 milliseconds, and of the last call.
func (w *Worker) Background(title string, fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	ctx, cancel := context.WithCancel(w.ctx)
	var shown Working
	if w.OnWork != nil {
		shown = w.OnWork(title, cancel)
	}
	w.start(ctx, cancel, shown, fn, then)
}

// Quietly is Background for what the view itself says that it is under way.
func (w *Worker) Quietly(fn func(ctx context.Context) error, then func(error)) {
	ctx, cancel := context.WithCancel(w.ctx)
	w.start(ctx, cancel, nil, func(ctx context.Context, _ func(done, total int)) error { return fn(ctx) }, then)
}

// start runs fn beside the window; shown, which may be nil, shows how far it is.
func (w *Worker) start(ctx context.Context, cancel func(), shown Working, fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	w.finished.Add(1)
	w.running.Add(1)
	go func() {
		var last time.Time
		err := fn(ctx, func(done, total int) {
			if shown == nil || (time.Since(last) < 50*time.Millisecond && done != total) {
				return
			}
			last = time.Now()
			w.onUI(func() { shown.Progress(done, total) })
		})
		cancel()
		w.finished.Done()
		w.onUI(func() {
			w.running.Add(-1)
			if shown != nil {
				shown.Finish()
			}
			if then != nil && w.ctx.Err() == nil {
				then(err)
			}
		})
	}()
}

// Work is Background for a view that has a progress bar and a cancel button of its own: progress hears on the window's
// goroutine what share is done, from 0 to 1, and the function that is returned ends the work. No other bar is shown.
func (w *Worker) Work(progress func(share float64), fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) (cancel func()) {
	own, cancel := context.WithCancel(w.ctx)
	w.Quietly(func(context.Context) error {
		var last time.Time
		return fn(own, func(done, total int) {
			if total == 0 || time.Since(last) < 50*time.Millisecond && done < total {
				return
			}
			last = time.Now()
			w.onUI(func() { progress(float64(done) / float64(total)) })
		})
	}, func(err error) {
		cancel()
		then(err)
	})
	return cancel
}

// Busy says whether anything is being read or worked on beside the window, or has ended but was not shown yet.
func (w *Worker) Busy() bool { return w.running.Load() > 0 }

// Reading says whether anything is being read, or was but is not shown yet.
func (w *Worker) Reading() bool { return w.reading.Load() > 0 }

// Read runs read beside the window, then calls then on the window's goroutine. Where read fails the error is shown
// and then is not called; nor is it after the session has closed.
func (w *Worker) Read(read func(ctx context.Context) error, then func()) {
	if w.ctx.Err() != nil {
		return
	}
	w.finished.Add(1)
	w.running.Add(1)
	w.reading.Add(1)
	go func() {
		err := read(w.ctx)
		w.finished.Done()
		w.onUI(func() {
			w.running.Add(-1)
			w.reading.Add(-1)
			switch {
			case w.ctx.Err() != nil:
			case err != nil:
				w.fail(err)
			default:
				then()
			}
		})
	}()
}

// After runs fn on the window's goroutine once d has passed, unless the session has closed by then.
func (w *Worker) After(d time.Duration, fn func()) *time.Timer {
	return time.AfterFunc(d, func() {
		w.onUI(func() {
			if w.ctx.Err() == nil {
				fn()
			}
		})
	})
}

// Soon runs a function once nobody has asked for it for a while.
type Soon struct {
	worker *Worker
	wait   time.Duration
	run    func()
	timer  *time.Timer
}

// Soon returns what runs fn once it was not asked for during d.
func (w *Worker) Soon(d time.Duration, fn func()) *Soon { return &Soon{worker: w, wait: d, run: fn} }

// Ask begins the wait, anew where it has begun.
func (s *Soon) Ask() {
	s.Stop()
	s.timer = s.worker.After(s.wait, s.run)
}

// Stop calls off what was asked for.
func (s *Soon) Stop() {
	if s.timer != nil {
		s.timer.Stop()
	}
}

// Context ends when the session closes; reads of the project take it.
func (w *Worker) Context() context.Context { return w.ctx }

// Stop ends background work, without waiting for it, and lets nothing more be done. It may be called from any goroutine.
func (w *Worker) Stop() { w.close() }

func (w *Worker) onUI(fn func()) {
	if w.OnUI == nil {
		fn()
		return
	}
	w.OnUI(fn)
}
