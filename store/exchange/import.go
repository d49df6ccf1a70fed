package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"sync"

	"github.com/parallax-annotation/parallax/store"

	"github.com/parallax-annotation/parallax/annotate"
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

	Differs     int    // of a dataset with Update, how many of its annotations change what the project has
	Missing     int    // likewise, how many annotations of its layers it does not have
	Version     string // of an article, the name of the one of which it is another version, "" where there is none
	Annotations int    // with Carry, how many annotations that one has
	Textless    bool   // it was exported without texts that the project does not have either
	Nobodys     int    // of a dataset, how many annotations were left out because neither it nor the plan says whose they are
}

// PlannedDocument is one document to import, as ingest read it and a person may have corrected it, or a dataset: a file, a folder or an
// archive of records. A file that holds several articles gives several.
type PlannedDocument struct {
	File     string // its name in the result
	Number   int    // which of the articles of its file it is, from 0
	Story    string // "" for the plan's
	Told     string // the story that the file, or its name, says that it belongs to; "" where it says none
	Document ingest.Document
	Dataset  string      // path of a dataset, which is read instead of Document
	Table    *form.Table // how the file begins, where it is a table with an article a row
	Refusal  error       // why it could not be read; reported as it is
	format   form.Format // of the dataset, or of a folder that is read as a whole
	encoding string      // of the dataset, where it was named
	notes    []string    // what its reader said
	from     form.Source // where the file is read from while the plan is made
	later    form.Source // where it is read from once the plan stands
}

// ImportPlan says what is imported.
type ImportPlan struct {
	Story     string                 // for files that name none
	By        annotate.Annotator     // who acts, zero for whose layer it is, or nobody
	Layer     string                 // whose layer takes a dataset's annotations, "" for the one that each record names
	Kind      annotate.AnnotatorKind // of an annotator whom the project does not know yet; "" finds out
	Update    bool                   // what the project has of a dataset's annotations becomes what the dataset says of it; else it is kept
	Remove    bool                   // with Update: what a layer of a dataset has in the project and not in the dataset is taken away
	Carry     bool                   // annotations are brought over to a new version of an article that the story has
	Copies    []PlannedDocument      // articles, one of which is the text of a record that was exported without
	DryRun    bool                   // nothing is changed: the results say what would be
	Documents []PlannedDocument

	// Asks says, with DryRun, whether what would come of it leaves something to be decided; where it does not, it is done. nil is yes.
	Asks func([]ImportResult) bool
}

// errDryRun takes back an import that was only tried.
var errDryRun = errors.New("dry run")

// Import takes files into the project as one act and says for each what became of it. A file is taken whole or refused;
// the others go in. Where ctx is cancelled nothing is changed. progress, which may be nil, is told how many files are done.
func Import(ctx context.Context, p *store.Project, plan ImportPlan, progress func(done, total int)) ([]ImportResult, error) {
	return importEach(ctx, p, plan, func(yield func(PlannedDocument) bool) {
		for i, planned := range plan.Documents {
			if !yield(planned) {
				return
			}
			if progress != nil {
				progress(i+1, len(plan.Documents))
			}
		}
	})
}

// importEach is Import of documents that come one after the other, so that only what is at hand is in memory.
func importEach(ctx context.Context, p *store.Project, plan ImportPlan, documents iter.Seq[PlannedDocument]) ([]ImportResult, error) {
	if err := cmp.Or(annotate.ShortName(plan.Story), annotate.ShortName(plan.Layer)); err != nil {
		return nil, err
	}
	next, stop := iter.Pull(documents)
	defer stop()
	var results []ImportResult
	planned, more := next()
	for ; more && refusal(planned.Refusal) && ctx.Err() == nil; planned, more = next() { // where none can be read the project is left alone
		results = append(results, refused(planned, planned.Refusal))
	}
	if !more {
		return results, ctx.Err()
	}
	_, err := p.Do(ctx, plan.By, "import", "Import", func(tx *store.Tx) error {
		added, name := 0, ""
		var known versions
		for ; more; planned, more = next() {
			if err := ctx.Err(); err != nil {
				return err
			}
			result, err := importOne(ctx, tx, plan, planned, &known)
			if err != nil {
				return fmt.Errorf("importing %s: %w", planned.File, err)
			}
			results = append(results, result)
			if result.Status == Added || result.Status == Annotated {
				added, name = added+1, filepath.Base(planned.File)
			}
		}
		if err := ctx.Err(); err != nil { // then some were not read
			return err
		}
		if tx.Summarize("Imported " + name); added != 1 {
			tx.Summarize("Imported " + annotate.Counted(added, "file", "files"))
		}
		if plan.By == (annotate.Annotator{}) && plan.Layer != "" {
			if err := tx.Sign(annotate.NewAnnotator(plan.Layer)); err != nil {
				return err
			}
		}
		if err := noteRepeats(tx, results); err != nil || !plan.DryRun || plan.Asks != nil && !plan.Asks(results) {
			return err
		}
		return errDryRun
	})
	if err != nil && !errors.Is(err, errDryRun) {
		return nil, err
	}
	return results, nil
}

// importOne imports a file, or turns why it cannot be into its result. An error is one that ends the whole import.
func importOne(ctx context.Context, tx *store.Tx, plan ImportPlan, planned PlannedDocument, known *versions) (result ImportResult, err error) {
	err = planned.Refusal
	if err == nil {
		err = tx.Attempt(func() error {
			if planned.Dataset != "" {
				result, err = importDataset(ctx, tx, plan, planned, known)
			} else {
				result, err = importDocument(tx, plan, planned, known)
			}
			return err
		})
	}
	if err != nil && ctx.Err() != nil {
		return result, ctx.Err()
	}
	if refusal(err) {
		return refused(planned, err), nil
	}
	result.File = planned.File
	return result, err
}

