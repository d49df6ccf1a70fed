package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// windowsSteps are the steps of the short tour of the program for Windows, under wine.
var windowsSteps = []step{
	{"command-line", "a project made, filled, backed up, brought back, merged, checked and exported on the command line", (*tour).windowsCommands},
	{"window", "the project in the window", (*tour).windowsOpen},
	{"tagged", "two words tagged by keys, one of them undone", (*tour).windowsTag},
	{"closed", "the window closed by Ctrl+Q: the one file is all there is, with what was marked", (*tour).windowsClose},
}

// windowsFile is a file of the short tour as this system calls it; drive is what Windows calls it.
func (t *tour) windowsFile(name string) string { return filepath.Join(t.out, "files", name) }

func drive(path string) string { return "Z:" + strings.ReplaceAll(path, "/", `\`) }

func (t *tour) windowsCommands() error {
	if err := os.MkdirAll(t.windowsFile(""), 0o755); err != nil {
		return err
	}
	const article = "Quay opens\n\nIlka Brandt said the quay is safe, and Tam Osk denied it twice today. 🦊\n"
	if err := os.WriteFile(t.windowsFile("one.txt"), []byte(article), 0o644); err != nil {
		return err
	}
	file := func(name string) string { return drive(t.windowsFile(name)) }
	for _, arguments := range [][]string{
		{"version"},
		{"new", file("a.parallax")},
		{"import", file("a.parallax"), file("one.txt"), "--story", "quay"},
		{"backup", file("a.parallax"), file("b.parallax")},
		{"merge", file("a.parallax"), file("b.parallax")},
		{"restore", file("a.parallax"), file("b.parallax")},
		{"undo", file("a.parallax")},
		{"redo", file("a.parallax")},
		{"stats", file("a.parallax"), "--json"},
		{"export", file("a.parallax"), "--format", "jsonl", "-o", file("a.jsonl")},
		{"check", file("a.parallax")},
	} {
		if out, err := t.windowCommand(arguments...).CombinedOutput(); err != nil {
			return fmt.Errorf("parallax %s: %w: %s", strings.Join(arguments, " "), err, bytes.TrimSpace(out))
		}
	}
	return t.windowsAlone("a.parallax", "b.parallax", "a.jsonl", "one.txt")
}

// windowsAlone looks whether nothing but these files and folders of backups lies there.
func (t *tour) windowsAlone(known ...string) error {
	entries, err := os.ReadDir(t.windowsFile(""))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), "-backups") && !strings.Contains(" "+strings.Join(known, " ")+" ", " "+entry.Name()+" ") {
			return fmt.Errorf("%s is left beside the project", entry.Name())
		}
	}
	return nil
}

func (t *tour) windowsOpen() error { return t.start(drive(t.windowsFile("a.parallax"))) }

// windowsSpans waits until the project has that many spans. It asks the program: locks of Windows' files, as wine keeps them,
// are not those that other programs of this system see.
func (t *tour) windowsSpans(what string, want int) error {
	return wait(t.ctx, what, func() (bool, error) {
		out, err := t.windowCommand("stats", drive(t.windowsFile("a.parallax")), "--json").Output()
		var stats struct{ Spans int }
		if err == nil {
			err = json.Unmarshal(out, &stats)
		}
		return stats.Spans == want, err
	})
}

func (t *tour) windowsTag() error {
	for _, act := range []struct {
		what string
		want int
		keys []string
	}{
		{"a word is tagged", 1, []string{"ctrl+1", "ctrl+Home", "ctrl+Right", "ctrl+Right", "1"}},
		{"another word is tagged", 2, []string{"Escape", "ctrl+Right", "ctrl+Right", "2"}},
		{"the second is taken back", 1, []string{"Escape", "ctrl+z"}},
	} {
		if err := t.hand.key(act.keys...); err != nil {
			return err
		}
		if err := t.windowsSpans(act.what, act.want); err != nil {
			return err
		}
	}
	return nil
}

func (t *tour) windowsClose() error {
	if err := t.hand.key("Escape", "ctrl+q"); err != nil {
		return err
	}
	if err := t.quit(); err != nil {
		return err
	}
	if err := t.windowsSpans("what was marked is in the file", 1); err != nil {
		return err
	}
	return t.windowsAlone("a.parallax", "b.parallax", "a.jsonl", "one.txt")
}
