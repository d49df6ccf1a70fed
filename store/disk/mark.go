package disk

import (
	"context"
	"database/sql"
	"os"
	"time"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// Stamped is what the system says of a file without reading it.
type Stamped struct {
	size int64
	at   time.Time
}

// StampOf is by what a change of a file is seen at first.
func StampOf(info os.FileInfo) Stamped { return Stamped{info.Size(), info.ModTime()} }

// Mark is what a file says of itself: which project it is, and how far its history goes.
type Mark struct {
	Project string // id of the first act, which all copies of a project share
	Seq     int64  // the last change, 0 for none
	Change  string
	Token   string
}

// MarkOf reads how far the history of a file goes.
func MarkOf(s *table.Session) (m Mark, err error) {
	err = s.Row(`SELECT ifnull((SELECT id FROM act ORDER BY seq LIMIT 1), ''), ifnull((SELECT max(seq) FROM change), 0),
		ifnull((SELECT id FROM change ORDER BY seq DESC LIMIT 1), ''), (SELECT token FROM desk)`).Scan(&m.Project, &m.Seq, &m.Change, &m.Token)
	return m, err
}

// MarkAt reads the mark of a file that nobody writes to, and whether its history goes on from another.
func MarkAt(ctx context.Context, path string, from Mark) (m Mark, goes bool, err error) {
	db, err := OpenDB(table.Driver, path, "mode=ro&immutable=1")
	if err != nil {
		return m, false, err
	}
	defer db.Close()
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return m, false, err
	}
	defer s.Close()
	if err := s.Begin("BEGIN"); err != nil {
		return m, false, err
	}
	if m, err = MarkOf(s); err == nil {
		goes, err = Continues(s, from)
	}
	return m, goes, err
}

// UpTo says whether two histories end with the same change.
func (m Mark) UpTo(other Mark) bool { return m.Seq == other.Seq && m.Change == other.Change }

// Continues says whether the history that s sees goes on from m: nothing that m has is missing.
func Continues(s *table.Session, m Mark) (bool, error) {
	var project, change string
	err := s.Row(`SELECT ifnull((SELECT id FROM act ORDER BY seq LIMIT 1), ''), ifnull((SELECT id FROM change WHERE seq = ?), '')`, m.Seq).Scan(&project, &change)
	return project == m.Project && change == m.Change, err
}

// MostLooked is how many names are looked at to find a file again.
const MostLooked = 5_000

// OpenDB opens a file by one of the drivers of guard.go. A connection is closed as soon as its session is.
func OpenDB(by, path, parameters string) (*sql.DB, error) {
	db, err := sql.Open(by, output.Source(path, parameters+"&_mutex=no"))
	if err == nil {
		db.SetMaxIdleConns(-1)
	}
	return db, err
}

// WritesAhead says whether the header of a file says that a log stands beside it. Not to be called while this process has
// the file open: closing it drops the process's locks.
func WritesAhead(path string) (bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	var header [20]byte
	if _, err := file.ReadAt(header[:], 0); err != nil {
		return false, err
	}
	return header[18] == 2 || header[19] == 2, nil
}
