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
	folder  string  // as it will be called
	draft   *folder // what it is until then, nil where it is there already
	members []io.WriteCloser
	files   []*outputFile // of a folder that is there
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
	draft, err := beginFolder(folder, folder)
	if err != nil {
		return nil, err
	}
	return &Parts{folder: folder, draft: draft}, nil
}

// Create begins a part.
func (o *Parts) Create(name string) (io.Writer, error) {
	path := filepath.Join(o.folder, name)
	if o.draft != nil {
		file, err := o.draft.create(name)
		if err != nil {
			return nil, err
		}
		o.members = append(o.members, file)
		return file, nil
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
	for _, file := range o.members {
		if err := file.Close(); err != nil {
			return fmt.Errorf("writing to %s: %w", o.folder, err)
		}
	}
	o.members = nil
	if o.draft != nil {
		return o.draft.place(o.folder)
	}
	for _, file := range o.files {
		if err := file.finish(); err != nil {
			return err
		}
	}
	return o.placeOver()
}

// placeOver gives all parts their names in a folder that may have parts of before.
func (o *Parts) placeOver() error {
	n, err := newNote(o.folder, o.files)
	if err != nil {
		return err
	}
	if err := n.carryOut(); err != nil {
		return err
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
	for _, file := range o.members {
		file.Close()
	}
	if o.draft != nil {
		os.RemoveAll(o.draft.draft) // nothing, once it has its name
	}
}
