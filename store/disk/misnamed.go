package disk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
)

// A file may be called like what SQLite keeps beside another one and be something else, such as a project with the name
// “a.parallax-wal”. SQLite would write over it, or clear it away.

// beginnings are how what SQLite leaves beside a file begins. A journal that was not yet synchronised begins with zeros, and so may
// any file after a loss of power.
var beginnings = map[string][][]byte{
	"-wal":     {{0x37, 0x7f, 0x06, 0x82}, {0x37, 0x7f, 0x06, 0x83}, make([]byte, 8)},
	"-journal": {{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}, make([]byte, 8)},
}

// Misnamed says in a sentence that a database lies beside a file, or where one is to be, under a name by which SQLite would take it
// for a part of that; nil where none does. What this process has in hand is not looked at.
func Misnamed(path string) error {
	if InHand(path) {
		return nil
	}
	for _, suffix := range output.SideFiles {
		start, err := beginningOf(path + suffix)
		if err == nil && bytes.Equal(start, []byte(output.Magic)) {
			return annotate.Conflictf("%s is a database, and would be taken for a part of %s and cleared because of its name: give it another name and do it again",
				path+suffix, filepath.Base(path))
		}
	}
	return nil
}

// misplaced moves what is neither a log nor a journal, but is called like one of the file, to the backups. That is news.
func misplaced(path string) (*Aside, error) {
	for _, suffix := range Sides {
		start, err := beginningOf(path + suffix)
		if errors.Is(err, fs.ErrNotExist) || err == nil && isLog(start, suffix) {
			continue
		}
		if err != nil {
			return nil, err
		}
		folder, err := MakeBackupFolder(path)
		if err != nil {
			return nil, err
		}
		kept := RescuedIn(folder, path) + suffix
		if err := os.Rename(path+suffix, kept); err != nil {
			return nil, fmt.Errorf("setting %s aside, which is no part of the project in spite of its name: %w", path+suffix, output.Reason(err))
		}
		return &Aside{Sentence: fmt.Sprintf("%s was called like a part of %s and is none, so that it would have been cleared. It is kept in %s.",
			filepath.Base(path+suffix), filepath.Base(path), kept)}, nil
	}
	return nil, nil
}

// isLog says whether a file that begins so may be what SQLite leaves beside another one, or the beginning of that.
func isLog(start []byte, suffix string) bool {
	for _, known := range beginnings[suffix] {
		if n := min(len(known), len(start)); bytes.Equal(start[:n], known[:n]) {
			return true
		}
	}
	return false
}

// beginningOf reads as much of a file as says what it is. What is no ordinary file is not there.
func beginningOf(path string) ([]byte, error) {
	if !output.IsFile(path) {
		return nil, fs.ErrNotExist
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	start := make([]byte, len(output.Magic))
	n, err := io.ReadFull(file, start)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return start[:n], err
}
