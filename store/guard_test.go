package store

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
)

// alter runs statements on a closed project as another program would.
func alter(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite3", output.Source(path, "mode=rw"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

const editSchema = "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, %s) WHERE name = %s; PRAGMA schema_version = 1000"

func edited(name, what, by string) string {
	return strings.NewReplacer("%s) WHERE name = %s", "'"+what+"', '"+by+"') WHERE name = '"+name+"'").Replace(editSchema)
}

func TestProgramsInAFileAreRefusedAndLeaveItAlone(t *testing.T) {
	for name, test := range map[string]struct{ statements, want string }{
		"trigger":               {"CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM segment WHERE span_id <> new.id; END", "a trigger “evil” on the table span"},
		"endless trigger":       {"CREATE TRIGGER again AFTER INSERT ON act BEGIN INSERT INTO story SELECT hex(randomblob(16)), hex(randomblob(9)), '', '' FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n); END", "a trigger “again”"},
		"view":                  {"CREATE VIEW mine AS SELECT * FROM span", "a view “mine”"},
		"view in place":         {"ALTER TABLE story RENAME TO tale; CREATE VIEW story AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS name, '' AS date, '' AS note FROM n", "damaged"},
		"virtual table":         {"CREATE VIRTUAL TABLE words USING fts4(text)", "a virtual table “words”"},
		"index by expression":   {"CREATE INDEX low ON span (lower(note))", "an index “low” on the table span"},
		"partial index":         {"CREATE INDEX some ON span (note) WHERE length(note) > 3", "an index “some”"},
		"unique index":          {"CREATE UNIQUE INDEX once ON span (note)", "a unique index “once”"},
		"generated column":      {"ALTER TABLE span ADD COLUMN size INTEGER AS (length(note))", "its table span is not the one"},
		"column with a rule":    {"ALTER TABLE span ADD COLUMN mine TEXT CHECK (mine <> 'x')", "its table span is not the one"},
		"column with a parent":  {"ALTER TABLE span ADD COLUMN mine TEXT REFERENCES span (id)", "its table span is not the one"},
		"table with a check":    {"CREATE TABLE mine (a TEXT CHECK (a IN (SELECT 1)))", ""},
		"table with a rule":     {"CREATE TABLE mine (a TEXT CHECK (length(a) > 1))", "a table “mine”"},
		"table with a parent":   {"CREATE TABLE mine (a TEXT REFERENCES span (id) ON DELETE CASCADE)", "a table “mine”"},
		"index gone":            {"DROP INDEX document_text", "its unique index “document_text” on the table document is missing"},
		"trigger gone":          {"DROP TRIGGER change_stays", "its trigger “change_stays” on the table change is missing"},
		"altered trigger":       {"DROP TRIGGER change_stays; CREATE TRIGGER change_stays BEFORE DELETE ON change BEGIN SELECT 1; END", "a trigger “change_stays”"},
		"replaces on conflict":  {edited("story", "UNIQUE", "UNIQUE ON CONFLICT REPLACE"), "its table story is not the one"},
		"other key":             {edited("codebook", "id = ''codebook''", "1 = 1"), "its table codebook is not the one"},
		"trigger named a table": {"CREATE TRIGGER evil AFTER INSERT ON span BEGIN SELECT 1; END; PRAGMA writable_schema = 1; UPDATE sqlite_schema SET type = 'table' WHERE name = 'evil'", "evil"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.want == "" {
				t.Skip("SQLite itself refuses to make it")
			}
			p := testProject(t)
			p.Close()
			alter(t, p.Path(), test.statements)
			before, _ := os.ReadFile(p.Path())
			_, err := Open(context.Background(), p.Path())
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "restore a backup") {
				t.Errorf("opening says %v", err)
			}
			if after, _ := os.ReadFile(p.Path()); !bytes.Equal(before, after) {
				t.Error("the file was written to")
			}
			if beside, _ := filepath.Glob(p.Path() + "-*"); len(beside) > 0 {
				t.Errorf("beside it are %v", beside)
			}
		})
	}
}

