package store

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// copyShare is how seldom a large file is copied: twenty times as long as the last time took.
const copyShare = 20

// kept is the second name and the copy.
type kept struct {
	link, copy string    // paths, "" for none
	made       disk.Mark // what the copy has
	at         time.Time
	took       time.Duration
	copying    bool
	follows    bool // it has all but what stands in the log of the file that is in hand

	cancel func()        // ends the copying that is under way beside; nil for none
	ended  chan struct{} // closed at its end
}

// Keep has a second name and a copy of the file kept while the project is open, for the case that somebody replaces it.
func (p *Project) Keep() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.readOnly || p.desk.keeping {
		return
	}
	p.desk.keeping = true
	output.ClearDrafts(disk.BackupFolder(p.path))
	if folder, err := disk.KeptFolder(p.path); err == nil {
		output.ClearDrafts(folder)
	}
	p.keep()
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
	if folder, err := disk.MakeBackupFolder(p.path); err == nil && k.link == "" {
		link := filepath.Join(folder, disk.KeptName())
		if os.Link(p.path, link) == nil {
			k.link = link
		}
	}
	small := info.Size() <= disk.WholeCheck
	if k.copying || !p.behind() || !small && time.Since(k.at) < copyShare*k.took {
		return
	}
	if k.copy == "" {
		folder, err := disk.KeptFolder(p.path)
		if err != nil {
			return
		}
		k.copy = filepath.Join(folder, disk.KeptName())
	}
	k.copying = true
	path, made, began := k.copy, p.desk.left, time.Now()
	if small {
		err := p.copyKept(context.Background(), path)
		p.closeIdle()
		p.noteKept(made, began, err)
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	k.cancel, k.ended = cancel, ended
	go func() { // whoever wants to write does not wait for it
		err := p.copyKept(ctx, path)
		cancel()
		close(ended)
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.desk.kept.ended == ended { // not forgotten since
			p.noteKept(made, began, err)
		}
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
		folder, err := disk.KeptFolder(p.path)
		if err != nil {
			return
		}
		k.copy = filepath.Join(folder, disk.KeptName())
	}
	if err := p.copyFrom(context.Background(), p.writer, k.copy); err == nil {
		k.made = p.desk.left
	}
	k.follows = false
}

// behind says whether the copy lacks something.
func (p *Project) behind() bool {
	return p.desk.keeping && (!p.desk.kept.made.UpTo(p.desk.left) || p.desk.kept.copy == "")
}

// copyKept makes the copy.
func (p *Project) copyKept(ctx context.Context, path string) error {
	s, err := p.reader(ctx)
	if err != nil {
		return err
	}
	defer p.release(s)
	return p.copyFrom(ctx, s, path)
}

func (p *Project) copyFrom(ctx context.Context, s *table.Session, path string) error {
	draft := path + "~"
	err := disk.CopyPages(ctx, s, draft, "OFF", nil) // a crash of the machine is not what it is for
	if err == nil {
		err = os.Rename(draft, path)
	}
	if err != nil {
		output.Remove(draft)
	}
	return err
}

// noteKept notes how the copying went.
func (p *Project) noteKept(made disk.Mark, began time.Time, err error) {
	k := &p.desk.kept
	k.copying, k.at, k.took = false, time.Now(), time.Since(began)
	if err == nil {
		k.made = made
		k.follows = p.writer != nil && made.UpTo(p.desk.woken) && p.desk.folded.size == 0
	}
}

// forgetKept removes the second name and the copy.
func (p *Project) forgetKept() {
	if k := &p.desk.kept; k.cancel != nil {
		k.cancel()
		<-k.ended
	}
	for _, path := range []string{p.desk.kept.link, p.desk.kept.copy} {
		if path != "" {
			os.Remove(path)
		}
	}
	if link := p.desk.kept.link; link != "" { // its folder may have been renamed with the project's
		os.Remove(filepath.Join(disk.BackupFolder(p.path), filepath.Base(link)))
	}
	if p.desk.kept.copy != "" {
		os.Remove(filepath.Dir(p.desk.kept.copy)) // if nobody else keeps anything there
	}
	p.desk.kept = kept{}
}

// rescue keeps what was left at the path, for it has what is there now has not, as a project among the backups, and returns
// where; "" where nothing is left of it.
func (p *Project) rescue(ctx context.Context, left disk.Mark) string {
	for _, from := range []string{p.desk.kept.link, p.desk.kept.copy} {
		if from == "" {
			continue
		}
		there, goes, err := disk.MarkAt(ctx, from, left)
		if err != nil || there.Project != left.Project || from == p.desk.kept.link && !goes { // overwritten with the file
			continue
		}
		to := p.rescuedName()
		if err := disk.CopyFile(from, to); err != nil { // not renamed: the second name may be the file's of a program that goes on
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

// rescuedName is a free name for what was rescued: among the backups or, where the folder or its disk is gone, in the user's
// own folder.
func (p *Project) rescuedName() string {
	if _, err := os.Stat(filepath.Dir(p.path)); err == nil {
		if folder, err := disk.MakeBackupFolder(p.path); err == nil {
			return disk.RescuedIn(folder, p.path)
		}
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	return disk.RescuedIn(home, p.path)
}

// The copy that is kept of a file (kept.go) follows what is done by the pages in the write-ahead log, before they are folded into
// the file itself. So it costs what was done and not what is there, and the copy of a large file lacks nothing either.

// followLog brings the copy up to date with the log of the file that is in hand.
func (p *Project) followLog() {
	p.followFrom(p.path + "-wal")
}

// followFrom brings the copy up to date with a log, and says whether it is. A copy that was left half way is none any more.
func (p *Project) followFrom(log string) bool {
	k := &p.desk.kept
	if !k.follows {
		return false
	}
	any, err := disk.ApplyLog(log, k.copy)
	if err != nil {
		os.Remove(k.copy)
		k.copy, k.made, k.follows = "", disk.Mark{}, false
		return false
	}
	if !any { // on a file system without room for a log what was done stands in the file alone
		return k.made.UpTo(p.desk.left)
	}
	k.made = p.desk.left
	return true
}
