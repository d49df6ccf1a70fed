package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// The steps of this file treat a project file as a person does whose window is open: copy it, rename it, put another version in
// its place, look at its folder in a dialog, end the program in all ways. Each has a project of its own.
var deskSteps = []step{
	{"copied", "a copy of the file, made while the window is open and idle, has all marks, and nothing lies beside the file", (*tour).copied},
	{"terminated", "the program ended by the system right after a mark: the file has it", (*tour).terminated},
	{"hung-up", "the program ended by the loss of its terminal right after a mark: the file has it", (*tour).hungUp},
	{"display-lost", "the display lost right after a mark: the program ends and the file has it", (*tour).displayLost},
	{"dialog", "the import dialog in the project's own folder, which is left again", (*tour).dialog},
	{"dialog-killed", "the program killed after that: another program sees every mark", (*tour).dialogKilled},
	{"renamed", "the file renamed while the window is open: the marks that follow are in it", (*tour).renamed},
	{"replaced", "another version put in the file's place: it is shown, and the marks that it lacks are kept", (*tour).replaced},
	{"older", "an older backup copied over the file after a crash: it opens, and no log of the other is applied to it", (*tour).older},
	{"second-window", "a second window on the project opened and closed: the first goes on", (*tour).secondWindow},
	{"restore", "a backup brought back from the window", (*tour).restore},
}

// The articles of these projects.
const (
	firstArticle  = "Quay opens\n\nIlka Brandt said the quay is safe, and Tam Osk denied it twice today.\n"
	secondArticle = "Harbour vote\n\nThe council put off its vote on the harbour, the mayor said on Monday.\n"
)

// parallax runs the program without a window.
func (t *tour) parallax(arguments ...string) error {
	if out, err := exec.CommandContext(t.ctx, t.program, arguments...).CombinedOutput(); err != nil {
		return fmt.Errorf("parallax %s: %w: %s", strings.Join(arguments, " "), err, out)
	}
	return nil
}

