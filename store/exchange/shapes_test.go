package exchange_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/store/exchange"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// pairs writes each record as a text and, beside it, the rest, as annotators do whose texts are left untouched.
type pairs struct {
	sink *form.Sink
	root string
}

func (p pairs) put(name, text string) error {
	out, err := p.sink.Create(name)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, text); err != nil {
		return err
	}
	return out.Close()
}

func (p pairs) Add(r dataset.Record) error {
	name, text := p.root+cmp.Or(r.Layer, "nobody")+"/"+r.ID, r.Text
	r.Text = ""
	marks, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := p.put(name+".txt", text); err != nil {
		return err
	}
	return p.put(name+".ann", string(marks))
}

func (pairs) Close() error { return nil }

func readPairs(source form.Source, _ form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		files, err := source.Files()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer files.Close()
		read := func(name string) []byte {
			in, openErr := files.Open(name)
			if openErr != nil {
				err = openErr
				return nil
			}
			defer in.Close()
			data, readErr := io.ReadAll(in)
			if readErr != nil {
				err = readErr
			}
			return data
		}
		for _, name := range files.Names {
			base, is := strings.CutSuffix(name, ".ann")
			if !is {
				continue
			}
			var r dataset.Record
			marks, text := read(name), read(base+".txt")
			if err == nil {
				err = json.Unmarshal(marks, &r)
			}
			r.Text = string(text)
			if !yield(form.Item{Record: &r}, err) || err != nil {
				return
			}
		}
	}
}

// readAlmanac yields an article for each paragraph.
func readAlmanac(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		start, err := source.Start()
		options.Note("the heading was left out")
		for _, part := range strings.Split(string(start), "\n\n")[1:] {
			article, readErr := ingest.Read("a.txt", []byte(part), "text")
			if err == nil {
				err = readErr
			}
			if !yield(form.Item{Article: &article}, err) || err != nil {
				return
			}
		}
	}
}

// withShapes adds formats of other shapes to the list.
func withShapes(t *testing.T) {
	before := format.All
	t.Cleanup(func() { format.All = before })
	folder := form.Format{Name: "pairs", Extensions: []string{".ann"}, Shape: form.Folder, Records: true, Read: readPairs,
		Holds: form.Holds{Texts: true, Regions: true, States: true, Parted: true, Attributes: true, Entities: true, Notes: true, Confidence: true, Origins: true, Decisions: true, Flags: true},
		RecogniseFiles: func(files *form.Files) bool {
			return slices.ContainsFunc(files.Names, func(n string) bool { return strings.HasSuffix(n, ".ann") })
		},
		Write: func(_ form.Head, sink *form.Sink) (form.Writer, error) { return pairs{sink: sink}, nil }}
	archive := folder
	archive.Name, archive.Extensions, archive.Shape = "pairs-zip", []string{".zip"}, form.Archive
	almanac := form.Format{Name: "almanac", Extensions: []string{".alm"}, Read: readAlmanac,
		Recognise: func(_ string, start []byte) bool { return bytes.HasPrefix(start, []byte("ALMANAC")) }}
	astray := folder
	astray.Name = "astray"
	astray.Write = func(_ form.Head, sink *form.Sink) (form.Writer, error) { return pairs{sink, "../"}, nil }
	format.All = append([]form.Format{folder, archive, almanac, astray}, before...)
}

func TestAFolderAndAnArchiveGoOutAndComeBack(t *testing.T) {
	withShapes(t)
	from := annotated(t)
	want := records(t, jsonl(t, from))
	for _, name := range []string{"pairs", "pairs-zip"} {
		parent := t.TempDir()
		path := filepath.Join(parent, "out.zip")
		result, err := exchange.ExportFiles(ctx, from, exchange.ExportOptions{Format: name, Path: path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if result.Records != len(want) || len(result.LeftOut) == 0 || storetest.NamesIn(t, parent) != "out.zip" {
			t.Errorf("%s: %+v beside %s", name, result, storetest.NamesIn(t, parent))
		}
		p := newProject(t)
		for _, status := range []exchange.ImportStatus{exchange.Added, exchange.Present} {
			got := importFiles(t, p, exchange.ImportOptions{}, parent)
			if len(got) != 1 || got[0].Status != status {
				t.Errorf("%s: %+v", name, got)
			}
		}
		got := records(t, jsonl(t, p))
		count := func(list []dataset.Record) (said []string) {
			for _, r := range list {
				said = append(said, fmt.Sprint(r.ID, r.Layer, r.TextSHA256, len(r.Spans)))
			}
			slices.Sort(said)
			return said
		}
		if !slices.Equal(count(got), count(want)) {
			t.Errorf("%s: came back %v, not %v", name, count(got), count(want))
		}
		sound(t, p)
	}
}

func TestWhereAFolderAndAnArchiveGo(t *testing.T) {
	withShapes(t)
	p := exported(t)
	var out, again bytes.Buffer
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "pairs", Path: "-", Writer: &out}, nil); err == nil || !strings.Contains(err.Error(), "name a folder") || out.Len() > 0 {
		t.Errorf("standard output took a folder: %v", err)
	}
	for _, into := range []*bytes.Buffer{&out, &again} {
		if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "pairs-zip", Layer: "anna", Path: "-", Writer: into}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.HasPrefix(out.Bytes(), []byte("PK")) || !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("an archive is not the same twice")
	}
	folder := t.TempDir()
	for _, c := range [][2]string{{"pairs", ".parallax-export dev train"}, {"pairs-zip", "dev.zip train.zip"}} {
		path := filepath.Join(folder, c[0])
		options := exchange.ExportOptions{Format: c[0], Split: "train=80,dev=20", Path: path}
		if _, err := exchange.ExportFiles(ctx, p, options, nil); err != nil || storetest.NamesIn(t, path) != c[1] {
			t.Errorf("%s: %s %v", c[0], storetest.NamesIn(t, path), err)
		}
	}
	full := filepath.Join(folder, "full")
	if err := os.MkdirAll(filepath.Join(full, "mine"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "pairs", Layer: "anna", Path: full}, nil); err == nil || storetest.NamesIn(t, full) != "mine" {
		t.Errorf("a folder with files was replaced: %v", err)
	}
	broken := filepath.Join(folder, "broken")
	if _, err := exchange.ExportFiles(ctx, p, exchange.ExportOptions{Format: "astray", Path: broken}, nil); err == nil {
		t.Error("a name that leads out was taken")
	}
	if got := storetest.NamesIn(t, folder); strings.Contains(got, "broken") || strings.Contains(got, "draft") {
		t.Errorf("left is %s", got)
	}
}

func TestAFileOfSeveralArticlesGivesSeveralDocuments(t *testing.T) {
	withShapes(t)
	p := newProject(t)
	path := file(t, "year.alm", []byte("ALMANAC\n\nThe ferry left at noon.\n\nThe bridge was closed.\n\nThe ferry left at noon."))
	results := importFiles(t, p, exchange.ImportOptions{}, path)
	var got []string
	for _, r := range results {
		got = append(got, filepath.Base(r.File)+" "+string(r.Status))
	}
	if strings.Join(got, ", ") != "year.alm added, year.alm added, year.alm present" || results[0].DocumentID == results[1].DocumentID {
		t.Errorf("%+v", results)
	}
	if len(results[0].Notes) == 0 || results[0].Notes[0] != "the heading was left out" {
		t.Errorf("%+v", results[0].Notes)
	}
}
