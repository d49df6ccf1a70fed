package main

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// cpuTime is what all threads of this process have worked so far.
func cpuTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("time worked: %w", err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}

// residentMemory is the memory of this process that is in use, in bytes. It is read from /proc, so that the program
// runs on Linux only.
func residentMemory() (int64, error) {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, fmt.Errorf("memory in use: %w", err)
	}
	var size, resident int64
	if _, err := fmt.Sscan(string(data), &size, &resident); err != nil {
		return 0, fmt.Errorf("memory in use: %w", err)
	}
	return resident * int64(os.Getpagesize()), nil
}
