package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// switchPatience is how long waking waits for those who read the file at rest, which takes milliseconds.
const switchPatience = 5 * time.Second

// foldAfter is how large the log may become, in bytes, before it is folded in between two acts.
const foldAfter = 4 << 20

// foldChanges is after how many changes a log that was folded in, whose file stays as large as it was, is so again. A change fills
// some 12 kB of it.
const foldChanges = 300

// folded is how large the file of the log was, in bytes, and the last change in it.
type folded struct{ size, seq int64 }

// desk is how the project stands to its file. The Project's mu guards it.
type desk struct {
	left       disk.Mark    // what the file said when it was last seen
	woken      disk.Mark    // what it said when it was taken up
	info       os.FileInfo  // which file it is, by which the system knows it again
	stamp      disk.Stamped // by which a change of the file is seen without opening it
	used       time.Time    // when it was last written or read
	timer      *time.Timer  // lets it rest
	data       int64        // SQLite's data_version of the writer
	page, size int64        // where it says so: the page of the table desk, and how large pages are
	folded     folded       // how far the log was when it was last folded in between two acts
	unsettled  bool         // it was let go of while another program had it in hand
	stranded   bool         // readers may still see what was overwritten
	lost       error        // why nothing can be written now; nil as a rule
	rescued    string       // what was kept when it was lost
	elsewhere  bool         // that is read in its place
	unfolded   bool         // that it could not be folded in was said
	keeping    bool         // a second name and copies of the file are kept while the project is open
	kept       kept
	news       []func(News)
	untold     []News // what nobody was there to hear
}

// lasting is what the system knows a file by, to be remembered. Windows is asked for it only when two files are compared, by the path,
// which another file may have by then: so they are compared at once.
func lasting(info os.FileInfo) os.FileInfo {
	os.SameFile(info, info)
	return info
}

// errElsewhere ends an attempt to take the file up that another program has in hand under another name.
var errElsewhere = annotate.Conflictf("another program has the file in hand under another name")

// heldElsewhere is the refusal of a file that stays in the hands of another program under another name.
func heldElsewhere(path string) error {
	return annotate.Conflictf("another program has %s open under another name, and two would write over each other: close it there and do it again, or copy the file", path)
}

// errMoved ends an attempt to take the file up because the path names another one than was looked at.
var errMoved = errors.New("another file stands there")

// wake takes the file up to write: it makes sure that it still is the project, and lets the log begin. The caller holds mu.
func (p *Project) wake(ctx context.Context) error {
	p.desk.used = time.Now()
	if p.readOnly {
		return disk.MayOnlyRead(p.path, annotate.Invalidf("%s is open for reading only: make it and its folder writable and open it again, or open a copy in a folder of your own", p.path))
	}
	if p.writer != nil {
		return p.stillThere(ctx)
	}
	end := time.Now().Add(switchPatience)
	for try := 1; ; {
		err := errors.Join(p.look(ctx), p.desk.lost)
		if err == nil {
			if err = p.takeUp(ctx); err == nil {
				p.restSoon()
				return nil
			}
			err = errors.Join(err, p.letGo())
		}
		switch goesOn := time.Now().Before(end) && ctx.Err() == nil; {
		case errors.Is(err, errMoved) && try < 5:
			p.desk.stamp = disk.Stamped{} // it is looked at again, and into
			try++
		case goesOn && (errors.Is(err, errElsewhere) || isBusy(err)):
			if err := p.waitElsewhere(ctx); err != nil {
				return err
			}
		case errors.Is(err, errElsewhere):
			p.restSoon()
			return errors.Join(ctx.Err(), heldElsewhere(p.path))
		default:
			return err
		}
	}
}

// waitElsewhere gives another program a moment to let go of the file, and takes away what the attempt to take it up left beside.
func (p *Project) waitElsewhere(ctx context.Context) error {
	time.Sleep(10 * time.Millisecond)
	p.closeIdle()
	p.desk.unsettled = true
	return settle(ctx, p.path, p.steps)
}

