package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/store/output"

	"github.com/parallax-annotation/parallax/annotate"
)

// BackupFile is a file beside a project that it can be brought back from: a backup, or what was rescued or replaced.
type BackupFile struct {
	Path      string
	At        time.Time // of what state it is, in UTC
	Documents int
	Spans     int
	Problem   error // why it does not open; nil for one that does
}

// Restored says what became of a project that was brought back.
type Restored struct {
	BackupFile        // what it was brought back from
	Project    string // the project's file
	Kept       string // where what stood there before is now, "" where nothing did
}

// backupStamp is the moment in the name of a backup.
var backupStamp = regexp.MustCompile(`-(\d{8}T\d{6})(\d{3})?Z`)

// BackupFiles lists what a project can be brought back from, the newest first. Each is opened to see whether it is sound, and
// none is changed.
func BackupFiles(ctx context.Context, path string) ([]BackupFile, error) {
	paths, err := restorable(path)
	if err != nil {
		return nil, err
	}
	files := make([]BackupFile, 0, len(paths))
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		files = append(files, lookAtBackup(ctx, path))
	}
	return files, nil
}

// restorable lists the projects in NAME-backups, the newest first.
func restorable(path string) ([]string, error) {
	path, err := output.Absolute(path)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(backupFolder(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing backups: %w", err)
	}
	var paths []string
	at := map[string]time.Time{}
	for _, entry := range entries {
		name := entry.Name()
		if entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(name), ".parallax") && !strings.HasPrefix(name, ".") {
			name = filepath.Join(backupFolder(path), name)
			if isSameFile(name, path) {
				continue // a restore that was killed got as far as giving the project a second name
			}
			paths, at[name] = append(paths, name), stateAt(name)
		}
	}
	slices.SortStableFunc(paths, func(a, b string) int { return at[b].Compare(at[a]) })
	return paths, nil
}

