package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// look compares the path with what was left there, while the file is at rest: it follows a file that was renamed, takes over
// one that goes on from what was left, and keeps what one that replaced it does not have. Why nothing can be written now is in
// desk.lost. The caller holds mu.
func (p *Project) look(ctx context.Context) error {
	if p.writer != nil {
		return nil
	}
	info, err := os.Stat(p.path)
	switch {
	case err == nil && p.desk.info != nil && p.desk.lost == nil && os.SameFile(info, p.desk.info) && disk.StampOf(info) == p.desk.stamp:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return p.follow(ctx)
	case err != nil:
		p.lose(fmt.Sprintf("%s cannot be reached (%v)", p.path, err))
		return nil
	}
	return p.judge(ctx, info)
}

// follow looks for a file whose path is gone.
func (p *Project) follow(ctx context.Context) error {
	if moved, err := p.moveAlong(ctx); moved || err != nil {
		return err
	}
	p.lose(fmt.Sprintf("%s is not there any more: it was moved or removed", p.path))
	return nil
}

// moveAlong goes on under another path where the file is found there.
func (p *Project) moveAlong(ctx context.Context) (bool, error) {
	path, info := p.find()
	if path == "" {
		return false, nil
	}
	old := p.path
	if err := p.moveTo(ctx, path); err != nil {
		return false, err
	}
	where := "renamed to " + filepath.Base(path)
	if filepath.Dir(path) != filepath.Dir(old) {
		where = "moved to " + path
	}
	p.tell(News{Kind: Renamed, Sentence: fmt.Sprintf("%s was %s: work goes on there.", filepath.Base(old), where)})
	err := p.judge(ctx, info)
	if p.desk.lost == nil {
		p.forgetKept() // under the former name
	}
	return true, err
}

// find looks for the file that was left in its folder, in the folders in that one, in the one around it, and in the folders
// beside it, for a folder may have been renamed too.
func (p *Project) find() (string, os.FileInfo) {
	if p.desk.info == nil {
		return "", nil
	}
	folder := filepath.Dir(p.path)
	looked := 0
	var in func(folder string, depth int) (string, os.FileInfo)
	in = func(folder string, depth int) (string, os.FileInfo) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return "", nil
		}
		for _, entry := range entries {
			path := filepath.Join(folder, entry.Name())
			if looked++; looked > disk.MostLooked || strings.HasPrefix(entry.Name(), ".") {
				continue
			}
			if entry.Type().IsRegular() {
				if info, err := os.Lstat(path); err == nil && os.SameFile(info, p.desk.info) { // the entry may know it by another number (wine)
					return path, info
				}
			} else if entry.IsDir() && depth > 0 && !strings.HasSuffix(entry.Name(), "-backups") {
				if path, info := in(path, depth-1); path != "" {
					return path, info
				}
			}
		}
		return "", nil
	}
	if path, info := in(folder, 1); path != "" {
		return path, info
	}
	return in(filepath.Dir(folder), 1)
}

// moveTo goes on under another path.
func (p *Project) moveTo(ctx context.Context, path string) error {
	if err := p.settleLogs(ctx, path); err != nil {
		return err
	}
	if err := settle(ctx, path, p.steps); err != nil {
		return err
	}
	return p.attachTo(path)
}

// attachTo goes on at a path.
func (p *Project) attachTo(path string) error {
	p.closeIdle()
	p.connMu.Lock()
	err := errors.Join(p.writers.Close(), p.readers.Close())
	p.path, p.desk.elsewhere = path, false
	err = errors.Join(err, p.attach())
	p.connMu.Unlock()
	return err
}

