//go:build unix

package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// What is no ordinary file is refused at once, also through a link, and the files beside it go in.
func TestImportRefusesPipesSocketsAndDevices(t *testing.T) {
	project, folder := newProject(t), filepath.Join(t.TempDir(), "mixed")
	good := write(t, filepath.Join(folder, "good.txt"), articles["emoji.txt"])
	pipe, link, socket := filepath.Join(folder, "pipe"), filepath.Join(folder, "link.txt"), filepath.Join(folder, "s")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(pipe, link); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Skipf("no socket can be made here: %v", err)
	}
	defer listener.Close()
	for _, paths := range [][]string{{pipe, link, socket, "/dev/zero", good}, {folder}} {
		got, objects := importJSON(t, append([]string{project}, paths...)...)
		if got.code != exitFailed {
			t.Errorf("exit code %d", got.code)
		}
		for _, o := range objects {
			if refused := o.File != good; refused != (o.Status == "refused") || refused && !strings.Contains(o.Reason, "a pipe, a socket or a device: write its text into a file first") {
				t.Errorf("%s: %s: %s", o.File, o.Status, o.Reason)
			}
		}
	}
}

// A codebook is read from a file or a pipe of a size that a codebook may have, and nothing is waited for that does not end.
func TestACodebookIsReadFromNothingThatDoesNotEnd(t *testing.T) {
	project, folder := newProject(t), t.TempDir()
	large := write(t, filepath.Join(folder, "large.toml"), strings.Repeat("# nothing\n", 16<<20/10+1))
	for path, want := range map[string]string{"/dev/zero": "neither a file nor a pipe", folder: "neither a file nor a pipe", large: "larger than 16 MB"} {
		fails(t, exitFailed, want, "codebook", project, "--set", path)
	}
	pipe := filepath.Join(folder, "pipe.toml")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	codebook := must(t, "codebook", project)
	wrote := make(chan error)
	go func() { wrote <- os.WriteFile(pipe, []byte(codebook), 0) }()
	must(t, "codebook", project, "--set", pipe)
	if err := <-wrote; err != nil {
		t.Error(err)
	}
}