// refused is the result of a file of which nothing is taken.
func refused(planned PlannedDocument, why error) ImportResult {
	var lacks noText
	var whose ownerless
	errors.As(why, &whose)
	return ImportResult{File: planned.File, Status: Refused, Reason: why.Error(), Textless: errors.As(why, &lacks), Nobodys: whose.annotations}
}

// refusal says whether an error concerns one file only.
func refusal(err error) bool {
	var path *fs.PathError
	return errors.Is(err, annotate.ErrInvalid) || errors.Is(err, annotate.ErrConflict) || errors.Is(err, annotate.ErrNotFound) || errors.As(err, &path)
}

func importDocument(tx *store.Tx, plan ImportPlan, planned PlannedDocument, known *versions) (ImportResult, error) {
	name := planned.Story
	if name == "" {
		name = plan.Story
	}
	if err := annotate.ShortName(name); err != nil {
		return ImportResult{}, fmt.Errorf("story: %w", err)
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
		return ImportResult{Status: Present, DocumentID: there.ID, Documents: []string{there.ID}, Notes: planned.Notes()}, nil
	}
	d.StoryID = story.ID
	if err := tx.AddDocument(&d, planned.Document.Regions); err != nil {
		return ImportResult{}, err
	}
	result := ImportResult{Status: Added, DocumentID: d.ID, Documents: []string{d.ID}, Notes: planned.Notes()}
	for _, name := range []string{d.Title, d.Outlet, d.Author} {
		if long := annotate.LongName(name); long != "" {
			result.Notes = append(result.Notes, long)
		}
	}
	before, found, err := known.of(tx, d)
	if err != nil || !found {
		return result, err
	}
	result.Version = before.Name()
	count, notes, err := before.become(tx, plan, d, "it")
	result.Annotations, result.Notes = count, append(result.Notes, notes...)
	return result, err
}

// Format is the name of the format that the file is in, "" where that was not found out.
func (d PlannedDocument) Format() string { return d.format.Name }

// Notes say what was guessed or left out when the document was read.
func (d PlannedDocument) Notes() []string { return slices.Concat(d.notes, d.Document.Notes()) }

// Said is what its reader said of how it understood the file.
func (d PlannedDocument) Said() []string { return slices.Clone(d.notes) }

// ImportOptions say how files are read and where they go.
type ImportOptions struct {
	Story     string                 // "" for the one that a dataset names, else the name of the folder that a file lies in
	Format    string                 // format.Auto, which "" means, or the name of one of format.Read
	Encoding  string                 // of text, one of those that charset.Names lists; "" finds out
	Mend      bool                   // text that was decoded twice is mended
	Columns   map[string]string      // the columns of tables, and the fields of JSON, by what they are, as form.ReadOptions has them
	Names     ingest.NamePattern     // what the names of files say of their articles; the zero value for nothing
	Annotator string                 // whose layer takes a dataset's annotations, "" for the one that each record names
	Kind      annotate.AnnotatorKind // of an annotator whom the project does not know yet; "" finds out
	By        annotate.Annotator     // who acts, zero for whose layer it is, or nobody

	Update, Remove, Carry, DryRun bool   // as in an ImportPlan
	Reattach                      string // a folder of copies of the articles whose texts a dataset leaves out, "" for none
}

// ImportFiles reads files, and the files of folders, and imports them as one act. Files that cannot be read or are no
// documents are among the results as Refused. progress, which may be nil, counts each file twice: read, and taken in.
func ImportFiles(ctx context.Context, p *store.Project, files []string, options ImportOptions, progress func(done, total int)) ([]ImportResult, error) {
	if progress == nil {
		progress = func(int, int) {}
	}
	var copies []PlannedDocument
	if options.Reattach != "" {
		var err error
		if copies, err = Copies(ctx, options.Reattach, options); err != nil {
			return nil, err
		}
	}
	plan := ImportPlan{Copies: copies, Story: options.Story, By: options.By, Layer: options.Annotator, Kind: options.Kind,
		Update: options.Update, Remove: options.Remove, Carry: options.Carry, DryRun: options.DryRun}
	list := listing{options: options}
	defer list.close()
	for _, file := range files {
		list.add(file)
	}
	if !plan.DryRun {
		return importEach(ctx, p, plan, list.documents(ctx, progress))
	}
	var results []ImportResult
	err := p.OnCopy(ctx, func(copied *store.Project) (err error) {
		results, err = importEach(ctx, copied, plan, list.documents(ctx, progress))
		return err
	})
	return results, err
}

// readAtOnce is how many files are read at once, in several threads, while what as many others hold is taken in.
const readAtOnce = 32

// documents reads what was listed, in order, a few files ahead of whoever takes them.
func (l *listing) documents(ctx context.Context, progress func(done, total int)) iter.Seq[PlannedDocument] {
	return func(yield func(PlannedDocument) bool) {
		var mu sync.Mutex
		done := 0
		step := func() {
			mu.Lock()
			defer mu.Unlock()
			done++
			progress(done, 2*len(l.files))
		}
		ctx, cancel := context.WithCancel(ctx)
		read := make(chan [][]PlannedDocument)
		defer func() { // nothing of a file is in use any more when its archive is closed
			cancel()
			for range read {
			}
		}()
		go func() {
			defer close(read)
			for files := range slices.Chunk(l.files, readAtOnce) {
				if ctx.Err() != nil {
					return
				}
				read <- readFiles(ctx, files, l.options, func(int, int) { step() })
			}
		}()
		for files := range read {
			for _, documents := range files {
				for _, d := range documents {
					if !yield(d) {
						return
					}
				}
				step()
			}
		}
	}
}
