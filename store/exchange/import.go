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

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/output"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// ImportStatus says what became of a file, or of a document of a file that holds several.
type ImportStatus string

// What can become of a file.
const (
	Added     ImportStatus = "added"     // it brought at least one new document
	Present   ImportStatus = "present"   // the project had all of it
	Annotated ImportStatus = "annotated" // its documents were there, its annotations were not
	Refused   ImportStatus = "refused"   // nothing of it was taken, for the Reason
)

// ImportResult is what became of one file, or of one document of a file that holds several.
type ImportResult struct {
	File       string
	Status     ImportStatus
	DocumentID string   // of the one document that the file is about, "" where there are none or several
	Documents  []string // ids of all documents that the file is about
	Spans      int      // how many were added
	Reason     string   // why it was refused, or for a dataset the Notes in one line
	Notes      []string // what was guessed, joined or left out, in sentences
}

// PlannedDocument is one document to import, as ingest read it and a person may have corrected it, or a dataset: a file, a folder or an
// archive of records. A file that holds several articles gives several.
type PlannedDocument struct {
	File     string // its name in the result
	Number   int    // which of the articles of its file it is, from 0
	Story    string // "" for the plan's
	Document ingest.Document
	Dataset  string      // path of a dataset, which is read instead of Document
	Refusal  error       // why it could not be read; reported as it is
	format   form.Format // of the dataset, or of a folder that is read as a whole
	encoding string      // of the dataset, where it was named
	notes    []string    // what its reader said
}

// ImportPlan says what is imported.
type ImportPlan struct {
	Story     string                 // for files that name none
	By        annotate.Annotator     // who acts, zero for whose layer it is, or nobody
	Layer     string                 // whose layer takes a dataset's annotations, "" for the one that each record names
	Kind      annotate.AnnotatorKind // of an annotator whom the project does not know yet; "" finds out
	Documents []PlannedDocument
}

