package store

import "sync"

// hands counts, by path, the connections that this process has to files. Opening and closing a file by hand drops the locks
// that the process holds on it (POSIX), so nothing here looks into a file by hand while it is in this list.
var hands = struct {
	sync.Mutex
	count map[string]int
}{count: map[string]int{}}

func takeInHand(path string) {
	hands.Lock()
	defer hands.Unlock()
	hands.count[path]++
}

func putDown(path string) {
	hands.Lock()
	defer hands.Unlock()
	if hands.count[path]--; hands.count[path] <= 0 {
		delete(hands.count, path)
	}
}

// inHand says whether this process has connections to a file.
func inHand(path string) bool {
	hands.Lock()
	defer hands.Unlock()
	return hands.count[path] > 0
}
