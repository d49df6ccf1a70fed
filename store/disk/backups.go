package disk

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// backupPages is how many pages are copied between two looks at the context.
const backupPages = 2000

var backupName = regexp.MustCompile(`^.*-\d{8}T\d{9}Z-\d+\.parallax$`)

// Stem is a path without the ending of projects. Any other ending stays: two projects that differ in it would share their backups, and
// each would rotate out those of the other.
func Stem(path string) string {
	if ending := filepath.Ext(path); strings.EqualFold(ending, ".parallax") {
		return strings.TrimSuffix(path, ending)
	}
	return path
}

// BackupFolder is NAME-backups beside NAME.parallax, where that really is.
func BackupFolder(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return Stem(path) + "-backups"
}

// Backups lists the automatic backups of a project file, the newest last.
func Backups(path string) ([]string, error) {
	entries, err := backupEntries(path)
	if err != nil {
		return nil, err
	}
	var backups []string
	for _, entry := range entries {
		if backupName.MatchString(entry.Name()) {
			backups = append(backups, filepath.Join(BackupFolder(path), entry.Name()))
		}
	}
	slices.Sort(backups)
	return backups, nil
}

// backupEntries is what lies in the folder of a project's backups, which need not be there.
func backupEntries(path string) ([]os.DirEntry, error) {
	folder := BackupFolder(path)
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, cmp.Or(noFolder(folder), annotate.Invalidf("the backups in %s cannot be listed (%v): change the permissions of the folder", folder, output.Reason(err)))
	}
	return entries, nil
}

// noFolder says in a sentence that something else stands where the folder of backups is to be, nil where nothing does.
func noFolder(folder string) error {
	if info, err := os.Stat(folder); err == nil && info.IsDir() || !Exists(folder) {
		return nil
	}
	return annotate.Conflictf("%s is no folder, and stands where the backups are kept: give it another name and do it again", folder)
}

// CopyPages copies what a session sees. SQLite begins anew when another program, or another session, writes meanwhile: then one
// state is held on to, for otherwise there might be no end.
func CopyPages(ctx context.Context, from *table.Session, dest, synchronous string, progress func(done, total int)) error {
	db, err := sql.Open(table.Driver, output.Source(dest, "mode=rwc&_synchronous="+synchronous))
	if err != nil {
		return err
	}
	defer db.Close()
	to, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	return to.Raw(func(toDriver any) error {
		return from.Conn.Raw(func(fromDriver any) error {
			conn := fromDriver.(*sqlite3.SQLiteConn)
			backup, err := toDriver.(*sqlite3.SQLiteConn).Backup("main", conn, "main")
			if err != nil {
				return err
			}
			held, left := !conn.AutoCommit(), 0
			for done := false; err == nil && !done; {
				if err = ctx.Err(); err == nil {
					done, err = backup.Step(backupPages)
				}
				if err == nil && !held && left > 0 && backup.Remaining() > left {
					held = true
					for _, statement := range []string{"BEGIN", "SELECT 1 FROM sqlite_schema"} {
						_, failed := conn.Exec(statement, nil)
						err = errors.Join(err, failed)
					}
					defer conn.Exec("ROLLBACK", nil)
				}
				left = backup.Remaining()
				if progress != nil && err == nil {
					progress(backup.PageCount()-left, backup.PageCount())
				}
			}
			if finished := backup.Finish(); err == nil { // which says the same again
				err = finished
			}
			return err
		})
	})
}

// MakeBackupFolder makes the folder for backups where it is not there.
func MakeBackupFolder(path string) (string, error) {
	folder := BackupFolder(path)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", cmp.Or(noFolder(folder), fmt.Errorf("making the folder for backups: %w", output.Reason(err)))
	}
	return folder, nil
}

// WholeCheck is the size up to which a file is checked page by page when it is opened. Larger ones would keep the
// window waiting; for them Check does it.
const WholeCheck = 16 << 20

// BackupFile is a file beside a project that it can be brought back from: a backup, or what was rescued or replaced.
type BackupFile struct {
	Path      string
	At        time.Time // of what state it is, in UTC
	Documents int
	Spans     int
	Problem   error // why it does not open; nil for one that does
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
		files = append(files, LookAtBackup(ctx, path))
	}
	return files, nil
}

// restorable lists the projects in NAME-backups, the newest first.
func restorable(path string) ([]string, error) {
	path, err := output.Absolute(path)
	if err != nil {
		return nil, err
	}
	entries, err := backupEntries(path)
	if err != nil {
		return nil, err
	}
	var paths []string
	at := map[string]time.Time{}
	for _, entry := range entries {
		name := entry.Name()
		if entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(name), ".parallax") && !strings.HasPrefix(name, ".") {
			name = filepath.Join(BackupFolder(path), name)
			if IsSameFile(name, path) {
				continue // a restore that was killed got as far as giving the project a second name
			}
			paths, at[name] = append(paths, name), stateAt(name)
		}
	}
	slices.SortStableFunc(paths, func(a, b string) int { return at[b].Compare(at[a]) })
	return paths, nil
}

