package disk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// Aside is what became of a log that was not its file's own, or lay elsewhere.
type Aside struct {
	Sentence string
	Rescued  string // a project file among the backups that has what was in it, "" for none
}

// SettleLogs looks at what a crash left beside a file, before SQLite, which would apply it, gets to see it. A log that does
// not belong to the file, because another version of the project, or another project, was put in its place since, is taken
// away: it goes to the backups, with what can be made of it. So does what is only called like a log; a database of such a name is
// refused, for it is somebody's who still works with it. All of that is news.
func SettleLogs(ctx context.Context, path string) ([]Aside, error) {
	strangers, err := strangersOf(path)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(strangers, func(s stranger) bool { return s.database }); i >= 0 {
		return nil, strangers[i].refusal()
	}
	news, err := keepAll(strangers)
	for _, settle := range []func(context.Context, string) (*Aside, error){settleJournal, settleLog} {
		if err != nil {
			return news, err
		}
		var found *Aside
		if found, err = settle(ctx, path); found != nil {
			news = append(news, *found)
		}
	}
	return news, err
}

// LeftBehind says, of a file that no program has in hand and whose header says that a log stands beside it, that none does: it was
// copied or moved without that.
func LeftBehind(path string) []Aside {
	if ahead, err := WritesAhead(path); err != nil || !ahead || Exists(path+"-wal") || Exists(path+"-journal") || HeldElsewhere(path) {
		return nil
	}
	name := filepath.Base(path)
	return []Aside{{Sentence: fmt.Sprintf("%s was copied or moved while a program had it open, or after one was killed. What was done last may be missing from it: "+
		"it is in a log that stayed behind, or in the file that it was copied from. Close that and copy it again, or open it where it was and merge it.", name)}}
}

// settleJournal takes a journal away that belongs to another file.
func settleJournal(ctx context.Context, path string) (*Aside, error) {
	if journal, err := LogSize(path + "-journal"); err != nil || journal == 0 {
		return nil, err
	}
	if _, ours, err := journalOf(path, path+"-journal"); err != nil || ours {
		return nil, err
	}
	return setAside(ctx, path, "-journal")
}

// settleLog takes a write-ahead log away that belongs to another file.
func settleLog(ctx context.Context, path string) (*Aside, error) {
	if wal, err := LogSize(path + "-wal"); err != nil || wal == 0 {
		return nil, err
	}
	if ours, err := ownLog(ctx, path); err != nil || ours {
		return nil, err
	}
	if InUse(path) {
		return nil, annotate.Conflictf("another window still has the version of %s in hand that stood here before: close it and do it again", filepath.Base(path))
	}
	return setAside(ctx, path, "-wal")
}

