package main

import (
	"bytes"
	"errors"
	"log"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// A display that cannot be used is a sentence with its reason, whether the toolkit panics then or not; all else that it says or
// panics with goes where it went.
func TestADisplayThatCannotBeOpenedIsASentence(t *testing.T) {
	var written bytes.Buffer
	log.SetOutput(&written)
	defer log.SetOutput(os.Stderr)
	for _, c := range []struct {
		reason string
		show   func()
		want   string
	}{
		{"panics", func() {
			fyne.LogError("failed to initialise GLFW", errors.New("PlatformUnavailable: X11: Failed to open display :99"))
			panic(errors.New("NotInitialized: The GLFW library is not initialized"))
		}, "no window can be opened (X11: Failed to open display :99): see parallax --help"},
		{"goes on", func() {
			fyne.LogError("window creation error", errors.New("APIUnavailable: GLX: GLX extension not found"))
		},
			"no window can be opened (GLX: GLX extension not found): see parallax --help"},
		{"no reason", func() { fyne.LogError("window creation error", nil) }, "no window can be opened (the display cannot be used)"},
	} {
		if err := shown(c.show); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", c.reason, err)
		}
	}
	if written.Len() > 0 {
		t.Errorf("the log has it too: %s", written.String())
	}
	if err := shown(func() { fyne.LogError("a font is missing", nil) }); err != nil || !strings.Contains(written.String(), "a font is missing") {
		t.Errorf("%v, and the log has %q", err, written.String())
	}
	defer func() {
		if why := recover(); why != "a mistake" {
			t.Errorf("a panic of another kind became %v", why)
		}
	}()
	t.Errorf("a panic of another kind was kept quiet: %v", shown(func() { panic("a mistake") }))
}
