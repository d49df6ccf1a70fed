package table

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/mattn/go-sqlite3"
)

// A project file may come from anybody, and a database can hold programs: triggers, views, expressions in indexes, checks
// and generated columns. Three things keep such a file from acting through us. Every connection is opened by a driver of
// this file, which makes it defensive; every transaction begins by making sure that the schema is ours (begin); and what
// is read from the cells is checked as it is read (cursor.go).
const (
	Driver    = "parallax"           // for all work on a project: the schema cannot be changed
	Migrating = "parallax-migrating" // for making a file and bringing it up to date
)

func init() {
	for name, alters := range map[string]bool{Driver: false, Migrating: true} {
		sql.Register(name, &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error { return defend(conn, alters) }})
	}
}

// Limits are what SQLite takes from a file at most; the rest of what it can be asked to limit does no harm. The length is
// that of one value or row: a text, or the entry in the log that can bring it back.
var Limits = map[int]int{
	sqlite3.SQLITE_LIMIT_LENGTH:              768 << 20,
	sqlite3.SQLITE_LIMIT_SQL_LENGTH:          1 << 20,
	sqlite3.SQLITE_LIMIT_COLUMN:              200,
	sqlite3.SQLITE_LIMIT_EXPR_DEPTH:          200,
	sqlite3.SQLITE_LIMIT_COMPOUND_SELECT:     50,
	sqlite3.SQLITE_LIMIT_FUNCTION_ARG:        50,
	sqlite3.SQLITE_LIMIT_ATTACHED:            0,
	sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
	sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH:       5,
	sqlite3.SQLITE_LIMIT_WORKER_THREADS:      0,
}

// defend makes a fresh connection distrust the file. It does by an authorizer what SQLITE_DBCONFIG_DEFENSIVE does, which
// the driver cannot set: the schema is not written to by hand, whatever a statement says.
func defend(conn *sqlite3.SQLiteConn, alters bool) error {
	pragmas := []string{"trusted_schema = 0", "cell_size_check = 1", "recursive_triggers = 0",
		"fullfsync = 1", "checkpoint_fullfsync = 1"} // macOS, where a sync else leaves what was saved in the memory of the disk
	for _, pragma := range pragmas {
		if _, err := conn.Exec("PRAGMA "+pragma, nil); err != nil {
			return err
		}
	}
	for limit, most := range Limits {
		conn.SetLimit(limit, most)
	}
	conn.RegisterAuthorizer(func(action int, first, second, _ string) int {
		switch {
		case slices.Contains(neverDone, action),
			action == sqlite3.SQLITE_PRAGMA && slices.Contains(keptPragmas, strings.ToLower(first)) && second != "",
			action == sqlite3.SQLITE_FUNCTION && slices.Contains(keptFunctions, strings.ToLower(second)),
			!alters && slices.Contains(alterations, action):
			return sqlite3.SQLITE_DENY
		}
		return sqlite3.SQLITE_OK
	})
	return nil
}

var (
	// keptPragmas are those that would undo the defence.
	keptPragmas = []string{"writable_schema", "trusted_schema", "cell_size_check", "recursive_triggers", "schema_version", "ignore_check_constraints"}
	// keptFunctions reach outside the database.
	keptFunctions = []string{"load_extension", "fts3_tokenizer"}
	neverDone     = []int{sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_CREATE_VIEW, sqlite3.SQLITE_CREATE_TEMP_VIEW, sqlite3.SQLITE_CREATE_TEMP_TRIGGER}
	alterations   = []int{
		sqlite3.SQLITE_ALTER_TABLE, sqlite3.SQLITE_CREATE_TABLE, sqlite3.SQLITE_CREATE_INDEX, sqlite3.SQLITE_CREATE_TRIGGER, sqlite3.SQLITE_CREATE_VTABLE,
		sqlite3.SQLITE_DROP_TABLE, sqlite3.SQLITE_DROP_INDEX, sqlite3.SQLITE_DROP_TRIGGER, sqlite3.SQLITE_DROP_VIEW, sqlite3.SQLITE_DROP_VTABLE,
	}
)

// Begin begins a transaction ("BEGIN" or "BEGIN IMMEDIATE") and makes sure that the schema that it sees is ours. The
// schema is compared again only when SQLite's count of its changes has moved, so that it costs some microseconds.
func (s *Session) Begin(statement string) error {
	if err := s.Exec(statement); err != nil {
		return err
	}
	s.within = true
	var version int64
	err := s.Row("PRAGMA schema_version").Scan(&version)
	if err == nil && (!s.guarded || version != s.schema) {
		if err = s.Inspect(); err == nil {
			s.guarded, s.schema = true, version
		}
	}
	if err != nil {
		return errors.Join(err, s.Exec("ROLLBACK"))
	}
	return nil
}

// Inspect compares the whole schema with what the migrations make.
func (s *Session) Inspect() error {
	var format int
	if err := s.Row("PRAGMA user_version").Scan(&format); err != nil {
		return err
	}
	parts, err := Collect(s, func(rows *Cursor) (p part, err error) { return p, rows.Scan(&p.table, &p.sql) },
		"SELECT tbl_name, ifnull(sql, '') FROM sqlite_schema ORDER BY rowid")
	if err != nil {
		return err
	}
	steps := s.Steps
	if steps == nil {
		if steps, err = ReadMigrations(Schema); err != nil {
			return err
		}
	}
	if format < 1 || format > len(steps) {
		return Strange{fmt.Sprintf("its format number is %d", format), true}
	}
	ours, err := steps[:format].schemaOf()
	if err != nil {
		return err
	}
	return compare(ours, parts)
}

// expected are the schemas that migrations end in, by their statements: each is made once, in memory.
var expected sync.Map

// today is the schema of a new file: each statement as SQLite keeps it, below the table that it belongs to. To make it takes longer than to open
// a file, so it is written down; a test holds it to the migrations.
//
//go:embed schema.sql
var today string

const beginsPart = "\n\n-- "

// partsOfToday takes today apart.
func partsOfToday() []part {
	var parts []part
	for _, one := range strings.Split(strings.TrimSuffix(today, "\n"), beginsPart)[1:] {
		table, sql, _ := strings.Cut(one, "\n")
		parts = append(parts, part{table, sql})
	}
	return parts
}

// schemaOf returns the statements of the schema that the migrations make.
func (m Migrations) schemaOf() ([]part, error) {
	key := strings.Join(m, "\n")
	if made, there := expected.Load(key); there {
		return made.([]part), nil
	}
	all, err := ReadMigrations(Schema)
	if err != nil {
		return nil, err
	}
	parts := partsOfToday()
	if !slices.Equal(m, all) {
		if parts, err = m.build(); err != nil {
			return nil, err
		}
	}
	expected.Store(key, parts)
	return parts, nil
}

// build makes the schema in memory.
func (m Migrations) build() ([]part, error) {
	db, err := sql.Open(Migrating, ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	ctx := context.Background()
	if err := m.Apply(ctx, db, 0); err != nil {
		return nil, fmt.Errorf("making the schema: %w", err)
	}
	s, err := NewSession(ctx, db)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return Collect(s, func(rows *Cursor) (p part, err error) { return p, rows.Scan(&p.table, &p.sql) },
		"SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
}
