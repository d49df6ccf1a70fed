package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// calls are the system calls that change files, and those that read them.
var calls = []string{"openat", "pwrite64", "write", "pread64", "fsync", "fdatasync", "ftruncate", "fallocate", "rename", "renameat",
	"renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "mmap", "copy_file_range", "sendfile"}

// operation is a command that is tried on a project.
type operation struct {
	name      string
	arguments []string // the program's, in the folder of the project
	writes    []string // files that it makes beside the project: all of them, or none
}

var operations = []operation{
	{"new", []string{"new", "n.parallax"}, []string{"n.parallax"}},
	{"import", []string{"import", "a.parallax", "two.txt", "--story", "quay"}, nil},
	{"merge", []string{"merge", "a.parallax", "b.parallax"}, nil},
	{"undo", []string{"undo", "a.parallax", "--annotator", "ben"}, nil},
	{"review", []string{"review", "a.parallax", "--auto", "majority", "--reviewer", "rita"}, nil},
	{"export", []string{"export", "a.parallax", "--format", "jsonl", "-o", "out.jsonl"}, []string{"out.jsonl"}},
	{"split", []string{"export", "a.parallax", "--format", "jsonl", "--split", "train=60,dev=40", "-o", "parts"}, []string{"parts/dev.jsonl", "parts/train.jsonl"}},
	{"new split", []string{"export", "a.parallax", "--format", "jsonl", "--split", "train=60,dev=40", "-o", "fresh"}, []string{"fresh/dev.jsonl", "fresh/train.jsonl"}},
	{"backup", []string{"backup", "a.parallax", "copy.parallax"}, []string{"copy.parallax"}},
	{"restore", []string{"restore", "a.parallax", "b.parallax"}, nil},
	{"codebook", []string{"codebook", "a.parallax", "--set", "codebook.toml"}, nil},
	{foldingIn, nil, nil},
}

// foldingIn is an act and its folding in, of which only the latter meets faults. It is not a command: a child does it.
const foldingIn = "folding in"

// faults lets file operations of each command fail, and looks at what is left.
func (s *soak) faults() error {
	base := filepath.Join(s.folder, "base")
	if err := s.prepare(base); err != nil {
		return fmt.Errorf("preparing the project: %w", err)
	}
	for _, op := range operations {
		if !strings.Contains(op.name, s.only) {
			continue
		}
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

// before and after are what a folder is before a command and after one that met no fault.
type sides struct {
	before, after            string            // the state of the project
	started, finished        []string          // the names in the folder
	outputs, finishedOutputs map[string]string // what stands in the files that the command makes, "" for one that is not there
}

func (s *soak) faultsOf(base string, op operation) (err error) {
	var known sides
	if known.before, err = s.state(filepath.Join(base, "a.parallax")); err != nil {
		return err
	}
	if known.started, err = names(base); err != nil {
		return err
	}
	if known.outputs, err = s.outputs(base, op); err != nil {
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
	if known.finished, err = names(whole); err != nil {
		return err
	}
	if known.finishedOutputs, err = s.outputs(whole, op); err != nil {
		return err
	}
	if known.after, err = s.state(filepath.Join(whole, "a.parallax")); err != nil {
		return err
	}
	faults, err := s.possible(log, op)
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
		hit, err := s.inject(log, tried, op, f, known)
		if hit || err != nil {
			s.count(fmt.Sprintf("%s, %s of %s %d", op.name, f.error, f.call, f.nth), err)
		}
	}
	return nil
}

// outputs reads what stands in the files that a command makes; of a project, what it says of itself.
func (s *soak) outputs(folder string, op operation) (map[string]string, error) {
	all := map[string]string{}
	for _, name := range op.writes {
		path := filepath.Join(folder, name)
		data, err := os.ReadFile(path)
		text := normal(string(data))
		switch {
		case errors.Is(err, os.ErrNotExist):
			continue
		case err == nil && filepath.Ext(name) == ".parallax":
			text, err = s.state(path)
		}
		if err != nil {
			return nil, err
		}
		all[name] = text
	}
	return all, nil
}

func (s *soak) traced(log, folder string, op operation, options ...string) (ended, error) {
	words := append([]string{"strace", "-f", "-y", "-qq", "-o", log}, options...)
	command := append([]string{s.program}, op.arguments...)
	if op.name == foldingIn {
		self, err := os.Executable()
		if err != nil {
			return ended{}, err
		}
		command = []string{self, "-fold", "a.parallax"}
	}
	return s.start(folder, append(words, command...))
}

// possible lists the faults of a command from the trace of a good run: some at random, or all.
func (s *soak) possible(log string, op operation) ([]fault, error) {
	numbers := map[string]int{}
	var all []fault
	begun := op.name != foldingIn
	err := lines(log, func(line string) {
		call := called(line)
		if call == "" {
			return
		}
		numbers[call]++
		begun = begun || strings.Contains(line, foldMark)
		if !begun || strings.Contains(line, foldMark) || !s.ours(line) {
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
func (s *soak) inject(log, folder string, op operation, f fault, known sides) (hit bool, err error) {
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
	return true, s.judge(folder, op, f, known, e)
}

// judge says what is wrong with a folder after a command that met a fault.
func (s *soak) judge(folder string, op operation, f fault, known sides, e ended) error {
	said := strings.TrimSuffix(e.errors, "\n")
	switch {
	case e.code != 0 && e.code != 1:
		return fmt.Errorf("exit %d: %s", e.code, said)
	case e.code == 1 && (!strings.HasPrefix(said[strings.LastIndex(said, "\n")+1:], "parallax: ") || strings.Contains(said, "goroutine ")):
		return fmt.Errorf("it said %q", said)
	}
	there, err := names(folder) // before anybody opens the project, which would clear up
	if err != nil {
		return err
	}
	if name := orphan(there, mayLie(f, known, e, there)); name != "" {
		return fmt.Errorf("exit %d (%s) left %s", e.code, said, name)
	}
	outputs, err := s.outputs(folder, op)
	if err != nil {
		return fmt.Errorf("exit %d (%s), then %w", e.code, said, err)
	}
	placed := maps.Equal(outputs, known.finishedOutputs)
	switch {
	case e.code == 0 && !placed:
		return fmt.Errorf("it said that all is done, but what it wrote is not as it should be")
	case !placed && !maps.Equal(outputs, known.outputs): // it may be whole where only the folder could not be brought to the disk
		return fmt.Errorf("exit %d (%s): what it was to write is neither as before nor whole", e.code, said)
	}
	now, err := s.state(filepath.Join(folder, "a.parallax"))
	if err != nil {
		return fmt.Errorf("exit %d (%s), then %w", e.code, said, err)
	}
	if now != known.before && now != known.after {
		return fmt.Errorf("exit %d (%s): the project is neither as before nor as after", e.code, said)
	}
	if e.code == 0 && now != known.after {
		return fmt.Errorf("it said that all is done, but the project is as before")
	}
	if there, err = names(folder); err != nil {
		return err
	}
	if name := orphan(there, known.started, known.finished, mayLie(f, known, ended{}, there)); name != "" {
		return fmt.Errorf("exit %d (%s) left %s, also when the project was opened again", e.code, said, name)
	}
	return nil
}

// mayLie are the names that may stand in a folder after a command that met a fault: after one that is done, those of a good run. One
// that failed may also leave the project's log, which the next program folds in. What a command could not remove lies there until
// the next one that works in that folder.
func mayLie(f fault, known sides, e ended, there []string) []string {
	may := known.finished
	if e.code != 0 {
		may = slices.Concat(known.started, known.finished, []string{"a.parallax-wal", "a.parallax-shm", "a.parallax-journal"})
	}
	if strings.HasPrefix(f.call, "unlink") {
		may = slices.Concat(may, drafts(there))
	}
	return may
}

// drafts are those of some names that say of themselves that the next program may clear them.
func drafts(there []string) (drafts []string) {
	for _, name := range there {
		if slices.Contains([]string{".draft", ".placing", ".returning"}, filepath.Ext(name)) {
			drafts = append(drafts, name)
		}
	}
	return drafts
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
