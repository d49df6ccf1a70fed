package disk

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// StandInName is what a copy that is read in place of a project is called in its folder.
const StandInName = "copy.parallax"

// StandIn makes a private copy of a project, which others may be writing to, with what its log has, in the newest format. It
// takes no lock, so that nobody waits for it, and is made again where the file has changed meanwhile. The caller removes the
// folder.
func StandIn(ctx context.Context, path string, steps table.Migrations, format int) (folder string, err error) {
	folder, err = output.TempFolder()
	if err != nil {
		return "", fmt.Errorf("copying %s: %w", path, err)
	}
	copied := filepath.Join(folder, StandInName)
	err = copyAlive(ctx, path, copied)
	if err == nil {
		err = dropForeignLogs(ctx, copied)
	}
	if err == nil {
		err = BringUpToDate(ctx, copied, steps, format)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("copying %s: %w", path, Explain(path, err)), os.RemoveAll(folder))
	}
	return folder, nil
}

// copyAlive copies a file and its log as they are at one moment.
func copyAlive(ctx context.Context, path, to string) error {
	for try := 1; try <= 20; try++ {
		before, err := StampsOf(path)
		if err != nil {
			return err
		}
		from := map[string]string{"": path, "-wal": path + "-wal", "-journal": path + "-journal"}
		for _, left := range StraysOf(path) { // it was renamed since
			from[left.suffix] = left.former + left.suffix
		}
		for _, suffix := range append([]string{""}, Sides...) {
			err := CopyFile(from[suffix], to+suffix)
			if errors.Is(err, fs.ErrNotExist) && suffix != "" {
				os.Remove(to + suffix) // of an earlier try
			} else if err != nil {
				return err
			}
		}
		after, err := StampsOf(path)
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		if before == after {
			return nil
		}
		time.Sleep(time.Duration(try) * 10 * time.Millisecond)
	}
	return annotate.Conflictf("it is being written to without a pause: do it again when the other program is done")
}

// state is by what a change of a file and of what stands beside it is seen. A log grows at its end, which does no harm to what
// was copied of it before; one that is begun anew has another head.
type state struct {
	file, journal Stamped
	log           [32]byte
}

// StampsOf reads the state of a file and of what lies beside it.
func StampsOf(path string) (s state, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return s, err
	}
	s.file = StampOf(info)
	if info, err := os.Stat(path + "-journal"); err == nil {
		s.journal = StampOf(info)
	}
	log, err := os.Open(path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	defer log.Close()
	log.ReadAt(s.log[:], 0) // an empty one has no head
	return s, nil
}

// dropForeignLogs takes from a copy what does not belong to it.
func dropForeignLogs(ctx context.Context, path string) error {
	if size, err := LogSize(path + "-journal"); err != nil {
		return err
	} else if size > 0 {
		if _, ours, err := journalOf(path, path+"-journal"); err != nil {
			return err
		} else if !ours {
			os.Remove(path + "-journal")
		}
	}
	if size, err := LogSize(path + "-wal"); err != nil || size == 0 {
		return err
	}
	ours, err := ownLog(ctx, path)
	if err == nil && !ours {
		err = os.Remove(path + "-wal")
	}
	return err
}

// BringUpToDate takes a copy to the newest format.
func BringUpToDate(ctx context.Context, path string, steps table.Migrations, from int) error {
	if from == steps.Newest() {
		return nil
	}
	db, err := sql.Open(table.Migrating, output.Source(path, "mode=rw"))
	if err != nil {
		return err
	}
	return errors.Join(steps.Apply(ctx, db, from), db.Close())
}
