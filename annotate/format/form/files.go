package form

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/parallax-annotation/parallax/annotate"
)

// What an archive may hold. Beyond that it is more likely made to fill a disk than to be read.
const (
	mostFiles    = 100_000
	mostUnpacked = 4 << 30 // bytes, of all files
	mostWithin   = 1 << 28 // bytes, of an archive within another file
)

// Files are those of a folder or an archive, without hidden ones.
type Files struct {
	Names    []string // slash-separated paths, sorted
	Unpacked int64    // bytes of all files, as an archive says; 0 for a folder
	Held     int64    // bytes of an archive that is held in memory
	open     func(name string) (io.ReadCloser, error)
	close    func() error
}

// Has says whether there is a file of that name.
func (f *Files) Has(name string) bool {
	_, found := slices.BinarySearch(f.Names, name)
	return found
}

// Open begins to read one of them.
func (f *Files) Open(name string) (io.ReadCloser, error) {
	if !f.Has(name) {
		return nil, annotate.NotFoundf("it has no file %s: add it", name)
	}
	return f.open(name)
}

// Source is one of them as a source of its own, until they are closed.
func (f *Files) Source(name string) Source {
	return Source{Name: name, open: func() (io.ReadCloser, error) { return f.Open(name) }}
}

// Within is one of the files of a folder or an archive as a source that opens both anew each time, for who comes when Files are closed.
func (s Source) Within(name string) Source {
	return Source{Name: name, open: func() (io.ReadCloser, error) {
		files, err := s.Files()
		if err != nil {
			return nil, err
		}
		in, err := files.Open(name)
		if err != nil {
			return nil, errors.Join(err, files.Close())
		}
		return withinFiles{in, files}, nil
	}}
}

// withinFiles is a file that was opened together with what it lies in.
type withinFiles struct {
	io.ReadCloser
	files *Files
}

func (f withinFiles) Close() error { return errors.Join(f.ReadCloser.Close(), f.files.Close()) }

// Close ends it, with what was opened from it.
func (f *Files) Close() error { return f.close() }

// Files lists a folder or an archive for a reader of several files that belong together, which closes it. A folder is never left,
// whatever a link in it leads to. An archive that is damaged, encrypted, or not to be trusted is annotate.ErrInvalid.
func (s Source) Files() (*Files, error) {
	switch shape, err := s.Shape(); {
	case err != nil:
		return nil, err
	case shape == Folder:
		return s.folderFiles()
	case shape == Archive:
		return s.archiveFiles()
	}
	return nil, annotate.Invalidf("it is neither a folder nor a zip archive: name the one that holds it")
}

func (s Source) folderFiles() (*Files, error) {
	root, err := os.OpenRoot(s.Name)
	if err != nil {
		return nil, err
	}
	files := &Files{open: func(name string) (io.ReadCloser, error) { return root.Open(filepath.FromSlash(name)) }, close: root.Close}
	err = fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case hidden(entry.Name()) || s.beside != nil && s.beside(filepath.Join(s.Name, filepath.FromSlash(name))):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.Type()&fs.ModeSymlink != 0:
			if info, err := root.Stat(filepath.FromSlash(name)); err != nil || !info.Mode().IsRegular() {
				return nil // it leads out of the folder, or to no file
			}
		case !entry.Type().IsRegular():
			return nil
		}
		files.Names = append(files.Names, name)
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	slices.Sort(files.Names)
	return files, nil
}

// hidden says whether a file or folder of that name is kept from sight, or was put there by a system for itself.
func hidden(name string) bool { return strings.HasPrefix(name, ".") || name == "__MACOSX" }