// fresh makes a project with one article in a folder of its own, after the window that is open was closed.
func (t *tour) fresh(name string) (path string, err error) {
	if err := t.leave(); err != nil {
		return "", err
	}
	folder := filepath.Join(t.out, "desk", name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	path = filepath.Join(folder, "quay.parallax")
	return path, errors.Join(t.parallax("new", path), t.add(path, "one.txt", firstArticle))
}

// add imports an article, whose file stands outside the project's folder.
func (t *tour) add(path, name, text string) error {
	source := filepath.Join(t.out, "desk", name)
	if err := os.WriteFile(source, []byte(text), 0o644); err != nil {
		return err
	}
	return t.parallax("import", path, source, "--story", strings.TrimSuffix(name, ".txt"))
}

// leave closes the window by its key, where it is open; by a signal where something lies over it.
func (t *tour) leave() error {
	if t.window == nil {
		return nil
	}
	if err := t.hand.key("Escape", "Escape", "ctrl+q"); err != nil {
		return err
	}
	return t.ended()
}

// end sends a signal to the window and waits for its end.
func (t *tour) end(signal syscall.Signal) error {
	if err := t.window.Process.Signal(signal); err != nil {
		return err
	}
	return t.ended()
}

// ended waits for the end of the window, however it comes.
func (t *tour) ended() error {
	ended := make(chan error, 1)
	window := t.window
	go func() { ended <- window.Wait() }()
	select {
	case <-ended: // by a signal it ends with an error, which is no news
		t.window = nil
		return nil
	case <-time.After(patience):
		return fmt.Errorf("the program did not end within %s", patience)
	}
}

// mark tags the first n words of the article, one after the other, and waits until the file has as many spans.
func (t *tour) mark(path string, n int) error {
	if _, err := t.display.settled(t.ctx); err != nil { // the article is there
		return err
	}
	keys := []string{"ctrl+1", "ctrl+Home"}
	for range n {
		keys = append(keys, "ctrl+Right", "ctrl+Right", "Left", "1", "Escape")
	}
	for _, key := range keys {
		if err := t.hand.do("key", key, "sleep", "0.1"); err != nil {
			return err
		}
	}
	return t.has(path, n)
}

// has waits until a file has n spans.
func (t *tour) has(path string, n int) error {
	last := 0
	err := wait(t.ctx, fmt.Sprintf("%s has the marks", filepath.Base(path)), func() (bool, error) {
		var err error
		last, err = spansIn(path)
		return last == n, err
	})
	if err != nil {
		return fmt.Errorf("%w (it has %d of %d)", err, last, n)
	}
	return nil
}

func spansIn(path string) (int, error) {
	project, err := openFile(path)
	if err != nil {
		return 0, err
	}
	n, err := project.number("SELECT count(*) FROM span")
	return n, errors.Join(err, project.close())
}

// rests waits until nothing lies beside a file.
func (t *tour) rests(path string) error {
	return wait(t.ctx, "the file comes to rest", func() (bool, error) {
		for _, suffix := range []string{"-wal", "-shm", "-journal"} {
			if _, err := os.Lstat(path + suffix); !errors.Is(err, fs.ErrNotExist) {
				return false, err
			}
		}
		return true, nil
	})
}

// copyOver copies a file into another, or over it, as cp does.
func copyOver(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// whole wants a file to be at rest and sound, with n spans in it.
func (t *tour) whole(path string, n int) error {
	if err := t.rests(path); err != nil {
		return err
	}
	if err := t.parallax("check", path); err != nil {
		return err
	}
	return t.has(path, n)
}

// opened makes a project, opens the window on it and marks n words.
func (t *tour) opened(name string, n int) (path string, err error) {
	if path, err = t.fresh(name); err != nil {
		return "", err
	}
	if err := t.start(path); err != nil {
		return "", err
	}
	return path, t.mark(path, n)
}

func (t *tour) copied() error {
	path, err := t.opened("copied", 3)
	if err != nil {
		return err
	}
	if err := t.rests(path); err != nil {
		return err
	}
	mailed := filepath.Join(t.out, "desk", "mailed.parallax")
	if err := copyOver(path, mailed); err != nil {
		return err
	}
	return t.whole(mailed, 3)
}

func (t *tour) terminated() error {
	return t.endedBy("terminated", func() error { return t.end(syscall.SIGTERM) })
}

func (t *tour) hungUp() error {
	// Where the tour was begun so that it outlives its terminal, the program that it begins would not hear of the loss either.
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGHUP)
	defer signal.Stop(heard)
	return t.endedBy("hung-up", func() error { return t.end(syscall.SIGHUP) })
}

// displayLost shows the window on a display of its own, which goes under it.
func (t *tour) displayLost() error {
	if err := t.leave(); err != nil {
		return err
	}
	usual := t.display
	defer func() { t.display, t.hand.display = usual, usual }()
	lost, err := startDisplay(t.ctx, screenWidth, screenHeight)
	if err != nil {
		return err
	}
	t.display, t.hand.display = lost, lost
	return t.endedBy("display-lost", func() error { return errors.Join(lost.stop(), t.ended()) })
}

// endedBy marks words and has the program ended: a copy of the file has them at once.
func (t *tour) endedBy(name string, end func() error) error {
	path, err := t.opened(name, 3)
	if err != nil {
		return err
	}
	if err := end(); err != nil {
		return err
	}
	mailed := filepath.Join(t.out, "desk", "logged-out.parallax")
	if err := copyOver(path, mailed); err != nil {
		return err
	}
	if n, err := spansIn(mailed); err != nil || n != 3 {
		return fmt.Errorf("the copy has %d of 3 spans (%v)", n, err)
	}
	return t.whole(path, 3)
}

func (t *tour) dialog() error {
	if _, err := t.opened("dialog", 1); err != nil {
		return err
	}
	return t.appears("the dialog appears", "ctrl+i")
}

func (t *tour) dialogKilled() error {
	path := filepath.Join(t.out, "desk", "dialog", "quay.parallax")
	if err := t.appears("the dialog goes", "Escape"); err != nil {
		return err
	}
	if err := t.parallax("stats", path); err != nil {
		return err
	}
	if err := t.mark(path, 3); err != nil { // the first word is marked again
		return err
	}
	if err := t.end(syscall.SIGKILL); err != nil {
		return err
	}
	return t.has(path, 3)
}

func (t *tour) renamed() error {
	path, err := t.opened("renamed", 2)
	if err != nil {
		return err
	}
	now := filepath.Join(filepath.Dir(path), "harbour.parallax")
	if err := os.Rename(path, now); err != nil {
		return err
	}
	if err := t.mark(now, 5); err != nil {
		return err
	}
	if err := t.leave(); err != nil {
		return err
	}
	return t.whole(now, 5)
}

func (t *tour) replaced() error {
	path, err := t.fresh("replaced")
	if err != nil {
		return err
	}
	theirs := filepath.Join(t.out, "desk", "theirs.parallax")
	if err := errors.Join(t.parallax("backup", path, theirs), t.add(theirs, "two.txt", secondArticle), t.start(path)); err != nil {
		return err
	}
	if err := t.mark(path, 3); err != nil {
		return err
	}
	if err := errors.Join(copyOver(theirs, path+".part"), os.Rename(path+".part", path)); err != nil {
		return err
	}
	kept := filepath.Join(strings.TrimSuffix(path, ".parallax")+"-backups", "*.parallax")
	err = wait(t.ctx, "our marks are kept among the backups", func() (bool, error) {
		files, err := filepath.Glob(kept)
		for _, file := range files {
			if n, err := spansIn(file); err == nil && n == 3 {
				return true, nil
			}
		}
		return false, err
	})
	if err != nil {
		return err
	}
	return t.whole(path, 0)
}

func (t *tour) older() error {
	path, err := t.fresh("older")
	if err != nil {
		return err
	}
	backup := filepath.Join(t.out, "desk", "older.parallax")
	if err := errors.Join(t.add(path, "two.txt", secondArticle), t.parallax("backup", path, backup), t.start(path)); err != nil {
		return err
	}
	if err := t.mark(path, 3); err != nil {
		return err
	}
	if err := errors.Join(t.end(syscall.SIGKILL), copyOver(backup, path)); err != nil {
		return err
	}
	return errors.Join(t.parallax("stats", path), t.whole(path, 0))
}

func (t *tour) secondWindow() error {
	path, err := t.opened("second", 1)
	if err != nil {
		return err
	}
	second := t.windowCommand(path)
	if err := second.Start(); err != nil {
		return err
	}
	seen := t.hand.do("search", "--sync", "--onlyvisible", "--pid", strconv.Itoa(second.Process.Pid))
	_, settled := t.display.settled(t.ctx)
	if err := errors.Join(seen, settled, second.Process.Signal(syscall.SIGTERM)); err != nil {
		return err
	}
	_ = second.Wait() // by a signal: no news
	return t.mark(path, 3)
}

// restore brings back the backup that was made when the window opened the project, by the palette and Return.
func (t *tour) restore() error {
	path, err := t.opened("restore", 2)
	if err != nil {
		return err
	}
	if err := t.appears("the palette appears", "ctrl+k"); err != nil {
		return err
	}
	if err := t.choose("restore"); err != nil {
		return err
	}
	if err := t.hand.key("Return"); err != nil {
		return err
	}
	if err := t.has(path, 0); err != nil {
		return err
	}
	return t.whole(path, 0)
}
