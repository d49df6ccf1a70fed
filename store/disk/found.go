package disk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
)

// Found is how a file at rest was found when it was taken up: the two pages that taking it up and letting go of it write, its
// header and the one of the table desk. With them a file in which nothing was done is left byte for byte as it was, so that who
// compares or synchronises files sees no change where a command failed.
type Found struct {
	token        string
	number       int64 // of the page of desk
	header, desk []byte
}

// Find reads the pages of a file in which nobody writes. number and size are of its table desk, size in bytes.
func Find(path string, number, size int64) (f Found, err error) {
	f = Found{number: number}
	f.header, f.desk, err = twoPages(path, number, size)
	f.token = TokenOn(f.desk)
	return f, err
}

func twoPages(path string, number, size int64) (header, desk []byte, err error) {
	header, desk = make([]byte, size), make([]byte, size)
	err = LookInto(path, func(file *os.File) error {
		_, first := file.ReadAt(header, 0)
		_, second := file.ReadAt(desk, (number-1)*size)
		return errors.Join(first, second)
	})
	return header, desk, err
}

// ownChanges are those that SQLite counts of a program that does nothing: a token, turning to the log, and turning back.
const ownChanges = 3

// count is how many changes SQLite has counted in a header.
func count(header []byte) uint32 { return binary.BigEndian.Uint32(header[24:]) }

// LeaveAsFound puts the pages back and returns the token that the file has again; left is whether it did. The caller has a lock by
// which nobody else reads or writes the file, has seen that nobody wrote to its log, and knows that info is of that file.
// The pages may differ in the token and in what SQLite counts alone, which are right in any mixture: a loss of power on the way
// does no harm.
func (f Found) LeaveAsFound(path, token string, info os.FileInfo) (before string, left bool, err error) {
	size := int64(len(f.header))
	if size == 0 || f.token == "" || len(f.token) != len(token) {
		return "", false, nil
	}
	header, desk, err := twoPages(path, f.number, size)
	if err != nil {
		return "", false, err
	}
	if count(header)-count(f.header) != ownChanges {
		return "", false, nil
	}
	for _, counted := range [][2]int{{24, 28}, {92, 100}} { // changes; for which change the size is right, and by which SQLite
		copy(header[counted[0]:counted[1]], f.header[counted[0]:])
	}
	if !bytes.Equal(header, f.header) || !bytes.Equal(bytes.Replace(desk, []byte(token), []byte(f.token), 1), f.desk) {
		return "", false, nil
	}
	err = writeInto(path, func(file *os.File) error {
		if there, err := file.Stat(); err != nil || !os.SameFile(there, info) {
			return err
		}
		_, second := file.WriteAt(f.desk, (f.number-1)*size)
		_, first := file.WriteAt(f.header, 0)
		left = first == nil && second == nil
		return errors.Join(first, second)
	})
	return f.token, left, err
}
