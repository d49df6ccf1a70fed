// Package taguette reads projects of Taguette, an SQLite database with documents as HTML. A highlight becomes a span for each of its tags.
//
// Offsets count the bytes of the text between the tags of the HTML. Paragraphs become lines, and who made a highlight is looked for in the
// log of the program's commands. It is only read. It knows nothing of the project into which they come. Start with Format.
package taguette

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/lite"
)

// Format is the database.
var Format = form.Format{
	Name: "taguette", Title: "Taguette project (.sqlite3)", Extensions: []string{".sqlite3"}, Shape: form.File, Holds: form.Holds{Texts: true},
	Recognise: func(_ string, start []byte) bool {
		return lite.Begins(start, "highlight_tags", "start_offset", "projects")
	}, Read: read, Records: true, Foreign: true,
}

var errStopped = errors.New("stopped")

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		db, err := lite.Open(source)
		if err == nil {
			r := &reader{db: db, options: options}
			err = errors.Join(r.read(func(record *dataset.Record) bool { return yield(form.Item{Record: record}, nil) }), db.Close())
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(form.Item{}, err)
		}
	}
}

type reader struct {
	db       *lite.DB
	options  form.ReadOptions
	projects map[int64]string
	tags     map[int64]string
	makers   map[int64]string // by highlight
}

func (r *reader) read(take func(*dataset.Record) bool) error {
	r.projects, r.tags, r.makers = map[int64]string{}, map[int64]string{}, map[int64]string{}
	if err := errors.Join(r.named("projects", "name", r.projects), r.named("tags", "path", r.tags), r.readMakers()); err != nil {
		return err
	}
	found := false
	err := r.db.Each("documents", []string{"id", "name", "filename", "project_id", "contents"}, "ORDER BY project_id, id", nil, func(row lite.Row) error {
		id, idErr := row.Int(0)
		project, projectErr := row.Int(3)
		if err := errors.Join(idErr, projectErr); err != nil {
			return err
		}
		text := textOf(row.Text(4))
		if strings.TrimSpace(text.String()) == "" {
			return nil
		}
		found = true
		records, err := r.document(id, dataset.Meta{Title: row.Text(1), SourceFile: row.Text(2), Story: r.projects[project]}, text)
		for _, record := range records {
			if err == nil && !take(record) {
				err = errStopped
			}
		}
		return err
	})
	if err == nil && !found {
		err = annotate.Invalidf("it holds no document: choose a project with documents")
	}
	return err
}

func (r *reader) named(table, column string, into map[int64]string) error {
	return r.db.Each(table, []string{"id", column}, "", nil, func(row lite.Row) error {
		id, err := row.Int(0)
		into[id] = row.Text(1)
		return err
	})
}

// readMakers learns from the log who made which highlight.
func (r *reader) readMakers() error {
	if !r.db.Has("commands", "id", "user_login", "payload") {
		return nil
	}
	return r.db.Each("commands", []string{"user_login", "payload"}, "ORDER BY id", nil, func(row lite.Row) error {
		var payload struct {
			Type      string `json:"type"`
			Highlight int64  `json:"highlight_id"`
		}
		if json.Unmarshal([]byte(row.Text(1)), &payload) == nil && payload.Type == "highlight_add" && r.makers[payload.Highlight] == "" {
			r.makers[payload.Highlight] = row.Text(0)
		}
		return nil
	})
}

func (r *reader) document(id int64, meta dataset.Meta, text *plain) ([]*dataset.Record, error) {
	layers := map[string]*build.Builder{}
	layer := func(name string) *build.Builder {
		if layers[name] == nil {
			layers[name] = build.New("“"+meta.Title+"”", dataset.Record{Text: text.String(), Layer: name, Meta: meta}, r.options.Note)
		}
		return layers[name]
	}
	type highlight struct {
		id         int64
		start, end int
	}
	var all []highlight
	err := r.db.Each("highlights", []string{"id", "start_offset", "end_offset"}, "WHERE document_id = ? ORDER BY id", []any{id}, func(row lite.Row) error {
		var h highlight
		var idErr, startErr, endErr error
		h.id, idErr = row.Int(0)
		h.start, startErr = row.Offset(1)
		h.end, endErr = row.Offset(2)
		if err := errors.Join(idErr, startErr, endErr); err != nil {
			layer("").Note("a highlight was left out: %v", err)
			return nil
		}
		all = append(all, h)
		return nil
	})
	for _, h := range all {
		if err != nil {
			return nil, err
		}
		b := layer(r.makers[h.id])
		start, end, fits := text.place(h.start, h.end)
		if !fits {
			b.Note("the highlight %d was left out: %d–%d lies outside the text", h.id, h.start, h.end)
			continue
		}
		segment := [2]int{b.Text().CodePoint(start), b.Text().CodePoint(end)}
		var labels []string
		err = r.db.Each("highlight_tags", []string{"tag_id"}, "WHERE highlight_id = ? ORDER BY tag_id", []any{h.id}, func(row lite.Row) error {
			tag, err := row.Int(0)
			labels = append(labels, r.tags[tag])
			return err
		})
		if len(labels) == 0 {
			labels = []string{"highlight"}
		}
		for _, label := range labels {
			b.Add(dataset.Span{ID: fmt.Sprint(h.id, " ", label), Label: label, Segments: [][2]int{segment}, Confidence: 1})
		}
	}
	if len(layers) == 0 {
		layer("")
	}
	var records []*dataset.Record
	for _, b := range layers {
		form.SortRecord(b.Record())
		records = append(records, b.Record())
	}
	slices.SortFunc(records, func(a, b *dataset.Record) int { return strings.Compare(a.Layer, b.Layer) })
	return records, err
}

// plain is the text of HTML, with a line end for each block, and where its pieces were in the text without any.
type plain struct {
	strings.Builder
	pieces []piece
	length int // of the text without line ends that were put in, in bytes
}

// piece is a run of text that stood in one: where it begins in bytes, there and here.
type piece struct{ from, to, length int }

var blocks = []atom.Atom{atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Table, atom.Tr, atom.Blockquote, atom.Pre, atom.Br, atom.Hr, atom.Section, atom.Article}

func textOf(source string) *plain {
	p := &plain{}
	in := html.NewTokenizer(strings.NewReader(source))
	for {
		switch in.Next() {
		case html.ErrorToken:
			return p
		case html.TextToken:
			text := string(in.Text())
			p.pieces = append(p.pieces, piece{p.length, p.Len(), len(text)})
			p.WriteString(text)
			p.length += len(text)
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := in.TagName()
			if written := p.String(); slices.Contains(blocks, atom.Lookup(name)) && written != "" && !strings.HasSuffix(written, "\n") {
				p.WriteByte('\n')
			}
		}
	}
}

// place is where a stretch of the text is that had no line ends put in, in bytes.
func (p *plain) place(start, end int) (from, to int, fits bool) {
	from, to = -1, -1
	for _, one := range p.pieces {
		if start >= one.from && start < one.from+one.length {
			from = one.to + start - one.from
		}
		if end > one.from && end <= one.from+one.length {
			to = one.to + end - one.from
		}
	}
	return from, to, from >= 0 && to > from
}
