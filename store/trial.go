package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// try runs fn as an act that is never kept, and without a copy of the project. The file is read where it rests, without locks, so that
// no other act waits; what fn writes stays in the memory of a connection that never gives it to the file. fn is given the project as it
// was before, too. known is false where the file does not rest, or did not stay as it was: then a copy has to be made.
func (p *Project) try(ctx context.Context, draft Act, fn func(*Tx, *session) error) (known bool, err error) {
	if p.alone || p.readOnly || p.Rest() != nil || hasSideFiles(p.Path()) {
		return false, nil
	}
	path := p.Path()
	before, err := stampsOf(path)
	if err != nil {
		return false, nil
	}
	err = tryOn(ctx, path, p.steps, draft, fn)
	after, unknown := stampsOf(path)
	var lite sqlite3.Error
	if unknown != nil || before != after || hasSideFiles(path) || errors.As(err, &lite) {
		return false, ctx.Err() // of two states, or a file that is in hand
	}
	return true, explain(path, err)
}

// tryOn runs fn in a transaction that is rolled back.
func tryOn(ctx context.Context, path string, steps migrations, draft Act, fn func(*Tx, *session) error) (err error) {
	writer, closeWriter, err := unlocked(ctx, path, steps, "mode=rw&_journal_mode=MEMORY")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWriter()) }()
	if err := writer.exec("PRAGMA cache_spill = OFF"); err != nil {
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
func andBack(s *session, fn func() error) error {
	if err := s.begin("BEGIN"); err != nil {
		return err
	}
	return errors.Join(fn(), s.exec("ROLLBACK"))
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
