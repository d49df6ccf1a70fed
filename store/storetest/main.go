package storetest

import (
	"context"
	"flag"
	"os"
	"testing"
)

var ctx = context.Background()

// Main runs the tests of a package beside a home of their own. Each random history is a project of some people, so that six of each
// kind are tried; make soak tries many more.
func Main(m *testing.M) {
	leave := Home()
	if err := flag.Set("rapid.checks", "6"); err != nil {
		panic(err)
	}
	code := m.Run()
	leave()
	os.Exit(code)
}

// Home lets the user's folders, in which copies are kept and things rescued, be ones that leave removes.
func Home() (leave func()) {
	cache, err := os.MkdirTemp("", "parallax-test-")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_CACHE_HOME", cache)
	os.Setenv("HOME", cache)
	return func() { os.RemoveAll(cache) }
}
