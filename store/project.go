package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/parallax-annotation/parallax/annotate"
)

// Project is an open project file. All of its methods may be called from any goroutine; acts wait for each other,
// reading never waits.
type Project struct {
	path    string
	writers *sql.DB // of one connection
	readers *sql.DB
	steps   migrations // that its schema is judged by

	mu       sync.Mutex // held during an act
	writer   *session
	cache    cache
	watchers []func(Act)
	reviews  reviewCache

	idleMu sync.Mutex
	idle   []*session // readers that nobody uses
	closed bool
}

// Sizes of the page caches, in KiB as SQLite wants them (negative), and how many idle readers are kept.
const (
	writerCache = -16384
	readerCache = -4096
	idleReaders = 4
)

// wholeCheck is the size up to which a file is checked page by page when it is opened. Larger ones would keep the
// window waiting; for them Check does it.
const wholeCheck = 16 << 20

// Create makes a project file with a codebook and opens it. A file that is there is never touched.
func Create(ctx context.Context, path string, cb annotate.Codebook) (*Project, error) {
	if err := cb.Validate(); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", path, err)
	}
	if _, err := os.Lstat(path); err == nil {
		return nil, annotate.Invalidf("%s exists already: choose another name, or open it", path)
	}
	if err := Writable(path); err != nil {
		return nil, err
	}
	// The file gets its name only when it is whole: a crash on the way leaves nothing that looks like a project.
	draft := newDraft(path)
	defer removeFile(draft)
	if err := initialize(ctx, draft); err != nil {
		return nil, fmt.Errorf("making %s: %w", path, err)
	}
	p, err := connect(ctx, draft, nil)
	if err != nil {
		return nil, fmt.Errorf("making %s: %w", path, err)
	}
	_, err = p.write(ctx, Act{Kind: ActBase, Action: "new", Summary: "New project"}, func(tx *Tx) error {
		return tx.SetCodebook(cb, nil)
	})
	if err := errors.Join(err, p.Close()); err != nil {
		return nil, fmt.Errorf("making %s: %w", path, err)
	}
	if err := placeNew(draft, path); err != nil {
		return nil, fmt.Errorf("making %s: %w", path, err)
	}
	return Open(ctx, path)
}

// initialize writes an empty file of the newest format.
func initialize(ctx context.Context, path string) error {
	steps, err := readMigrations(schema)
	if err != nil {
		return err
	}
	db, err := sql.Open(migrating, source(path, "mode=rwc&_foreign_keys=1&_journal_mode=WAL&_synchronous=FULL"))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return explain(path, err)
	}
	if err := steps.apply(ctx, db, 0); err != nil {
		return explain(path, err)
	}
	return db.Close()
}

// placeNew gives a finished file its name unless the name has been taken meanwhile.
func placeNew(draft, path string) error {
	err := os.Link(draft, path)
	if errors.Is(err, fs.ErrExist) {
		return annotate.Invalidf("%s exists already: choose another name, or open it", path)
	}
	if err != nil { // a file system without links
		err = os.Rename(draft, path)
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// Open opens a project file. A file that is damaged, of another program, of a newer version, or that cannot be
// written is refused with a sentence that says what to do, and is left as it is; a file of an older format is copied
// to the backups first and then brought up to date.
func Open(ctx context.Context, path string) (*Project, error) {
	steps, err := readMigrations(schema)
	if err != nil {
		return nil, err
	}
	return open(ctx, path, steps)
}

func open(ctx context.Context, path string, steps migrations) (*Project, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", path, err)
	}
	version, err := readHeader(path, steps.newest())
	if err != nil {
		return nil, err
	}
	if err := probe(ctx, path, steps); err != nil {
		return nil, err
	}
	if version < steps.newest() {
		if err := upgrade(ctx, path, steps, version); err != nil {
			return nil, err
		}
	}
	return connect(ctx, path, steps)
}

// probe reads a file that nobody else has open without touching it: its schema, and all pages of a small file.
func probe(ctx context.Context, path string, steps migrations) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	if _, err := os.Stat(path + "-wal"); err == nil {
		return nil // in use, or killed: the log decides what the file holds
	}
	db, err := sql.Open(driver, source(path, "mode=ro&immutable=1"))
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", path, err)
	}
	defer db.Close()
	s, err := newSession(ctx, db)
	if err != nil {
		return explain(path, err)
	}
	defer s.close()
	s.steps = steps
	if err := s.begin("BEGIN"); err != nil { // before the check, which would compute what the schema says
		return explain(path, err)
	}
	if info.Size() > wholeCheck {
		return nil
	}
	var verdict string
	if err := s.row("PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return explain(path, err)
	}
	if verdict != "ok" {
		return damaged(path, strings.TrimSpace(strings.ReplaceAll(verdict, "\n", " ")))
	}
	return nil
}

