package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// The schema as a row of files NNNN_name.sql. Number N takes a file of format N-1 to format N; what has been
// released is never edited.
//
//go:embed migration/*.sql
var schema embed.FS

// migrations are the statements that lead from each format to the next.
type migrations []string

// readMigrations reads the files of a folder "migration", which must be numbered from 1 without a gap.
func readMigrations(files fs.FS) (migrations, error) {
	names, err := fs.Glob(files, "migration/*.sql")
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	slices.Sort(names)
	var steps migrations
	for i, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		if n, err := strconv.Atoi(number); err != nil || n != i+1 {
			return nil, fmt.Errorf("reading the schema: %s is not number %d", name, i+1)
		}
		statements, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading the schema: %w", err)
		}
		steps = append(steps, string(statements))
	}
	return steps, nil
}

// newest is the format that the migrations end in.
func (m migrations) newest() int { return len(m) }

// apply takes the file behind db from one format to the newest, in one transaction. A schema that is not that of the
// format is refused.
func (m migrations) apply(ctx context.Context, db *sql.DB, from int) error {
	s, err := newSession(ctx, db)
	if err != nil {
		return err
	}
	defer s.close()
	if s.steps = m; from == 0 {
		err = s.exec("BEGIN IMMEDIATE")
	} else {
		err = s.begin("BEGIN IMMEDIATE")
	}
	if err != nil {
		return err
	}
	if err := m.steps(ctx, s, from); err != nil {
		return errors.Join(err, s.exec("ROLLBACK"))
	}
	return s.exec("COMMIT")
}

func (m migrations) steps(ctx context.Context, s *session, from int) error {
	for i, statements := range m[from:] {
		if _, err := s.conn.ExecContext(ctx, statements); err != nil {
			return fmt.Errorf("taking the file to format %d: %w", from+i+1, err)
		}
	}
	_, err := s.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", m.newest()))
	return err
}
