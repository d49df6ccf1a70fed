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
// any file after a loss of power. The index has the byte order of the machine.
var beginnings = map[string][][]byte{
	"-wal":     {{0x37, 0x7f, 0x06, 0x82}, {0x37, 0x7f, 0x06, 0x83}, make([]byte, 8)},
	"-shm":     {{0x18, 0xe2, 0x2d, 0x00}, {0x00, 0x2d, 0xe2, 0x18}, make([]byte, 8)},
	"-journal": {{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}, make([]byte, 8)},
}

// stranger is what lies beside a file, or where one is to be, under the name of a part of it and is none.
type stranger struct {
	beside, suffix string
	database       bool
}

// strangersOf looks once at all that is called like a part of a file.
func strangersOf(path string) (found []stranger, err error) {
	for _, suffix := range output.SideFiles {
		if suffix == "-shm" && InHand(path) { // to close it would drop the locks
			continue
		}
		there := path + suffix
		if _, err := os.Lstat(there); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if !output.IsFile(there) && Exists(there) { // a folder or a pipe
			found = append(found, stranger{beside: path, suffix: suffix})
			continue
		}
		start, err := beginningOf(there)
		switch {
		case errors.Is(err, fs.ErrNotExist) || err == nil && isLog(start, suffix):
		case err != nil:
			return nil, err
		default:
			found = append(found, stranger{path, suffix, bytes.Equal(start, []byte(output.Magic))})
		}
	}
	return found, nil
}

// refusal says what is to be done about a stranger, which is left where it is.
func (s stranger) refusal() error {
	return annotate.Conflictf("%s is called like a part of %s and is none, so that it would be cleared because of its name: give it another name and do it again",
		s.beside+s.suffix, filepath.Base(s.beside))
}

// keep moves a stranger to the backups, a project to where it can be brought back from. That is news.
func (s stranger) keep() (Aside, error) {
	folder, err := MakeBackupFolder(s.beside)
	if err != nil {
		return Aside{}, err
	}
	path, kept := s.beside+s.suffix, RescuedIn(folder, s.beside)
	if !s.database || !output.IsProject(path) {
		kept += s.suffix
	}
	if err := os.Rename(path, kept); err != nil {
		return Aside{}, fmt.Errorf("setting %s aside, which is no part of the project in spite of its name: %w", path, output.Reason(err))
	}
	return Aside{Sentence: fmt.Sprintf("%s was called like a part of %s and is none, so that it would have been cleared. It is kept in %s.",
		filepath.Base(path), filepath.Base(s.beside), kept)}, nil
}

// Misnamed says in a sentence that something lies where a file is to be under the name of a part of it; nil where nothing does.
func Misnamed(path string) error {
	found, err := strangersOf(path)
	if err != nil || len(found) == 0 {
		return err
	}
	return found[0].refusal()
}

// KeepStrangers moves what is called like a part of a file, and is neither a log nor a journal, to the backups.
func KeepStrangers(path string) ([]Aside, error) {
	found, err := strangersOf(path)
	if err != nil {
		return nil, err
	}
	return keepAll(found)
}

func keepAll(strangers []stranger) (news []Aside, err error) {
	for _, s := range strangers {
		kept, err := s.keep()
		if err != nil {
			return news, err
		}
		news = append(news, kept)
	}
	return news, nil
}

// RemoveIndex takes away the index that SQLite left beside a file that nobody has in hand, and nothing else of that name.
func RemoveIndex(path string) {
	if start, err := beginningOf(path + "-shm"); err == nil && isLog(start, "-shm") {
		os.Remove(path + "-shm")
	}
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
