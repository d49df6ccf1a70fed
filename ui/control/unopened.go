package control

import (
	"errors"
	"mime"
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage/repository"
)

// unopened is the file system as Fyne's dialogs see it: they look at folders, and open no file. Left to itself a dialog reads
// the first line of each file whose ending says nothing, to choose an icon; opens what was chosen; and empties what is to be
// written to, before anybody can object. One of these files may be a project that is open, or the log beside it: closing it drops
// the locks that the process holds on it, after which another program deletes the log under the window.
type unopened struct{ files }

// files is what Fyne can do with files.
type files interface {
	repository.WritableRepository
	repository.HierarchicalRepository
	repository.ListableRepository
	repository.CopyableRepository
	repository.MovableRepository
}

// openNothing sees to it that dialogs open no files.
func openNothing() {
	there, err := repository.ForScheme("file")
	if err != nil {
		return // there are no files on this system
	}
	if all, ok := there.(files); ok {
		if _, done := there.(unopened); !done {
			repository.Register("file", unopened{all})
		}
	}
}

// List is called by Fyne.
func (u unopened) List(folder fyne.URI) ([]fyne.URI, error) {
	listed, err := u.files.List(folder)
	for i, uri := range listed {
		listed[i] = named{uri}
	}
	return listed, err
}

// Reader is called by Fyne.
func (u unopened) Reader(uri fyne.URI) (fyne.URIReadCloser, error) { return closed{uri}, nil }

// Writer is called by Fyne.
func (u unopened) Writer(uri fyne.URI) (fyne.URIWriteCloser, error) { return closed{uri}, nil }

// CanRead is called by Fyne.
func (u unopened) CanRead(uri fyne.URI) (bool, error) { return u.Exists(uri) }

// CanWrite is called by Fyne.
func (u unopened) CanWrite(fyne.URI) (bool, error) { return true, nil }

// named is a file of which only the name is known.
type named struct{ fyne.URI }

// MimeType is called by Fyne.
func (n named) MimeType() string {
	kind, _, _ := strings.Cut(mime.TypeByExtension(n.Extension()), ";")
	if kind == "" {
		return "text/plain"
	}
	return kind
}

// closed is a file that was chosen: it has a place, and whoever wants it opens it there.
type closed struct{ at fyne.URI }

// URI is where the file is.
func (c closed) URI() fyne.URI { return c.at }

// Close does nothing: the file is not open.
func (c closed) Close() error { return nil }

var errUnopened = errors.New("a file that was chosen in a dialog is not open")

// Read is there for Fyne's sake.
func (c closed) Read([]byte) (int, error) {
	return 0, &os.PathError{Op: "read", Path: c.at.Path(), Err: errUnopened}
}

// Write is there for Fyne's sake.
func (c closed) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: c.at.Path(), Err: errUnopened}
}
