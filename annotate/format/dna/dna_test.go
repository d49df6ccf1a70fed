package dna_test

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/dna"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

func rows(t formtest.T, path, query string) (all []string) {
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Trim(fmt.Sprint(cells), "[]"))
	}
	return all
}

func span(id, label string, start, end int, text string, attributes ...dataset.Attribute) dataset.Span {
	return dataset.Span{ID: id, Label: label, Start: start, End: end, Text: text, Segments: [][2]int{{start, end}}, Confidence: 1, Attributes: attributes}
}

func articles() []dataset.Record {
	text := "🦊 Zoe 𝒜 of Gulf Lines said “ports stay shut”."
	zoe, lines := span("s1", "actor", 2, 7, "Zoe 𝒜"), span("s2", "actor", 11, 21, "Gulf Lines", dataset.Attribute{Name: "type", Value: "armed group"})
	lines.Entity = &dataset.Entity{ID: "e", Name: "Gulf Lines Ltd"}
	claim := span("s3", "claim", 27, 44, "“ports stay shut”", dataset.Attribute{Name: "voice", Value: "direct quote"})
	claim.Entity = &dataset.Entity{ID: "c", Name: "the ports stay shut"}
	from := func(head string) dataset.Relation {
		return dataset.Relation{ID: "r" + head, Type: "makes", Head: head, Tail: "s3", HeadDocument: "d1", TailDocument: "d1"}
	}
	return []dataset.Record{
		{ID: "d1", Text: text, Layer: "anna", Meta: dataset.Meta{Story: "Ports", Title: "Shut", Outlet: "Gazette", Author: "A. W.", URL: "https://example.org", Published: "2026-01-02"},
			Spans: []dataset.Span{zoe, lines, claim}, Relations: []dataset.Relation{from("s1"), from("s2")}},
		{ID: "d1", Text: text, Layer: "ben", Spans: []dataset.Span{span("s4", "claim", 27, 44, "“ports stay shut”")}},
		{ID: "d2", Text: "Untouched.", Meta: dataset.Meta{SourceFile: "x.txt", Published: "2026-01-02T10:00:00Z"}},
	}
}

func TestWritesWhatTheProgramReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.dna")
	sink := formtest.Write(t, dna.Format, path, articles())
	for query, want := range map[string][]string{
		"SELECT ID, Title, Author, Source, Section, Notes, Date FROM DOCUMENTS":      {"1 Shut A. W. Gazette Ports https://example.org 1767312000", "2 x.txt     1767348000"},
		"SELECT ID, Name FROM CODERS":                                                {"1 Admin", "2 anna", "3 ben"},
		"SELECT Coder, OtherCoder FROM CODERRELATIONS":                               {"2 1", "1 2", "3 1", "1 3", "3 2", "2 3"},
		"SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES LIMIT 5":      {"1 person short text 1", "2 organization short text 1", "3 concept short text 1", "4 agreement boolean 1", "5 voice short text 1"},
		"SELECT ID, StatementTypeId, DocumentId, Start, Stop, Coder FROM STATEMENTS": {"1 1 1 29 46 2", "2 1 1 29 46 3"},
		"SELECT StatementId, Variable, e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = Entity AND e.VariableId = v.ID WHERE StatementId = 1 AND e.Value <> ''": {
			"1 person Zoe 𝒜", "1 organization Gulf Lines Ltd", "1 concept the ports stay shut", "1 voice direct quote"},
		"SELECT StatementId, VariableId, Value FROM DATABOOLEAN": {"1 4 1", "2 4 1"},
		"SELECT count(*) FROM DATASHORTTEXT":                     {"14"},
		"SELECT Value, AttributeValue FROM ENTITIES e JOIN ATTRIBUTEVALUES ON EntityId = e.ID WHERE AttributeValue <> ''": {"Gulf Lines Ltd armed group"},
		"PRAGMA integrity_check":   {"ok"},
		"PRAGMA foreign_key_check": nil,
	} {
		if diff := cmp.Diff(want, rows(t, path, query)); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
	if lost := fmt.Sprint(sink.Losses()); lost != "[ids of entities (2) ids of relations (2) ids of spans (4) ids, languages and names of files of articles (3) places of what is no claim (2)]" {
		t.Error(lost)
	}
	if said := fmt.Sprint(sink.Changes()); !strings.Contains(said, "password “parallax”") {
		t.Error(said)
	}
}

