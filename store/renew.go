package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// renewBatch is how many articles are made anew in one transaction, which takes some hundredths of a second: an act that comes
// meanwhile waits no longer.
const renewBatch = 16

// MakeAnew throws away what the file keeps of what follows from its rows, and makes it again.
func (p *Project) MakeAnew(ctx context.Context, progress func(done, total int)) error {
	for _, part := range derived.Parts {
		if err := p.keepUp(ctx, part.Forget); err != nil {
			return fmt.Errorf("throwing away %s: %w", part.Name, err)
		}
		if err := p.Renew(ctx, part, progress); err != nil {
			return err
		}
	}
	return nil
}

// Renew makes what is stale of a part, a batch at a time. progress, which may be nil, hears how much is done.
func (p *Project) Renew(ctx context.Context, part derived.Part, progress func(done, total int)) error {
	var stale []string
	err := p.Read(ctx, func(s *table.Session) (err error) {
		stale, err = part.Stale(s)
		return err
	})
	done := 0
	for batch := range slices.Chunk(stale, renewBatch) {
		if err == nil {
			err = p.keepUp(ctx, func(s *table.Session) error { return part.Renew(s, batch) })
		}
		if done += len(batch); progress != nil && err == nil {
			progress(done, len(stale))
		}
	}
	if err != nil {
		return fmt.Errorf("renewing %s: %w", part.Name, err)
	}
	return nil
}

// keepUp writes what follows from the rows, in a transaction that is no act: nothing that anybody did is in it.
func (p *Project) keepUp(ctx context.Context, fn func(*table.Session) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isClosed() {
		return disk.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.wake(ctx); err != nil {
		return disk.Explain(p.path, err)
	}
	defer p.restSoon()
	if err := p.writer.Begin("BEGIN IMMEDIATE"); err != nil {
		return disk.Explain(p.path, err)
	}
	err := p.listen()
	if err == nil {
		err = fn(p.writer)
	}
	if err == nil {
		err = p.writer.Exec(countAct)
	}
	if err == nil {
		err = p.writer.Exec("COMMIT")
	}
	if err != nil {
		return disk.Explain(p.path, errors.Join(err, p.writer.Exec("ROLLBACK")))
	}
	if err := p.stillThere(ctx); err != nil {
		return disk.Explain(p.path, err)
	}
	p.foldBetween()
	return nil
}
