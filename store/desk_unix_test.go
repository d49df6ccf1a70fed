//go:build !windows

package store_test

import (
	"syscall"
	"testing"
)

func TestAPipeIsNotOpened(t *testing.T) {
	notOpened(t, func(path string) error { return syscall.Mkfifo(path, 0o644) })
}
