package store

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/export"
)

// ExportFormat is a form in which a dataset can be written.
type ExportFormat struct {
	Name      string // as on the command line
	Title     string // as in the window
	Extension string // of its files, with the dot
	write     func(io.Writer, iter.Seq2[export.Record, error]) (int, error)
}

// ExportFormats lists the formats in the order in which a menu shows them.
var ExportFormats = []ExportFormat{
	{Name: "jsonl", Title: "JSONL (one record a line)", Extension: ".jsonl", write: export.WriteJSONL},
}

// ExportOptions say what is exported, in which form, and where to.
type ExportOptions struct {
	Format      string    // name of one of ExportFormats
	Layer       string    // an annotator's name; "" or "all" for every layer
	Unit        string    // export.UnitDocument, which "" means, or export.UnitSentence
	Split       string    // as export.ParseSplit reads it, "" for one file
	Seed        int64     // decides how stories fall into a split
	WithoutText bool      // leave the articles' words out
	Rejected    bool      // with the spans that reviewers turned down, in the layer gold
	Path        string    // the file, or with Split the folder; "" and "-" for Writer
	Writer      io.Writer // where to without a path
}

// ExportedFile is a file that was written.
type ExportedFile struct {
	Path    string // "" for a Writer
	Records int
}

// ExportResult says what was written.
type ExportResult struct {
	Path      string // as asked for
	Files     []ExportedFile
	Records   int
	Spans     int
	Relations int
	LeftOut   []LeftOut
	Repeats   []Repeat // texts that stand in several stories: nearly the same ones too where it is split, else the same
}

// LeftOut is something of the project that the format has no place for.
type LeftOut struct {
	Count int
	What  string // such as "decisions on relations"
}

// ExportFiles writes the dataset. It holds one document at a time. Files appear under their names only when all of
// them are whole: an export that fails, or whose context ends, leaves what was there before. progress, which may be
// nil, hears how many of the project's documents are done.
func ExportFiles(ctx context.Context, p *Project, options ExportOptions, progress func(done, total int)) (ExportResult, error) {
	format, err := options.format()
	if err != nil {
		return ExportResult{}, err
	}
	result := ExportResult{Path: options.Path}
	decisions := 0
	records := func(yield func(export.Record, error) bool) {
		for record, err := range exportRecords(ctx, p, options, progress, func(layer annotate.Layer) { decisions += layer.RelationDecisions }) {
			if err == nil {
				result.Records++
				result.Spans += len(record.Spans)
				result.Relations += len(record.Relations)
			}
			if !yield(record, err) {
				return
			}
		}
	}
	if result.Repeats, err = p.exportRepeats(ctx, options); err != nil {
		return ExportResult{}, err
	}
	switch toWriter := options.Path == "" || options.Path == "-"; {
	case options.Split != "" && toWriter:
		return ExportResult{}, annotate.Invalidf("a split needs a folder to write to")
	case options.Split != "":
		result.Files, err = exportSplit(ctx, p, options, result.Repeats, records)
	case toWriter && options.Writer == nil:
		return ExportResult{}, annotate.Invalidf("an export needs a file to write to")
	case toWriter:
		result.Files = make([]ExportedFile, 1)
		result.Files[0].Records, err = format.write(options.Writer, records)
	default:
		result.Files, err = exportFile(ctx, options.Path, format, records)
	}
	if err != nil {
		return ExportResult{}, err
	}
	if decisions > 0 {
		result.LeftOut = append(result.LeftOut, LeftOut{decisions, "decisions on relations"})
	}
	return result, nil
}

func (o ExportOptions) format() (ExportFormat, error) {
	names := make([]string, len(ExportFormats))
	for i, f := range ExportFormats {
		if f.Name == o.Format {
			return f, o.check(f)
		}
		names[i] = f.Name
	}
	return ExportFormat{}, annotate.Invalidf("the format %q is not known: use %s", o.Format, strings.Join(names, ", "))
}

func (o ExportOptions) check(f ExportFormat) error {
	if o.Unit != "" && o.Unit != export.UnitDocument && o.Unit != export.UnitSentence {
		return annotate.Invalidf("the unit %q is not known: use %s or %s", o.Unit, export.UnitDocument, export.UnitSentence)
	}
	if o.Split == "" {
		return nil
	}
	if f.Name != "jsonl" {
		return annotate.Invalidf("the format %s cannot be split", f.Name)
	}
	_, err := export.ParseSplit(o.Split)
	return err
}

