package disk

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

var errDiskFull = fmt.Errorf("%w; what was saved before is safe", output.ErrFull)

// ErrClosed is what a closed project answers.
var ErrClosed = errors.New("the project is closed")

// Explain turns what SQLite says into a sentence that says what to do. Other errors pass through.
func Explain(path string, err error) error {
	if errors.As(err, &blamed{}) || errors.As(err, &explained{}) {
		return err
	}
	if foreign := (table.Strange{}); errors.As(err, &foreign) {
		return refuse(path, foreign)
	}
	if cell := (table.Spoiled{}); errors.As(err, &cell) {
		return unfit(path, cell.Error())
	}
	if errors.Is(err, sql.ErrNoRows) {
		return unfit(path, "a row is missing to which another refers")
	}
	var lite sqlite3.Error
	if !errors.As(err, &lite) {
		return err
	}
	return explained{explain(path, lite, err)}
}

// explain is the sentence for an error of SQLite's, which err wraps.
func explain(path string, lite sqlite3.Error, err error) error {
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
		return fmt.Errorf("a text or an entry of the log is larger than %d MB, the most that %s can hold: import the article in parts", table.Limits[sqlite3.SQLITE_LIMIT_LENGTH]>>20, path)
	case sqlite3.ErrNomem:
		return fmt.Errorf("there is not enough memory for this: close other programs and do it again; what was saved before is safe")
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return Damaged(path, err.Error())
	case sqlite3.ErrFull:
		return errDiskFull
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return MayOnlyRead(path, fmt.Errorf("%s cannot be written: make the file and its folder writable, or open a copy in a folder of your own%s", path, saidOf(lite)))
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

// saidOf is what the system said, in brackets, where that says more than that something may not be written: of a file that it does not
// let SQLite make, it says that there is none.
func saidOf(lite sqlite3.Error) string {
	switch lite.SystemErrno {
	case 0, syscall.EACCES, syscall.EPERM, syscall.EROFS, syscall.ENOENT:
		return ""
	}
	return fmt.Sprintf(" (%v)", lite.SystemErrno)
}

// explained is an error that is a sentence already, whatever it wraps.
type explained struct{ error }

func (e explained) Unwrap() error { return e.error }

// refuse is the sentence for a file with a strange schema.
func refuse(path string, s table.Strange) error {
	if s.Broken {
		return Damaged(path, s.What)
	}
	return annotate.Invalidf("%s holds %s, which is not Parallax's and could change or hide what is in the file: nothing was read or written; "+
		"ask whoever sent the file, let the program that added it remove it, or restore a backup%s", path, s.What, backupHint(path))
}

// Unwritable is the refusal of what would be written to a file that may only be read.
type Unwritable struct {
	Path string
	error
}

// MayOnlyRead marks an error as one that a copy of the file would not have.
func MayOnlyRead(path string, err error) error { return Unwritable{path, err} }

func (u Unwritable) Unwrap() error { return u.error }

// unfit is the refusal of a file whose rows break rules that every act keeps.
func unfit(path, what string) error {
	return annotate.Invalidf("%s is not sound: %s: “parallax check” names all that is wrong with it; %s", path, what, wayBack(path))
}

// IsForeignKey says whether a row was refused because another that it refers to is missing, or refers to it.
func IsForeignKey(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && lite.ExtendedCode == sqlite3.ErrConstraintForeignKey
}

// IsUnique says whether a row was refused because another has its key.
func IsUnique(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.ExtendedCode == sqlite3.ErrConstraintUnique || lite.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// IsBusy says whether another program holds on to the file for a moment.
func IsBusy(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked)
}

// ErrStopped ends a transaction whose reader wants no more.
var ErrStopped = errors.New("stopped")

// blamed is an error that says already which file it is about.
type blamed struct{ error }

func (b blamed) Unwrap() error { return b.error }

// SaysFile marks an error whose sentence names the file that is at fault.
func SaysFile(err error) error { return blamed{err} }

// Blame says that an error is the fault of a file.
func Blame(path string, err error) error {
	if err == nil || errors.As(err, &blamed{}) || errors.Is(err, context.Canceled) || errors.Is(err, ErrStopped) {
		return err
	}
	said := Explain(path, err)
	if !strings.Contains(said.Error(), path) && !strings.Contains(said.Error(), filepath.Base(path)) {
		said = fmt.Errorf("%s: %w", path, said)
	}
	return SaysFile(said)
}