// takeUp opens the writer and turns to the write-ahead log.
func (p *Project) takeUp(ctx context.Context) error {
	if p.desk.stranded {
		if p.readersBusy() > 0 {
			return annotate.Conflictf("%s was overwritten while it was being read: wait for what is under way and do it again", filepath.Base(p.path))
		}
		p.desk.stranded = false
	}
	if err := p.settleLogs(ctx, p.path); err != nil {
		return err
	}
	s, err := table.NewSession(ctx, p.writers)
	if err != nil {
		return err
	}
	s.Steps, p.writer = p.steps, s
	disk.TakeInHand(s, p.path)
	now, err := p.beginLog(ctx)
	if err != nil {
		return err
	}
	if err := s.Exec("PRAGMA wal_autocheckpoint = 0"); err != nil { // see foldBetween
		return err
	}
	err = s.Row("SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_schema WHERE name = 'desk'").Scan(&p.desk.page, &p.desk.size)
	if err != nil {
		return err
	}
	var mode string
	if err := s.Row("PRAGMA journal_mode").Scan(&mode); err != nil {
		return err
	}
	if mode == "wal" && disk.HeldElsewhere(p.path) { // both hold the file before they look
		return errElsewhere
	}
	if !now.UpTo(p.desk.left) {
		p.foreign()
	}
	p.desk.folded = folded{seq: now.Seq}
	p.desk.woken = now
	k := &p.desk.kept
	k.follows = k.copy != "" && !k.copying && k.made.UpTo(now)
	p.desk.left = now
	p.remember()
	return s.Row("PRAGMA data_version").Scan(&p.desk.data)
}

