package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store"
)

// killedInHand is a project whose program was killed after its third mark was saved, in its log.
func killedInHand(t *testing.T) string {
	t.Helper()
	p, _, _ := onTheDesk(t)
	must(t, p.Close())
	folder := filepath.Join(t.TempDir(), "work", "desk")
	must(t, os.MkdirAll(folder, 0o755))
	path := filepath.Join(folder, "a.parallax")
	must(t, os.Rename(p.Path(), path))
	other := startChild(t, path)
	for _, order := range []string{"open", "tag 2", "rest", "tag 3", "tag 4"} {
		other.say(order)
	}
	other.kill()
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		t.Fatal("there is no log", err)
	}
	return path
}

// A file that was renamed, or moved nearby, after its program was killed has all that was saved, wherever its log lies.
func TestKilledAndRenamedBeforeItIsOpenedAgain(t *testing.T) {
	for name, to := range map[string]string{"renamed": "desk/final.parallax", "into a folder": "desk/done/final.parallax", "out of the folder": "final.parallax", "beside": "other/a.parallax"} {
		t.Run(name, func(t *testing.T) {
			path := killedInHand(t)
			moved := filepath.Join(filepath.Dir(filepath.Dir(path)), to)
			must(t, os.MkdirAll(filepath.Dir(moved), 0o755))
			must(t, os.Rename(path, moved))
			if name == "renamed" { // it is merged before anybody has opened it
				p := newProject(t)
				_, err := p.Merge(ctx, []string{moved}, func(store.MergePlan) error { return nil }, nil)
				must(t, err)
				if stats, err := p.Stats(ctx); err != nil || stats.Spans != 3 {
					t.Errorf("merged: %+v %v", stats, err)
				}
			}
			q, err := store.Open(ctx, moved)
			must(t, err)
			var news []store.News
			q.Hear(func(n store.News) { news = append(news, n) })
			sound(t, q)
			must(t, q.Close())
			if n := spansIn(t, moved); n != 3 {
				t.Errorf("%d of 3 marks are there", n)
			}
			if len(news) != 1 || !strings.Contains(news[0].Sentence, "was called a.parallax") {
				t.Errorf("news %+v", news)
			}
			if exists(path+"-wal") || exists(path+"-shm") || exists(moved+"-wal") {
				t.Error("the log lies there still")
			}
		})
	}
}

// Of two copies of the moment, neither is given the log: that it is there is said.
func TestALogThatFitsTwoFilesIsSaid(t *testing.T) {
	path := killedInHand(t)
	one, two := filepath.Join(filepath.Dir(path), "one.parallax"), filepath.Join(filepath.Dir(path), "two.parallax")
	copyTo(t, path, two)
	must(t, os.Rename(path, one))
	for _, c := range [][2]string{{one, "two.parallax"}, {two, "one.parallax"}} {
		p, err := store.Open(ctx, c[0])
		must(t, err)
		var news []store.News
		p.Hear(func(n store.News) { news = append(news, n) })
		must(t, p.Close())
		if len(news) != 1 || !strings.Contains(news[0].Sentence, path+"-wal") || !strings.Contains(news[0].Sentence, c[1]) {
			t.Errorf("news %+v", news)
		}
	}
	must(t, os.Rename(one, path)) // what the sentence says
	p, err := store.Open(ctx, path)
	must(t, err)
	must(t, p.Close())
	if n := spansIn(t, path); n != 3 {
		t.Errorf("%d of 3 marks are there", n)
	}
}

// Nor is a log taken that is of another project, of another version, or in the hand of a window that is open.
func TestALogThatIsNotItsOwnIsLeft(t *testing.T) {
	path := killedInHand(t)
	log, err := os.ReadFile(path + "-wal")
	must(t, err)
	must(t, os.Remove(path))
	other := newProject(t)
	addDocument(t, other, "Another text.")
	must(t, other.Close())
	beside := filepath.Join(filepath.Dir(path), "other.parallax")
	copyTo(t, other.Path(), beside)
	p, err := store.Open(ctx, beside)
	must(t, err)
	sound(t, p)
	must(t, p.Close())
	if after, err := os.ReadFile(path + "-wal"); err != nil || string(after) != string(log) {
		t.Error("the log was touched", err)
	}

	inHand, document, _ := onTheDesk(t)
	renamed := filepath.Join(filepath.Dir(inHand.Path()), "renamed.parallax")
	was := inHand.Path()
	child := startChild(t, was)
	child.say("open")
	must(t, inHand.Close())
	child.say("tag 1")
	if runtime.GOOS == "windows" { // which lets nobody rename a file that another program has in hand
		if os.Rename(was, renamed) == nil {
			t.Error("Windows let a file be renamed that is in hand")
		}
		child.say("rest")
	}
	must(t, os.Rename(was, renamed))
	q, err := store.Open(ctx, renamed)
	must(t, err)
	must(t, q.Close())
	child.say("tag 2")
	child.say("close")
	if n := spansIn(t, renamed); n != 2 {
		t.Errorf("%d of 2 marks of %s are there", n, document)
	}
}

// A change that was cut off in the middle is rolled back by the journal that lies under the former name.
func TestAJournalUnderTheFormerNameIsRolledBack(t *testing.T) {
	p, document, _ := onTheDesk(t)
	must(t, tagWord(p, document, 0))
	must(t, p.Close())
	db := cutOff(t, p.Path())
	folder := t.TempDir()
	renamed := filepath.Join(folder, "final.parallax")
	copyTo(t, p.Path(), renamed)
	copyTo(t, p.Path()+"-journal", filepath.Join(folder, "a.parallax-journal"))
	must(t, db.Close())
	q, err := store.Open(ctx, renamed)
	must(t, err)
	sound(t, q)
	must(t, q.Close())
	var note string
	outside, err := sql.Open("sqlite3", "file:"+renamed+"?mode=ro")
	must(t, err)
	defer outside.Close()
	must(t, outside.QueryRow("SELECT note FROM span").Scan(&note))
	if note != "" {
		t.Errorf("the change that was cut off is there: %s", note)
	}
	alone(t, renamed)
}

func exists(path string) bool { _, err := os.Lstat(path); return err == nil }
