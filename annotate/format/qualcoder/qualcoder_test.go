package qualcoder_test

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
	"github.com/parallax-annotation/parallax/annotate/format/qualcoder"
)

// project makes one as version 3 of the program does, with the tables that are read.
func project(t testing.TB, statements ...string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "Ports.qda")
	if err := os.MkdirAll(filepath.Join(folder, "documents"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "documents", "a.txt"), []byte("🦊 Zoe said."), 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", filepath.Join(folder, "data.qda"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range append([]string{
		`CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, av_text_id integer, unique(name))`,
		`CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text, unique(name))`,
		`CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, unique(cid,fid,pos0,pos1,owner))`,
		`CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text)`,
	}, statements...) {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return folder
}

var sample = []string{
	`INSERT INTO source (id, name, fulltext) VALUES (1, 'a.txt', '🦊 Zoe 𝒜 said: ports shut.'), (2, 'film.mp4', NULL), (3, 'b.txt', 'Nothing yet.')`,
	`INSERT INTO code_name (cid, name) VALUES (1, 'actor'), (2, 'claim')`,
	`INSERT INTO code_text VALUES (1, 1, 1, 'Zoe 𝒜', 3, 9, 'ada', '', 'who?', NULL), (2, 2, 1, 'ports shut', 16, 26, 'bo', '', '', NULL), (3, 2, 1, 'gone', 4, 6, 'bo', '', '', NULL), (4, 2, 1, 'x', -4, 8, 'bo', '', '', NULL)`,
	`INSERT INTO attribute (name, attr_type, value, id) VALUES ('Outlet', 'file', 'Gazette', 1), ('age', 'case', '3', 1)`,
}

func TestReadsAProject(t *testing.T) {
	folder := project(t, sample...)
	for _, path := range []string{folder, filepath.Join(folder, "data.qda")} {
		f, err := format.Recognise(formtest.Source(path))
		if path == folder {
			f, _, err = format.Whole(format.Auto, formtest.Source(path))
		}
		if err != nil || f.Name != "qualcoder" {
			t.Fatalf("%s: %s %v", path, f.Name, err)
		}
		records, notes := formtest.Read(t, f, path)
		var got []string
		for _, r := range records {
			formtest.Check(t, r)
			got = append(got, fmt.Sprintf("%s %s %q", r.Meta.SourceFile, r.Meta.Outlet, r.Layer))
			for _, s := range r.Spans {
				got = append(got, fmt.Sprintf("%s %q %s", s.Label, s.Text, s.Note))
			}
		}
		want := []string{`a.txt Gazette "ada"`, `actor "Zoe 𝒜" who?`, `a.txt Gazette "bo"`, `claim "ports shut" `, `b.txt  ""`}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for _, want := range []string{"coding 3 (“claim”) was left out: other words", "pos0 of code_text is -4", "1 source was left out"} {
			if !strings.Contains(strings.Join(notes, "\n"), want) {
				t.Errorf("no %q in %v", want, notes)
			}
		}
	}
}

func TestCountsCodePointsWhereTheyFit(t *testing.T) {
	folder := project(t, sample[0], sample[1], `INSERT INTO code_text VALUES (1, 1, 1, 'Zoe 𝒜', 2, 7, 'ada', '', NULL, NULL)`)
	if records, _ := formtest.Read(t, qualcoder.Format, folder); len(records[0].Spans) != 1 || records[0].Spans[0].Text != "Zoe 𝒜" {
		t.Errorf("%+v", records)
	}
}

func FuzzRead(f *testing.F) {
	data, err := os.ReadFile(filepath.Join(project(f, sample...), "data.qda"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "a.qda")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		records, _, err := formtest.Try(qualcoder.Format, path)
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}

// A person selects in UTF-16 units and the program codes by itself in code points, in one text.
func TestReadsBothWaysOfCountingInOneText(t *testing.T) {
	folder := project(t, sample[0], sample[1], `INSERT INTO code_text VALUES (1, 1, 1, 'Zoe 𝒜', 2, 7, 'ada', '', NULL, NULL), (2, 2, 1, 'ports shut', 16, 26, 'ada', '', NULL, NULL)`)
	records, notes := formtest.Read(t, qualcoder.Format, folder)
	if len(records[0].Spans) != 2 || records[0].Spans[0].Text != "Zoe 𝒜" || records[0].Spans[1].Text != "ports shut" {
		t.Errorf("%+v %q", records[0].Spans, notes)
	}
}
