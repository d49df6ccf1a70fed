package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/check"
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
