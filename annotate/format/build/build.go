// Package build puts records together from what other programs wrote about an article. What does not fit is said and left out, and the
// rest is taken. Ids are kept where they are those of a project, so that what went out comes back as what it was; others are derived
// from what they are about, so that the same file read twice gives the same.
//
// It knows no format. Start with New.
package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// Builder puts together the record of one article and layer.
type Builder struct {
	record  dataset.Record
	text    *textpos.Text
	offsets *offset.Table
	place   string // in the file: "line 3"
	note    func(string)
	spans   map[string]bool
	labels  map[string]string // as labels can be named, by what they are called in the file
	seed    annotate.Seed     // of the ids of what is in the record
	links   map[[3]string]bool
	units   bool // it was said that offsets count UTF-16 units
}

// New begins a record. Of from it takes the text, the id, which is derived from the text and its story where it is none of a project,
// the layer and its kind, the state and what is known of the article. place says where in the file it stands, note hears what does not fit and may be
// nil.
func New(place string, from dataset.Record, note func(sentence string)) *Builder {
	b := &Builder{text: textpos.New(from.Text), place: place, note: note, spans: map[string]bool{}, links: map[[3]string]bool{}, labels: map[string]string{}}
	if !annotate.State(from.State).Valid() {
		from.State = ""
	}
	b.record = dataset.Record{Kind: from.Kind, Schema: dataset.SchemaName, ID: from.ID, Text: from.Text, TextSHA256: annotate.HashText(from.Text), OffsetUnit: dataset.OffsetUnit,
		Meta: from.Meta, Layer: b.layer(from.Layer), State: from.State, Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
	if !IsID(from.ID) {
		b.record.ID = annotate.DerivedID("document", from.Meta.Story, b.record.TextSHA256)
	}
	b.seed = annotate.SeedOf(b.record.ID, b.record.Layer)
	return b
}

// Room makes room for so many spans.
func (b *Builder) Room(spans int) {
	b.record.Spans = slices.Grow(b.record.Spans, spans)
	if len(b.spans) == 0 {
		b.spans = make(map[string]bool, spans)
	}
}

// IsID says whether an id is one of a project.
func IsID(id string) bool {
	return len(id) == 36 && uuid.Validate(id) == nil && id == strings.ToLower(id)
}

// Note says something about the place.
func (b *Builder) Note(format string, args ...any) {
	if b.note != nil {
		b.note(b.place + ": " + fmt.Sprintf(format, args...))
	}
}

// layer is Layer, where another name is taken it is said.
func (b *Builder) layer(name string) string {
	taken := Layer(name)
	if taken != name {
		b.Note("the annotator %q is called %q here", name, taken)
	}
	return taken
}

// Layer is a name that an annotator can have.
func Layer(name string) string {
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\n\r\t/\\", r) {
			return '-'
		}
		return r
	}, name))
	if name == "all" {
		return "all-1"
	}
	return name
}

// Label is a name that a label can have, "" where there is none.
func Label(name string) string {
	return strings.TrimSpace(oneLine.Replace(name))
}

var oneLine = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

// label is Label, which is kept: it is asked for with each span. What it returns shares no memory with the name.
func (b *Builder) label(name string) string {
	label, known := b.labels[name]
	if !known {
		name = strings.Clone(name)
		label = Label(name)
		b.labels[name] = label
	}
	return label
}

// ID is the record's id.
func (b *Builder) ID() string { return b.record.ID }

// Text is the record's text.
func (b *Builder) Text() *textpos.Text { return b.text }

// Offsets converts the offsets of the text.
func (b *Builder) Offsets() *offset.Table {
	if b.offsets == nil {
		b.offsets = offset.New(b.text)
	}
	return b.offsets
}

// Add adds a span of which the label and the segments are known, and the rest where it is. Its id may be any, or "". It returns the id
// that the span got, "" where it does not fit. The label may share memory with what is read.
func (b *Builder) Add(s dataset.Span) string {
	named, given := s.Label, s.Segments
	if s.Label = b.label(named); s.Label == "" {
		b.Note("the span %s was left out: it has no label", places(given))
		return ""
	}
	note := func(format string, args ...any) {
		b.Note("the span %s (“%s”) %s", places(given), form.Short(named, shown), fmt.Sprintf(format, args...))
	}
	segments, wider := make([]annotate.Segment, len(given)), false
	for i, segment := range given {
		one := annotate.Segment{Start: segment[0], End: segment[1]}
		if err := annotate.ValidateSegment(one, b.text.Len()); err != nil {
			note("was left out: %v", err)
			return ""
		}
		segments[i] = b.text.SnapGraphemes(one)
		wider = wider || segments[i] != one
	}
	if wider {
		note("cut a character that is written with several code points, and was widened to all of it")
	}
	if segments = annotate.NormalizeSegments(segments); len(segments) == 0 {
		note("was left out: it is empty")
		return ""
	}
	s.Segments = make([][2]int, len(segments))
	for i, segment := range segments {
		s.Segments[i] = [2]int{segment.Start, segment.End}
	}
	s.Start, s.End, s.Text = segments[0].Start, segments[len(segments)-1].End, b.text.Quote(segments)
	if !(s.Confidence >= 0 && s.Confidence <= 1) {
		note("has a confidence of %v, which was taken as 1: it lies between 0 and 1", float64(s.Confidence))
		s.Confidence = 1
	}
	if s.Attributes == nil {
		s.Attributes = dataset.Attributes{}
	}
	if s.DerivedFrom == nil {
		s.DerivedFrom = []string{}
	}
	b.entity(&s)
	b.identify(&s)
	if b.spans[s.ID] {
		note("stands there twice, and was taken once")
		return s.ID
	}
	b.spans[s.ID] = true
	b.record.Spans = append(b.record.Spans, s)
	return s.ID
}

