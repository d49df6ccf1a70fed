package merge

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// source is one of the files of a merge, open for reading.
type source struct {
	*history.Side
	ahead  *history.Side // the same, on another connection, on which rows are read while others are written
	file   projectFile
	path   string                              // as it was named
	ids    map[*table.Kind]idMap               // what the merged project calls the rows of this file
	labels names                               // of labels, by name
	values names                               // of attributes, by label and name
	people idMap                               // in the merged project, who stands for annotators that became part of others
	names  map[*table.Kind]map[string][]string // ids, turned round
	lost   map[string][]*history.Entry         // documents whose id stood for another text too
	close  func() error
}

type idMap map[string]string

func (m idMap) of(id string) string {
	if to, there := m[id]; there {
		return to
	}
	return id
}

// openSource opens a file that is never written to. What is read is a copy, taken with SQLite's own locks or, where a log lies
// beside the file, together with the log: so it does not matter who is writing to it, and nobody has to wait for the merge.
func openSource(ctx context.Context, path string, place int) (*source, error) {
	steps, err := table.ReadMigrations(table.Schema)
	if err != nil {
		return nil, err
	}
	absolute, err := output.Absolute(path)
	if err != nil {
		return nil, err
	}
	folder, err := soundCopy(ctx, absolute, steps)
	if err != nil {
		return nil, disk.Blame(path, err)
	}
	discard := func() error { return os.RemoveAll(folder) }
	copied := filepath.Join(folder, disk.StandInName)
	db, err := disk.OpenDB(table.Driver, copied, "mode=rw&_query_only=1&_cache_size=-16384")
	if err != nil {
		return nil, errors.Join(disk.Blame(path, err), discard())
	}
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return nil, errors.Join(disk.Blame(path, err), db.Close(), discard())
	}
	other, err := table.NewSession(ctx, db)
	if err != nil {
		return nil, errors.Join(disk.Blame(path, err), s.Close(), db.Close(), discard())
	}
	s.Blames = func(err error) error { return disk.Blame(path, err) }
	other.Blames = s.Blames
	f := &source{file: projectFile{s, path}, path: path, close: func() error { return errors.Join(s.Close(), other.Close(), db.Close(), discard()) }}
	if err := f.prepare(place); err != nil {
		return nil, errors.Join(disk.Blame(path, err), f.close())
	}
	f.ahead = f.On(projectFile{other, path})
	return f, nil
}

// copyPatience is how long a copy of a file that somebody is writing to is tried again.
const copyPatience = 20 * time.Second

// soundCopy makes a copy of a project that may be written to meanwhile, in a folder that the caller removes, and makes sure that
// it is sound. What came out wrong while the file was changing is made again, in turn without and with SQLite's locks: the
// first never makes anybody wait, the second comes through however fast others write.
func soundCopy(ctx context.Context, path string, steps table.Migrations) (folder string, err error) {
	until := time.Now().Add(copyPatience)
	for try := 0; ; try++ {
		before, _ := disk.StampsOf(path)
		format, err := disk.ReadHeaderFor(path, steps.Newest(), os.O_RDONLY)
		if err == nil && try%2 == 0 {
			folder, err = disk.StandIn(ctx, path, steps, format)
		} else if err == nil {
			folder, err = lockedCopy(ctx, path, steps, format)
		}
		if err == nil {
			if err = disk.OnFile(ctx, steps, filepath.Join(folder, disk.StandInName), path, "mode=rw", func(s *table.Session) error { return whole(s) }); err == nil {
				return folder, nil
			}
			err = errors.Join(err, os.RemoveAll(folder))
		}
		after, _ := disk.StampsOf(path)
		rests := before == after && !disk.Exists(path+"-wal") && !disk.Exists(path+"-journal")
		if rests || ctx.Err() != nil || time.Now().After(until) {
			return "", cmp.Or(ctx.Err(), err)
		}
	}
}

// lockedCopy copies a project as one reading transaction sees it.
func lockedCopy(ctx context.Context, path string, steps table.Migrations, format int) (folder string, err error) {
	if folder, err = os.MkdirTemp("", "parallax-merge-"); err != nil {
		return "", err
	}
	copied := filepath.Join(folder, disk.StandInName)
	err = disk.OnFile(ctx, steps, path, path, "mode=ro&_busy_timeout=5000", func(s *table.Session) error {
		return disk.CopyPages(ctx, s, copied, "OFF", nil) // a crash of the machine is not what the copy is for
	})
	if err == nil {
		err = disk.BringUpToDate(ctx, copied, steps, format)
	}
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(folder))
	}
	return folder, nil
}

// whole looks at every page, every entry of every index, and every reference.
func whole(s *table.Session) error {
	verdict, err := table.Texts(s, "PRAGMA integrity_check(1)")
	if err != nil {
		return err
	}
	if len(verdict) > 0 && verdict[0] != "ok" {
		return annotate.Invalidf("it is damaged (%s): “parallax check” tells more; ask for another copy, or restore one of its backups", strings.Join(strings.Fields(verdict[0]), " "))
	}
	var table, parent string
	var row sql.NullInt64
	var index int
	err = s.Row("SELECT \"table\", rowid, parent, fkid FROM pragma_foreign_key_check LIMIT 1").Scan(&table, &row, &parent, &index)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = annotate.Invalidf("it was altered by another program: a row of %s refers to a %s that does not exist; “parallax check” names all that is wrong with it", table, parent)
	}
	return err
}

// prepare begins to read the file, as the one at a place.
func (f *source) prepare(place int) error {
	if err := f.file.Inspect(); err != nil {
		return err
	}
	f.ids, f.lost = map[*table.Kind]idMap{}, map[string][]*history.Entry{}
	f.labels, f.values = names{}, names{}
	for _, k := range table.Kinds {
		f.ids[k] = idMap{}
	}
	var err error
	f.Side, err = history.Read(f.file, place)
	return err
}

// basisOf and cutBasis write and read the change that a rewrite rewrote.
func basisOf(c history.Change) string {
	if !c.Rewrite {
		return ""
	}
	return c.Basis.At + " " + c.Basis.ID
}

func cutBasis(text string) (at, id string, rewrite bool) { return strings.Cut(text, " ") }

// sameFile refuses a file that is named twice or is the project itself.
func sameFile(own string, others []string) error {
	seen := []string{own}
	for _, other := range others {
		info, err := os.Stat(other)
		if err != nil {
			continue // the header says why
		}
		for i, path := range seen {
			if earlier, err := os.Stat(path); err == nil && os.SameFile(info, earlier) {
				if i == 0 {
					return annotate.Invalidf("%s is the project itself: name another file", other)
				}
				return annotate.Invalidf("%s is named twice", other)
			}
		}
		seen = append(seen, other)
	}
	return nil
}
