package exchange_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/exchange"
)

// A label that a span's relations do not admit is not taken from a file that comes back, and relations for which its format has no place are
// not taken away though the file lacks them.
func TestAnUpdateLeavesWhatItCannotSay(t *testing.T) {
	p := annotated(t)
	said := func() (all []string) {
		for _, r := range records(t, jsonl(t, p)) {
			for _, s := range r.Spans {
				all = append(all, fmt.Sprint(r.Layer, s.ID, s.Label, s.Segments, s.Note))
			}
			for _, link := range r.Relations {
				all = append(all, fmt.Sprint(r.Layer, link.ID, link.Type, link.Head, link.Tail))
			}
		}
		return all
	}
	before := strings.Join(said(), "\n")
	var tasks bytes.Buffer
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "labelstudio", Writer: &tasks}, nil); err != nil {
		t.Fatal(err)
	}
	changed := strings.ReplaceAll(tasks.String(), `"labels":["actor"]`, `"labels":["claim"]`)
	if changed == tasks.String() {
		t.Fatalf("no label to change in %.500s", changed)
	}
	got := importFiles(t, p, exchange.ImportOptions{Update: true, Remove: true}, file(t, "tasks.json", []byte(changed)))
	if len(got) != 1 || !strings.Contains(got[0].Reason, "was kept as it is") {
		t.Errorf("%+v", got)
	}
	if after := strings.Join(said(), "\n"); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	sound(t, p)
}
