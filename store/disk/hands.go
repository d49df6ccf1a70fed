package disk

import (
	"os"
	"runtime"
	"sync"

	"github.com/parallax-annotation/parallax/store/table"
)

// hands counts, by path, the connections that this process has to files. Closing a file that was opened by hand drops all locks
// that the process holds on it (POSIX), so one that is looked into by hand while it is in this list is closed only when the
// last connection is.
var hands = struct {
	sync.Mutex
	count map[string]int
	later map[string][]*os.File
}{count: map[string]int{}, later: map[string][]*os.File{}}

// TakeInHand notes that a connection to a file is open, until it is closed.
func TakeInHand(s *table.Session, path string) {
	s.Path, s.Closed = path, func() { putDown(path) }
	hands.Lock()
	defer hands.Unlock()
	hands.count[path]++
}

func putDown(path string) {
	hands.Lock()
	defer hands.Unlock()
	if hands.count[path]--; hands.count[path] > 0 {
		return
	}
	delete(hands.count, path)
	for _, file := range hands.later[path] {
		file.Close()
	}
	delete(hands.later, path)
}

// InHand says whether this process has connections to a file.
func InHand(path string) bool {
	hands.Lock()
	defer hands.Unlock()
	return hands.count[path] > 0
}

// LookInto calls fn with a project's file, which may be in hand, opened to be read.
func LookInto(path string, fn func(*os.File) error) error {
	file, err := openByHand(path)
	if err != nil {
		return err
	}
	defer closeByHand(path, file)
	return fn(file)
}

func openByHand(path string) (*os.File, error) {
	hands.Lock()
	defer hands.Unlock()
	for i, file := range hands.later[path] {
		kept, err := file.Stat()
		if err != nil {
			continue
		}
		if info, err := os.Stat(path); err == nil && os.SameFile(info, kept) {
			hands.later[path] = append(hands.later[path][:i:i], hands.later[path][i+1:]...)
			return file, nil
		}
	}
	return os.Open(path)
}

func closeByHand(path string, file *os.File) {
	hands.Lock()
	defer hands.Unlock()
	if hands.count[path] > 0 && runtime.GOOS != "windows" { // where locks belong to the opened file, and an open file cannot be renamed
		hands.later[path] = append(hands.later[path], file)
		return
	}
	file.Close()
}
