package hf

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
)

// writer writes the parts of a dataset, and keeps of it what the card says.
type writer struct {
	head      form.Head
	sink      *form.Sink
	parts     []*part
	tags      map[string]int // numbers of the tags
	labels    []string
	relations map[string]int // numbers of the relation types
	types     []string
	languages map[string]bool
	spans     map[string]int  // that are tagged, by label
	related   map[string]int  // examples, by relation
	layers    map[string]bool // in which something was marked, or an article was done
}

// part is a split: a file of records and one of examples.
type part struct {
	name              string // as datasets takes it
	records, examples *file
	articles          int
	document          string // of the last record
}

// file is a file that is being written, with what a description says of it.
type file struct {
	name    string
	out     io.WriteCloser
	buffer  *bufio.Writer
	encoder *json.Encoder
	sum     hash.Hash
	rows    int
	tokens  int
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	w := &writer{head: head, sink: sink, tags: map[string]int{}, relations: map[string]int{}, languages: map[string]bool{}, spans: map[string]int{}, related: map[string]int{}, layers: map[string]bool{}}
	for _, l := range head.Codebook.Labels {
		w.labels = append(w.labels, l.Name)
	}
	for i, name := range tagNames(w.labels) {
		w.tags[name] = i
	}
	for _, t := range head.Codebook.RelationTypes {
		w.types = append(w.types, t.Name)
	}
	for i, name := range relationNames(w.types) {
		w.relations[name] = i
	}
	names := head.Parts
	if len(names) == 0 {
		names = []string{"train"}
	}
	taken := map[string]bool{}
	for _, name := range names {
		name = strings.ReplaceAll(name, "-", "_") // a dash is refused
		for taken[name] {
			name += "_"
		}
		taken[name] = true
		p := &part{name: name}
		var err error
		if p.records, err = newFile(sink, "data/"+name+".jsonl"); err != nil {
			return nil, err
		}
		if p.examples, err = newFile(sink, "relations/"+name+".jsonl"); err != nil {
			return nil, err
		}
		w.parts = append(w.parts, p)
	}
	return w, nil
}

func newFile(sink *form.Sink, name string) (*file, error) {
	out, err := sink.Create(name)
	if err != nil {
		return nil, err
	}
	f := &file{name: name, out: out, sum: sha256.New()}
	f.buffer = bufio.NewWriterSize(io.MultiWriter(out, f.sum), 1<<16)
	f.encoder = dataset.NewEncoder(f.buffer)
	return f, nil
}

func (f *file) add(row any) error {
	f.rows++
	return f.encoder.Encode(row)
}

func (f *file) close() error { return cmp.Or(f.buffer.Flush(), f.out.Close()) }

func (f *file) hash() string { return hex.EncodeToString(f.sum.Sum(nil)) }

func (w *writer) Add(r dataset.Record) error {
	p := w.parts[0]
	if i := slices.Index(w.head.Parts, r.Part); i >= 0 {
		p = w.parts[i]
	}
	if r.Document == "" {
		r.Document = r.ID
	}
	if r.Document != p.document {
		p.document = r.Document
		p.articles++
	}
	if r.Meta.Language != "" {
		w.languages[r.Meta.Language] = true
	}
	if len(r.Spans) > 0 || r.State == string(annotate.Done) {
		w.layers[r.Layer] = true
	}
	words := tokens.Words(r.Text, tokens.Segments(r.Spans), tokens.Regions(r.Regions))
	one := record{ID: rowID(r), Document: r.Document, Story: r.Meta.Story, Outlet: r.Meta.Outlet, Layer: r.Layer, Tokens: texts(words), Tags: make([]int, len(words))}
	tags, empty := tokens.Tags(words, r.Spans)
	kept, gone := tokens.Choose(len(words), tags, w.head.Codebook)
	w.sink.Lose(gone, "spans that overlap longer ones")
	w.sink.Lose(empty, "spans in which there is no word outside regions")
	for i, name := range tokens.BIO(len(words), kept) {
		one.Tags[i] = w.tags[name]
	}
	for _, t := range kept {
		w.spans[t.Label]++
	}
	p.records.tokens += len(words)
	if err := p.records.add(one); err != nil {
		return fmt.Errorf("writing record %s: %w", r.ID, err)
	}
	for _, e := range w.examples(r, words) {
		if err := p.examples.add(e); err != nil {
			return fmt.Errorf("writing the relations of record %s: %w", r.ID, err)
		}
	}
	return nil
}

// rowID is an id that no other record has: an article has one a layer.
func rowID(r dataset.Record) string {
	if r.Layer == "" {
		return r.ID
	}
	return r.ID + "/" + r.Layer
}

func texts(words []tokens.Token) []string {
	all := make([]string, len(words))
	for i, t := range words {
		all[i] = t.Text
	}
	return all
}

// Close writes what the rest is described by.
func (w *writer) Close() error {
	for _, p := range w.parts {
		if err := cmp.Or(p.records.close(), p.examples.close()); err != nil {
			return err
		}
	}
	var figures form.Figures
	if w.head.Figures != nil {
		var err error
		if figures, err = w.head.Figures(); err != nil {
			return err
		}
	}
	description, err := w.croissant(figures)
	if err != nil {
		return err
	}
	for _, one := range [][2]string{{"README.md", w.card(figures)}, {"metadata.json", description}} {
		out, err := w.sink.Create(one[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(out, one[1]); err != nil {
			return err
		}
		if err := out.Close(); err != nil {
			return err
		}
	}
	return nil
}
