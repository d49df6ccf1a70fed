package store_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// rescuedBeside lists what was rescued beside a project.
func rescuedBeside(t *testing.T, path string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(strings.TrimSuffix(path, ".parallax")+"-backups", "*rescued*"))
	storetest.Must(t, err)
	return found
}

// alone waits, at most the two seconds that are promised, until nothing lies beside a file that the header says is whole.
func alone(t *testing.T, path string) {
	t.Helper()
	for end := time.Now().Add(2 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		data, err := os.ReadFile(path)
		storetest.Must(t, err)
		names := storetest.Beside(t, path)
		if slices.Equal(names, []string{filepath.Base(path)}) && data[18] == 1 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("beside the file lie %v, its header says %d", names, data[18])
		}
	}
}

func TestTwoProgramsBothComeToRest(t *testing.T) {
	p, document, _ := onTheDesk(t)
	other := storetest.StartChild(t, p.Path())
	other.Say("open")
	for n := range 5 {
		storetest.Must(t, tagWord(p, document, 2*n))
		other.Say("tag " + string(rune('1'+2*n)))
	}
	storetest.Must(t, tagWord(p, document, 20))
	for end := time.Now().Add(2 * time.Second); len(storetest.Beside(t, p.Path())) > 1; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("beside the file lie %v", storetest.Beside(t, p.Path()))
		}
	}
	if n := spansIn(t, p.Path()); n != 11 {
		t.Errorf("%d spans", n)
	}
	other.Say("close")
	storetest.Must(t, p.Close())
	alone(t, p.Path())
}

func TestAfterAnOutsideReaderTheFileComesToRest(t *testing.T) {
	p, document, _ := onTheDesk(t)
	other := storetest.StartChild(t, p.Path())
	storetest.Must(t, tagWord(p, document, 0))
	other.Say("look") // while the file is in hand, however long a program takes to begin
	storetest.Must(t, tagWord(p, document, 1))
	storetest.Must(t, p.Rest())
	if len(storetest.Beside(t, p.Path())) == 1 {
		t.Error("the reader has nothing to read")
	}
	other.Say("leave")
	rests(t, p)
	storetest.Must(t, p.Close())
	alone(t, p.Path())
	if n := spansIn(t, p.Path()); n != 2 {
		t.Errorf("%d spans", n)
	}
}

func TestReadingWhileAnotherImports(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Close())
	other := storetest.StartChild(t, p.Path())
	other.Say("open")
	other.Say("import 200") // 60 MB: more than is kept in memory
	if size, err := os.Stat(p.Path() + "-wal"); err != nil || size.Size() < 1<<20 {
		t.Fatal("nothing was written ahead", err)
	}
	for _, open := range []func() (*store.Project, error){
		func() (*store.Project, error) { return store.OpenToRead(ctx, p.Path()) },
		func() (*store.Project, error) { return store.Open(ctx, p.Path()) },
	} {
		q, err := open()
		storetest.Must(t, err)
		if stats, err := q.Stats(ctx); err != nil || stats.Spans != 1 {
			t.Error(stats, err)
		}
		storetest.Must(t, q.Close())
	}
	other.Kill()
	q, err := store.Open(ctx, p.Path())
	storetest.Must(t, err)
	defer q.Close()
	if stats, err := q.Stats(ctx); err != nil || stats.Spans != 1 || stats.Documents != 1 {
		t.Error(stats, err)
	}
	alone(t, p.Path())
	if rescued := rescuedBeside(t, p.Path()); len(rescued) > 0 {
		t.Errorf("what was never saved was rescued: %v", rescued)
	}
}

