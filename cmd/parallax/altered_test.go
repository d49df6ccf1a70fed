package main

import (
	"bytes"
	"context"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

var alterations = flag.Int("alterations", 40, "how many altered projects to try")
var alterationsFrom = flag.Int("alterations.from", 0, "the number of the first of them")

// sound makes a project with everything in it: three articles, two layers that differ, gold, decisions, an undone act.
// Another, smaller one goes with it, to be merged.
func sound(t *testing.T) (project, other []byte) {
	t.Helper()
	path := newProject(t)
	must(t, "import", path, writeArticles(t, "Harbour"))
	annotateAll(t, path, "anna")
	annotateAll(t, path, "ben")
	copied := filepath.Join(t.TempDir(), "other.parallax")
	must(t, "backup", path, copied)
	annotateAll(t, copied, "carl")
	must(t, "review", path, "--auto", "unanimous", "--reviewer", "eva")
	must(t, "merge", path, copied)
	must(t, "undo", path)
	read := func(path string) []byte {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	return read(path), read(copied)
}

// cells are what an altered cell may come to hold, as SQL. own is another cell of the same column, key the id of something.
var cells = []string{
	"NULL", "0", "1", "-1", "2", "9e999", "-9e999", "1e18", "9223372036854775807", "-9223372036854775808", "0.5", "''", "'x'", "' '",
	"x'00ff10'", "x''", "CAST(x'ff41fe' AS TEXT)", "'a' || char(0) || 'b'", "'{}'", "'[]'", "'null'", "'[1,null,{}]'", "'{\"a\":{}}'", "'{\"type\":[1]}'",
	"'[[0]]'", "'{'", "'\"x\"'", "'NaN'", "'2011-99-99T00:00:00Z'", "'todo'", "'gold'", "printf('%.*c', 60000, 'a')", "printf('%.*c', 5000, '[')",
	"(SELECT @ FROM # ORDER BY random() LIMIT 1)", "(SELECT id FROM span ORDER BY id LIMIT 1)", "(SELECT id FROM label ORDER BY id LIMIT 1)",
	"(SELECT id FROM document ORDER BY id DESC LIMIT 1)", "(SELECT id FROM annotator ORDER BY id LIMIT 1)",
	"@ || 'x'", "@ + 1", "@ - 1", "-@", "upper(@)", "substr(@, 2)", "@ || @", "replace(@, '\"', '')", "replace(@, ':\"', ':[\"')",
}

// alter changes cells, rows or bytes of the project at path, as chance has it, and says what it did. "" says that nothing
// came of it, bytes that a page was written over.
func alter(t *testing.T, path string, chance *rand.Rand) (done string, flipped bool) {
	t.Helper()
	if chance.IntN(6) == 0 {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range 1 + chance.IntN(8) {
			at := chance.IntN(len(data))
			data[at] = byte(chance.Uint32())
			done += fmt.Sprintf("byte %d; ", at)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		return done, true
	}
	var statements []string
	for range 1 + chance.IntN(2) {
		table := []string{"story", "document", "region", "codebook", "label", "attribute", "relation_type", "annotator", "entity", "span", "segment",
			"relation", "progress", "decision", "act", "change", "alias", "version", "assignment"}[chance.IntN(19)]
		switch chance.IntN(12) {
		case 0:
			statements = append(statements, fmt.Sprintf("DELETE FROM \"%s\" WHERE abs(random()) %% 3 = 0", table))
		default:
			cell := strings.ReplaceAll(cells[chance.IntN(len(cells))], "#", table)
			where := []string{"1", "abs(random()) % 2 = 0", "abs(random()) % 8 = 0"}[chance.IntN(3)]
			statements = append(statements, table+" SET "+cell+" WHERE "+where)
		}
	}
	execute(t, path, statements, chance)
	return strings.Join(statements, "; "), false
}

// execute alters a project as a program that minds no rule does: without constraints, and with the log's triggers away.
func execute(t *testing.T, path string, statements []string, chance *rand.Rand) {
	t.Helper()
	open := func() *sql.DB {
		db, err := sql.Open("sqlite3", "file:"+path+"?_foreign_keys=0")
		if err != nil {
			t.Fatal(err)
		}
		db.SetMaxOpenConns(1)
		return db
	}
	rules := func(change string) {
		db := open()
		defer db.Close()
		if _, err := db.Exec("PRAGMA writable_schema = 1; " + change); err != nil {
			t.Fatal(err)
		}
	}
	rules(`CREATE TABLE kept (name, sql, type); INSERT INTO kept SELECT name, sql, type FROM sqlite_schema;
		UPDATE sqlite_schema SET sql = replace(replace(sql, 'NOT NULL UNIQUE', 'UNIQUE'), ' NOT NULL', '') WHERE type = 'table' AND name <> 'kept';
		DELETE FROM sqlite_schema WHERE type = 'trigger'`)
	db := open()
	for i, statement := range statements {
		table, change, isCell := strings.Cut(statement, " SET ")
		if isCell && chance != nil {
			column := columnOf(t, db, table, chance)
			change = strings.ReplaceAll(change, "@", column)
			statement = fmt.Sprintf("UPDATE OR IGNORE \"%s\" SET %s = %s", table, column, change)
			statements[i] = statement
		}
		if _, err := db.Exec("PRAGMA ignore_check_constraints = 1; " + statement); err != nil {
			statements[i] += " (" + err.Error() + ")"
		}
	}
	db.Close()
	rules(`UPDATE sqlite_schema SET sql = (SELECT k.sql FROM kept k WHERE k.name = sqlite_schema.name) WHERE name IN (SELECT name FROM kept WHERE type = 'table');
		INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) SELECT 'trigger', name, 'change', 0, sql FROM kept WHERE type = 'trigger'`)
	db = open()
	defer db.Close()
	if _, err := db.Exec("DROP TABLE kept"); err != nil {
		t.Fatal(err)
	}
}

func columnOf(t *testing.T, db *sql.DB, table string, chance *rand.Rand) string {
	t.Helper()
	rows, err := db.Query(fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", table))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, `"`+name+`"`)
	}
	return names[chance.IntN(len(names))]
}

// rough is what no sentence for a person has in it.
var rough = regexp.MustCompile(`sql: |json: |strconv|driver\.Value|runtime error|%!|goroutine|invalid character|constraint failed[^ ]|converting|unmarshal|<nil>|malformed JSON|no such (column|function)`)

// commands is every command that reads or writes a project; each writing one has a copy of its own.
func commands(t *testing.T, altered, other []byte) map[string][]string {
	folder := t.TempDir()
	place := func(name string, data []byte) string {
		path := filepath.Join(folder, name+".parallax")
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	article := write(t, filepath.Join(folder, "new.txt"), "Ferry late\n\nThe mayor said that the ferry is late.\n")
	book := filepath.Join(folder, "book.toml")
	clean := place("clean", other)
	if got := parallax(t, "codebook", clean); os.WriteFile(book, []byte(got.stdout), 0o666) != nil {
		t.Fatal("no codebook")
	}
	read := place("read", altered)
	return map[string][]string{
		"check": {"check", read, "--json"}, "stats": {"stats", read, "--json"}, "export": {"export", read, "--format", "jsonl"},
		"sentences": {"export", read, "--format", "jsonl", "--unit", "sentence"}, "gold": {"export", read, "--format", "jsonl", "--layer", "gold", "--rejected"},
		"agreement": {"agreement", read, "--json"}, "log": {"log", read}, "log --json": {"log", read, "--json"}, "codebook": {"codebook", read},
		"undo": {"undo", place("undo", altered), "--annotator", "eva"}, "redo": {"redo", place("redo", altered)}, "review": {"review", place("review", altered), "--auto", "majority", "--reviewer", "eva"},
		"import": {"import", place("import", altered), article}, "merge into": {"merge", place("into", altered), clean},
		"merge from": {"merge", place("from", other), place("source", altered)}, "backup": {"backup", read, filepath.Join(folder, "backup.parallax")},
		"set codebook": {"codebook", place("set", altered), "--set", book},
	}
}

// try runs the commands on an altered project: each ends, in time, with a result or with one sentence.
func try(t *testing.T, altered, other []byte, flipped bool, what string) {
	t.Helper()
	results := map[string]outcome{}
	for name, args := range commands(t, altered, other) {
		ended := make(chan string, 1)
		var stdout, stderr bytes.Buffer
		var code int
		go func() {
			defer func() {
				if panicked := recover(); panicked != nil {
					ended <- fmt.Sprintf("%v\n%s", panicked, debug.Stack())
				}
			}()
			code = run(context.Background(), args, strings.NewReader(""), &stdout, &stderr)
			ended <- ""
		}()
		select {
		case trace := <-ended:
			if trace != "" {
				t.Errorf("%s: %s broke down: %s", what, name, trace)
				return
			}
		case <-time.After(time.Minute):
			t.Fatalf("%s: %s does not end", what, name)
		}
		results[name] = outcome{code, stdout.String(), stderr.String()}
		switch {
		case code != exitDone && code != exitFailed:
			t.Errorf("%s: %s ends with %d: %s", what, name, code, stderr.String())
		case code == exitFailed && name != "check" && !strings.HasPrefix(stderr.String(), "parallax: "+args[0]+": "):
			t.Errorf("%s: %s says %q", what, name, stderr.String())
		case rough.MatchString(stderr.String()) || rough.MatchString(stdout.String()) && name == "check":
			t.Errorf("%s: %s says %q", what, name, stderr.String()+stdout.String())
		}
	}
	// What another command stumbles over is what check names.
	sound := strings.HasPrefix(results["check"].stdout, `{"ok":true`)
	for name, result := range results {
		if sound && result.code == exitFailed && strings.Contains(result.stderr, "is not sound") {
			t.Errorf("%s: check finds nothing, but %s says %s", what, name, result.stderr)
		}
	}
	if sound && !flipped {
		t.Logf("%s: sound", what)
	}
}

func TestAlteredProjectsAreRefusedInASentence(t *testing.T) {
	project, other := sound(t)
	for i := range *alterations {
		seed := *alterationsFrom + i
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "altered.parallax")
			if err := os.WriteFile(path, project, 0o666); err != nil {
				t.Fatal(err)
			}
			what, flipped := alter(t, path, rand.New(rand.NewPCG(uint64(seed), 8)))
			altered, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			try(t, altered, other, flipped, what)
		})
	}
}

// What altered projects brought down, and what is to be said of each.
func TestCellsThatAreRefused(t *testing.T) {
	project, other := sound(t)
	for name, test := range map[string]struct {
		statement, words string
		stumbles         []string // commands that read the cell
	}{
		"reversed segment":    {`UPDATE segment SET start = "end", "end" = start`, "reversed", []string{"agreement", "export", "sentences", "review"}},
		"segment far outside": {`UPDATE segment SET "end" = 1e18`, "segment", []string{"agreement", "export", "review"}},
		"segment outside":     {`UPDATE segment SET "end" = 5000`, "outside a text", []string{"agreement", "export"}},
		"infinite confidence": {"UPDATE span SET confidence = 9e999", "+Inf", []string{"agreement", "export", "review"}},
		"negative confidence": {"UPDATE span SET confidence = -1", "from 0 to 1", []string{"agreement", "export"}},
		"bytes for a text":    {"UPDATE span SET note = x'00ff'", "2 bytes, where a text belongs", []string{"agreement", "export"}},
		"options":             {"UPDATE attribute SET options = '{}'", "options is", []string{"export", "codebook", "log", "review"}},
		"no style":            {"UPDATE label SET style = 'x'", "style is", []string{"codebook", "export"}},
		"no UTF-8":            {"UPDATE document SET text = CAST(x'ff41' AS TEXT)", "not valid UTF-8", []string{"export", "agreement"}},
		"attributes":          {`UPDATE span SET attributes = '{"type":{"a":1}}'`, "attributes", []string{"export"}},
		"the log":             {"UPDATE change SET after = '[1]' WHERE entity_kind = 'span'", "no valid JSON", []string{"undo"}},
		"no JSON in the log":  {"UPDATE change SET after = '{'", "no valid JSON", []string{"log", "log --json", "undo", "merge into"}},
		"no kind":             {"UPDATE annotator SET kind = 'robot'", "kind is", []string{"agreement", "export"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "altered.parallax")
			if err := os.WriteFile(path, project, 0o666); err != nil {
				t.Fatal(err)
			}
			statements := []string{test.statement}
			execute(t, path, statements, nil)
			if statements[0] != test.statement {
				t.Fatal(statements[0])
			}
			altered, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			try(t, altered, other, false, name)
			all := commands(t, altered, other)
			for _, command := range test.stumbles {
				fails(t, exitFailed, test.words, all[command]...)
			}
			if got := parallax(t, all["check"]...); got.code != exitFailed || !strings.HasPrefix(got.stdout, `{"ok":false`) {
				t.Errorf("check prints %s", got.stdout)
			}
		})
	}
}
