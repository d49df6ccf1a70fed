//go:build !linux

package readertest

import "time"

// ThreadTime is 0: what a thread has worked is not asked for on this system.
func ThreadTime() time.Duration { return 0 }
