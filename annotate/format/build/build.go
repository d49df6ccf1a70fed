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
	links   map[[3]string]bool
	units   bool // it was said that offsets count UTF-16 units
}

// New begins a record. Of from it takes the text, the id, which is derived from the text and its story where it is none of a project,
// the layer and its kind, the state and what is known of the article. place says where in the file it stands, note hears what does not fit and may be
// nil.
func New(place string, from dataset.Record, note func(sentence string)) *Builder {
	b := &Builder{text: textpos.New(from.Text), place: place, note: note, spans: map[string]bool{}, links: map[[3]string]bool{}}
	if !annotate.State(from.State).Valid() {
		from.State = ""
	}
	b.record = dataset.Record{Kind: from.Kind, Schema: dataset.SchemaName, ID: from.ID, Text: from.Text, TextSHA256: annotate.HashText(from.Text), OffsetUnit: dataset.OffsetUnit,
		Meta: from.Meta, Layer: b.layer(from.Layer), State: from.State, Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
	if !IsID(from.ID) {
		b.record.ID = annotate.DerivedID("document", from.Meta.Story, b.record.TextSHA256)
	}
	return b
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
	return strings.TrimSpace(strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(name))
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
// that the span got, "" where it does not fit.
func (b *Builder) Add(s dataset.Span) string {
	name := fmt.Sprintf("the span %s (“%s”)", places(s.Segments), short(s.Label))
	if s.Label = Label(s.Label); s.Label == "" {
		b.Note("the span %s was left out: it has no label", places(s.Segments))
		return ""
	}
	segments := make([]annotate.Segment, len(s.Segments))
	for i, segment := range s.Segments {
		segments[i] = annotate.Segment{Start: segment[0], End: segment[1]}
		if err := annotate.ValidateSegments(segments[i:i+1], b.text.Len()); err != nil {
			b.Note("%s was left out: %v", name, err)
			return ""
		}
	}
	whole := make([]annotate.Segment, len(segments))
	for i, segment := range segments {
		whole[i] = b.text.SnapGraphemes(segment)
	}
	if !slices.Equal(whole, segments) {
		b.Note("%s cut a character that is written with several code points, and was widened to all of it", name)
	}
	segments = annotate.NormalizeSegments(whole)
	if len(segments) == 0 {
		b.Note("%s was left out: it is empty", name)
		return ""
	}
	s.Segments = s.Segments[:0:0]
	for _, segment := range segments {
		s.Segments = append(s.Segments, [2]int{segment.Start, segment.End})
	}
	s.Start, s.End, s.Text = segments[0].Start, segments[len(segments)-1].End, b.text.Quote(segments)
	if !(s.Confidence >= 0 && s.Confidence <= 1) {
		b.Note("%s has a confidence of %v, which was taken as 1: it lies between 0 and 1", name, float64(s.Confidence))
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
		b.Note("%s stands there twice, and was taken once", name)
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
		s.ID = annotate.DerivedID(b.record.ID, b.record.Layer, s.ID)
	default:
		s.ID = annotate.DerivedID(b.record.ID, b.record.Layer, s.Label, places(s.Segments))
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
		b.Note("a relation “%s” was left out: %s", short(r.Type), why)
		return
	}
	b.links[[3]string{r.Type, r.Head, r.Tail}] = true
	if !IsID(r.ID) {
		r.ID = annotate.DerivedID(b.record.ID, b.record.Layer, r.Type, r.Head, r.Tail)
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

// places are segments as a sentence says them.
func places(segments [][2]int) string {
	parts := make([]string, len(segments))
	for i, s := range segments {
		parts[i] = strconv.Itoa(s[0]) + "–" + strconv.Itoa(s[1])
	}
	return strings.Join(parts, ", ")
}

// short is the beginning of a text, to show in a sentence.
func short(text string) string {
	runes := []rune(text)
	if len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return text
}
