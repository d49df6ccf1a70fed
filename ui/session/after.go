package session

import "time"

// After runs fn on the window's goroutine once d has passed, unless the session has closed by then.
func (s *Session) After(d time.Duration, fn func()) *time.Timer {
	return time.AfterFunc(d, func() {
		s.onUI(func() {
			if s.ctx.Err() == nil {
				fn()
			}
		})
	})
}
