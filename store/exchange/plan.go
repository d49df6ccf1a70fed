package exchange

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store/output"
)

// PlanFiles reads files, and the files of folders and archives, for an import that is looked at before it is made. A folder or an
// archive that a format takes as a whole is one file. It stops early where ctx is cancelled. progress, which may be nil, is called from
// one goroutine at a time.
func PlanFiles(ctx context.Context, files []string, options ImportOptions, progress func(done, total int)) []PlannedDocument {
	list := listing{options: options}
	defer list.close()
	for _, file := range files {
		list.add(file)
	}
	return slices.Concat(readFiles(ctx, list.files, options, progress)...)
}

// readFiles reads files that were listed: of each the documents that it holds.
func readFiles(ctx context.Context, planned []PlannedDocument, options ImportOptions, progress func(done, total int)) [][]PlannedDocument {
	read := make([][]PlannedDocument, len(planned))
	var next atomic.Int64
	var mu sync.Mutex
	done := 0
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(planned)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(planned) {
					return
				}
				read[i] = planned[i].read(options)
				mu.Lock()
				if done++; progress != nil {
					progress(done, len(planned))
				}
				mu.Unlock()
			}
		}()
	}
	workers.Wait()
	return read
}

// Pasted reads what lies on the clipboard like a file of that name.
func Pasted(name string, data []byte, options ImportOptions) []PlannedDocument {
	source := form.BytesSource(name, data)
	return PlannedDocument{File: name, from: source, later: source}.read(options)
}

// Again reads the file anew, for instance in another format or encoding.
func (d PlannedDocument) Again(ctx context.Context, options ImportOptions) []PlannedDocument {
	if d.later.Name == "" { // it was refused before it was looked into
		return PlanFiles(ctx, []string{d.File}, options, nil)
	}
	return PlannedDocument{File: d.File, from: d.later, later: d.later}.read(options)
}

// Copies reads the articles of a folder that somebody has copies in of texts that a dataset leaves out.
func Copies(ctx context.Context, folder string, options ImportOptions) ([]PlannedDocument, error) {
	var copies []PlannedDocument
	all := PlanFiles(ctx, []string{folder}, ImportOptions{Encoding: options.Encoding, Mend: options.Mend}, nil)
	for _, c := range all {
		if c.Refusal == nil && c.Dataset == "" {
			copies = append(copies, c)
		}
	}
	if !isFolder(folder) && len(all) == 1 && all[0].File == folder && all[0].Refusal != nil {
		return nil, fmt.Errorf("%s: %w", folder, all[0].Refusal)
	}
	if len(copies) == 0 {
		return nil, annotate.NotFoundf("%s holds no article: name the folder with your copies of the texts", folder)
	}
	return copies, ctx.Err()
}

// unreadable is a sentence for a file that the system will not give.
func unreadable(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return annotate.NotFoundf("there is no such file: check the name")
	case errors.Is(err, fs.ErrPermission):
		return annotate.Invalidf("it may not be read: change its permissions, or copy it")
	case errors.Is(err, annotate.ErrInvalid), errors.Is(err, annotate.ErrNotFound):
		return err
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return annotate.Invalidf("it cannot be read: %v", err)
}

// read is what the file holds: one document, several, or a dataset.
func (d PlannedDocument) read(options ImportOptions) []PlannedDocument {
	if d.Refusal != nil {
		return []PlannedDocument{d}
	}
	if d.Story = options.Story; d.Story == "" {
		d.Story = folderName(d.File)
	}
	if d.Refusal = d.recognise(options.Format); d.Refusal != nil {
		return []PlannedDocument{d}
	}
	if d.format.Records {
		d.Dataset, d.encoding = d.File, options.Encoding
		d.Story = options.Story // else each record names its own
		return []PlannedDocument{d}
	}
	return d.articles(options)
}

// recognise finds the format, unless it is known, or says why the file cannot be read.
func (d *PlannedDocument) recognise(name string) error {
	if d.format.Read != nil {
		return nil
	}
	var err error
	if d.format, err = format.Choose(name, d.from); err != nil {
		return unreadable(err)
	}
	return nil
}

// articles is a document for each article of the file, or why it cannot be read: a file is taken whole or refused.
func (d PlannedDocument) articles(options ImportOptions) []PlannedDocument {
	refused := func(err error) []PlannedDocument {
		d.Refusal = unreadable(err)
		return []PlannedDocument{d}
	}
	var notes []string
	hear := func(table form.Table) { d.Table = &table }
	reading := form.ReadOptions{Table: hear, Encoding: options.Encoding, Mend: options.Mend, Columns: options.Columns, Note: func(sentence string) { notes = append(notes, sentence) }}
	var all []PlannedDocument
	for item, err := range d.format.Read(d.from, reading) {
		if err != nil {
			return refused(err)
		}
		one := d
		one.Document, one.Number = *item.Article, len(all)
		if item.Story != "" && options.Story == "" {
			one.Story = item.Story
		}
		one.Told = item.Story
		one.named(options)
		all = append(all, one)
	}
	if len(all) == 0 {
		return refused(annotate.Invalidf("it holds no article: choose another file"))
	}
	all[0].notes = append(notes, all[0].notes...)
	return all
}

// named takes over what the file's name says of the article.
func (d *PlannedDocument) named(options ImportOptions) {
	if options.Names.String() == "" {
		return
	}
	said, err := options.Names.Read(d.File)
	if err != nil {
		d.notes = append(d.notes, err.Error())
		return
	}
	said.Correct(&d.Document)
	if said.Story != "" {
		d.Told = said.Story
	}
	if said.Story != "" && options.Story == "" {
		d.Story = said.Story
	}
}

// sourceOf is a file or a folder of the disk as a format reads it. A project in it, and what lies beside one, is left alone.
func sourceOf(path string) form.Source {
	if !isFolder(path) {
		return form.FileSource(path)
	}
	return form.FolderSource(path, func(path string) bool { return output.IsBesideDatabase(path) || output.IsProject(path) })
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// ordinary refuses what is no file to be read, before it is opened: a pipe would wait for whoever writes to it.
func ordinary(path string) error {
	switch info, err := os.Stat(path); {
	case err != nil:
		return err
	case info.IsDir():
		return errors.New("it is a link to a folder: name that folder")
	case !info.Mode().IsRegular():
		return errors.New("it is a pipe, a socket or a device: write its text into a file first")
	case output.IsBesideDatabase(path):
		return errors.New("it is a part of the project beside it")
	}
	return nil
}

// folderName is the name of the folder or the archive that a file lies in, or of the folder itself.
func folderName(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	if !isFolder(path) {
		path = filepath.Dir(path)
	}
	name := strings.TrimSpace(filepath.Base(path))
	if !isFolder(path) { // it is an archive, or a folder within one
		name = strings.TrimSpace(trimArchive(name))
	}
	if name == string(filepath.Separator) || name == "." || name == "" {
		return "Story"
	}
	return name
}
