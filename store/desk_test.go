package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// onTheDesk is a project with an article that is open as in a window, and the news of its file.
func onTheDesk(t *testing.T) (p *store.Project, document string, news *[]store.News) {
	t.Helper()
	p = storetest.New(t)
	document = storetest.AddDocument(t, p, strings.Repeat("actor ", 100)).ID
	p.Keep()
	news = &[]store.News{}
	p.Hear(func(n store.News) { *news = append(*news, n) })
	return p, document, news
}

// hears looks at the file as a window does each second, until there is that much news of it. A look is left out while the file
// comes to rest, which Rest waits for.
func hears(t *testing.T, p *store.Project, news *[]store.News, n int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; {
		p.DataVersion(ctx)
		p.Rest()
		if len(*news) >= n {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("nothing is heard: %+v", *news)
		}
	}
}

// tagWord tags the nth word.
func tagWord(p *store.Project, document string, n int) error {
	s := annotate.Span{DocumentID: document, LabelID: storetest.Label("actor"), Segments: []annotate.Segment{{Start: 6 * n, End: 6*n + 5}}}
	_, err := p.Do(ctx, storetest.Anna, "tag", "Tag", func(tx *store.Tx) error { return tx.CreateSpan(&s) })
	return err
}

// spansIn counts the spans of a file as an outside script does, which opens it to read.
func spansIn(t *testing.T, path string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM span").Scan(&n); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return n
}

// rename gives the file of an open project, or the folder that it is in, another name. Windows refuses that while the file is in
// hand: whoever tries is told so, and can once the file rests.
func rename(t *testing.T, p *store.Project, from, to string) {
	t.Helper()
	err := os.Rename(from, to)
	if err != nil && runtime.GOOS == "windows" {
		storetest.Must(t, p.Rest())
		err = os.Rename(from, to)
	}
	storetest.Must(t, err)
}

// rests waits until nothing lies beside the file, at most the two seconds that are promised.
func rests(t *testing.T, p *store.Project) {
	t.Helper()
	for end := time.Now().Add(2 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		names := storetest.Beside(t, p.Path())
		if slices.Equal(names, []string{filepath.Base(p.Path())}) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("beside the file lie %v", names)
		}
	}
}

func TestAtRestTheOneFileIsTheProject(t *testing.T) {
	p, document, _ := onTheDesk(t)
	for n := range 3 {
		storetest.Must(t, tagWord(p, document, n))
	}
	rests(t, p)
	copied := filepath.Join(t.TempDir(), "mailed.parallax")
	storetest.CopyTo(t, p.Path(), copied)
	if n := spansIn(t, copied); n != 3 {
		t.Errorf("the copy has %d spans", n)
	}
	if n := spansIn(t, p.Path()); n != 3 { // an outside reader leaves nothing behind
		t.Errorf("the file has %d spans", n)
	}
	rests(t, p)
	storetest.Must(t, tagWord(p, document, 3))
	storetest.Must(t, p.Rest())
	if names := storetest.Beside(t, p.Path()); len(names) != 1 || spansIn(t, p.Path()) != 4 {
		t.Errorf("after Rest there are %v", names)
	}
}

func TestReadingLeavesTheFileAsItIs(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Close())
	before, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	for _, open := range []func() (*store.Project, error){
		func() (*store.Project, error) { return store.Open(ctx, p.Path()) },
		func() (*store.Project, error) { return store.OpenToRead(ctx, p.Path()) },
	} {
		q, err := open()
		storetest.Must(t, err)
		if stats, err := q.Stats(ctx); err != nil || stats.Spans != 1 {
			t.Error(stats, err)
		}
		for _, err := range exchange.Layers(ctx, q, exchange.LayerQuery{}) {
			storetest.Must(t, err)
		}
		storetest.Must(t, q.Close())
	}
	after, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	if string(before) != string(after) {
		t.Error("reading has changed the file")
	}
}

func TestRenamedWhileOpen(t *testing.T) {
	for name, rest := range map[string]bool{"in hand": false, "at rest": true} {
		t.Run(name, func(t *testing.T) {
			p, document, news := onTheDesk(t)
			storetest.Must(t, tagWord(p, document, 0))
			if rest {
				storetest.Must(t, p.Rest())
			}
			moved := filepath.Join(filepath.Dir(p.Path()), "other name.parallax")
			if runtime.GOOS == "windows" && !rest && os.Rename(p.Path(), moved) == nil {
				t.Error("Windows let a file be renamed that is in hand")
			}
			rename(t, p, p.Path(), moved)
			storetest.Must(t, tagWord(p, document, 1))
			storetest.Must(t, p.Rest())
			if p.Path() != moved || spansIn(t, moved) != 2 || len(storetest.Beside(t, moved)) != 1 || len(*news) != 1 || (*news)[0].Kind != store.Renamed {
				t.Errorf("path %s, beside it %v, news %v", p.Path(), storetest.Beside(t, moved), *news)
			}
		})
	}
}

