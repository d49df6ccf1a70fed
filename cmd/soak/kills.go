package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// killRounds is how often each kind of kill is tried in a whole run.
const killRounds = 500

// kills ends programs with kill -9 at random moments.
func (s *soak) kills() error {
	base := filepath.Join(s.folder, "killed")
	if err := s.prepare(base); err != nil {
		return fmt.Errorf("preparing the project: %w", err)
	}
	rounds := s.rounds
	if rounds == 0 {
		rounds = killRounds
	}
	idle, err := s.idle(base)
	if err != nil {
		return err
	}
	for _, trial := range []struct {
		name string
		one  func(folder string) error
	}{
		{"killed while acting, resting and waking", s.killActing},
		{"killed while folding in", func(folder string) error { return s.killAt(folder, "folding", 0, 15*time.Millisecond) }},
		{"killed while letting go of the idle file", func(folder string) error {
			return s.killAt(folder, "release", idle-10*time.Millisecond, 25*time.Millisecond)
		}},
		{"killed while taking the file up again", func(folder string) error { return s.killAt(folder, "reopening", 0, 6*time.Millisecond) }},
		{"killed, then an older backup copied over", s.killReplaced},
		{"killed while restoring", s.killRestoring},
	} {
		for range rounds {
			if !strings.Contains(trial.name, s.only) {
				break
			}
			if err := s.ctx.Err(); err != nil {
				return err
			}
			tried := filepath.Join(s.folder, "tried")
			if err := copyFolder(base, tried); err != nil {
				return err
			}
			s.count(trial.name, trial.one(tried))
		}
	}
	return nil
}

// actAndKill lets a child mark spans for a while, and returns how many it called saved.
func (s *soak) actAndKill(project string) (saved int, err error) {
	return s.killChild("", sleeping(time.Duration(s.random.IntN(2500))*time.Millisecond), "-act", project)
}

func sleeping(d time.Duration) func() { return func() { time.Sleep(d) } }

// killChild starts a child that marks spans, waits until it says a word, or has begun for "", and then as it is told, kills it, and
// returns how many spans it called saved.
func (s *soak) killChild(word string, wait func(), arguments ...string) (saved int, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	child := exec.CommandContext(s.ctx, self, arguments...)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := child.Start(); err != nil {
		return 0, err
	}
	said, counted := make(chan bool, 1), make(chan int)
	if word == "" {
		said <- true
	}
	go func() {
		last := 0
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if lines.Text() == word {
				select {
				case said <- true:
				default:
				}
			}
			fmt.Sscan(lines.Text(), &last)
		}
		counted <- last
	}()
	select {
	case <-said:
	case <-time.After(patience):
	}
	wait()
	child.Process.Kill()
	saved = <-counted
	child.Wait()
	return saved, nil
}

func (s *soak) killActing(folder string) error {
	return s.killedAfter(folder, s.actAndKill)
}

// killAt kills a child at a moment, from so long after it has said that it comes, within a time.
func (s *soak) killAt(folder, moment string, from, within time.Duration) error {
	return s.killedAfter(folder, func(project string) (saved int, err error) {
		return s.killChild("now", sleeping(from+time.Duration(s.random.Int64N(int64(within)))), "-moment", moment, "-act", project)
	})
}

// idle is how long after the last act a program lets go of the file.
func (s *soak) idle(base string) (time.Duration, error) {
	tried := filepath.Join(s.folder, "tried")
	if err := copyFolder(base, tried); err != nil {
		return 0, err
	}
	project := filepath.Join(tried, "a.parallax")
	var rested time.Duration
	_, err := s.killChild("now", func() {
		for begun := time.Now(); rested < patience; time.Sleep(time.Millisecond) {
			rested = time.Since(begun)
			if _, err := os.Stat(project + "-wal"); err != nil {
				return
			}
		}
	}, "-moment", "release", "-act", project)
	return rested, err
}

// killedAfter looks at what is left of a project after a child that marked spans in it was killed.
func (s *soak) killedAfter(folder string, act func(project string) (saved int, err error)) error {
	project := filepath.Join(folder, "a.parallax")
	before, err := s.spans(project)
	if err != nil {
		return err
	}
	saved, err := act(project)
	if err != nil {
		return err
	}
	now, err := s.spans(project) // the next program that opens it
	if err != nil {
		return err
	}
	if now < before+saved || now > before+saved+1 {
		return fmt.Errorf("%d spans were there and %d saved, %d are left", before, saved, now)
	}
	return s.whole(folder)
}

func (s *soak) killReplaced(folder string) error {
	project := filepath.Join(folder, "a.parallax")
	if _, err := s.actAndKill(project); err != nil {
		return err
	}
	older, err := os.ReadFile(filepath.Join(folder, "b.parallax"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(project, older, 0o644); err != nil {
		return err
	}
	want, err := s.state(filepath.Join(folder, "b.parallax"))
	if err != nil {
		return err
	}
	now, err := s.state(project)
	if err != nil {
		return err
	}
	if now != want {
		return fmt.Errorf("what was copied over the file is not what it holds")
	}
	return s.whole(folder)
}

func (s *soak) killRestoring(folder string) error {
	project, other := filepath.Join(folder, "a.parallax"), filepath.Join(folder, "b.parallax")
	before, err := s.state(project)
	if err != nil {
		return err
	}
	after, err := s.state(other)
	if err != nil {
		return err
	}
	child := exec.CommandContext(s.ctx, s.program, "restore", project, other)
	if err := child.Start(); err != nil {
		return err
	}
	time.Sleep(time.Duration(s.random.IntN(120)) * time.Millisecond)
	child.Process.Kill()
	child.Wait()
	now, err := s.state(project)
	if err != nil {
		return err
	}
	if now != before && now != after {
		return fmt.Errorf("the project is neither as before nor as restored")
	}
	return s.whole(folder)
}

// whole says what is wrong with a folder whose project was opened and closed after a crash.
func (s *soak) whole(folder string) error {
	if _, err := s.must(folder, "check", "a.parallax"); err != nil {
		return err
	}
	there, err := names(folder)
	if err != nil {
		return err
	}
	if name := orphan(there, []string{"a.parallax", "b.parallax", "one.txt", "two.txt", "codebook.toml", "parts", "parts/dev.jsonl", "parts/train.jsonl"}); name != "" {
		return fmt.Errorf("%s is left", name)
	}
	return nil
}

// spans counts the spans of a project.
func (s *soak) spans(project string) (int, error) {
	out, err := s.must(filepath.Dir(project), "stats", project, "--json")
	if err != nil {
		return 0, err
	}
	var stats struct{ Spans int }
	if err := json.NewDecoder(strings.NewReader(out)).Decode(&stats); err != nil {
		return 0, fmt.Errorf("reading the counts: %w", err)
	}
	return stats.Spans, nil
}
