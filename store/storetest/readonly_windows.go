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
	if file, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		file.Close()
		t.Skip("nothing is read-only to whoever runs this, as to root under wine")
	}
	return end
}
