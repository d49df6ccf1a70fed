package clip

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// program puts a program of that name first that answers as a clipboard does.
func program(t *testing.T, name, plain, page string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("it is a shell script")
	}
	folder := t.TempDir()
	script := "#!/bin/sh\nfor kind; do :; done\ncase $kind in UTF8_STRING) printf '%s' '" + plain + "';; text/html) printf '%s' '" + page + "';; *) exit 1;; esac\n"
	if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

func TestHTMLIsReadWhereItBelongsToTheText(t *testing.T) {
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", ":0")
	program(t, "xclip", "Ferry sold\n", "<h1>Ferry sold</h1>")
	for text, want := range map[string]string{"Ferry sold": "<h1>Ferry sold</h1>", "Another text": ""} {
		if got := HTML(context.Background(), text); got != want {
			t.Errorf("with %q: %q, want %q", text, got, want)
		}
	}
	t.Setenv("DISPLAY", "")
	if got := HTML(context.Background(), "Ferry sold"); got != "" {
		t.Errorf("without a screen: %q", got)
	}
}

func TestTextWithoutMarkupHasNone(t *testing.T) {
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	t.Setenv("DISPLAY", "")
	program(t, "wl-paste", "Ferry sold", "")
	if got := HTML(context.Background(), "Ferry sold"); got != "" {
		t.Errorf("%q", got)
	}
	t.Setenv("PATH", t.TempDir())
	if got := HTML(context.Background(), "Ferry sold"); got != "" {
		t.Errorf("without the program: %q", got)
	}
}