// beginLog makes sure that the file is the one that was looked at, writes a new token into it and turns to the write-ahead log,
// unless another program has done so. The token alone is not brought to the disk: turning to the log is, and the file with it; if
// the machine fails before, the file has the one token or the other and is whole.
func (p *Project) beginLog(ctx context.Context) (now disk.Mark, err error) {
	s := p.writer
	for end := time.Now().Add(switchPatience); ; {
		mode, err := "", s.Exec("PRAGMA synchronous = OFF")
		if err == nil {
			err = s.Begin("BEGIN IMMEDIATE")
		}
		if err != nil {
			return now, err
		}
		if now, err = disk.MarkOf(s); err == nil {
			err = p.isAsLeft(s)
		}
		if err == nil {
			err = s.Row("PRAGMA journal_mode").Scan(&mode)
		}
		if err == nil && mode == "wal" && disk.HeldElsewhere(p.path) {
			err = errElsewhere
		}
		if err == nil && mode != "wal" {
			now.Token = disk.NewToken(now.Token)
			err = s.Exec("UPDATE desk SET token = ? WHERE id = 1", now.Token)
		}
		if err == nil {
			err = s.Exec("COMMIT")
		}
		if err != nil {
			return now, errors.Join(err, s.Exec("ROLLBACK"))
		}
		if err := s.Exec("PRAGMA synchronous = FULL"); err != nil {
			return now, err
		}
		if mode != "wal" {
			err = s.Row("PRAGMA journal_mode = WAL").Scan(&mode) // where the file system has no room for a log, work goes on without
		}
		if err == nil || !isBusy(err) {
			return now, err
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return now, errors.Join(ctx.Err(), sqlite3.Error{Code: sqlite3.ErrBusy})
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// isAsLeft says whether the writer, in whose transaction nobody else writes, has the file that was looked at.
func (p *Project) isAsLeft(s *table.Session) error {
	info, err := os.Stat(p.path)
	if err != nil || p.desk.info != nil && !os.SameFile(info, p.desk.info) {
		return errMoved
	}
	goes, err := disk.Continues(s, p.desk.left)
	if err == nil && !goes {
		err = errMoved
	}
	return err
}

// stillThere makes sure, while the file is in hand, that its path still names it and that nobody wrote something else into it.
// Where that is not so it lets go of the file, and takes up what the path names if that is the project too.
func (p *Project) stillThere(ctx context.Context) error {
	if there, err := p.holdsOn(ctx); there || err != nil {
		return err
	}
	return p.wake(ctx)
}

// holdsOn says whether the path still names the file that is in hand, as it was left. Where it does not, the file has been let
// go of, with all that was done in it kept.
func (p *Project) holdsOn(ctx context.Context) (bool, error) {
	info, err := os.Stat(p.path)
	switch {
	case err != nil || !os.SameFile(info, p.desk.info): // what was done goes into that file wherever it is now
		return false, p.foldAway()
	case disk.StampOf(info) == p.desk.stamp:
		return true, nil
	case p.saysSo():
		p.desk.info, p.desk.stamp = lasting(info), disk.StampOf(info) // another program folded the log in
		return true, nil
	}
	return false, p.takeLogAway(ctx)
}

// saysSo says whether the file itself has the token that it was given, or found with, when it was taken up. All who have it in
// hand at a time leave that as it is.
func (p *Project) saysSo() bool {
	page := make([]byte, p.desk.size)
	err := disk.LookInto(p.path, func(file *os.File) error {
		_, err := file.ReadAt(page, (p.desk.page-1)*p.desk.size)
		return err
	})
	return err == nil && disk.TokenOn(page) == p.desk.left.Token
}

// takeLogAway is what to do when something else was written into the file that is in hand. Nothing of ours may be folded into
// it: the log is kept with the copy that it goes on from, or as it is, and taken away from the file.
func (p *Project) takeLogAway(ctx context.Context) error {
	p.closeIdle()
	log, err := p.copyLog()
	if err := os.Truncate(p.path+"-wal", 0); err != nil && !errors.Is(err, fs.ErrNotExist) { // what SQLite cannot read it does not fold in
		return err
	}
	p.letGo() // says that it could not fold in
	p.desk.stranded = p.readersBusy() > 0
	for _, suffix := range []string{"-wal", "-shm"} {
		os.Remove(p.path + suffix)
	}
	p.desk.stamp = disk.Stamped{}
	if err != nil || log == "" {
		return err
	}
	defer os.Remove(log)
	if p.followFrom(log) {
		return nil
	}
	k := &p.desk.kept
	if k.copy != "" && !k.copying && k.made.UpTo(p.desk.left) {
		return nil
	}
	if k.copy != "" && !k.copying {
		joined := k.copy + "~"
		defer output.Remove(joined)
		if disk.JoinLog(ctx, k.copy, log, joined) == nil && os.Rename(joined, k.copy) == nil {
			k.made = p.desk.left
			return nil
		}
	}
	return disk.CopyFile(log, p.rescuedName()+"-wal") // the file was too large to be copied in time
}

// copyLog copies the log of the file that is in hand; "" where there is none.
func (p *Project) copyLog() (string, error) {
	if size, err := disk.LogSize(p.path + "-wal"); err != nil || size == 0 {
		return "", err
	}
	folder, err := disk.KeptFolder(p.path)
	if err != nil {
		return "", err
	}
	log := filepath.Join(folder, disk.KeptName())
	return log, disk.CopyFile(p.path+"-wal", log)
}

// foreign forgets what is remembered of the file because somebody else wrote to it.
func (p *Project) foreign() {
	p.cache.version.Add(1)
	p.cache.codebook, p.cache.texts = nil, nil
}

// foldBetween folds the log in between two acts when it has become large. SQLite would do so within a commit, where nobody has
// looked whether the file is still ours. Where it cannot, the log stays, and whoever lets the file rest finds out.
func (p *Project) foldBetween() {
	size, err := disk.LogSize(p.path + "-wal")
	last, seq := p.desk.folded, p.desk.left.Seq
	if err != nil || p.writer == nil || size < foldAfter || seq < last.seq+foldChanges && size < last.size+foldAfter {
		return
	}
	p.followLog()
	p.desk.folded = folded{size, seq}
	if _, err := p.foldIn("PASSIVE"); err == nil {
		p.remember()
	}
}

// remember notes how the file is left.
func (p *Project) remember() {
	if info, err := os.Stat(p.path); err == nil && (p.desk.info == nil || os.SameFile(info, p.desk.info)) {
		p.desk.info, p.desk.stamp = lasting(info), disk.StampOf(info)
	}
}

// NewsKind says what has happened to the file of an open project.
type NewsKind int

// What can happen to a file.
const (
	Renamed  NewsKind = iota // it has another name now, under which work goes on
	Replaced                 // another version stands in its place and is shown
	Gone                     // nothing can be written until it is back
	Back                     // it is there again
	NotSaved                 // it could not be folded in
	Saved                    // it is folded in after all
	SetAside                 // a log that lay beside it was not its own
)

// News is something that happened to the file of an open project and that its user should know.
type News struct {
	Kind     NewsKind
	Sentence string
	Rescued  string // a project file among the backups that has what the file lacks, "" for none
}

// Hear registers a function that is told of what happens to the file, on the goroutine that found out; it must not call
// the project. What was found out when the file was opened it is told at once.
func (p *Project) Hear(fn func(News)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.desk.news = append(p.desk.news, fn)
	for _, news := range p.desk.untold {
		fn(news)
	}
	p.desk.untold = nil
}

func (p *Project) tell(n News) {
	for _, fn := range p.desk.news {
		fn(n)
	}
	if len(p.desk.news) == 0 {
		p.desk.untold = append(p.desk.untold, n)
	}
}

// settleLogs is settleLogs for a project whose hearers are told. The caller holds mu, or nobody else knows the project.
func (p *Project) settleLogs(ctx context.Context, path string) error {
	found, err := disk.SettleLogs(ctx, path)
	p.tellAside(found)
	return err
}

func (p *Project) tellAside(found []disk.Aside) {
	for _, aside := range found {
		p.tell(News{Kind: SetAside, Sentence: aside.Sentence, Rescued: aside.Rescued})
	}
}
