package exchange

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"

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
	case f.Shape == form.Folder:
		return output.WritableFolder(o.Path)
	case o.Split != "":
		return nil // whose parts are looked at one by one
	}
	return output.Writable(o.Path)
}

func (o ExportOptions) toWriter() bool { return o.Path == "" || o.Path == "-" }

// single is the sink of a format that is one file or one archive.
func single(f form.Format, into io.Writer) *form.Sink {
	if f.Shape == form.Archive {
		return form.NewArchive(into)
	}
	return form.NewFile(into)
}

// previewed is the sink of several files that are shown, each under its name, when all are written.
func previewed(into io.Writer) (sink *form.Sink, show func() error) {
	type shown struct {
		name string
		bytes.Buffer
	}
	var files []*shown
	sink = form.NewFolder(func(name string) (io.WriteCloser, error) {
		file := &shown{name: name}
		files = append(files, file)
		return unclosed{file}, nil
	})
	return sink, func() error {
		for _, file := range files {
			if _, err := fmt.Fprintf(into, "%s\n\n%s\n\n", file.name, bytes.TrimRight(file.Bytes(), "\n")); err != nil {
				return err
			}
		}
		return nil
	}
}

// unclosed is a file in memory.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// writeWhole lets write fill a sink, which is placed when it is whole.
func writeWhole(ctx context.Context, f form.Format, o ExportOptions, write func(*form.Sink) error) error {
	filled := func(sink *form.Sink) error {
		if err := write(sink); err != nil {
			return err
		}
		return sink.Close()
	}
	switch {
	case o.toWriter():
		return filled(single(f, o.Writer))
	case f.Shape == form.Folder:
		return output.WriteFolder(ctx, o.Path, func(create func(string) (io.WriteCloser, error)) error { return filled(form.NewFolder(create)) })
	}
	return output.Write(ctx, o.Path, func(w io.Writer) error { return filled(single(f, w)) })
}

// writeParts lets write fill a sink for each part of a split, such as NAME.jsonl or the folder NAME. All of them are placed, or none.
func writeParts(ctx context.Context, f form.Format, o ExportOptions, splits []dataset.Split, write func(map[string]*form.Sink) error) error {
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
			return filled()
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
	return outputs.Place()
}

// partPath is where a part of a split is written.
func (o ExportOptions) partPath(f form.Format, split dataset.Split) string {
	return filepath.Join(o.Path, split.Name+f.Extension())
}
