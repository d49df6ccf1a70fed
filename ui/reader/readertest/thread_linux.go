package readertest

import (
	"time"

	"golang.org/x/sys/unix"
)

// ThreadTime is how long the thread that calls it has worked so far, to the nanosecond; 0 where the system does not say.
// A goroutine that compares two times is locked to its thread between them.
func ThreadTime() time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
