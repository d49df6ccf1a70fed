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
	if err := shortEnough(path); err != nil {
		return err
	}
	switch info, err := os.Stat(path); {
	case err != nil: // nothing is there
	case info.IsDir():
		return annotate.Invalidf("%s is a folder: name a file in it", path)
	case info.Mode().IsRegular() && isDatabase(path): // looking into a pipe would wait for somebody to write to it
		return annotate.Invalidf("%s is a project, which is never replaced: name another file", path)
	}
	return nil
}

// longestName leaves room, of the 255 bytes that most systems admit, for what drafts and side files have behind the name.
const longestName = 225

// shortEnough says in a sentence that a name is too long for the files that come to stand beside it.
func shortEnough(path string) error {
	if name := filepath.Base(path); len(name) > longestName {
		return annotate.Invalidf("%s: the name is %d bytes long: choose one of at most %d", path, len(name), longestName)
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
