package restore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// Done says what became of a project that was brought back.
type Done struct {
	disk.BackupFile          // what it was brought back from
	Project         string   // the project's file
	Kept            string   // where what stood there before is now, "" where nothing did
	Aside           []string // sentences on what was only called like a part of it, and where that is now
}

// Project brings a project back from a backup, which is a project file or the name of one of BackupFiles. What stands at path is
// kept among the backups, whatever it is, and may be damaged, no project, or nothing at all. A crash on the way leaves at path
// either what was there or the whole of what was brought back. No Project of this process may be open there. progress, which
// may be nil, is told how many of all pages are copied.
func Project(ctx context.Context, path, backup string, progress func(done, total int)) (Done, error) {
	done, err := restore(ctx, path, backup, progress)
	if err != nil {
		return Done{Aside: done.Aside}, fmt.Errorf("restoring %s: %w", path, disk.Explain(path, err))
	}
	return done, nil
}

func restore(ctx context.Context, path, backup string, progress func(done, total int)) (Done, error) {
	path, err := output.Absolute(path)
	if err != nil {
		return Done{}, err
	}
	place, through, err := output.Place(path)
	if err == nil && through {
		err = annotate.Invalidf("%s is not a file: name a project file", path)
	}
	if err == nil {
		err = output.OwnName(place)
	}
	if err != nil {
		return Done{}, err
	}
	if backup, err = findBackup(path, backup); err != nil {
		return Done{}, err
	}
	if disk.IsSameFile(backup, place) {
		return Done{}, annotate.Invalidf("%s is the project itself: name one of its backups", backup)
	}
	done := Done{BackupFile: disk.LookAtBackup(ctx, backup), Project: path}
	if done.Problem != nil {
		return done, annotate.Invalidf("the backup cannot be used: %v", done.Problem)
	}
	draft, err := output.NewDraft(place)
	if err != nil {
		return done, err
	}
	defer output.Remove(draft)
	if err := copySound(ctx, backup, draft, progress); err != nil {
		return done, output.Named(disk.Explain(path, err), draft, path)
	}
	aside, err := disk.KeepStrangers(place)
	for _, one := range aside {
		done.Aside = append(done.Aside, one.Sentence)
	}
	if err != nil {
		return done, err
	}
	if err := foldPresent(ctx, place); err != nil {
		return done, err
	}
	if done.Kept, err = keepPresent(path, place, draft); err != nil {
		return done, err
	}
	if err := os.Rename(draft, place); err != nil {
		return done, errors.Join(output.Reason(err), putBack(done.Kept, place))
	}
	return done, output.SyncFolder(filepath.Dir(place))
}

// findBackup is the file that is meant by a path, or by the name of a file among the backups.
func findBackup(path, backup string) (string, error) {
	if _, err := os.Stat(backup); err != nil && filepath.Base(backup) == backup {
		among := filepath.Join(disk.BackupFolder(path), backup)
		for _, name := range []string{among, among + ".parallax"} {
			if _, err := os.Stat(name); err == nil {
				return name, nil
			}
		}
		return "", annotate.NotFoundf("there is no backup %s: parallax restore %s lists them", backup, path)
	}
	backup, err := output.Absolute(backup)
	if err != nil {
		return "", err
	}
	return backup, nil
}

// copySound copies a project, makes one file of it that needs no log, and looks at every page of the copy.
func copySound(ctx context.Context, from, draft string, progress func(done, total int)) error {
	err := disk.ReadFrom(ctx, from, func(s *table.Session) error { return disk.CopyPages(ctx, s, draft, "FULL", progress) })
	if err != nil {
		return err
	}
	db, err := disk.OpenDB(table.Driver, draft, "mode=rw&_journal_mode=DELETE&_synchronous=FULL")
	if err != nil {
		return err
	}
	if err := errors.Join(db.PingContext(ctx), db.Close()); err != nil {
		return err
	}
	return disk.OnFile(ctx, nil, draft, from, "mode=ro&immutable=1", func(s *table.Session) error { return disk.SoundPages(s) })
}

// foldPresent folds in what stands beside a sound project, so that one file is kept of it, and waits until nobody works on it.
func foldPresent(ctx context.Context, place string) error {
	steps, err := table.ReadMigrations(table.Schema)
	if err != nil {
		return err
	}
	for end := time.Now().Add(disk.RestPatience); ; {
		version, err := disk.ReadHeader(place, steps.Newest())
		if err != nil || version < steps.Newest() || !atWork(place) {
			return ctx.Err() // it is kept as it is, with what stands beside it
		}
		p, err := store.Open(ctx, place)
		if err != nil && !disk.IsBusy(err) {
			return ctx.Err()
		}
		if err == nil {
			if err := p.Close(); err != nil || !atWork(place) {
				return err
			}
		}
		if time.Now().After(end) {
			if err == nil && !disk.HasLog(place) {
				return nil // the journal is kept beside it
			}
			return annotate.Conflictf("another program is working on it: close it there and do it again")
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// atWork says whether a log or a journal stands beside a file: somebody works on it, is about to let go of it, or was ended.
func atWork(place string) bool { return disk.HasLog(place) || disk.Exists(place+"-journal") }

// keepPresent puts what stands at place among the backups under a second name, with any log or journal that could not be folded
// in, and says where. The log goes before the new file comes: SQLite would apply it to that.
func keepPresent(path, place, draft string) (kept string, err error) {
	info, err := os.Lstat(place)
	there := []string{""}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		there = nil
	case err != nil:
		return "", err
	default:
		if file, err := os.OpenFile(place, os.O_WRONLY, 0); err != nil {
			return "", annotate.Invalidf("%s may not be written: change its permissions", place)
		} else if err := file.Close(); err != nil {
			return "", err
		}
		_ = os.Chmod(draft, info.Mode().Perm()) // as before where the system allows it
	}
	for _, suffix := range disk.Sides {
		if disk.Exists(place + suffix) {
			there = append(there, suffix)
		}
	}
	if len(there) == 0 {
		return "", nil
	}
	folder, err := disk.MakeBackupFolder(path)
	if err != nil {
		return "", err
	}
	base := filepath.Base(disk.Stem(path))
	at := strings.Replace(time.Now().UTC().Format("20060102T150405.000Z"), ".", "", 1)
	kept = filepath.Join(folder, base+"-"+at+"-replaced.parallax")
	for _, suffix := range there {
		if err := output.LinkOrCopy(place+suffix, kept+suffix); err != nil {
			return "", errors.Join(err, putBack(kept, place))
		}
	}
	if err := errors.Join(output.SyncFolder(folder), dropLogs(place)); err != nil {
		return "", errors.Join(err, putBack(kept, place))
	}
	return kept, nil
}

// dropLogs takes away what SQLite left beside a file that is replaced, of which a log and a journal are kept already.
func dropLogs(place string) error {
	for _, suffix := range disk.Sides {
		if err := os.Remove(place + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	disk.RemoveIndex(place)
	return nil
}

// putBack undoes keepPresent.
func putBack(kept, place string) error {
	if kept == "" {
		return nil
	}
	var errs []error
	for _, suffix := range disk.Sides {
		if disk.Exists(kept + suffix) {
			errs = append(errs, os.Rename(kept+suffix, place+suffix))
		}
	}
	if err := os.Remove(kept); err != nil && !errors.Is(err, fs.ErrNotExist) {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
