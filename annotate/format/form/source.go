package form

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
)

// startSize is how much of a file is looked at to recognise its format, in bytes.
const startSize = 64 << 10

// Source is a file, a folder or an archive that is read as often as a reader asks.
type Source struct {
	Name   string // the path as the user named it
	folder bool
	beside func(path string) bool // what in a folder is no part of it; nil for nothing
}

// FileSource is a file of the disk, which may be an archive.
func FileSource(name string) Source { return Source{Name: name} }

// FolderSource is a folder of the disk. Files for which beside, which may be nil, is true are no part of it.
func FolderSource(name string, beside func(path string) bool) Source {
	return Source{Name: name, folder: true, beside: beside}
}

// Base is the last part of its name.
func (s Source) Base() string { return path.Base(filepath.ToSlash(s.Name)) }

// Open begins to read a file.
func (s Source) Open() (io.ReadCloser, error) { return os.Open(s.Name) }

// Start is how a file begins, up to 64 KiB; shorter where the file is.
func (s Source) Start() ([]byte, error) {
	file, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	start := make([]byte, startSize)
	n, err := io.ReadFull(file, start)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = nil
	}
	return start[:n], err
}

// Shape says what it is: a zip archive is known by how it begins.
func (s Source) Shape() (Shape, error) {
	if s.folder {
		return Folder, nil
	}
	file, err := s.Open()
	if err != nil {
		return File, err
	}
	defer file.Close()
	start := make([]byte, 4)
	if _, err := io.ReadFull(file, start); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return File, err
	}
	if bytes.Equal(start, []byte("PK\x03\x04")) || bytes.Equal(start, []byte("PK\x05\x06")) {
		return Archive, nil
	}
	return File, nil
}
