package output

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
)

// Writable says in a sentence why no file can be put at path, nil where one can. A project is never replaced by what
// is written from it or beside it, whatever its name.
func Writable(path string) error {
	if _, err := Absolute(path); err != nil {
		return err
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return annotate.NotFoundf("there is no folder %s: make it first, or name another one", filepath.Dir(path))
	}
	if err := ShortEnough(path); err != nil {
		return err
	}
	if IsBesideDatabase(path) {
		return annotate.Invalidf("%s is a name for a part of the project beside it, which would be cleared: name another file", path)
	}
	switch info, err := os.Stat(path); {
	case err != nil: // nothing is there
	case info.IsDir():
		return annotate.Invalidf("%s is a folder: name a file in it", path)
	case info.Mode().IsRegular() && IsProject(path): // looking into a pipe would wait for somebody to write to it
		return annotate.Invalidf("%s is a project, which is never replaced: name another file", path)
	}
	return nil
}

// Absolute is the absolute path of a file. One that ends with a slash names a folder, and is refused where there is none.
func Absolute(path string) (string, error) {
	last := path[strings.LastIndexFunc(path, func(r rune) bool { return r < utf8.RuneSelf && os.IsPathSeparator(uint8(r)) })+1:]
	if path != "" && (last == "" || last == ".") {
		if info, err := os.Stat(path); err != nil || !info.IsDir() { // of a folder, whoever opens it says that it is one
			return "", annotate.Invalidf("%s names a folder, by the slash at its end: name a file", path)
		}
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("finding %s: %w", path, err)
	}
	return absolute, nil
}

// Magic is how every SQLite file begins.
const Magic = "SQLite format 3\x00"

// SideFiles are what SQLite may keep beside a file.
var SideFiles = []string{"-wal", "-shm", "-journal"}

// OwnName says in a sentence that a project cannot have a name, because it is how SQLite calls what belongs to another file.
func OwnName(path string) error {
	for _, suffix := range SideFiles {
		if strings.HasSuffix(path, suffix) {
			return annotate.Invalidf("%s ends with %s, as what SQLite keeps beside another file does, and could be cleared with that: choose another name", path, suffix)
		}
	}
	return nil
}

// longestName leaves room, of the 255 bytes that most systems admit, for what drafts and side files have behind the name.
const longestName = 225

// ShortEnough says in a sentence that a name is too long for the files that come to stand beside it.
func ShortEnough(path string) error {
	if name := filepath.Base(path); len(name) > longestName {
		return annotate.Invalidf("%s: the name is %d bytes long: choose one of at most %d", path, len(name), longestName)
	}
	return nil
}

// smallestPage is that of SQLite's pages, in bytes, of which a database has whole ones.
const smallestPage = 512

// IsDatabase asks SQLite, which may open and close a file that this process works on; a hand that does drops the locks that
// the process holds on it. Asking takes its time, and a folder may hold thousands of texts: what ends within a page, and has no log
// beside it, is no file that this process works on, and is looked into by hand.
func IsDatabase(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() < int64(len(Magic)) {
		return false
	}
	if info.Size()%smallestPage != 0 && !IsFile(path+"-wal") && !beginsAsDatabase(path) {
		return false
	}
	db, err := sql.Open("sqlite3", Source(path, "mode=ro&immutable=1"))
	if err != nil {
		return false
	}
	defer db.Close()
	var lite sqlite3.Error
	err = db.QueryRow("PRAGMA schema_version").Scan(new(int))
	return err == nil || errors.As(err, &lite) && lite.Code == sqlite3.ErrCorrupt
}

func beginsAsDatabase(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	start := make([]byte, len(Magic))
	_, err = io.ReadFull(file, start)
	return err == nil && string(start) == Magic
}

// IsProject says whether a file is a project, or a database so damaged that it could be one. Databases of other programs are none.
func IsProject(path string) bool {
	if !IsDatabase(path) {
		return false
	}
	id, err := applicationOf(path)
	return err != nil || id == ApplicationID
}

// IsDamaged says whether a file is a database, of whichever program, that cannot be read.
func IsDamaged(path string) bool {
	if !IsDatabase(path) {
		return false
	}
	_, err := applicationOf(path)
	return err != nil
}

// applicationOf is the id of the program that a file says it belongs to that IsDatabase: to open a pipe would wait for somebody to write
// to it. 0 where it says none.
func applicationOf(path string) (id int64, err error) {
	db, err := sql.Open("sqlite3", Source(path, "mode=ro&immutable=1"))
	if err != nil {
		return 0, err
	}
	defer db.Close()
	return id, db.QueryRow("PRAGMA application_id").Scan(&id)
}

// ApplicationID stands in bytes 68 to 71 of every project file: "PLLX".
const ApplicationID = 0x504C4C58

// IsBesideDatabase says whether a file, or the folder of backups, is a part of the project that it lies beside. To open and close
// such a file by hand does the same harm as to open the project.
func IsBesideDatabase(path string) bool {
	for _, suffix := range SideFiles {
		if whole, found := strings.CutSuffix(path, suffix); found && IsFile(whole) {
			return true
		}
	}
	project, found := strings.CutSuffix(path, "-backups")
	return found && IsFile(project+".parallax")
}

// IsFile says whether an ordinary file is at path.
func IsFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// Source is the name by which SQLite's driver opens a file, with parameters of a URI.
func Source(path, parameters string) string {
	if absolute, err := filepath.Abs(path); err == nil { // a URI knows no folder that a path could go on from
		path = absolute
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	return "file:" + (&url.URL{Path: slashed}).EscapedPath() + "?" + parameters
}
