// Package lite reads SQLite files of other programs as what they are: files that anybody may have made. They are opened to read only, as if
// nobody else had them open; only ordinary tables are looked at, no views and nothing that runs code of the file; and what a cell holds
// is asked for by kind.
//
// It knows no format. A project of Parallax is never opened. Start with Open.
package lite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// Magic is how every SQLite file begins.
const Magic = "SQLite format 3\x00"

// ErrDamaged is what is said of a database that cannot be read.
var ErrDamaged = annotate.Invalidf("the database is damaged or cut off: get it again, whole")

// ours is the application id of a project, which is not opened here.
const ours = 0x504C4C58

// largestCell bounds a text in a table, and largestCopy a file that is copied out of an archive, in bytes.
const (
	largestCell = 256 << 20
	largestCopy = 2 << 30
)

// Begins says whether a file begins as a database whose tables are made with all of these words, such as "CREATE TABLE STATEMENTS".
func Begins(start []byte, words ...string) bool {
	if !bytes.HasPrefix(start, []byte(Magic)) {
		return false
	}
	schema := bytes.ToLower(bytes.ReplaceAll(start, []byte{0}, nil)) // of UTF-16 this leaves the letters
	return !slices.ContainsFunc(words, func(word string) bool { return !bytes.Contains(schema, []byte(strings.ToLower(word))) })
}

// DB is a database that is open.
type DB struct {
	db     *sql.DB
	conn   *sql.Conn
	copied string                         // the file that it was copied to, "" where it lies on the disk
	tables map[string]map[string]struct{} // columns of the tables, in lower case
}

// Open opens a database. One that cannot be read is annotate.ErrInvalid.
func Open(source form.Source) (*DB, error) {
	d := &DB{tables: map[string]map[string]struct{}{}}
	path, onDisk := source.Path()
	if !onDisk {
		var err error
		if path, err = copied(source); err != nil {
			return nil, err
		}
		d.copied = path
	} else if err := alone(path); err != nil {
		return nil, err
	}
	if err := d.open(path); err != nil {
		return nil, errors.Join(explain(err), d.Close())
	}
	return d, nil
}

// alone refuses a file beside which another program left what it had not written into it yet.
func alone(path string) error {
	for _, beside := range []string{"-wal", "-journal"} {
		if info, err := os.Stat(path + beside); err == nil && info.Size() > 0 {
			return annotate.Invalidf("another program has not written all of it yet: close it there first (%s lies beside it)", filepath.Base(path)+beside)
		}
	}
	return nil
}

// copied copies a database that lies within another file to a place where SQLite can open it.
func copied(source form.Source) (path string, err error) {
	in, err := source.Open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	out, err := os.CreateTemp("", "parallax-import-")
	if err != nil {
		return "", fmt.Errorf("making room to unpack it: %w", err)
	}
	n, err := io.Copy(out, io.LimitReader(in, largestCopy+1))
	if err == nil && n > largestCopy {
		err = annotate.Invalidf("it is larger than %d GB: unpack it and name the file", largestCopy>>30)
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return "", errors.Join(err, os.Remove(out.Name()))
	}
	return out.Name(), nil
}

func (d *DB) open(path string) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	if d.db, err = sql.Open("sqlite3", "file:"+(&url.URL{Path: slashed}).EscapedPath()+"?mode=ro&immutable=1&_query_only=1"); err != nil {
		return err
	}
	ctx := context.Background()
	if d.conn, err = d.db.Conn(ctx); err != nil {
		return err
	}
	err = d.conn.Raw(func(driver any) error {
		driver.(*sqlite3.SQLiteConn).SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, largestCell)
		return nil
	})
	if err != nil {
		return err
	}
	for _, pragma := range []string{"trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"} {
		if _, err := d.conn.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return err
		}
	}
	if err := d.whole(ctx, path); err != nil {
		return err
	}
	var id int64
	if err := d.conn.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if id == ours {
		return annotate.Invalidf("it is a project of Parallax: merge it instead")
	}
	return d.list(ctx)
}

// whole refuses a file that ends within a page, which SQLite reads on as zeros.
func (d *DB) whole(ctx context.Context, path string) error {
	var page int64
	if err := d.conn.QueryRowContext(ctx, "PRAGMA page_size").Scan(&page); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err == nil && info.Size()%page != 0 {
		err = ErrDamaged
	}
	return err
}

