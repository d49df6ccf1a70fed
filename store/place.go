package store

import (
	"io"
	"os"
	"path/filepath"

	"github.com/parallax-annotation/parallax/annotate"
)

// Writable says in a sentence why no file can be put at path, nil where one can. A project is never replaced by what
// is written from it or beside it, whatever its name.
func Writable(path string) error {
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return annotate.NotFoundf("there is no folder %s: make it first, or name another one", filepath.Dir(path))
	}
	switch info, err := os.Stat(path); {
	case err != nil: // nothing is there
	case info.IsDir():
		return annotate.Invalidf("%s is a folder: name a file in it", path)
	case isDatabase(path):
		return annotate.Invalidf("%s is a project, which is never replaced: name another file", path)
	}
	return nil
}

func isDatabase(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, len(sqliteMagic))
	_, err = io.ReadFull(file, head)
	return err == nil && string(head) == sqliteMagic
}