// identify gives a span an id that follows from the one it has or, where it has none, from what it is.
func (b *Builder) identify(s *dataset.Span) {
	switch {
	case IsID(s.ID):
	case s.ID != "":
		s.ID = b.seed.ID(s.ID)
	default:
		s.ID = b.seed.ID(s.Label, places(s.Segments))
	}
}

// entity gives an entity the id or the name that it lacks, and one that has neither is none.
func (b *Builder) entity(s *dataset.Span) {
	if s.Entity == nil {
		return
	}
	e := *s.Entity
	if e.Name = strings.TrimSpace(e.Name); e.Name == "" {
		e.Name = e.ID
	}
	if e.ID == "" {
		e.ID = e.Name
	}
	if s.Entity = &e; e.ID == "" {
		s.Entity = nil
	} else if !IsID(e.ID) {
		e.ID = annotate.DerivedID("entity", s.Label, e.ID)
	}
}

// Relate adds a relation between two spans whose ids Add returned; "" is one that did not fit. Its id may be any, or "".
func (b *Builder) Relate(r dataset.Relation) {
	r.Type = strings.TrimSpace(r.Type)
	var why string
	switch {
	case r.Type == "":
		why = "it has no type"
	case r.Head == "" || r.Tail == "":
		why = "it leads to a span that is not there"
	case r.Head == r.Tail:
		why = "it leads from a span to itself"
	case b.links[[3]string{r.Type, r.Head, r.Tail}]:
		why = "it stands there twice"
	}
	if why != "" {
		b.Note("a relation “%s” was left out: %s", form.Short(r.Type, shown), why)
		return
	}
	b.links[[3]string{r.Type, r.Head, r.Tail}] = true
	if !IsID(r.ID) {
		r.ID = b.seed.ID(r.Type, r.Head, r.Tail)
	}
	r.HeadDocument = b.record.ID
	if r.TailDocument == "" {
		r.TailDocument = b.record.ID
	}
	b.record.Relations = append(b.record.Relations, r)
}

// Region says that a stretch of the text is not the article's own prose. Regions that do not fit are said and left out.
func (b *Builder) Region(r dataset.Region) {
	list := make([]annotate.Region, 0, len(b.record.Regions)+1)
	for _, other := range append(b.record.Regions, r) {
		list = append(list, annotate.Region{Start: other.Start, End: other.End, Kind: annotate.RegionKind(other.Kind)})
	}
	if err := annotate.ValidateRegions(list, b.text.Len()); err != nil {
		b.Note("a region %d–%d was left out: %v", r.Start, r.End, err)
		return
	}
	b.record.Regions = append(b.record.Regions, r)
}

// Record is the record.
func (b *Builder) Record() *dataset.Record { return &b.record }

// Attributes are the values of an object that a span can have, in its order. Others are said and left out.
func (b *Builder) Attributes(object json.RawMessage) dataset.Attributes {
	all := dataset.Attributes{}
	in := json.NewDecoder(bytes.NewReader(object))
	if open, err := in.Token(); err != nil || open != json.Delim('{') {
		if len(object) > 0 && string(object) != "null" {
			b.Note("the attributes of a span are no object and were left out")
		}
		return all
	}
	for in.More() {
		var value json.RawMessage
		name, err := in.Token()
		if err == nil {
			err = in.Decode(&value)
		}
		if err != nil {
			return all
		}
		quoted, err := json.Marshal(name)
		var one dataset.Attributes
		if err == nil {
			err = json.Unmarshal(slices.Concat([]byte("{"), quoted, []byte(":"), value, []byte("}")), &one)
		}
		if err != nil {
			b.Note("%v and was left out", err)
			continue
		}
		all = append(all, one...)
	}
	return all
}

// shown is how much of a text is shown in a sentence, in code points.
const shown = 60

// places are segments as a sentence says them.
func places(segments [][2]int) string {
	var some [64]byte
	said := some[:0]
	for i, s := range segments {
		if i > 0 {
			said = append(said, ", "...)
		}
		said = strconv.AppendInt(said, int64(s[0]), 10)
		said = append(said, "–"...)
		said = strconv.AppendInt(said, int64(s[1]), 10)
	}
	return string(said)
}
