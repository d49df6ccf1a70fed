package output_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// splitChild and lookChild are set for children of the tests below: one writes parts over those of a folder, the other only begins
// something there, as the next program does.
const (
	splitChild = "PARALLAX_TEST_SPLIT"
	lookChild  = "PARALLAX_TEST_LOOK"
)

func TestMain(m *testing.M) {
	runtime.LockOSThread() // calls are counted by thread
	for name, do := range map[string]func(string) error{splitChild: split, lookChild: look} {
		if folder := os.Getenv(name); folder != "" {
			if err := do(folder); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}

func split(folder string) error {
	parts, err := output.NewParts(folder)
	if err != nil {
		return err
	}
	defer parts.Discard()
	for _, name := range []string{"train", "dev", "linked", "test"} {
		part, err := parts.Create(name)
		if err == nil {
			_, err = io.WriteString(part, "new "+name)
		}
		if err != nil {
			return err
		}
	}
	return parts.Place()
}

func look(folder string) error {
	output.ClearDrafts(folder)
	return nil
}

// oldParts makes a folder with parts of before, one of which is a link to elsewhere, and one that is not there yet.
func oldParts(t *testing.T) (folder string) {
	t.Helper()
	base := t.TempDir()
	folder = filepath.Join(base, "parts")
	err := errors.Join(os.Mkdir(folder, 0o755), os.Mkdir(filepath.Join(base, "elsewhere"), 0o755),
		os.Symlink(filepath.Join(base, "elsewhere", "part"), filepath.Join(folder, "linked")))
	for _, name := range []string{"train", "dev", "linked"} {
		err = errors.Join(err, os.WriteFile(filepath.Join(folder, name), []byte("old "+name), 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// parted is what stands under the names of the parts, in words: "old", "new" or what else; "some old" where parts of them are missing.
func parted(t *testing.T, folder string) string {
	t.Helper()
	seen := map[string]int{}
	for _, name := range []string{"train", "dev", "linked", "test"} {
		data, err := os.ReadFile(filepath.Join(folder, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		word, rest, _ := strings.Cut(string(data), " ")
		if err != nil || rest != name {
			return fmt.Sprintf("%s: %q, %v", name, data, err)
		}
		seen[word]++
	}
	switch {
	case seen["old"] == 3 && seen["new"] == 0:
		return "old"
	case seen["new"] == 4 && seen["old"] == 0:
		return "new"
	case seen["new"] == 0:
		return "some old"
	case seen["old"] == 0:
		return "some new"
	}
	return fmt.Sprint(seen)
}

// beside is what lies about the parts that does not belong there.
func beside(t *testing.T, folder string) string {
	t.Helper()
	here := strings.NewReplacer("dev", "", "linked", "", "test", "", "train", "", " ", "").Replace(storetest.NamesIn(t, folder))
	return here + strings.TrimPrefix(storetest.NamesIn(t, filepath.Join(filepath.Dir(folder), "elsewhere")), "part")
}

// faulted runs a child in which the nth call ends so, and says whether it came to its end.
func faulted(t *testing.T, child, folder, call string, nth int, so string) bool {
	t.Helper()
	command := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+call, "-e", fmt.Sprintf("inject=%s:%s:when=%d", call, so, nth), os.Args[0])
	command.Env = append(os.Environ(), child+"="+folder)
	out, err := command.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if err != nil && call != "write" && strings.HasPrefix(so, "error") && !strings.Contains(string(out), folder) && !strings.Contains(string(out), "elsewhere") {
		t.Errorf("%s of %s %d: %q does not name the folder", so, call, nth, out)
	}
	return err == nil
}

func needStrace(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("strace is not there, or may not trace here: %v %s", err, out)
	}
}

func TestPartsThatAKilledProgramWasPlacingAreOldOrNew(t *testing.T) {
	needStrace(t)
	for _, call := range []string{"renameat", "unlinkat", "fsync"} {
		for nth := 1; ; nth++ {
			folder := oldParts(t)
			whole := faulted(t, splitChild, folder, call, nth, "signal=KILL")
			if found := parted(t, folder); !strings.HasSuffix(found, "old") && !strings.HasSuffix(found, "new") {
				t.Errorf("killed at %s %d: %s", call, nth, found)
			}
			if whole {
				if found := parted(t, folder) + beside(t, folder); found != "new" || nth == 1 {
					t.Errorf("not killed at %s %d: %s", call, nth, found)
				}
				break
			}
			for again := 1; !faulted(t, lookChild, folder, call, again, "signal=KILL"); again++ { // which is killed at it too
				if found := parted(t, folder); !strings.HasSuffix(found, "old") && !strings.HasSuffix(found, "new") {
					t.Errorf("killed at %s %d, and the next at %d: %s", call, nth, again, found)
				}
			}
			look(folder)
			look(filepath.Join(filepath.Dir(folder), "elsewhere"))
			if found := parted(t, folder); found != "old" && found != "new" {
				t.Errorf("killed at %s %d: then there is %s", call, nth, found)
			}
			if left := beside(t, folder); left != "" {
				t.Errorf("killed at %s %d left %s", call, nth, left)
			}
		}
	}
}

func TestPartsThatCannotBePlacedAreAsBefore(t *testing.T) {
	needStrace(t)
	for _, call := range []string{"renameat", "fsync", "write"} {
		for nth := 1; ; nth++ {
			folder := oldParts(t)
			if faulted(t, splitChild, folder, call, nth, "error=EIO") {
				break
			}
			if found := parted(t, folder) + beside(t, folder); found != "old" {
				t.Errorf("%s %d failed: %s", call, nth, found)
			}
		}
	}
}

func TestAPlacingOfAnotherFolderIsNotTaken(t *testing.T) {
	base := t.TempDir()
	victim := filepath.Join(base, "letter")
	storetest.Must(t, os.WriteFile(victim, []byte("words"), 0o644))
	folder := filepath.Join(base, "sent")
	storetest.Must(t, os.Mkdir(folder, 0o755))
	for i, text := range []string{
		`{"parts":[{"draft":".x.00000000-7fffffff-000000000000.draft","place":"` + victim + `"}]}`,
		`{"parts":[{"draft":"../letter","place":"taken"}]}`,
		`{"parts":[{"draft":"` + victim + `","place":"taken"}]}`,
		`{"parts":[{"draft":".x.00000000-7fffffff-000000000000.draft","place":"../letter"}]}`,
		`nonsense`,
	} {
		for _, state := range []string{"placing", "returning"} {
			path := filepath.Join(folder, fmt.Sprintf(".sent.%s-7fffffff-%012x.%s", output.ThisSystem(), i, state))
			storetest.Must(t, os.WriteFile(path, []byte(text), 0o644))
			look(folder)
			storetest.Wants(t, victim, "words")
			storetest.Must(t, os.Remove(path))
		}
	}
}
