package taguette_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
	"github.com/parallax-annotation/parallax/annotate/format/taguette"
)

// project makes one with the tables of the program that are read.
func project(t testing.TB, statements ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "taguette.sqlite3")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range append([]string{
		`CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, description TEXT NOT NULL DEFAULT '', created DATETIME)`,
		`CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, description TEXT, filename VARCHAR, created DATETIME, project_id INTEGER NOT NULL, text_direction VARCHAR, contents TEXT NOT NULL)`,
		`CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY, document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL DEFAULT '')`,
		`CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY, project_id INTEGER NOT NULL, path VARCHAR NOT NULL, description TEXT)`,
		`CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL)`,
		`CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY, date DATETIME, user_login VARCHAR, project_id INTEGER, document_id INTEGER, payload TEXT)`,
	}, statements...) {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return path
}

func TestReadsAProject(t *testing.T) {
	path := project(t, `INSERT INTO projects (id, name) VALUES (1, 'Ports')`,
		`INSERT INTO documents (id, name, filename, project_id, contents) VALUES (1, 'Shut', 'a.docx', 1, '<h1>Zoë &amp; Co</h1><p>The <b>ports</b> stay 🦊 shut.</p><p>End.</p>'), (2, 'Empty', 'b', 1, '<p> </p>'), (3, 'Plain', 'c', 1, 'Nothing.')`,
		`INSERT INTO highlights (id, document_id, start_offset, end_offset) VALUES (1, 1, 0, 9), (2, 1, 13, 33), (3, 1, 2, 900), (4, 1, 9, 16)`,
		`INSERT INTO tags (id, project_id, path) VALUES (1, 1, 'actor'), (2, 1, 'claim.direct')`, `INSERT INTO highlight_tags VALUES (1, 1), (2, 2), (2, 1), (3, 1)`,
		`INSERT INTO commands VALUES (1, '2026-01-02', 'ada', 1, 1, '{"type":"highlight_add","highlight_id":1,"start_offset":0}'), (2, '', 'bo', 1, 1, '{"type":"highlight_add","highlight_id":2}'), (3, '', 'bo', 1, 1, 'no JSON')`)
	f, err := format.Recognise(formtest.Source(path))
	if err != nil || f.Name != "taguette" {
		t.Fatalf("%s %v", f.Name, err)
	}
	records, notes := formtest.Read(t, f, path)
	var got []string
	for _, r := range records {
		formtest.Check(t, r)
		got = append(got, fmt.Sprintf("%s %s %q %q", r.Meta.Story, r.Meta.Title, r.Text, r.Layer))
		for _, s := range r.Spans {
			got = append(got, fmt.Sprintf("%s %q", s.Label, s.Text))
		}
	}
	text := fmt.Sprintf("%q", "Zoë & Co\nThe ports stay 🦊 shut.\nEnd.\n")
	want := []string{"Ports Shut " + text + ` ""`, `highlight "The por"`, "Ports Shut " + text + ` "ada"`, `actor "Zoë & Co"`, "Ports Shut " + text + ` "bo"`,
		`actor "ports stay 🦊 shut"`, `claim.direct "ports stay 🦊 shut"`, `Ports Plain "Nothing." ""`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if said := strings.Join(notes, "\n"); !strings.Contains(said, "the highlight 3 was left out: 2–900") {
		t.Error(said)
	}
}

func TestRefusesWhatIsNone(t *testing.T) {
	for want, path := range map[string]string{"no document": project(t), "no column": project(t, "DROP TABLE tags")} {
		f, _ := format.Named("taguette")
		if _, _, err := formtest.Try(f, path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	data, err := os.ReadFile(project(f, `INSERT INTO projects (id, name) VALUES (1, 'Ports')`,
		`INSERT INTO documents (id, name, filename, project_id, contents) VALUES (1, 'Shut', 'a', 1, '<h1>Zoë</h1><p>The <b>ports</b> stay 🦊 shut.</p>')`,
		`INSERT INTO highlights (id, document_id, start_offset, end_offset) VALUES (1, 1, 0, 4)`, `INSERT INTO tags (id, project_id, path) VALUES (1, 1, 'actor')`,
		`INSERT INTO highlight_tags VALUES (1, 1)`, `INSERT INTO commands VALUES (1, '', 'ada', 1, 1, '{"type":"highlight_add","highlight_id":1}')`))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "taguette.sqlite3")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		records, _, err := formtest.Try(taguette.Format, path)
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}
