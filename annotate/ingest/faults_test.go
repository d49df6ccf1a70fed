package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
)

// TestReadTextsThatWentWrong reads the texts with known answers that stand beside the checkout, if they do.
func TestReadTextsThatWentWrong(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "faults", "text")
	table, err := os.ReadFile(filepath.Join(folder, "answers.tsv"))
	if err != nil {
		t.Skip("the texts with known answers are not on this machine")
	}
	for _, row := range strings.Split(strings.TrimSpace(string(table)), "\n")[1:] {
		want := strings.Split(row, "\t")
		if !strings.HasSuffix(want[0], ".txt") || want[0][0] >= 'a' && !strings.HasPrefix(want[0], "date") || want[1] == "?" {
			continue
		}
		t.Run(want[0], func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(folder, want[0]))
			if err != nil {
				t.Fatal(err)
			}
			doc := read(t, string(data))
			if strings.Contains(want[6], "or empty") && doc.Published == "" {
				want[2] = ""
			}
			if doc.Title != want[1] || doc.Published != want[2] || doc.Author != want[3] || want[4] != "" && doc.Outlet != want[4] || doc.URL != "" {
				t.Errorf("title %q, published %q, author %q, outlet %q, address %q", doc.Title, doc.Published, doc.Author, doc.Outlet, doc.URL)
			}
			if got := strings.ReplaceAll(found(doc, "dateline"), "\n", " "); got != want[5] {
				t.Errorf("dateline %q, want %q", got, want[5])
			}
			for line := range strings.SplitSeq(doc.Text, "\n") {
				if sentence := strings.TrimRight(line, "”"); !strings.HasSuffix(sentence, ".") && !strings.HasSuffix(sentence, "!") || line == doc.Title {
					continue
				}
				if kind := covered(doc.Text, line, doc.Regions); kind != "" {
					t.Errorf("in a region %s: %s", kind, line)
				}
			}
			for _, r := range doc.Regions {
				if r.Kind == annotate.RegionComments {
					t.Errorf("comments at %d to %d", r.Start, r.End)
				}
			}
		})
	}
}
