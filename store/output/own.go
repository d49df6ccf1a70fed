package output

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// A folder that is written here holds, out of sight, a list of its files with what they held, by which a later one knows that it replaces
// nobody's work. Its lines are those that sha256sum writes and checks.
const listName = ".parallax-export"

// madeBySystems are files that a system puts into a folder by itself.
var madeBySystems = []string{".DS_Store", "Thumbs.db", "desktop.ini"}

// writeList ends a folder with its list.
func (f *folder) writeList() error {
	var lines strings.Builder
	for _, name := range slices.Sorted(maps.Keys(f.sums)) {
		fmt.Fprintf(&lines, "%x  %s\n", f.sums[name].Sum(nil), name)
	}
	file, err := f.create(listName)
	if err != nil {
		return err
	}
	_, err = io.WriteString(file, lines.String())
	return errors.Join(err, file.Close())
}

// readList reads what the files of a folder held when they were written, by name; nothing where there is no list.
func readList(folder string) (map[string]string, error) {
	sums := map[string]string{}
	file, err := os.Open(filepath.Join(folder, listName))
	if errors.Is(err, fs.ErrNotExist) {
		return sums, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if sum, name, found := strings.Cut(lines.Text(), "  "); found {
			sums[name] = sum
		}
	}
	return sums, lines.Err()
}

// ownFiles refuses a folder in which something lies that is not on its list.
func ownFiles(folder string) error {
	sums, err := readList(folder)
	if err != nil {
		return annotate.Invalidf("%s may not be read: change its permissions, or name another folder", folder)
	}
	folders := map[string]bool{} // that hold a file of the list
	for name := range sums {
		for within := path.Dir(name); within != "." && !folders[within]; within = path.Dir(within) {
			folders[within] = true
		}
	}
	return eachFile(folder, func(name string, entry fs.DirEntry) error {
		if _, listed := sums[name]; listed && entry.Type().IsRegular() || entry.IsDir() && folders[name] {
			return nil
		}
		return annotate.Invalidf("%s has something in it that no export wrote there, %s, and is not replaced: name a folder that is new or empty", folder, name)
	})
}

// unchanged refuses a folder of which a file holds something else than when it was written.
func unchanged(folder string) error {
	sums, err := readList(folder)
	if err != nil || len(sums) == 0 {
		return err
	}
	return eachFile(folder, func(name string, entry fs.DirEntry) error {
		if entry.IsDir() {
			return nil
		}
		sum, err := sumOf(filepath.Join(folder, filepath.FromSlash(name)))
		if err == nil && sum != sums[name] {
			err = annotate.Invalidf("%s in %s was changed after it was exported, and is not replaced: import it first, or name another folder", name, folder)
		}
		return err
	})
}

// eachFile calls do for the files and folders in a folder, by their slash-separated names, but for its list and what systems make. There need be no
// folder.
func eachFile(folder string, do func(name string, entry fs.DirEntry) error) error {
	root, err := filepath.EvalSymlinks(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("finding %s: %w", folder, Reason(err))
	}
	return filepath.WalkDir(root, func(at string, entry fs.DirEntry, err error) error {
		if err != nil {
			return annotate.Invalidf("%s may not be read: change its permissions, or name another folder", folder)
		}
		name, err := filepath.Rel(root, at)
		if name = filepath.ToSlash(name); err != nil || name == "." || name == listName || slices.Contains(madeBySystems, entry.Name()) {
			return err
		}
		return do(name, entry)
	})
}

func sumOf(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", Reason(err)
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", Reason(err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
