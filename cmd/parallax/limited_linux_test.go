package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestMain lets the binary of the tests be the program, in a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("PARALLAX_TEST_PROGRAM") != "" {
		main()
	}
	code := m.Run()
	if built != "" {
		os.RemoveAll(built)
	}
	os.Exit(code)
}

// built is the folder of a program that a test has built, "" for none.
var built string

// limitable is the program to run under a limit: the binary of the tests or, where that has the race detector in it, which reserves
// more memory than any limit leaves, one without.
var limitable = sync.OnceValues(func() (string, error) {
	info, _ := debug.ReadBuildInfo()
	raced := slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
	if !raced {
		return os.Executable()
	}
	var err error
	if built, err = os.MkdirTemp("", "parallax-test-"); err != nil {
		return "", err
	}
	program := filepath.Join(built, "parallax")
	if out, err := exec.Command("go", "build", "-tags", cmp.Or(os.Getenv("TAGS"), "x11,migrated_fynedo"), "-o", program, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w: %s", err, out)
	}
	return program, nil
})

// limitedTo runs the program in a process that may take so many kilobytes.
func limitedTo(t *testing.T, kilobytes int, args ...string) (code int, stderr string) {
	t.Helper()
	program, err := limitable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("sh", append([]string{"-c", fmt.Sprintf(`ulimit -v %d && exec "$@"`, kilobytes), "sh", program}, args...)...)
	command.Env = append(os.Environ(), "PARALLAX_TEST_PROGRAM=1")
	var out bytes.Buffer
	command.Stderr = &out
	if err := command.Run(); err != nil && command.ProcessState == nil {
		t.Fatal(err)
	}
	return command.ProcessState.ExitCode(), out.String()
}

// little is a limit under which the system can load the program and its libraries, by not much more than 20,000 kB.
var little = sync.OnceValues(func() (int, error) {
	program, err := limitable()
	if err != nil {
		return 0, err
	}
	for kilobytes := 40_000; kilobytes < 1_000_000; kilobytes += 20_000 {
		load := exec.Command("sh", "-c", fmt.Sprintf(`ulimit -v %d && LD_TRACE_LOADED_OBJECTS=1 exec "$1"`, kilobytes), "sh", program)
		if load.Run() == nil {
			return kilobytes + 20_000, nil
		}
	}
	return 0, fmt.Errorf("%s cannot be loaded", program)
})

// A command that is refused memory ends with one sentence, and leaves the project as it was.
func TestLittleMemoryEndsWithASentence(t *testing.T) {
	large := filepath.Join(t.TempDir(), "large.txt")
	if err := os.WriteFile(large, []byte(strings.Repeat("The harbour of Skarholm was shut for a day. ", 600_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	least, err := little()
	if err != nil {
		t.Fatal(err)
	}
	for _, kilobytes := range []int{least, 1_300_000, 1_540_000, 1_600_000} {
		project := newProject(t)
		before := must(t, "stats", project) + must(t, "log", project)
		code, stderr := limitedTo(t, kilobytes, "import", project, large)
		if code == exitDone && kilobytes > 1_536_000 {
			continue // it was enough
		}
		if code != exitFailed || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "parallax: ") || !strings.Contains(stderr, "memory") {
			t.Errorf("%d kB: ends with %d: %.300q", kilobytes, code, stderr)
		}
		if must(t, "check", project) != "ok\n" {
			t.Errorf("%d kB: the project is not sound", kilobytes)
		}
		if after := must(t, "stats", project) + must(t, "log", project); after != before {
			t.Errorf("%d kB: the project was changed: %s", kilobytes, after)
		}
	}
}

// A merge that is refused memory ends so too.
func TestAMergeInLittleMemoryEndsWithASentence(t *testing.T) {
	large := filepath.Join(t.TempDir(), "large.txt")
	if err := os.WriteFile(large, []byte(strings.Repeat("The harbour of Skarholm was shut for a day. ", 600_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	project, other := newProject(t), newProject(t)
	must(t, "import", other, large)
	before := must(t, "stats", project) + must(t, "log", project)
	least, err := little()
	if err != nil {
		t.Fatal(err)
	}
	for _, kilobytes := range []int{least, 1_300_000, 1_450_000} {
		code, stderr := limitedTo(t, kilobytes, "merge", project, other)
		if code == exitDone && kilobytes > 1_300_000 {
			must(t, "undo", project)
			before = must(t, "stats", project) + must(t, "log", project)
			continue // it was enough
		}
		if code != exitFailed || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "parallax: ") || !strings.Contains(stderr, "memory") {
			t.Errorf("%d kB: ends with %d: %.300q", kilobytes, code, stderr)
		}
		if must(t, "check", project) != "ok\n" || must(t, "check", other) != "ok\n" {
			t.Errorf("%d kB: a project is not sound", kilobytes)
		}
		if after := must(t, "stats", project) + must(t, "log", project); after != before {
			t.Errorf("%d kB: the project was changed: %s", kilobytes, after)
		}
	}
}

// What a command says under a limit that is wide enough comes through, with its exit code.
func TestAWideLimitChangesNothing(t *testing.T) {
	if code, stderr := limitedTo(t, 8_000_000, "check", newProject(t)); code != exitDone || stderr != "" {
		t.Errorf("ends with %d: %q", code, stderr)
	}
	if code, stderr := limitedTo(t, 8_000_000, "check", "missing.parallax"); code != exitFailed || !strings.Contains(stderr, "missing.parallax: check the name") {
		t.Errorf("ends with %d: %q", code, stderr)
	}
	if code, _ := limitedTo(t, 8_000_000, "check", "--no-such-flag"); code != exitUsage {
		t.Errorf("a wrong flag ends with %d", code)
	}
}

// Only what Go or the C library write on being refused memory is kept back.
func TestTracesPassesOnAllElse(t *testing.T) {
	for _, test := range []struct {
		in     string
		memory bool
		passed string
	}{
		{"parallax: import: a.txt: no letters in it\n", false, "parallax: import: a.txt: no letters in it\n"},
		{"10 %\r20 %\rdone", false, "10 %\r20 %\rdone"},
		{"10 %\nfatal error: out of memory\n\ngoroutine 1:\n", true, "10 %\n"},
		{"runtime/cgo: pthread_create failed: Resource temporarily unavailable\nSIGABRT: abort\n", true, ""},
		{"panic: out of order\n", false, "panic: out of order\n"},
		{"fatal error: concurrent map writes\nx\n", false, "fatal error: concurrent map writes\nx\n"},
	} {
		var out bytes.Buffer
		traces := &traces{out: &out}
		for i := range len(test.in) {
			traces.Write([]byte{test.in[i]})
		}
		if traces.outOfMemory() != test.memory {
			t.Errorf("%q: out of memory %v", test.in, !test.memory)
		}
		if !test.memory {
			traces.flush()
		}
		if out.String() != test.passed {
			t.Errorf("%q passes on %q", test.in, out.String())
		}
	}
}
