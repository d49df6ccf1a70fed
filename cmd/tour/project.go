package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// patience is how long the tour waits for something to happen before it says that it did not.
const patience = 15 * time.Second

// project looks into the project file while the window has it open, as any script may: read only, by SQL.
type project struct {
	path string
	db   *sql.DB
}

// openProject waits until a project appears somewhere beneath folder.
func openProject(ctx context.Context, folder string) (*project, error) {
	path := ""
	err := wait(ctx, "a project file appears", func() (bool, error) {
		err := filepath.WalkDir(folder, func(p string, _ fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(p) == ".parallax" {
				path = p
				return fs.SkipAll
			}
			return nil // folders come and go while the program starts
		})
		return path != "", err
	})
	if err != nil {
		return nil, err
	}
	return openFile(path)
}

func openFile(path string) (*project, error) {
	db, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: "mode=ro&_busy_timeout=5000"}).String())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &project{path: path, db: db}, nil
}

func (p *project) close() error { return p.db.Close() }

// number returns the number that a query gives.
func (p *project) number(query string, args ...any) (int, error) {
	var n int
	if err := p.db.QueryRow(query, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("%s: %w", query, err)
	}
	return n, nil
}

// text returns the text that a query gives, "" for no row and for null.
func (p *project) text(query string, args ...any) (string, error) {
	var text sql.NullString
	err := p.db.QueryRow(query, args...).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("%s: %w", query, err)
	}
	return text.String, nil
}

// until waits until a query gives the number.
func (p *project) until(ctx context.Context, what string, want int, query string, args ...any) error {
	last := 0
	err := wait(ctx, what, func() (bool, error) {
		n, err := p.number(query, args...)
		last = n
		return n == want, err
	})
	if err != nil {
		return fmt.Errorf("%w (the file has %d, not %d)", err, last, want)
	}
	return nil
}

// wait asks again and again until done says yes. Its error names what did not happen. A query that fails, as while
// the file is being made, is asked again too.
func wait(ctx context.Context, what string, done func() (bool, error)) error {
	end := time.Now().Add(patience)
	for {
		ok, err := done()
		if ok && err == nil {
			return nil
		}
		if time.Now().After(end) {
			return errors.Join(fmt.Errorf("waited %s in vain: %s", patience, what), err)
		}
		if err := sleep(ctx, 25*time.Millisecond); err != nil {
			return err
		}
	}
}
