package shell

import (
	"os"
	"testing"
)

// TestMain gives the window a home of its own: what it keeps for its user, and what it rescues there when the folder of a test is
// gone, is not to land in the home of whoever runs the tests.
func TestMain(m *testing.M) {
	home, err := os.MkdirTemp("", "parallax-test-")
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"} {
		os.Setenv(name, home)
	}
	code := m.Run()
	os.RemoveAll(home)
	os.Exit(code)
}
