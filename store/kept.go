package store

import (
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/store/output"

	"github.com/parallax-annotation/parallax/annotate"
)

// While a window has a project open, a second name of the file is kept in NAME-backups, hidden, and a copy of it as it was last
// left among what the user's programs keep for themselves, which is on another disk where the project is on a stick. Where
// another version is put in the file's place by renaming, as programs that synchronise do, the second name still leads to what
// was there; where it is overwritten in place, or the disk is gone, the copy has what was there. Both go when the project is
// closed; those of a program that was killed are cleared by the next one that opens it.
const keptPrefix = ".kept."

// copyShare is how seldom a large file is copied: twenty times as long as the last time took.
const copyShare = 20

// kept is the second name and the copy.
type kept struct {
	link, copy string // paths, "" for none
	made       mark   // what the copy has
	at         time.Time
	took       time.Duration
	copying    bool
	follows    bool // it has all but what stands in the log of the file that is in hand
}

// Keep has a second name and a copy of the file kept while the project is open, for the case that somebody replaces it.
func (p *Project) Keep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.readOnly || p.desk.keeping {
		return
	}
	p.desk.keeping = true
	output.ClearDrafts(backupFolder(p.path))
	if folder, err := keptFolder(p.path); err == nil {
		output.ClearDrafts(folder)
	}
	p.keep()
}

// keptFolder is where copies of a project are kept while it is open: in a folder of the user's, of its own for each path, else
// among the backups.
func keptFolder(path string) (string, error) {
	folder := cacheFolder(path)
	if folder == "" || os.MkdirAll(folder, 0o700) != nil {
		return makeBackupFolder(path)
	}
	return folder, nil
}

func cacheFolder(path string) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	hash := fnv.New64a()
	hash.Write([]byte(path))
	return filepath.Join(cache, "parallax", "kept", fmt.Sprintf("%016x", hash.Sum64()))
}

// keptOf lists what is kept, or was left, of a project.
func keptOf(path string) (kept []string) {
	for _, folder := range []string{backupFolder(path), cacheFolder(path)} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if strings.HasPrefix(entry.Name(), keptPrefix) && strings.HasSuffix(entry.Name(), ".draft") {
				kept = append(kept, filepath.Join(folder, entry.Name()))
			}
		}
	}
	return kept
}

