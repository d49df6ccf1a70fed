package disk

import "os"

// InUse says whether a program has the log of a file in hand: then its index can be neither removed nor renamed.
func InUse(path string) bool {
	index := path + "-shm"
	if _, err := os.Stat(index); err != nil {
		return false
	}
	if err := os.Rename(index, index+"~"); err != nil {
		return true
	}
	return os.Rename(index+"~", index) != nil
}

// MayWrite says whether a file may be written to.
func MayWrite(path string) bool {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	return file.Close() == nil
}
