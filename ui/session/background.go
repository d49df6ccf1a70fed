package session

import (
	"context"
	"time"

	"github.com/parallax-annotation/parallax/store"
)

// Working is what shows that long work is under way.
type Working interface {
	Progress(done, total int) // total is 0 where it is not known
	Finish()
}

// Background runs fn beside the window, then calls then (which may be nil) with its error on the window's goroutine.
// Where OnWork is set the work is shown with a way to cancel it, which ends the context of fn. fn may call progress
// as often as it likes; the window hears of it at most every 50 milliseconds, and of the last call.
func (s *Session) Background(title string, fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	ctx, cancel := context.WithCancel(s.ctx)
	var shown Working
	if s.OnWork != nil {
		shown = s.OnWork(title, cancel)
	}
	s.finished.Add(1)
	s.running.Add(1)
	go func() {
		var last time.Time
		err := fn(ctx, func(done, total int) {
			if shown == nil || (time.Since(last) < 50*time.Millisecond && done != total) {
				return
			}
			last = time.Now()
			s.onUI(func() { shown.Progress(done, total) })
		})
		cancel()
		s.finished.Done()
		s.onUI(func() {
			s.running.Add(-1)
			if shown != nil {
				shown.Finish()
			}
			if then != nil && s.ctx.Err() == nil {
				then(err)
			}
		})
	}()
}

// Work is Background for a view that has a progress bar and a cancel button of its own: progress hears on the window's
// goroutine what share is done, from 0 to 1, and the function that is returned ends the work.
func (s *Session) Work(title string, progress func(share float64), fn func(ctx context.Context, progress func(done, total int)) error, then func(error)) (cancel func()) {
	own, cancel := context.WithCancel(s.ctx)
	s.Background(title, func(ctx context.Context, outer func(done, total int)) error {
		defer context.AfterFunc(ctx, cancel)()
		var last time.Time
		return fn(own, func(done, total int) {
			outer(done, total)
			if total == 0 || time.Since(last) < 50*time.Millisecond && done < total {
				return
			}
			last = time.Now()
			s.onUI(func() { progress(float64(done) / float64(total)) })
		})
	}, func(err error) {
		cancel()
		then(err)
	})
	return cancel
}

// Busy says whether anything is being read or worked on beside the window, or has ended but was not shown yet.
func (s *Session) Busy() bool { return s.running.Load() > 0 }

// Poll looks each interval whether another process wrote to the project, or something happened to its file, and tells the
// listeners, until the session closes.
func (s *Session) Poll(interval time.Duration) {
	s.Project.Hear(func(news store.News) {
		s.onUI(func() {
			if s.ctx.Err() == nil && s.OnNews != nil {
				s.OnNews(news)
			}
		})
	})
	version, err := s.Project.DataVersion(s.ctx)
	if err != nil {
		s.Fail(err)
		return
	}
	s.finished.Add(1)
	go func() {
		defer s.finished.Done()
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			select {
			case <-s.ctx.Done():
				return
			case <-tick.C:
			}
			now, err := s.Project.DataVersion(s.ctx)
			if err != nil || now == version {
				continue // a file that is busy is asked again at the next tick
			}
			version = now
			s.onUI(func() {
				if s.ctx.Err() == nil {
					s.refresh(store.Act{Action: External, Large: true})
				}
			})
		}
	}()
}

// Read runs read beside the window, then calls then on the window's goroutine. Where read fails the error is shown
// and then is not called; nor is it after the session has closed.
func (s *Session) Read(read func(ctx context.Context) error, then func()) {
	if s.ctx.Err() != nil {
		return
	}
	s.finished.Add(1)
	s.running.Add(1)
	go func() {
		err := read(s.ctx)
		s.finished.Done()
		s.onUI(func() {
			s.running.Add(-1)
			switch {
			case s.ctx.Err() != nil:
			case err != nil:
				s.Fail(err)
			default:
				then()
			}
		})
	}()
}
