package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// calls are the system calls that change files, and those that read them.
var calls = []string{"openat", "pwrite64", "write", "pread64", "fsync", "fdatasync", "ftruncate", "fallocate", "rename", "renameat",
	"renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "mmap"}

// operation is a command that is tried on a project.
type operation struct {
	name      string
	arguments []string // the program's, in the folder of the project
	writes    string   // a file that it makes beside the project, "" for none
}

var operations = []operation{
	{"import", []string{"import", "a.parallax", "two.txt", "--story", "quay"}, ""},
	{"merge", []string{"merge", "a.parallax", "b.parallax"}, ""},
	{"undo", []string{"undo", "a.parallax", "--annotator", "ben"}, ""},
	{"review", []string{"review", "a.parallax", "--auto", "majority", "--reviewer", "rita"}, ""},
	{"export", []string{"export", "a.parallax", "--format", "jsonl", "-o", "out.jsonl"}, "out.jsonl"},
	{"backup", []string{"backup", "a.parallax", "copy.parallax"}, "copy.parallax"},
	{"restore", []string{"restore", "a.parallax", "b.parallax"}, ""},
	{"codebook", []string{"codebook", "a.parallax", "--set", "codebook.toml"}, ""},
}

// faults lets file operations of each command fail, and looks at what is left.
func (s *soak) faults() error {
	base := filepath.Join(s.folder, "base")
	if err := s.prepare(base); err != nil {
		return fmt.Errorf("preparing the project: %w", err)
	}
	for _, op := range operations {
		if err := s.faultsOf(base, op); err != nil {
			return fmt.Errorf("%s: %w", op.name, err)
		}
	}
	return nil
}

// fault is the nth call of its name ending in an error.
type fault struct {
	call  string
	nth   int
	error string
}

func (s *soak) faultsOf(base string, op operation) error {
	project := filepath.Join(base, "a.parallax")
	before, err := s.state(project)
	if err != nil {
		return err
	}
	whole := filepath.Join(s.folder, "whole")
	if err := copyFolder(base, whole); err != nil {
		return err
	}
	log := filepath.Join(s.folder, "trace")
	e, err := s.traced(log, whole, op, "-e", "trace="+strings.Join(calls, ","))
	if err != nil {
		return err
	}
	if e.code != 0 {
		return fmt.Errorf("it fails by itself: %s", e.errors)
	}
	after, err := s.state(filepath.Join(whole, "a.parallax"))
	if err != nil {
		return err
	}
	finished, err := names(whole)
	if err != nil {
		return err
	}
	faults, err := s.possible(log)
	if err != nil {
		return err
	}
	started, err := names(base)
	if err != nil {
		return err
	}
	for _, f := range faults {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		tried := filepath.Join(s.folder, "tried")
		if err := copyFolder(base, tried); err != nil {
			return err
		}
		hit, err := s.inject(log, tried, op, f, before, after, [][]string{started, finished})
		if hit || err != nil {
			s.count(fmt.Sprintf("%s, %s of %s %d", op.name, f.error, f.call, f.nth), err)
		}
	}
	return nil
}

func (s *soak) traced(log, folder string, op operation, options ...string) (ended, error) {
	words := append([]string{"strace", "-f", "-y", "-qq", "-o", log}, options...)
	return s.start(folder, append(append(words, s.program), op.arguments...))
}

// possible lists the faults of a command from the trace of a good run: some at random, or all.
func (s *soak) possible(log string) ([]fault, error) {
	numbers := map[string]int{}
	var all []fault
	err := lines(log, func(line string) {
		call := called(line)
		if call == "" {
			return
		}
		numbers[call]++
		if !s.ours(line) {
			return
		}
		for _, kind := range []string{"ENOSPC", "EIO"} {
			all = append(all, fault{call, numbers[call], kind})
		}
	})
	if s.rounds > 0 && s.rounds < len(all) {
		s.random.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		all = all[:s.rounds]
	}
	return all, err
}

// inject runs the command with a fault, and says whether the fault came and hit one of our files.
func (s *soak) inject(log, folder string, op operation, f fault, before, after string, expected [][]string) (hit bool, err error) {
	e, err := s.traced(log, folder, op, "-e", "trace="+f.call, "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", f.call, f.error, f.nth))
	if err != nil {
		return true, err
	}
	err = lines(log, func(line string) {
		hit = hit || strings.Contains(line, "(INJECTED)") && s.ours(line)
	})
	if err != nil || !hit {
		return hit, err
	}
	said := strings.TrimSuffix(e.errors, "\n")
	switch {
	case e.code != 0 && e.code != 1:
		return true, fmt.Errorf("exit %d: %s", e.code, said)
	case e.code == 1 && (!strings.HasPrefix(said[strings.LastIndex(said, "\n")+1:], "parallax: ") || strings.Contains(said, "goroutine ")):
		return true, fmt.Errorf("it said %q", said)
	}
	now, err := s.state(filepath.Join(folder, "a.parallax"))
	if err != nil {
		return true, fmt.Errorf("exit %d (%s), then %w", e.code, said, err)
	}
	if now != before && now != after {
		return true, fmt.Errorf("exit %d (%s): the project is neither as before nor as after", e.code, said)
	}
	if e.code == 0 && now != after {
		return true, fmt.Errorf("it said that all is done, but the project is as before")
	}
	there, err := names(folder)
	if err != nil {
		return true, err
	}
	if name := orphan(there, expected...); name != "" {
		return true, fmt.Errorf("exit %d (%s) left %s", e.code, said, name)
	}
	if op.writes != "" && e.code == 0 && !slices.Contains(there, op.writes) {
		return true, fmt.Errorf("it said that all is done, but %s is not there", op.writes)
	}
	return true, nil
}

// ours says whether a traced call names a file that is written to in a trial.
func (s *soak) ours(line string) bool {
	return strings.Contains(line, s.folder) && !strings.Contains(line, "/trace")
}

var calledName = regexp.MustCompile(`^\d+\s+(?:\[pid\s+\d+\]\s+)?(\w+)\(`)

// called is the name of the call in a line of a trace, "" where it has none or is the end of one.
func called(line string) string {
	if found := calledName.FindStringSubmatch(line); found != nil && slices.Contains(calls, found[1]) {
		return found[1]
	}
	return ""
}

func lines(path string, each func(string)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		each(scanner.Text())
	}
	return cmp.Or(scanner.Err(), file.Close())
}

// copyFolder makes a fresh copy of a folder.
func copyFolder(from, to string) error {
	return cmp.Or(os.RemoveAll(to), os.CopyFS(to, os.DirFS(from)))
}
