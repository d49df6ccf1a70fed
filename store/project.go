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
	"strings"
	"sync"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// IsUnwritable says of an error whether something was refused because the project's file may only be read. In a copy it is possible.
func (p *Project) IsUnwritable(err error) bool {
	var refused disk.Unwritable
	return errors.As(err, &refused) && refused.Path == p.Path()
}

// Project is an open project file. All of its methods may be called from any goroutine; acts wait for each other,
// reading never waits.
//
// It has many methods for two reasons: each noun has its readings here, one or two in the file of its name, which know nothing of each
// other; and the file on the desk (desk.go, rest.go, identity.go, kept.go) is one state machine under one lock, of which no part could
// be left to itself. What takes more than the project's own rows to say is a function of another package.
type Project struct {
	steps    table.Migrations // that its schema is judged by
	readOnly bool
	alone    bool   // a draft that nobody else knows
	copied   string // folder of the copy that is read in its place, "" for none

	mu       sync.Mutex     // held during an act, and while the file is taken up or let go of
	writer   *table.Session // nil while the file rests
	desk     desk
	cache    cache
	watchers []func(Act)

	connMu  sync.Mutex
	path    string
	writers *sql.DB // of one connection
	readers *sql.DB
	idle    []*table.Session // readers that nobody uses
	busy    int              // readers that somebody uses
	closed  bool
}

// Sizes of the page caches, in KiB as SQLite wants them (negative), and how many idle readers are kept.
const (
	writerCache = -16384
	readerCache = -4096
	idleReaders = 4
)

// Create makes a project file with a codebook and opens it. A file that is there is never touched.
func Create(ctx context.Context, path string, cb annotate.Codebook) (*Project, error) {
	if err := cb.Validate(); err != nil {
		return nil, err
	}
	path, err := output.Absolute(path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, annotate.Invalidf("%s exists already: choose another name, or open it", path)
	}
	if err := cmp.Or(output.Writable(path), output.OwnName(path), disk.Misnamed(path)); err != nil {
		return nil, err
	}
	// The file gets its name only when it is whole: a crash on the way leaves nothing that looks like a project.
	draft, err := output.NewDraft(path)
	if err != nil {
		return nil, err
	}
	defer output.Remove(draft)
	if err := initialize(ctx, draft); err != nil {
		return nil, fmt.Errorf("making %s: %w", path, output.Named(err, draft, path))
	}
	p, err := connect(ctx, draft, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("making %s: %w", path, output.Named(err, draft, path))
	}
	p.alone = true
	_, err = p.Write(ctx, Act{Kind: history.Base, Action: "new", Summary: "New project"}, func(tx *Tx) error {
		return tx.SetCodebook(cb, nil)
	})
	if err := errors.Join(err, p.Close()); err != nil {
		return nil, fmt.Errorf("making %s: %w", path, output.Named(err, draft, path))
	}
	if err := placeNew(draft, path); err != nil {
		return nil, fmt.Errorf("making %s: %w", path, output.Named(err, draft, path))
	}
	return Open(ctx, path)
}

