package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// A command whose standard output is closed says that its words are lost, and does not end as if all were well.
func TestAClosedOutputIsSaid(t *testing.T) {
	project := newProject(t)
	must(t, "import", project, writeArticles(t, "Harbour"))
	annotateAll(t, project, "anna")
	for _, limit := range []string{"", "ulimit -v 3000000 && "} { // which gives the work to a second process
		for output, wanted := range map[string]int{">&-": exitFailed, ">/dev/null": exitDone, "<>/dev/null >&0": exitDone} {
			for _, args := range [][]string{{"export", project, "--format", "jsonl"}, {"check", project}, {"version"}} {
				command := exec.Command("sh", append([]string{"-c", limit + `exec "$@" ` + output, "sh", os.Args[0]}, args...)...)
				command.Env = append(os.Environ(), "PARALLAX_TEST_PROGRAM=1")
				var stderr bytes.Buffer
				command.Stderr = &stderr
				if err := command.Run(); err != nil && command.ProcessState == nil {
					t.Fatal(err)
				}
				said := strings.Contains(stderr.String(), "standard output is closed")
				if command.ProcessState.ExitCode() != wanted || said != (wanted == exitFailed) {
					t.Errorf("%s%s %s: exit %d, %s", limit, strings.Join(args, " "), output, command.ProcessState.ExitCode(), stderr.String())
				}
			}
		}
	}
}
