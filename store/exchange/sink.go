package exchange

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/store/output"
)

// Here it is decided what a format's sink is: one file, a folder or an archive, at a path, in a writer, or one for each part of a
// split. A format does not know.

// CheckPlace says in a sentence why a format cannot be written to the path of the options, nil where it can.
func (o ExportOptions) CheckPlace() error {
	f, err := o.format()
	switch {
	case err != nil:
		return err
	case o.toWriter() && o.Split != "":
		return annotate.Invalidf("a split needs a folder to write to")
	case o.toWriter() && f.Shape == form.Folder:
		return annotate.Invalidf("%s is a folder of files, which standard output cannot take: name a folder", f.Name)
	case o.toWriter():
		return nil
	case f.Shape != form.Folder && o.Split != "":
		return nil // whose parts are looked at one by one
	case o.isFolder(f):
		return output.WritableFolder(o.Path)
	}
	return output.Writable(o.Path)
}

// isFolder says whether a folder is written, by a format that is one or that can be one, where the path is that of a folder or has no
// ending. Of a split that of a single part is asked.
func (o ExportOptions) isFolder(f form.Format) bool {
	if f.Shape == form.Folder || f.Main == "" || o.toWriter() || o.Split != "" {
		return f.Shape == form.Folder
	}
	return isFolder(o.Path) || filepath.Ext(o.Path) == ""
}

// ToFolder says whether the path of the options is that of a folder: of a split, or of a format that is one, or can be one there.
func (o ExportOptions) ToFolder() bool {
	f, err := o.format()
	return o.Split != "" || err == nil && o.isFolder(f)
}

func (o ExportOptions) toWriter() bool { return o.Path == "" || o.Path == "-" }

// single is the sink of a format that is one file or one archive.
func single(f form.Format, into io.Writer) *form.Sink {
	if f.Shape == form.Archive {
		return form.NewArchive(into)
	}
	return form.NewFile(into)
}

// unclosed is a file in memory.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// writeWhole lets write fill a sink, which is placed when it is whole.
func writeWhole(ctx context.Context, f form.Format, head form.Head, o ExportOptions, write func(*form.Sink) error) error {
	filled := func(sink *form.Sink) error {
		if err := write(sink); err != nil {
			return err
		}
		return sink.Close()
	}
	switch {
	case o.toWriter():
		return filled(single(f, o.Writer))
	case o.isFolder(f):
		return output.WriteFolder(ctx, o.Path, func(create func(string) (io.WriteCloser, error)) error {
			if f.Shape == form.Folder {
				if err := filled(form.NewFolder(create)); err != nil {
					return err
				}
				return writeBeside(f, head, create)
			}
			main, err := create(f.Main)
			if err != nil {
				return err
			}
			if err := cmp.Or(filled(form.NewFile(main)), main.Close()); err != nil {
				return err
			}
			return writeBeside(f, head, create)
		})
	}
	return output.Write(ctx, o.Path, func(w io.Writer) error { return filled(single(f, w)) })
}

// writeBeside writes what stands in a folder beside what a format wrote.
func writeBeside(f form.Format, head form.Head, create func(string) (io.WriteCloser, error)) error {
	if f.Beside == nil {
		return nil
	}
	texts := f.Beside(head)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		file, err := create(name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(file, texts[name]); err != nil {
			return err
		}
		if err := file.Close(); err != nil {
			return err
		}
	}
	return nil
}

// writeParts lets write fill a sink for each part of a split, such as NAME.jsonl or the folder NAME. All of them are placed, or none.
// What stands beside them replaces what an earlier split left, which begins with the same line, and nothing else: that is counted in all.
func writeParts(ctx context.Context, f form.Format, head form.Head, o ExportOptions, splits []dataset.Split, all *form.Sink, write func(map[string]*form.Sink) error) error {
	sinks := map[string]*form.Sink{}
	filled := func() error {
		if err := write(sinks); err != nil {
			return err
		}
		for _, split := range splits {
			if err := sinks[split.Name].Close(); err != nil {
				return err
			}
		}
		return nil
	}
	if f.Shape == form.Folder {
		return output.WriteFolder(ctx, o.Path, func(create func(string) (io.WriteCloser, error)) error {
			for _, split := range splits {
				sinks[split.Name] = form.NewFolder(func(name string) (io.WriteCloser, error) { return create(split.Name + "/" + name) })
			}
			if err := filled(); err != nil {
				return err
			}
			return writeBeside(f, head, create)
		})
	}
	outputs, err := output.NewParts(o.Path)
	if err != nil {
		return err
	}
	defer outputs.Discard()
	for _, split := range splits {
		out, err := outputs.Create(split.Name + f.Extension())
		if err != nil {
			return err
		}
		sinks[split.Name] = single(f, out)
	}
	if err := filled(); err != nil {
		return fmt.Errorf("writing to %s: %w", o.Path, err)
	}
	err = writeBeside(f, head, func(name string) (io.WriteCloser, error) {
		if there, err := os.ReadFile(filepath.Join(o.Path, name)); err == nil && !sameStart(string(there), f.Beside(head)[name]) {
			all.Say(1, "files were left as they are, such as "+name+", since they are of no export")
			return unclosed{io.Discard}, nil
		}
		out, err := outputs.Create(name)
		return unclosed{out}, err
	})
	if err != nil {
		return err
	}
	return outputs.Place()
}

// sameStart says whether two texts have the same first line.
func sameStart(a, b string) bool {
	a, _, _ = strings.Cut(a, "\n")
	b, _, _ = strings.Cut(b, "\n")
	return strings.TrimRight(a, "\r") == b
}

// partPath is where a part of a split is written.
func (o ExportOptions) partPath(f form.Format, split dataset.Split) string {
	return filepath.Join(o.Path, split.Name+f.Extension())
}

// exportTogether writes the parts of a split into one folder, by one writer, to which each record says its part.
func exportTogether(ctx context.Context, f form.Format, head form.Head, o ExportOptions, splits []dataset.Split, all *form.Sink, assigned map[string]string,
	records iter.Seq2[dataset.Record, error]) (files []ExportedFile, err error) {
	for _, split := range splits {
		head.Parts = append(head.Parts, split.Name)
	}
	counts := map[string]int{}
	o.Split = "" // of which the writer takes care
	err = writeWhole(ctx, f, head, o, func(sink *form.Sink) error {
		_, err := writeAll(f, head, sink, func(yield func(dataset.Record, error) bool) {
			for record, err := range records {
				record.Part = assigned[record.Meta.Story]
				if err == nil && record.Part == "" {
					err = annotate.NotFoundf("story %q is assigned to no split", record.Meta.Story)
				}
				counts[record.Part]++
				if !yield(record, err) {
					return
				}
			}
		})
		all.Add(sink)
		return err
	})
	for _, name := range head.Parts {
		files = append(files, ExportedFile{o.Path, counts[name]})
	}
	return files, err
}
