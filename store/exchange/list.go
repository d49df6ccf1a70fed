package exchange

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/html"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/store/output"
)

// What archives may hold that lie within archives, or that are named together. Beyond that they are more likely made to fill a disk.
const (
	deepest      = 3         // archives within each other
	mostPacked   = 100_000   // files
	mostUnpacked = 4 << 30   // bytes, of all files
	mostNested   = 512 << 20 // bytes, of archives within archives, which are held in memory
)

// listing gathers the files that an import names, those of folders and archives in the order of their names.
type listing struct {
	options  ImportOptions
	files    []PlannedDocument
	open     []*form.Files   // archives, until all is read
	database map[string]bool // whether a file of the disk is one, which is asked of each for every folder that it lies in

	packed           int   // files of archives
	unpacked, nested int64 // bytes
}

func (l *listing) close() {
	for _, files := range l.open {
		files.Close() //nolint:errcheck // it was only read
	}
}

func (l *listing) refuse(path string, err error) {
	l.files = append(l.files, PlannedDocument{File: path, Refusal: unreadable(err)})
}

// add lists a file, all files under a folder without hidden ones and without what lies beside a project, those of an archive, or one
// of an archive, whose path goes on within it.
func (l *listing) add(path string) {
	if archive, member, found := withinArchive(path); found {
		l.member(archive, member)
		return
	}
	before := len(l.files)
	err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			l.refuse(name, err)
			return nil
		}
		hidden := name != path && (strings.HasPrefix(entry.Name(), ".") || output.IsBesideDatabase(name))
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() && html.IsBeside(name):
			return fs.SkipDir
		case entry.IsDir():
			if f, found, err := format.Whole(l.options.Format, form.FolderSource(name, l.isApart)); err == nil && found { // else its files say what is wrong
				l.files = append(l.files, PlannedDocument{File: name, format: f, from: sourceOf(name), later: sourceOf(name)})
				return fs.SkipDir
			}
		case !hidden:
			l.file(name)
		}
		return nil
	})
	l.files = append(l.files[:before], withoutCompanions(l.files[before:])...)
	switch {
	case err != nil:
		l.refuse(path, err)
	case len(l.files) == before:
		l.refuse(path, annotate.NotFoundf("there are no files in this folder: name another one"))
	}
}

// file lists a file of the disk.
func (l *listing) file(path string) {
	if err := ordinary(path); err != nil {
		l.refuse(path, err)
		return
	}
	if l.isDatabase(path) {
		if output.IsDamaged(path) {
			l.refuse(path, format.Damaged(path))
			return
		}
		if output.IsProject(path) {
			_, err := ingest.Read(path, []byte(output.Magic), "") // by which it is known for what it is
			l.refuse(path, err)
			return
		}
	}
	source := form.FileSource(path)
	l.source(path, source, source, 0)
}

func (l *listing) isDatabase(path string) bool {
	is, known := l.database[path]
	if !known {
		if l.database == nil {
			l.database = map[string]bool{}
		}
		is = output.IsDatabase(path)
		l.database[path] = is
	}
	return is
}

// isApart says what in a folder is no part of it, as sourceOf does.
func (l *listing) isApart(path string) bool {
	return output.IsBesideDatabase(path) || l.isDatabase(path) && output.IsProject(path)
}

// source lists a file, or what an archive holds that no format takes as a whole. While from is read where the archive around it is
// open, later opens it anew. depth is how many archives it lies in.
func (l *listing) source(path string, from, later form.Source, depth int) {
	this := PlannedDocument{File: path, from: from, later: later}
	shape, err := from.Shape()
	if err != nil {
		l.refuse(path, err)
		return
	}
	if shape != form.Archive {
		l.files = append(l.files, this)
		return
	}
	f, found, err := format.Whole(l.options.Format, from)
	switch {
	case err != nil:
		l.refuse(path, err)
		return
	case found:
		this.format = f
		l.files = append(l.files, this)
		return
	case depth == deepest:
		l.refuse(path, annotate.Invalidf("it lies in %d archives, one within the other: unpack it first", deepest))
		return
	}
	if err := l.archive(path, from, later, depth); err != nil {
		l.refuse(path, err)
	}
}

// archive lists the files of an archive, unless it is a document of a kind that is not read, or holds too much.
func (l *listing) archive(path string, from, later form.Source, depth int) error {
	files, err := from.Files()
	if err != nil {
		return err
	}
	l.open = append(l.open, files)
	if err := format.Packed(path, files); err != nil {
		return err
	}
	l.packed, l.unpacked = l.packed+len(files.Names), l.unpacked+files.Unpacked
	if depth > 0 {
		l.nested += files.Held
	}
	switch {
	case len(files.Names) == 0:
		return annotate.Invalidf("the archive is empty: choose another file")
	case l.packed > mostPacked || l.unpacked > mostUnpacked || l.nested > mostNested:
		return annotate.Invalidf("the archives hold more than is read at once: unpack what you need of them, and name the folder")
	}
	for _, name := range files.Names {
		l.source(filepath.Join(path, filepath.FromSlash(name)), files.Source(name), later.Within(name), depth+1)
	}
	return nil
}

// member lists one file of an archive.
func (l *listing) member(archive, name string) {
	whole := listing{options: l.options}
	whole.file(archive)
	l.open = append(l.open, whole.open...)
	path := filepath.Join(archive, filepath.FromSlash(name))
	before := len(l.files)
	for _, f := range whole.files {
		if f.File == path || strings.HasPrefix(f.File, path+string(filepath.Separator)) {
			l.files = append(l.files, f)
		}
	}
	if len(l.files) == before {
		l.refuse(path, annotate.NotFoundf("there is no such file in the archive: check the name"))
	}
}

// withinArchive says whether a path leads into an archive of the disk, and to which name in it.
func withinArchive(path string) (archive, name string, found bool) {
	if _, err := os.Lstat(path); err == nil || !errors.Is(err, fs.ErrNotExist) && !notFolder(err) {
		return "", "", false
	}
	for dir := filepath.Dir(path); dir != "." && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			continue
		}
		if !info.Mode().IsRegular() {
			return "", "", false
		}
		rest, err := filepath.Rel(dir, path)
		if shape, shapeErr := sourceOf(dir).Shape(); err != nil || shapeErr != nil || shape != form.Archive {
			return "", "", false
		}
		return dir, filepath.ToSlash(rest), true
	}
	return "", "", false
}

// notFolder says whether a path could not be followed because a part of it is a file.
func notFolder(err error) bool {
	var path *fs.PathError
	return errors.As(err, &path) && !errors.Is(err, fs.ErrPermission)
}

// trimArchive is the name of an archive without its ending.
func trimArchive(name string) string {
	if ext := filepath.Ext(name); strings.EqualFold(ext, ".zip") {
		return strings.TrimSuffix(name, ext)
	}
	return name
}
