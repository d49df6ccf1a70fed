package store

import "os"

// processRuns says whether there is a process of that number.
func processRuns(pid int) bool {
	process, err := os.FindProcess(pid) // opens it on Windows, and fails where there is none
	if err != nil {
		return false
	}
	process.Release()
	return true
}