func TestReplacedWhileOpen(t *testing.T) {
	for name, replace := range map[string]func(t *testing.T, p *store.Project, theirs string){
		"by another name": func(t *testing.T, p *store.Project, theirs string) { rename(t, p, theirs, p.Path()) },
		"in place":        func(t *testing.T, p *store.Project, theirs string) { storetest.CopyTo(t, theirs, p.Path()) },
	} {
		for _, rest := range []bool{false, true} {
			t.Run(name+map[bool]string{false: " in hand", true: " at rest"}[rest], func(t *testing.T) {
				p, document, news := onTheDesk(t)
				theirs := filepath.Join(filepath.Dir(p.Path()), "theirs")
				storetest.Must(t, p.Backup(ctx, theirs, nil))
				for n := range 3 {
					storetest.Must(t, tagWord(p, document, n))
				}
				if rest {
					storetest.Must(t, p.Rest())
				}
				time.Sleep(10 * time.Millisecond) // as anybody takes, so that the file gets another time
				replace(t, p, theirs)
				os.Remove(theirs)
				if err := tagWord(p, document, 3); err == nil || !strings.Contains(err.Error(), "replaced by another version") {
					t.Errorf("the act says %v", err)
				}
				if len(*news) != 1 || (*news)[0].Kind != store.Replaced || (*news)[0].Rescued == "" {
					t.Fatalf("news %+v", *news)
				}
				if n := spansIn(t, (*news)[0].Rescued); n != 3 {
					t.Errorf("%d of 3 marks were rescued", n)
				}
				storetest.Must(t, tagWord(p, document, 3))
				storetest.Must(t, p.Rest())
				if problems, err := p.Check(ctx, nil); err != nil || len(problems) > 0 || spansIn(t, p.Path()) != 1 {
					t.Error(problems, err)
				}
				if _, err := merge.Files(ctx, p, annotate.Annotator{}, []string{(*news)[0].Rescued}, nil, nil); err != nil {
					t.Error(err)
				}
				storetest.Must(t, p.Rest())
				if n := spansIn(t, p.Path()); n != 4 {
					t.Errorf("%d spans after merging what was rescued", n)
				}
			})
		}
	}
}

func TestRemovedWhileOpen(t *testing.T) {
	p, document, news := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Rest())
	aside := filepath.Join(t.TempDir(), "aside")
	storetest.CopyTo(t, p.Path(), aside)
	storetest.Must(t, os.Remove(p.Path()))
	for range 2 {
		if err := tagWord(p, document, 1); err == nil || !strings.Contains(err.Error(), "not there any more") {
			t.Errorf("the act says %v", err)
		}
	}
	if len(*news) != 1 || (*news)[0].Kind != store.Gone || spansIn(t, (*news)[0].Rescued) != 1 {
		t.Fatalf("news %+v", *news)
	}
	if stats, err := p.Stats(ctx); err != nil || stats.Spans != 1 {
		t.Error("what was saved cannot be read any more", stats, err)
	}
	storetest.Must(t, p.Backup(ctx, filepath.Join(t.TempDir(), "elsewhere.parallax"), nil))
	storetest.CopyTo(t, aside, p.Path())
	storetest.Must(t, tagWord(p, document, 1))
	storetest.Must(t, p.Rest())
	if spansIn(t, p.Path()) != 2 || len(*news) != 2 || (*news)[1].Kind != store.Back {
		t.Errorf("back again: news %+v", *news)
	}
}

func TestAnotherProjectInItsPlaceIsNotTouched(t *testing.T) {
	p, document, news := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Rest())
	other := storetest.New(t)
	storetest.Must(t, other.Close())
	storetest.CopyTo(t, other.Path(), p.Path())
	before, err := os.ReadFile(p.Path())
	storetest.Must(t, err)
	if err := tagWord(p, document, 1); err == nil || !strings.Contains(err.Error(), "another project") {
		t.Errorf("the act says %v", err)
	}
	if after, err := os.ReadFile(p.Path()); err != nil || string(after) != string(before) {
		t.Error("the other project was written to", err)
	}
	if len(*news) != 1 || spansIn(t, (*news)[0].Rescued) != 1 {
		t.Errorf("news %+v", *news)
	}
}

func TestTwoProgramsBesideEachOther(t *testing.T) {
	p, document, _ := onTheDesk(t)
	q, err := store.Open(ctx, p.Path())
	storetest.Must(t, err)
	for n := range 10 {
		storetest.Must(t, tagWord(p, document, 2*n))
		storetest.Must(t, tagWord(q, document, 2*n+1))
		if n%4 == 3 {
			storetest.Must(t, p.Rest())
		}
	}
	version, err := p.DataVersion(ctx)
	storetest.Must(t, err)
	storetest.Must(t, tagWord(q, document, 50))
	if now, err := p.DataVersion(ctx); err != nil || now == version {
		t.Error("the other's act was not noticed", err)
	}
	storetest.Must(t, q.Close())
	rests(t, p)
	if n := spansIn(t, p.Path()); n != 21 {
		t.Errorf("%d spans", n)
	}
}

func TestLongReadingDelaysNoAct(t *testing.T) {
	p, document, _ := onTheDesk(t)
	storetest.Must(t, tagWord(p, document, 0))
	storetest.Must(t, p.Rest())
	q, err := store.OpenToRead(ctx, p.Path())
	storetest.Must(t, err)
	defer q.Close()
	seen := 0
	for change, err := range q.Log(ctx, store.LogQuery{}) {
		storetest.Must(t, err)
		if seen++; seen == 1 {
			done := make(chan error, 1)
			go func() { done <- tagWord(p, document, 1) }()
			select {
			case err := <-done:
				storetest.Must(t, err)
			case <-time.After(2 * time.Second):
				t.Fatal("the act waits for the reader")
			}
		}
		if change.EntityKind == "span" && change.AnnotatorID == "" {
			t.Error("a change without its annotator")
		}
	}
	if seen == 0 {
		t.Error("nothing was read")
	}
}
