package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"github.com/parallax-annotation/parallax/annotate"
)

// WriteFolder makes at path a folder of the files that write creates, by slash-separated names within it. It is made beside its place
// and gets its name when it is whole: where write fails, or the program ends, what was there is there still. A folder that is there is
// replaced where it is empty or was written so and nothing in it was changed since; another one never.
func WriteFolder(ctx context.Context, path string, write func(create func(name string) (io.WriteCloser, error)) error) error {
	if err := WritableFolder(path); err != nil {
		return err
	}
	if err := unchanged(path); err != nil {
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
	if err := f.writeList(); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
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
	return ownFiles(path)
}

// folder is a folder that is being made.
type folder struct {
	draft  string
	named  string               // as its user calls it
	synced map[string]bool      // the folders in it, by path, which are to be brought to the disk
	sums   map[string]hash.Hash // of its files, by name
}

// beginFolder begins a folder beside its place.
func beginFolder(place, named string) (*folder, error) {
	if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
		return nil, fmt.Errorf("making %s: %w", filepath.Dir(named), Reason(err))
	}
	f := &folder{draft: Draft(place), named: named, synced: map[string]bool{}, sums: map[string]hash.Hash{}}
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
	f.sums[name] = sha256.New()
	return member{plainly{file}, name, f.sums[name]}, nil
}

// member is a file of a folder that is being made.
type member struct {
	plainly
	name string
	sum  hash.Hash
}

func (m member) Write(data []byte) (int, error) {
	n, err := m.plainly.Write(data)
	m.sum.Write(data[:n]) // which never fails
	return n, err
}

// Close brings the file to the disk.
func (m member) Close() error {
	if err := errors.Join(m.file.Sync(), m.file.Close()); err != nil {
		return fmt.Errorf("%s: %w", m.name, Reason(err))
	}
	return nil
}

// place gives the folder its name. What is there, which is empty or an earlier one, goes for it.
func (f *folder) place(place string) error {
	for within := range f.synced {
		if err := SyncFolder(within); err != nil {
			return Named(err, f.draft, f.named)
		}
	}
	if err := SyncFolder(f.draft); err != nil {
		return Named(err, f.draft, f.named)
	}
	there, err := os.Stat(place)
	if err != nil {
		if err := os.Rename(f.draft, place); err != nil {
			return fmt.Errorf("making %s: %w", f.named, Reason(err))
		}
		return SyncFolder(filepath.Dir(place))
	}
	if err := ownFiles(place); err != nil {
		return err // it was filled meanwhile
	}
	_ = os.Chmod(f.draft, there.Mode().Perm()) // as before where the system allows it
	parent := filepath.Dir(place)
	n := &note{folder: parent, name: filepath.Base(place), id: annotate.NewID()[24:], state: isPlacing,
		Parts: []placed{{Draft: filepath.Base(f.draft), Place: filepath.Base(place), Old: filepath.Base(Draft(place))}}}
	if err := n.carryOut(); err != nil {
		return err
	}
	return n.done()
}