// keep brings the second name and the copy up to date, as far as the file system and the time allow. The file is at rest.
func (p *Project) keep() {
	if !p.desk.keeping {
		return
	}
	k := &p.desk.kept
	info, err := os.Stat(p.path)
	if err != nil || !os.SameFile(info, p.desk.info) {
		return // something else stands there
	}
	if folder, err := makeBackupFolder(p.path); err == nil && k.link == "" {
		link := filepath.Join(folder, keptName())
		if os.Link(p.path, link) == nil {
			k.link = link
		}
	}
	small := info.Size() <= wholeCheck
	if k.copying || !p.behind() || !small && time.Since(k.at) < copyShare*k.took {
		return
	}
	if k.copy == "" {
		folder, err := keptFolder(p.path)
		if err != nil {
			return
		}
		k.copy = filepath.Join(folder, keptName())
	}
	k.copying = true
	path, made, began := k.copy, p.desk.left, time.Now()
	if small {
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

// keepInHand copies a file that is in hand and that nothing may lead to any more once it is let go of.
func (p *Project) keepInHand() {
	k := &p.desk.kept
	if !p.desk.keeping || k.copying {
		return
	}
	if info, err := os.Stat(k.link); err == nil && os.SameFile(info, p.desk.info) {
		return
	}
	if k.copy == "" {
		folder, err := keptFolder(p.path)
		if err != nil {
			return
		}
		k.copy = filepath.Join(folder, keptName())
	}
	if err := p.copyFrom(p.writer, k.copy); err == nil {
		k.made = p.desk.left
	}
	k.follows = false
}

// behind says whether the copy lacks something.
func (p *Project) behind() bool {
	return p.desk.keeping && (!p.desk.kept.made.upTo(p.desk.left) || p.desk.kept.copy == "")
}

// copyKept makes the copy.
func (p *Project) copyKept(path string) error {
	s, err := p.reader(context.Background())
	if err != nil {
		return err
	}
	defer p.release(s)
	return p.copyFrom(s, path)
}

func (p *Project) copyFrom(s *session, path string) error {
	draft := path + "~"
	err := copyPages(context.Background(), s, draft, "OFF", nil) // a crash of the machine is not what it is for
	if err == nil {
		err = os.Rename(draft, path)
	}
	if err != nil {
		output.Remove(draft)
	}
	return err
}

// noteKept notes how the copying went.
func (p *Project) noteKept(made mark, began time.Time, err error) {
	k := &p.desk.kept
	k.copying, k.at, k.took = false, time.Now(), time.Since(began)
	if err == nil {
		k.made = made
		k.follows = p.writer != nil && made.upTo(p.desk.woken) && p.desk.folded.size == 0
	}
	if p.isClosed() {
		p.forgetKept()
	}
}

// keptName says whose it is, as the names of drafts do, so that what a killed program left can be told from what another window
// keeps.
func keptName() string {
	return fmt.Sprintf(keptPrefix+"%s-%x-%s.draft", output.ThisSystem(), os.Getpid(), annotate.NewID()[24:])
}

// forgetKept removes the second name and the copy.
func (p *Project) forgetKept() {
	for _, path := range []string{p.desk.kept.link, p.desk.kept.copy} {
		if path != "" {
			os.Remove(path)
		}
	}
	if p.desk.kept.copy != "" {
		os.Remove(filepath.Dir(p.desk.kept.copy)) // if nobody else keeps anything there
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
		there, goes, err := markOf(ctx, from, left)
		if err != nil || there.project != left.project || from == p.desk.kept.link && !goes { // overwritten with the file
			continue
		}
		to := p.rescuedName()
		if err := copyFile(from, to); err != nil { // not renamed: the second name may be the file's of a program that goes on
			os.Remove(to)
			continue
		}
		if err := settle(ctx, to, p.steps); err != nil {
			output.Remove(to)
			continue
		}
		return to
	}
	return ""
}

// markOf reads the mark of a file that nobody writes to, and whether its history goes on from another.
func markOf(ctx context.Context, path string, from mark) (m mark, goes bool, err error) {
	db, err := openDB(driver, path, "mode=ro&immutable=1")
	if err != nil {
		return m, false, err
	}
	defer db.Close()
	s, err := newSession(ctx, db)
	if err != nil {
		return m, false, err
	}
	defer s.close()
	if err := s.begin("BEGIN"); err != nil {
		return m, false, err
	}
	if m, err = s.mark(); err == nil {
		goes, err = s.continues(from)
	}
	return m, goes, err
}

// rescuedName is a free name for what was rescued: among the backups or, where the folder or its disk is gone, in the user's
// own folder.
func (p *Project) rescuedName() string {
	if _, err := os.Stat(filepath.Dir(p.path)); err == nil {
		if folder, err := makeBackupFolder(p.path); err == nil {
			return rescuedIn(folder, p.path)
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	return rescuedIn(home, p.path)
}

func rescuedIn(folder, path string) string {
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	for n := 1; ; n++ {
		name := filepath.Join(folder, fmt.Sprintf("%s-%s-rescued", base, time.Now().UTC().Format("20060102T150405Z")))
		if n > 1 {
			name += fmt.Sprint("-", n)
		}
		if !exists(name+".parallax") && !exists(name+".parallax-wal") {
			return name + ".parallax"
		}
	}
}

// makeBackupFolder makes the folder for backups where it is not there.
func makeBackupFolder(path string) (string, error) {
	folder := backupFolder(path)
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", fmt.Errorf("making the folder for backups: %w", output.Reason(err))
	}
	return folder, nil
}
