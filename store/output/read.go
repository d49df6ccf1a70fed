package output

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"

	"golang.org/x/term"

	"github.com/parallax-annotation/parallax/annotate"
)

// mostCodebook is how large the file of a codebook may be, in bytes.
const mostCodebook = 16 << 20

// ReadCodebook reads the file of a codebook that somebody names. A project, or what lies beside one, is refused without opening it by
// hand, which would drop the locks that the process may hold on it. It may be a pipe that nobody writes to: ctx ends the waiting.
func ReadCodebook(ctx context.Context, path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil: // opening it says what is the matter
	case IsBesideDatabase(path) || IsDatabase(path):
		return nil, annotate.Invalidf("%s is a project or belongs to one: name a TOML file", path)
	case !info.Mode().IsRegular() && info.Mode().Type() != fs.ModeNamedPipe && !isTerminal(path):
		return nil, annotate.Invalidf("%s is neither a file nor a pipe: name a TOML file", path)
	}
	type read struct {
		data []byte
		err  error
	}
	done := make(chan read, 1)
	go func() {
		data, err := readAtMost(path, mostCodebook)
		done <- read{data, err}
	}()
	select {
	case r := <-done:
		return r.data, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// readAtMost reads a file of a size at most.
func readAtMost(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, Reason(err))
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(data)) > most {
		err = annotate.Invalidf("%s is larger than %d MB, which no codebook is: name a TOML file", path, most>>20)
	}
	return data, err
}

// isTerminal says whether what is typed into a terminal is read from path.
func isTerminal(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	return term.IsTerminal(int(file.Fd()))
}
