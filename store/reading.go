package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Read calls fn with a connection that sees one state of the project throughout.
func (p *Project) Read(ctx context.Context, fn func(*table.Session) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s, err := p.beginReading(ctx)
	if err != nil && p.followNow(ctx) {
		s, err = p.beginReading(ctx)
	}
	if err != nil {
		return disk.Explain(p.path, err)
	}
	defer p.release(s)
	defer s.Exec("ROLLBACK")
	return disk.Explain(p.path, fn(s))
}

func (p *Project) beginReading(ctx context.Context) (*table.Session, error) {
	s, err := p.reader(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.Begin("BEGIN"); err != nil {
		p.release(s)
		return nil, err
	}
	return s, nil
}

// followNow goes on under another path where the file has just been renamed, which the next look would find out. An act that is
// under way finds it out itself.
func (p *Project) followNow(ctx context.Context) bool {
	if _, err := os.Stat(p.Path()); !errors.Is(err, fs.ErrNotExist) || !p.lockSoon(ctx) {
		return false
	}
	defer p.mu.Unlock()
	before := p.path
	err := p.refresh(ctx)
	return err == nil && p.path != before
}

// lockSoon takes mu for a reader, which the file's coming to rest holds for milliseconds; an act that reads holds it itself.
func (p *Project) lockSoon(ctx context.Context) bool {
	for end := time.Now().Add(othersPatience); !p.mu.TryLock(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) || ctx.Err() != nil {
			return false
		}
	}
	return true
}

func (p *Project) reader(ctx context.Context) (*table.Session, error) {
	p.connMu.Lock()
	defer p.connMu.Unlock()
	if p.closed {
		return nil, disk.ErrClosed
	}
	if n := len(p.idle); n > 0 {
		s := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.busy++
		return s, nil
	}
	s, err := table.NewSession(ctx, p.readers)
	if err == nil {
		s.Steps = p.steps
		disk.TakeInHand(s, p.path)
		p.busy++
	}
	return s, err
}

func (p *Project) release(s *table.Session) {
	p.connMu.Lock()
	p.busy--
	keep := !p.closed && s.Path == p.path && len(p.idle) < idleReaders
	if keep {
		p.idle = append(p.idle, s)
	} else {
		s.Close()
	}
	p.connMu.Unlock()
	if keep {
		p.closeSoon()
	}
}

// closeIdle closes the readers that nobody uses.
func (p *Project) closeIdle() {
	p.connMu.Lock()
	defer p.connMu.Unlock()
	for _, s := range p.idle {
		s.Close()
	}
	p.idle = nil
}

// closeSoon lets the file go when nobody has read from it for a while.
func (p *Project) closeSoon() {
	if !p.mu.TryLock() {
		return // an act is under way: after it the file comes to rest
	}
	defer p.mu.Unlock()
	p.restSoon()
}

// readersBusy is how many readers somebody uses.
func (p *Project) readersBusy() int {
	p.connMu.Lock()
	defer p.connMu.Unlock()
	return p.busy
}

// reading says whether somebody reads, or could at once.
func (p *Project) reading() bool {
	p.connMu.Lock()
	defer p.connMu.Unlock()
	return p.busy+len(p.idle) > 0
}

// DataVersion is a number that changes when another process has written to the file, or another file stands in its place.
// While an act is under way in this process it is the number from before.
func (p *Project) DataVersion(ctx context.Context) (int64, error) {
	if !p.mu.TryLock() {
		return p.cache.version.Load(), ctx.Err()
	}
	defer p.mu.Unlock()
	if p.isClosed() {
		return 0, disk.ErrClosed
	}
	if err := p.refresh(ctx); err != nil && !errors.Is(err, annotate.ErrConflict) {
		return 0, disk.Explain(p.path, err)
	}
	return p.cache.version.Load(), nil
}
