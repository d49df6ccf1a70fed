package form

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// NewFile returns a sink of one file, which whoever opened it closes.
func NewFile(out io.Writer) *Sink {
	begun := false
	return newSink(func(name string) (io.WriteCloser, error) {
		switch {
		case name != "":
			return nil, fmt.Errorf("there is no place for the file %q: this is one file", name)
		case begun:
			return nil, errors.New("there is no place for a second file: this is one file")
		}
		begun = true
		return unclosed{out}, nil
	}, nil)
}

// unclosed is a file that whoever made it closes.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// NewFolder returns a sink of a folder, whose files create makes. It is only asked for names that every system takes, none of them
// twice.
func NewFolder(create func(name string) (io.WriteCloser, error)) *Sink {
	names := names{}
	return newSink(func(name string) (io.WriteCloser, error) {
		if err := names.take(name); err != nil {
			return nil, err
		}
		return create(name)
	}, nil)
}

// NewArchive returns a sink of a zip archive, which is written to out. The same files created in the same order give the same bytes.
func NewArchive(out io.Writer) *Sink {
	names, archive := names{}, &archive{zip: zip.NewWriter(out)}
	return newSink(func(name string) (io.WriteCloser, error) {
		if err := names.take(name); err != nil {
			return nil, err
		}
		return archive.create(name), nil
	}, archive.zip.Close)
}

// names are those of the files and folders of a dataset, as a system takes them that does not tell upper from lower case.
type names map[string]place

type place struct {
	name   string
	folder bool
}

// take takes a name that is not taken. A folder is the place of several files.
func (n names) take(name string) error {
	if err := sound(name); err != nil {
		return err
	}
	for part := name; part != "."; part = path.Dir(part) {
		this := place{part, part != name}
		key := norm.NFC.String(cases.Fold().String(norm.NFC.String(part)))
		there, taken := n[key]
		if taken && (there != this || !this.folder) {
			return fmt.Errorf("the names %q and %q are one on some systems", there.name, part)
		}
		n[key] = this
	}
	return nil
}

// sound refuses a name that leads out of the dataset, or that some system does not take.
func sound(name string) error {
	if !fs.ValidPath(name) || name == "." {
		return fmt.Errorf("%q is no name for a file within a dataset", name)
	}
	for part := range strings.SplitSeq(name, "/") {
		odd := func(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune(`\:*?"<>|`, r) }
		if strings.ContainsFunc(part, odd) || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return fmt.Errorf("%q is no name that every system takes", name)
		}
	}
	return nil
}

// writtenAt is the time of every file of an archive, the first that a zip can say.
var writtenAt = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// archive writes files one after the other. The first that is not whole is written through; those that were begun after it wait in
// memory.
type archive struct {
	zip   *zip.Writer
	files []*archived // not yet whole, in the order in which they were created
}

type archived struct {
	archive *archive
	name    string
	out     io.Writer // nil until it is its turn
	waiting bytes.Buffer
	whole   bool
}

func (a *archive) create(name string) *archived {
	file := &archived{archive: a, name: name}
	a.files = append(a.files, file)
	return file
}

func (f *archived) Write(data []byte) (int, error) {
	if f.archive.files[0] != f {
		return f.waiting.Write(data)
	}
	if err := f.begin(); err != nil {
		return 0, err
	}
	return f.out.Write(data)
}

// begin writes what has waited.
func (f *archived) begin() (err error) {
	if f.out == nil {
		f.out, err = f.archive.zip.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: writtenAt})
	}
	if err == nil {
		_, err = f.waiting.WriteTo(f.out)
	}
	return err
}

func (f *archived) Close() error {
	f.whole = true
	for a := f.archive; len(a.files) > 0 && a.files[0].whole; a.files = a.files[1:] {
		if err := a.files[0].begin(); err != nil {
			return err
		}
	}
	return nil
}