// judge opens what the path names now and compares its history with what was left.
func (p *Project) judge(ctx context.Context, info os.FileInfo) error {
	name := filepath.Base(p.path)
	if !info.Mode().IsRegular() {
		p.lose(fmt.Sprintf("%s is no file any more", p.path))
		return nil
	}
	now, goes, err := p.inspectPath(ctx)
	foreign := err == nil && now.Project != p.desk.left.Project && p.desk.left.Project != ""
	switch {
	case isBusy(err), errors.Is(err, errElsewhere):
		return err
	case (err != nil || foreign) && p.desk.info != nil && !os.SameFile(info, p.desk.info):
		if moved, err := p.moveAlong(ctx); moved || err != nil { // and something else was put in its place
			return err
		}
	}
	switch {
	case err != nil:
		p.lose(fmt.Sprintf("%s cannot be used any more: %v", name, disk.Explain(p.path, err)))
		return nil
	case foreign:
		p.lose(fmt.Sprintf("%s is another project now", p.path))
		return nil
	}
	back, left := p.desk.lost != nil, p.desk.left
	if p.desk.elsewhere {
		if err := p.attachTo(p.path); err != nil {
			return err
		}
	}
	p.desk.lost, p.desk.left, p.desk.info, p.desk.stamp = nil, now, lasting(info), disk.StampOf(info)
	if !now.UpTo(left) || back {
		p.foreign()
	}
	if goes {
		if back {
			p.tell(News{Kind: Back, Sentence: fmt.Sprintf("%s is there again.", name)})
		}
		return nil
	}
	rescued := p.desk.rescued
	if !back {
		rescued = p.rescue(ctx, left)
		p.forgetKept()
	}
	sentence := fmt.Sprintf("%s was replaced by another version, which is shown now.", name)
	if rescued != "" {
		sentence += fmt.Sprintf(" What it does not have is kept in %s and can be merged.", filepath.Base(rescued))
	}
	p.tell(News{Kind: Replaced, Sentence: sentence, Rescued: rescued})
	return annotate.Conflictf("%s was replaced by another version: look at it and do it again", name)
}

// inspectPath reads the mark of what the path names, and whether it goes on from what was left. Nothing is written.
func (p *Project) inspectPath(ctx context.Context) (now disk.Mark, goes bool, err error) {
	if err := p.settleLogs(ctx, p.path); err != nil {
		return now, false, err
	}
	db, err := disk.OpenDB(table.Driver, p.path, "mode=ro&_busy_timeout=1000")
	if err != nil {
		return now, false, err
	}
	defer db.Close()
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return now, false, err
	}
	defer s.Close()
	s.Steps = p.steps
	if err := s.Begin("BEGIN"); err != nil {
		return now, false, err
	}
	defer s.Exec("ROLLBACK")
	var mode string
	if err := s.Row("PRAGMA journal_mode").Scan(&mode); err != nil {
		return now, false, err
	}
	if mode == "wal" && disk.HeldElsewhere(p.path) { // what is in its log is not seen, and pages change while they are read
		return now, false, errElsewhere
	}
	var format int
	if err := s.Row("PRAGMA user_version").Scan(&format); err != nil {
		return now, false, err
	}
	if format < p.steps.Newest() {
		return now, false, annotate.Invalidf("a version of an older format stands there: close the project and open it again, which brings it up to date")
	}
	if now, err = disk.MarkOf(s); err != nil {
		return now, false, err
	}
	goes, err = disk.Continues(s, p.desk.left)
	return now, goes, err
}

// lose notes why nothing can be written, keeps what is there, and says so once.
func (p *Project) lose(why string) {
	if p.desk.lost != nil {
		return
	}
	rescued := p.rescue(context.Background(), p.desk.left)
	p.desk.lost, p.desk.rescued = annotate.NotFoundf("%s: put it back, or save the project elsewhere", why), rescued
	sentence := strings.TrimSuffix(why, ".") + "."
	if rescued != "" {
		sentence += " All that was saved is kept in " + rescued + "."
		p.forgetKept()
		p.readFrom(rescued)
	}
	p.tell(News{Kind: Gone, Sentence: sentence, Rescued: rescued})
}

// lookAgain forgets what is cached if the owner of a file that is only read has written to it.
func (p *Project) lookAgain() {
	info, err := os.Stat(p.path)
	if err != nil || p.copied != "" || disk.StampOf(info) == p.desk.stamp {
		return
	}
	p.closeIdle()
	p.desk.info, p.desk.stamp = lasting(info), disk.StampOf(info)
	p.foreign()
}
