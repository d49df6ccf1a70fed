package disk

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/output"
)

// While a window has a project open, a second name of the file is kept in NAME-backups, hidden, and a copy of it as it was last
// left among what the user's programs keep for themselves, which is on another disk where the project is on a stick. Where
// another version is put in the file's place by renaming, as programs that synchronise do, the second name still leads to what
// was there; where it is overwritten in place, or the disk is gone, the copy has what was there. Both go when the project is
// closed; those of a program that was killed are cleared by the next one that opens it.
const keptPrefix = ".kept."

// KeptFolder is where copies of a project are kept while it is open: in a folder of the user's, of its own for each path, else
// among the backups.
func KeptFolder(path string) (string, error) {
	folder := cacheFolder(path)
	if folder == "" || os.MkdirAll(folder, 0o700) != nil {
		return MakeBackupFolder(path)
	}
	return folder, nil
}

func cacheFolder(path string) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	hash := fnv.New64a()
	hash.Write([]byte(path))
	return filepath.Join(cache, "parallax", "kept", fmt.Sprintf("%016x", hash.Sum64()))
}

// keptOf lists what is kept, or was left, of a project.
func keptOf(path string) (kept []string) {
	for _, folder := range []string{BackupFolder(path), cacheFolder(path)} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if strings.HasPrefix(entry.Name(), keptPrefix) && strings.HasSuffix(entry.Name(), ".draft") {
				kept = append(kept, filepath.Join(folder, entry.Name()))
			}
		}
	}
	return kept
}

// KeptName says whose it is, as the names of drafts do, so that what a killed program left can be told from what another window
// keeps.
func KeptName() string {
	return fmt.Sprintf(keptPrefix+"%s-%x-%s.draft", output.ThisSystem(), os.Getpid(), annotate.NewID()[24:])
}

// RescuedIn is a free name for what is rescued of a project.
func RescuedIn(folder, path string) string {
	base := filepath.Base(Stem(path))
	for n := 1; ; n++ {
		name := filepath.Join(folder, fmt.Sprintf("%s-%s-rescued", base, time.Now().UTC().Format("20060102T150405Z")))
		if n > 1 {
			name += fmt.Sprint("-", n)
		}
		if !slices.ContainsFunc(append([]string{""}, output.SideFiles...), func(suffix string) bool { return Exists(name + ".parallax" + suffix) }) {
			return name + ".parallax"
		}
	}
}
