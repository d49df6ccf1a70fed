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

// What is called like a log or a journal and is none is kept, and said.
func TestAFileCalledLikeALogThatIsNone(t *testing.T) {
	for suffix, content := range map[string]string{"-wal": "What I thought of on Monday.", "-journal": "diary"} {
		p := storetest.Annotated(t)
		storetest.Must(t, p.Close())
		storetest.Must(t, os.WriteFile(p.Path()+suffix, []byte(content), 0o644))
		q, err := store.Open(ctx, p.Path())
		storetest.Must(t, err)
		var said []string
		q.Hear(func(n store.News) { said = append(said, n.Sentence) })
		storetest.Sound(t, q)
		storetest.Must(t, q.Close())
		kept, err := filepath.Glob(strings.TrimSuffix(p.Path(), ".parallax") + "-backups/*" + suffix)
		if err != nil || len(kept) != 1 || len(said) != 1 || !strings.Contains(said[0], kept[0]) {
			t.Fatalf("%s: kept as %q %v, said %q", suffix, kept, err, said)
		}
		if now, err := os.ReadFile(kept[0]); err != nil || string(now) != content {
			t.Errorf("%s: %q %v", suffix, now, err)
		}
	}
}
