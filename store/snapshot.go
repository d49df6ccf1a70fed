package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// ReadLong is read for jobs that may take longer than a moment, such as an export. They read a copy of the file, so that no act
// waits for them and the file can come to rest meanwhile; of a large file only while it rests. Several functions run beside each
// other, each on a connection of its own.
func (p *Project) ReadLong(ctx context.Context, fns ...func(*table.Session) error) error {
	direct := func() error {
		return beside(len(fns), func(i int) error { return p.Read(ctx, fns[i]) })
	}
	if p.alone || p.copied != "" || p.Awake() && p.large() {
		return direct()
	}
	folder, err := output.TempFolder()
	if err != nil {
		return direct() // no room for a copy
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, "copy.parallax")
	err = p.Read(ctx, func(s *table.Session) error { return nil }) // refused for the usual reasons
	if err == nil {
		err = p.CopyOut(ctx, copied, "OFF", nil)
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return direct()
	}
	db, err := disk.OpenDB(table.Driver, copied, "mode=ro&immutable=1&_query_only=1")
	if err != nil {
		return err
	}
	defer db.Close()
	var sessions []*table.Session
	for range fns {
		s, err := table.NewSession(ctx, db)
		if err != nil {
			return err
		}
		defer s.Close()
		s.Steps = p.steps
		if err := s.Begin("BEGIN"); err != nil {
			return disk.Explain(p.path, err)
		}
		defer s.Exec("ROLLBACK")
		sessions = append(sessions, s)
	}
	if runtime.GOOS != "windows" {
		os.RemoveAll(folder) // what is open can be read to its end, and a killed program leaves nothing
	}
	return disk.Explain(p.path, beside(len(fns), func(i int) error { return fns[i](sessions[i]) }))
}

// lookEach is how often a file that is read without locks is looked at.
const lookEach = 200 * time.Millisecond

// readSteady has n connections read a large file that rests, as it lies: without a copy, and without locks, so that no act waits.
// Where somebody writes to it meanwhile, steady is false and what was read is void; so it is where the file is not such a one.
func (p *Project) readSteady(ctx context.Context, n int, fn func(context.Context, *table.Session) error) (steady bool, err error) {
	if p.alone || p.copied != "" || !p.large() || p.Rest() != nil {
		return false, nil
	}
	path := p.Path()
	before, err := disk.StampsOf(path)
	if err != nil || hasSideFiles(path) {
		return false, nil
	}
	stays := func() bool {
		now, err := disk.StampsOf(path)
		return err == nil && now == before && !hasSideFiles(path)
	}
	within, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		for within.Err() == nil && stays() {
			time.Sleep(lookEach)
		}
		stop()
	}()
	err = beside(n, func(int) error {
		s, closed, err := unlocked(within, path, p.steps, "mode=ro&immutable=1&_query_only=1")
		if err != nil {
			return err
		}
		if err = s.Begin("BEGIN"); err == nil {
			err = fn(within, s)
		}
		return errors.Join(err, closed())
	})
	if ctx.Err() != nil {
		return true, ctx.Err()
	}
	if !stays() {
		return false, nil
	}
	return true, disk.Explain(path, err)
}

// beside does n jobs at once and returns the error of the first that has one.
func beside(n int, job func(i int) error) error {
	errs := make([]error, n)
	var rest sync.WaitGroup
	for i := 1; i < n; i++ {
		rest.Add(1)
		go func() {
			defer rest.Done()
			errs[i] = job(i)
		}()
	}
	errs[0] = job(0)
	rest.Wait()
	return cmp.Or(errs...)
}

// Awake says whether the file is in hand. While an act is under way it is.
func (p *Project) Awake() bool {
	if !p.mu.TryLock() {
		return true
	}
	defer p.mu.Unlock()
	return p.writer != nil
}