// ExportRecords yields the records of an export in its order.
func ExportRecords(ctx context.Context, p *Project, options ExportOptions, progress func(done, total int)) iter.Seq2[export.Record, error] {
	return exportRecords(ctx, p, options, progress, func(annotate.Layer) {})
}

// exportRecords tells each of the layers before it yields their records.
func exportRecords(ctx context.Context, p *Project, options ExportOptions, progress func(done, total int), each func(annotate.Layer)) iter.Seq2[export.Record, error] {
	return func(yield func(export.Record, error) bool) {
		codebook, err := p.Codebook(ctx)
		if err != nil {
			yield(export.Record{}, err)
			return
		}
		sizes, err := storySizes(ctx, p)
		if err != nil {
			yield(export.Record{}, err)
			return
		}
		total, done, document := 0, 0, ""
		for _, n := range sizes {
			total += n
		}
		report := func(done int) {
			if progress != nil {
				progress(min(done, total), total)
			}
		}
		for layer, err := range p.Layers(ctx, LayerQuery{Layer: options.Layer, Rejected: options.Rejected}) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(export.Record{}, err)
				return
			}
			if layer.Document.ID != document {
				report(done)
				document = layer.Document.ID
				done++
			}
			each(layer)
			for _, record := range export.Records(codebook, layer, export.Options{WithoutText: options.WithoutText, Unit: options.Unit}) {
				if !yield(record, nil) {
					return
				}
			}
		}
		report(total)
	}
}

// storySizes counts the documents of each story that has any, by name.
func storySizes(ctx context.Context, p *Project) (map[string]int, error) {
	stories, err := p.Stories(ctx)
	if err != nil {
		return nil, fmt.Errorf("counting the articles: %w", err)
	}
	sizes := map[string]int{}
	for _, s := range stories {
		if s.Documents > 0 {
			sizes[string([]rune(s.Name))] = s.Documents // as the record says it
		}
	}
	return sizes, nil
}

// exportRepeats are the repeats that an export has to say.
func (p *Project) exportRepeats(ctx context.Context, options ExportOptions) ([]Repeat, error) {
	if options.Split == "" {
		return p.SameTexts(ctx)
	}
	return p.Repeats(ctx, nil)
}

// together are the names of the stories that share a text, a list for each.
func together(repeats []Repeat) [][]string {
	var groups [][]string
	for _, r := range repeats {
		groups = append(groups, r.stories())
	}
	return groups
}

// exportFile writes all records to one file.
func exportFile(ctx context.Context, path string, format ExportFormat, records iter.Seq2[export.Record, error]) ([]ExportedFile, error) {
	file := ExportedFile{Path: path}
	err := WriteFile(ctx, path, func(w io.Writer) (err error) {
		file.Records, err = format.write(w, records)
		return err
	})
	return []ExportedFile{file}, err
}

// exportSplit writes each story's records to the file of its split, NAME.jsonl in the folder. How stories fall into
// the splits depends on all the documents of the project and on the seed, not on the layer that is exported. Stories that share
// a text go together.
func exportSplit(ctx context.Context, p *Project, options ExportOptions, repeats []Repeat, records iter.Seq2[export.Record, error]) (files []ExportedFile, err error) {
	splits, err := export.ParseSplit(options.Split)
	if err != nil {
		return nil, err
	}
	sizes, err := storySizes(ctx, p)
	if err != nil {
		return nil, err
	}
	parts, err := newOutputs(options.Path)
	if err != nil {
		return nil, err
	}
	defer parts.discard()
	writers := map[string]io.Writer{}
	for _, split := range splits {
		if writers[split.Name], err = parts.create(split.Name + ".jsonl"); err != nil {
			return nil, err
		}
	}
	counts, err := export.WriteSplits(records, export.Assign(sizes, together(repeats), splits, options.Seed), writers)
	if err != nil {
		return nil, fmt.Errorf("writing to %s: %w", options.Path, err)
	}
	for _, split := range splits {
		files = append(files, ExportedFile{filepath.Join(options.Path, split.Name+".jsonl"), counts[split.Name]})
	}
	return files, parts.place()
}
