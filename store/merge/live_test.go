package merge_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// A file is merged from while two others write to it, each a hundred times a second: a faster log would only outgrow the test.
func TestMergeFromAFileThatIsBeingWritten(t *testing.T) {
	a, b, d, _ := twins(t)
	stop := make(chan struct{})
	var writers sync.WaitGroup
	other := opened(t, b.Path())
	for i, p := range []*store.Project{b, other} {
		who := []annotate.Annotator{storetest.Anna, storetest.Ben}[i]
		writers.Add(1)
		go func() {
			defer writers.Done()
			var own annotate.Span
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				_, err := p.Do(ctx, who, "tag", "tag", func(tx *store.Tx) error {
					if n < 100 { // so many candidates for a review in one place are enough
						own = annotate.Span{DocumentID: d.ID, LabelID: storetest.Label("claim"), Segments: []annotate.Segment{{Start: 12 + n%20, End: 13 + n%20}}}
						return tx.CreateSpan(&own)
					}
					own.Note = strconv.Itoa(n)
					return tx.UpdateSpan(own)
				})
				if err != nil {
					t.Error(err)
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
		}()
	}
	for range 12 {
		if _, err := merge.Files(ctx, a, annotate.Annotator{}, []string{b.Path()}, nil, nil); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	writers.Wait()
	mergeFiles(t, a, b.Path())
	if datasetOf(t, a) != datasetOf(t, b) {
		t.Error("the last merge lacks something")
	}
	storetest.Sound(t, a)
}

// What is wrong with a file is said of that file, and the project stays as it was.
func TestMergeBlamesTheFileThatIsBroken(t *testing.T) {
	a, b, d, s := twins(t)
	storetest.Tag(t, b, storetest.Ben, d, "claim", 6, 10)
	update(t, b, storetest.Anna, s, func(s *annotate.Span) { s.Note = "seen" })
	good, err := os.ReadFile(mailed(t, b))
	if err != nil {
		t.Fatal(err)
	}
	before := datasetOf(t, a)
	for name, spoil := range map[string]string{
		"a label that went": "PRAGMA foreign_keys = 0; DELETE FROM label WHERE name = 'claim'",
		"the log":           "DROP TRIGGER change_is_kept; UPDATE change SET after = '{' WHERE entity_kind = 'span'; CREATE TRIGGER change_is_kept BEFORE UPDATE ON change\nBEGIN\n    SELECT raise(ABORT, 'the change log is append-only');\nEND",
		"an index":          "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'relation_head') WHERE name = 'relation_tail'",
	} {
		path := filepath.Join(t.TempDir(), "theirs.parallax")
		if err := os.WriteFile(path, good, 0o644); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(spoil); err != nil {
			t.Fatal(name, err)
		}
		db.Close()
		_, err = merge.Files(ctx, a, annotate.Annotator{}, []string{path}, nil, nil)
		if err == nil || !strings.Contains(err.Error(), "theirs.parallax") || strings.Contains(err.Error(), filepath.Base(a.Path())) {
			t.Errorf("%s: %v", name, err)
		}
		if datasetOf(t, a) != before {
			t.Errorf("%s: the project has changed", name)
		}
	}
	storetest.Sound(t, a)
}

func TestAPlanLeavesTheProjectAsItIs(t *testing.T) {
	a, b, d, _ := twins(t)
	storetest.Tag(t, b, storetest.Ben, d, "claim", 0, 5)
	other := mailed(t, b)
	if err := a.Rest(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(a.Path())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := merge.Preview(ctx, a, []string{other}, nil)
	if err != nil || plan.Files[0].Annotations["span"].Added != 1 {
		t.Errorf("%+v %v", plan, err)
	}
	if after, err := os.ReadFile(a.Path()); err != nil || !bytes.Equal(before, after) {
		t.Error("planning writes to the project", err)
	}
	if names := storetest.Beside(t, a.Path()); len(names) != 1 {
		t.Errorf("beside the file are %v", names)
	}
}
