package exchange

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/check"
)

// ExportOptions say what is exported, in which form, and where to.
type ExportOptions struct {
	Format      string // name of one of format.Written
	Layer       string // an annotator's name; "" or "all" for every layer
	Unit        string // dataset.UnitDocument, which "" means, or dataset.UnitSentence
	Split       string // as dataset.ParseSplit reads it, "" for one file
	Seed        int64  // decides how stories fall into a split
	WithoutText bool   // leave the articles' words out
	Rejected    bool   // with the spans that reviewers turned down, in the layer gold
	Flags       bool   // with what somebody is unsure of
	License     string // of the annotations, for a format that describes itself; "" leaves it open
	Creator     string // who made them, likewise
	Filter      Filter
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
	LeftOut   []form.Loss    // what the format has no place for
	Older     []string       // other datasets in the folder of a split, which may be parts of an earlier one
	Changed   []form.Loss    // what it holds otherwise, which reading undoes
	Repeats   []check.Repeat // texts that stand in several stories: nearly the same ones too where it is split, else the same
}

// ExportFiles writes the dataset. It holds one document at a time. Files appear under their names only when all of
// them are whole: an export that fails, or whose context ends, leaves what was there before. progress, which may be
// nil, hears how many of the project's documents are done.
func ExportFiles(ctx context.Context, p *store.Project, options ExportOptions, progress func(done, total int)) (ExportResult, error) {
	f, err := options.format()
	if err == nil {
		err = options.CheckPlace()
	}
	if err == nil && options.toWriter() && options.Writer == nil {
		err = annotate.Invalidf("an export needs a file to write to")
	}
	if err != nil {
		return ExportResult{}, err
	}
	result := ExportResult{Path: options.Path}
	decisions := 0
	records := func(yield func(dataset.Record, error) bool) {
		for record, err := range exportRecords(ctx, p, options, progress, func(layer annotate.Layer) { decisions += layer.RelationsRejected }) {
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
	if result.Repeats, err = exportRepeats(ctx, p, options); err != nil {
		return ExportResult{}, err
	}
	head, err := headOf(ctx, p, options)
	if err != nil {
		return ExportResult{}, err
	}
	all := form.Counter()
	if options.Split != "" {
		if result.Files, err = exportSplit(ctx, p, options, f, head, all, result.Repeats, records); err == nil && f.Shape != form.Folder {
			result.Older, err = besideParts(f, head, options.Path, result.Files)
		}
	} else {
		file := ExportedFile{}
		if !options.toWriter() {
			file.Path = options.Path
		}
		err = writeWhole(ctx, f, head, options, func(sink *form.Sink) (err error) {
			file.Records, err = writeAll(f, head, sink, records)
			all.Add(sink)
			return err
		})
		result.Files = []ExportedFile{file}
	}
	if err != nil {
		return ExportResult{}, err
	}
	all.Lose(decisions, turnedDown)
	result.LeftOut, result.Changed = all.Losses(), all.Changes()
	return result, nil
}

func (o ExportOptions) format() (form.Format, error) {
	f, there := format.Named(o.Format)
	if !there || f.Write == nil {
		return f, annotate.Invalidf("the format %q is not known: use %s", o.Format, strings.Join(format.Names(format.Written()), ", "))
	}
	if o.WithoutText && f.NeedsTexts() {
		return f, annotate.Invalidf("%s is of no use without the articles’ words: write them too, or use another format, such as jsonl", f.Name)
	}
	if (o.License != "" || o.Creator != "") && !f.Described {
		return f, annotate.Invalidf("%s has no place for a licence or for who made it: leave them out, or use hf", f.Name)
	}
	return f, o.check()
}

func (o ExportOptions) check() error {
	if o.Unit != "" && o.Unit != dataset.UnitDocument && o.Unit != dataset.UnitSentence {
		return annotate.Invalidf("the unit %q is not known: use %s or %s", o.Unit, dataset.UnitDocument, dataset.UnitSentence)
	}
	if o.Split == "" {
		return nil
	}
	_, err := dataset.ParseSplit(o.Split)
	return err
}

// turnedDown is lost in every format.
const turnedDown = "decisions that turned relations down"

// exportRecords tells each of the layers before it yields their records.
func exportRecords(ctx context.Context, p *store.Project, options ExportOptions, progress func(done, total int), each func(annotate.Layer)) iter.Seq2[dataset.Record, error] {
	return func(yield func(dataset.Record, error) bool) {
		codebook, err := p.Codebook(ctx)
		if err != nil {
			yield(dataset.Record{}, err)
			return
		}
		sizes, err := storySizes(ctx, p)
		if err != nil {
			yield(dataset.Record{}, err)
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
		for layer, err := range Layers(ctx, p, LayerQuery{Layer: options.Layer, Rejected: options.Rejected, Flags: options.Flags, Filter: options.Filter}) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(dataset.Record{}, err)
				return
			}
			if layer.Document.ID != document {
				report(done)
				document = layer.Document.ID
				done++
			}
			each(layer)
			for _, record := range dataset.Records(codebook, layer, dataset.Options{WithoutText: options.WithoutText, Unit: options.Unit}) {
				record.Kind, record.Document = layer.Annotator.Kind, layer.Document.ID
				if !yield(record, nil) {
					return
				}
			}
		}
		report(total)
	}
}

// storySizes counts the documents of each story that has any, by name.
func storySizes(ctx context.Context, p *store.Project) (map[string]int, error) {
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
func exportRepeats(ctx context.Context, p *store.Project, options ExportOptions) ([]check.Repeat, error) {
	if options.Split == "" {
		return SameTexts(ctx, p)
	}
	return Repeats(ctx, p, nil)
}

// together are the names of the stories that share a text, a list for each.
func together(repeats []check.Repeat) [][]string {
	var groups [][]string
	for _, r := range repeats {
		groups = append(groups, r.Stories())
	}
	return groups
}

// writeAll writes all records into a sink, which counts what is lost.
func writeAll(f form.Format, head form.Head, sink *form.Sink, records iter.Seq2[dataset.Record, error]) (n int, err error) {
	w, err := f.Write(head, sink)
	if err != nil {
		return 0, err
	}
	for record, err := range records {
		if err != nil {
			return n, err
		}
		sink.Count(f.Holds, record)
		if err := w.Add(record); err != nil {
			return n, err
		}
		n++
	}
	return n, w.Close()
}

// partWriter is one part of a split that is being written.
type partWriter struct {
	form.Writer
	sink    *form.Sink
	records int
}

// exportSplit writes each story's records to the part that it falls into.
func exportSplit(ctx context.Context, p *store.Project, options ExportOptions, f form.Format, head form.Head, all *form.Sink, repeats []check.Repeat,
	records iter.Seq2[dataset.Record, error]) (files []ExportedFile, err error) {
	splits, err := dataset.ParseSplit(options.Split)
	if err != nil {
		return nil, err
	}
	assigned, err := assign(ctx, p, options, splits, repeats)
	if err != nil {
		return nil, err
	}
	if f.Together {
		return exportTogether(ctx, f, head, options, splits, all, assigned, records)
	}
	err = writeParts(ctx, f, head, options, splits, all, func(sinks map[string]*form.Sink) error {
		parts := map[string]*partWriter{}
		for name, sink := range sinks {
			w, err := f.Write(head, sink)
			if err != nil {
				return err
			}
			parts[name] = &partWriter{Writer: w, sink: sink}
		}
		if err := divide(f, records, assigned, parts); err != nil {
			return err
		}
		for _, split := range splits {
			files = append(files, ExportedFile{options.partPath(f, split), parts[split.Name].records})
			all.Add(parts[split.Name].sink)
		}
		return nil
	})
	return files, err
}

// assign says by name which part each story falls into. That depends on all the documents of the project and on the seed, not on the
// layer that is exported. Stories that share a text go together.
func assign(ctx context.Context, p *store.Project, options ExportOptions, splits []dataset.Split, repeats []check.Repeat) (map[string]string, error) {
	sizes, err := storySizes(ctx, p)
	if err != nil {
		return nil, err
	}
	return dataset.Assign(sizes, together(repeats), splits, options.Seed), nil
}

// besideParts lists the files in the folder of a split that look like datasets and are no part of it. Whoever reads all files of
// the folder would read stories twice, and in another part.
func besideParts(f form.Format, head form.Head, folder string, parts []ExportedFile) (older []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("looking at what else is in %s: %w", folder, err)
	}
	var companions map[string]string
	if f.Beside != nil {
		companions = f.Beside(head)
	}
	for _, entry := range entries {
		if _, ours := companions[entry.Name()]; ours {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		ours := slices.ContainsFunc(parts, func(part ExportedFile) bool { return filepath.Clean(part.Path) == path })
		isDataset := slices.ContainsFunc(format.Written(), func(f form.Format) bool { return slices.Contains(f.Extensions, strings.ToLower(filepath.Ext(path))) })
		if !ours && isDataset && !entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			older = append(older, entry.Name())
		}
	}
	return older, nil
}

// SayEmpty says that there was nothing to write, or nothing for some of the parts; "" where there was.
func (r ExportResult) SayEmpty() string {
	if r.Records == 0 {
		return "nothing was written: the project has no article, or none that fits what was asked for"
	}
	empty := 0
	for _, file := range r.Files {
		if file.Records == 0 {
			empty++
		}
	}
	if empty == 0 {
		return ""
	}
	return annotate.Counted(empty, "part has", "parts have") + " nothing: a story is in one part only, and what fits what was asked for is in too few stories"
}

// SayOlder says that datasets lie beside the parts of a split, "" where none do.
func (r ExportResult) SayOlder() string {
	if len(r.Older) == 0 {
		return ""
	}
	it, are := "it", "is"
	if len(r.Older) > 1 {
		it, are = "them", "are"
	}
	return fmt.Sprintf("%s in %s %s not of this split: if of an earlier one, take %s away, for the stories in %s stand in other parts now",
		strings.Join(r.Older, ", "), r.Path, are, it, it)
}

// divide gives each record to the part that its story is assigned to. A part without any record is an empty dataset.
func divide(f form.Format, records iter.Seq2[dataset.Record, error], assigned map[string]string, parts map[string]*partWriter) error {
	for record, err := range records {
		if err != nil {
			return err
		}
		part := parts[assigned[record.Meta.Story]]
		if part == nil {
			return annotate.NotFoundf("story %q is assigned to no split", record.Meta.Story)
		}
		part.sink.Count(f.Holds, record)
		if err := part.Add(record); err != nil {
			return err
		}
		part.records++
	}
	for _, part := range parts {
		if err := part.Close(); err != nil {
			return err
		}
	}
	return nil
}
