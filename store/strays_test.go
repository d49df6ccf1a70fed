package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// killedInHand is a project whose program was killed after its third mark was saved, in its log.
func killedInHand(t *testing.T) string {
	t.Helper()
	p, _, _ := onTheDesk(t)
	storetest.Must(t, p.Close())
	folder := filepath.Join(t.TempDir(), "work", "desk")
	storetest.Must(t, os.MkdirAll(folder, 0o755))
	path := filepath.Join(folder, "a.parallax")
	storetest.Must(t, os.Rename(p.Path(), path))
	other := storetest.StartChild(t, path)
	for _, order := range []string{"open", "tag 2", "rest", "tag 3", "tag 4"} {
		other.Say(order)
	}
	other.Kill()
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
			storetest.Must(t, os.MkdirAll(filepath.Dir(moved), 0o755))
			storetest.Must(t, os.Rename(path, moved))
			if name == "renamed" { // it is merged before anybody has opened it
				p := storetest.New(t)
				_, err := merge.Files(ctx, p, annotate.Annotator{}, []string{moved}, func(merge.Plan) error { return nil }, nil)
				storetest.Must(t, err)
				if stats, err := p.Stats(ctx); err != nil || stats.Spans != 3 {
					t.Errorf("merged: %+v %v", stats, err)
				}
			}
			q, err := store.Open(ctx, moved)
			storetest.Must(t, err)
			var news []store.News
			q.Hear(func(n store.News) { news = append(news, n) })
			storetest.Sound(t, q)
			storetest.Must(t, q.Close())
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
	storetest.CopyTo(t, path, two)
	storetest.Must(t, os.Rename(path, one))
	for _, c := range [][2]string{{one, "two.parallax"}, {two, "one.parallax"}} {
		p, err := store.Open(ctx, c[0])
		storetest.Must(t, err)
		var news []store.News
		p.Hear(func(n store.News) { news = append(news, n) })
		storetest.Must(t, p.Close())
		if len(news) != 1 || !strings.Contains(news[0].Sentence, path+"-wal") || !strings.Contains(news[0].Sentence, c[1]) {
			t.Errorf("news %+v", news)
		}
	}
	storetest.Must(t, os.Rename(one, path)) // what the sentence says
	p, err := store.Open(ctx, path)
	storetest.Must(t, err)
	storetest.Must(t, p.Close())
	if n := spansIn(t, path); n != 3 {
		t.Errorf("%d of 3 marks are there", n)
	}
}

// Nor is a log taken that is of another project, of another version, or in the hand of a window that is open.
func TestALogThatIsNotItsOwnIsLeft(t *testing.T) {
	path := killedInHand(t)
	log, err := os.ReadFile(path + "-wal")
	storetest.Must(t, err)
	storetest.Must(t, os.Remove(path))
	other := storetest.New(t)
	storetest.AddDocument(t, other, "Another text.")
	storetest.Must(t, other.Close())
	beside := filepath.Join(filepath.Dir(path), "other.parallax")
	storetest.CopyTo(t, other.Path(), beside)
	p, err := store.Open(ctx, beside)
	storetest.Must(t, err)
	storetest.Sound(t, p)
	storetest.Must(t, p.Close())
	if after, err := os.ReadFile(path + "-wal"); err != nil || string(after) != string(log) {
		t.Error("the log was touched", err)
	}

	inHand, document, _ := onTheDesk(t)
	renamed := filepath.Join(filepath.Dir(inHand.Path()), "renamed.parallax")
	was := inHand.Path()
	child := storetest.StartChild(t, was)
	child.Say("open")
	storetest.Must(t, inHand.Close())
	child.Say("tag 1")
	if runtime.GOOS == "windows" { // which lets nobody rename a file that another program has in hand
		if os.Rename(was, renamed) == nil {
			t.Error("Windows let a file be renamed that is in hand")
		}
		child.Say("rest")
	}
	storetest.Must(t, os.Rename(was, renamed))
	q, err := store.Open(ctx, renamed)
	storetest.Must(t, err)
	storetest.Must(t, q.Close())
	child.Say("tag 2")
	child.Say("close")
	if n := spansIn(t, renamed); n != 2 {
		t.Errorf("%d of 2 marks of %s are there", n, document)
	}
}

// A change that was cut off in the middle is rolled back by the journal that lies under the former name.
func TestAJournalUnderTheFormerNameIsRolledBack(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Close())
	db := cutOff(t, p.Path())
	folder := t.TempDir()
	renamed := filepath.Join(folder, "final.parallax")
	storetest.CopyTo(t, p.Path(), renamed)
	storetest.CopyTo(t, p.Path()+"-journal", filepath.Join(folder, "a.parallax-journal"))
	storetest.Must(t, db.Close())
	q, err := store.Open(ctx, renamed)
	storetest.Must(t, err)
	storetest.Sound(t, q)
	storetest.Must(t, q.Close())
	var note string
	outside, err := sql.Open("sqlite3", "file:"+renamed+"?mode=ro")
	storetest.Must(t, err)
	defer outside.Close()
	storetest.Must(t, outside.QueryRow("SELECT note FROM span").Scan(&note))
	if note != "" {
		t.Errorf("the change that was cut off is there: %s", note)
	}
	alone(t, renamed)
}

func exists(path string) bool { _, err := os.Lstat(path); return err == nil }
