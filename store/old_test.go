package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// TestFileOfAVersionBeforeIsBroughtUpToDate opens projects that the programs of former formats made, by these commands: new; import of a
// dataset in which anna and ben mark two articles, with relations; review --auto unanimous; import of a text, undone; import of
// another, which ends what could be redone, undone, redone and undone again. Those of formats 9 to 12 are that of format 8, as the
// programs of those formats brought it up to date, one after the other. All that stood in them must stand in them afterwards, the
// backup must be the old file, and what could be redone still can.
func TestFileOfAVersionBeforeIsBroughtUpToDate(t *testing.T) {
	for _, name := range []string{"format7.parallax", "format8.parallax", "format9.parallax", "format10.parallax", "format11.parallax", "format12.parallax"} {
		t.Run(name, func(t *testing.T) { broughtUpToDate(t, name) })
	}
}

func broughtUpToDate(t *testing.T, name string) {
	old, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "port.parallax")
	if err := os.WriteFile(path, old, 0o644); err != nil {
		t.Fatal(err)
	}
	before := rowsOf(t, path)
	p, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	backups, err := disk.Backups(path)
	if err != nil || len(backups) != 1 {
		t.Fatal(backups, err)
	}
	kept, err := os.ReadFile(backups[0])
	if err != nil || len(kept) != len(old) || !bytes.Equal(kept[60:64], old[60:64]) || !cmp.Equal(before, rowsOf(t, backups[0])) { // 60: the format
		t.Error("the backup is not the file as it was", err)
	}
	if diff := cmp.Diff(before, rowsOf(t, path)); diff != "" {
		t.Errorf("rows that scripts read have changed: %s", diff)
	}
	storetest.Sound(t, p)
	stats, err := p.Stats(ctx)
	if err != nil || stats.Documents != 2 || stats.Spans != 17 || stats.Relations != 5 {
		t.Errorf("%+v %v", stats, err)
	}
	queue, err := adjudicate.ReadQueue(ctx, p, derived.Query{}, nil)
	if counts := queue.Counts(); err != nil || counts.Open != 1 || counts.Auto != 6 || counts.Finished != 1 || queue.Gold != 5 {
		t.Errorf("%+v %v", counts, err)
	}
	undo, redo, err := p.Undoable(ctx, "")
	if err != nil || undo == nil || undo.Action != "review" || redo == nil || redo.Seq != 6 {
		t.Fatalf("%+v %+v %v", undo, redo, err)
	}
	if _, err := p.Redo(ctx, ""); err != nil {
		t.Fatal(err)
	}
	for range 3 { // the import of the text, the review, the dataset
		if _, err := p.Undo(ctx, ""); err != nil {
			t.Fatal(err)
		}
	}
	storetest.Sound(t, p)
	if stats, err := p.Stats(ctx); err != nil || stats.Documents != 0 {
		t.Errorf("%+v %v", stats, err)
	}
	for range 3 {
		if _, err := p.Redo(ctx, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, redo, err := p.Undoable(ctx, ""); err != nil || redo != nil {
		t.Errorf("what was given up can be redone: %+v %v", redo, err)
	}
	storetest.Sound(t, p)
}

// rowsOf is what the tables hold that scripts outside the project read, with the columns that the design names.
func rowsOf(t *testing.T, path string) (lines []string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{
		"SELECT id, name, date, note FROM story ORDER BY id",
		"SELECT id, story_id, position, title, outlet, author, url, published, language, text, text_sha256, source_name, source_format, source FROM document ORDER BY id",
		`SELECT document_id, start, "end", kind FROM region ORDER BY document_id, start`,
		"SELECT id, name, color, style, hotkey, description, parent_id, position FROM label ORDER BY id",
		"SELECT id, label_id, name, type, options, required, position FROM attribute ORDER BY id",
		"SELECT id, name, head_label, tail_label, scope, symmetric, description FROM relation_type ORDER BY id",
		"SELECT id, name, kind FROM annotator ORDER BY id",
		"SELECT id, label_id, name, aliases, external_id, note FROM entity ORDER BY id",
		"SELECT id, document_id, annotator_id, label_id, entity_id, attributes, note, confidence, derived_from, created_at, updated_at FROM span ORDER BY id",
		`SELECT span_id, ordinal, start, "end" FROM segment ORDER BY span_id, ordinal`,
		"SELECT id, relation_type_id, annotator_id, head_span_id, tail_span_id, note, created_at, updated_at FROM relation ORDER BY id",
		"SELECT document_id, annotator_id, state, updated_at FROM progress ORDER BY document_id, annotator_id",
		"SELECT id, document_id, reviewer_id, kind, verdict, candidates, result_span_id, reason, decided_at FROM decision ORDER BY id",
		"SELECT seq, id, at, annotator_id, action, entity_kind, entity_id, before, after FROM change ORDER BY seq",
	} {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, fmt.Sprintf("%.30s: %q", query[7:], values))
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return lines
}
