package exchange_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

func TestASplitIsPlacedWholeOrNotAtAll(t *testing.T) {
	p := newProject(t)
	addDocument(t, p, "The ferry left.")
	folder := t.TempDir()
	options := exchange.ExportOptions{Format: "jsonl", Split: "train=60,dev=20,test=20", Path: filepath.Join(folder, "deep", "new")}
	if _, err := exchange.ExportFiles(ctx, p, options, nil); err != nil {
		t.Fatal(err)
	}
	if got := storetest.NamesIn(t, options.Path); got != "dev.jsonl test.jsonl train.jsonl" {
		t.Errorf("a new folder has %s", got)
	}
	if got := storetest.NamesIn(t, filepath.Dir(options.Path)); got != "new" {
		t.Errorf("beside it is %s", got)
	}

	// One of the parts cannot be placed: the others stay what they were.
	options.Path = filepath.Join(folder, "there")
	if err := os.Mkdir(options.Path, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"dev", "train"} {
		if err := os.WriteFile(filepath.Join(options.Path, name+".jsonl"), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(options.Path, "test.jsonl"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.ExportFiles(ctx, p, options, nil); err == nil {
		t.Error("a folder was replaced")
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	os.Remove(filepath.Join(options.Path, "test.jsonl"))
	if _, err := exchange.ExportFiles(stopped, p, options, nil); err == nil {
		t.Error("a cancelled export ended well")
	}
	storetest.Wants(t, filepath.Join(options.Path, "dev.jsonl"), "dev")
	storetest.Wants(t, filepath.Join(options.Path, "train.jsonl"), "train")
	if got := storetest.NamesIn(t, options.Path); got != "dev.jsonl train.jsonl" {
		t.Errorf("left is %s", got)
	}
	if _, err := exchange.ExportFiles(ctx, p, options, nil); err != nil {
		t.Fatal(err)
	}
	if got := storetest.NamesIn(t, options.Path); got != "dev.jsonl test.jsonl train.jsonl" {
		t.Errorf("in the end it has %s", got)
	}
}

func TestAnOlderPartBesideTheNewOnesIsSaid(t *testing.T) {
	p := newProject(t)
	addDocument(t, p, "The ferry left.")
	options := exchange.ExportOptions{Format: "jsonl", Split: "train=80,dev=10,test=10", Path: filepath.Join(t.TempDir(), "sp")}
	for _, c := range []struct{ format, split, want string }{
		{"jsonl", "train=80,dev=10,test=10", ""},
		{"jsonl", "train=60,dev=20,test=20", ""},
		{"jsonl", "train=80,dev=20", "test.jsonl in " + options.Path + " is not of this split: if of an earlier one, take it away"},
		{"csv", "train=80,dev=20", "dev.jsonl, test.jsonl, train.jsonl in " + options.Path + " are not of this split: if of an earlier one, take them away"},
	} {
		options.Format, options.Split = c.format, c.split
		result, err := exchange.ExportFiles(ctx, p, options, nil)
		if err != nil {
			t.Fatal(err)
		}
		if said := result.SayOlder(); c.want == "" && said != "" || !strings.HasPrefix(said, c.want) {
			t.Errorf("%s as %s: %q", c.split, c.format, said)
		}
		if err := os.WriteFile(filepath.Join(options.Path, "README.md"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
