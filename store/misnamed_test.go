package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// A project that is called like a part of another one is not cleared with that, whichever of the two was first.
func TestAProjectCalledLikeAPartOfAnother(t *testing.T) {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		t.Run(suffix, func(t *testing.T) {
			p := storetest.Annotated(t)
			folder := filepath.Dir(p.Path())
			storetest.Must(t, p.Close())
			other := filepath.Join(folder, "other.parallax")
			side := other + suffix
			storetest.CopyTo(t, p.Path(), side)
			before, err := os.ReadFile(side)
			storetest.Must(t, err)
			refused := func(what string, err error) {
				t.Helper()
				if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "name") {
					t.Errorf("%s: %v", what, err)
				}
				if now, err := os.ReadFile(side); err != nil || string(now) != string(before) {
					t.Fatalf("%s: the project %s is not what it was: %v", what, side, err)
				}
			}
			_, err = store.Create(ctx, other, storetest.Codebook())
			refused("a new one beside it", err)
			if _, err := os.Stat(other); err == nil {
				t.Error("a file was made all the same")
			}
			q, err := store.Open(ctx, p.Path())
			storetest.Must(t, err)
			refused("a backup beside it", q.Backup(ctx, other, nil))
			refused("a backup of such a name", q.Backup(ctx, filepath.Join(folder, "third"+suffix), nil))
			storetest.Must(t, q.Close())
			storetest.CopyTo(t, p.Path(), other)
			_, err = store.Open(ctx, other)
			refused("one that is opened beside it", err)
			_, err = store.Create(ctx, filepath.Join(folder, "fourth"+suffix), storetest.Codebook())
			refused("a new one of such a name", err)
		})
	}
}

// What is called like a log, an index or a journal and is none is kept, and said, be it one or all of them.
func TestAFileCalledLikeALogThatIsNone(t *testing.T) {
	for _, contents := range []map[string]string{
		{"-wal": "What I thought of on Monday."}, {"-journal": "diary"}, {"-shm": "What I thought of on Tuesday."}, {"-shm": "no"},
		{"-wal": "Monday", "-shm": "Tuesday", "-journal": "Wednesday"},
	} {
		p := storetest.Annotated(t)
		storetest.Must(t, p.Close())
		for suffix, content := range contents {
			storetest.Must(t, os.WriteFile(p.Path()+suffix, []byte(content), 0o644))
		}
		q, err := store.Open(ctx, p.Path())
		storetest.Must(t, err)
		var said []string
		q.Hear(func(n store.News) { said = append(said, n.Sentence) })
		storetest.Sound(t, q)
		storetest.Must(t, q.Close())
		if len(said) != len(contents) {
			t.Errorf("said %q", said)
		}
		for suffix, content := range contents {
			kept, err := filepath.Glob(strings.TrimSuffix(p.Path(), ".parallax") + "-backups/*" + suffix)
			if err != nil || len(kept) != 1 || !strings.Contains(strings.Join(said, " "), kept[0]) {
				t.Fatalf("%s: kept as %q %v, said %q", suffix, kept, err, said)
			}
			if now, err := os.ReadFile(kept[0]); err != nil || string(now) != content {
				t.Errorf("%s: %q %v", suffix, now, err)
			}
		}
	}
}

// So is a folder of such a name, with what is in it.
func TestAFolderCalledLikeALog(t *testing.T) {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		p := storetest.Annotated(t)
		storetest.Must(t, p.Close())
		storetest.Must(t, os.Mkdir(p.Path()+suffix, 0o755))
		storetest.Must(t, os.WriteFile(filepath.Join(p.Path()+suffix, "letter.txt"), []byte("Dear all"), 0o644))
		q, err := store.Open(ctx, p.Path())
		storetest.Must(t, err)
		storetest.Sound(t, q)
		storetest.Must(t, q.Close())
		kept, err := filepath.Glob(strings.TrimSuffix(p.Path(), ".parallax") + "-backups/*" + suffix + "/letter.txt")
		if err != nil || len(kept) != 1 {
			t.Errorf("%s: kept as %q %v", suffix, kept, err)
		}
	}
}

// Where a new project or a backup is to be, nothing is taken for a part of it: it is said, and left where it is.
func TestNothingIsMadeBesideWhatWouldBeTakenForAPart(t *testing.T) {
	p := storetest.Annotated(t)
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		path := filepath.Join(filepath.Dir(p.Path()), "new.parallax")
		storetest.Must(t, os.WriteFile(path+suffix, []byte("Dear all"), 0o644))
		_, err := store.Create(ctx, path, storetest.Codebook())
		for what, err := range map[string]error{"a project": err, "a backup": p.Backup(ctx, path, nil)} {
			if err == nil || !strings.Contains(err.Error(), "give it another name") {
				t.Errorf("%s beside %s: %v", what, suffix, err)
			}
		}
		if now, err := os.ReadFile(path + suffix); err != nil || string(now) != "Dear all" {
			t.Errorf("%s: %q %v", suffix, now, err)
		}
		storetest.Must(t, os.Remove(path+suffix))
	}
}