// upgrade copies an old file to the backups and brings it up to date.
func upgrade(ctx context.Context, path string, steps migrations, from int) error {
	old, err := connect(ctx, path, steps)
	if err != nil {
		return err
	}
	err = old.backupOld(ctx, from)
	if err := errors.Join(err, old.Close()); err != nil {
		return fmt.Errorf("backing up %s before bringing it up to date: %w", path, err)
	}
	db, err := sql.Open(migrating, source(path, "mode=rw&_foreign_keys=0&_synchronous=FULL&_busy_timeout=5000"))
	if err != nil {
		return fmt.Errorf("opening %s: %w", path, err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := steps.apply(ctx, db, from); err != nil {
		return fmt.Errorf("bringing %s up to date: %w", path, explain(path, err))
	}
	return db.Close()
}

// connect opens the connections to a file that is known to be good.
func connect(ctx context.Context, path string, steps migrations) (*Project, error) {
	const common = "mode=rw&_foreign_keys=1&_synchronous=FULL&_busy_timeout=5000"
	writers, err := sql.Open(driver, source(path, fmt.Sprintf("%s&_journal_mode=WAL&_cache_size=%d", common, writerCache)))
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	readers, err := sql.Open(driver, source(path, fmt.Sprintf("%s&_query_only=1&_cache_size=%d", common, readerCache)))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", path, err), writers.Close())
	}
	p := &Project{path: path, writers: writers, readers: readers, steps: steps}
	p.writer, err = newSession(ctx, writers)
	if err == nil { // taking the write lock shows whether the folder admits the log that SQLite keeps beside the file
		p.writer.steps = steps
		err = p.writer.begin("BEGIN IMMEDIATE")
	}
	if err == nil {
		err = p.writer.exec("ROLLBACK")
	}
	if err != nil {
		return nil, errors.Join(explain(path, err), p.Close())
	}
	return p, nil
}

// Path is the absolute path of the file.
func (p *Project) Path() string { return p.path }

// Close ends all work on the file and folds SQLite's log into it, so that the one file is all there is to mail.
// Jobs that still read end with an error.
func (p *Project) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.idleMu.Lock()
	defer p.idleMu.Unlock()
	if p.closed {
		return nil
	}
	p.closed = true
	var errs []error
	for _, s := range p.idle {
		errs = append(errs, s.close())
	}
	errs = append(errs, p.readers.Close())
	if p.writer != nil {
		errs = append(errs, p.writer.close())
	}
	if err := errors.Join(append(errs, p.writers.Close())...); err != nil {
		return fmt.Errorf("closing %s: %w", p.path, err)
	}
	return nil
}

// read calls fn with a connection that sees one state of the project throughout.
func (p *Project) read(ctx context.Context, fn func(*session) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s, err := p.reader(ctx)
	if err != nil {
		return explain(p.path, err)
	}
	defer p.release(s)
	if err := s.begin("BEGIN"); err != nil {
		return explain(p.path, err)
	}
	defer s.exec("ROLLBACK")
	return explain(p.path, fn(s))
}

func (p *Project) reader(ctx context.Context) (*session, error) {
	p.idleMu.Lock()
	defer p.idleMu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	if n := len(p.idle); n > 0 {
		s := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return s, nil
	}
	s, err := newSession(ctx, p.readers)
	if err == nil {
		s.steps = p.steps
	}
	return s, err
}

func (p *Project) release(s *session) {
	p.idleMu.Lock()
	defer p.idleMu.Unlock()
	if p.closed || len(p.idle) >= idleReaders {
		s.close()
		return
	}
	p.idle = append(p.idle, s)
}

// DataVersion is a number that changes when another process has written to the file. While an act is under way in
// this process it is the number from before.
func (p *Project) DataVersion(ctx context.Context) (int64, error) {
	if !p.mu.TryLock() {
		return p.cache.version.Load(), ctx.Err()
	}
	defer p.mu.Unlock()
	if p.closed {
		return 0, errClosed
	}
	if err := p.refresh(); err != nil {
		return 0, explain(p.path, err)
	}
	return p.cache.version.Load(), nil
}

// source is the name by which the driver opens the file.
func source(path, parameters string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	return "file:" + (&url.URL{Path: slashed}).EscapedPath() + "?" + parameters
}

// syncFolder makes a new name in a folder durable, where the system can do that.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := folder.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return fmt.Errorf("syncing %s: %w", path, err)
	}
	return nil
}
