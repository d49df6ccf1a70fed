package storetest

import (
	"os"
	"runtime"
	"strings"
	"testing"
)

// NamesIn are what lies in a folder.
func NamesIn(t testing.TB, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return strings.Join(all, " ")
}

// Wants fails the test where a file holds something else.
func Wants(t testing.TB, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q, not %q: %v", path, got, want, err)
	}
}

// Symlink makes a link. Windows lets only some make one, and wine says that it has made it where it has not: there the test ends.
func Symlink(t testing.TB, to, link string) {
	t.Helper()
	err := os.Symlink(to, link)
	if err == nil {
		_, err = os.Lstat(link)
	}
	if err != nil && runtime.GOOS == "windows" {
		t.Skip("no links can be made here:", err)
	}
	if err != nil {
		t.Fatal(err)
	}
}