// stateAt is the moment that the name of a backup tells, else when the file was last written.
func stateAt(path string) time.Time {
	if all := backupStamp.FindAllStringSubmatch(filepath.Base(path), -1); len(all) > 0 {
		last := all[len(all)-1]
		if at, err := time.Parse("20060102T150405.000", last[1]+"."+(last[2] + "000")[:3]); err == nil {
			return at
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime().UTC().Truncate(time.Second)
}

// lookAtBackup opens a file to see what it holds.
func lookAtBackup(ctx context.Context, path string) BackupFile {
	file := BackupFile{Path: path, At: stateAt(path)}
	file.Problem = readFrom(ctx, path, func(s *session) (err error) {
		file.Documents, file.Spans, err = s.holds()
		return err
	})
	return file
}

// holds counts what a project has, having checked all pages of a small one.
func (s *session) holds() (documents, spans int, err error) {
	var pages, size int64
	if err := s.row("SELECT page_count, page_size FROM pragma_page_count, pragma_page_size").Scan(&pages, &size); err != nil {
		return 0, 0, err
	}
	if pages*size <= wholeCheck {
		if err := s.soundPages(); err != nil {
			return 0, 0, err
		}
	}
	err = s.row("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM span)").Scan(&documents, &spans)
	return documents, spans, err
}

// soundPages looks at every page.
func (s *session) soundPages() error {
	var verdict string
	if err := s.row("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return annotate.Invalidf("it is damaged (%s)", strings.Join(strings.Fields(verdict), " "))
	}
	return nil
}

// readFrom reads a project file without changing it or anything beside it. One with a log is copied together with its log, and
// the copy is read.
func readFrom(ctx context.Context, path string, fn func(*session) error) error {
	steps, err := readMigrations(schema)
	if err != nil {
		return err
	}
	if _, err := readHeaderFor(path, steps.newest(), os.O_RDONLY); err != nil {
		return err
	}
	ahead, err := writesAhead(path)
	if err != nil {
		return err
	}
	from, parameters := path, "mode=ro&_busy_timeout=5000"
	if ahead {
		parameters = "mode=ro&immutable=1" // nobody writes to it, or a log would be there
	}
	if hasLog(path) || exists(path+"-journal") {
		folder, err := output.TempFolder()
		if err != nil {
			return fmt.Errorf("copying %s: %w", path, err)
		}
		defer os.RemoveAll(folder)
		from, parameters = filepath.Join(folder, "copy.parallax"), "mode=rw"
		for _, suffix := range append([]string{""}, sides...) {
			if err := copyFile(path+suffix, from+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("copying %s: %w", path, err)
			}
		}
	}
	return onFile(ctx, steps, from, path, parameters, fn)
}

// onFile reads a file with a connection of its own. named is what the user calls it.
func onFile(ctx context.Context, steps migrations, path, named, parameters string, fn func(*session) error) error {
	db, err := openDB(driver, path, parameters)
	if err != nil {
		return fmt.Errorf("opening %s: %w", named, err)
	}
	defer db.Close()
	s, err := newSession(ctx, db)
	if err != nil {
		return explain(named, err)
	}
	defer s.close()
	s.steps = steps
	if err := s.begin("BEGIN"); err != nil {
		return explain(named, err)
	}
	defer s.exec("ROLLBACK")
	return explain(named, fn(s))
}

// newestSound is the newest backup of a project that opens, "" where there is none.
func newestSound(path string) string {
	paths, err := restorable(path)
	if err != nil {
		return ""
	}
	for _, path := range paths {
		if lookAtBackup(context.Background(), path).Problem == nil {
			return path
		}
	}
	return ""
}

// Restore brings a project back from a backup, which is a project file or the name of one of BackupFiles. What stands at path is
// kept among the backups, whatever it is, and may be damaged, no project, or nothing at all. A crash on the way leaves at path
// either what was there or the whole of what was brought back. No Project of this process may be open there. progress, which
// may be nil, is told how many of all pages are copied.
func Restore(ctx context.Context, path, backup string, progress func(done, total int)) (Restored, error) {
	done, err := restore(ctx, path, backup, progress)
	if err != nil {
		return Restored{}, fmt.Errorf("restoring %s: %w", path, explain(path, err))
	}
	return done, nil
}

func restore(ctx context.Context, path, backup string, progress func(done, total int)) (Restored, error) {
	path, err := output.Absolute(path)
	if err != nil {
		return Restored{}, err
	}
	place, through, err := output.Place(path)
	if err == nil && through {
		err = annotate.Invalidf("%s is not a file: name a project file", path)
	}
	if err != nil {
		return Restored{}, err
	}
	if backup, err = findBackup(path, backup); err != nil {
		return Restored{}, err
	}
	if isSameFile(backup, place) {
		return Restored{}, annotate.Invalidf("%s is the project itself: name one of its backups", backup)
	}
	done := Restored{BackupFile: lookAtBackup(ctx, backup), Project: path}
	if done.Problem != nil {
		return done, annotate.Invalidf("the backup cannot be used: %v", done.Problem)
	}
	draft := output.Draft(place)
	defer output.Remove(draft)
	if err := copySound(ctx, backup, draft, progress); err != nil {
		return done, output.Named(explain(path, err), draft, path)
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
		among := filepath.Join(backupFolder(path), backup)
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

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func isSameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// copySound copies a project, makes one file of it that needs no log, and looks at every page of the copy.
func copySound(ctx context.Context, from, draft string, progress func(done, total int)) error {
	err := readFrom(ctx, from, func(s *session) error { return copyPages(ctx, s, draft, "FULL", progress) })
	if err != nil {
		return err
	}
	db, err := openDB(driver, draft, "mode=rw&_journal_mode=DELETE&_synchronous=FULL")
	if err != nil {
		return err
	}
	if err := errors.Join(db.PingContext(ctx), db.Close()); err != nil {
		return err
	}
	return onFile(ctx, nil, draft, from, "mode=ro&immutable=1", func(s *session) error { return s.soundPages() })
}

// restPatience is how long a restore waits for others to let go of the project.
const restPatience = 5 * time.Second

// foldPresent folds in what stands beside a sound project, so that one file is kept of it, and waits until nobody works on it.
func foldPresent(ctx context.Context, place string) error {
	steps, err := readMigrations(schema)
	if err != nil {
		return err
	}
	for end := time.Now().Add(restPatience); ; {
		version, err := readHeader(place, steps.newest())
		if err != nil || version < steps.newest() || !hasLog(place) {
			return ctx.Err() // it is kept as it is, with what stands beside it
		}
		p, err := Open(ctx, place)
		if err != nil {
			return ctx.Err()
		}
		if err := p.Close(); err != nil || !hasLog(place) {
			return err
		}
		if time.Now().After(end) {
			return annotate.Conflictf("another program is working on it: close it there and do it again")
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// sides are the endings of what SQLite may leave beside a file, and without which something may be missing from it.
var sides = []string{"-wal", "-journal"}

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
	for _, suffix := range sides {
		if exists(place + suffix) {
			there = append(there, suffix)
		}
	}
	if len(there) == 0 {
		return "", nil
	}
	if err := os.MkdirAll(backupFolder(path), 0o777); err != nil {
		return "", fmt.Errorf("making the folder for backups: %w", output.Reason(err))
	}
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	at := strings.Replace(time.Now().UTC().Format("20060102T150405.000Z"), ".", "", 1)
	kept = filepath.Join(backupFolder(path), base+"-"+at+"-replaced.parallax")
	for _, suffix := range there {
		if err := output.LinkOrCopy(place+suffix, kept+suffix); err != nil {
			return "", errors.Join(err, putBack(kept, place))
		}
	}
	if err := errors.Join(output.SyncFolder(backupFolder(path)), dropLogs(place)); err != nil {
		return "", errors.Join(err, putBack(kept, place))
	}
	return kept, nil
}

// dropLogs takes away what SQLite left beside a file that is replaced.
func dropLogs(place string) error {
	for _, suffix := range output.SideFiles {
		if err := os.Remove(place + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// putBack undoes keepPresent.
func putBack(kept, place string) error {
	if kept == "" {
		return nil
	}
	var errs []error
	for _, suffix := range sides {
		if exists(kept + suffix) {
			errs = append(errs, os.Rename(kept+suffix, place+suffix))
		}
	}
	if err := os.Remove(kept); err != nil && !errors.Is(err, fs.ErrNotExist) {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
