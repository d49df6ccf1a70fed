package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// mark is what a file says of itself: which project it is, and how far its history goes.
type mark struct {
	project string // id of the first act, which all copies of a project share
	seq     int64  // the last change, 0 for none
	change  string
	token   string
}

func (s *session) mark() (m mark, err error) {
	err = s.row(`SELECT ifnull((SELECT id FROM act ORDER BY seq LIMIT 1), ''), ifnull((SELECT max(seq) FROM change), 0),
		ifnull((SELECT id FROM change ORDER BY seq DESC LIMIT 1), ''), (SELECT token FROM desk)`).Scan(&m.project, &m.seq, &m.change, &m.token)
	return m, err
}

// continues says whether the history that s sees goes on from m: nothing that m has is missing.
func (s *session) continues(m mark) (bool, error) {
	var project, change string
	err := s.row(`SELECT ifnull((SELECT id FROM act ORDER BY seq LIMIT 1), ''), ifnull((SELECT id FROM change WHERE seq = ?), '')`, m.seq).Scan(&project, &change)
	return project == m.project && change == m.change, err
}

// look compares the path with what was left there, while the file is at rest: it follows a file that was renamed, takes over
// one that goes on from what was left, and keeps what one that replaced it does not have. Why nothing can be written now is in
// desk.lost. The caller holds mu.
func (p *Project) look(ctx context.Context) error {
	if p.writer != nil {
		return nil
	}
	info, err := os.Stat(p.path)
	switch {
	case err == nil && p.desk.info != nil && p.desk.lost == nil && os.SameFile(info, p.desk.info) && stampOf(info) == p.desk.stamp:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return p.follow(ctx)
	case err != nil:
		p.lose(Gone, fmt.Sprintf("%s cannot be reached (%v)", p.path, err))
		return nil
	}
	return p.judge(ctx, info)
}

// follow looks for a file whose path is gone.
func (p *Project) follow(ctx context.Context) error {
	folder := filepath.Dir(p.path)
	entries, err := os.ReadDir(folder)
	if err == nil {
		for _, entry := range entries {
			info, err := entry.Info()
			if err == nil && info.Mode().IsRegular() && p.desk.info != nil && os.SameFile(info, p.desk.info) {
				old := filepath.Base(p.path)
				if err := p.moveTo(ctx, filepath.Join(folder, entry.Name())); err != nil {
					return err
				}
				p.tell(News{Kind: Renamed, Sentence: fmt.Sprintf("%s was renamed to %s: work goes on there.", old, entry.Name())})
				return p.judge(ctx, info)
			}
		}
	}
	p.lose(Gone, fmt.Sprintf("%s is not there any more: it was moved or removed", p.path))
	return nil
}

// moveTo goes on under another path.
func (p *Project) moveTo(ctx context.Context, path string) error {
	if err := settle(ctx, path, p.steps); err != nil {
		return err
	}
	p.forgetKept()
	p.closeIdle()
	p.connMu.Lock()
	err := errors.Join(p.writers.Close(), p.readers.Close())
	p.path = path
	p.connMu.Unlock()
	return errors.Join(err, p.attach())
}

// judge opens what the path names now and compares its history with what was left.
func (p *Project) judge(ctx context.Context, info os.FileInfo) error {
	now, goes, err := p.inspectPath(ctx)
	switch {
	case isBusy(err):
		return err
	case err != nil:
		p.lose(Gone, fmt.Sprintf("%s is no project any more (%v)", p.path, err))
		return nil
	case now.project != p.desk.left.project && p.desk.left.project != "":
		p.lose(Gone, fmt.Sprintf("%s is another project now", p.path))
		return nil
	}
	back := p.desk.lost != nil
	p.desk.lost = nil
	left := p.desk.left
	p.desk.left, p.desk.info, p.desk.stamp = now, info, stampOf(info)
	if now.seq != left.seq || now.change != left.change || back {
		p.foreign()
	}
	if goes {
		if back {
			p.tell(News{Kind: Back, Sentence: fmt.Sprintf("%s is there again.", filepath.Base(p.path))})
		}
		return nil
	}
	rescued := p.rescue(ctx, left)
	p.forgetKept()
	sentence := fmt.Sprintf("%s was replaced by another version, which is shown now.", filepath.Base(p.path))
	if rescued != "" {
		sentence += fmt.Sprintf(" What it does not have is kept in %s and can be merged.", filepath.Base(rescued))
	}
	p.tell(News{Kind: Replaced, Sentence: sentence, Rescued: rescued})
	return annotate.Conflictf("%s was replaced by another version: look at it and do it again", filepath.Base(p.path))
}

// inspectPath reads the mark of what the path names, and whether it goes on from what was left. Nothing is written.
func (p *Project) inspectPath(ctx context.Context) (now mark, goes bool, err error) {
	if err := settleLogs(ctx, p.path, p.steps); err != nil {
		return now, false, err
	}
	db, err := openDB(driver, p.path, "mode=ro&_busy_timeout=1000")
	if err != nil {
		return now, false, err
	}
	defer db.Close()
	s, err := newSession(ctx, db)
	if err != nil {
		return now, false, err
	}
	defer s.close()
	s.steps = p.steps
	if err := s.begin("BEGIN"); err != nil {
		return now, false, err
	}
	defer s.exec("ROLLBACK")
	if now, err = s.mark(); err != nil {
		return now, false, err
	}
	goes, err = s.continues(p.desk.left)
	return now, goes, err
}

// lose notes why nothing can be written, keeps what is there, and says so once.
func (p *Project) lose(kind NewsKind, why string) {
	if p.desk.lost != nil {
		return
	}
	rescued := p.rescue(context.Background(), p.desk.left)
	p.desk.lost = annotate.NotFoundf("%s: put it back, or save the project elsewhere", why)
	sentence := why + "."
	if rescued != "" {
		sentence += " All that was saved is kept in " + rescued + "."
		p.forgetKept()
		p.readFrom(rescued)
	}
	p.tell(News{Kind: kind, Sentence: strings.TrimSpace(sentence), Rescued: rescued})
}

// openDB opens a file by one of the drivers of guard.go. A connection is closed as soon as its session is.
func openDB(by, path, parameters string) (*sql.DB, error) {
	db, err := sql.Open(by, source(path, parameters))
	if err == nil {
		db.SetMaxIdleConns(-1)
	}
	return db, err
}
