package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// renewBatch is how many articles are made anew in one transaction, which takes some hundredths of a second: an act that comes
// meanwhile waits no longer.
const renewBatch = 16

// MakeAnew throws away what the file keeps of what follows from its rows, and makes it again.
func (p *Project) MakeAnew(ctx context.Context, progress func(done, total int)) error {
	for _, part := range keptParts {
		if err := p.keepUp(ctx, part.forget); err != nil {
			return fmt.Errorf("throwing away %s: %w", part.name, err)
		}
		if err := p.renew(ctx, part, progress); err != nil {
			return err
		}
	}
	return nil
}

// renew makes what is stale of a part, a batch at a time. progress, which may be nil, hears how much is done.
func (p *Project) renew(ctx context.Context, part keptPart, progress func(done, total int)) error {
	var stale []string
	err := p.read(ctx, func(s *session) (err error) {
		stale, err = part.stale(s)
		return err
	})
	done := 0
	for batch := range slices.Chunk(stale, renewBatch) {
		if err == nil {
			err = p.keepUp(ctx, func(s *session) error { return part.renew(s, batch) })
		}
		if done += len(batch); progress != nil && err == nil {
			progress(done, len(stale))
		}
	}
	if err != nil {
		return fmt.Errorf("renewing %s: %w", part.name, err)
	}
	return nil
}

// keepUp writes what follows from the rows, in a transaction that is no act: nothing that anybody did is in it.
func (p *Project) keepUp(ctx context.Context, fn func(*session) error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.isClosed() {
		return errClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.wake(ctx); err != nil {
		return explain(p.path, err)
	}
	defer p.restSoon()
	if err := p.writer.begin("BEGIN IMMEDIATE"); err != nil {
		return explain(p.path, err)
	}
	err := p.listen()
	if err == nil {
		err = fn(p.writer)
	}
	if err == nil {
		err = p.writer.exec(countAct)
	}
	if err == nil {
		err = p.writer.exec("COMMIT")
	}
	if err != nil {
		return explain(p.path, errors.Join(err, p.writer.exec("ROLLBACK")))
	}
	if err := p.stillThere(ctx); err != nil {
		return explain(p.path, err)
	}
	p.foldBetween()
	return nil
}
