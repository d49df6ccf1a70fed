package brat

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

type writer struct {
	sink  *form.Sink
	words *vocabulary
	paths *form.Paths
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	if err := head.NeedsText("brat"); err != nil {
		return nil, err
	}
	w := &writer{sink, newVocabulary(head.Codebook), form.NewPaths()}
	if err := w.put("annotation.conf", func(out io.Writer) error { return writeAnnotationConf(out, w.words) }); err != nil {
		return nil, err
	}
	return w, w.put("visual.conf", func(out io.Writer) error { return writeVisualConf(out, w.words) })
}

// put writes a file.
func (w *writer) put(name string, fill func(io.Writer) error) error {
	out, err := w.sink.Create(name)
	if err != nil {
		return err
	}
	if err := fill(out); err != nil {
		return err
	}
	return out.Close()
}

// Add writes the text of a record and its annotations.
func (w *writer) Add(r dataset.Record) error {
	name := w.paths.Of(r)
	if n := strings.Count(r.Text, "\r"); n > 0 {
		w.sink.Lose(n, "carriage returns, written as spaces")
		r.Text = strings.ReplaceAll(r.Text, "\r", " ")
	}
	if err := w.put(name+".txt", func(out io.Writer) error { _, err := io.WriteString(out, r.Text); return err }); err != nil {
		return err
	}
	return w.put(name+".ann", func(out io.Writer) error {
		b := &block{w, textpos.New(r.Text), map[byte]*bytes.Buffer{}, map[byte]int{}, map[string]string{}}
		b.record(r)
		return b.flush(out)
	})
}

// Close has nothing left to do.
func (w *writer) Close() error { return nil }

// block is the file of annotations of one record.
type block struct {
	*writer
	text  *textpos.Text
	lines map[byte]*bytes.Buffer // by the first letter of their ids
	count map[byte]int
	spans map[string]string // id in the file by that of the span
}

// order is that in which the lines stand.
const order = "TAN#R"

func (b *block) flush(out io.Writer) error {
	for _, letter := range []byte(order) {
		if lines := b.lines[letter]; lines != nil {
			if _, err := lines.WriteTo(out); err != nil {
				return err
			}
		}
	}
	return nil
}

// line writes a line with the next id of that letter, which it returns.
func (b *block) line(letter byte, format string, args ...any) (id string) {
	if b.lines[letter] == nil {
		b.lines[letter] = &bytes.Buffer{}
	}
	b.count[letter]++
	id = fmt.Sprintf("%c%d", letter, b.count[letter])
	fmt.Fprintf(b.lines[letter], "%s\t"+format+"\n", append([]any{id}, args...)...)
	return id
}

func (b *block) record(r dataset.Record) {
	spans := make([]parted, 0, len(r.Spans))
	for _, s := range r.Spans {
		if parts := b.parts(s); len(parts) > 0 {
			spans = append(spans, parted{s, parts})
		}
	}
	slices.SortStableFunc(spans, func(x, y parted) int { // white space that went may have changed their order
		return cmp.Or(x.parts[0].Start-y.parts[0].Start, x.parts[len(x.parts)-1].End-y.parts[len(y.parts)-1].End, cmp.Compare(x.ID, y.ID))
	})
	place := map[string]int{}
	for i, s := range spans {
		b.span(s)
		place[s.ID] = i
	}
	for _, s := range spans {
		b.about(s.Span, b.spans[s.ID])
	}
	b.note(noteOfArticle, wholeArticle, r.ID)
	b.note(noteOfLayer, wholeArticle, r.Layer)
	if r.State != "" && r.State != string(annotate.Todo) {
		b.note(noteOfState, wholeArticle, r.State)
	}
	relations := slices.SortedStableFunc(slices.Values(r.Relations), func(x, y dataset.Relation) int {
		return cmp.Or(place[x.Head]-place[y.Head], place[x.Tail]-place[y.Tail], cmp.Compare(x.ID, y.ID))
	})
	for _, relation := range relations {
		head, tail := b.spans[relation.Head], b.spans[relation.Tail]
		if relation.HeadDocument != relation.TailDocument { // which was counted
			continue
		}
		if head == "" || tail == "" {
			b.sink.Lose(1, "relations")
			continue
		}
		id := b.line('R', "%s Arg1:%s Arg2:%s", b.words.relations.Add(relation.Type), head, tail)
		if relation.Note != "" {
			b.note(noteOfPerson, id, relation.Note)
		}
		b.note(noteOfID, id, relation.ID)
	}
}

// parted is a span in the fragments in which brat holds it.
type parted struct {
	dataset.Span
	parts []annotate.Segment
}

// parts are the fragments of a span: none where it is of white space alone.
func (b *block) parts(s dataset.Span) []annotate.Segment {
	segments := make([]annotate.Segment, len(s.Segments))
	for i, segment := range s.Segments {
		segments[i] = annotate.Segment{Start: segment[0], End: segment[1]}
	}
	parts := fragments(b.text, joined(b.text, fragments(b.text, segments))) // as they are after they were read
	if len(parts) == 0 {
		b.sink.Lose(1, "spans of white space")
	} else if !slices.Equal(joined(b.text, parts), segments) {
		b.sink.Lose(1, "spans that begin, end or are parted in white space about a line end, which went")
	}
	return parts
}

// span writes the line of a span.
func (b *block) span(s parted) {
	var places, words []string
	for _, p := range s.parts {
		places = append(places, fmt.Sprintf("%d %d", p.Start, p.End))
		words = append(words, b.text.Slice(p.Start, p.End))
	}
	b.spans[s.ID] = b.line('T', "%s %s\t%s", b.words.labels.Add(s.Label), strings.Join(places, ";"), strings.Join(words, " "))
}

// about writes what is said of a span.
func (b *block) about(s dataset.Span, id string) {
	for _, a := range s.Attributes {
		for _, text := range form.WriteValue(a.Value) {
			if !b.words.isOption(a.Name, text) && oneLine(text) != text {
				b.sink.Lose(1, spaced)
				text = oneLine(text)
			}
			value, tells := b.words.value(a.Name, text)
			number := b.line('A', "%s %s %s", b.words.attributes.Add(a.Name), id, value)
			if !tells {
				b.note(noteOfValue, number, text)
			}
		}
	}
	if s.Entity != nil {
		b.line('N', "Reference %s %s:%s\t%s", id, ourDatabase, strings.ReplaceAll(s.Entity.ID, " ", "_"), oneLine(s.Entity.Name))
	}
	if s.Note != "" {
		b.note(noteOfPerson, id, s.Note)
	}
	b.note(noteOfID, id, s.ID)
}

// ourDatabase is what entities of Parallax are said to come from.
const ourDatabase = "parallax"

// spaced is what a note on one line loses.
const spaced = "line ends, tabs and outer spaces of notes and values"

func (b *block) note(kind, about, text string) {
	line := oneLine(text)
	if line != text {
		b.sink.Lose(1, spaced)
	}
	b.line('#', "%s %s\t%s", kind, about, line)
}

// oneLine is a text as it stands on a line.
func oneLine(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\t' || isLineEnd(r) {
			return ' '
		}
		return r
	}, text))
}
