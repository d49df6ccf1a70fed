package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parallax-annotation/parallax/annotate"
)

// settleLogs looks at what a crash left beside a file, before SQLite, which would apply it, gets to see it. A log that does
// not belong to the file, because another version of the project, or another project, was put in its place since, is taken
// away: it goes to the backups, with what can be made of it.
func settleLogs(ctx context.Context, path string, steps migrations) error {
	wal, err := logSize(path + "-wal")
	if err != nil {
		return err
	}
	journal, err := logSize(path + "-journal")
	if err != nil || wal == 0 && journal == 0 {
		return err
	}
	if journal > 0 {
		ours, err := ownJournal(path)
		if err != nil {
			return err
		}
		if !ours {
			return setAside(ctx, path, "-journal", steps)
		}
	}
	if wal == 0 {
		return nil
	}
	ours, err := ownLog(ctx, path)
	if err != nil || ours {
		return err
	}
	if inUse(path) {
		return annotate.Conflictf("another window still has the version of %s in hand that stood here before: close it and do it again", filepath.Base(path))
	}
	return setAside(ctx, path, "-wal", steps)
}

func logSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// ownLog says whether the write-ahead log beside a file belongs to it: it does where one of its pages is the row of the
// table desk with the token that the file has. A file of a format that has no such table is judged by what comes of the two.
func ownLog(ctx context.Context, path string) (bool, error) {
	db, err := openDB(driver, path, "mode=ro&immutable=1") // the file alone
	if err != nil {
		return false, err
	}
	defer db.Close()
	var page uint32
	var token string
	err = db.QueryRowContext(ctx, "SELECT ifnull((SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'desk'), 0)").Scan(&page)
	if err == nil && page > 0 {
		err = db.QueryRowContext(ctx, "SELECT token FROM desk").Scan(&token)
	}
	if err != nil || page == 0 || token == "" {
		return soundTogether(ctx, path, path), nil
	}
	return logNames(path+"-wal", page, token)
}

// logNames says whether a page in the log holds the token.
func logNames(path string, page uint32, token string) (bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	var header [32]byte
	if _, err := io.ReadFull(file, header[:]); err != nil {
		return true, nil // too short to be applied
	}
	size := binary.BigEndian.Uint32(header[8:])
	if size < 512 || size > 65536 {
		return false, nil
	}
	frame := make([]byte, 24+size)
	frames := 0
	for {
		if _, err := io.ReadFull(file, frame); err != nil {
			return frames == 0, nil // nothing that would be applied
		}
		if !bytes.Equal(frame[8:16], header[16:24]) {
			return frames == 0, nil // the rest is of an earlier log
		}
		frames++
		if binary.BigEndian.Uint32(frame) == page && bytes.Contains(frame[24:], []byte(token)) {
			return true, nil
		}
	}
}

// soundTogether says whether a log makes a whole project of a file, whose history goes on from the file's own. Both are copied.
func soundTogether(ctx context.Context, path, beside string) bool {
	folder, err := os.MkdirTemp("", "parallax-log-")
	if err != nil {
		return false
	}
	defer os.RemoveAll(folder)
	return joinLog(ctx, path, beside+"-wal", filepath.Join(folder, "joined.parallax")) == nil
}

// joinLog makes a project of a file and a log at into, or says why it cannot.
func joinLog(ctx context.Context, path, log, into string) error {
	if err := copyFile(path, into); err != nil {
		return err
	}
	last := func(parameters string) (seq int64, change string, token string, err error) {
		db, err := openDB(driver, into, parameters)
		if err != nil {
			return 0, "", "", err
		}
		defer db.Close()
		var verdict string
		if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil || verdict != "ok" {
			return 0, "", "", errors.Join(err, errors.New(verdict))
		}
		err = db.QueryRowContext(ctx, "SELECT ifnull(max(seq), 0) FROM change").Scan(&seq)
		if err == nil && seq > 0 {
			err = db.QueryRowContext(ctx, "SELECT id FROM change WHERE seq = ?", seq).Scan(&change)
		}
		if err == nil && parameters != "mode=ro&immutable=1" {
			var mode string
			err = db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode)
		}
		return seq, change, "", err
	}
	seq, change, _, err := last("mode=ro&immutable=1")
	if err != nil {
		return err
	}
	if err := copyFile(log, into+"-wal"); err != nil {
		return err
	}
	after, _, _, err := last("mode=rw")
	if err != nil {
		return err
	}
	db, err := openDB(driver, into, "mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	var same bool
	if err := db.QueryRowContext(ctx, "SELECT ?1 = 0 OR EXISTS (SELECT 1 FROM change WHERE seq = ?1 AND id = ?2)", seq, change).Scan(&same); err != nil {
		return err
	}
	if !same || after < seq {
		return errors.New("the log goes on from another history")
	}
	return nil
}

// ownJournal says whether a rollback journal belongs to a file: the first page that it would put back is the file's, of the
// last change or of the one before.
func ownJournal(path string) (bool, error) {
	journal, err := os.Open(path + "-journal")
	if err != nil {
		return false, err
	}
	defer journal.Close()
	var header [28]byte
	magic := []byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}
	if _, err := io.ReadFull(journal, header[:]); err != nil || !bytes.Equal(header[:8], magic) {
		return true, nil // nothing that would be applied
	}
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	var first [100]byte
	if _, err := file.ReadAt(first[:], 0); err != nil {
		return false, err
	}
	sector, size := binary.BigEndian.Uint32(header[20:]), binary.BigEndian.Uint32(header[24:])
	if size < 512 || size > 65536 || sector > 1<<20 {
		return false, nil
	}
	record := make([]byte, 4+size+4)
	for at := int64(sector); ; at += int64(len(record)) {
		if _, err := journal.ReadAt(record, at); err != nil {
			return false, nil // without its first page: not of a change to this file
		}
		if binary.BigEndian.Uint32(record) != 1 {
			continue
		}
		before, now := binary.BigEndian.Uint32(record[4+24:]), binary.BigEndian.Uint32(first[24:])
		return now == before || now == before+1, nil
	}
}

// setAside takes a log that does not belong to the file away, to the backups. Where a copy is there that it does belong to,
// what comes of the two is kept as a project.
func setAside(ctx context.Context, path, suffix string, steps migrations) error {
	folder, err := makeBackupFolder(path)
	if err != nil {
		return err
	}
	kept, joined := rescuedName(path), false
	if suffix == "-wal" {
		others, err := filepath.Glob(filepath.Join(folder, keptPattern))
		if err != nil {
			return err
		}
		backups, err := Backups(path)
		if err != nil {
			return err
		}
		if n := len(backups); n > 0 {
			others = append(others, backups[n-1])
		}
		for _, other := range others {
			draft := filepath.Join(folder, keptName())
			if joinLog(ctx, other, path+"-wal", draft) == nil {
				if err := os.Rename(draft, kept); err != nil {
					return err
				}
				joined = true
				break
			}
			removeFile(draft)
		}
	}
	if joined {
		err = os.Remove(path + suffix)
	} else {
		err = os.Rename(path+suffix, kept+suffix)
	}
	if err != nil {
		return fmt.Errorf("setting the log of another version aside: %w", err)
	}
	if suffix == "-wal" {
		os.Remove(path + "-shm")
	}
	return nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
