package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

func testProject(t *testing.T) *Project {
	t.Helper()
	p, err := Create(context.Background(), filepath.Join(t.TempDir(), "old.parallax"), annotate.Codebook{
		Labels: []annotate.Label{{ID: "l", Name: "actor", Color: "#000000", Style: annotate.Tint}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// The file of today is an old one to a program that knows one format more.
func TestOldFileIsMigratedAfterABackup(t *testing.T) {
	ctx := context.Background()
	p := testProject(t)
	p.Close()
	today, err := table.ReadMigrations(table.Schema)
	if err != nil {
		t.Fatal(err)
	}
	files := func(next string) table.Migrations { return append(slices.Clone(today), next) }
	before, _ := os.ReadFile(p.Path())
	if _, err := open(ctx, p.Path(), files("ALTER TABLE story ADD COLUMN mood TEXT; SELECT nonsense FROM nowhere;")); err == nil {
		t.Error("a migration that fails was taken for done")
	}
	if version, err := disk.ReadHeader(p.Path(), len(today)+1); err != nil || version != len(today) {
		t.Error(version, err)
	}
	migrated, err := open(ctx, p.Path(), files("ALTER TABLE story ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := migrated.Do(ctx, annotate.NewAnnotator("anna"), "new", "New", func(tx *Tx) error { _, _, err := tx.EnsureStory("Border"); return err }); err != nil {
		t.Error(err)
	}
	if problems, err := migrated.Check(ctx, nil); err != nil || len(problems) > 0 {
		t.Error(problems, err)
	}
	migrated.Close()
	if _, err := Open(ctx, p.Path()); err == nil || !strings.Contains(err.Error(), "newer Parallax") {
		t.Error("the old program opens the new file", err)
	}
	backups, err := disk.Backups(p.Path())
	if err != nil || len(backups) == 0 {
		t.Fatal(backups, err)
	}
	after, err := os.ReadFile(backups[len(backups)-1])
	if err != nil || len(after) != len(before) {
		t.Error("the backup is not the old file", err)
	}
	if old, err := Open(ctx, backups[0]); err != nil {
		t.Error(err)
	} else {
		old.Close()
	}
}

// Lists and exports walk indexes: a sort would hold every text, a scan would read every page.
func TestPlansNeitherSortNorReadTexts(t *testing.T) {
	p := testProject(t)
	err := p.Read(context.Background(), func(s *table.Session) error {
		for name, query := range map[string]string{
			"export":    "SELECT d.text" + strings.ReplaceAll(table.InExportOrder, "?1", "''"),
			"stories":   storyList,
			"documents": "SELECT id FROM document WHERE story_id = 'x' ORDER BY position, id",
			"undo":      "SELECT max(seq) FROM act WHERE kind = 'do' AND undone = 0",
			"redo":      "SELECT seq FROM act WHERE undone > 0 ORDER BY undone DESC LIMIT 1",
			"entity":    "SELECT count(*) FROM span WHERE entity_id = 'x'",
			"history":   "SELECT after FROM change WHERE entity_id = 'x' ORDER BY seq",
		} {
			rows, err := s.Conn.QueryContext(context.Background(), "EXPLAIN QUERY PLAN "+query)
			if err != nil {
				return err
			}
			for rows.Next() {
				var id, parent, unused int
				var step string
				if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
					return err
				}
				bare := strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "USING")
				if strings.Contains(step, "TEMP B-TREE") || bare {
					t.Errorf("%s: %s", name, step)
				}
			}
			rows.Close()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
