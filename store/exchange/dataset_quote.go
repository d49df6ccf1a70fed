package exchange

import (
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
)

// quoting counts the spans of articles that the file does not hold, of which it holds at most the words that they quote.
type quoting struct {
	met   int
	unfit int    // those that do not fit the article and were left out
	why   string // of the first of these
	begun int    // those that were compared by their first words
}

// quotes says whether a span of a record without a text quotes the words that stand at its place in the article, which is how one
// that belongs to another text is told. One that does not is said and left out.
func (d *datasetImport) quotes(r dataset.Record, s *dataset.Span, document string) (bool, error) {
	if r.TextSHA256 != "" {
		return true, nil
	}
	why, err := d.unfitting(*s, document)
	if err != nil || why == "" {
		return err == nil, err
	}
	if d.planned.format.Foreign && d.placed(s, document) {
		return true, nil
	}
	sentence := fmt.Sprintf("the span %s was left out: %s", s.ID, why)
	if d.quoting.unfit++; d.quoting.unfit == 1 {
		d.quoting.why = sentence
	}
	d.sayLine(sentence)
	return false, nil
}

// placed puts a span of another program where the words stand that it quotes, if it can be told, and says so: its offsets may count
// UTF-16 units.
func (d *datasetImport) placed(s *dataset.Span, document string) bool {
	text, err := d.Text(document)
	words := strings.Split(s.Text, " … ")
	if len(s.Segments) == 1 {
		words = []string{s.Text}
	}
	if err != nil || s.Text == "" || len(words) != len(s.Segments) {
		return false
	}
	var said []string
	b := build.New("", dataset.Record{Text: text.String()}, func(sentence string) { said = append(said, "the span "+s.ID+sentence) })
	segments := make([]annotate.Segment, len(words))
	for i, segment := range s.Segments {
		to, found := b.Place("it", segment[0], segment[1], build.Quote{Exact: words[i], Prefix: s.Before, Suffix: s.After})
		if !found {
			return false
		}
		segments[i] = annotate.Segment{Start: to[0], End: to[1]}
	}
	if annotate.ValidateSegments(segments, text.Len()) != nil {
		return false
	}
	s.Segments = nil
	for _, segment := range segments {
		s.Segments = append(s.Segments, [2]int{segment.Start, segment.End})
	}
	s.Start, s.End, s.Text = segments[0].Start, segments[len(segments)-1].End, text.Quote(segments)
	for _, sentence := range said {
		d.sayLine(sentence)
	}
	return true
}

// unfitting says why a span does not fit an article, "" where it does. Where texts were left out of the export it quotes its first
// words. A program may have written the line ends within it in its own way.
func (d *datasetImport) unfitting(s dataset.Span, document string) (string, error) {
	text, err := d.Text(document)
	if err != nil {
		return "", err
	}
	segments := make([]annotate.Segment, len(s.Segments))
	for i, segment := range s.Segments {
		segments[i] = annotate.Segment{Start: segment[0], End: segment[1]}
	}
	if err := annotate.ValidateSegments(segments, text.Len()); err != nil {
		return err.Error(), nil
	}
	whole, first := text.Quote(segments), dataset.FirstWords(text, segments[0])
	for _, quoted := range []string{s.Text, strings.ReplaceAll(s.Text, "\r\n", "\n")} {
		switch quoted {
		case whole:
			return "", nil
		case first:
			d.quoting.begun++
			return "", nil
		}
	}
	if s.Text == "" {
		return "it quotes no words by which its place could be checked: keep the column of the text", nil
	}
	return "it quotes other words than stand at its place", nil
}

// ownerless is why a file is refused of whose annotations nothing says whose they are.
type ownerless struct {
	error
	annotations int
}

func (o ownerless) Unwrap() error { return o.error }

// checkQuotes refuses a file of which nothing could be taken, and says where words could not be compared in whole.
func (d *datasetImport) checkQuotes() error {
	if met := d.quoting.met; met > 0 && met == d.quoting.unfit+d.nobodys {
		nothing := func(why string) error {
			return annotate.Invalidf("nothing of it could be taken, of %s: %s", annotate.Counted(met, "annotation", "annotations"), why)
		}
		if d.quoting.why == "" {
			return ownerless{nothing("nothing says whose they are"), met}
		}
		return nothing(d.quoting.why)
	}
	d.note(d.quoting.begun, "annotation was compared by its first words alone, since the file leaves the texts out",
		"annotations were compared by their first words alone, since the file leaves the texts out")
	return nil
}

// likeThere gives a span what its format has no place for from the project's, since a file says nothing about that.
func likeThere(span, there annotate.Span, holds form.Holds) annotate.Span {
	if !holds.Attributes {
		span.Attributes = there.Attributes
	}
	if span.LabelID == there.LabelID {
		span.Attributes = valuesLikeThere(span.Attributes, there.Attributes, holds)
	}
	if holds.Flat && oneLine(span.Note) == oneLine(there.Note) {
		span.Note = there.Note
	}
	if !holds.Entities {
		span.EntityID = there.EntityID
	}
	if !holds.Notes {
		span.Note = there.Note
	}
	if !holds.Confidence {
		span.Confidence = there.Confidence
	}
	if !holds.Origins {
		span.DerivedFrom = there.DerivedFrom
	}
	return span
}

// valuesLikeThere are the values of a file, of which those count as the project's that are only written otherwise there: an empty text
// stands nowhere in some, and others write everything on one line.
func valuesLikeThere(values, there map[string]any, holds form.Holds) map[string]any {
	for name, kept := range there {
		text, isText := kept.(string)
		said, isSaid := values[name].(string)
		if isText && values != nil && (text == "" && values[name] == nil || holds.Flat && isSaid && oneLine(said) == oneLine(text)) {
			values[name] = kept
		}
	}
	return values
}

// oneLine is a text without the difference that white space makes.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
