package disk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/store/output"
	"github.com/parallax-annotation/parallax/store/table"
)

// What a killed program left beside a file stays under the old name when the file is renamed, or moved nearby, before it is opened
// again. The file does not tell of it; its log does, for it has the token of the file (logs.go).

// stray is a log or a journal whose file is gone.
type stray struct {
	former string // the path of the file that it lay beside
	suffix string
}

// AdoptLog gives a file that was renamed the log or journal that it left behind, so that it is applied as if nothing had happened.
// Where other files could be meant as well, copies from the same moment, it is only said.
func AdoptLog(ctx context.Context, path string) (*Aside, error) {
	found := StraysOf(path)
	if len(found) == 0 {
		return nil, nil
	}
	left := found[0]
	log := left.former + left.suffix
	if twin := twinOf(path, left); twin != "" {
		return &Aside{Sentence: fmt.Sprintf("A program that was killed left %s, which may have marks that %s lacks, and fits %s too: it was not applied. Give the file that it belongs to the name %s and open it.",
			log, filepath.Base(path), twin, filepath.Base(left.former))}, nil
	}
	if left.suffix == "-journal" && isWrittenTo(ctx, path) { // by one that still has it in hand under its former name
		return nil, nil
	}
	if err := moveOrCopy(log, path+left.suffix); err != nil {
		return nil, fmt.Errorf("%s was called %s when a program was killed, whose log %s cannot be put beside it: %w",
			path, filepath.Base(left.former), log, output.Reason(err))
	}
	RemoveIndex(left.former)
	return &Aside{Sentence: fmt.Sprintf("%s was called %s when a program was killed; what that had saved was in a log under the old name, and is in the file now.",
		filepath.Base(path), filepath.Base(left.former))}, nil
}

// StraysOf lists the logs and journals in the folder of a file that has none, and, where its header says that it had one, in the
// folders in that one and around it, that belong to it and to no file that is there.
func StraysOf(path string) (found []stray) {
	if InHand(path) || HasLog(path) || Exists(path+"-journal") || !output.IsFile(path) {
		return nil
	}
	folders := []string{filepath.Dir(path)}
	if ahead, err := WritesAhead(path); err == nil && ahead {
		folders = append(folders, foldersNear(path)...)
	}
	for _, folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue
		}
		for _, entry := range entries[:min(len(entries), MostLooked)] {
			for _, suffix := range Sides {
				name, is := strings.CutSuffix(entry.Name(), suffix)
				left := stray{filepath.Join(folder, name), suffix}
				if is && entry.Type().IsRegular() && !Exists(left.former) && left.fits(path) && !InUse(left.former) {
					found = append(found, left)
				}
			}
		}
	}
	return found
}

// foldersNear are the folders in which a file may have stood that is now at path, but for its own.
func foldersNear(path string) (near []string) {
	folder := filepath.Dir(path)
	for _, around := range []string{folder, filepath.Dir(folder)} {
		entries, err := os.ReadDir(around)
		if err != nil {
			continue
		}
		for _, entry := range entries[:min(len(entries), MostLooked)] {
			if entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") && !strings.HasSuffix(entry.Name(), "-backups") {
				near = append(near, filepath.Join(around, entry.Name()))
			}
		}
	}
	near = append(near, filepath.Dir(folder))
	return slices.DeleteFunc(near, func(other string) bool { return other == folder })
}

// fits says whether a log or journal with something in it goes on from a file.
func (l stray) fits(path string) bool {
	log := l.former + l.suffix
	if l.suffix == "-journal" {
		before, own, err := journalOf(path, log)
		return err == nil && own && before != ""
	}
	logged, err := readLog(log)
	if err != nil || !logged.any || logged.token == "" {
		return false
	}
	token, err := tokenAt(path, logged.page, logged.size)
	return err == nil && token == logged.token
}

// twinOf is another project of the folder that a stray fits as well, "" where there is none.
func twinOf(path string, left stray) string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return ""
	}
	for _, entry := range entries[:min(len(entries), MostLooked)] {
		other := filepath.Join(filepath.Dir(path), entry.Name())
		if entry.Type().IsRegular() && other != path && strings.EqualFold(filepath.Ext(other), filepath.Ext(path)) && !InHand(other) && left.fits(other) {
			return entry.Name()
		}
	}
	return ""
}

// isWrittenTo says whether a program is in the middle of writing to a file.
func isWrittenTo(ctx context.Context, path string) bool {
	db, err := OpenDB(table.Driver, path, "mode=rw&_busy_timeout=0")
	if err != nil {
		return true
	}
	defer db.Close()
	s, err := table.NewSession(ctx, db)
	if err != nil {
		return true
	}
	defer s.Close()
	if s.Exec("BEGIN IMMEDIATE") != nil {
		return true
	}
	return s.Exec("ROLLBACK") != nil
}

// moveOrCopy gives a file another name, on another disk too. What is already there is not written over.
func moveOrCopy(from, to string) error {
	os.Remove(to) // an empty one
	if os.Rename(from, to) == nil {
		return nil
	}
	if err := output.LinkOrCopy(from, to); err != nil {
		return err
	}
	return os.Remove(from)
}