// Import takes files into the project as one act and says for each what became of it. A file is taken whole or refused;
// the others go in. Where ctx is cancelled nothing is changed. progress, which may be nil, is told how many files are done.
func Import(ctx context.Context, p *store.Project, plan ImportPlan, progress func(done, total int)) ([]ImportResult, error) {
	var results []ImportResult
	_, err := p.Do(ctx, plan.By, "import", "Import", func(tx *store.Tx) error {
		results = make([]ImportResult, 0, len(plan.Documents))
		added, name := 0, ""
		for i, planned := range plan.Documents {
			if err := ctx.Err(); err != nil {
				return err
			}
			result, err := importOne(ctx, tx, plan, planned)
			if err != nil {
				return fmt.Errorf("importing %s: %w", planned.File, err)
			}
			results = append(results, result)
			if result.Status == Added || result.Status == Annotated {
				added, name = added+1, filepath.Base(planned.File)
			}
			if progress != nil {
				progress(i+1, len(plan.Documents))
			}
		}
		if tx.Summarize("Imported " + name); added != 1 {
			tx.Summarize("Imported " + annotate.Counted(added, "file", "files"))
		}
		if plan.By == (annotate.Annotator{}) && plan.Layer != "" {
			if err := tx.Sign(annotate.NewAnnotator(plan.Layer)); err != nil {
				return err
			}
		}
		return noteRepeats(tx, results)
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// importOne imports a file, or turns why it cannot be into its result. An error is one that ends the whole import.
func importOne(ctx context.Context, tx *store.Tx, plan ImportPlan, planned PlannedDocument) (result ImportResult, err error) {
	err = planned.Refusal
	if err == nil {
		err = tx.Attempt(func() error {
			if planned.Dataset != "" {
				result, err = importDataset(ctx, tx, plan, planned)
			} else {
				result, err = importDocument(tx, plan, planned)
			}
			return err
		})
	}
	if err != nil && ctx.Err() != nil {
		return result, ctx.Err()
	}
	if refusal(err) {
		return ImportResult{File: planned.File, Status: Refused, Reason: err.Error()}, nil
	}
	result.File = planned.File
	return result, err
}

// refusal says whether an error concerns one file only.
func refusal(err error) bool {
	var path *fs.PathError
	return errors.Is(err, annotate.ErrInvalid) || errors.Is(err, annotate.ErrConflict) || errors.Is(err, annotate.ErrNotFound) || errors.As(err, &path)
}

func importDocument(tx *store.Tx, plan ImportPlan, planned PlannedDocument) (ImportResult, error) {
	name := planned.Story
	if name == "" {
		name = plan.Story
	}
	story, _, err := tx.EnsureStory(name)
	if err != nil {
		return ImportResult{}, err
	}
	d := planned.Document.Document
	there, found, err := tx.FindDocument(story.ID, annotate.HashText(d.Text))
	if err != nil {
		return ImportResult{}, err
	}
	if found {
		return ImportResult{Status: Present, DocumentID: there.ID, Documents: []string{there.ID}, Notes: planned.said()}, nil
	}
	d.StoryID = story.ID
	if err := tx.AddDocument(&d, planned.Document.Regions); err != nil {
		return ImportResult{}, err
	}
	return ImportResult{Status: Added, DocumentID: d.ID, Documents: []string{d.ID}, Notes: planned.said()}, nil
}

// Format is the name of the format that the file is in, "" where that was not found out.
func (d PlannedDocument) Format() string { return d.format.Name }

// said is what was guessed or left out when the document was read.
func (d PlannedDocument) said() []string { return slices.Concat(d.notes, d.Document.Notes()) }

// ImportOptions say how files are read and where they go.
type ImportOptions struct {
	Story     string                 // "" for the one that a dataset names, else the name of the folder that a file lies in
	Format    string                 // format.Auto, which "" means, or the name of one of format.Read
	Encoding  string                 // of text, one of those that charset.Names lists; "" finds out
	Mend      bool                   // text that was decoded twice is mended
	Annotator string                 // whose layer takes a dataset's annotations, "" for the one that each record names
	Kind      annotate.AnnotatorKind // of an annotator whom the project does not know yet; "" finds out
	By        annotate.Annotator     // who acts, zero for whose layer it is, or nobody
}

// ImportFiles reads files, and the files of folders, and imports them as one act. Files that cannot be read or are no
// documents are among the results as Refused. progress, which may be nil, counts each file twice: read, and taken in.
func ImportFiles(ctx context.Context, p *store.Project, files []string, options ImportOptions, progress func(done, total int)) ([]ImportResult, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	documents := PlanFiles(ctx, files, options, func(done, total int) { progress(done, 2*total) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	plan := ImportPlan{Story: options.Story, By: options.By, Layer: options.Annotator, Kind: options.Kind, Documents: documents}
	return Import(ctx, p, plan, func(done, total int) { progress(total+done, 2*total) })
}

// PlanFiles reads files, and the files of folders, for an import that is looked at before it is made. A folder that a format takes as a
// whole is one file. It stops early where ctx is cancelled. progress, which may be nil, is called from one goroutine at a time.
func PlanFiles(ctx context.Context, files []string, options ImportOptions, progress func(done, total int)) []PlannedDocument {
	var planned []PlannedDocument
	for _, file := range files {
		planned = append(planned, listFiles(file, options)...)
	}
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
	return slices.Concat(read...)
}

// listFiles is a file, or all files under a folder in the order of their names, without hidden ones and without what lies beside
// a project. A folder that a format takes as a whole is one of them.
func listFiles(path string, options ImportOptions) []PlannedDocument {
	var files []PlannedDocument
	err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			files = append(files, PlannedDocument{File: name, Refusal: unreadable(err)})
			return nil
		}
		hidden := name != path && (strings.HasPrefix(entry.Name(), ".") || output.IsBesideDatabase(name))
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir():
			if f, found, err := format.Whole(options.Format, sourceOf(name)); err == nil && found { // else its files say what is wrong
				files = append(files, PlannedDocument{File: name, format: f})
				return fs.SkipDir
			}
		case !hidden:
			files = append(files, PlannedDocument{File: name})
		}
		return nil
	})
	switch {
	case err != nil:
		files = append(files, PlannedDocument{File: path, Refusal: unreadable(err)})
	case len(files) == 0:
		files = append(files, PlannedDocument{File: path, Refusal: annotate.NotFoundf("there are no files in this folder: name another one")})
	}
	return files
}

// unreadable is a sentence for a file that the system will not give.
func unreadable(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return annotate.NotFoundf("there is no such file: check the name")
	case errors.Is(err, fs.ErrPermission):
		return annotate.Invalidf("it may not be read: change its permissions, or copy it")
	case errors.Is(err, annotate.ErrInvalid):
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
	return d.articles(form.ReadOptions{Encoding: options.Encoding, Mend: options.Mend})
}

// recognise finds the format, unless it is known, or says why the file cannot be read.
func (d *PlannedDocument) recognise(name string) error {
	if d.format.Read != nil {
		return nil
	}
	if err := ordinary(d.File); err != nil {
		return unreadable(err)
	}
	if output.IsDatabase(d.File) {
		_, err := ingest.Read(d.File, []byte(output.Magic), "") // by which it is known for what it is
		return err
	}
	var err error
	if d.format, err = format.Choose(name, sourceOf(d.File)); err != nil {
		return unreadable(err)
	}
	return nil
}

// articles is a document for each article of the file, or why it cannot be read: a file is taken whole or refused.
func (d PlannedDocument) articles(options form.ReadOptions) []PlannedDocument {
	refused := func(err error) []PlannedDocument {
		d.Refusal = unreadable(err)
		return []PlannedDocument{d}
	}
	var notes []string
	options.Note = func(sentence string) { notes = append(notes, sentence) }
	var all []PlannedDocument
	for item, err := range d.format.Read(sourceOf(d.File), options) {
		if err != nil {
			return refused(err)
		}
		one := d
		one.Document, one.Number = *item.Article, len(all)
		all = append(all, one)
	}
	if len(all) == 0 {
		return refused(annotate.Invalidf("it holds no article: choose another file"))
	}
	all[0].notes = notes
	return all
}

// sourceOf is a file or a folder of the disk as a format reads it. A project in it, and what lies beside one, is left alone.
func sourceOf(path string) form.Source {
	if !isFolder(path) {
		return form.FileSource(path)
	}
	return form.FolderSource(path, func(path string) bool { return output.IsBesideDatabase(path) || output.IsDatabase(path) })
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
	case !info.Mode().IsRegular():
		return errors.New("it is a pipe, a socket or a device: write its text into a file first")
	case output.IsBesideDatabase(path):
		return errors.New("it is a part of the project beside it")
	}
	return nil
}

// folderName is the name of the folder that a file lies in, or of the folder itself.
func folderName(path string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	if !isFolder(path) {
		path = filepath.Dir(path)
	}
	name := strings.TrimSpace(filepath.Base(path))
	if name == string(filepath.Separator) || name == "." || name == "" {
		return "Story"
	}
	return name
}
