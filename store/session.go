package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
)

// session is one connection to the file with the statements that were prepared on it. One goroutine uses it at a
// time. Statements run to their end: a cancelled context stops a job between statements, never inside one, because
// an interrupted statement would take the whole transaction with it.
type session struct {
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	steps      migrations // by which its schema is judged, nil for those of the program
	path       string     // of the file that is in hand for it, "" for one that nobody else has
	guarded    bool       // the schema was compared, when SQLite's count of its changes was
	schema     int64
	named      string          // the file that errors are blamed on, "" where whoever asks knows
	until      context.Context // ends reading inside a statement too, nil where there is an act to be kept whole
}

func newSession(ctx context.Context, db *sql.DB) (*session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

func (s *session) statement(query string) (*sql.Stmt, error) {
	if statement, there := s.statements[query]; there {
		return statement, nil
	}
	statement, err := s.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, fmt.Errorf("preparing %.60q: %w", query, err)
	}
	s.statements[query] = statement
	return statement, nil
}

func (s *session) exec(query string, args ...any) error {
	statement, err := s.statement(query)
	if err == nil {
		_, err = statement.Exec(args...)
	}
	return err
}

func (s *session) query(query string, args ...any) (*cursor, error) {
	statement, err := s.statement(query)
	if err != nil {
		return nil, s.blame(err)
	}
	ctx := context.Background()
	if s.until != nil {
		ctx = s.until
	}
	rows, err := statement.QueryContext(ctx, args...)
	if err != nil {
		return nil, s.blame(err)
	}
	return &cursor{Rows: rows, query: query, args: args, named: s.named}, nil
}

func (s *session) blame(err error) error {
	if s.named == "" {
		return err
	}
	return blame(s.named, err)
}

// result is the one row of a query, or the error that it ended in.
type result struct {
	rows *cursor
	err  error
}

func (s *session) row(query string, args ...any) result {
	rows, err := s.query(query, args...)
	return result{rows, err}
}

// Scan is sql.Row's: sql.ErrNoRows where there was no row.
func (r result) Scan(into ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		return cmp.Or(r.rows.Err(), sql.ErrNoRows)
	}
	if err := r.rows.Scan(into...); err != nil {
		return err
	}
	return r.rows.Close()
}

func (s *session) close() error {
	for _, statement := range s.statements {
		statement.Close()
	}
	err := s.conn.Close()
	if s.path != "" {
		putDown(s.path)
	}
	return err
}

// collect reads all rows of a query.
func collect[T any](s *session, scan func(*cursor) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.query(query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// texts reads a query of one text column.
func texts(s *session, query string, args ...any) ([]string, error) {
	return collect(s, func(rows *cursor) (text string, err error) { return text, rows.Scan(&text) }, query, args...)
}
