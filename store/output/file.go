package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
)

// Write puts at path what write writes. An ordinary file is written beside its place and gets its name when it is whole:
// where write fails, or the program ends, what was there before is there still. A link is followed and stays; a device or a
// pipe is written to as it is. A project is never replaced.
func Write(ctx context.Context, path string, write func(io.Writer) error) error {
	if err := Writable(path); err != nil {
		return err
	}
	place, through, err := Place(path)
	if err != nil {
		return err
	}
	if through {
		return writeThrough(ctx, path, write)
	}
	file, err := newOutputFile(place, path)
	if err != nil {
		return err
	}
	defer file.discard()
	if err := write(plainly{file.File}); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := file.finish(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), place); err != nil {
		return fmt.Errorf("writing %s: %w", path, Reason(err))
	}
	file.placed = true
	return SyncFolder(filepath.Dir(place))
}

// Place follows the links at path to where its file is, or is to be, and says whether what stands there is written to as
// it is, as all that is not an ordinary file of a folder.
func Place(path string) (place string, through bool, err error) {
	if place, err = filepath.Abs(path); err != nil {
		return "", false, fmt.Errorf("finding %s: %w", path, err)
	}
	for range 40 { // as many links as Linux follows
		folder, err := filepath.EvalSymlinks(filepath.Dir(place))
		if err != nil {
			return "", false, annotate.NotFoundf("%s leads to a folder that is not there: make it first, or name another one", path)
		}
		place = filepath.Join(folder, filepath.Base(place))
		if strings.HasPrefix(place, "/proc/") || strings.HasPrefix(place, "/dev/fd/") {
			return place, true, nil // what another program has open, such as standard output by its name
		}
		info, err := os.Lstat(place)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return place, false, nil
		case err != nil:
			return "", false, fmt.Errorf("finding %s: %w", path, err)
		case info.Mode().Type() == fs.ModeSymlink:
			to, err := os.Readlink(place)
			if err != nil {
				return "", false, fmt.Errorf("finding %s: %w", path, err)
			}
			if !filepath.IsAbs(to) {
				to = filepath.Join(folder, to)
			}
			place = to
			continue
		case info.IsDir():
			return "", false, annotate.Invalidf("%s is a folder: name a file in it", path)
		case info.Mode().Type() == fs.ModeSocket:
			return "", false, annotate.Invalidf("%s is a socket: name a file", path)
		}
		return place, !info.Mode().IsRegular(), nil
	}
	return "", false, annotate.Invalidf("%s is a link that leads in a circle: name another file", path)
}

// writeThrough writes to a device, a pipe, or what another program has open. A pipe waits for its reader as long as ctx lasts.
func writeThrough(ctx context.Context, path string, write func(io.Writer) error) error {
	var file *os.File
	for {
		var err error
		file, err = os.OpenFile(path, os.O_WRONLY|os.O_APPEND|syscall.O_NONBLOCK, 0)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.ENXIO) || !isPipe(path) { // ENXIO: nobody reads from it yet
			return fmt.Errorf("writing %s: %w", path, Reason(err))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	defer context.AfterFunc(ctx, func() { _ = file.SetWriteDeadline(time.Unix(1, 0)) })() // ends a write that waits for a reader
	err := errors.Join(write(plainly{file}), Reason(file.Close()))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// plainly is a file whose errors are the reason alone: whoever writes to it says to which file, and does not know of drafts.
type plainly struct{ file *os.File }

func (p plainly) Write(data []byte) (int, error) {
	n, err := p.file.Write(data)
	return n, Reason(err)
}

// ErrFull is what is said where there is no room.
var ErrFull = errors.New("the disk is full: make room and do it again")

// errInUse is what Windows means by a sharing violation: there a file that is open can be neither removed nor renamed nor replaced.
var errInUse = errors.New("another program has it open: close it there and do it again")

// Reason is what the system said, without the names of drafts, which say nothing to anybody.
func Reason(err error) error {
	switch {
	case IsFull(err):
		return ErrFull
	case isInUse(err):
		return errInUse
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		return link.Err
	}
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	return err
}

func isPipe(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().Type() == fs.ModeNamedPipe
}

// outputFile is an ordinary file that is being written beside its place.
type outputFile struct {
	*os.File
	place  string
	named  string // as its user calls it
	placed bool
}

func newOutputFile(place, named string) (*outputFile, error) {
	mode := fs.FileMode(0o666)
	if old, err := os.Stat(place); err == nil {
		mode = old.Mode().Perm()
		there, err := os.OpenFile(place, os.O_WRONLY, 0) // what may not be written may not be replaced either
		if err != nil {
			return nil, annotate.Invalidf("%s may not be written: change its permissions, or name another file", named)
		}
		there.Close()
	}
	file, err := os.OpenFile(Draft(place), os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode|0o200)
	if err != nil {
		return nil, notMade(place, named, err)
	}
	return &outputFile{File: file, place: place, named: named}, nil
}

// finish brings the file to the disk.
func (f *outputFile) finish() error {
	err := f.Sync()
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", f.named, Reason(err))
	}
	if old, err := os.Stat(f.place); err == nil && old.Mode().IsRegular() {
		_ = os.Chmod(f.Name(), old.Mode().Perm()) // as before where the system allows it
	}
	return nil
}

// discard closes the file and takes it away unless it has its place.
func (f *outputFile) discard() {
	f.Close()
	if !f.placed {
		os.Remove(f.Name())
	}
}
