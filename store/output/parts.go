package output

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parallax-annotation/parallax/annotate"
)

// Parts are files of one folder that belong together, such as those of a split: all of them get their places, or none. A folder
// that is not there yet is made under another name and gets its own in one step. In one that is there, the parts of before are
// taken away before the first new one is placed: whatever happens, old and new ones never stand side by side.
type Parts struct {
	folder string // as it will be called
	draft  string // as it is called until then, "" where it is there already
	files  []*outputFile
}

// NewParts begins parts of a folder, which need not be there yet.
func NewParts(folder string) (*Parts, error) {
	info, err := os.Stat(folder)
	switch {
	case err == nil && !info.IsDir():
		return nil, annotate.Invalidf("%s is a file: a split needs a folder", folder)
	case err == nil:
		return &Parts{folder: folder}, nil
	case !errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("finding %s: %w", folder, err)
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return nil, fmt.Errorf("finding %s: %w", folder, err)
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o777); err != nil {
		return nil, fmt.Errorf("making %s: %w", filepath.Dir(folder), Reason(err))
	}
	draft := Draft(folder)
	if err := os.Mkdir(draft, 0o777); err != nil {
		return nil, fmt.Errorf("making %s: %w", folder, Reason(err))
	}
	return &Parts{folder: folder, draft: draft}, nil
}

// Create begins a part.
func (o *Parts) Create(name string) (io.Writer, error) {
	path := filepath.Join(o.folder, name)
	if o.draft != "" {
		file, err := os.OpenFile(filepath.Join(o.draft, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", path, Reason(err))
		}
		o.files = append(o.files, &outputFile{File: file, place: path, named: path})
		return plainly{file}, nil
	}
	if err := Writable(path); err != nil {
		return nil, err
	}
	place, through, err := Place(path)
	if err == nil && through {
		err = annotate.Invalidf("%s is a device or a pipe, into which no part of a split goes: name another folder", path)
	}
	if err != nil {
		return nil, err
	}
	file, err := newOutputFile(place, path)
	if err != nil {
		return nil, err
	}
	o.files = append(o.files, file)
	return plainly{file.File}, nil
}

// Place gives all parts their names.
func (o *Parts) Place() (err error) {
	for _, file := range o.files {
		if err := file.finish(); err != nil {
			return err
		}
	}
	if o.draft != "" {
		if err := errors.Join(SyncFolder(o.draft), os.Rename(o.draft, o.folder)); err != nil {
			return fmt.Errorf("making %s: %w", o.folder, Reason(err))
		}
		o.draft = ""
		for _, file := range o.files {
			file.placed = true
		}
		return SyncFolder(filepath.Dir(o.folder))
	}
	var back []func() error // what was done, to be taken back
	defer func() {
		for i := len(back) - 1; err != nil && i >= 0; i-- {
			err = errors.Join(err, back[i]())
		}
	}()
	move := func(from, to, part string) error {
		if err := os.Rename(from, to); err != nil {
			return fmt.Errorf("writing %s: %w", part, Reason(err))
		}
		back = append(back, func() error { return os.Rename(to, from) })
		return nil
	}
	var old []string
	for _, file := range o.files {
		if _, err := os.Lstat(file.place); err != nil {
			continue // nothing is there
		}
		away := Draft(file.place)
		if err := move(file.place, away, file.named); err != nil {
			return err
		}
		old = append(old, away)
	}
	for _, file := range o.files {
		if err := move(file.Name(), file.place, file.named); err != nil {
			return err
		}
	}
	if err := SyncFolder(o.folder); err != nil {
		return err
	}
	for _, file := range o.files {
		file.placed = true
	}
	for _, away := range old {
		os.Remove(away) // what stays is cleared by the next run
	}
	return nil
}

// Discard takes away what has no place.
func (o *Parts) Discard() {
	for _, file := range o.files {
		file.discard()
	}
	if o.draft != "" {
		os.RemoveAll(o.draft)
	}
}
