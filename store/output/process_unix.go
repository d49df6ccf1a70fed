//go:build unix

package output

import (
	"errors"
	"syscall"
)

// IsFull says whether an error is that there is no room, or no more that its user may take.
func IsFull(err error) bool {
	return errors.Is(err, ErrFull) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// running says whether there is a process of that number.
func running(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// isInUse says nothing here: what is open can be removed, renamed and replaced.
func isInUse(error) bool { return false }
