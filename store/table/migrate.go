package table

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
var Schema embed.FS

// Migrations are the statements that lead from each format to the next.
type Migrations []string

// ReadMigrations reads the files of a folder "migration", which must be numbered from 1 without a gap.
func ReadMigrations(files fs.FS) (Migrations, error) {
	names, err := fs.Glob(files, "migration/*.sql")
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	slices.Sort(names)
	var steps Migrations
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

// Newest is the format that the migrations end in.
func (m Migrations) Newest() int { return len(m) }

// Apply takes the file behind db from one format to the newest, in one transaction. A schema that is not that of the
// format is refused.
func (m Migrations) Apply(ctx context.Context, db *sql.DB, from int) error {
	s, err := NewSession(ctx, db)
	if err != nil {
		return err
	}
	defer s.Close()
	if s.Steps = m; from == 0 {
		err = s.Exec("BEGIN IMMEDIATE")
	} else {
		err = s.Begin("BEGIN IMMEDIATE")
	}
	if err != nil {
		return err
	}
	if err := m.steps(ctx, s, from); err != nil {
		return errors.Join(err, s.Exec("ROLLBACK"))
	}
	return s.Exec("COMMIT")
}

func (m Migrations) steps(ctx context.Context, s *Session, from int) error {
	for i, statements := range m[from:] {
		if _, err := s.Conn.ExecContext(ctx, statements); err != nil {
			return fmt.Errorf("taking the file to format %d: %w", from+i+1, err)
		}
	}
	_, err := s.Conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", m.Newest()))
	return err
}
