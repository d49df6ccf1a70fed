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
// that is not there yet is made under another name and gets its own in one step. In one that is there, the parts of before are set
// aside before the first new one is placed, under a note that outlives the program.
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
		ClearDrafts(folder) // the parts of before may be half placed
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
func (o *Parts) Place() error {
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
	return o.placeOver()
}

// placeOver gives all parts their names in a folder that may have parts of before.
func (o *Parts) placeOver() error {
	n, err := newNote(o.folder, o.files)
	if err != nil {
		return err
	}
	for _, there := range append(n.elsewhere(), n) { // the one that counts last
		if err := there.write(); err != nil {
			return errors.Join(fmt.Errorf("writing to %s: %w", o.folder, err), n.done())
		}
	}
	if err := n.place(); err != nil {
		if back := n.giveBack(); back != nil {
			return errors.Join(err, back)
		}
		return errors.Join(err, n.done())
	}
	for _, file := range o.files {
		file.placed = true
	}
	return n.done()
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