// Orphaned lists the folders of backups beside a project whose own projects are not there any more: one of them may be this one's,
// from before it was renamed.
func Orphaned(path string) (folders []string) {
	path, err := output.Absolute(path)
	if err != nil {
		return nil
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	for _, entry := range entries[:min(len(entries), MostLooked)] {
		folder := filepath.Join(filepath.Dir(path), entry.Name())
		if !strings.HasSuffix(folder, "-backups") {
			continue
		}
		former := strings.TrimSuffix(folder, "-backups") + ".parallax"
		if paths, err := restorable(former); err == nil && len(paths) > 0 && !Exists(former) {
			folders = append(folders, folder)
		}
	}
	return folders
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

// LookAtBackup opens a file to see what it holds.
func LookAtBackup(ctx context.Context, path string) BackupFile {
	file := BackupFile{Path: path, At: stateAt(path)}
	file.Problem = ReadFrom(ctx, path, func(s *table.Session) (err error) {
		file.Documents, file.Spans, err = holds(s)
		return err
	})
	return file
}

// holds counts what a project has, having checked all pages of a small one.
func holds(s *table.Session) (documents, spans int, err error) {
	var pages, size int64
	if err := s.Row("SELECT page_count, page_size FROM pragma_page_count, pragma_page_size").Scan(&pages, &size); err != nil {
		return 0, 0, err
	}
	if pages*size <= WholeCheck {
		if err := SoundPages(s); err != nil {
			return 0, 0, err
		}
	}
	err = s.Row("SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM span)").Scan(&documents, &spans)
	return documents, spans, err
}

// SoundPages looks at every page.
func SoundPages(s *table.Session) error {
	var verdict string
	if err := s.Row("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return annotate.Invalidf("it is damaged (%s)", strings.Join(strings.Fields(verdict), " "))
	}
	return nil
}

// ReadFrom reads a project file without changing it or anything beside it. One with a log is copied together with its log, and
// the copy is read.
func ReadFrom(ctx context.Context, path string, fn func(*table.Session) error) error {
	steps, err := table.ReadMigrations(table.Schema)
	if err != nil {
		return err
	}
	if _, err := ReadHeaderFor(path, steps.Newest(), os.O_RDONLY); err != nil {
		return err
	}
	ahead, err := WritesAhead(path)
	if err != nil {
		return err
	}
	from, parameters := path, "mode=ro&_busy_timeout=5000"
	if ahead {
		parameters = "mode=ro&immutable=1" // nobody writes to it, or a log would be there
	}
	if HasLog(path) || Exists(path+"-journal") {
		folder, err := output.TempFolder()
		if err != nil {
			return fmt.Errorf("copying %s: %w", path, err)
		}
		defer os.RemoveAll(folder)
		from, parameters = filepath.Join(folder, "copy.parallax"), "mode=rw"
		for _, suffix := range append([]string{""}, Sides...) {
			if err := CopyFile(path+suffix, from+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("copying %s: %w", path, err)
			}
		}
	}
	return OnFile(ctx, steps, from, path, parameters, fn)
}

// OnFile reads a file with a connection of its own. named is what the user calls it.
func OnFile(ctx context.Context, steps table.Migrations, path, named, parameters string, fn func(*table.Session) error) error {
	db, err := OpenDB(table.Driver, path, parameters)
	if err != nil {
		return fmt.Errorf("opening %s: %w", named, err)
	}
	defer db.Close()
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return Explain(named, err)
	}
	defer s.Close()
	s.Steps = steps
	if err := s.Begin("BEGIN"); err != nil {
		return Explain(named, err)
	}
	defer s.Exec("ROLLBACK")
	return Explain(named, fn(s))
}

// newestSound is the newest backup of a project that opens, "" where there is none.
func newestSound(path string) string {
	paths, err := restorable(path)
	if err != nil {
		return ""
	}
	for _, path := range paths {
		if LookAtBackup(context.Background(), path).Problem == nil {
			return path
		}
	}
	return ""
}

// Exists says whether anything stands at a path.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// IsSameFile says whether two paths lead to one file.
func IsSameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// RestPatience is how long a restore waits for others to let go of the project.
const RestPatience = 5 * time.Second

// Sides are the endings of what SQLite may leave beside a file, and without which something may be missing from it.
var Sides = []string{"-wal", "-journal"}
