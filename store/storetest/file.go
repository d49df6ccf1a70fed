package storetest

import (
	"os"
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