func TestALogOfAnotherVersionIsNotApplied(t *testing.T) {
	for name, put := range map[string]func(t *testing.T, older, path string){
		"an older version in place":  storetest.CopyTo,
		"an older version by rename": func(t *testing.T, older, path string) { storetest.Must(t, os.Rename(older, path)) },
		"another project": func(t *testing.T, _, path string) {
			q := storetest.New(t)
			storetest.AddDocument(t, q, "Another text.")
			storetest.Must(t, q.Close())
			storetest.CopyTo(t, q.Path(), path)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, document, _ := onTheDesk(t)
			older := filepath.Join(t.TempDir(), "older.parallax")
			storetest.Must(t, tagWord(p, document, 0))
			storetest.Must(t, p.Backup(ctx, older, nil))
			storetest.Must(t, tagWord(p, document, 1))
			storetest.Must(t, p.Close())
			other := storetest.StartChild(t, p.Path())
			other.Say("open")
			for _, order := range []string{"tag 2", "rest", "tag 3", "tag 4"} {
				other.Say(order)
			}
			other.Kill()
			put(t, older, p.Path())
			before, err := os.ReadFile(p.Path())
			storetest.Must(t, err)
			q, err := store.Open(ctx, p.Path())
			storetest.Must(t, err)
			var news []store.News
			q.Hear(func(n store.News) { news = append(news, n) })
			storetest.Sound(t, q)
			storetest.Must(t, q.Close())
			if after, err := os.ReadFile(p.Path()); err != nil || !bytes.Equal(before, after) {
				t.Error("the file was changed", err)
			}
			if len(news) != 1 || news[0].Kind != store.SetAside || news[0].Rescued == "" {
				t.Fatalf("news %+v", news)
			}
			if n := spansIn(t, news[0].Rescued); n != 5 {
				t.Errorf("%d of 5 marks were rescued", n)
			}
			alone(t, p.Path())
		})
	}
}

// A program that is killed while it folds its log in leaves some pages of the log in the file, and the file shorter than its
// first page says.
func TestCutOffWhileFoldingIn(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Close())
	other := storetest.StartChild(t, p.Path())
	other.Say("open")
	for n := range 40 {
		other.Say(fmt.Sprint("tag ", n+1))
	}
	other.Kill()
	whole, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	log, err := os.ReadFile(p.Path() + "-wal")
	storetest.Must(t, err)
	const page = 4096
	pages := map[uint32][]byte{}
	for at := 32; at+24+page <= len(log); at += 24 + page {
		pages[binary.BigEndian.Uint32(log[at:])] = log[at+24 : at+24+page]
	}
	order := slices.Sorted(maps.Keys(pages))
	for folded := range order { // SQLite takes them in this order
		file := slices.Clone(whole)
		for _, number := range order[:folded+1] {
			end := int(number) * page
			file = append(file, make([]byte, max(0, end-len(file)))...)
			copy(file[end-page:], pages[number])
		}
		path := filepath.Join(t.TempDir(), "cut off.parallax")
		storetest.Must(t, os.WriteFile(path, file, 0o644))
		storetest.Must(t, os.WriteFile(path+"-wal", log, 0o644))
		q, err := store.Open(ctx, path)
		if err != nil {
			t.Fatalf("with %d of %d pages: %v", folded+1, len(order), err)
		}
		q.Hear(func(n store.News) { t.Error(n.Sentence) })
		storetest.Sound(t, q)
		storetest.Must(t, q.Close())
		if n := spansIn(t, path); n != 41 {
			t.Fatalf("with %d of %d pages there are %d of 41 spans", folded+1, len(order), n)
		}
	}
}

// cutOff writes half of a change into a file, with the journal that undoes it beside; closing what it returns undoes it.
func cutOff(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	storetest.Must(t, err)
	db.SetMaxOpenConns(1)
	for _, statement := range []string{"PRAGMA cache_size = 1", "PRAGMA cache_spill = 1", "BEGIN IMMEDIATE", "UPDATE desk SET token = '00000000-0000-4000-8000-000000000000 ' || substr(token, 1, 36)",
		"UPDATE document SET source = zeroblob(100000)", "UPDATE span SET note = 'torn'"} {
		_, err := db.Exec(statement)
		storetest.Must(t, err)
	}
	return db
}

