package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Where the disk is full, one sentence says so and what to do, once, and names what was asked for and no draft of it.
func TestAFullDiskIsSaidPlainly(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	commands := map[string][]string{
		"/dev/full": {"export", project, "--format", "jsonl", "-o", "/dev/full"},
	}
	disk := t.TempDir()
	if err := syscall.Mount("parallax", disk, "tmpfs", 0, "size=8k"); err != nil {
		t.Logf("no small disk can be made here (%v): only a device is tried", err)
	} else {
		t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
		for _, c := range [][]string{
			{"x.jsonl", "export", project, "--format", "jsonl", "-o"},
			{"x.csv", "export", project, "--format", "csv", "-o"},
			{"split", "export", project, "--format", "jsonl", "--split", "train=80,dev=20", "-o"},
			{"figures.csv", "agreement", project, "--csv"},
			{"copy.parallax", "backup", project},
			{"new.parallax", "new"},
		} {
			path := filepath.Join(disk, c[0])
			commands[path] = append(c[1:], path)
		}
		if err := os.WriteFile(filepath.Join(disk, "filler"), make([]byte, 8<<10), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for path, args := range commands {
		got := fails(t, exitFailed, "the disk is full: make room and do it again", args...)
		if strings.Contains(got.stderr, ".draft") || strings.Contains(got.stderr, "no space") || strings.Count(got.stderr, "full: make room") != 1 || strings.Count(got.stderr, path) != 1 {
			t.Errorf("%s: %s", strings.Join(args, " "), got.stderr)
		}
	}
	if entries, err := os.ReadDir(disk); err != nil || len(entries) > 1 {
		t.Errorf("on the disk lie %v: %v", entries, err)
	}
}