// LogSize is the size of a file that may not be there, in bytes.
func LogSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if errors.Is(err, syscall.ENAMETOOLONG) {
		return 0, output.ShortEnough(path[:strings.LastIndexByte(path, '-')])
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// ownLog says whether the write-ahead log beside a file belongs to it: it does where it has the row of the table desk with the
// token that the file has. The file may be cut off in the middle of being folded in, so it is looked at page by page. One of a
// format that has no such table is judged by what comes of the two.
func ownLog(ctx context.Context, path string) (bool, error) {
	logged, err := readLog(path + "-wal")
	switch {
	case err != nil || !logged.any:
		return true, err
	case logged.token == "":
		return soundTogether(ctx, path), nil
	}
	token, err := tokenAt(path, logged.page, logged.size)
	return token == logged.token, err
}

// tokenAt reads the token on a page of a file, without any log; "" where there is none.
func tokenAt(path string, page, size int64) (string, error) {
	content := make([]byte, size)
	err := LookInto(path, func(file *os.File) error {
		_, err := file.ReadAt(content, (page-1)*size)
		return err
	})
	if errors.Is(err, io.EOF) {
		return "", nil
	}
	return TokenOn(content), err
}

// committed is what was committed to a write-ahead log.
type committed struct {
	any        bool   // whether anything was
	token      string // "" where it has none
	page, size int64  // where the token stands, and how large pages are
}

// readLog reads a write-ahead log.
func readLog(path string) (last committed, err error) {
	file, err := os.Open(path)
	if err != nil {
		return last, err
	}
	defer file.Close()
	var written committed
	err = eachFrame(file, func(f frame) error {
		written.size = int64(len(f.page))
		if token := TokenOn(f.page); token != "" {
			written.token, written.page = token, f.number
		}
		if f.count > 0 { // the last frame of a commit
			written.any = true
			last = written
		}
		return nil
	})
	return last, err
}

// tokenForm is how tokens look, which ids in other tables do not; that of a file that nobody has written to yet is "".
var tokenForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} ([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$`)

// TokenOn reads the token from the page of the table desk, which has one row: the number of the row, which is not stored in it,
// the token, and a count. What else a page may hold is left over from before. It is "" for all other pages.
func TokenOn(page []byte) string {
	const leaf = 13
	if page[0] != leaf || binary.BigEndian.Uint16(page[3:]) != 1 {
		return ""
	}
	at := int(binary.BigEndian.Uint16(page[8:]))
	next := func() (value int) { // a number of up to three bytes, more than there can be here
		for range 3 {
			if at >= len(page) {
				return -1
			}
			value, at = value<<7|int(page[at]&0x7f), at+1
			if page[at-1] < 0x80 {
				return value
			}
		}
		return -1
	}
	next() // the length of the row
	next() // its number
	text := at
	text += next()        // where the values begin
	null := next()        // the number, which has no bytes
	length := next() - 13 // of the token, doubled, for a text
	if null != 0 || length < 0 || length%2 != 0 || text < 0 || text+length/2 > len(page) {
		return ""
	}
	token := page[text : text+length/2]
	if !tokenForm.Match(token) {
		return ""
	}
	return string(token)
}

// NewToken is a token for a file that has one: it names the one before, so that a log or a journal can be told to go on from a
// file that was copied just before it began. All are of one length, and take each other's place.
func NewToken(before string) string {
	id, _, _ := strings.Cut(before, " ")
	return annotate.NewID() + " " + cmp.Or(id, annotate.NewID())
}

// goesOnFrom says whether a token is the one before, or the next one after it.
func goesOnFrom(token, before string) bool {
	id, _, _ := strings.Cut(before, " ")
	_, last, _ := strings.Cut(token, " ")
	return token == before || id != "" && last == id
}

// soundTogether says whether the log beside a file makes a whole project of it, whose history goes on from the file's own. Both
// are copied.
func soundTogether(ctx context.Context, path string) bool {
	folder, err := output.TempFolder()
	if err != nil {
		return false
	}
	defer os.RemoveAll(folder)
	return JoinLog(ctx, path, path+"-wal", filepath.Join(folder, "joined.parallax")) == nil
}

// JoinLog makes a project at into of a file and a log that goes on from it, or says why it cannot.
func JoinLog(ctx context.Context, path, log, into string) error {
	if err := CopyFile(path, into); err != nil {
		return err
	}
	logged, err := readLog(log)
	if err != nil {
		return err
	}
	if logged.token != "" {
		if token, err := tokenAt(into, logged.page, logged.size); err != nil || token == "" || !goesOnFrom(logged.token, token) {
			return errors.Join(err, errOtherHistory)
		}
	}
	before, err := historyOf(ctx, into, "mode=ro&immutable=1")
	if err != nil {
		before = Mark{} // it was being folded in
	}
	if err := CopyFile(log, into+"-wal"); err != nil {
		return err
	}
	db, err := OpenDB(table.Driver, into, "mode=rw")
	if err != nil {
		return err
	}
	defer db.Close()
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode); err != nil {
		return err
	}
	after, err := historyOf(ctx, into, "mode=ro")
	if err != nil {
		return err
	}
	var same bool
	err = db.QueryRowContext(ctx, "SELECT ?1 = 0 OR EXISTS (SELECT 1 FROM change WHERE seq = ?1 AND id = ?2)", before.Seq, before.Change).Scan(&same)
	if err == nil && (!same || after.Seq < before.Seq) {
		err = errOtherHistory
	}
	return err
}

var errOtherHistory = errors.New("the log goes on from another history")

// historyOf reads how far the history of a file goes that is sound.
func historyOf(ctx context.Context, path, parameters string) (m Mark, err error) {
	db, err := OpenDB(table.Driver, path, parameters)
	if err != nil {
		return m, err
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil || verdict != "ok" {
		return m, errors.Join(err, errors.New(verdict))
	}
	err = db.QueryRowContext(ctx, "SELECT ifnull(max(seq), 0), ifnull((SELECT id FROM change ORDER BY seq DESC LIMIT 1), '') FROM change").Scan(&m.Seq, &m.Change)
	return m, err
}

// journalOf says whether a rollback journal belongs to a file: the pages that it would put back are the file's, of its last
// change or of the one before. before is the token that it would put back, "" where it stops short of that.
func journalOf(path, log string) (before string, own bool, err error) {
	journal, err := os.Open(log)
	if err != nil {
		return "", false, err
	}
	defer journal.Close()
	var header [28]byte
	magic := []byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}
	if _, err := io.ReadFull(journal, header[:]); err != nil || !bytes.Equal(header[:8], magic) {
		return "", true, nil // nothing that would be applied
	}
	sector, size := binary.BigEndian.Uint32(header[20:]), binary.BigEndian.Uint32(header[24:])
	if size < 512 || size > 65536 || sector > 1<<20 {
		return "", false, nil
	}
	var now uint32 // the count of changes
	var pages int64
	err = LookInto(path, func(file *os.File) error {
		var first [100]byte
		_, err := file.ReadAt(first[:], 0)
		now = binary.BigEndian.Uint32(first[24:])
		info, failed := file.Stat()
		if failed == nil {
			pages = info.Size() / int64(size)
		}
		return errors.Join(err, failed)
	})
	if errors.Is(err, io.EOF) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	record, fits := make([]byte, 4+size+4), false
	for at := int64(sector); ; at += int64(len(record)) {
		if _, err := journal.ReadAt(record, at); err != nil && at == int64(sector) { // it was only begun, and says how long the file is
			return "", int64(binary.BigEndian.Uint32(header[16:])) == pages, nil
		} else if err != nil {
			return before, fits, nil // with neither page it is not of a change that we make
		}
		switch number := binary.BigEndian.Uint32(record); {
		case number == 1:
			count := binary.BigEndian.Uint32(record[4+24:])
			if fits = now == count || now == count+1; !fits {
				return "", false, nil
			}
		default:
			there := TokenOn(record[4 : 4+size])
			if there == "" {
				continue
			}
			before = there
			token, err := tokenAt(path, int64(number), int64(size))
			if err != nil {
				return "", false, err
			}
			if fits = goesOnFrom(token, before); !fits {
				return "", false, nil
			}
		}
	}
}

// setAside takes a log that does not belong to the file away, to the backups. Where a copy is there that it goes on from, what
// comes of the two is kept as a project.
func setAside(ctx context.Context, path, suffix string) (*Aside, error) {
	folder, err := MakeBackupFolder(path)
	if err != nil {
		return nil, err
	}
	kept, joined := RescuedIn(folder, path), false
	if suffix == "-wal" {
		bases := keptOf(path)
		backups, err := Backups(path)
		if err != nil {
			return nil, err
		}
		if n := len(backups); n > 0 {
			bases = append(bases, backups[n-1])
		}
		for _, base := range bases {
			draft := filepath.Join(folder, KeptName())
			if JoinLog(ctx, base, path+"-wal", draft) == nil {
				joined, err = true, os.Rename(draft, kept)
				break
			}
			output.Remove(draft)
		}
		if err != nil {
			return nil, err
		}
	}
	news := Aside{Sentence: fmt.Sprintf("A program that was killed left a log beside %s which belongs to another version of it, and was not applied. ", filepath.Base(path))}
	if joined {
		err = os.Remove(path + suffix)
		news.Rescued = kept
		news.Sentence += fmt.Sprintf("That version is kept in %s and can be merged.", kept)
	} else {
		err = os.Rename(path+suffix, kept+suffix)
		news.Sentence += fmt.Sprintf("It is kept in %s.", kept+suffix)
	}
	if err != nil {
		return nil, fmt.Errorf("setting the log of another version aside: %w", err)
	}
	if suffix == "-wal" {
		RemoveIndex(path)
	}
	return &news, nil
}

// CopyFile copies a file that this process may have in hand.
func CopyFile(from, to string) error {
	return LookInto(from, func(in *os.File) error {
		if _, err := in.Seek(0, io.SeekStart); err != nil {
			return err
		}
		out, err := os.Create(to)
		if err != nil {
			return err
		}
		_, err = io.Copy(out, in)
		return errors.Join(err, out.Close())
	})
}
