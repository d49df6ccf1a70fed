package restore_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/restore"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// backedUp makes a project with a backup of no, one, … and n-1 spans, closes it, and returns its path.
func backedUp(t *testing.T, n int) string {
	t.Helper()
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "The ferry left the quay before noon, said the harbour master.")
	for i := range n {
		if i > 0 {
			storetest.Tag(t, p, storetest.Anna, d, "claim", i, i+4)
		}
		if err := p.RotateBackups(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return p.Path()
}

// held says how many spans the project at path has; it must be sound.
func held(t *testing.T, path string) int {
	t.Helper()
	p, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	storetest.Sound(t, p)
	stats, err := p.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return stats.Spans
}

func TestBackupsAreListedWithWhatTheyHold(t *testing.T) {
	path := backedUp(t, 4)
	broken := filepath.Join(filepath.Dir(path), "a story-backups", "a story-20010101T000000000Z-1.parallax")
	if err := os.WriteFile(broken, []byte("SQLite format 3\x00 and no more"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(path, filepath.Join(filepath.Dir(broken), "a story-20300101T000000000Z-replaced.parallax")); err != nil {
		t.Log(err) // a restore that was killed leaves such a second name, which is no backup
	}
	files, err := disk.BackupFiles(ctx, path)
	if err != nil || len(files) != 5 {
		t.Fatal(len(files), err)
	}
	for i, file := range files[:4] {
		if file.Spans != 3-i || file.Documents != 1 || file.Problem != nil {
			t.Errorf("%d: %+v", i, file)
		}
	}
	if last := files[4]; last.Path != broken || last.Problem == nil || last.At.Year() != 2001 {
		t.Errorf("the broken one: %+v", last)
	}
}

func TestRestoreBringsBackAndKeepsWhatIsThere(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"sound":         func(string) error { return nil },
		"damaged":       func(path string) error { return os.Truncate(path, 5000) },
		"empty":         func(path string) error { return os.Truncate(path, 0) },
		"no project":    func(path string) error { return os.WriteFile(path, []byte("a letter"), 0o644) },
		"missing":       os.Remove,
		"a stray log":   func(path string) error { return os.WriteFile(path+"-wal", []byte("of something else"), 0o644) },
		"only a log":    func(path string) error { return os.Rename(path, path+"-wal") },
		"an old format": func(path string) error { return poke(path, 60, []byte{0, 0, 0, 1}) },
	} {
		t.Run(name, func(t *testing.T) {
			path := backedUp(t, 3)
			files, err := disk.BackupFiles(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			if err := spoil(path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(path)
			done, err := restore.Project(ctx, path, filepath.Base(files[1].Path), nil)
			if err != nil {
				t.Fatal(err)
			}
			if done.Spans != 1 || held(t, path) != 1 {
				t.Errorf("brought back %+v", done)
			}
			switch {
			case before == nil && name == "missing" && done.Kept != "":
				t.Errorf("nothing was there and was kept as %s", done.Kept)
			case before != nil && name != "a stray log":
				if kept, err := os.ReadFile(done.Kept); err != nil || !bytes.Equal(kept, before) {
					t.Errorf("what was there is not kept in %q: %v", done.Kept, err)
				}
			}
			if now, err := os.ReadFile(files[1].Path); err != nil || len(now) == 0 {
				t.Error("the backup went", err)
			}
			onlyProject(t, path)
		})
	}
}

// What is called like a part of a project and is none, a whole project, say, is kept when that is brought back, and said. What is a
// log or a journal goes to the backups with the file that it lies beside, or away.
func TestRestoreKeepsWhatIsOnlyCalledLikeAPart(t *testing.T) {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		for name, content := range map[string]func(path string) []byte{
			"a project": func(path string) []byte {
				content, err := os.ReadFile(path)
				storetest.Must(t, err)
				return content
			},
			"a letter": func(string) []byte { return []byte("Dear all, we meet on Monday.") },
			"a word":   func(string) []byte { return []byte("yes") },
		} {
			t.Run(name+suffix, func(t *testing.T) {
				path := backedUp(t, 3)
				files, err := disk.BackupFiles(ctx, path)
				storetest.Must(t, err)
				want := content(path)
				storetest.Must(t, os.WriteFile(path+suffix, want, 0o644))
				done, err := restore.Project(ctx, path, filepath.Base(files[1].Path), nil)
				storetest.Must(t, err)
				if held(t, path) != 1 || held(t, done.Kept) != 2 {
					t.Errorf("brought back %+v", done)
				}
				onlyProject(t, path)
				found := ""
				entries, err := filepath.Glob(filepath.Join(filepath.Dir(done.Kept), "*-rescued.parallax*"))
				storetest.Must(t, err)
				for _, entry := range entries {
					if now, err := os.ReadFile(entry); err == nil && bytes.Equal(now, want) {
						found = entry
					}
				}
				if found == "" || len(done.Aside) != 1 || !strings.Contains(done.Aside[0], found) {
					t.Errorf("kept as %q, said %q", found, done.Aside)
				}
				if name == "a project" && held(t, found) != 2 {
					t.Errorf("%s is not the project that it was", found)
				}
			})
		}
	}
}

func poke(path string, at int64, bytes []byte) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.WriteAt(bytes, at)
	return err
}

// onlyProject fails the test where anything but the project and its backups is in its folder, or a draft among the backups.
func onlyProject(t *testing.T, path string) {
	t.Helper()
	base := strings.TrimSuffix(filepath.Base(path), ".parallax")
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Name() != base+".parallax" && entry.Name() != base+"-backups" {
			t.Errorf("%s is beside the project", entry.Name())
		}
	}
	drafts, err := filepath.Glob(filepath.Join(filepath.Dir(path), base+"-backups", ".*"))
	if err != nil || len(drafts) > 0 {
		t.Error(drafts, err)
	}
}

func TestARestoreCanBeTakenBack(t *testing.T) {
	path := backedUp(t, 4)
	files, err := disk.BackupFiles(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	done, err := restore.Project(ctx, path, files[3].Path, nil)
	if err != nil || held(t, path) != 0 {
		t.Fatal(err)
	}
	files, err = disk.BackupFiles(ctx, path)
	if err != nil || files[0].Path != done.Kept || files[0].Spans != 3 {
		t.Fatalf("the list does not begin with what was replaced: %+v %v", files[0], err)
	}
	if _, err := restore.Project(ctx, path, done.Kept, nil); err != nil || held(t, path) != 3 {
		t.Fatal(err)
	}
}

func TestARefusedRestoreChangesNothing(t *testing.T) {
	path := backedUp(t, 2)
	folder := t.TempDir()
	letter, none := filepath.Join(folder, "letter.txt"), filepath.Join(folder, "none.parallax")
	if err := os.WriteFile(letter, []byte("Dear all"), 0o644); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for backup, want := range map[string]string{
		letter: "is not a Parallax project", none: "there is no file", path: "is the project itself", "nothing such": "there is no backup nothing such", folder: "is a folder",
	} {
		if _, err := restore.Project(ctx, path, backup, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", backup, err)
		}
	}
	if _, err := restore.Project(ctx, folder, path, nil); err == nil {
		t.Error("a folder was replaced")
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, before) {
		t.Error("the project changed", err)
	}
	onlyProject(t, path)
	if files, _ := disk.BackupFiles(ctx, path); len(files) != 2 {
		t.Errorf("%d backups", len(files))
	}
}

func TestRestoreFromAnyProjectAndThroughALink(t *testing.T) {
	path, other := backedUp(t, 1), backedUp(t, 3)
	link := filepath.Join(t.TempDir(), "link.parallax")
	storetest.Symlink(t, path, link)
	if _, err := restore.Project(ctx, link, other, nil); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced", err)
	}
	if n := held(t, path); n != 2 {
		t.Errorf("%d spans behind the link", n)
	}
}

// A backup is named in a message only where it opens.
func TestOnlyASoundBackupIsNamed(t *testing.T) {
	path := backedUp(t, 3)
	files, err := disk.BackupFiles(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 5000); err != nil {
		t.Fatal(err)
	}
	for i := range files {
		_, err := store.Open(ctx, path)
		if err == nil || !strings.Contains(err.Error(), filepath.Base(files[i].Path)) {
			t.Errorf("backup %d is not named: %v", i, err)
		}
		if err := os.Truncate(files[i].Path, 3000); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.Open(ctx, path); err == nil || strings.Contains(err.Error(), "newest") {
		t.Errorf("a broken backup is named: %v", err)
	}
}

// A backup that was made after rows were broken has them too: it is not named, an older one is.
func TestABackupOfWhatIsNotSoundIsNotNamed(t *testing.T) {
	for name, damage := range map[string]struct{ statement, cell string }{
		"regions":       {`UPDATE region SET start = -5, "end" = 99999999`, "regions of the article"},
		"no valid text": {"UPDATE document SET text = CAST(x'ff41' AS TEXT)", "its text is"},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.Annotated(t)
			path := p.Path()
			refused := func() string {
				q, err := store.Open(ctx, path)
				if err == nil {
					q.Keep()
					err = errors.Join(q.RotateBackups(ctx), allLayers(q), q.Close())
				}
				if err == nil {
					return ""
				}
				return err.Error()
			}
			storetest.Must(t, p.Close())
			if said := refused(); said != "" { // a first, sound backup
				t.Fatal(said)
			}
			before, err := disk.BackupFiles(ctx, path)
			storetest.Must(t, err)
			db, err := sql.Open("sqlite3", "file:"+path)
			storetest.Must(t, err)
			_, err = db.Exec(damage.statement)
			storetest.Must(t, err)
			storetest.Must(t, db.Close())
			storetest.CopyTo(t, path, filepath.Join(filepath.Dir(before[0].Path), "test-20991231T000000000Z-99.parallax"))
			said := refused()
			if !strings.Contains(said, "is not sound") || !strings.Contains(said, damage.cell) || !strings.Contains(said, filepath.Base(before[0].Path)) {
				t.Errorf("with a sound backup: %s", said)
			}
			storetest.Must(t, os.Remove(before[0].Path))
			if said := refused(); !strings.Contains(said, "is not sound") || strings.Contains(said, "restore") {
				t.Errorf("with none that is sound: %s", said)
			}
		})
	}
}

