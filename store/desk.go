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
)

// restAfter is how long a file is left alone before it is folded in and let go of. Contract: two seconds at most.
const restAfter = 700 * time.Millisecond

// switchPatience is how long waking waits for those who read the file at rest, which takes milliseconds.
const switchPatience = 5 * time.Second

// desk is how the project stands to its file. The Project's mu guards it.
type desk struct {
	left    mark        // what the file said when it was last seen
	info    os.FileInfo // which file it is, by which the system knows it again
	stamp   stamped     // by which a change of the file at rest is seen without opening it
	used    time.Time   // when it was last written or read
	timer   *time.Timer // lets it rest
	data    int64       // SQLite's data_version of the writer
	lost    error       // why nothing can be written now; nil as a rule
	keeping bool        // a second name and copies of the file are kept while the project is open
	kept    kept
	news    []func(News)
}

// stamped is what the system says of a file without reading it.
type stamped struct {
	size int64
	at   time.Time
}

func stampOf(info os.FileInfo) stamped { return stamped{info.Size(), info.ModTime()} }

// wake takes the file up to write: it makes sure that it still is the project, and lets the log begin. The caller holds mu.
func (p *Project) wake(ctx context.Context) error {
	p.desk.used = time.Now()
	if p.readOnly {
		return annotate.Invalidf("%s is open for reading only: make it and its folder writable and open it again, or open a copy in a folder of your own", p.path)
	}
	if p.desk.lost != nil {
		if err := p.look(ctx); err != nil || p.desk.lost != nil {
			return errors.Join(err, p.desk.lost)
		}
	}
	if p.writer != nil {
		return p.stillThere(ctx)
	}
	if err := p.look(ctx); err != nil {
		return err
	}
	if p.desk.lost != nil {
		return p.desk.lost
	}
	if err := p.takeUp(ctx); err != nil {
		return errors.Join(explain(p.path, err), p.letGo())
	}
	p.restSoon()
	return nil
}

// takeUp opens the writer and turns to the write-ahead log.
func (p *Project) takeUp(ctx context.Context) error {
	if err := settleLogs(ctx, p.path, p.steps); err != nil {
		return err
	}
	s, err := newSession(ctx, p.writers)
	if err != nil {
		return err
	}
	s.steps, s.path, p.writer = p.steps, p.path, s
	takeInHand(p.path)
	if err := p.beginLog(ctx); err != nil {
		return err
	}
	now, err := s.mark()
	if err != nil {
		return err
	}
	info, err := os.Stat(p.path)
	if err != nil {
		return err
	}
	if now.seq != p.desk.left.seq || now.change != p.desk.left.change {
		p.foreign()
	}
	p.desk.left, p.desk.info = now, info
	return s.row("PRAGMA data_version").Scan(&p.desk.data)
}