// TestThePasswordIsTheOneThatIsSaid computes it as Jasypt's StrongPasswordEncryptor does, which the program uses.
func TestThePasswordIsTheOneThatIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.dna")
	formtest.Write(t, dna.Format, path, articles())
	for _, kept := range rows(t, path, "SELECT Password FROM CODERS") {
		raw, err := base64.StdEncoding.DecodeString(kept)
		if err != nil || len(raw) != 48 {
			t.Fatal(err)
		}
		sum := sha256.Sum256(append(bytes.Clone(raw[:16]), "parallax"...))
		for range 99_999 {
			sum = sha256.Sum256(sum[:])
		}
		if !bytes.Equal(sum[:], raw[16:]) {
			t.Error(kept)
		}
	}
}

func TestComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "dna")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		one, other := filepath.Join(folder, "a.dna"), filepath.Join(folder, "b.dna")
		records := formtest.Records(t, true)
		slices.SortStableFunc(records, func(a, b dataset.Record) int { return strings.Compare(a.ID+a.Layer, b.ID+b.Layer) })
		formtest.Write(t, dna.Format, one, records)
		back, _ := formtest.Read(t, dna.Format, one)
		for _, r := range back {
			formtest.Check(t, r)
		}
		formtest.Write(t, dna.Format, other, back)
		a, err := os.ReadFile(one)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(other)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			for _, table := range []string{"CODERS", "DOCUMENTS", "STATEMENTS", "VARIABLES", "ENTITIES", "ATTRIBUTEVALUES", "DATASHORTTEXT", "DATABOOLEAN"} {
				if diff := cmp.Diff(rows(t, one, "SELECT * FROM "+table), rows(t, other, "SELECT * FROM "+table)); diff != "" {
					t.Fatal(table, diff)
				}
			}
			t.Fatal("the bytes differ")
		}
	})
}

// theirs makes a database as the program leaves it, with statements of two types.
func theirs(t *testing.T, statements ...string) string {
	t.Helper()
	schema, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "theirs.dna")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range append([]string{string(schema)}, statements...) {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	return path
}

var sample = []string{
	`INSERT INTO SETTINGS VALUES ('version', '3.0.9')`,
	`INSERT INTO CODERS (ID, Name, Password) VALUES (1, 'Admin', 'x'), (2, 'Ada', 'x')`,
	`INSERT INTO STATEMENTTYPES (ID, Label) VALUES (1, 'DNA Statement'), (2, 'Annotation')`,
	`INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'weight', 'integer', 1), (6, 'note', 'long text', 2)`,
	`INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (1, 1, 'Ferry, Zoe'), (2, 2, 'Gulf Lines'), (3, 3, 'Ports stay shut'), (4, 1, ''), (5, 2, ''), (6, 1, 'Nobody, There')`,
	"INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Source, Section, Date) VALUES (7, 'Shut', '🦊 Zoe Ferry of Gulf Lines:' || char(13, 10) || 'the ports stay shut.', 1, 'Gazette', 'Politics', 1767312000), (8, 'Empty', 'No statement.', 1, '', '', 0)",
	`INSERT INTO STATEMENTS VALUES (1, 1, 7, 28, 47, 2), (2, 2, 7, 3, 6, 2), (3, 1, 7, 28, 47, 1), (4, 1, 7, 3, 4000, 2), (5, 1, 99, 0, 3, 2), (6, 1, 7, 28, 47, 2)`,
	`INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (1, 1, 1), (1, 2, 5), (1, 3, 3), (3, 1, 6), (3, 2, 5), (3, 3, 3), (6, 1, 4), (6, 2, 2), (6, 3, 3)`,
	`INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (1, 4, 0), (3, 4, 1), (6, 4, 0)`,
	`INSERT INTO DATAINTEGER (StatementId, VariableId, Value) VALUES (1, 5, 3), (3, 5, 1), (6, 5, 3)`,
	`INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (2, 6, 'who is she?')`,
}

