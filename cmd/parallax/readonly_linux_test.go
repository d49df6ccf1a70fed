package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// smallDisk mounts a disk of so many kilobytes; where that may not be done the test is skipped.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	disk := t.TempDir()
	if err := syscall.Mount("parallax", disk, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	return disk
}

// caller runs the program.
type caller func(t *testing.T, args ...string) outcome

// unprivileged runs the program in a process to which the files of the test do not belong, or as who runs the test where that is
// not root, for whom alone nothing is read-only.
func unprivileged(t *testing.T, home string) caller {
	t.Helper()
	program := filepath.Join(home, "parallax") // the folder of the tests' own binary is closed to others
	self, err := os.Executable()
	if err == nil {
		err = errors.Join(os.Chmod(filepath.Dir(home), 0o755), os.Chmod(home, 0o777), output.LinkOrCopy(self, program), os.Chmod(program, 0o755))
	}
	if err != nil {
		t.Fatal(err)
	}
	return func(t *testing.T, args ...string) outcome {
		t.Helper()
		command := exec.Command(program, args...)
		command.Env = append(os.Environ(), "PARALLAX_TEST_PROGRAM=1", "HOME="+home, "XDG_CACHE_HOME="+home, "XDG_CONFIG_HOME="+home, "TMPDIR="+home)
		if os.Getuid() == 0 {
			command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		var stdout, stderr bytes.Buffer
		command.Stdout, command.Stderr = &stdout, &stderr
		if err := command.Run(); err != nil && command.ProcessState == nil {
			t.Fatal(err)
		}
		return outcome{command.ProcessState.ExitCode(), stdout.String(), stderr.String()}
	}
}

// reading are the commands that only read, and what each says of the project when it may be written.
func reading(t *testing.T, call caller, project string) map[string]string {
	t.Helper()
	said := map[string]string{}
	for _, command := range []string{"stats", "export", "check", "log", "codebook", "agreement", "align", "stories"} {
		args := []string{command, project}
		if command == "export" {
			args = append(args, "--format", "jsonl")
		}
		r := call(t, args...)
		if r.code != exitDone || r.stderr != "" {
			t.Errorf("%s: exit code %d, %q", command, r.code, r.stderr)
		}
		said[command] = r.stdout
	}
	return said
}

// readsOnly says what is wrong with the commands on a project that may only be read.
func readsOnly(t *testing.T, call caller, project string, before map[string]string, articles, out string) {
	t.Helper()
	names := storetest.NamesIn(t, filepath.Dir(project))
	for command, said := range reading(t, call, project) {
		if said != before[command] {
			t.Errorf("%s says\n%s\nand said\n%s", command, said, before[command])
		}
	}
	copied := filepath.Join(out, "copy.parallax")
	if r := call(t, "backup", project, copied); r.code != exitDone || r.stderr != "" {
		t.Errorf("backup: exit code %d, %q", r.code, r.stderr)
	}
	if got := call(t, "export", copied, "--format", "jsonl"); got.stdout != before["export"] {
		t.Error("the backup exports otherwise", got.stderr)
	}
	for _, args := range [][]string{{"import", project, articles, "--story", "Other"}, {"undo", project, "--annotator", "anna", "--yes"}, {"merge", project, copied},
		{"review", project, "--auto", "majority", "--reviewer", "rita"}} {
		r := call(t, args...)
		if r.code != exitFailed || !strings.Contains(r.stderr, "writ") || strings.Count(r.stderr, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q", args[0], r.code, r.stderr)
		}
	}
	for _, args := range [][]string{{"import", project, articles, "--story", "Other", "--dry-run"}, {"merge", project, copied, "--dry-run"}} {
		if r := call(t, args...); r.code != exitDone || r.stdout == "" {
			t.Errorf("%s --dry-run: exit code %d, %q", args[0], r.code, r.stderr)
		}
	}
	if now := storetest.NamesIn(t, filepath.Dir(project)); now != names {
		t.Errorf("beside it lie %s, not %s", now, names)
	}
}

func TestReadingCommandsOnAFileThatMayOnlyBeRead(t *testing.T) {
	project, articles, out := newProject(t), writeArticles(t, "Harbour"), t.TempDir()
	must(t, "import", project, articles)
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	before := reading(t, parallax, project)
	folder := filepath.Dir(project)
	if err := errors.Join(os.Chmod(project, 0o444), os.Chmod(folder, 0o555)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o755)
	readsOnly(t, unprivileged(t, out), project, before, articles, out)
}

func TestReadingCommandsOnAMediumThatMayOnlyBeRead(t *testing.T) {
	disk := smallDisk(t, "4m")
	project, articles := filepath.Join(disk, "quay.parallax"), writeArticles(t, "Harbour")
	must(t, "new", project)
	must(t, "import", project, articles)
	annotateAll(t, project, "anna")
	annotateAll(t, project, "ben")
	before := reading(t, parallax, project)
	if err := syscall.Mount("parallax", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("it cannot be mounted to be read only: %v", err)
	}
	readsOnly(t, parallax, project, before, articles, t.TempDir())
}

// Where the disk is full on which the project itself lies, one sentence says so, and the project stays as it was.
func TestADiskThatIsFullUnderTheProject(t *testing.T) {
	disk := smallDisk(t, "1m")
	project, articles := filepath.Join(disk, "quay.parallax"), writeArticles(t, "Harbour")
	must(t, "new", project)
	must(t, "import", project, articles)
	annotateAll(t, project, "anna")
	copied := filepath.Join(t.TempDir(), "other.parallax")
	must(t, "backup", project, copied)
	annotateAll(t, copied, "ben")
	large := write(t, filepath.Join(t.TempDir(), "large.txt"), strings.Repeat("The harbour of Skarholm was shut for a day. ", 30_000))
	before := must(t, "export", project, "--format", "jsonl")
	fails(t, exitFailed, "the disk is full: make room and do it again", "import", project, large) // there is room to begin with

	filler, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for block := make([]byte, 4096); ; {
		if _, err := filler.Write(block); err != nil {
			break
		}
	}
	filler.Close()
	for _, args := range [][]string{{"import", project, articles, "--story", "Other"}, {"undo", project, "--annotator", "anna"}, {"merge", project, copied},
		{"review", project, "--auto", "majority", "--reviewer", "rita"}} {
		r := parallax(t, args...)
		if r.code != exitFailed || strings.Count(r.stderr, "the disk is full: make room and do it again") != 1 || strings.Count(r.stderr, "\n") != 1 ||
			strings.Contains(r.stderr, "disk failed") || strings.Contains(r.stderr, "disk I/O error") {
			t.Errorf("%s: exit code %d, %q", args[0], r.code, r.stderr)
		}
	}
	if got := must(t, "export", project, "--format", "jsonl"); got != before {
		t.Error("the project is not as it was")
	}
	if err := os.Remove(filler.Name()); err != nil {
		t.Fatal(err)
	}
	must(t, "merge", project, copied)
	must(t, "check", project)
	if names := storetest.NamesIn(t, disk); names != "quay.parallax" {
		t.Errorf("on the disk lie %s", names)
	}
}
