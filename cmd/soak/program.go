package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// ended is how a run of the program ended.
type ended struct {
	code        int
	out, errors string
}

// patience is how long a command may take before it counts as hanging.
const patience = 30 * time.Second

// call runs the program in a folder.
func (s *soak) call(folder string, arguments ...string) (ended, error) {
	return s.start(folder, append([]string{s.program}, arguments...))
}

func (s *soak) start(folder string, words []string) (ended, error) {
	if err := s.ctx.Err(); err != nil {
		return ended{}, err
	}
	var out, errs bytes.Buffer
	command := exec.CommandContext(s.ctx, words[0], words[1:]...)
	command.Dir, command.Stdout, command.Stderr = folder, &out, &errs
	command.Env = append(os.Environ(), "USER=anna", "LOGNAME=anna", "HOME="+s.folder)
	timer := time.AfterFunc(patience, func() { command.Process.Signal(syscall.SIGQUIT) }) // it says what it waits for
	err := command.Run()
	late := !timer.Stop()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return ended{}, fmt.Errorf("starting %s: %w", words[0], err)
	}
	if late {
		return ended{}, fmt.Errorf("%s hung: %s", strings.Join(words, " "), errs.String())
	}
	return ended{command.ProcessState.ExitCode(), out.String(), errs.String()}, nil
}

// must is call for a command that may not fail; it returns what it printed.
func (s *soak) must(folder string, arguments ...string) (string, error) {
	e, err := s.call(folder, arguments...)
	if err == nil && e.code != 0 {
		err = fmt.Errorf("parallax %s: exit %d: %s", strings.Join(arguments, " "), e.code, strings.TrimSpace(e.errors))
	}
	return e.out, err
}

var (
	ids   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	times = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z`)
)

// state is all that a project says of itself, with ids numbered as they come and times left out, so that two runs of a
// command that do the same come to the same.
func (s *soak) state(project string) (string, error) {
	var all strings.Builder
	for _, arguments := range [][]string{{"check", project}, {"export", project, "--format", "jsonl"}, {"codebook", project}, {"stats", project, "--json"}} {
		out, err := s.must(filepath.Dir(project), arguments...)
		if err != nil {
			return "", err
		}
		all.WriteString(out)
	}
	return normal(all.String()), nil
}

// normal is a text with its ids numbered as they come and times left out.
func normal(text string) string {
	numbers := map[string]string{}
	text = ids.ReplaceAllStringFunc(text, func(id string) string {
		if numbers[id] == "" {
			numbers[id] = fmt.Sprintf("id%d", len(numbers))
		}
		return numbers[id]
	})
	return times.ReplaceAllString(text, "time")
}

// names lists what lies in a folder, with what lies in the folder of backups.
func names(folder string) ([]string, error) {
	var all []string
	err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if path != folder {
			all = append(all, strings.TrimPrefix(path, folder+string(filepath.Separator)))
		}
		return err
	})
	slices.Sort(all)
	return all, err
}

// orphan is the first name that is neither one of the expected nor a whole backup or what was rescued.
func orphan(there []string, expected ...[]string) string {
	for _, name := range there {
		known := slices.ContainsFunc(expected, func(list []string) bool { return slices.Contains(list, name) })
		backups, file := filepath.Split(name)
		if backups == "" && strings.HasSuffix(name, "-backups") || backups != "" && (!strings.HasPrefix(file, ".") && strings.HasSuffix(file, ".parallax") || strings.Contains(file, "-rescued.parallax-") || strings.HasPrefix(file, ".kept.")) {
			known = true
		}
		if !known {
			return name
		}
	}
	return ""
}
