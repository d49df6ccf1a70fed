package merge_test

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/merge"
	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// A file that holds programs is not merged, and not written to.
func TestProgramsInAFileAreRefused(t *testing.T) {
	for what, statement := range map[string]string{
		"trigger": "CREATE TRIGGER evil AFTER INSERT ON span BEGIN DELETE FROM label; END",
		"view":    "CREATE VIEW evil AS SELECT * FROM span",
		"index":   "CREATE INDEX evil ON span (abs(confidence))",
	} {
		t.Run(what, func(t *testing.T) {
			other, p := storetest.New(t), storetest.New(t)
			other.Close()
			db, err := sql.Open("sqlite3", output.Source(other.Path(), "mode=rw"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
			db.Close()
			before, _ := os.ReadFile(other.Path())
			_, err = merge.Preview(context.Background(), p, []string{other.Path()}, nil)
			if err == nil || !strings.Contains(err.Error(), "evil") {
				t.Errorf("merging says %v", err)
			}
			if after, _ := os.ReadFile(other.Path()); !bytes.Equal(before, after) {
				t.Error("the file was written to")
			}
		})
	}
}
