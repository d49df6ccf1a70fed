package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Check verifies the whole project: the file's structure, references, text hashes, offsets, the codebook, relations, that
// the log ends in what the tables say, and that what is kept of what follows from them does. It writes nothing. The problems of a sound project are an empty list.
// progress, which may be nil, is told how far the check is, by the rows that were looked at. Several connections work at it; a large
// file is read where it lies, and anew from a copy where somebody writes to it meanwhile.
func (p *Project) Check(ctx context.Context, progress func(done, total int)) ([]check.Problem, error) {
	c := check.Begin(true, progress)
	steady, err := p.readSteady(ctx, check.Checkers(), c.Work)
	if !steady && err == nil {
		c = check.Begin(true, progress)
		work := func(s *table.Session) error { return c.Work(ctx, s) }
		err = p.ReadLong(ctx, slices.Repeat([]func(*table.Session) error{work}, check.Checkers())...)
	}
	problems, unfinished := c.Result()
	if err == nil {
		err = unfinished
	}
	if ctx.Err() != nil {
		return []check.Problem{}, ctx.Err()
	}
	if !c.Begun && errors.Is(err, annotate.ErrInvalid) { // a schema that is not ours
		problems = append(problems, check.Problem{Kind: "integrity", Sentence: err.Error()})
		err = nil
	}
	if err != nil && len(problems) > 0 { // too broken to look further
		problems = append(problems, check.Problem{Kind: "integrity", Sentence: fmt.Sprintf("the check could not be finished: %v", err)})
		err = nil
	}
	return problems, err
}

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
	for batch := range slices.Chunk(stale, part.Batch) {
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

// fewStale is how many articles are made each time that they are asked for in a file at rest, rather than to write to it.
const fewStale = 8

// Freshen makes what is stale of a part, where the file may be written to and is in hand, or much is stale. Else, and where the file cannot
// be written to now, whoever asks makes it without keeping it.
func (p *Project) Freshen(ctx context.Context, part derived.Part, progress func(done, total int)) error {
	if p.ReadOnly() {
		return nil
	}
	var stale []string
	err := p.Read(ctx, func(s *table.Session) (err error) {
		stale, err = part.Stale(s)
		return err
	})
	if err == nil && (len(stale) > fewStale || len(stale) > 0 && p.Awake()) {
		err = p.Renew(ctx, part, progress)
	}
	if ctx.Err() == nil && err != nil {
		return nil
	}
	return err
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