// list learns which tables there are. Views and virtual tables are none.
func (d *DB) list(ctx context.Context) error {
	rows, err := d.conn.QueryContext(ctx, "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.type = 'table'")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return err
		}
		table = strings.ToLower(table)
		if d.tables[table] == nil {
			d.tables[table] = map[string]struct{}{}
		}
		d.tables[table][strings.ToLower(column)] = struct{}{}
	}
	return rows.Err()
}

// Has says whether there is a table with these columns.
func (d *DB) Has(table string, columns ...string) bool {
	known, there := d.tables[strings.ToLower(table)]
	return there && !slices.ContainsFunc(columns, func(column string) bool { _, has := known[strings.ToLower(column)]; return !has })
}

// Need refuses a database that lacks a table or a column of it.
func (d *DB) Need(table string, columns ...string) error {
	for _, column := range columns {
		if !d.Has(table, column) {
			return annotate.Invalidf("its table %s has no column %s: save it with a newer version of the program that made it", table, column)
		}
	}
	return nil
}

// Each reads columns of a table, row by row. rest is what of the query stands behind the table, such as "WHERE a = ? ORDER BY b".
func (d *DB) Each(table string, columns []string, rest string, arguments []any, take func(Row) error) error {
	if err := d.Need(table, columns...); err != nil {
		return err
	}
	quoted := make([]string, len(columns))
	for i, column := range columns {
		quoted[i] = `+"` + column + `"` // the sign keeps the driver from making dates and truths of what is declared so
	}
	rows, err := d.conn.QueryContext(context.Background(), "SELECT "+strings.Join(quoted, ", ")+` FROM "`+table+`" `+rest, arguments...)
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	row := Row{table: table, columns: columns, cells: make([]any, len(columns))}
	into := make([]any, len(columns))
	for i := range into {
		into[i] = &row.cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return explain(err)
		}
		if err := take(row); err != nil {
			return err
		}
	}
	return explain(rows.Err())
}

// Close closes it.
func (d *DB) Close() error {
	var err error
	if d.conn != nil {
		err = d.conn.Close()
	}
	if d.db != nil {
		err = errors.Join(err, d.db.Close())
	}
	if d.copied != "" {
		err = errors.Join(err, os.Remove(d.copied))
	}
	return err
}

// explain says in a sentence what SQLite says of a file.
func explain(err error) error {
	var lite sqlite3.Error
	switch {
	case err == nil || errors.Is(err, annotate.ErrInvalid) || !errors.As(err, &lite):
		return err
	case lite.Code == sqlite3.ErrCorrupt || lite.Code == sqlite3.ErrNotADB || lite.ExtendedCode == sqlite3.ErrIoErrShortRead:
		return ErrDamaged
	case lite.Code == sqlite3.ErrTooBig:
		return annotate.Invalidf("a text in the database is larger than %d MB", largestCell>>20)
	}
	return annotate.Invalidf("the database cannot be read (%v): get it again", lite)
}

// Row is a row that is being read. What it returns may be kept.
type Row struct {
	table   string
	columns []string
	cells   []any
}

// Text is a text, "" where the cell is empty. A number is taken as it is written. What is no text in UTF-8 loses what is not.
func (r Row) Text(i int) string {
	switch v := r.cells[i].(type) {
	case string:
		return strings.ReplaceAll(strings.ToValidUTF8(v, "\uFFFD"), "\x00", "")
	case []byte:
		return strings.ReplaceAll(strings.ToValidUTF8(string(v), "\uFFFD"), "\x00", "")
	case int64, float64:
		return fmt.Sprint(v)
	}
	return ""
}

// IsSet says whether a cell holds anything.
func (r Row) IsSet(i int) bool { return r.cells[i] != nil }

// Int is a whole number.
func (r Row) Int(i int) (int64, error) {
	switch v := r.cells[i].(type) {
	case int64:
		return v, nil
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return int64(v), nil
		}
	}
	return 0, annotate.Invalidf("%s of %s is no whole number", r.columns[i], r.table)
}

// Offset is a place in a text.
func (r Row) Offset(i int) (int, error) {
	n, err := r.Int(i)
	if err == nil && (n < 0 || n > math.MaxInt32) {
		err = annotate.Invalidf("%s of %s is %d, which is no place in a text", r.columns[i], r.table, n)
	}
	return int(n), err
}
