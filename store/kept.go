package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
)

// While a window has a project open, NAME-backups holds a second name of the file, and a copy of it as it was last left, both
// hidden. Where another version is put in the file's place by renaming, as programs that synchronise do, the second name still
// leads to what was there; where it is overwritten in place, the copy has what was there. Both go when the project is closed;
// those of a program that was killed are cleared by the next one.
const keptPattern = ".kept.*.draft"

// copyShare is how seldom a copy is made: twenty times as long as the last one took.
const copyShare = 20

// quickCopy is how long a copy may take to be made each time that the file comes to rest.
const quickCopy = 30 * time.Millisecond

// kept is the second name and the copy.
type kept struct {
	link, copy string // paths, "" for none
	made       mark   // what the copy has
	at         time.Time
	took       time.Duration
	copying    bool
}

// Keep has a second name and a copy of the file kept while the project is open, for the case that somebody replaces it.
func (p *Project) Keep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.readOnly || p.desk.keeping {
		return
	}
	p.desk.keeping = true
	ClearDrafts(backupFolder(p.path))
	p.keep()
}

// keep brings the second name and the copy up to date, as far as the file system and the time allow. The file is at rest.
func (p *Project) keep() {
	if !p.desk.keeping {
		return
	}
	folder, err := makeBackupFolder(p.path)
	if err != nil {
		return // the folder may not be written to: there is nothing to keep it in
	}
	k := &p.desk.kept
	info, err := os.Stat(p.path)
	if err != nil || !os.SameFile(info, p.desk.info) {
		return // something else stands there
	}
	if k.link == "" {
		link := filepath.Join(folder, keptName())
		if os.Link(p.path, link) == nil {
			k.link = link
		}
	}
	if k.copying || !p.behind() || k.took > quickCopy && time.Since(k.at) < copyShare*k.took {
		return
	}
	if k.copy == "" {
		k.copy = filepath.Join(folder, keptName())
	}
	k.copying = true
	path, made, began := k.copy, p.desk.left, time.Now()
	if info.Size() <= wholeCheck {
		err := p.copyKept(path)
		p.closeIdle()
		p.noteKept(made, began, err)
		return
	}
	go func() { // whoever wants to write does not wait for it
		err := p.copyKept(path)
		p.mu.Lock()
		defer p.mu.Unlock()
		p.noteKept(made, began, err)
	}()
}

// behind says whether the copy lacks something.
func (p *Project) behind() bool {
	made := p.desk.kept.made
	return p.desk.keeping && (made.seq != p.desk.left.seq || made.change != p.desk.left.change || p.desk.kept.copy == "")
}

// copyKept makes the copy.
func (p *Project) copyKept(path string) error {
	draft := path + "~"
	err := p.copyOut(context.Background(), draft, nil)
	if err == nil {
		err = os.Rename(draft, path)
	}
	if err != nil {
		removeFile(draft)
	}
	return err
}

// noteKept notes how the copying went.
func (p *Project) noteKept(made mark, began time.Time, err error) {
	k := &p.desk.kept
	k.copying, k.at, k.took = false, time.Now(), time.Since(began)
	if err == nil {
		k.made = made
	}
	if p.isClosed() {
		p.forgetKept()
	}
}

// keptName says whose it is, as the names of drafts do, so that what a killed program left can be told from what another window
// keeps.
func keptName() string {
	return fmt.Sprintf(".kept.%s-%x-%s.draft", thisSystem(), os.Getpid(), annotate.NewID()[24:])
}

// forgetKept removes the second name and the copy.
func (p *Project) forgetKept() {
	for _, path := range []string{p.desk.kept.link, p.desk.kept.copy} {
		if path != "" {
			os.Remove(path)
		}
	}
	p.desk.kept = kept{}
}

// rescue keeps what was left at the path, for it has what is there now has not, as a project among the backups, and returns
// where; "" where nothing is left of it.
func (p *Project) rescue(ctx context.Context, left mark) string {
	for _, from := range []string{p.desk.kept.link, p.desk.kept.copy} {
		if from == "" {
			continue
		}
		there, err := markOf(ctx, from)
		if err != nil || there.project != left.project || from == p.desk.kept.link && there.seq < left.seq {
			continue
		}
		to := rescuedName(p.path)
		if err := copyFile(from, to); err != nil { // not renamed: the second name may be the file's of a program that goes on
			os.Remove(to)
			continue
		}
		if err := settle(ctx, to, p.steps); err != nil {
			removeFile(to)
			continue
		}
		return to
	}
	return ""
}

// markOf reads the mark of a file that nobody writes to.
func markOf(ctx context.Context, path string) (m mark, err error) {
	db, err := openDB(driver, path, "mode=ro&immutable=1")
	if err != nil {
		return m, err
	}
	defer db.Close()
	s, err := newSession(ctx, db)
	if err != nil {
		return m, err
	}
	defer s.close()
	if err := s.begin("BEGIN"); err != nil {
		return m, err
	}
	return s.mark()
}

// rescuedName is a free name for what was rescued.
func rescuedName(path string) string {
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	for n := 1; ; n++ {
		name := filepath.Join(backupFolder(path), fmt.Sprintf("%s-%s-rescued", base, time.Now().UTC().Format("20060102T150405Z")))
		if n > 1 {
			name += fmt.Sprint("-", n)
		}
		if _, err := os.Lstat(name + ".parallax"); errors.Is(err, os.ErrNotExist) {
			return name + ".parallax"
		}
	}
}

// makeBackupFolder makes the folder for backups where it is not there.
func makeBackupFolder(path string) (string, error) {
	folder := backupFolder(path)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", fmt.Errorf("making the folder for backups: %w", err)
	}
	return folder, nil
}
