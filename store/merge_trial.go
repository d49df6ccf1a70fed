package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/mattn/go-sqlite3"
)

// trialShare is how many times as large as all that is merged in a project must be for the merge to be tried in memory: what it
// writes is held there, and a copy of the project is the better bargain where that is much.
const trialShare = 4

// tryInMemory says what merging files into a large project would do without a copy of it. The project is read where it rests,
// without locks, so that no act waits; what the merge writes stays in the memory of a connection that never gives it to the file.
// known is false where the file does not rest, or did not stay as it was: then a copy has to be made.
func (p *Project) tryInMemory(ctx context.Context, others []string, progress func(done, total int)) (plan MergePlan, known bool, err error) {
	if p.alone || p.readOnly || !p.outweighs(others) || p.Rest() != nil || hasSideFiles(p.Path()) {
		return plan, false, nil
	}
	path := p.Path()
	before, err := stampsOf(path)
	if err != nil {
		return plan, false, nil
	}
	plan, err = tryOn(ctx, path, p.steps, others, progress)
	after, unknown := stampsOf(path)
	var lite sqlite3.Error
	if unknown != nil || before != after || hasSideFiles(path) || errors.As(err, &lite) {
		return MergePlan{}, false, ctx.Err() // of two states, or a file that is in hand
	}
	return plan, true, explain(path, err)
}

// outweighs says whether the project is large, and larger by far than all the files together.
func (p *Project) outweighs(others []string) bool {
	var size int64
	for _, other := range others {
		info, err := os.Stat(other)
		if err != nil {
			return false // the copy says why
		}
		size += info.Size()
	}
	info, err := os.Stat(p.Path())
	return err == nil && info.Size() > wholeCheck && info.Size()/trialShare > size
}

// tryOn makes the merge in a transaction that is rolled back.
func tryOn(ctx context.Context, path string, steps migrations, others []string, progress func(done, total int)) (plan MergePlan, err error) {
	writer, closeWriter, err := unlocked(ctx, path, steps, "mode=rw&_journal_mode=MEMORY")
	if err != nil {
		return plan, err
	}
	defer func() { err = errors.Join(err, closeWriter()) }()
	if err := writer.exec("PRAGMA cache_spill = OFF"); err != nil {
		return plan, err
	}
	reader, closeReader, err := unlocked(ctx, path, steps, "mode=ro&_query_only=1")
	if err != nil {
		return plan, err
	}
	defer func() { err = errors.Join(err, closeReader()) }()
	q := &Project{path: path, steps: steps, writer: writer}
	within := func(s *session, fn func() error) error {
		if err := s.begin("BEGIN"); err != nil {
			return err
		}
		return errors.Join(fn(), s.exec("ROLLBACK"))
	}
	write := func(_ context.Context, draft Act, fn func(*Tx) error) (Act, error) {
		return Act{}, within(writer, func() error {
			tx, err := q.begin(draft)
			if err != nil {
				return err
			}
			return fn(tx)
		})
	}
	read := func(_ context.Context, fn func(*session) error) error {
		return within(reader, func() error { return fn(reader) })
	}
	plan, _, err = q.mergeBy(ctx, others, write, read, func(MergePlan) error { return nil }, progress)
	return plan, err
}

// unlocked opens a file that rests without taking a lock on it.
func unlocked(ctx context.Context, path string, steps migrations, parameters string) (*session, func() error, error) {
	db, err := openDB(driver, path, fmt.Sprintf("%s&nolock=1&%s&_cache_size=%d", parameters, connection, writerCache))
	if err != nil {
		return nil, nil, err
	}
	s, err := newSession(ctx, db)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	s.steps = steps
	return s, func() error { return errors.Join(s.close(), db.Close()) }, nil
}