// beginLog writes a new token into the file and turns to the write-ahead log, unless another program has done so.
func (p *Project) beginLog(ctx context.Context) error {
	s := p.writer
	for end := time.Now().Add(switchPatience); ; {
		if err := s.begin("BEGIN IMMEDIATE"); err != nil {
			return err
		}
		var mode string
		err := s.row("PRAGMA journal_mode").Scan(&mode)
		if err == nil && mode != "wal" {
			err = s.exec("UPDATE desk SET token = ? WHERE id = 1", annotate.NewID())
		}
		if err == nil {
			err = s.exec("COMMIT")
		}
		if err != nil {
			return errors.Join(err, s.exec("ROLLBACK"))
		}
		if mode == "wal" {
			return nil
		}
		err = s.row("PRAGMA journal_mode = WAL").Scan(&mode)
		if err == nil && mode == "wal" {
			return nil
		}
		if err != nil && !isBusy(err) {
			return err
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return errors.Join(ctx.Err(), sqlite3.Error{Code: sqlite3.ErrBusy})
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// stillThere makes sure, while the file is in hand, that its path still names it.
func (p *Project) stillThere(ctx context.Context) error {
	if p.named() {
		return nil
	}
	return p.displaced(ctx)
}

// named says whether the path names the file that is in hand.
func (p *Project) named() bool {
	info, err := os.Stat(p.path)
	return err == nil && os.SameFile(info, p.desk.info)
}

// displaced is what to do when the path no longer names the file that is in hand: fold in what was done, which goes into
// that file wherever it is now, and look for it.
func (p *Project) displaced(ctx context.Context) error {
	if err := errors.Join(p.foldAway(), p.look(ctx)); err != nil {
		return err
	}
	if p.desk.lost != nil {
		return p.desk.lost
	}
	return p.takeUp(ctx)
}

// foreign forgets what is remembered of the file because somebody else wrote to it.
func (p *Project) foreign() {
	p.cache.version.Add(1)
	p.cache.codebook, p.cache.texts = nil, nil
}

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
	if err := p.rest(0); err != nil {
		p.tell(News{Kind: NotSaved, Sentence: fmt.Sprintf("What was done last could not be folded into %s: %v.", filepath.Base(p.path), err)})
	}
	if p.writer == nil {
		p.keep()
	}
	if p.writer != nil || p.reading() || p.behind() {
		p.desk.timer = time.AfterFunc(restAfter/2, p.restIfIdle)
	}
}

// Rest folds all that was done into the file and lets go of it: when it returns, the one file is the whole project and may be
// copied, renamed, or looked into by anybody. The next act takes it up again.
func (p *Project) Rest() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isClosed() {
		return nil
	}
	return explain(p.path, p.rest(switchPatience/5))
}

// rest is Rest for a caller that holds mu. Where another program, or a long job of this one, still has the file in hand, the
// log is folded in as far as can be, and it is tried again until patience ends.
func (p *Project) rest(patience time.Duration) error {
	p.closeIdle()
	if p.writer == nil {
		return nil
	}
	if !p.named() { // what this finds out is news, not a reason why the file could not rest
		err := errors.Join(p.foldAway(), p.look(context.Background()))
		if errors.Is(err, annotate.ErrConflict) {
			err = nil
		}
		return err
	}
	end := time.Now().Add(patience)
	for {
		var mode string
		err := p.writer.row("PRAGMA journal_mode = DELETE").Scan(&mode)
		if err == nil && mode == "delete" {
			break
		}
		if err != nil && !isBusy(err) {
			return err
		}
		if time.Now().After(end) {
			_, err := p.foldIn("PASSIVE")
			return err
		}
		time.Sleep(time.Duration(3+time.Now().UnixNano()%5) * time.Millisecond) // two programs that let go do so in turn
		p.closeIdle()
	}
	err := p.letGo()
	p.remember()
	p.keep()
	return err
}

// foldIn copies the log into the file, as far as readers let it; done is whether all of it is there.
func (p *Project) foldIn(how string) (done bool, err error) {
	var busy, log, copied int
	err = p.writer.row("PRAGMA wal_checkpoint("+how+")").Scan(&busy, &log, &copied)
	return busy == 0 && log == copied, err
}

// foldAway folds the log into the file that is in hand although its path is gone, where SQLite no longer begins to write, and
// takes the empty log away from the old path.
func (p *Project) foldAway() error {
	p.closeIdle()
	done, err := p.foldIn("TRUNCATE")
	if err == nil && !done {
		err = sqlite3.Error{Code: sqlite3.ErrBusy}
	}
	if err := errors.Join(err, p.letGo()); err != nil {
		return err
	}
	if size, err := logSize(p.path + "-wal"); err == nil && size == 0 && !inUse(p.path) {
		os.Remove(p.path + "-wal")
		os.Remove(p.path + "-shm")
	}
	p.keep()
	return nil
}

// letGo closes the writer.
func (p *Project) letGo() error {
	if p.writer == nil {
		return nil
	}
	s := p.writer
	p.writer = nil
	return s.close()
}

// remember notes how the file is left.
func (p *Project) remember() {
	if info, err := os.Stat(p.path); err == nil && (p.desk.info == nil || os.SameFile(info, p.desk.info)) {
		p.desk.info, p.desk.stamp = info, stampOf(info)
	}
}

// settle folds in what others left beside a file that nobody has in hand, and sees that its header says so.
func settle(ctx context.Context, path string, steps migrations) error {
	wal, err := writesAhead(path)
	if err != nil || !wal && !hasSideFiles(path) || inUse(path) {
		return err
	}
	db, err := openDB(driver, path, "mode=rw&_busy_timeout=0&_synchronous=FULL")
	if err != nil {
		return err
	}
	defer db.Close()
	s, err := newSession(ctx, db)
	if err != nil {
		return err
	}
	defer s.close()
	if s.steps = steps; s.steps != nil {
		if err := s.begin("BEGIN"); err != nil {
			return ignoreBusy(err)
		}
		if err := s.exec("ROLLBACK"); err != nil {
			return err
		}
	}
	var mode string
	if err := s.row("PRAGMA journal_mode = DELETE").Scan(&mode); err != nil {
		return ignoreBusy(err)
	}
	if mode == "delete" {
		for _, suffix := range []string{"-wal", "-shm"} { // an empty one that an outside reader left
			if info, err := os.Stat(path + suffix); err == nil && (suffix == "-shm" || info.Size() == 0) {
				os.Remove(path + suffix)
			}
		}
	}
	return nil
}

// sideFiles are what SQLite may keep beside a file.
var sideFiles = []string{"-wal", "-shm", "-journal"}

func hasSideFiles(path string) bool {
	for _, suffix := range sideFiles {
		if _, err := os.Stat(path + suffix); err == nil {
			return true
		}
	}
	return false
}

// writesAhead says whether the header of a file says that a log stands beside it. Not to be called while this process has
// the file open: closing it drops the process's locks.
func writesAhead(path string) (bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	var header [20]byte
	if _, err := file.ReadAt(header[:], 0); err != nil {
		return false, err
	}
	return header[18] == 2 || header[19] == 2, nil
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