func TestReadsWhatTheProgramWrites(t *testing.T) {
	path := theirs(t, sample...)
	f, err := format.Recognise(formtest.Source(path))
	if err != nil || f.Name != "dna" {
		t.Fatalf("%s %v", f.Name, err)
	}
	records, notes := formtest.Read(t, f, path)
	var got []string
	for _, r := range records {
		got = append(got, fmt.Sprintf("%s %s %s %s %q", r.Meta.Title, r.Meta.Outlet, r.Meta.Published, r.Layer, r.Meta.Story))
		words := map[string]string{}
		for _, s := range r.Spans {
			words[s.ID] = s.Text
			entity := ""
			if s.Entity != nil {
				entity = s.Entity.Name
			}
			got = append(got, fmt.Sprintf("%s %q %s %v %s", s.Label, s.Text, entity, s.Attributes, s.Note))
		}
		for _, l := range r.Relations {
			got = append(got, words[l.Head]+" "+l.Type+" "+words[l.Tail])
		}
	}
	want := []string{`Shut Gazette 2026-01-02 Admin ""`, `claim "the ports stay shut" Ports stay shut [{weight 1} {stance supports} {person Nobody, There}] `,
		`Shut Gazette 2026-01-02 Ada ""`, `Annotation "Zoe" <nil> [] who is she?`, `actor "Zoe Ferry" Ferry, Zoe [{type person}] `,
		`claim "the ports stay shut" Ports stay shut [{weight 3} {stance opposes}] `, `claim "the ports stay shut" Ports stay shut [{weight 3} {stance opposes} {organization Gulf Lines}] `,
		"Zoe Ferry makes the ports stay shut", `Empty    ""`}
	want[3] = `Annotation "Zoe"  [] who is she?`
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{"the statement 4 was left out: it lies at 3–4000", "2 times a person or an organization"} {
		if !strings.Contains(strings.Join(notes, "\n"), want) {
			t.Errorf("no %q in %s", want, strings.Join(notes, "\n"))
		}
	}
}

func TestRefusesWhatItCannotTrust(t *testing.T) {
	broken := theirs(t, sample...)
	data, err := os.ReadFile(broken)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(broken, data[:len(data)*2/3], 0o644); err != nil {
		t.Fatal(err)
	}
	logged := theirs(t, sample...)
	if err := os.WriteFile(logged+"-wal", []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for want, path := range map[string]string{
		"version 2":           theirs(t, "DROP TABLE ENTITIES"),
		"damaged":             broken,
		"has not written all": logged,
		"no column":           theirs(t, append(slices.Clone(sample), "ALTER TABLE DOCUMENTS RENAME TO D2", "CREATE VIEW DOCUMENTS AS SELECT * FROM D2")...),
		"project of Parallax": theirs(t, "PRAGMA application_id = 0x504C4C58"),
		"is no whole number":  theirs(t, append(slices.Clone(sample), "UPDATE VARIABLES SET StatementTypeId = 'x' WHERE ID = 1")...),
		"holds no document":   theirs(t),
	} {
		if _, _, err := formtest.Try(dna.Format, path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func BenchmarkDNA(b *testing.B) {
	formtest.Bench(b, dna.Format, filepath.Join(b.TempDir(), "a.dna"))
}

func FuzzRead(f *testing.F) {
	path := filepath.Join(f.TempDir(), "a.dna")
	formtest.Write(f, dna.Format, path, articles())
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "a.dna")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		records, _, err := formtest.Try(dna.Format, path)
		if err != nil {
			return
		}
		for _, r := range records {
			formtest.Check(t, r)
		}
	})
}
