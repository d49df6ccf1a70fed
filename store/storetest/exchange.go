package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/exchange"
)

// JSONL is the whole project as a dataset.
func JSONL(t testing.TB, p *store.Project) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := exchange.ExportFiles(context.Background(), p, exchange.ExportOptions{Format: "jsonl", Writer: &out}, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// File writes a file of a folder "Border" and returns its path.
func File(t testing.TB, name string, data []byte) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "Border")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// ImportFiles imports files, none of which may fail.
func ImportFiles(t testing.TB, p *store.Project, options exchange.ImportOptions, files ...string) []exchange.ImportResult {
	t.Helper()
	results, err := exchange.ImportFiles(context.Background(), p, files, options, nil)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// Records reads the lines of a dataset.
func Records(t testing.TB, data []byte) (list []dataset.Record) {
	t.Helper()
	for line := range bytes.Lines(data) {
		var r dataset.Record
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return list
}
