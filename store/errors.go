package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/store/output"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
)

var errDiskFull = fmt.Errorf("%w; what was saved before is safe", output.ErrFull)

var errClosed = errors.New("the project is closed")

// explain turns what SQLite says into a sentence that says what to do. Other errors pass through.
func explain(path string, err error) error {
	if errors.As(err, &blamed{}) {
		return err
	}
	if foreign := (strange{}); errors.As(err, &foreign) {
		return refuse(path, foreign)
	}
	if cell := (spoiled{}); errors.As(err, &cell) {
		return unfit(path, cell.Error())
	}
	if errors.Is(err, sql.ErrNoRows) {
		return unfit(path, "a row is missing to which another refers")
	}
	var lite sqlite3.Error
	if !errors.As(err, &lite) {
		return err
	}
	if lite.Code == sqlite3.ErrCantOpen {
		if err := output.ShortEnough(path); err != nil {
			return err
		}
	}
	switch lite.Code & 0xff { // a backup gives the longer code
	case sqlite3.ErrConstraint:
		return unfit(path, "its rows do not fit each other")
	case sqlite3.ErrMismatch:
		return unfit(path, "a cell holds what cannot stand there")
	case sqlite3.ErrError:
		if strings.Contains(lite.Error(), "JSON") {
			return unfit(path, "a cell that is to hold JSON holds something else")
		}
	case sqlite3.ErrTooBig:
		return fmt.Errorf("a text or an entry of the log is larger than %d MB, the most that %s can hold: import the article in parts", limits[sqlite3.SQLITE_LIMIT_LENGTH]>>20, path)
	case sqlite3.ErrNomem:
		return fmt.Errorf("there is not enough memory for this: close other programs and do it again; what was saved before is safe")
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return damaged(path, err.Error())
	case sqlite3.ErrFull:
		return errDiskFull
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return mayOnlyRead(path, fmt.Errorf("%s cannot be written: make the file and its folder writable, or open a copy in a folder of your own (%w)", path, err))
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("another program is writing to %s: wait for it to finish and do it again (%w)", path, err)
	case sqlite3.ErrIoErr:
		// The side file that SQLite shares with other processes is made without a look at the room there is.
		if output.IsFull(lite.SystemErrno) || lite.ExtendedCode == sqlite3.ErrIoErrSHMSize || lite.ExtendedCode == sqlite3.ErrIoErrSHMMap {
			return errDiskFull
		}
		why := "without a reason"
		if lite.SystemErrno != 0 {
			why = lite.SystemErrno.Error()
		}
		return fmt.Errorf("the disk failed while %s was used (%s): check the disk and copy the file to another one", path, why)
	}
	return err
}

// refuse is the sentence for a file with a strange schema.
func refuse(path string, s strange) error {
	if s.broken {
		return damaged(path, s.what)
	}
	return annotate.Invalidf("%s holds %s, which is not Parallax's and could change or hide what is in the file: nothing was read or written; "+
		"ask whoever sent the file, let the program that added it remove it, or restore a backup%s", path, s.what, backupHint(path))
}

// unwritable is the refusal of what would be written to a file that may only be read.
type unwritable struct {
	path string
	error
}

// mayOnlyRead marks an error as one that a copy of the file would not have.
func mayOnlyRead(path string, err error) error { return unwritable{path, err} }

func (u unwritable) Unwrap() error { return u.error }

// IsUnwritable says of an error whether something was refused because the project's file may only be read. In a copy it is possible.
func (p *Project) IsUnwritable(err error) bool {
	var refused unwritable
	return errors.As(err, &refused) && refused.path == p.Path()
}

// unfit is the refusal of a file whose rows break rules that every act keeps.
func unfit(path, what string) error {
	return annotate.Invalidf("%s is not sound: %s: “parallax check” names all that is wrong with it; %s", path, what, wayBack(path))
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
