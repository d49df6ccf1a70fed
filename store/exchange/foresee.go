package exchange

import (
	"context"
	"io"
	"maps"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store"
)

// Foresight is what an export would come to, found out by writing it where nothing is kept.
type Foresight struct {
	Parts    []Part
	Files    []FileStart // in the order of their names
	LeftOut  []form.Loss // as an ExportResult says it
	Changed  []form.Loss
	Looked   int // articles by which the files were made and what is lost was counted, the first of the project
	Articles int // that have something to export
}

// Part is what one part of an export gets.
type Part struct {
	Name    string // of a split, "" where it is not split
	Records int
}

// FileStart is how a file of an export begins.
type FileStart struct {
	Name  string // slash-separated within the folder; "" for the only file of an export
	Start []byte // nil for files beyond the first few
	Whole bool   // there is no more of it
}

// Bounds of what is kept of files that are foreseen.
const (
	mostStarted = 60
	mostOfStart = 32 << 10
)

// Foresee counts what each part of an export would get and, by its first articles, what the format has no place for and which files
// there would be.
func Foresee(ctx context.Context, p *store.Project, options ExportOptions, articles int) (Foresight, error) {
	var seen Foresight
	splits, assigned, err := divided(ctx, p, options)
	if err != nil {
		return seen, err
	}
	r, err := rehearse(ctx, p, options, splits)
	if err != nil {
		return seen, err
	}
	counts, decisions, document := map[string]int{}, 0, ""
	for record, err := range exportRecords(ctx, p, options, nil, func(layer annotate.Layer) {
		if layer.Document.ID != document {
			document = layer.Document.ID
			seen.Articles++
		}
		if seen.Articles <= articles {
			decisions += layer.RelationsRejected
		}
	}) {
		if err != nil {
			return seen, err
		}
		record.Part = assigned[record.Meta.Story]
		counts[record.Part]++
		if seen.Articles > articles {
			continue
		}
		if err := r.add(record); err != nil {
			return seen, err
		}
	}
	all, files, err := r.end()
	if err != nil {
		return seen, err
	}
	all.Lose(decisions, turnedDown)
	seen.Files, seen.LeftOut, seen.Changed, seen.Looked = files, all.Losses(), all.Changes(), min(seen.Articles, articles)
	for _, name := range partNames(splits) {
		seen.Parts = append(seen.Parts, Part{name, counts[name]})
	}
	return seen, nil
}

// ExportStart is how the files of an export begin whose first records alone are written, without parts.
func ExportStart(ctx context.Context, p *store.Project, options ExportOptions, records int) ([]FileStart, error) {
	r, err := rehearse(ctx, p, options, nil)
	if err != nil {
		return nil, err
	}
	n := 0
	for record, err := range exportRecords(ctx, p, options, nil, noLayer) {
		if err != nil {
			return nil, err
		}
		if n++; n > records {
			break
		}
		if err := r.add(record); err != nil {
			return nil, err
		}
	}
	_, files, err := r.end()
	return files, err
}

// noLayer is for who asks for the records only.
func noLayer(annotate.Layer) {}

// divided are the parts of the split that is asked for and, by its name, that of each story; none where none is.
func divided(ctx context.Context, p *store.Project, options ExportOptions) ([]dataset.Split, map[string]string, error) {
	if options.Split == "" {
		return nil, nil, nil
	}
	splits, err := dataset.ParseSplit(options.Split)
	if err != nil {
		return nil, nil, err
	}
	repeats, err := exportRepeats(ctx, p, options)
	if err != nil {
		return nil, nil, err
	}
	assigned, err := assign(ctx, p, options, splits, repeats)
	return splits, assigned, err
}

// partNames are those of a split, or the one of what is not split.
func partNames(splits []dataset.Split) []string {
	if len(splits) == 0 {
		return []string{""}
	}
	var names []string
	for _, split := range splits {
		names = append(names, split.Name)
	}
	return names
}

// rehearsal is an export of whose files only the beginnings are kept.
type rehearsal struct {
	format form.Format
	parts  map[string]*partWriter // by name; a format that writes its parts together has one, ""
	files  map[string]*beginning
}

// rehearse begins to write as an export with these parts would.
func rehearse(ctx context.Context, p *store.Project, options ExportOptions, splits []dataset.Split) (*rehearsal, error) {
	f, err := options.format()
	if err != nil {
		return nil, err
	}
	head, err := headOf(ctx, p, options)
	if err != nil {
		return nil, err
	}
	head.Figures = func() (form.Figures, error) { return peopleOf(ctx, p) } // nobody waits for agreement to see how an export begins
	r := &rehearsal{format: f, parts: map[string]*partWriter{}, files: map[string]*beginning{}}
	names := partNames(splits)
	if f.Together && len(splits) > 0 {
		head.Parts, names = names, []string{""}
	}
	for _, name := range names {
		sink := r.sink(options, name)
		w, err := f.Write(head, sink)
		if err != nil {
			return nil, err
		}
		r.parts[name] = &partWriter{Writer: w, sink: sink}
	}
	if options.ToFolder() {
		err = writeBeside(f, head, r.create)
	}
	return r, err
}

// sink is that of a part.
func (r *rehearsal) sink(options ExportOptions, part string) *form.Sink {
	switch {
	case r.format.Shape == form.Folder && part == "":
		return form.NewFolder(r.create)
	case r.format.Shape == form.Folder:
		return form.NewFolder(func(name string) (io.WriteCloser, error) { return r.create(part + "/" + name) })
	}
	name := ""
	switch {
	case part != "":
		name = part + r.format.Extension()
	case options.ToFolder():
		name = r.format.Main
	}
	file, _ := r.create(name) // which never fails
	return single(r.format, file)
}

func (r *rehearsal) create(name string) (io.WriteCloser, error) {
	file := &beginning{kept: mostOfStart}
	if len(r.files) >= mostStarted {
		file.kept = 0
	}
	r.files[name] = file
	return unclosed{file}, nil
}

// add writes a record to its part.
func (r *rehearsal) add(record dataset.Record) error {
	part := r.parts[record.Part]
	if r.format.Together {
		part = r.parts[""]
	}
	if part == nil {
		return annotate.NotFoundf("story %q is assigned to no split", record.Meta.Story)
	}
	part.sink.Count(r.format.Holds, record)
	return part.Add(record)
}

// end ends all files and returns what was lost in them.
func (r *rehearsal) end() (*form.Sink, []FileStart, error) {
	all := form.Counter()
	for _, name := range slices.Sorted(maps.Keys(r.parts)) {
		part := r.parts[name]
		if err := part.Close(); err != nil {
			return nil, nil, err
		}
		if err := part.sink.Close(); err != nil {
			return nil, nil, err
		}
		all.Add(part.sink)
	}
	var files []FileStart
	for _, name := range slices.Sorted(maps.Keys(r.files)) {
		file := r.files[name]
		files = append(files, FileStart{name, file.start, file.whole()})
	}
	return all, files, nil
}

// beginning keeps how a file begins.
type beginning struct {
	start   []byte
	kept    int
	written int
}

func (b *beginning) Write(data []byte) (int, error) {
	if room := b.kept - len(b.start); room > 0 {
		b.start = append(b.start, data[:min(room, len(data))]...)
	}
	b.written += len(data)
	return len(data), nil
}

func (b *beginning) whole() bool { return b.written == len(b.start) }