// A journal that a crash left is rolled back into the file that it is of, and into no other, though their counts are alike.
func TestAJournalOfAnotherFileIsNotApplied(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Close())
	twin := storetest.New(t)
	d := storetest.AddDocument(t, twin, strings.Repeat("actor ", 100))
	storetest.Must(t, tagWord(twin, d.ID, 0))
	storetest.Must(t, twin.Close())
	good, err := os.ReadFile(p.Path())
	storetest.Must(t, err)

	db := cutOff(t, p.Path())
	torn, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	journal, err := os.ReadFile(p.Path() + "-journal")
	storetest.Must(t, err)
	if bytes.Equal(torn, good) || len(journal) < 1000 {
		t.Fatal("the file was not written to")
	}
	storetest.Must(t, db.Close())

	storetest.Must(t, os.WriteFile(p.Path(), torn, 0o644))
	storetest.Must(t, os.WriteFile(p.Path()+"-journal", journal, 0o644))
	q, err := store.Open(ctx, p.Path())
	storetest.Must(t, err)
	storetest.Sound(t, q)
	storetest.Must(t, q.Close())
	if after, err := os.ReadFile(p.Path()); err != nil || !bytes.Equal(after[100:], good[100:]) {
		t.Error("the change was not rolled back", err)
	}
	if rescued := rescuedBeside(t, p.Path()); len(rescued) > 0 {
		t.Errorf("its own journal was set aside: %v", rescued)
	}

	theirs, err := os.ReadFile(twin.Path())
	storetest.Must(t, err)
	copy(theirs[24:28], good[24:28]) // as many changes
	storetest.Must(t, os.WriteFile(twin.Path(), theirs, 0o644))
	storetest.Must(t, os.WriteFile(twin.Path()+"-journal", journal, 0o644))
	r, err := store.Open(ctx, twin.Path())
	storetest.Must(t, err)
	storetest.Sound(t, r)
	storetest.Must(t, r.Close())
	if after, err := os.ReadFile(twin.Path()); err != nil || !bytes.Equal(after, theirs) {
		t.Error("a journal was applied to another project", err)
	}
	if rescued := rescuedBeside(t, twin.Path()); len(rescued) != 1 {
		t.Errorf("the journal is not kept: %v", rescued)
	}
}

// What came may have more changes than what was there: what is rescued is still what was there.
func TestRescuedIsWhatWasOpen(t *testing.T) {
	p, document, news := onTheDesk(t)
	theirs := filepath.Join(t.TempDir(), "theirs.parallax")
	storetest.Must(t, p.Backup(ctx, theirs, nil))
	q, err := store.Open(ctx, theirs)
	storetest.Must(t, err)
	for n := range 5 {
		storetest.Must(t, tagWord(q, document, 10+n))
	}
	storetest.Must(t, q.Close())
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Rest())
	storetest.CopyTo(t, theirs, p.Path())
	if _, err := p.DataVersion(ctx); err != nil {
		t.Fatal(err)
	}
	if len(*news) != 1 || (*news)[0].Kind != store.Replaced || spansIn(t, (*news)[0].Rescued) != 1 {
		t.Errorf("news %+v", *news)
	}
	if stats, err := p.Stats(ctx); err != nil || stats.Spans != 5 {
		t.Error(stats, err)
	}
}

func TestBackAgainItIsRead(t *testing.T) {
	p, document, news := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Rest())
	aside := filepath.Join(t.TempDir(), "aside.parallax")
	storetest.CopyTo(t, p.Path(), aside)
	storetest.Must(t, os.Remove(p.Path()))
	hears(t, p, news, 1)
	q, err := store.Open(ctx, aside)
	storetest.Must(t, err)
	storetest.Must(t, tagWord(q, document, 1))
	storetest.Must(t, q.Close())
	storetest.CopyTo(t, aside, p.Path())
	hears(t, p, news, 2)
	if stats, err := p.Stats(ctx); err != nil || stats.Spans != 2 || len(*news) != 2 || (*news)[1].Kind != store.Back {
		t.Error("what is shown is not what is there", stats.Spans, err, *news)
	}
}

func TestMovedWithItsFolder(t *testing.T) {
	for name, rest := range map[string]bool{"in hand": false, "at rest": true} {
		for where, move := range map[string]func(t *testing.T, p *store.Project, folder string) string{
			"into a folder": func(t *testing.T, p *store.Project, folder string) string {
				storetest.Must(t, os.Mkdir(filepath.Join(folder, "done"), 0o755))
				to := filepath.Join(folder, "done", "b.parallax")
				rename(t, p, p.Path(), to)
				return to
			},
			"with its folder": func(t *testing.T, p *store.Project, folder string) string {
				to := filepath.Join(filepath.Dir(folder), filepath.Base(folder)+" of mine")
				rename(t, p, folder, to)
				t.Cleanup(func() { os.RemoveAll(to) })
				return filepath.Join(to, "a story.parallax")
			},
			"and another project put in its place": func(t *testing.T, p *store.Project, folder string) string {
				to := filepath.Join(folder, "b.parallax")
				rename(t, p, p.Path(), to)
				q := storetest.New(t)
				storetest.Must(t, q.Close())
				storetest.CopyTo(t, q.Path(), filepath.Join(folder, "a story.parallax"))
				return to
			},
		} {
			t.Run(where+" "+name, func(t *testing.T) {
				p, document, news := onTheDesk(t)
				storetest.Must(t, tagWord(p, document, 0))
				if rest {
					storetest.Must(t, p.Rest())
				}
				to := move(t, p, filepath.Dir(p.Path()))
				storetest.Must(t, tagWord(p, document, 1))
				storetest.Must(t, p.Rest())
				if p.Path() != to || spansIn(t, to) != 2 || len(*news) != 1 || (*news)[0].Kind != store.Renamed {
					t.Errorf("path %s, news %+v", p.Path(), *news)
				}
				storetest.Must(t, p.Close())
				if kept, err := filepath.Glob(filepath.Join(filepath.Dir(to), "*-backups", ".kept.*")); err != nil || len(kept) > 0 {
					t.Errorf("after it was closed there are %v %v", kept, err)
				}
			})
		}
	}
}

