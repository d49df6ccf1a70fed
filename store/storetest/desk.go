package storetest

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// DeskChild is set for a child that is another program beside the test: it does what it reads, and prints what came of it.
const DeskChild = "PARALLAX_TEST_DESK"

type child struct {
	t   *testing.T
	Cmd *exec.Cmd
	in  io.Writer
	out *bufio.Scanner
}

func StartChild(t *testing.T, path string) *child {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), DeskChild+"="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	Must(t, err)
	out, err := cmd.StdoutPipe()
	Must(t, err)
	Must(t, cmd.Start())
	c := &child{t: t, Cmd: cmd, in: in, out: bufio.NewScanner(out)}
	t.Cleanup(c.Kill)
	return c
}

// Say has the child do something, and waits until it is done.
func (c *child) Say(order string) {
	c.t.Helper()
	fmt.Fprintln(c.in, order)
	if !c.out.Scan() || c.out.Text() != "done" {
		c.t.Fatalf("%s: the child says %q", order, c.out.Text())
	}
}

// Kill ends the child as a crash does.
func (c *child) Kill() {
	c.Cmd.Process.Kill()
	c.Cmd.Wait()
}

// Beside lists what lies in the folder of a file, without the folder of backups.
func Beside(t *testing.T, path string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), "-backups") {
			names = append(names, entry.Name())
		}
	}
	return names
}

// CopyTo copies a file's bytes, over what is there.
func CopyTo(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func Must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
