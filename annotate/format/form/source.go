package form

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// startSize is how much of a file is looked at to recognise its format, in bytes.
const startSize = 64 << 10

// Source is a file or a folder that is read as often as a reader asks.
type Source struct {
	Name  string // the path as the user named it
	files fs.FS  // the folder that holds it
	path  string // within files; "." for the whole folder
}

// FileSource is a file or a folder of the disk.
func FileSource(name string) Source {
	return Source{Name: name, files: os.DirFS(filepath.Dir(name)), path: filepath.Base(name)}
}

// Base is the last part of its name.
func (s Source) Base() string { return path.Base(filepath.ToSlash(s.Name)) }

// Open begins to read a file.
func (s Source) Open() (io.ReadCloser, error) { return s.files.Open(s.path) }

// Files is a folder as a file system, for readers of several files that belong together.
func (s Source) Files() (fs.FS, error) { return fs.Sub(s.files, s.path) }

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
