package store

import (
	"cmp"
	"errors"
	"io"
	"os"
)

// The copy that is kept of a file (kept.go) follows what is done by the pages in the write-ahead log, before they are folded into
// the file itself. So it costs what was done and not what is there, and the copy of a large file lacks nothing either.

// followLog brings the copy up to date with the log of the file that is in hand.
func (p *Project) followLog() {
	p.followFrom(p.path + "-wal")
}

// followFrom brings the copy up to date with a log, and says whether it is. A copy that was left half way is none any more.
func (p *Project) followFrom(log string) bool {
	k := &p.desk.kept
	if !k.follows {
		return false
	}
	any, err := applyLog(log, k.copy)
	if err != nil {
		os.Remove(k.copy)
		k.copy, k.made, k.follows = "", mark{}, false
		return false
	}
	if !any { // on a file system without room for a log what was done stands in the file alone
		return k.made.upTo(p.desk.left)
	}
	k.made = p.desk.left
	return true
}

// applyLog writes the pages of all that was committed to a log, if anything was, into a copy of the file that it goes on from.
func applyLog(log, to string) (any bool, err error) {
	from, err := os.Open(log)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer from.Close()
	var frames, written int // that were committed
	err = eachFrame(from, func(f frame) error {
		if written++; f.count > 0 {
			frames = written
		}
		return nil
	})
	if err != nil || frames == 0 {
		return false, err
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	file, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return false, err
	}
	return true, errors.Join(writePages(from, file, frames), file.Close())
}

// errWritten ends the reading of a log behind the last frame that was committed.
var errWritten = errors.New("all that was committed is written")

// writePages puts the pages of the first frames of a log where they belong. The header says that no log stands beside the file.
func writePages(log io.Reader, file *os.File, frames int) error {
	written := 0
	err := eachFrame(log, func(f frame) error {
		if f.number == 1 {
			f.page[18], f.page[19] = 1, 1
		}
		size := int64(len(f.page))
		if _, err := file.WriteAt(f.page, (f.number-1)*size); err != nil {
			return err
		}
		if written++; written < frames {
			return nil
		}
		return cmp.Or(file.Truncate(f.count*size), errWritten)
	})
	if err == nil {
		err = io.ErrUnexpectedEOF // the log was shortened meanwhile
	}
	if errors.Is(err, errWritten) {
		return nil
	}
	return err
}