// initialize writes an empty file of the newest format.
func initialize(ctx context.Context, path string) error {
	steps, err := table.ReadMigrations(table.Schema)
	if err != nil {
		return err
	}
	db, err := sql.Open(table.Migrating, output.Source(path, "mode=rwc&_foreign_keys=1&_synchronous=FULL"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", disk.ApplicationID)); err != nil {
		return disk.Explain(path, err)
	}
	if err := steps.Apply(ctx, db, 0); err != nil {
		return disk.Explain(path, err)
	}
	return db.Close()
}

// placeNew gives a finished file its name unless the name has been taken meanwhile.
func placeNew(draft, path string) error {
	err := os.Link(draft, path)
	if errors.Is(err, fs.ErrExist) {
		return annotate.Invalidf("%s exists already: choose another name, or open it", path)
	}
	if err == nil {
		err = os.Remove(draft) // before anybody opens the file: Windows removes no name of one that is open
	} else { // a file system without links
		err = os.Rename(draft, path)
	}
	if err != nil {
		return err
	}
	return output.SyncFolder(filepath.Dir(path))
}

// Open opens a project file. A file that is damaged, of another program, of a newer version, or that cannot be
// written is refused with a sentence that says what to do, and is left as it is; a file of an older format is copied
// to the backups first and then brought up to date.
func Open(ctx context.Context, path string) (*Project, error) {
	steps, err := table.ReadMigrations(table.Schema)
	if err != nil {
		return nil, err
	}
	return open(ctx, path, steps)
}

// OpenToRead is Open for a project that may stand on a read-only medium, or belong to somebody else: then it can be read, and
// every act is refused.
func OpenToRead(ctx context.Context, path string) (*Project, error) {
	steps, err := table.ReadMigrations(table.Schema)
	if err != nil {
		return nil, err
	}
	if path, err = realPath(path); err != nil {
		return nil, err
	}
	if disk.MayWrite(path) || disk.InHand(path) {
		return open(ctx, path, steps)
	}
	return connectToRead(ctx, path, steps)
}

func open(ctx context.Context, path string, steps table.Migrations) (*Project, error) {
	path, err := realPath(path)
	if err != nil {
		return nil, err
	}
	if disk.InHand(path) { // by this process: it was looked at, and must not be now
		return connect(ctx, path, steps, nil)
	}
	adopted, err := disk.AdoptLog(ctx, path)
	if err != nil {
		return nil, disk.Explain(path, err)
	}
	version, err := disk.ReadHeader(path, steps.Newest())
	if err != nil {
		return nil, err
	}
	found, err := disk.SettleLogs(ctx, path)
	if err != nil {
		return nil, disk.Explain(path, err)
	}
	if adopted != nil {
		found = append(found, *adopted)
	}
	if err := heldOnly(ctx, path); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		found = disk.LeftBehind(path)
	}
	if err := probe(ctx, path, steps); err != nil {
		return nil, err
	}
	if version < steps.Newest() {
		if err := upgrade(ctx, path, steps, version); err != nil {
			return nil, err
		}
	}
	return connect(ctx, path, steps, found)
}

// heldOnly waits until no program has a file in hand under another name.
func heldOnly(ctx context.Context, path string) error {
	for end := time.Now().Add(switchPatience); ; time.Sleep(10 * time.Millisecond) {
		if ahead, err := disk.WritesAhead(path); err != nil || !ahead || !disk.HeldElsewhere(path) {
			return err
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return errors.Join(ctx.Err(), heldElsewhere(path))
		}
	}
}

// realPath is where a file is: SQLite keeps its log beside that, not beside a link to it.
func realPath(path string) (string, error) {
	absolute, err := output.Absolute(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(absolute); err == nil {
		return real, nil
	}
	return absolute, nil // whoever opens it says what is wrong
}

// probe reads a file without touching it: its schema, and all pages of a small file.
func probe(ctx context.Context, path string, steps table.Migrations) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	if disk.HasLog(path) || disk.Exists(path+"-journal") {
		return nil // in use, or killed: the log decides what the file holds
	}
	parameters := "mode=ro&_busy_timeout=5000"
	if ahead, err := disk.WritesAhead(path); err == nil && ahead {
		parameters = "mode=ro&immutable=1" // nobody writes to it, or a log would be there
	}
	return disk.OnFile(ctx, steps, path, path, parameters, func(s *table.Session) error {
		if info.Size() > disk.WholeCheck {
			return nil
		}
		var verdict string
		if err := s.Row("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			return disk.Damaged(path, strings.TrimSpace(strings.ReplaceAll(verdict, "\n", " ")))
		}
		return nil
	})
}