func TestTheDiskIsGone(t *testing.T) {
	for name, rest := range map[string]bool{"in hand": false, "at rest": true} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			t.Setenv("HOME", home)
			t.Setenv("USERPROFILE", home) // Windows
			p, document, news := onTheDesk(t)
			storetest.Must(t, tagWord(p, document, 0))
			storetest.Must(t, p.Rest())
			if !rest {
				storetest.Must(t, tagWord(p, document, 1))
			}
			folder := filepath.Dir(p.Path())
			err := os.RemoveAll(folder)
			if err != nil && rest { // what the project keeps beside the file may come meanwhile
				err = os.RemoveAll(folder)
			}
			if err != nil && runtime.GOOS == "windows" && !rest { // it does not remove a file that is in hand
				storetest.Must(t, p.Rest())
				storetest.Must(t, os.RemoveAll(folder))
			} else if err != nil || runtime.GOOS == "windows" && !rest {
				t.Fatal(err)
			}
			if err := tagWord(p, document, 2); err == nil || !strings.Contains(err.Error(), "not there any more") {
				t.Errorf("the act says %v", err)
			}
			want := 2
			if rest {
				want = 1
			}
			if len(*news) != 1 || (*news)[0].Kind != store.Gone || filepath.Dir((*news)[0].Rescued) != home || spansIn(t, (*news)[0].Rescued) != want {
				t.Fatalf("news %+v", *news)
			}
			elsewhere := filepath.Join(t.TempDir(), "elsewhere.parallax")
			storetest.Must(t, p.Backup(ctx, elsewhere, nil))
			if n := spansIn(t, elsewhere); n != want {
				t.Errorf("%d spans elsewhere", n)
			}
			if _, err := os.Stat(filepath.Dir(p.Path())); err == nil {
				t.Error("the folder was made again")
			}
			storetest.Must(t, p.Close())
		})
	}
}

func TestWhatIsNoProjectIsNotOpened(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"a folder": func(path string) error { return os.Mkdir(path, 0o755) },
		"a text":   func(path string) error { return os.WriteFile(path, []byte("Some text that is no project."), 0o644) },
		"an empty": func(path string) error { return os.WriteFile(path, nil, 0o644) },
		"half of one": func(path string) error {
			return os.WriteFile(path, []byte("SQLite format 3\x00"+strings.Repeat("x", 2000)), 0o644)
		},
	} {
		t.Run(name, func(t *testing.T) { notOpened(t, put) })
	}
}

// notOpened has something that is no project put in the place of one that is open.
func notOpened(t *testing.T, put func(path string) error) {
	t.Helper()
	p, document, news := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Rest())
	storetest.Must(t, os.Remove(p.Path()))
	storetest.Must(t, put(p.Path()))
	if err := tagWord(p, document, 1); err == nil {
		t.Error("the act was saved")
	}
	if len(*news) != 1 || (*news)[0].Kind != store.Gone || spansIn(t, (*news)[0].Rescued) != 1 {
		t.Errorf("news %+v", *news)
	}
	if stats, err := p.Stats(ctx); err != nil || stats.Spans != 1 {
		t.Error(stats, err)
	}
	storetest.Must(t, p.Close())
}

func TestOpenedThroughALink(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.RotateBackups(ctx))
	storetest.Must(t, p.Close())
	link := filepath.Join(t.TempDir(), "link.parallax")
	storetest.Symlink(t, p.Path(), link)
	if backups, err := disk.Backups(link); err != nil || len(backups) != 1 {
		t.Error(backups, err)
	}
	other := storetest.StartChild(t, link)
	other.Say("open")
	other.Say("tag 1")
	other.Kill()
	q, err := store.Open(ctx, link)
	storetest.Must(t, err)
	if stats, err := q.Stats(ctx); err != nil || stats.Spans != 2 {
		t.Error(stats, err)
	}
	storetest.Must(t, q.Close())
	alone(t, p.Path())
	if entries, err := os.ReadDir(filepath.Dir(link)); err != nil || len(entries) != 1 {
		t.Error("something was left beside the link", entries, err)
	}
}