func (s Source) archiveFiles() (files *Files, err error) {
	file, size, err := s.openAt()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			file.Close()
		}
	}()
	unpacked, err := zip.NewReader(file, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // the names are looked at here
		return nil, annotate.Invalidf("%s is damaged or cut off: get it again, whole", s.archiveName())
	}
	packed, err := within(unpacked.File)
	if err != nil {
		return nil, err
	}
	files = &Files{close: file.Close, open: func(name string) (io.ReadCloser, error) { return unpack(packed[name], name) }}
	if s.open != nil {
		files.Held = size
	}
	for name, f := range packed {
		files.Names = append(files.Names, name)
		files.Unpacked += int64(f.UncompressedSize64)
	}
	slices.Sort(files.Names)
	return files, nil
}

// archiveName says what an archive is, which of a document or a project few people know to be one.
func (s Source) archiveName() string {
	if ending := strings.ToLower(path.Ext(s.Base())); ending != ".zip" && len(ending) > 1 {
		return "the " + ending + " file, which is a ZIP archive,"
	}
	return "the archive"
}

// archiveFile is the file of an archive, which is read here and there.
type archiveFile interface {
	io.ReaderAt
	io.Closer
}

// openAt opens an archive, with its size in bytes. One that came within another file is held in memory.
func (s Source) openAt() (archiveFile, int64, error) {
	if s.open != nil {
		data, err := s.ReadAll(mostWithin)
		return inMemory{bytes.NewReader(data)}, int64(len(data)), err
	}
	file, err := os.Open(s.Name)
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// within are the files of an archive that count, by name, of one that can be trusted.
func within(all []*zip.File) (map[string]*zip.File, error) {
	if len(all) > mostFiles {
		return nil, annotate.Invalidf("the archive holds %d files, more than the %d that are read: divide it", len(all), mostFiles)
	}
	files := map[string]*zip.File{}
	left := uint64(mostUnpacked)
	for _, f := range all {
		name := nameIn(f)
		switch clean := strings.TrimSuffix(name, "/"); {
		case !fs.ValidPath(clean) || clean == "." || len(clean) > 1 && clean[1] == ':':
			return nil, annotate.Invalidf("the archive holds a file %q, whose name leads out of it: do not trust it", name)
		case clean != name || !f.Mode().IsRegular(): // a folder, or a link
			continue
		case f.Flags&1 != 0:
			return nil, annotate.Invalidf("the archive is encrypted: unpack it with its password, and name the folder")
		case f.UncompressedSize64 > left:
			return nil, annotate.Invalidf("the archive unpacks to more than %d GB: unpack what you need of it, and name the folder", mostUnpacked>>30)
		case slices.ContainsFunc(strings.Split(name, "/"), hidden):
			continue
		case files[name] != nil:
			return nil, annotate.Invalidf("the archive holds the file %s twice: pack it again", name)
		}
		left -= f.UncompressedSize64
		files[name] = f
	}
	return files, nil
}

// nameIn is the name of a file of an archive, as its program wrote it: old ones for DOS write backslashes, and letters of their own.
func nameIn(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		name, _ = charmap.CodePage437.NewDecoder().String(name) // which has a letter for every byte
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// unpack begins to read a file of an archive, which ends with an error where it is not what the archive says.
func unpack(f *zip.File, name string) (io.ReadCloser, error) {
	in, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, annotate.Invalidf("%s is packed in a way that is not known: pack the archive again as a plain zip", path.Base(name))
	}
	if err != nil {
		return nil, annotate.Invalidf("the archive is damaged at %s: get it again", name)
	}
	return &unpacking{in, int64(f.UncompressedSize64), name}, nil
}

type unpacking struct {
	io.ReadCloser
	left int64 // bytes that the archive says are to come
	name string
}

// Unpacked is how many bytes the archive says are to come.
func (u *unpacking) Unpacked() int64 { return u.left }

func (u *unpacking) Read(data []byte) (int, error) {
	n, err := u.ReadCloser.Read(data)
	u.left -= int64(n)
	if u.left < 0 || err != nil && !errors.Is(err, io.EOF) {
		return 0, fmt.Errorf("%w", annotate.Invalidf("the archive is damaged at %s: get it again", u.name))
	}
	return n, err
}
