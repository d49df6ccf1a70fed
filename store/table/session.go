package table

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// Session is one connection to the file with the statements that were prepared on it. One goroutine uses it at a
// time. Statements run to their end: a cancelled context stops a job between statements, never inside one, because
// an interrupted statement would take the whole transaction with it.
//
// Statements are run by the driver itself: what the pool of connections does for each of them and for each row, where nobody else can
// have the connection, takes about as long as SQLite does for a small one.
//
// Each noun is read by a method or two, in the file of its name.
type Session struct {
	Conn       *sql.Conn
	lite       *sqlite3.SQLiteConn // what Conn stands for as long as it is not closed
	statements map[string]*sqlite3.SQLiteStmt
	named      []driver.NamedValue // what a statement is given
	Steps      Migrations          // by which its schema is judged, nil for those of the program
	Path       string              // of the file that is in hand for it, "" for one that nobody else has
	Closed     func()              // hears when it is closed, nil for nobody
	within     bool                // between Begin and its end
	guarded    bool                // the schema was compared, when SQLite's count of its changes was
	schema     int64
	Blames     func(error) error // puts the file into an error, nil where whoever asks knows
	Until      context.Context   // ends reading inside a statement too, nil where there is an act to be kept whole
}

// NewSession takes a connection.
func NewSession(ctx context.Context, db *sql.DB) (*Session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s := &Session{Conn: conn, statements: map[string]*sqlite3.SQLiteStmt{}}
	err = conn.Raw(func(driver any) error {
		s.lite = driver.(*sqlite3.SQLiteConn)
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return s, nil
}

func (s *Session) statement(query string) (*sqlite3.SQLiteStmt, error) {
	if statement, there := s.statements[query]; there {
		return statement, nil
	}
	prepared, err := s.lite.Prepare(query)
	if err != nil {
		return nil, fmt.Errorf("preparing %.60q: %w", query, err)
	}
	statement := prepared.(*sqlite3.SQLiteStmt)
	s.statements[query] = statement
	return statement, nil
}

// given makes arguments what the driver takes. They are valid until the next call.
func (s *Session) given(statement *sqlite3.SQLiteStmt, args []any) ([]driver.NamedValue, error) {
	if n := statement.NumInput(); n != len(args) {
		return nil, fmt.Errorf("a statement with %d places was given %d values", n, len(args))
	}
	s.named = s.named[:0]
	for i, arg := range args {
		value, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return nil, fmt.Errorf("value %d of a statement: %w", i+1, err)
		}
		s.named = append(s.named, driver.NamedValue{Ordinal: i + 1, Value: value})
	}
	return s.named, nil
}

// Asked is the parameter that a column of texts is compared with, in a query of several tables or with an order. Where such a query
// says “= ?”, SQLite plans it anew each time that it runs, in case that the value is 0 or 1 now, because the driver takes the values off
// in between. That takes longer than most of these queries do.
const Asked = "CAST(? AS TEXT)"

// Exec runs a statement. It refuses one that belongs to a transaction which SQLite itself has taken back, as it does where
// the disk fails: by itself the statement would be saved.
func (s *Session) Exec(query string, args ...any) error {
	if s.within && query != "ROLLBACK" && s.tookBack() {
		return fmt.Errorf("the disk failed under what was to be saved: %w", sqlite3.Error{Code: sqlite3.ErrIoErr})
	}
	err := s.run(query, args)
	if query == "ROLLBACK" || query == "COMMIT" && err == nil {
		s.within = false
	}
	return err
}

func (s *Session) run(query string, args []any) error {
	statement, err := s.statement(query)
	if err != nil {
		return err
	}
	given, err := s.given(statement, args)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(context.Background(), given)
	return err
}

// tookBack says whether no transaction is open on the connection.
func (s *Session) tookBack() bool { return s.lite.AutoCommit() }

// Query runs a query of which the caller closes the rows.
func (s *Session) Query(query string, args ...any) (*Cursor, error) {
	statement, err := s.statement(query)
	if err != nil {
		return nil, s.blame(err)
	}
	ctx := context.Background()
	if s.Until != nil {
		ctx = s.Until
	}
	given, err := s.given(statement, args)
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(ctx, given)
	if err != nil {
		return nil, s.blame(err)
	}
	return &Cursor{rows: rows, query: query, args: args, blames: s.Blames}, nil
}

func (s *Session) blame(err error) error {
	if s.Blames == nil {
		return err
	}
	return s.Blames(err)
}

// result is the one row of a query, or the error that it ended in.
type result struct {
	rows *Cursor
	err  error
}

// Row runs a query of one row.
func (s *Session) Row(query string, args ...any) result {
	rows, err := s.Query(query, args...)
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

// Close gives the connection back.
func (s *Session) Close() error {
	for _, statement := range s.statements {
		statement.Close()
	}
	err := s.Conn.Close()
	if s.Closed != nil {
		s.Closed()
	}
	return err
}

// Collect reads all rows of a query.
func Collect[T any](s *Session, scan func(*Cursor) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.Query(query, args...)
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

// Texts reads a query of one text column.
func Texts(s *Session, query string, args ...any) ([]string, error) {
	return Collect(s, func(rows *Cursor) (text string, err error) { return text, rows.Scan(&text) }, query, args...)
}
