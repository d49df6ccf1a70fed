// Package qualcoder reads projects of QualCoder: the folder NAME.qda with data.qda, an SQLite database, or that file. Each coding is a span
// with its code as label, by its owner; a memo is its note.
//
// Offsets come from an editor that counts UTF-16 units, and the program itself slices by code points, so the text that it keeps of each
// coding decides. It is only read. It knows nothing of the project into which they come. Start with Format.
package qualcoder

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/lite"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
)

// Format is the project.
var Format = form.Format{
	Name: "qualcoder", Title: "QualCoder project (.qda)", Extensions: []string{".qda"}, Shape: form.File,
	Holds:          form.Holds{Texts: true, Notes: true},
	Recognise:      func(_ string, start []byte) bool { return lite.Begins(start, "code_text", "code_name", "seltext") },
	RecogniseFiles: func(files *form.Files) bool { return files.Has(database) }, Read: read, Records: true, Foreign: true,
}

// database is the file in the project's folder.
const database = "data.qda"

var errStopped = errors.New("stopped")

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		err := open(source, func(db *lite.DB) error {
			return (&reader{db: db, options: options}).read(func(r *dataset.Record) bool { return yield(form.Item{Record: r}, nil) })
		})
		if err != nil && !errors.Is(err, errStopped) {
			yield(form.Item{}, err)
		}
	}
}

// open opens the database of a project, which is a file or lies in a folder or an archive.
func open(source form.Source, with func(*lite.DB) error) error {
	shape, err := source.Shape()
	if err != nil {
		return err
	}
	if shape != form.File {
		files, err := source.Files()
		if err != nil {
			return err
		}
		defer files.Close()
		source = files.Source(database)
	}
	db, err := lite.Open(source)
	if err != nil {
		return err
	}
	return errors.Join(with(db), db.Close())
}

type reader struct {
	db      *lite.DB
	options form.ReadOptions
	codes   map[int64]string
}

func (r *reader) note(format string, args ...any) {
	if r.options.Note != nil {
		r.options.Note(fmt.Sprintf(format, args...))
	}
}

func (r *reader) read(take func(*dataset.Record) bool) error {
	r.codes = map[int64]string{}
	err := r.db.Each("code_name", []string{"cid", "name"}, "", nil, func(row lite.Row) error {
		id, err := row.Int(0)
		r.codes[id] = row.Text(1)
		return err
	})
	if err != nil {
		return err
	}
	media, found := 0, false
	err = r.db.Each("source", []string{"id", "name", "fulltext"}, "ORDER BY id", nil, func(row lite.Row) error {
		id, err := row.Int(0)
		if err != nil {
			return err
		}
		if row.Text(2) == "" {
			media++
			return nil
		}
		found = true
		records, err := r.source(id, row.Text(1), row.Text(2))
		if err != nil {
			return err
		}
		for _, record := range records {
			if !take(record) {
				return errStopped
			}
		}
		return nil
	})
	if err == nil && !found {
		err = annotate.Invalidf("it holds no text: choose a project with texts")
	}
	if media > 0 {
		r.note("%s no text", annotate.Counted(media, "source was left out: it has", "sources were left out: they have"))
	}
	return err
}

// coding is a stretch that somebody gave a code.
type coding struct {
	offset.Quote
	id, code    int64
	owner, memo string
}

func (r *reader) source(id int64, name, raw string) ([]*dataset.Record, error) {
	var codings []coding
	err := r.db.Each("code_text", []string{"ctid", "cid", "seltext", "pos0", "pos1", "owner", "memo"}, "WHERE fid = ? ORDER BY ctid", []any{id}, func(row lite.Row) error {
		c := coding{owner: row.Text(5), memo: row.Text(6)}
		var errs [4]error
		c.id, errs[0] = row.Int(0)
		c.code, errs[1] = row.Int(1)
		start, startErr := row.Offset(3)
		end, endErr := row.Offset(4)
		if err := errors.Join(append(errs[:], startErr, endErr)...); err != nil {
			r.note("a coding in “%s” was left out: %v", name, err)
			return nil
		}
		c.Quote = offset.Quote{Places: [][2]int{{start, end}}, Words: row.Text(2)}
		codings = append(codings, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	text, _ := offset.Lines(raw)
	meta, err := r.meta(id)
	if err != nil {
		return nil, err
	}
	meta.SourceFile = name
	layers := map[string]*build.Builder{}
	layer := func(owner string) *build.Builder {
		if layers[owner] == nil {
			layers[owner] = build.New("“"+name+"”", dataset.Record{Text: text, Layer: owner, Meta: meta}, r.options.Note)
		}
		return layers[owner]
	}
	if len(codings) == 0 {
		return []*dataset.Record{layer("").Record()}, nil
	}
	quotes := make([]offset.Quote, len(codings))
	for i, c := range codings {
		quotes[i] = c.Quote
	}
	counted := offset.Count(layer(codings[0].owner).Text(), raw, quotes, offset.CodePoints, offset.UTF16)
	for _, c := range codings {
		b := layer(c.owner)
		segments, err := place(counted, c.Quote)
		if err != nil {
			b.Note("the coding %d (“%s”) was left out: %v", c.id, r.codes[c.code], err)
			continue
		}
		b.Add(dataset.Span{ID: fmt.Sprint("coding ", c.id), Label: r.codes[c.code], Segments: [][2]int{{segments[0].Start, segments[0].End}}, Note: c.memo, Confidence: 1})
	}
	var records []*dataset.Record
	for _, b := range layers {
		form.SortRecord(b.Record())
		records = append(records, b.Record())
	}
	slices.SortFunc(records, func(a, b *dataset.Record) int { return cmp.Compare(a.Layer, b.Layer) })
	return records, nil
}

// place is where the words of a coding stand. QualCoder counts UTF-16 units where a person selects and code points where it codes by
// itself, so both may be in one text.
func place(counted offset.Counting, quote offset.Quote) (segments []annotate.Segment, err error) {
	for _, unit := range []offset.Unit{counted.Unit, offset.CodePoints, offset.UTF16} {
		c := counted.In(unit)
		if segments, err = c.Segments(quote.Places); err == nil && c.Quotes(quote, segments) {
			return segments, nil
		}
	}
	return nil, cmp.Or(err, errors.New("other words stand at its place than it quotes"))
}

// meta is what the attributes of a file say of an article, where they are called like what they are.
func (r *reader) meta(id int64) (m dataset.Meta, err error) {
	if !r.db.Has("attribute", "name", "attr_type", "value", "id") {
		return m, nil
	}
	fields := map[string]*string{"story": &m.Story, "outlet": &m.Outlet, "author": &m.Author, "date": &m.Published, "published": &m.Published, "url": &m.URL, "language": &m.Language, "title": &m.Title}
	return m, r.db.Each("attribute", []string{"name", "value"}, "WHERE attr_type = 'file' AND id = ?", []any{id}, func(row lite.Row) error {
		if field := fields[strings.ToLower(strings.TrimSpace(row.Text(0)))]; field != nil {
			*field = row.Text(1)
		}
		return nil
	})
}
