// Package clip reads from the clipboard what the toolkit does not give: a text with its markup. It asks the programs that a system
// has for that, and where there is none there is no markup.
//
// It does not know what the text is for. Start with HTML.
package clip

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	patience = 2 * time.Second
	most     = 32 << 20 // bytes that are read
)

// reader is a program that writes one kind of what lies on the clipboard to its standard output.
type reader struct {
	needs string // the variable of the environment without which it reads nothing
	name  string
	args  []string // the kind follows
}

var readers = []reader{
	{"WAYLAND_DISPLAY", "wl-paste", []string{"--no-newline", "--type"}},
	{"DISPLAY", "xclip", []string{"-selection", "clipboard", "-o", "-t"}},
}

// HTML is the page that was copied together with a text, "" where there is none or it cannot be had. It may take a moment, and must
// not be called on the goroutine of the window, which may have to answer for its own clipboard.
func HTML(ctx context.Context, text string) string {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for _, r := range readers {
		if os.Getenv(r.needs) == "" {
			continue
		}
		plain := r.read(ctx, "UTF8_STRING")
		if plain == "" || strings.TrimSpace(plain) != strings.TrimSpace(text) {
			continue // it is another clipboard than the toolkit's
		}
		if page := r.read(ctx, "text/html"); strings.Contains(page, "<") {
			return page
		}
	}
	return ""
}

// read is what lies there of a kind, "" where nothing does.
func (r reader) read(ctx context.Context, kind string) string {
	program := exec.CommandContext(ctx, r.name, append(r.args[:len(r.args):len(r.args)], kind)...)
	out, err := program.StdoutPipe()
	if err != nil || program.Start() != nil {
		return ""
	}
	data, readErr := io.ReadAll(io.LimitReader(out, most+1))
	if len(data) > most {
		program.Process.Kill() //nolint:errcheck // it would go on writing
	}
	if program.Wait() != nil || readErr != nil || len(data) > most {
		return ""
	}
	return string(data)
}