// A crash may leave a journal that was only begun. It undoes nothing, and SQLite leaves it where it is.
func TestAJournalThatWasOnlyBegunIsCleared(t *testing.T) {
	header := func(file []byte) []byte { // with no page behind it
		journal := append([]byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}, make([]byte, 504)...)
		copy(journal[8:], []byte{0xff, 0xff, 0xff, 0xff})
		copy(journal[16:], file[28:32]) // how many pages the file has
		binary.BigEndian.PutUint32(journal[20:], 512)
		binary.BigEndian.PutUint32(journal[24:], 4096)
		return append(journal, make([]byte, 100)...)
	}
	for _, begun := range []func(file []byte) []byte{
		func([]byte) []byte { return nil }, func([]byte) []byte { return make([]byte, 512) }, func([]byte) []byte { return make([]byte, 5000) }, header,
	} {
		p, document, _ := onTheDesk(t)
		storetest.Must(t, tagWord(p, document, 0))
		storetest.Must(t, p.Close())
		file, err := os.ReadFile(p.Path())
		storetest.Must(t, err)
		begun := begun(file)
		storetest.Must(t, os.WriteFile(p.Path()+"-journal", begun, 0o644))
		q, err := store.Open(ctx, p.Path())
		storetest.Must(t, err)
		q.Hear(func(n store.News) { t.Errorf("a journal of %d bytes: %s", len(begun), n.Sentence) })
		storetest.Sound(t, q)
		storetest.Must(t, q.Close())
		if names := storetest.Beside(t, p.Path()); len(names) != 1 {
			t.Errorf("after a journal of %d bytes there are %v", len(begun), names)
		}
	}
}

// A journal that was only begun says how long its file was, to which SQLite would cut another.
func TestAJournalThatWasBegunForAnotherFile(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Close())
	journal := append([]byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 2, 0, 0, 0, 0x10, 0}, make([]byte, 600)...)
	storetest.Must(t, os.WriteFile(p.Path()+"-journal", journal, 0o644))
	q, err := store.Open(ctx, p.Path())
	storetest.Must(t, err)
	said := 0
	q.Hear(func(store.News) { said++ })
	storetest.Sound(t, q)
	storetest.Must(t, q.Close())
	if n := spansIn(t, p.Path()); n != 1 || said != 1 || len(rescuedBeside(t, p.Path())) != 1 {
		t.Errorf("%d spans, %d sentences, kept %v", n, said, rescuedBeside(t, p.Path()))
	}
}

// A file that is copied while a program works on it may lack what stands in its log. That is said when the copy is opened, once.
func TestAFileThatWasCopiedWithoutItsLog(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	if !disk.HasLog(p.Path()) {
		t.Fatal("it is not in hand")
	}
	folder := t.TempDir()
	copied := filepath.Join(folder, "mailed.parallax")
	content, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	storetest.Must(t, p.Close())
	storetest.Must(t, os.WriteFile(copied, content, 0o644))
	for _, times := range []int{1, 0} {
		q, err := store.Open(ctx, copied)
		storetest.Must(t, err)
		said := ""
		q.Hear(func(n store.News) { said += n.Sentence })
		storetest.Sound(t, q)
		storetest.Must(t, q.Close())
		if strings.Count(said, "mailed.parallax was copied or moved while a program had it open") != times {
			t.Errorf("%q", said)
		}
	}
	if q, err := store.Open(ctx, p.Path()); err != nil {
		t.Error(err)
	} else {
		q.Hear(func(n store.News) { t.Errorf("of the original: %s", n.Sentence) })
		storetest.Must(t, q.Close())
	}
}