// upgrade copies an old file to the backups and brings it up to date.
func upgrade(ctx context.Context, path string, steps table.Migrations, from int) error {
	old := &Project{path: path, steps: steps, alone: true}
	if err := old.attach(); err != nil {
		return err
	}
	err := old.backupOld(ctx, from)
	if err := errors.Join(err, old.Close()); err != nil {
		return fmt.Errorf("backing up %s before bringing it up to date: %w", path, err)
	}
	db, err := sql.Open(table.Migrating, output.Source(path, "mode=rw&_foreign_keys=0&_synchronous=FULL&_busy_timeout=5000"))
	if err != nil {
		return fmt.Errorf("opening %s: %w", path, err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := steps.Apply(ctx, db, from); err != nil {
		return fmt.Errorf("bringing %s up to date: %w", path, disk.Explain(path, err))
	}
	return db.Close()
}

// connect opens a file that is known to be good, and lets it rest if nobody has it in hand.
func connect(ctx context.Context, path string, steps table.Migrations, found []disk.Aside) (*Project, error) {
	p := &Project{path: path, steps: steps}
	p.tellAside(found)
	if err := p.attach(); err != nil {
		return nil, err
	}
	if !disk.InHand(path) {
		output.ClearDrafts(filepath.Dir(path))
		if err := settle(ctx, path, steps); err != nil {
			return nil, errors.Join(disk.Explain(path, err), p.Close())
		}
	}
	return p.greet(ctx)
}

// connectToRead opens a file that cannot be written. Where that takes writing beside it, because a log is there that its owner
// has in hand, or left, or because its format is older, a copy is read.
func connectToRead(ctx context.Context, path string, steps table.Migrations) (*Project, error) {
	format, err := disk.ReadHeaderFor(path, steps.Newest(), os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	if err := probe(ctx, path, steps); err != nil {
		return nil, err
	}
	p := &Project{path: path, steps: steps, readOnly: true}
	from, parameters := path, "mode=ro"
	ahead, err := disk.WritesAhead(path)
	if format < steps.Newest() || disk.HasLog(path) || disk.Exists(path+"-journal") || len(disk.StraysOf(path)) > 0 {
		if p.copied, err = disk.StandIn(ctx, path, steps, format); err != nil {
			return nil, err
		}
		from, parameters = filepath.Join(p.copied, disk.StandInName), "mode=rw"
	} else if err == nil && ahead {
		parameters = "mode=ro&immutable=1" // nobody writes to it, or a log would be there
		p.tellAside(disk.LeftBehind(path))
	}
	readers, err := disk.OpenDB(table.Driver, from, fmt.Sprintf("%s&%s&_query_only=1&_cache_size=%d", parameters, connection, readerCache))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, err), os.RemoveAll(p.copied))
	}
	p.readers = readers
	return p.greet(ctx)
}

// connection is what all connections to a project have in common.
const connection = "_foreign_keys=1&_synchronous=FULL&_busy_timeout=5000"

// attach names the file to the drivers. No connection is opened yet.
func (p *Project) attach() (err error) {
	if p.writers, err = disk.OpenDB(table.Driver, p.path, fmt.Sprintf("mode=rw&%s&_cache_size=%d", connection, writerCache)); err != nil {
		return fmt.Errorf("opening %s: %w", p.path, err)
	}
	if p.readers, err = disk.OpenDB(table.Driver, p.path, fmt.Sprintf("mode=rw&%s&_query_only=1&_cache_size=%d", connection, readerCache)); err != nil {
		return errors.Join(fmt.Errorf("opening %s: %w", p.path, err), p.writers.Close())
	}
	return nil
}

// readFrom goes on reading from another file; nothing is written there.
func (p *Project) readFrom(path string) {
	p.closeIdle()
	p.connMu.Lock()
	defer p.connMu.Unlock()
	if readers, err := disk.OpenDB(table.Driver, path, fmt.Sprintf("mode=ro&%s&_query_only=1&_cache_size=%d", connection, readerCache)); err == nil {
		p.readers.Close()
		p.readers, p.desk.elsewhere = readers, true
	}
}

// greet reads what the file says of itself.
func (p *Project) greet(ctx context.Context) (*Project, error) {
	var left disk.Mark
	var info os.FileInfo
	err := p.Read(ctx, func(s *table.Session) (err error) {
		left, err = disk.MarkOf(s)
		return err
	})
	if err == nil {
		info, err = os.Stat(p.path)
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.mu.Lock() // by now it may be about to rest
	defer p.mu.Unlock()
	p.desk.left, p.desk.info, p.desk.stamp = left, lasting(info), disk.StampOf(info)
	p.desk.unsettled = !p.readOnly && hasSideFiles(p.path) // somebody has it in hand
	return p, nil
}

// ReadOnly says whether the file could only be read when it was opened.
func (p *Project) ReadOnly() bool { return p.readOnly }

// Path is the absolute path of the file.
func (p *Project) Path() string {
	p.connMu.Lock()
	defer p.connMu.Unlock()
	return p.path
}

// Close ends all work on the file and folds SQLite's log into it, so that the one file is all there is to mail.
// Jobs that still read end with an error.
func (p *Project) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isClosed() {
		return nil
	}
	errs := []error{p.rest(othersPatience)}
	if p.desk.timer != nil {
		p.desk.timer.Stop()
	}
	p.forgetKept()
	p.closeIdle()
	p.connMu.Lock()
	defer p.connMu.Unlock()
	p.closed = true
	errs = append(errs, p.letGo(), p.readers.Close())
	if p.writers != nil {
		errs = append(errs, p.writers.Close())
	}
	if p.copied != "" {
		errs = append(errs, os.RemoveAll(p.copied))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("closing %s: %w", p.path, disk.Explain(p.path, err))
	}
	return nil
}

func (p *Project) isClosed() bool {
	p.connMu.Lock()
	defer p.connMu.Unlock()
	return p.closed
}
