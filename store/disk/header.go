package disk

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// ApplicationID stands in bytes 68 to 71 of every project file.
const ApplicationID = output.ApplicationID

// ReadHeader looks at the file by hand and returns its schema version. It refuses whatever is not a whole project
// file of a version up to newest, before SQLite, which writes to what it opens, gets to see it.
func ReadHeader(path string, newest int) (version int, err error) {
	return ReadHeaderFor(path, newest, os.O_RDWR)
}

// ReadHeaderFor is readHeader for a file that is opened to be written, or only to be read.
func ReadHeaderFor(path string, newest, access int) (version int, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, annotate.NotFoundf("there is no file %s: check the name, or make a new project there", path)
	case err != nil:
		return 0, fmt.Errorf("%s cannot be read: %w", path, err)
	case info.IsDir():
		return 0, annotate.Invalidf("%s is a folder: name a project file inside it", path)
	case !info.Mode().IsRegular():
		return 0, annotate.Invalidf("%s is not a file: name a project file", path)
	case info.Size() == 0:
		return 0, annotate.Invalidf("%s is empty: restore a backup%s, or delete it and make a new project", path, backupHint(path))
	}
	file, err := os.OpenFile(path, access, 0)
	switch {
	case err != nil && access == os.O_RDONLY:
		return 0, annotate.Invalidf("%s cannot be read: change its permissions, or copy it", path)
	case errors.Is(err, fs.ErrPermission) || err != nil && readable(path):
		return 0, annotate.Invalidf("%s cannot be written: make it writable, or open a copy in a folder of your own", path)
	case err != nil:
		return 0, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	defer file.Close()
	var header [100]byte
	_, err = io.ReadFull(file, header[:])
	if !bytes.HasPrefix(header[:], []byte(output.Magic)) {
		return 0, annotate.Invalidf("%s is not a Parallax project: choose a .parallax file, or import it as an article", path)
	}
	if err != nil {
		return 0, Damaged(path, "it ends in its first page")
	}
	if id := binary.BigEndian.Uint32(header[68:]); id != ApplicationID {
		return 0, annotate.Invalidf("%s is a database of another program, not a Parallax project: choose a .parallax file", path)
	}
	version = int(int32(binary.BigEndian.Uint32(header[60:])))
	switch {
	case version > newest:
		return 0, annotate.Invalidf("%s was made by a newer Parallax (format %d, this one knows up to %d): open it with the newest version of the program", path, version, newest)
	case version < 1:
		return 0, Damaged(path, fmt.Sprintf("its format number is %d", version))
	}
	return version, checkSize(path, info.Size(), header[:])
}

// checkSize compares the number of pages that the header names with the file's size. Where a log of a program that
// was killed lies beside the file, the file may be short for good reasons and SQLite decides.
func checkSize(path string, size int64, header []byte) error {
	pageSize := int64(binary.BigEndian.Uint16(header[16:]))
	if pageSize == 1 {
		pageSize = 65536
	}
	if pageSize < 512 || pageSize&(pageSize-1) != 0 {
		return Damaged(path, fmt.Sprintf("its header names a page size of %d", pageSize))
	}
	pages := int64(binary.BigEndian.Uint32(header[28:]))
	if size < pages*pageSize && !HasLog(path) {
		return Damaged(path, fmt.Sprintf("%d of its %d bytes are missing", pages*pageSize-size, pages*pageSize))
	}
	return nil
}

// HasLog says whether a write-ahead log with something in it lies beside the file.
func HasLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

func readable(path string) bool {
	file, err := os.Open(path)
	if err == nil {
		file.Close()
	}
	return err == nil
}

// Damaged is the refusal of a file that is broken.
func Damaged(path, how string) error {
	how = strings.ToValidUTF8(how, "\uFFFD")
	return annotate.Invalidf("%s is damaged (%s): keep it as it is and restore a backup%s", path, how, backupHint(path))
}

// lookingBack is how long a refusal looks at the backups for a sound one.
const lookingBack = 2 * time.Second

// wayBack says what to do about a project whose rows are not sound. A backup that was made since has the same rows, so that one is
// named only if a check finds nothing wrong with it.
func wayBack(path string) string {
	paths, err := restorable(path)
	if err != nil || len(paths) == 0 {
		return "mend it or restore a backup"
	}
	ctx, cancel := context.WithTimeout(context.Background(), lookingBack)
	defer cancel()
	for _, backup := range paths {
		err := ReadFrom(ctx, backup, func(s *table.Session) error {
			if _, _, err := holds(s); err != nil {
				return err
			}
			c := check.Begin(false, nil)
			err := c.Work(ctx, s)
			if problems, unfinished := c.Result(); err != nil || unfinished != nil || len(problems) > 0 {
				return errors.Join(err, unfinished, errUnsound)
			}
			return nil
		})
		switch {
		case err == nil:
			return "mend it or restore a backup, the newest that is sound is " + filepath.Join(filepath.Base(BackupFolder(path)), filepath.Base(backup))
		case ctx.Err() != nil:
			return "mend it or restore a backup that is sound"
		}
	}
	return "mend it, for no backup beside it is sound either"
}

var errUnsound = errors.New("a check finds something wrong")

// backupHint names the newest backup beside the file that opens, if there is one.
func backupHint(path string) string {
	newest := newestSound(path)
	if newest == "" {
		return ""
	}
	return ", the newest is " + filepath.Join(filepath.Base(BackupFolder(path)), filepath.Base(newest))
}
