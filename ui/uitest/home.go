package uitest

import (
	"os"
	"testing"
)

// AtHome runs the tests of a package in a home of their own: what a window keeps for its user, and what it rescues there when the
// folder of a test is gone, is not to land in the home of whoever runs them.
func AtHome(m *testing.M) (code int) {
	home, err := os.MkdirTemp("", "parallax-test-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(home)
	for _, name := range []string{"HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"} {
		os.Setenv(name, home)
	}
	return m.Run()
}
