package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
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
	for _, trial := range []struct {
		name string
		one  func(folder string) error
	}{
		{"killed while acting, resting and waking", s.killActing},
		{"killed, then an older backup copied over", s.killReplaced},
		{"killed while restoring", s.killRestoring},
	} {
		for range rounds {
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

// actUntilKilled marks spans, now at once after each other, now after a pause in which the file comes to rest. It prints how
// many are saved.
func actUntilKilled(path string) error {
	ctx := context.Background()
	p, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	p.Keep()
	document, label, err := first(ctx, p)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		at := 12 + i%4000
		span := annotate.Span{DocumentID: document, LabelID: label, Segments: []annotate.Segment{{Start: at, End: at + 4}}}
		if _, err := p.Do(ctx, annotate.NewAnnotator("dora"), "tag", "Tag a word", func(tx *store.Tx) error { return tx.CreateSpan(&span) }); err != nil {
			return err
		}
		fmt.Println(i + 1)
		if rand.IntN(3) == 0 {
			time.Sleep(time.Duration(rand.IntN(1800)) * time.Millisecond)
		}
	}
}

// actAndKill lets a child mark spans for a while, and returns how many it called saved.
func (s *soak) actAndKill(project string) (saved int, err error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	child := exec.CommandContext(s.ctx, self, "-act", project)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := child.Start(); err != nil {
		return 0, err
	}
	counted := make(chan int)
	go func() {
		last := 0
		for lines := bufio.NewScanner(out); lines.Scan(); {
			fmt.Sscan(lines.Text(), &last)
		}
		counted <- last
	}()
	time.Sleep(time.Duration(s.random.IntN(2500)) * time.Millisecond)
	child.Process.Kill()
	saved = <-counted
	child.Wait()
	return saved, nil
}

func (s *soak) killActing(folder string) error {
	project := filepath.Join(folder, "a.parallax")
	before, err := s.spans(project)
	if err != nil {
		return err
	}
	saved, err := s.actAndKill(project)
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
	if name := orphan(there, []string{"a.parallax", "b.parallax", "one.txt", "two.txt", "codebook.toml"}); name != "" {
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
