package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/parallax-annotation/parallax/store/output"

	"github.com/parallax-annotation/parallax/annotate"
)

// standInName is what a copy that is read in place of a project is called in its folder.
const standInName = "copy.parallax"

// standIn makes a private copy of a project, which others may be writing to, with what its log has, in the newest format. It
// takes no lock, so that nobody waits for it, and is made again where the file has changed meanwhile. The caller removes the
// folder.
func standIn(ctx context.Context, path string, steps migrations, format int) (folder string, err error) {
	folder, err = output.TempFolder()
	if err != nil {
		return "", fmt.Errorf("copying %s: %w", path, err)
	}
	copied := filepath.Join(folder, standInName)
	err = copyAlive(ctx, path, copied)
	if err == nil {
		err = cmp.Or(dropForeignLogs(ctx, copied), bringUpToDate(ctx, copied, steps, format))
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("copying %s: %w", path, explain(path, err)), os.RemoveAll(folder))
	}
	return folder, nil
}

// copyAlive copies a file and its log as they are at one moment.
func copyAlive(ctx context.Context, path, to string) error {
	for try := 1; try <= 20; try++ {
		before, err := stampsOf(path)
		if err != nil {
			return err
		}
		from := map[string]string{"": path, "-wal": path + "-wal", "-journal": path + "-journal"}
		for _, left := range straysOf(path) { // it was renamed since
			from[left.suffix] = left.former + left.suffix
		}
		for _, suffix := range append([]string{""}, sides...) {
			err := copyFile(from[suffix], to+suffix)
			if errors.Is(err, fs.ErrNotExist) && suffix != "" {
				os.Remove(to + suffix) // of an earlier try
			} else if err != nil {
				return err
			}
		}
		after, err := stampsOf(path)
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
	file, journal stamped
	log           [32]byte
}

func stampsOf(path string) (s state, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return s, err
	}
	s.file = stampOf(info)
	if info, err := os.Stat(path + "-journal"); err == nil {
		s.journal = stampOf(info)
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
	if size, err := logSize(path + "-journal"); err != nil {
		return err
	} else if size > 0 {
		if _, ours, err := journalOf(path, path+"-journal"); err != nil {
			return err
		} else if !ours {
			os.Remove(path + "-journal")
		}
	}
	if size, err := logSize(path + "-wal"); err != nil || size == 0 {
		return err
	}
	ours, err := ownLog(ctx, path)
	if err == nil && !ours {
		err = os.Remove(path + "-wal")
	}
	return err
}

func bringUpToDate(ctx context.Context, path string, steps migrations, from int) error {
	if from == steps.newest() {
		return nil
	}
	db, err := sql.Open(migrating, output.Source(path, "mode=rw"))
	if err != nil {
		return err
	}
	return errors.Join(steps.apply(ctx, db, from), db.Close())
}

// lookAgain forgets what is cached if the owner of a file that is only read has written to it.
func (p *Project) lookAgain() {
	info, err := os.Stat(p.path)
	if err != nil || p.copied != "" || stampOf(info) == p.desk.stamp {
		return
	}
	p.closeIdle()
	p.desk.info, p.desk.stamp = lasting(info), stampOf(info)
	p.foreign()
}
