package main

import (
	"bytes"
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

func (t *tour) windowsOpen() error {
	if err := t.start(drive(t.windowsFile("a.parallax"))); err != nil {
		return err
	}
	project, err := openFile(t.windowsFile("a.parallax"))
	t.project = project
	return err
}

func (t *tour) windowsTag() error {
	if err := t.hand.key("ctrl+1", "ctrl+Home", "ctrl+Right", "ctrl+Right", "1"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "a word is tagged", 1, "SELECT count(*) FROM span"); err != nil {
		return err
	}
	if err := t.hand.key("Escape", "ctrl+Right", "ctrl+Right", "2"); err != nil {
		return err
	}
	if err := t.project.until(t.ctx, "another word is tagged", 2, "SELECT count(*) FROM span"); err != nil {
		return err
	}
	if err := t.hand.key("Escape", "ctrl+z"); err != nil {
		return err
	}
	return t.project.until(t.ctx, "the second is taken back", 1, "SELECT count(*) FROM span")
}

func (t *tour) windowsClose() error {
	if err := t.hand.key("Escape", "ctrl+q"); err != nil {
		return err
	}
	if err := t.quit(); err != nil {
		return err
	}
	if err := t.project.close(); err != nil {
		return err
	}
	t.project = nil
	return t.windowsAlone("a.parallax", "b.parallax", "a.jsonl", "one.txt")
}
