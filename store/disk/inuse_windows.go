package disk

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// InUse says whether a program has the log of a file in hand: then its index cannot be opened to be removed, for SQLite lets nobody share
// that. Nothing is removed.
func InUse(path string) bool {
	index, err := windows.UTF16PtrFromString(path + "-shm")
	if err != nil {
		return false
	}
	const everybody = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	file, err := windows.CreateFile(index, windows.DELETE, everybody, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	windows.CloseHandle(file)
	return false
}

// HeldElsewhere would say whether another program has a file in hand under another name; that cannot be told here.
func HeldElsewhere(string) bool { return false }

// MayWrite says whether a file may be written to.
func MayWrite(path string) bool {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return file.Close() == nil
}
