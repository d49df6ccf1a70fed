package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/parallax-annotation/parallax/annotate"
)

// WriteFolder makes at path a folder of the files that write creates, by slash-separated names within it. It is made beside its place
// and gets its name when it is whole: where write fails, or the program ends, nothing is there. A folder that has anything in it is
// never replaced.
func WriteFolder(ctx context.Context, path string, write func(create func(name string) (io.WriteCloser, error)) error) error {
	if err := WritableFolder(path); err != nil {
		return err
	}
	place, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("finding %s: %w", path, err)
	}
	if real, err := filepath.EvalSymlinks(place); err == nil {
		place = real // where a link leads to an empty folder
	}
	f, err := beginFolder(place, path)
	if err != nil {
		return err
	}
	defer os.RemoveAll(f.draft) // nothing, once it has its name
	if err := write(f.create); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.place(place)
}

// WritableFolder says in a sentence why no folder can be put at path, nil where one can.
func WritableFolder(path string) error {
	if err := ShortEnough(path); err != nil {
		return err
	}
	if IsBesideDatabase(path) {
		return annotate.Invalidf("%s is a name for a part of the project beside it: name another folder", path)
	}
	if _, err := os.Lstat(path); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return annotate.Invalidf("%s is a link that leads nowhere: name another folder", path)
	case err != nil:
		return fmt.Errorf("finding %s: %w", path, Reason(err))
	case !info.IsDir():
		return annotate.Invalidf("%s is a file: name a folder", path)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return annotate.Invalidf("%s may not be read: change its permissions, or name another folder", path)
	}
	if len(entries) > 0 {
		return annotate.Invalidf("%s has files in it, which are never replaced: name a folder that is new or empty", path)
	}
	return nil
}

// folder is a folder that is being made.
type folder struct {
	draft  string
	named  string          // as its user calls it
	synced map[string]bool // the folders in it, by path, which are to be brought to the disk
}

// beginFolder begins a folder beside its place.
func beginFolder(place, named string) (*folder, error) {
	if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
		return nil, fmt.Errorf("making %s: %w", filepath.Dir(named), Reason(err))
	}
	f := &folder{draft: Draft(place), named: named, synced: map[string]bool{}}
	if err := os.Mkdir(f.draft, 0o777); err != nil {
		return nil, fmt.Errorf("making %s: %w", named, Reason(err))
	}
	return f, nil
}

func (f *folder) create(name string) (io.WriteCloser, error) {
	path := filepath.Join(f.draft, filepath.FromSlash(name))
	for within := filepath.Dir(path); within != f.draft && !f.synced[within]; within = filepath.Dir(within) {
		f.synced[within] = true
	}
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err != nil {
		return nil, fmt.Errorf("making a folder for %s: %w", name, Reason(err))
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, fmt.Errorf("making %s: %w", name, Reason(err))
	}
	return member{plainly{file}, name}, nil
}

// member is a file of a folder that is being made.
type member struct {
	plainly
	name string
}

// Close brings the file to the disk.
func (m member) Close() error {
	if err := errors.Join(m.file.Sync(), m.file.Close()); err != nil {
		return fmt.Errorf("%s: %w", m.name, Reason(err))
	}
	return nil
}

// place gives the folder its name. An empty one that is there goes for it, and nothing else.
func (f *folder) place(place string) error {
	for within := range f.synced {
		if err := SyncFolder(within); err != nil {
			return Named(err, f.draft, f.named)
		}
	}
	if err := SyncFolder(f.draft); err != nil {
		return Named(err, f.draft, f.named)
	}
	if there, err := os.Stat(place); err == nil {
		_ = os.Chmod(f.draft, there.Mode().Perm()) // as before where the system allows it
		if err := os.Remove(place); err != nil {
			return fmt.Errorf("%s was filled meanwhile, or cannot be replaced: name another folder: %w", f.named, Reason(err))
		}
	}
	if err := os.Rename(f.draft, place); err != nil {
		return fmt.Errorf("making %s: %w", f.named, Reason(err))
	}
	return SyncFolder(filepath.Dir(place))
}