func TestWhatScriptsAddPlainlyIsLeftAlone(t *testing.T) {
	ctx := context.Background()
	for name, statements := range map[string]string{
		"table":          "CREATE TABLE IF NOT EXISTS codes (id INTEGER PRIMARY KEY AUTOINCREMENT, \"my span\" TEXT NOT NULL DEFAULT '', size VARCHAR(20), UNIQUE (size)); INSERT INTO codes (size) VALUES ('x')",
		"data frame":     "CREATE TABLE \"mine\" (\n\"index\" INTEGER,\n  \"a,b\" TEXT\n); CREATE INDEX \"ix_mine_index\" ON \"mine\" (\"index\"); CREATE TABLE `yours` (`a` TEXT, [b] REAL)",
		"column":         "ALTER TABLE span ADD COLUMN topic TEXT; ALTER TABLE document ADD COLUMN rank INTEGER NOT NULL DEFAULT 0",
		"index":          "CREATE INDEX by_note ON span (note, confidence DESC)",
		"its statistics": "ANALYZE",
	} {
		t.Run(name, func(t *testing.T) {
			p := testProject(t)
			p.Close()
			alter(t, p.Path(), statements)
			p, err := Open(ctx, p.Path())
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			if _, err := p.Do(ctx, annotator(), "new", "New", func(tx *Tx) error { _, _, err := tx.EnsureStory("Border"); return err }); err != nil {
				t.Error(err)
			}
			if problems, err := p.Check(ctx, nil); err != nil || len(problems) > 0 {
				t.Error(problems, err)
			}
		})
	}
}

// A trigger that comes while the file is open is seen by the next transaction.
func TestATriggerIsRefusedInAnOpenProject(t *testing.T) {
	ctx := context.Background()
	p := testProject(t)
	if _, err := p.Stats(ctx); err != nil {
		t.Fatal(err)
	}
	alter(t, p.Path(), "CREATE TRIGGER evil AFTER INSERT ON story BEGIN DELETE FROM label; END")
	_, err := p.Do(ctx, annotator(), "new", "New", func(tx *Tx) error { _, _, err := tx.EnsureStory("Border"); return err })
	if err == nil || !strings.Contains(err.Error(), "a trigger “evil”") {
		t.Errorf("an act says %v", err)
	}
	if _, err := p.Stats(ctx); err == nil || !strings.Contains(err.Error(), "a trigger “evil”") {
		t.Errorf("reading says %v", err)
	}
	alter(t, p.Path(), "DROP TRIGGER evil")
	if stats, err := p.Stats(ctx); err != nil || stats.Stories != 0 {
		t.Error(stats.Stories, err)
	}
}

// What SQLITE_DBCONFIG_DEFENSIVE forbids has no effect on our connections.
func TestConnectionsAreDefensive(t *testing.T) {
	p := testProject(t)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.wake(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"PRAGMA writable_schema = 1", "PRAGMA writable_schema(on)", "PRAGMA trusted_schema = 1", "PRAGMA schema_version = 7",
		"UPDATE sqlite_schema SET sql = ''", "DELETE FROM sqlite_master", "CREATE TRIGGER x AFTER INSERT ON span BEGIN SELECT 1; END",
		"CREATE VIEW x AS SELECT 1", "CREATE TABLE x (a)", "DROP TRIGGER change_stays", "ATTACH ':memory:' AS other",
		"CREATE VIRTUAL TABLE x USING fts4(a)", "SELECT load_extension('x')", "CREATE TEMP TRIGGER x AFTER INSERT ON span BEGIN SELECT 1; END",
	} {
		if _, err := p.writer.Conn.ExecContext(context.Background(), statement); err == nil {
			t.Errorf("%s was done", statement)
		}
	}
	for pragma, want := range map[string]int{"writable_schema": 0, "trusted_schema": 0, "cell_size_check": 1} {
		var got int
		if err := p.writer.Row("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %d, %v", pragma, got, err)
		}
	}
	nested := "SELECT " + strings.Repeat("(", 300) + "1" + strings.Repeat("+1)", 300)
	if err := p.writer.Exec(nested); err == nil {
		t.Error("an expression 300 deep was taken")
	}
	if err := p.writer.Row("SELECT length(zeroblob(900000000))").Scan(new(int)); err == nil {
		t.Error("a value of 900 MB was taken")
	}
}

func annotator() annotate.Annotator { return annotate.NewAnnotator("anna") }
