package webanno

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/conll"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/format/tokens"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

type writer struct {
	sink     *form.Sink
	codebook annotate.Codebook
	features *form.Names
	columns  []string // features of a span, in order
	paths    *form.Paths
}

func write(head form.Head, sink *form.Sink) (form.Writer, error) {
	if err := head.NeedsText("webanno"); err != nil {
		return nil, err
	}
	w := &writer{sink, head.Codebook, features(head.Codebook), slices.Clone(ours), form.NewPaths()}
	for _, label := range head.Codebook.Labels {
		for _, a := range label.Attributes {
			if f := w.features.Add(a.Name); !slices.Contains(w.columns, f) {
				w.columns = append(w.columns, f)
			}
		}
	}
	slices.Sort(w.columns)
	return w, nil
}

// Close has nothing left to do.
func (w *writer) Close() error { return nil }

// annotation is a segment of a span on the tokens [first,last].
type annotation struct {
	dataset.Span
	number, first, last int
}

// link is a relation between two annotations.
type link struct {
	dataset.Relation
	from, to *annotation
}

// Add writes the file of a record.
func (w *writer) Add(r dataset.Record) error {
	all := tokens.Words(r.Text, tokens.Segments(r.Spans), nil)
	if len(all) == 0 {
		w.sink.Lose(1, "articles without a word")
		return nil
	}
	name := w.paths.Of(r)
	if layer := path.Dir(name); r.Layer != "" && layer != r.Layer {
		w.sink.Lose(1, "names of annotators, written with other characters")
	}
	out, err := w.sink.Create(name + ".tsv")
	if err != nil {
		return err
	}
	if err := w.file(out, r, all); err != nil {
		return err
	}
	return out.Close()
}

func (w *writer) file(into io.Writer, r dataset.Record, all []tokens.Token) error {
	out := bufio.NewWriter(into)
	fmt.Fprintf(out, "#FORMAT=WebAnno TSV 3.3\n#T_SP=%s|%s\n#T_RL=%s|%s|%s|%s%s\n\n", spanLayer, strings.Join(w.columns, "|"), relationLayer, featureNote, featureType, base, spanLayer)
	text := textpos.New(r.Text)
	w.countWhite(r, text, all)
	on, links := w.annotations(r, all)
	places := w.places(r.Text, text, all, on)
	for i, t := range all {
		if sentence := places.starts[i]; sentence != "" {
			fmt.Fprintf(out, "\n%s", sentence)
		}
		fmt.Fprintf(out, "%s\t%d-%d\t%s\t", places.names[i], places.table.UTF16(t.Start), places.table.UTF16(t.End), t.Text)
		for _, column := range w.columns {
			fmt.Fprintf(out, "%s\t", w.cell(on[i], column))
		}
		fmt.Fprintf(out, "%s\n", linksCell(links[i], places.names))
	}
	return out.Flush()
}

// countWhite counts the white space that does not come back.
func (w *writer) countWhite(r dataset.Record, text *textpos.Text, all []tokens.Token) {
	before := text.Slice(0, all[0].Start)
	if strings.Trim(before, " ") != "" {
		w.sink.Lose(1, "line ends before the first word, written as spaces")
	}
	if strings.Contains(r.Text, "\r") {
		w.sink.Lose(strings.Count(r.Text, "\r"), "carriage returns")
	}
}

// annotations are the segments of spans by the tokens that they cover, and the relations by the first token of their tail.
func (w *writer) annotations(r dataset.Record, all []tokens.Token) (on [][]*annotation, links [][]link) {
	on, links = make([][]*annotation, len(all)), make([][]link, len(all))
	var list []*annotation
	for _, s := range r.Spans {
		for _, segment := range s.Segments {
			first, end := tokens.Within(all, annotate.Segment{Start: segment[0], End: segment[1]})
			if first == end {
				w.sink.Lose(1, "spans, or segments of them, of white space")
				continue
			}
			if all[first].Start != segment[0] || all[end-1].End != segment[1] {
				w.sink.Lose(1, "spans with white space at their ends, which went")
			}
			list = append(list, &annotation{Span: s, first: first, last: end - 1})
		}
	}
	slices.SortStableFunc(list, func(a, b *annotation) int {
		if a.first != b.first {
			return a.first - b.first
		}
		if a.last != b.last {
			return b.last - a.last
		}
		return strings.Compare(a.ID, b.ID)
	})
	of := map[string]*annotation{} // the first of each span
	for i, a := range list {
		a.number = i + 1
		if of[a.ID] == nil {
			of[a.ID] = a
		}
		for k := a.first; k <= a.last; k++ {
			on[k] = append(on[k], a)
		}
	}
	for _, relation := range r.Relations {
		from, to := of[relation.Head], of[relation.Tail]
		switch {
		case relation.HeadDocument != relation.TailDocument: // which was counted
		case from == nil || to == nil:
			w.sink.Lose(1, "relations")
		default:
			links[to.first] = append(links[to.first], link{relation, from, to})
		}
	}
	for i := range links {
		slices.SortStableFunc(links[i], func(a, b link) int {
			return cmp.Or(a.from.number-b.from.number, a.to.number-b.to.number, strings.Compare(a.Type, b.Type), strings.Compare(a.Note, b.Note))
		})
	}
	return on, links
}

