//go:build unix

package disk

import (
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// lockedByte is the byte of the index beside the log that every connection to it holds (WAL_DMS in SQLite's wal.c).
const lockedByte = 128

// InUse says whether a program has the log of a file in hand. The locks of this one do not show, and would be dropped by looking.
func InUse(path string) bool {
	if InHand(path) {
		return true
	}
	return sharesLog(path)
}

// sharesLog says whether another program than this one has the log of a file in hand.
func sharesLog(path string) bool {
	file, err := os.OpenFile(path+"-shm", os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer closeByHand(path, file)
	return isLocked(file, lockedByte, 1)
}

// The bytes of a file, one of which every connection to it holds that reads from it, and as long as it keeps a log (SHARED_FIRST and
// SHARED_SIZE in SQLite's os.h).
const (
	sharedBytes    = 0x40000002
	sharedBytesLen = 510
)

// HeldElsewhere says of a file that keeps a log whether another program has it in hand under another name, a hard link. Its log lies
// beside that, and nothing is seen of it here, so that two would write over each other. Who is just about to take it up or to let go
// of it under this name may look so for a moment.
func HeldElsewhere(path string) (held bool) {
	if sharesLog(path) {
		return false
	}
	err := LookInto(path, func(file *os.File) error {
		held = isLocked(file, sharedBytes, sharedBytesLen)
		return nil
	})
	return err == nil && held
}

// isLocked says whether another program holds a lock on bytes of a file.
func isLocked(file *os.File, start, length int64) bool {
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: 0, Start: start, Len: length}
	return syscall.FcntlFlock(file.Fd(), syscall.F_GETLK, &lock) == nil && lock.Type != syscall.F_UNLCK
}

// MayWrite says whether a file and its folder may be written to. It is not asked of a file that this process has in hand.
func MayWrite(path string) bool {
	if unix.Access(filepath.Dir(path), unix.W_OK) != nil {
		return false
	}
	return unix.Access(path, unix.W_OK) == nil
}
