package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// restAfter is how long a file is left alone before it is folded in and let go of. Contract: two seconds at most.
const restAfter = 700 * time.Millisecond

// restSoon lets the file rest when nothing was done with it for a while. The caller holds mu.
func (p *Project) restSoon() {
	p.desk.used = time.Now()
	if p.desk.timer == nil {
		p.desk.timer = time.AfterFunc(restAfter, p.restIfIdle)
	}
}

func (p *Project) restIfIdle() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.desk.timer = nil
	if p.isClosed() {
		return
	}
	if wait := restAfter - time.Since(p.desk.used); wait > 0 {
		p.desk.timer = time.AfterFunc(wait, p.restIfIdle)
		return
	}
	err := p.rest(0)
	if err != nil && !p.desk.unfolded {
		p.tell(News{Kind: NotSaved, Sentence: fmt.Sprintf("What was done last could not be folded into %s: %v. It is tried again; until then copy %s and what lies beside it together.",
			filepath.Base(p.path), disk.Explain(p.path, err), filepath.Base(p.path))})
	}
	if err == nil && p.desk.unfolded {
		p.tell(News{Kind: Saved, Sentence: fmt.Sprintf("All that was done is in %s again.", filepath.Base(p.path))})
	}
	p.desk.unfolded = err != nil
	if p.writer == nil {
		p.keep()
	}
	if p.writer != nil || p.reading() || p.behind() || p.desk.unsettled {
		p.desk.timer = time.AfterFunc(restAfter/2, p.restIfIdle)
	}
}

// othersPatience is how long another program is waited for that has the file in hand. It will see to what is left when it lets
// go itself.
const othersPatience = 300 * time.Millisecond

// Rest folds all that was done into the file and lets go of it: when it returns, the one file is the whole project and may be
// copied, renamed, or looked into by anybody, unless another program has it in hand. The next act takes it up again.
func (p *Project) Rest() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isClosed() {
		return nil
	}
	return disk.Explain(p.path, p.rest(othersPatience))
}

// rest is Rest for a caller that holds mu. Where another program, or a long job of this one, has the file in hand until patience
// ends, it is folded in as far as can be and let go of: two that both waited for the other would wait for ever. The last one
// to let go turns it back.
func (p *Project) rest(patience time.Duration) error {
	p.closeIdle()
	if p.writer == nil {
		return p.settleLater()
	}
	if there, err := p.holdsOn(context.Background()); err != nil {
		return err
	} else if !there { // what this finds out is news, not a reason why the file could not rest
		if err := p.look(context.Background()); !errors.Is(err, annotate.ErrConflict) {
			return err
		}
		return nil
	}
	p.followLog()
	for end := time.Now().Add(patience); ; {
		var mode string
		err := p.writer.Row("PRAGMA journal_mode = DELETE").Scan(&mode)
		if err == nil && mode == "delete" {
			p.desk.unsettled = hasSideFiles(p.path) // SQLite does not say when it cannot take one away
			break
		}
		if err != nil && !isBusy(err) {
			return err
		}
		if time.Now().After(end) {
			how := "PASSIVE" // what is busy folds it in itself
			if disk.HeldElsewhere(p.path) {
				how = "TRUNCATE" // who has it under another name does not know of this log, which would go stale
			}
			if _, err := p.foldIn(how); err != nil && !isBusy(err) {
				return err
			}
			p.desk.unsettled = true
			break
		}
		time.Sleep(time.Duration(3+time.Now().UnixNano()%5) * time.Millisecond) // two programs that let go do so in turn
		p.closeIdle()
	}
	err := p.letGo()
	p.remember()
	p.keep()
	return errors.Join(err, p.settleLater())
}

// settleLater turns the file back that was let go of while others had it in hand, as soon as they have not.
func (p *Project) settleLater() error {
	if !p.desk.unsettled || p.desk.lost != nil || disk.InHand(p.path) {
		return nil
	}
	if err := p.look(context.Background()); err != nil || p.desk.lost != nil {
		if errors.Is(err, annotate.ErrConflict) {
			err = nil // that is news
		}
		return err
	}
	if err := settle(context.Background(), p.path, p.steps); err != nil {
		return err
	}
	ahead, err := disk.WritesAhead(p.path)
	p.desk.unsettled = err == nil && (ahead || hasSideFiles(p.path))
	p.remember()
	return err
}

