package store

import (
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

var errClosed = errors.New("the project is closed")

// explain turns what SQLite says into a sentence that says what to do. Other errors pass through.
func explain(path string, err error) error {
	if foreign := (strange{}); errors.As(err, &foreign) {
		return foreign.refuse(path)
	}
	if cell := (spoiled{}); errors.As(err, &cell) {
		return cell.refuse(path)
	}
	var lite sqlite3.Error
	if !errors.As(err, &lite) {
		return err
	}
	switch lite.Code {
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return damaged(path, err.Error())
	case sqlite3.ErrFull:
		return fmt.Errorf("the disk is full: make room and do it again; what was saved before is safe (%w)", err)
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return fmt.Errorf("%s cannot be written: make the file and its folder writable, or open a copy in a folder of your own (%w)", path, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("another program is writing to %s: wait for it to finish and do it again (%w)", path, err)
	case sqlite3.ErrIoErr:
		return fmt.Errorf("the disk failed while using %s: check the disk and copy the file to another one (%w)", path, err)
	}
	return err
}

func isForeignKey(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && lite.ExtendedCode == sqlite3.ErrConstraintForeignKey
}

func isUnique(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.ExtendedCode == sqlite3.ErrConstraintUnique || lite.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// errStopped ends a transaction whose reader wants no more.
var errStopped = errors.New("stopped")
