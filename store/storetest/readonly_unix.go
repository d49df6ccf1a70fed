//go:build unix

package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
)

// nobody is a user to whom nothing belongs.
const nobody = 65534

// MayOnlyRead makes a file and its folder read-only until the function that it returns is called, or the test ends. Nothing is
// read-only to root: while a test that root runs has a file so, it counts as called by another user, who may write nothing at all.
func MayOnlyRead(t testing.TB, path string) (end func()) {
	t.Helper()
	folder := filepath.Dir(path)
	err := errors.Join(os.Chmod(path, 0o444), os.Chmod(folder, 0o555))
	root := os.Getuid() == 0
	if root {
		err = errors.Join(err, syscall.Setreuid(nobody, -1))
	}
	end = sync.OnceFunc(func() {
		err := errors.Join(os.Chmod(folder, 0o755), os.Chmod(path, 0o644))
		if root {
			err = errors.Join(err, syscall.Setreuid(0, -1))
		}
		if err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	if err != nil {
		t.Fatal(err)
	}
	return end
}