// foldIn copies the log into the file, as far as readers let it; done is whether all of it is there.
func (p *Project) foldIn(how string) (done bool, err error) {
	var busy, log, copied int
	err = p.writer.Row("PRAGMA wal_checkpoint("+how+")").Scan(&busy, &log, &copied)
	return busy == 0 && log == copied, err
}

// foldAway folds the log into the file that is in hand although its path is gone, where SQLite no longer begins to write, and
// takes the empty log away from the old path. It waits for what is being read, in which the file would be held on to.
func (p *Project) foldAway() error {
	for end := time.Now().Add(disk.RestPatience / 2); ; time.Sleep(5 * time.Millisecond) {
		p.closeIdle()
		done, err := p.foldIn("TRUNCATE")
		if err != nil && !isBusy(err) {
			return err
		}
		if done && p.readersBusy() == 0 {
			break
		}
		if time.Now().After(end) {
			return sqlite3.Error{Code: sqlite3.ErrBusy}
		}
	}
	p.keepInHand()
	if err := p.letGo(); err != nil {
		return err
	}
	if size, err := disk.LogSize(p.path + "-wal"); err == nil && size == 0 && !disk.InUse(p.path) {
		os.Remove(p.path + "-wal")
		disk.RemoveIndex(p.path)
	}
	return nil
}

// letGo closes the writer.
func (p *Project) letGo() error {
	if p.writer == nil {
		return nil
	}
	s := p.writer
	p.writer = nil
	return s.Close()
}

// settle folds in what others left beside a file that nobody has in hand, and sees that its header says so. Who is busy with the
// file meanwhile does so itself.
func settle(ctx context.Context, path string, steps table.Migrations) error {
	wal, err := disk.WritesAhead(path)
	if err != nil || !wal && !hasSideFiles(path) || disk.InUse(path) {
		return err
	}
	db, err := disk.OpenDB(table.Driver, path, "mode=rw&_busy_timeout=0&_synchronous=FULL")
	if err != nil {
		return err
	}
	defer db.Close()
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return ignoreBusy(err)
	}
	defer s.Close()
	return ignoreBusy(settleIn(s, path, steps))
}

func settleIn(s *table.Session, path string, steps table.Migrations) error {
	if s.Steps = steps; s.Steps != nil {
		if err := s.Begin("BEGIN"); err != nil {
			return err
		}
		if err := s.Exec("ROLLBACK"); err != nil {
			return err
		}
	}
	// By way of PERSIST, because SQLite then takes away, under its lock, also a journal that was only begun and undoes nothing.
	var mode string
	for _, next := range []string{"DELETE", "PERSIST", "DELETE"} {
		if err := s.Row("PRAGMA journal_mode = " + next).Scan(&mode); err != nil {
			return err
		}
	}
	if mode != "delete" || !hasSideFiles(path) {
		return nil
	}
	return clearSides(s, path)
}

// clearSides takes away what an outside reader left beside a file that keeps no log, as long as nobody can begin one.
func clearSides(s *table.Session, path string) error {
	if err := s.Exec("BEGIN EXCLUSIVE"); err != nil {
		return err
	}
	var mode string
	err := s.Row("PRAGMA journal_mode").Scan(&mode)
	if err == nil && mode == "delete" {
		disk.RemoveIndex(path)
		if info, err := os.Stat(path + "-wal"); err == nil && info.Size() == 0 {
			os.Remove(path + "-wal")
		}
	}
	return errors.Join(err, s.Exec("ROLLBACK"))
}

func hasSideFiles(path string) bool {
	for _, suffix := range output.SideFiles {
		if _, err := os.Stat(path + suffix); err == nil {
			return true
		}
	}
	return false
}

func isBusy(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked)
}

func ignoreBusy(err error) error {
	if isBusy(err) {
		return nil
	}
	return err
}
