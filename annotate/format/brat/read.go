package brat

import (
	"errors"
	"fmt"
	"iter"
	"path"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/ingest"
)

// read yields a record for each file of annotations, and for each text without one.
func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		switch shape, err := source.Shape(); {
		case err != nil:
			yield(form.Item{}, err)
			return
		case shape == form.File:
			yield(form.Item{}, annotate.Invalidf("it holds annotations without their text: name the folder, or the archive, that has both"))
			return
		}
		files, err := source.Files()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer files.Close()
		if err := (&reader{files: files, options: options, words: newVocabulary(options.Codebook)}).all(yield); err != nil && !errors.Is(err, errStopped) {
			yield(form.Item{}, err)
		}
	}
}

var errStopped = errors.New("stopped")

type reader struct {
	files   *form.Files
	options form.ReadOptions
	words   *vocabulary
}

func (r *reader) note(format string, args ...any) {
	if r.options.Note != nil {
		r.options.Note(fmt.Sprintf(format, args...))
	}
}

func (r *reader) all(yield func(form.Item, error) bool) error {
	texts, used, found := newTexts(r.files.Names), map[string]bool{}, false
	var beside []string
	for _, name := range r.files.Names {
		if path.Base(name) == "visual.conf" {
			text, err := r.text(name)
			if err != nil {
				return err
			}
			readVisualConf(text, r.words)
		}
	}
	for _, name := range r.files.Names {
		if !isAnnotations(name) {
			continue
		}
		of, layer := texts.of(name)
		if of == "" {
			r.note("%s: there is no text of these annotations beside it, and they were left out", name)
			continue
		}
		used[of], found = true, true
		record, err := r.record(name, of, layer)
		if err != nil {
			return within(name, err)
		}
		if !yield(form.Item{Record: record}, nil) {
			return errStopped
		}
	}
	if !found {
		return annotate.Invalidf("it holds no text with annotations: name the folder in which NAME.txt stands beside NAME.ann")
	}
	for _, name := range r.files.Names {
		switch ending := strings.ToLower(path.Ext(name)); {
		case ending == ".txt" && !used[name]:
			record, _, err := r.document(name)
			if err != nil {
				return within(name, err)
			}
			if !yield(form.Item{Record: record}, nil) {
				return errStopped
			}
		case ending != ".txt" && ending != ".ann" && ending != ".conf":
			beside = append(beside, name)
		}
	}
	if n := len(beside); n > 0 {
		r.note("%s, which are no texts with annotations, were left out: %s", annotate.Counted(n, "file", "files"), strings.Join(beside[:min(n, 3)], ", "))
	}
	return nil
}

// within says in which file something is wrong.
func within(name string, err error) error {
	if errors.Is(err, annotate.ErrInvalid) {
		return annotate.Invalidf("%s: %v", name, err)
	}
	return err
}

// largest bounds a file of annotations, in bytes.
const largest = 256 << 20

// text reads a file as text.
func (r *reader) text(name string) (string, error) {
	return form.ReadText(r.files.Source(name), max(largest, ingest.MaxSize), r.options, func(sentence string) { r.note("%s: %s", name, sentence) })
}

// document is the record of a text, without anything marked in it, and the text as it stands in the file.
func (r *reader) document(name string) (record *dataset.Record, raw string, err error) {
	if raw, err = r.text(name); err != nil {
		return nil, "", err
	}
	text, _ := offset.Lines(raw)
	record = &dataset.Record{Schema: dataset.SchemaName, Text: text, TextSHA256: annotate.HashText(text), OffsetUnit: dataset.OffsetUnit,
		Meta: dataset.Meta{SourceFile: path.Base(name)}, Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
	record.ID = annotate.DerivedID("brat", record.TextSHA256)
	return record, raw, nil
}

// record is what a file of annotations says of its text.
func (r *reader) record(name, of, layer string) (*dataset.Record, error) {
	record, raw, err := r.document(of)
	if err != nil {
		return nil, err
	}
	lines, err := r.text(name)
	if err != nil {
		return nil, err
	}
	if record.Layer = layer; layer == "" && path.Dir(name) != "." {
		record.Layer = path.Base(path.Dir(name))
	}
	m := &marks{reader: r, name: name, record: record, spans: map[string]int{}, ids: map[string]string{}, written: map[string]string{}, related: map[string]bool{}}
	m.annotations = parse(lines, m.leave)
	m.take(raw)
	return record, nil
}