// allLayers reads all that an export reads.
func allLayers(p *store.Project) (err error) {
	for _, failed := range exchange.Layers(ctx, p, exchange.LayerQuery{}) {
		err = errors.Join(err, failed)
	}
	return err
}

// What a killed program was making is cleared by the next one, and what a running one is making is not.
func TestDraftsOfTheDeadAreCleared(t *testing.T) {
	p := storetest.New(t)
	folder := filepath.Dir(p.Path())
	if err := p.Backup(ctx, filepath.Join(folder, "one.parallax"), nil); err != nil {
		t.Fatal(err)
	}
	system := output.ThisSystem()
	draft := func(pid int, more string) string {
		return filepath.Join(folder, fmt.Sprintf(".x.jsonl.%s-%x-%s.draft%s", system, pid, annotate.NewID()[24:], more))
	}
	const nobody = 0x7ffffff0
	dead := []string{draft(nobody, ""), draft(nobody, "-wal"), draft(nobody, "-journal"), draft(nobody, "")}
	other := storetest.StartChild(t, p.Path()).Cmd.Process.Pid
	alive := []string{draft(os.Getpid(), ""), draft(other, ""), filepath.Join(folder, ".x.draft"), filepath.Join(folder, "x.draft")}
	for _, path := range append(alive, dead[1:]...) {
		if err := os.WriteFile(path, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dead[0], "of a split"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "jsonl", Path: filepath.Join(folder, "y.jsonl")}, nil); err != nil {
		t.Fatal(err)
	}
	for _, path := range alive {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	for _, path := range dead {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s is still there", path)
		}
	}
}

// TestARestoreWaitsForAJournal: a program that is just letting go of the project may finish, so that what is kept of it is one file.
func TestARestoreWaitsForAJournal(t *testing.T) {
	path := backedUp(t, 3)
	files, err := disk.BackupFiles(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	var version int
	if err := db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"BEGIN IMMEDIATE", fmt.Sprintf("PRAGMA user_version = %d", version)} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(statement, err)
		}
	}
	if !disk.Exists(path + "-journal") {
		t.Fatal("no journal is at work")
	}
	ended := make(chan error)
	go func() { // about when the restore stops waiting, too
		time.Sleep(time.Duration(250+rand.IntN(120)) * time.Millisecond)
		_, err := db.Exec("COMMIT")
		ended <- errors.Join(err, db.Close())
	}()
	done, err := restore.Project(ctx, path, filepath.Base(files[1].Path), nil)
	if err := errors.Join(err, <-ended); err != nil {
		t.Fatal(err)
	}
	if disk.Exists(done.Kept+"-journal") || held(t, path) != 1 || held(t, done.Kept) != 2 {
		t.Errorf("kept is %s, with a journal: %v", done.Kept, disk.Exists(done.Kept+"-journal"))
	}
	onlyProject(t, path)
}
