package form

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/parallax-annotation/parallax/annotate"
)

// StartSize is how much of a file is looked at to recognise its format, in bytes; of one of JSON it is more, since the first of its keys
// may hold an article.
const (
	StartSize     = 64 << 10
	startSizeJSON = 2 << 20
)

// Source is a file, a folder or an archive that is read as often as a reader asks.
type Source struct {
	Name   string // the path as the user named it
	folder bool
	beside func(path string) bool        // what in a folder is no part of it; nil for nothing
	open   func() (io.ReadCloser, error) // nil for what lies on the disk under its name
}

// FileSource is a file of the disk, which may be an archive.
func FileSource(name string) Source { return Source{Name: name} }

// FolderSource is a folder of the disk. Files for which beside, which may be nil, is true are no part of it.
func FolderSource(name string, beside func(path string) bool) Source {
	return Source{Name: name, folder: true, beside: beside}
}

// BytesSource is a file that lies in memory, such as one that was pasted or that came within another.
func BytesSource(name string, data []byte) Source {
	return Source{Name: name, open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// Base is the last part of its name.
func (s Source) Base() string { return path.Base(filepath.ToSlash(s.Name)) }

// Path is where a file lies on the disk; false for one that lies within another, or in memory.
func (s Source) Path() (string, bool) { return s.Name, s.open == nil && !s.folder }

// Open begins to read a file.
func (s Source) Open() (io.ReadCloser, error) {
	if s.open != nil {
		return s.open()
	}
	return os.Open(s.Name)
}

// ReadAll reads a file that is needed whole. One of more than most bytes is annotate.ErrInvalid.
func (s Source) ReadAll(most int64) ([]byte, error) {
	file, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(data)) > most {
		err = annotate.Invalidf("larger than %d MB: divide it", most>>20)
	}
	return data, err
}

// Start is how a file begins, up to 64 KiB, of JSON up to 2 MiB; shorter where the file is.
func (s Source) Start() ([]byte, error) {
	file, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	start, err := io.ReadAll(io.LimitReader(file, StartSize))
	if begin := bytes.TrimLeft(start, "\xef\xbb\xbf \t\r\n"); err != nil || len(begin) == 0 || begin[0] != '{' && begin[0] != '[' {
		return start, err
	}
	rest, err := io.ReadAll(io.LimitReader(file, startSizeJSON-StartSize))
	return append(start, rest...), err
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
	if IsArchive(start) {
		return Archive, nil
	}
	return File, nil
}

// IsArchive says whether a file begins as a zip archive does.
func IsArchive(start []byte) bool {
	return bytes.HasPrefix(start, []byte("PK\x03\x04")) || bytes.HasPrefix(start, []byte("PK\x05\x06"))
}