// A large file cannot be copied at each rest, but what was done in it since can.
func TestALargeFileOverwrittenInPlaceLosesNothing(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache) // Linux
	t.Setenv("HOME", cache)           // macOS
	t.Setenv("LOCALAPPDATA", cache)   // Windows
	for _, rest := range []bool{false, true} {
		p := storetest.New(t)
		document := storetest.AddDocument(t, p, strings.Repeat("actor ", 3<<20)).ID
		news := []store.News{}
		p.Hear(func(n store.News) { news = append(news, n) })
		storetest.Must(t, p.Rest())
		p.Keep()
		for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
			if kept, _ := filepath.Glob(filepath.Join(cache, "*", "*", "*", ".kept.*.draft")); len(kept) > 0 {
				break
			}
			if kept, _ := filepath.Glob(filepath.Join(cache, "*", "*", "*", "*", ".kept.*.draft")); len(kept) > 0 { // macOS
				break
			}
			if time.Now().After(end) {
				t.Fatal("no copy is kept")
			}
		}
		theirs := filepath.Join(filepath.Dir(p.Path()), "theirs")
		storetest.Must(t, p.Backup(ctx, theirs, nil))
		n := 0
		for range 3 {
			for range 2 {
				storetest.Must(t, tagWord(p, document, n))
				n++
			}
			storetest.Must(t, p.Rest())
		}
		storetest.Must(t, tagWord(p, document, n))
		if rest {
			storetest.Must(t, p.Rest())
		}
		time.Sleep(10 * time.Millisecond)
		storetest.CopyTo(t, theirs, p.Path())
		if err := tagWord(p, document, 0); err == nil && len(news) == 0 { // where the machine is slow it may have been found out before
			t.Error("an act went into a file that was overwritten")
		}
		last := len(news) - 1 // who looks while it is being overwritten hears first that it is damaged
		if last < 0 || last > 1 || news[last].Rescued == "" {
			t.Fatalf("news %+v", news)
		}
		if got := spansIn(t, news[last].Rescued); got != n+1 {
			t.Errorf("%d of %d marks were rescued", got, n+1)
		}
		rescued, err := store.Open(ctx, news[last].Rescued)
		storetest.Must(t, err)
		storetest.Sound(t, rescued)
		storetest.Must(t, rescued.Close())
		storetest.Must(t, p.Close())
		time.Sleep(100 * time.Millisecond) // for what would go on beside
		storetest.Must(t, filepath.WalkDir(cache, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				t.Errorf("%s is left", path)
			}
			return err
		}))
	}
}

// The log of a session may be folded in many times before the file rests.
func TestOverwrittenInPlaceAfterTheLogWasFoldedIn(t *testing.T) {
	p, document, news := onTheDesk(t)
	storetest.Must(t, p.Rest())
	theirs := filepath.Join(filepath.Dir(p.Path()), "theirs")
	storetest.Must(t, p.Backup(ctx, theirs, nil))
	for n := range 100 {
		storetest.Must(t, tagWord(p, document, n))
	}
	for _, text := range []string{"a", "b", "c"} { // each fills the log beyond what is left in it
		storetest.AddDocument(t, p, strings.Repeat(text+" ", 3<<20))
	}
	time.Sleep(10 * time.Millisecond)
	storetest.CopyTo(t, theirs, p.Path())
	if err := tagWord(p, document, 0); err == nil && len(*news) == 0 { // likewise
		t.Error("an act went into a file that was overwritten")
	}
	last := len(*news) - 1
	if last < 0 || last > 1 || (*news)[last].Rescued == "" || spansIn(t, (*news)[last].Rescued) != 100 {
		t.Fatalf("news %+v", *news)
	}
	rescued, err := store.Open(ctx, (*news)[last].Rescued)
	storetest.Must(t, err)
	storetest.Sound(t, rescued)
	if stats, err := rescued.Stats(ctx); err != nil || stats.Documents != 4 {
		t.Error(stats, err)
	}
	storetest.Must(t, rescued.Close())
}

func TestReadingFollowsARenamedFileAtOnce(t *testing.T) {
	p, document, news := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Rest())
	now := filepath.Join(filepath.Dir(p.Path()), "harbour.parallax")
	storetest.Must(t, os.Rename(p.Path(), now))
	if spans, err := p.Spans(ctx, document, ""); err != nil || len(spans) != 1 {
		t.Error(spans, err)
	}
	if len(*news) != 1 || (*news)[0].Kind != store.Renamed || p.Path() != now {
		t.Errorf("%+v at %s", *news, p.Path())
	}
	storetest.Must(t, tagWord(p, document, 1))
	storetest.Must(t, p.Rest())
	storetest.Must(t, os.Remove(now))
	if _, err := p.Spans(ctx, document, ""); err != nil && !strings.Contains(err.Error(), "harbour") {
		t.Error(err)
	}
}
