package store

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/parallax-annotation/parallax/store/output"
)

// readLong is read for jobs that may take longer than a moment, such as an export. They read a copy of the file, so that no act
// waits for them and the file can come to rest meanwhile; of a large file only while it rests. Several functions run beside each
// other, each on a connection of its own.
func (p *Project) readLong(ctx context.Context, fns ...func(*session) error) error {
	direct := func() error {
		return beside(len(fns), func(i int) error { return p.read(ctx, fns[i]) })
	}
	if p.alone || p.copied != "" || p.awake() && p.large() {
		return direct()
	}
	folder, err := output.TempFolder()
	if err != nil {
		return direct() // no room for a copy
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, "copy.parallax")
	err = p.read(ctx, func(s *session) error { return nil }) // refused for the usual reasons
	if err == nil {
		err = p.copyOut(ctx, copied, "OFF", nil)
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return direct()
	}
	db, err := openDB(driver, copied, "mode=ro&immutable=1&_query_only=1")
	if err != nil {
		return err
	}
	defer db.Close()
	var sessions []*session
	for range fns {
		s, err := newSession(ctx, db)
		if err != nil {
			return err
		}
		defer s.close()
		s.steps = p.steps
		if err := s.begin("BEGIN"); err != nil {
			return explain(p.path, err)
		}
		defer s.exec("ROLLBACK")
		sessions = append(sessions, s)
	}
	if runtime.GOOS != "windows" {
		os.RemoveAll(folder) // what is open can be read to its end, and a killed program leaves nothing
	}
	return explain(p.path, beside(len(fns), func(i int) error { return fns[i](sessions[i]) }))
}

// lookEach is how often a file that is read without locks is looked at.
const lookEach = 200 * time.Millisecond

// readSteady has n connections read a large file that rests, as it lies: without a copy, and without locks, so that no act waits.
// Where somebody writes to it meanwhile, steady is false and what was read is void; so it is where the file is not such a one.
func (p *Project) readSteady(ctx context.Context, n int, fn func(context.Context, *session) error) (steady bool, err error) {
	if p.alone || p.copied != "" || !p.large() || p.Rest() != nil {
		return false, nil
	}
	path := p.Path()
	before, err := stampsOf(path)
	if err != nil || hasSideFiles(path) {
		return false, nil
	}
	stays := func() bool {
		now, err := stampsOf(path)
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
		if err = s.begin("BEGIN"); err == nil {
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
	return true, explain(path, err)
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

// awake says whether the file is in hand. While an act is under way it is.
func (p *Project) awake() bool {
	if !p.mu.TryLock() {
		return true
	}
	defer p.mu.Unlock()
	return p.writer != nil
}

// large says whether copying the file takes longer than a moment.
func (p *Project) large() bool {
	info, err := os.Stat(p.Path())
	return err == nil && info.Size() > wholeCheck
}

// copyOut copies the project as it is now to a new file, a stretch of pages at a time, and never holds the file for long.
func (p *Project) copyOut(ctx context.Context, dest, synchronous string, progress func(done, total int)) error {
	s, err := p.reader(ctx)
	if err != nil {
		return err
	}
	defer p.release(s)
	if err := copyPages(ctx, s, dest, synchronous, progress); err != nil {
		return errors.Join(err, ctx.Err())
	}
	return nil
}
