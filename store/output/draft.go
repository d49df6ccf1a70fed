package output

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
)

// A draft is a file or folder that is being made beside the place that it will have, so that nothing has a name before it is
// whole. Its own name, ".NAME.SYSTEM-PROCESS-….draft", says who makes it: what a killed program left is cleared by the next
// one that makes a draft in that folder, and what another one is making now is left alone.
var draftName = regexp.MustCompile(`^\..+\.([0-9a-f]{8})-([0-9a-f]{1,8})-[0-9a-f]{12}\.draft(-wal|-shm|-journal)?$`)

// abandoned is the age at which a draft that another computer made in a shared folder is taken to be left.
const abandoned = 24 * time.Hour

// nameRoom is how much of a file's name goes into that of its draft: file systems take 255 bytes, and SQLite adds some.
const nameRoom = 160

// Draft is the path of a draft of what will stand at path. Drafts that were left in the folder are cleared.
func Draft(path string) string {
	folder := filepath.Dir(path)
	ClearDrafts(folder)
	return filepath.Join(folder, passing(path, annotate.NewID()[24:], ".draft"))
}

// NewDraft is Draft with an empty file made there, or says in a sentence why none can be made.
func NewDraft(path string) (string, error) {
	draft := Draft(path)
	file, err := os.OpenFile(draft, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return "", notMade(path, path, err)
	}
	return draft, file.Close()
}

// notMade is why no file can be made beside a place, which its user calls by another name, perhaps.
func notMade(place, named string, err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return annotate.Invalidf("no file can be made in %s: change its permissions, or name another folder", filepath.Dir(place))
	}
	return fmt.Errorf("writing %s: %w", named, Reason(err))
}

// passing is the name of what stands beside the place of a file for a while, and says whose it is.
func passing(path, id, ending string) string {
	name := filepath.Base(path)
	for len(name) > nameRoom {
		_, last := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-last]
	}
	return fmt.Sprintf(".%s.%s-%x-%s%s", name, thisSystem(), os.Getpid(), id, ending)
}

// Named is an error about a draft, in which the draft has the name of what is made of it.
func Named(err error, draft, path string) error {
	if IsFull(err) {
		return ErrFull
	}
	if err == nil || !strings.Contains(err.Error(), draft) {
		return err
	}
	return named{err, draft, path}
}

type named struct {
	error
	draft, path string
}

func (n named) Error() string { return strings.ReplaceAll(n.error.Error(), n.draft, n.path) }
func (n named) Unwrap() error { return n.error }

// TempFolder makes a folder for a copy that is read in place of a project. Those that killed programs left are cleared.
func TempFolder() (string, error) {
	folder := Draft(filepath.Join(os.TempDir(), "parallax-read"))
	return folder, os.Mkdir(folder, 0o700)
}

// ClearDrafts removes from a folder what programs were making in it when they were killed, and ends what they were placing. What
// cannot be removed stays.
func ClearDrafts(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	kept := endPlacings(folder, entries)
	for _, entry := range entries {
		if !kept[entry.Name()] && isAbandoned(entry) {
			os.RemoveAll(filepath.Join(folder, entry.Name()))
		}
	}
}

func isAbandoned(entry fs.DirEntry) bool {
	parts := draftName.FindStringSubmatch(entry.Name())
	return parts != nil && isLeft(parts[1], parts[2], entry)
}

// isLeft says whether the program of a system and a number, which are in the name of a file, is there no more.
func isLeft(system, process string, entry fs.DirEntry) bool {
	if system != thisSystem() {
		info, err := entry.Info()
		return err == nil && time.Since(info.ModTime()) > abandoned
	}
	pid, err := strconv.ParseInt(process, 16, 64)
	return err == nil && int(pid) != os.Getpid() && !running(int(pid))
}

// ThisSystem tells apart the computers, and the containers, whose process numbers mean the same.
func ThisSystem() string { return thisSystem() }

var thisSystem = sync.OnceValue(func() string {
	hash := fnv.New32a()
	name, _ := os.Hostname()
	space, _ := os.Readlink("/proc/self/ns/pid") // Linux only
	fmt.Fprintln(hash, name, space)
	return fmt.Sprintf("%08x", hash.Sum32())
})

// Remove removes a draft with what SQLite may have left beside it.
func Remove(path string) {
	for _, suffix := range append([]string{""}, SideFiles...) {
		os.Remove(path + suffix)
	}
}

// LinkOrCopy gives a file a second name or, on a file system without links, copies it there.
func LinkOrCopy(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("copying to %s: %w", to, fs.ErrExist)
	}
	if err := copyWhole(from, to); err != nil {
		return errors.Join(fmt.Errorf("copying %s to %s: %w", from, to, err), os.Remove(to))
	}
	return nil
}

// copyWhole copies an ordinary file and brings the copy to the disk.
func copyWhole(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// SyncFolder makes a new name in a folder durable, where the system can do that.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil // where a folder cannot be synced, and the file system keeps a log of names itself
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := folder.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return fmt.Errorf("syncing %s: %w", path, err)
	}
	return nil
}
