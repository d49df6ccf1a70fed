package exchange_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	lines "github.com/parallax-annotation/parallax/annotate/format/jsonl"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// withBeside adds a format that is a file by itself, and in a folder comes with a text that says how to read it.
func withBeside(t *testing.T) {
	before := format.All
	t.Cleanup(func() { format.All = before })
	letters := lines.Format
	letters.Name, letters.Extensions, letters.Main = "letters", []string{".let"}, "all.let"
	letters.Beside = func(head form.Head) map[string]string {
		return map[string]string{"README.md": "# Letters\nof " + head.Codebook.Labels[0].Name + "\n"}
	}
	format.All = append([]form.Format{letters}, before...)
}

func TestAFormatIsAFileOrAFolderAsItsPathSays(t *testing.T) {
	withBeside(t)
	p := exported(t)
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "there.let"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{"new", ".parallax-export README.md all.let"}, {"there.let", ".parallax-export README.md all.let"}, {"deep/new", ".parallax-export README.md all.let"}} {
		path := filepath.Join(folder, c[0])
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "letters", Path: path}, nil); err != nil || storetest.NamesIn(t, path) != c[1] {
			t.Errorf("%s: %s %v", c[0], storetest.NamesIn(t, path), err)
		}
		storetest.Wants(t, filepath.Join(path, "all.let"), string(jsonl(t, p)))
		storetest.Wants(t, filepath.Join(path, "README.md"), "# Letters\nof actor\n")
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "letters", Path: path}, nil); err != nil || storetest.NamesIn(t, path) != c[1] {
			t.Errorf("%s: its own earlier folder was not replaced: %v", c[0], err)
		}
		if err := os.WriteFile(filepath.Join(path, "notes"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "letters", Path: path}, nil); err == nil || !strings.Contains(err.Error(), "notes") {
			t.Errorf("%s: a folder with somebody's file was replaced: %v", c[0], err)
		}
	}
	file := filepath.Join(folder, "one.let")
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "letters", Path: file}, nil); err != nil {
		t.Fatal(err)
	}
	storetest.Wants(t, file, string(jsonl(t, p)))
}

func TestASplitHasWhatStandsBesideOnce(t *testing.T) {
	withBeside(t)
	p := exported(t)
	path := filepath.Join(t.TempDir(), "out")
	options := exchange.ExportOptions{Format: "letters", Split: "train=80,dev=20", Path: path}
	for range 2 {
		result, err := exchange.ExportFiles(ctx, p, options, nil)
		if err != nil || storetest.NamesIn(t, path) != "README.md dev.let train.let" || len(result.Older) > 0 || len(result.Changed) > 0 {
			t.Errorf("%s %+v %v", storetest.NamesIn(t, path), result, err)
		}
	}
	mine := filepath.Join(path, "README.md")
	if err := os.WriteFile(mine, []byte("My notes\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	result, err := exchange.ExportFiles(ctx, p, options, nil)
	if err != nil || len(result.Changed) != 1 {
		t.Errorf("%+v %v", result, err)
	}
	storetest.Wants(t, mine, "My notes\n")
}