// places are the names of rows, and what stands before a sentence.
type places struct {
	names  []string // "1-1"
	starts []string // by token: the lines #Text= of the sentence that it begins, else ""
	table  *offset.Table
}

func (w *writer) places(whole string, text *textpos.Text, all []tokens.Token, on [][]*annotation) places {
	var tags []tokens.Tag
	for i := range all {
		for _, a := range on[i] {
			if a.first == i {
				tags = append(tags, tokens.Tag{First: a.first, Last: a.last})
			}
		}
	}
	ends := conll.Sentences(whole, all, tags)
	p := places{make([]string, len(all)), make([]string, len(all)), offset.New(text)}
	sentence, first := 0, 0
	for i := range all {
		if i == 0 || ends[i-1] {
			sentence, first = sentence+1, i
			next := i
			for next < len(all)-1 && !ends[next] {
				next++
			}
			end := text.Len()
			if next+1 < len(all) {
				end = all[next+1].Start
			}
			p.starts[i] = textLines(text.Slice(all[i].Start, end))
		}
		p.names[i] = fmt.Sprintf("%d-%d", sentence, i-first+1)
	}
	return p
}

// textLines are the lines that give a sentence.
func textLines(sentence string) string {
	var b strings.Builder
	for _, line := range strings.Split(sentence, "\n") {
		b.WriteString("#Text=")
		for _, r := range inText.Replace(line) {
			if r < 0x20 {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// cell is what the annotations on a token say of a feature.
func (w *writer) cell(on []*annotation, feature string) string {
	if len(on) == 0 {
		return "_"
	}
	cells := make([]string, len(on))
	for i, a := range on {
		cells[i] = fmt.Sprintf("%s[%d]", w.value(a, feature), a.number)
	}
	return strings.Join(cells, "|")
}

// value is what an annotation says of a feature.
func (w *writer) value(a *annotation, feature string) string {
	text := ""
	switch feature {
	case featureLabel:
		text = a.Label
	case featureNote:
		text = a.Note
	case featureSpan:
		text = a.ID
	case featureEntity:
		if a.Entity != nil {
			text = a.Entity.Name
		}
	default:
		for _, value := range a.Attributes {
			if w.features.Add(value.Name) == feature {
				text = valueOf(value.Value)
			}
		}
	}
	return escaped(text)
}

// escaped is a value as it stands in a cell.
func escaped(text string) string {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r", ""), `\`) // at the end it would take the meaning of what comes behind
	if text == "" {
		return "*"
	}
	return escapes.Replace(text)
}

var semicolon = strings.NewReplacer(`\`, `\\`, `;`, `\;`)

// valueOf is a value of an attribute as one text; the items of a list are parted by "; ".
func valueOf(value any) string {
	list, isList := value.([]string)
	if !isList {
		return strings.Join(form.WriteValue(value), "")
	}
	parts := make([]string, len(list))
	for i, item := range list {
		parts[i] = semicolon.Replace(item)
	}
	return strings.Join(parts, "; ")
}

// itemsOf is the inverse of valueOf for a list.
func itemsOf(text string) []string {
	parts := parted(text, ';')
	for i, part := range parts {
		if i > 0 {
			part = strings.TrimPrefix(part, " ")
		}
		parts[i] = strings.NewReplacer(`\\`, `\`, `\;`, `;`).Replace(part)
	}
	return parts
}

func linksCell(links []link, names []string) string {
	if len(links) == 0 {
		return "_\t_\t_\t"
	}
	var notes, types, bases []string
	for _, l := range links {
		notes, types = append(notes, escaped(l.Note)), append(types, escaped(l.Type))
		bases = append(bases, fmt.Sprintf("%s[%d_%d]", names[l.from.first], l.from.number, l.to.number))
	}
	return strings.Join(notes, "|") + "\t" + strings.Join(types, "|") + "\t" + strings.Join(bases, "|") + "\t"
}
