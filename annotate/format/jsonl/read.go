package jsonl

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"reflect"
	"regexp"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/fields"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	firstRecord   = regexp.MustCompile(`^\s*\{\s*"schema"\s*:\s*"parallax/`)
)

// recognise says whether a file holds records of Parallax, one a line, by how it starts or, where it begins like no dataset of another
// program, by its name.
func recognise(name string, start []byte) bool {
	lower := strings.ToLower(name)
	if strings.HasSuffix(lower, ".jsonl") || strings.HasSuffix(lower, ".ndjson") {
		begin := values.Begin(start)
		return len(begin) == 0 || begin[0].Has("schema") || formOf(begin[0].Has) == "" && !isArticle(begin[0])
	}
	return firstRecord.Match(bytes.TrimPrefix(start, byteOrderMark))
}

// isArticle says whether an object has the text of an article, and nothing that a record has beside it.
func isArticle(o values.Object) bool {
	for key := range o {
		if fields.Role(key) == "text" {
			return !o.Has("text_sha256") && !o.Has("offset_unit")
		}
	}
	return false
}

func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		file, err := source.Open()
		if err != nil {
			yield(form.Item{}, err)
			return
		}
		defer file.Close()
		for record, err := range Records(file, options.Note) {
			if !yield(form.Item{Record: &record}, err) {
				return
			}
		}
	}
}

// Records reads records, one a line, as r is read, and stops after the first error. It accepts a byte order mark, CRLF,
// blank lines, and a last line without an end. What it leaves out or guesses, such as a key that it does not know, it tells to
// note, which may be nil, in sentences: "line 12: the key …".
//
// Each record is checked by itself: its hash, its offsets, its ids, the ends of its relations. A record without text, as
// an export leaves it out on request, cannot be compared with its text here; that is left to those who have it. An
// error of the content is an annotate.ErrInvalid that reads "line 12: span 3: …".
func Records(r io.Reader, note func(sentence string)) iter.Seq2[dataset.Record, error] {
	return func(yield func(dataset.Record, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		seen := false
		var tree values.Tree
		var line []byte
		for number := 1; ; number++ {
			var err error
			line, err = values.Line(in, line[:0])
			if err != nil && err != io.EOF {
				yield(dataset.Record{}, fmt.Errorf("line %d: %w", number, err))
				return
			}
			end := err == io.EOF
			if number == 1 {
				line = bytes.TrimPrefix(line, byteOrderMark)
			}
			if line = bytes.TrimSpace(line); len(line) > 0 {
				seen = true
				record, notes, err := parseRecord(&tree, line)
				if err != nil {
					yield(dataset.Record{}, annotate.Invalidf("line %d: %s", number, err))
					return
				}
				for _, sentence := range notes {
					if note != nil {
						note(fmt.Sprintf("line %d: %s", number, sentence))
					}
				}
				if !yield(record, nil) {
					return
				}
			}
			if end {
				break
			}
		}
		if !seen {
			yield(dataset.Record{}, annotate.Invalidf("no record in it: choose a file that was exported with annotations"))
		}
	}
}

// explain says in a sentence what is wrong with a line that cannot be parsed.
func explain(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("not valid JSON at byte %d (%s): it was cut or edited; export or copy the file again", syntax.Offset, syntax)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf("a JSON %s, where a record is an object: choose a file that Parallax exported", kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("%q is a JSON %s, where %s belongs: correct it", fieldName.Replace(kind.Field), kind.Value, wanted(kind.Type))
	}
	return fmt.Errorf("%s: correct it", err)
}

// fieldName takes the types that a line is read in out of the name of a field.
var fieldName = strings.NewReplacer("Record.", "", "Span.", "")

// wanted says which JSON value a type is read from.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text in quotes"
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Pointer:
		return wanted(t.Elem())
	}
	return "an object"
}

// fillLists puts empty lists where there are none, as an exporter writes them.
func fillLists(record *dataset.Record) {
	record.Spans = orEmpty(record.Spans)
	record.Relations = orEmpty(record.Relations)
	record.Regions = orEmpty(record.Regions)
	for _, spans := range [][]dataset.Span{record.Spans, record.Rejected} {
		for i := range spans {
			spans[i].Segments = orEmpty(spans[i].Segments)
			spans[i].Attributes = orEmpty(spans[i].Attributes)
			spans[i].DerivedFrom = orEmpty(spans[i].DerivedFrom)
		}
	}
	for i := range record.Flags {
		record.Flags[i].Replies = orEmpty(record.Flags[i].Replies)
	}
}

func orEmpty[S ~[]E, E any](list S) S {
	if list == nil {
		return S{}
	}
	return list
}

// checkRecord reports the first rule that a record breaks.
func checkRecord(record dataset.Record) error {
	switch {
	case record.Schema != dataset.SchemaName:
		return fmt.Errorf("the schema is %q, not %q: choose a file that this version of Parallax exported", record.Schema, dataset.SchemaName)
	case record.OffsetUnit != dataset.OffsetUnit:
		return fmt.Errorf("offsets count %q: convert them to %q, Unicode code points", record.OffsetUnit, dataset.OffsetUnit)
	case record.ID == "":
		return fmt.Errorf("the record has no id: give it one")
	case !annotate.State(record.State).Valid():
		return fmt.Errorf("the state is %q: use todo, doing or done", record.State)
	case len(record.TextSHA256) != len(annotate.HashText("")):
		return fmt.Errorf("text_sha256 is missing or no SHA-256: export the file again")
	case record.Text != "" && record.TextSHA256 != annotate.HashText(record.Text):
		return fmt.Errorf("the text was changed after export, its SHA-256 is another: take back the change")
	}
	text := recordText{without: record.Text == "", length: math.MaxInt}
	if !text.without {
		text.index = textpos.New(record.Text)
		text.length = text.index.Len()
	}
	ids := map[string]bool{}
	if err := checkSpans("span", record.Spans, text, ids); err != nil {
		return err
	}
	if err := checkSpans("rejected span", record.Rejected, text, map[string]bool{}); err != nil {
		return err
	}
	if err := checkRelations(record, ids); err != nil {
		return err
	}
	if err := checkFlags(record.Flags, text); err != nil {
		return err
	}
	return checkRegions(record.Regions, text.length)
}

// recordText is the text of a record, which may have been left out.
type recordText struct {
	without bool
	index   *textpos.Text
	length  int // code points; unbounded where the text was left out
}

// checkSpans checks the spans of a record and adds their ids to ids.
func checkSpans(what string, spans []dataset.Span, text recordText, ids map[string]bool) error {
	for i, s := range spans {
		if err := checkSpan(s, text); err != nil {
			return fmt.Errorf("%s %d: %w", what, i+1, err)
		}
		if ids[s.ID] {
			return fmt.Errorf("%s %d: the id %q stands twice: give it another", what, i+1, s.ID)
		}
		ids[s.ID] = true
	}
	return nil
}

func checkSpan(s dataset.Span, text recordText) error {
	segments := make([]annotate.Segment, len(s.Segments))
	for i, segment := range s.Segments {
		segments[i] = annotate.Segment{Start: segment[0], End: segment[1]}
	}
	if err := annotate.ValidateSegments(segments, text.length); err != nil {
		return fmt.Errorf("%w: correct its segments", err)
	}
	first, last := segments[0].Start, segments[len(segments)-1].End
	switch {
	case s.ID == "":
		return fmt.Errorf("it has no id: give it one")
	case s.Label == "":
		return fmt.Errorf("it has no label: give it one")
	case s.Start != first || s.End != last:
		return fmt.Errorf("start and end are %d–%d, but its segments reach from %d to %d: make them the same", s.Start, s.End, first, last)
	case !(s.Confidence >= 0 && s.Confidence <= 1):
		return fmt.Errorf("its confidence is %g: it lies between 0 and 1", float64(s.Confidence))
	case s.Entity != nil && (s.Entity.ID == "" || s.Entity.Name == ""):
		return fmt.Errorf("its entity has no id or no name: give it both, or null")
	case text.without:
		return nil
	}
	if words := text.index.Quote(segments); s.Text != words {
		return fmt.Errorf("its text is %q, but at %d–%d stands %q: offsets count Unicode code points from 0", form.Short(s.Text, shown), s.Start, s.End, form.Short(words, shown))
	}
	return nil
}

// shown is how much of a text is shown in an error, in code points.
const shown = 60

func checkRelations(record dataset.Record, spans map[string]bool) error {
	ids := map[string]bool{}
	for i, r := range record.Relations {
		var problem string
		switch {
		case r.ID == "":
			problem = "it has no id: give it one"
		case ids[r.ID]:
			problem = fmt.Sprintf("the id %q stands twice: give it another", r.ID)
		case r.Type == "":
			problem = "it has no type: give it one"
		case !spans[r.Head]:
			problem = fmt.Sprintf("its head %q is no span of this record: move it to the record of its head", r.Head)
		case r.HeadDocument != record.ID:
			problem = fmt.Sprintf("its head_document is %q, but it stands in %q: make them the same", r.HeadDocument, record.ID)
		case r.Tail == "" || r.TailDocument == "":
			problem = "it has no tail or no tail_document: name both"
		case r.TailDocument == record.ID && !spans[r.Tail]:
			problem = fmt.Sprintf("its tail %q is no span of this record: correct it, or its tail_document", r.Tail)
		}
		if problem != "" {
			return fmt.Errorf("relation %d: %s", i+1, problem)
		}
		ids[r.ID] = true
	}
	return nil
}

func checkRegions(regions []dataset.Region, length int) error {
	list := make([]annotate.Region, len(regions))
	for i, r := range regions {
		list[i] = annotate.Region{Start: r.Start, End: r.End, Kind: annotate.RegionKind(r.Kind)}
	}
	if err := annotate.ValidateRegions(list, length); err != nil {
		return fmt.Errorf("%w: correct it or leave it out", err)
	}
	return nil
}
