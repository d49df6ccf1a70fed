package dataset

import (
	"cmp"
	"unicode/utf8"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Units of which a record is made.
const (
	UnitDocument = "document"
	UnitSentence = "sentence"
)

// Options are the choices that an export leaves to the user.
type Options struct {
	WithoutText bool   // leave out the text, and of each span all but its first words
	Unit        string // UnitDocument, the default, or UnitSentence
}

// timeLayout is how a record writes times: RFC 3339 in UTC with milliseconds.
const timeLayout = "2006-01-02T15:04:05.000Z"

// beginning is how many words of a span are left where texts are left out.
const beginning = 5

// NewRecord returns the record of a whole document in one layer.
func NewRecord(cb annotate.Codebook, layer annotate.Layer, opts Options) Record {
	text := textpos.New(layer.Document.Text)
	whole := annotate.Segment{End: text.Len()}
	w := writer{cb: cb, layer: layer, opts: opts, text: text}
	record := w.record(layer.Document.ID, whole)
	for _, s := range layer.Spans {
		record.Spans = append(record.Spans, w.span(s, whole))
	}
	for _, r := range layer.Relations {
		tail := cmp.Or(layer.TailDocuments[r.ID], layer.Document.ID)
		record.Relations = append(record.Relations, w.relation(r, layer.Document.ID, tail))
	}
	for _, s := range layer.Rejected {
		record.Rejected = append(record.Rejected, w.span(s, whole))
	}
	return record
}

// writer makes the records of one layer.
type writer struct {
	cb    annotate.Codebook
	layer annotate.Layer
	opts  Options
	text  *textpos.Text
}

// record returns the record of a stretch of the document, with its regions and flags and without spans or relations.
func (w *writer) record(id string, unit annotate.Segment) Record {
	doc := w.layer.Document
	text := w.text.Slice(unit.Start, unit.End)
	record := Record{
		Schema: SchemaName, ID: id, Text: text, OffsetUnit: OffsetUnit,
		Meta: Meta{
			Story: valid(w.layer.Story.Name), Title: valid(doc.Title), Outlet: valid(doc.Outlet), Author: valid(doc.Author),
			URL: valid(doc.URL), Published: valid(doc.Published), Language: valid(doc.Language), SourceFile: valid(doc.SourceName),
		},
		Layer: valid(w.layer.Annotator.Name), State: string(cmp.Or(w.layer.State, annotate.Todo)),
		Spans: []Span{}, Relations: []Relation{}, Regions: []Region{},
	}
	if w.layer.Rejected != nil {
		record.Rejected = []Span{}
	}
	record.Flags = w.flags(unit)
	if unit.Start > 0 || unit.End < w.text.Len() || doc.TextSHA256 == "" || text != doc.Text {
		record.TextSHA256 = annotate.HashText(text)
	} else {
		record.TextSHA256 = doc.TextSHA256
	}
	for _, r := range touching(w.layer.Regions, unit) {
		start, end := max(r.Start, unit.Start), min(r.End, unit.End)
		record.Regions = append(record.Regions, Region{start - unit.Start, end - unit.Start, valid(string(r.Kind))})
	}
	if w.opts.WithoutText {
		record.Text = ""
	}
	return record
}

// span returns s with offsets that count from the start of unit.
func (w *writer) span(s annotate.Span, unit annotate.Segment) Span {
	label, found := w.cb.LabelByID(s.LabelID)
	if !found {
		label.Name = s.LabelID
	}
	out := Span{
		ID: s.ID, Start: s.Start() - unit.Start, End: s.End() - unit.Start, Text: w.words(s.Segments), Label: valid(label.Name),
		Attributes: Attributes{}, Note: valid(s.Note), Confidence: Confidence(s.Confidence), DerivedFrom: append([]string{}, s.DerivedFrom...),
	}
	for _, segment := range s.Segments {
		out.Segments = append(out.Segments, [2]int{segment.Start - unit.Start, segment.End - unit.Start})
	}
	if entity, found := w.layer.Entities[s.EntityID]; found && s.EntityID != "" {
		out.Entity = &Entity{ID: entity.ID, Name: valid(entity.Name)}
	}
	for _, a := range label.Attributes {
		out.Attributes = append(out.Attributes, Attribute{valid(a.Name), validValue(s.Attributes[a.Name])})
	}
	if w.layer.Annotator.Name == annotate.GoldLayer {
		out.Decision = w.verdict(s.ID, func(v annotate.Vote) Vote { return Vote{Annotator: valid(v.Annotator), Span: v.Span} })
	}
	return out
}

// verdict is how a gold span or relation, or a span that was turned down, came to be so.
func (w *writer) verdict(id string, vote func(annotate.Vote) Vote) Verdict {
	d, decided := w.layer.Decisions[id]
	if !decided {
		return Verdict{Present: true}
	}
	out := &Decision{Kind: valid(d.Kind), Verdict: valid(d.Verdict), Reviewer: valid(cmp.Or(w.layer.Reviewers[d.ReviewerID], d.ReviewerID)),
		DecidedAt: d.DecidedAt.UTC().Format(timeLayout), Reason: valid(d.Reason), Votes: []Vote{}}
	for _, v := range d.Votes {
		out.Votes = append(out.Votes, vote(v))
	}
	return Verdict{Present: true, Decision: out}
}

func (w *writer) relation(r annotate.Relation, head, tail string) Relation {
	kind, found := w.cb.RelationTypeByID(r.TypeID)
	if !found {
		kind.Name = r.TypeID
	}
	out := Relation{
		ID: r.ID, Type: valid(kind.Name), Head: r.HeadSpanID, Tail: r.TailSpanID,
		HeadDocument: head, TailDocument: tail, Note: valid(r.Note),
	}
	if w.layer.Annotator.Name == annotate.GoldLayer {
		out.Decision = w.verdict(r.ID, func(v annotate.Vote) Vote { return Vote{Annotator: valid(v.Annotator), Relation: v.Span} })
	}
	return out
}

// words is the text of segments, or its beginning where texts are left out.
func (w *writer) words(segments []annotate.Segment) string {
	if w.opts.WithoutText {
		return FirstWords(w.text, segments[0])
	}
	return w.text.Quote(segments)
}

// FirstWords is the beginning of seg up to its fifth word, at most 80 code points, and "…": what stands for the words of a span
// where texts are left out.
func FirstWords(text *textpos.Text, seg annotate.Segment) string {
	end, count := seg.Start, 0
	for word := range text.Words(seg) {
		end = min(word.End, seg.End)
		if count++; count == beginning {
			break
		}
	}
	if end > seg.Start+80 {
		end = text.GraphemeAt(seg.Start + 80).Start
	}
	return text.Slice(seg.Start, end) + "…"
}

// valid is s with each byte that is not valid UTF-8 replaced, as textpos does with texts: encoding/json would write
// an escape for it that does not come back as it was.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}

func validValue(value any) any {
	switch v := value.(type) {
	case string:
		return valid(v)
	case []string:
		list := make([]string, len(v))
		for i, item := range v {
			list[i] = valid(item)
		}
		return list
	}
	return value
}
