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
	file, err := os.OpenFile(path+"-shm", os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer file.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Whence: 0, Start: lockedByte, Len: 1}
	return syscall.FcntlFlock(file.Fd(), syscall.F_GETLK, &lock) == nil && lock.Type != syscall.F_UNLCK
}

// MayWrite says whether a file and its folder may be written to. It is not asked of a file that this process has in hand.
func MayWrite(path string) bool {
	if unix.Access(filepath.Dir(path), unix.W_OK) != nil {
		return false
	}
	return unix.Access(path, unix.W_OK) == nil
}