// large says whether copying the file takes longer than a moment.
func (p *Project) large() bool {
	info, err := os.Stat(p.Path())
	return err == nil && info.Size() > disk.WholeCheck
}

// CopyOut copies the project as it is now to a new file, a stretch of pages at a time, and never holds the file for long.
func (p *Project) CopyOut(ctx context.Context, dest, synchronous string, progress func(done, total int)) error {
	s, err := p.reader(ctx)
	if err != nil {
		return err
	}
	defer p.release(s)
	if err := disk.CopyPages(ctx, s, dest, synchronous, progress); err != nil {
		return errors.Join(err, ctx.Err())
	}
	return nil
}

// Try runs fn as an act that is never kept, and without a copy of the project. The file is read where it rests, without locks, so that
// no other act waits; what fn writes stays in the memory of a connection that never gives it to the file. fn is given the project as it
// was before, too. known is false where the file does not rest, or did not stay as it was: then a copy has to be made.
func (p *Project) Try(ctx context.Context, draft Act, fn func(*Tx, *table.Session) error) (known bool, err error) {
	if p.alone || p.readOnly || p.Rest() != nil || hasSideFiles(p.Path()) {
		return false, nil
	}
	path := p.Path()
	before, err := disk.StampsOf(path)
	if err != nil {
		return false, nil
	}
	err = tryOn(ctx, path, p.steps, draft, fn)
	after, unknown := disk.StampsOf(path)
	var lite sqlite3.Error
	if unknown != nil || before != after || hasSideFiles(path) || errors.As(err, &lite) {
		return false, ctx.Err() // of two states, or a file that is in hand
	}
	return true, disk.Explain(path, err)
}

// OnCopy calls fn with a copy of the project, of which nothing is kept: what fn does is only tried, and the project may be one that
// can only be read.
func (p *Project) OnCopy(ctx context.Context, fn func(*Project) error) error {
	folder, err := output.TempFolder()
	if err != nil {
		return fmt.Errorf("copying %s: %w", p.Path(), err)
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, disk.StandInName)
	if err := p.CopyOut(ctx, copied, "OFF", nil); err != nil {
		return fmt.Errorf("copying %s: %w", p.Path(), disk.Explain(p.Path(), err))
	}
	q, err := Open(ctx, copied)
	if err == nil {
		err = errors.Join(fn(q), q.Close())
	}
	return output.Named(err, copied, p.Path())
}

// tryOn runs fn in a transaction that is rolled back.
func tryOn(ctx context.Context, path string, steps table.Migrations, draft Act, fn func(*Tx, *table.Session) error) (err error) {
	writer, closeWriter, err := unlocked(ctx, path, steps, "mode=rw&_journal_mode=MEMORY")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWriter()) }()
	if err := writer.Exec("PRAGMA cache_spill = OFF"); err != nil {
		return err
	}
	reader, closeReader, err := unlocked(ctx, path, steps, "mode=ro&_query_only=1")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeReader()) }()
	q := &Project{path: path, steps: steps, writer: writer}
	return andBack(writer, func() error {
		tx, err := q.begin(draft)
		if err != nil {
			return err
		}
		return andBack(reader, func() error { return fn(tx, reader) })
	})
}

// andBack runs fn in a transaction that nothing is left of.
func andBack(s *table.Session, fn func() error) error {
	if err := s.Begin("BEGIN"); err != nil {
		return err
	}
	return errors.Join(fn(), s.Exec("ROLLBACK"))
}

// unlocked opens a file that rests without taking a lock on it.
func unlocked(ctx context.Context, path string, steps table.Migrations, parameters string) (*table.Session, func() error, error) {
	db, err := disk.OpenDB(table.Driver, path, fmt.Sprintf("%s&nolock=1&%s&_cache_size=%d", parameters, connection, writerCache))
	if err != nil {
		return nil, nil, err
	}
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	s.Steps = steps
	return s, func() error { return errors.Join(s.Close(), db.Close()) }, nil
}
