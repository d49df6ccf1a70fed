package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// keptBackups is how many automatic backups stand beside a project; the oldest goes when there are more.
const keptBackups = 10

// checkTime is how long a check lasts of a backup that is to take the place of an older one.
const checkTime = 10 * time.Second

// Backup copies the project as it is now to a new file, while work on it goes on. progress, which may be nil, is told
// how many of all pages are copied.
func (p *Project) Backup(ctx context.Context, dest string, progress func(done, total int)) error {
	dest, err := output.Absolute(dest)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(dest); err == nil {
		return annotate.Invalidf("%s exists already: choose another name for the backup", dest)
	}
	if err := cmp.Or(output.Writable(dest), output.OwnName(dest), disk.Misnamed(dest)); err != nil {
		return err
	}
	draft, err := output.NewDraft(dest)
	if err != nil {
		return err
	}
	defer output.Remove(draft)
	if err := p.Rest(); err != nil {
		return err
	}
	err = p.CopyOut(ctx, draft, "FULL", progress)
	if err == nil {
		err = sound(ctx, draft, p.steps)
	}
	if err == nil {
		err = placeNew(draft, dest)
	}
	if err != nil {
		blamed := dest
		if lite := (sqlite3.Error{}); errors.As(err, &lite) && (lite.Code == sqlite3.ErrCorrupt || lite.Code == sqlite3.ErrNotADB) {
			blamed = p.Path()
		}
		return fmt.Errorf("backing up to %s: %w", dest, output.Named(disk.Explain(blamed, err), draft, dest))
	}
	return nil
}

// sound makes sure that a copy is a whole project, at rest.
func sound(ctx context.Context, path string, steps table.Migrations) error {
	if err := settle(ctx, path, nil); err != nil {
		return err
	}
	db, err := disk.OpenDB(table.Driver, path, "mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return err
	}
	defer s.Close()
	s.Steps = steps
	if err := s.Begin("BEGIN"); err != nil {
		return err
	}
	defer s.Exec("ROLLBACK")
	var verdict string
	if err := s.Row("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return annotate.Invalidf("the project is damaged (%s), and so would be its copy: restore an older backup", strings.Join(strings.Fields(verdict), " "))
	}
	return nil
}

// RotateBackups adds a backup to the folder NAME-backups beside the file, unless nothing was done since the newest one,
// and removes the oldest where there are more than ten and the new one is sound. What killed programs were making beside the project is cleared.
func (p *Project) RotateBackups(ctx context.Context) error {
	if p.readOnly {
		return nil
	}
	output.ClearDrafts(filepath.Dir(p.Path()))
	output.ClearDrafts(disk.BackupFolder(p.Path()))
	var changes int64
	err := p.Read(ctx, func(s *table.Session) error {
		return s.Row("SELECT ifnull(max(seq), 0) FROM change").Scan(&changes)
	})
	if err != nil {
		return fmt.Errorf("reading the end of the log: %w", err)
	}
	return p.rotate(ctx, changes)
}

// backupOld copies a file of an older format to the backups before it is brought up to date.
func (p *Project) backupOld(ctx context.Context, version int) error {
	return p.rotate(ctx, int64(-version))
}

// rotate makes the backup that is called after the last change, or after the format for a negative number.
func (p *Project) rotate(ctx context.Context, changes int64) error {
	backups, err := disk.Backups(p.path)
	if err != nil {
		return err
	}
	mark := fmt.Sprintf("-%d.parallax", max(changes, -changes))
	if n := len(backups); changes >= 0 && n > 0 && strings.HasSuffix(backups[n-1], mark) {
		return nil
	}
	folder, err := disk.MakeBackupFolder(p.path)
	if err != nil {
		return err
	}
	base := filepath.Base(disk.Stem(p.path))
	at := strings.Replace(time.Now().UTC().Format("20060102T150405.000Z"), ".", "", 1)
	made := filepath.Join(folder, base+"-"+at+mark)
	if err := p.Backup(ctx, made, nil); err != nil {
		return err
	}
	if changes < 0 || len(backups) < keptBackups { // what an older format says is not checked, and takes the place of nothing
		return nil
	}
	damage, err := p.damage(ctx, made)
	if err != nil {
		return err
	}
	going := backups[:len(backups)+1-keptBackups]
	if damage != "" { // those that were sound stay, and only what came after them goes
		going = nil
		if len(backups) >= 2*keptBackups {
			going = backups[keptBackups : len(backups)+1-keptBackups]
		}
	}
	for _, old := range going {
		if err := os.Remove(old); err != nil {
			return fmt.Errorf("removing an old backup: %w", err)
		}
	}
	if damage != "" {
		return annotate.Invalidf("%s is damaged (%s): its older backups are kept; bring one back, or see what “parallax check” says", p.path, damage)
	}
	return nil
}

// damage is the first thing that a check finds wrong with a backup, "" for nothing: broken pages, indexes that do not agree with
// their tables, references that lead nowhere, rows that break the rules. A check of a large file would take minutes, of which it
// gets checkTime: the pages were all looked at when the backup was made, and what was not reached is taken for sound. What can be
// derived anew does not count.
func (p *Project) damage(ctx context.Context, path string) (string, error) {
	c := check.Begin(true, nil)
	within, stop := context.WithTimeout(ctx, checkTime)
	defer stop()
	err := beside(check.Checkers(), func(int) error {
		return disk.OnFile(within, p.steps, path, path, "mode=ro&immutable=1", func(s *table.Session) error { return c.Work(within, s) })
	})
	problems, unfinished := c.Result()
	for _, problem := range problems {
		if problem.Kind != "derived" {
			return problem.Sentence, nil
		}
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if within.Err() != nil {
		return "", nil
	}
	return "", cmp.Or(err, unfinished)
}
