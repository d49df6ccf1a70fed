package json

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/fields"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/ingest"
	"github.com/parallax-annotation/parallax/annotate/ingest/charset"
)

// largestDecoded bounds a file that is not UTF-8, in bytes: it is decoded in memory.
const largestDecoded = 256 << 20

// open begins to read a file as UTF-8. JSON is that, but for what Windows writes as UTF-16.
func open(source form.Source, options form.ReadOptions) (io.ReadCloser, error) {
	start, err := source.Start()
	if err != nil {
		return nil, err
	}
	cut := start[:max(0, len(start)-utf8.UTFMax)]
	if options.Encoding == "" && !slices.Contains(start, 0) && (utf8.Valid(start) || utf8.Valid(trimRune(start)) || len(cut) == 0) {
		return source.Open()
	}
	data, err := source.ReadAll(largestDecoded)
	if err != nil {
		return nil, err
	}
	reading, err := charset.ReadAs(data, options.Encoding)
	if err != nil {
		return nil, err
	}
	if reading.Guessed {
		options.Say("encoding: " + reading.String() + ": check the letters with accents and the signs")
	}
	return io.NopCloser(strings.NewReader(reading.Text)), nil
}

// trimRune takes off a last character that was cut.
func trimRune(data []byte) []byte {
	for range utf8.UTFMax - 1 {
		if utf8.Valid(data) || len(data) == 0 {
			break
		}
		data = data[:len(data)-1]
	}
	return data
}

// object is one of a file, by its number.
type object struct {
	header, row []string
	source      []byte
	number      int
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		in, err := open(source, options)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer in.Close()
		next := sequence(newObjects(in))
		var ahead []object
		end := false
		for len(ahead) < mostSample && !end {
			o, err := next()
			if end = errors.Is(err, io.EOF); end {
				break
			}
			if err != nil {
				yield(form.Item{}, err)
				return
			}
			ahead = append(ahead, o)
		}
		if len(ahead) == 0 {
			yield(form.Item{}, annotate.Invalidf("it holds no objects: choose a file whose articles are objects of JSON"))
			return
		}
		t, err := newTaker(source.Base(), ahead, options)
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		for _, o := range ahead {
			if !t.take(o, yield) {
				return
			}
		}
		for !end {
			o, err := next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				yield(form.Item{}, err)
				return
			}
			if !t.take(o, yield) {
				return
			}
		}
		if t.left > mostNoted {
			options.Say(fmt.Sprintf("%s left out too, for the like", annotate.Counted(t.left-mostNoted, "more object was", "more objects were")))
		}
		if t.given == 0 {
			yield(form.Item{}, annotate.Invalidf("no object of it has a text in the field that was taken for it: name another, --columns text=FIELD"))
		}
	}
}

// sequence gives the objects of a file, of a list that lies in an object too.
func sequence(objects *objects) func() (object, error) {
	var list []any
	within, number := false, 0
	return func() (object, error) {
		if !within {
			value, err := objects.next()
			var inner *wrapped
			if !errors.As(err, &inner) {
				if err != nil {
					return object{}, err
				}
				number++
				return newObject(value, number), nil
			}
			within, list = true, inner.list
		}
		for len(list) > 0 {
			value, is := list[0].(map[string]any)
			list = list[1:]
			if number++; is {
				return newObject(value, number), nil
			}
		}
		return object{}, io.EOF
	}
}

func newObject(value map[string]any, number int) object {
	o := object{number: number}
	o.header, o.row = flat(value)
	o.source, _ = json.Marshal(value) // it was read from JSON
	return o
}

// taker makes articles of objects.
type taker struct {
	file        string
	header      []string
	place       map[string]int
	columns     fields.Columns
	options     form.ReadOptions
	given, left int
}

func newTaker(file string, sample []object, options form.ReadOptions) (*taker, error) {
	t := &taker{file: file, place: map[string]int{}, options: options}
	for _, o := range sample {
		for _, name := range o.header {
			if _, is := t.place[name]; !is && len(t.header) < mostFields {
				t.place[name] = len(t.header)
				t.header = append(t.header, name)
			}
		}
	}
	var rows [][]string
	for _, o := range sample {
		rows = append(rows, t.row(o))
	}
	var err error
	if t.columns, err = fields.Choose(t.header, rows, options); err != nil {
		return nil, err
	}
	options.Say(t.columns.String())
	return t, nil
}

func (t *taker) row(o object) []string {
	row := make([]string, len(t.header))
	for i, name := range o.header {
		if at, is := t.place[name]; is {
			row[at] = o.row[i]
		}
	}
	return row
}

func (t *taker) take(o object, yield func(form.Item, error) bool) bool {
	doc, story, err := t.columns.Take(t.file, "json", t.row(o), o.source)
	if err != nil {
		if t.left++; t.left <= mostNoted {
			t.options.Say(fmt.Sprintf("object %d was left out: %v", o.number, err))
		}
		return true
	}
	if n := strings.Count(doc.Title+doc.Text, "\ufffd"); n > 0 { // half of one, as JSON can name it
		doc.Findings = append(doc.Findings, ingest.Finding{What: ingest.FoundDamage, Detail: annotate.Counted(n, "character was", "characters were") + " lost before, where � stands", Doubt: true})
	}
	t.given++
	return yield(form.Item{Article: &doc, Story: story}, nil)
}
