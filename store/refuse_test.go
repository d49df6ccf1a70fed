package store_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestOpenRefusesWhatIsNoProjectAndLeavesItAlone(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, strings.Repeat("A long article. ", 5000))
	storetest.Tag(t, p, storetest.Anna, d, "actor", 2, 6)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(p.Path())
	if err != nil {
		t.Fatal(err)
	}
	changed := func(at int, with ...byte) []byte {
		data := bytes.Clone(good)
		copy(data[at:], with)
		return data
	}
	number := func(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"another program":   {changed(68, number(0x47504B47)...), "database of another program"},
		"newer":             {changed(60, number(99)...), "newer Parallax"},
		"format 0":          {changed(60, number(0)...), "damaged"},
		"no database":       {[]byte("An article about the ISI, which is long enough to fill a header of a hundred bytes, and then some more."), "not a Parallax project"},
		"short":             {[]byte("hello"), "not a Parallax project"},
		"cut in the header": {good[:50], "damaged"},
		"cut":               {good[:len(good)-5000], "bytes are missing"},
		"empty":             {nil, "is empty"},
		"overwritten":       {changed(8192, bytes.Repeat([]byte{0xAB}, 40000)...), "damaged"},
		"schema gone":       {changed(100, bytes.Repeat([]byte{0}, 400)...), "damaged"},
		"odd page size":     {changed(16, 0, 3), "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.parallax")
			if err := os.WriteFile(path, test.data, 0o666); err != nil {
				t.Fatal(err)
			}
			_, err := store.Open(ctx, path)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), ":") || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v", err)
			}
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(after, test.data) {
				t.Error("the file was written to", err)
			}
			if files, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(files) != 1 {
				t.Errorf("there are more files now: %v", files)
			}
		})
	}
	t.Run("a folder", func(t *testing.T) {
		if _, err := store.Open(ctx, t.TempDir()); err == nil || !strings.Contains(err.Error(), "is a folder") {
			t.Error(err)
		}
	})
	t.Run("missing", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "x.parallax")
		if _, err := store.Open(ctx, path); err == nil || !strings.Contains(err.Error(), "there is no file") {
			t.Error(err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("it was made")
		}
	})
	t.Run("unwritable", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may write to everything")
		}
		path := filepath.Join(t.TempDir(), "x.parallax")
		if err := errors.Join(os.WriteFile(path, good, 0o644), os.Chmod(path, 0o444)); err != nil {
			t.Fatal(err)
		}
		if file, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
			file.Close()
			t.Skip("nothing is read-only to root under wine either")
		}
		if _, err := store.Open(ctx, path); err == nil || !strings.Contains(err.Error(), "cannot be written") {
			t.Error(err)
		}
	})
	t.Run("names the newest backup", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "x.parallax")
		if err := os.WriteFile(path, good, 0o666); err != nil {
			t.Fatal(err)
		}
		p, err := store.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.RotateBackups(ctx); err != nil {
			t.Fatal(err)
		}
		p.Close()
		if err := os.Truncate(path, 8192); err != nil {
			t.Fatal(err)
		}
		backups, _ := disk.Backups(path)
		if _, err := store.Open(ctx, path); err == nil || !strings.Contains(err.Error(), filepath.Base(backups[0])) {
			t.Error(err)
		}
	})
}

func TestCreateNeverTouchesAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.parallax")
	if err := os.WriteFile(path, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Create(ctx, path, storetest.Border()); err == nil || !strings.Contains(err.Error(), "exists already") {
		t.Error(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "mine" {
		t.Error("it was overwritten")
	}
	missing := filepath.Join(t.TempDir(), "missing")
	if _, err := store.Create(ctx, filepath.Join(missing, "x.parallax"), storetest.Border()); err == nil || err.Error() != "there is no folder "+missing+": make it first, or name another one" {
		t.Error(err)
	}
	if _, err := store.Create(ctx, filepath.Join(t.TempDir(), "x.parallax"), annotate.Codebook{}); err == nil {
		t.Error("a codebook without labels was taken")
	}
}

func TestBackupsRotate(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, strings.Repeat("actor ", 40))
	for i := range 13 {
		storetest.Tag(t, p, storetest.Anna, d, "actor", 6*i, 6*i+5)
		for range 2 { // the second time nothing has changed
			if err := p.RotateBackups(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	backups, err := disk.Backups(p.Path())
	if err != nil || len(backups) != 10 {
		t.Fatal(len(backups), err)
	}
	for i, path := range backups {
		copied, err := store.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if stats, err := copied.Stats(ctx); err != nil || stats.Spans != i+4 {
			t.Error(path, stats.Spans, err)
		}
		storetest.Sound(t, copied)
		copied.Close()
	}
	if err := p.Backup(ctx, backups[0], nil); err == nil || !strings.Contains(err.Error(), "exists already") {
		t.Error(err)
	}
}

// A project that is damaged does not rotate its sound backups out, however long it is worked on, and is said to be damaged.
func TestProjectsThatDifferInTheirEndingHaveBackupsOfTheirOwn(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"quay.2024", "quay.2025", "quay.parallax"} {
		p, err := store.Create(ctx, filepath.Join(folder, name), storetest.Codebook())
		storetest.Must(t, err)
		storetest.Must(t, p.RotateBackups(ctx))
		storetest.Must(t, p.Close())
	}
	for _, name := range []string{"quay.2024", "quay.2025", "quay.parallax"} {
		if backups, err := disk.Backups(filepath.Join(folder, name)); err != nil || len(backups) != 1 {
			t.Errorf("%s has the backups %v, %v", name, backups, err)
		}
	}
}

func TestADamagedProjectKeepsItsSoundBackups(t *testing.T) {
	for name, c := range map[string]struct{ damage, said string }{
		"an index that misses rows": {`PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, 'tail_span_id', 'head_span_id') WHERE name = 'relation_tail';
			PRAGMA schema_version = 1000; REINDEX relation_tail;
			UPDATE sqlite_schema SET sql = replace(sql, 'head_span_id', 'tail_span_id') WHERE name = 'relation_tail'; PRAGMA schema_version = 1001`, "index relation_tail"},
		"a row that breaks the rules":      {`UPDATE segment SET "end" = 999999`, "999999"},
		"a reference that leads nowhere":   {"UPDATE relation SET tail_span_id = 'none'", "refers to a span that does not exist"},
		"a row that the log does not know": {"UPDATE entity SET name = 'other'", "changed by another program"},
	} {
		t.Run(name, func(t *testing.T) {
			p := storetest.Annotated(t)
			path := p.Path()
			work := func() error {
				storetest.AddDocument(t, p, "Another article "+annotate.NewID()+".")
				return p.RotateBackups(ctx)
			}
			for range 10 {
				storetest.Must(t, work())
			}
			sound, err := disk.Backups(path)
			if err != nil || len(sound) != 10 {
				t.Fatal(sound, err)
			}
			storetest.Must(t, p.Close())
			db, err := sql.Open("sqlite3", "file:"+path)
			storetest.Must(t, err)
			_, err = db.Exec(c.damage)
			storetest.Must(t, errors.Join(err, db.Close()))
			p, err = store.Open(ctx, path)
			storetest.Must(t, err)
			defer p.Close()
			for i := range 11 {
				if err := work(); err == nil || !strings.Contains(err.Error(), path+" is damaged (") || !strings.Contains(err.Error(), c.said) {
					t.Fatalf("rotating %d: %v", i, err)
				}
			}
			now, err := disk.Backups(path)
			if err != nil || len(now) != 20 || !slices.Equal(now[:10], sound) {
				t.Errorf("of %q there is %q, %v", sound, now, err)
			}
			last, err := store.Open(ctx, now[19])
			storetest.Must(t, err)
			defer last.Close()
			if stats, err := last.Stats(ctx); err != nil || stats.Documents != 3+10+11 {
				t.Errorf("the newest has %d articles, %v", stats.Documents, err)
			}
		})
	}
}
