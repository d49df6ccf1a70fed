package storetest

import (
	"os"
	"sync"
	"testing"
)

// MayOnlyRead makes a file read-only until the function that it returns is called, or the test ends.
func MayOnlyRead(t testing.TB, path string) (end func()) {
	t.Helper()
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	end = sync.OnceFunc(func() {
		if err := os.Chmod(path, 0o644); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(end)
	return end
}
