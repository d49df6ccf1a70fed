package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/parallax-annotation/parallax/store/output"
)

// writeJSON writes value as one line of JSON.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

// told says of work that is saved that only the report on it could not be written; nil where it was.
func told(work string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s and saved, but the report on it could not be written (%w): do not do it again", work, fileError(err))
}

// oneOf refuses a value of a flag that is not among words.
func oneOf(flag, value string, words []string) error {
	if slices.Contains(words, value) {
		return nil
	}
	return usagef("--%s %q is not one of %s", flag, value, strings.Join(words, ", "))
}

// plural returns "1 span", "2 spans".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// fileError says what the system refused, with the file first: "notes.toml: no such file or directory".
func fileError(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return fmt.Errorf("%s: %w", failed.Path, output.Reason(failed.Err))
	}
	return err
}

// bar shows how far long work is. It draws nothing where standard error is not a terminal.
type bar struct{ drawn *progressbar.ProgressBar }

func newBar(command *cobra.Command, what string) *bar {
	file, ok := command.ErrOrStderr().(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return &bar{}
	}
	return &bar{progressbar.NewOptions(-1,
		progressbar.OptionSetWriter(file),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionThrottle(100_000_000), // nanoseconds
		progressbar.OptionSetWidth(30),
	)}
}

// set shows that done of total is done. total is 0 where it is not known.
func (b *bar) set(done, total int) {
	if b.drawn == nil {
		return
	}
	if total > 0 && b.drawn.GetMax() != total {
		b.drawn.ChangeMax(total)
	}
	// What the bar says about itself is no reason to end the work.
	_ = b.drawn.Set(done)
}

func (b *bar) finish() {
	if b.drawn != nil {
		_ = b.drawn.Finish()
	}
}
