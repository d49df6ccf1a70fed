package refi

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// layers are the records of one source, one for each user that coded in it.
type layers struct {
	*reader
	source   dataset.Record
	text     *textpos.Text
	counted  offset.Counting
	segments map[string][]annotate.Segment // of selections, by GUID
	records  []*dataset.Record
	ids      map[string]bool
	spans    map[string]spanOf // by the GUID of its selection
}

type spanOf struct {
	layer, id string
}

// records are those of a source. One whose text is not there is said and left out.
func (r *reader) records(s sourceXML) ([]*dataset.Record, error) {
	raw, err := r.content(s)
	if err == nil && raw == "" {
		err = annotate.Invalidf("it has no plain text")
	}
	if err != nil {
		r.note("the source “%s” was left out: %v", s.Name, err)
		return nil, nil
	}
	text, _ := offset.Lines(raw)
	l := &layers{reader: r, text: textpos.New(text), segments: map[string][]annotate.Segment{}, ids: map[string]bool{}, spans: map[string]spanOf{}}
	l.source = dataset.Record{Schema: dataset.SchemaName, ID: cmp.Or(known(s.GUID), annotate.DerivedID("refi", text)), Text: l.text.String(), OffsetUnit: dataset.OffsetUnit, Meta: r.meta(s),
		Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
	l.source.TextSHA256 = annotate.HashText(l.source.Text)
	l.place(s, raw)
	for _, one := range s.Selections {
		l.take(one)
	}
	l.relate(s)
	r.all += len(s.Codings)
	if len(l.records) == 0 {
		l.records = append(l.records, &l.source)
	}
	for _, record := range l.records {
		form.SortRecord(record)
	}
	slices.SortStableFunc(l.records, func(a, b *dataset.Record) int { return cmp.Compare(a.Layer, b.Layer) })
	return l.records, nil
}

// place finds the segments of all selections.
func (l *layers) place(s sourceXML, raw string) {
	var quotes []offset.Quote
	var of []selectionXML
	for _, one := range s.Selections {
		start, startErr := strconv.Atoi(one.Start)
		end, endErr := strconv.Atoi(one.End)
		if startErr != nil || endErr != nil || start < 0 || end <= start {
			l.note("the selection %s of “%s” was left out: its place %s–%s is none", one.GUID, l.name(), one.Start, one.End)
			continue
		}
		quotes, of = append(quotes, offset.Quote{Places: [][2]int{{start, end}}, Words: one.Name}), append(of, one)
	}
	l.counted = offset.Count(l.text, raw, quotes, offset.CodePoints, offset.UTF16)
	if l.counted.Unit != offset.CodePoints {
		l.note("“%s”: its offsets count %v: they were converted", l.name(), l.counted.Unit)
	}
	for i, q := range quotes {
		segments, err := l.counted.Segments(q.Places)
		if err != nil {
			l.note("the selection %s of “%s” was left out: %v", of[i].GUID, l.name(), err)
			continue
		}
		l.segments[known(of[i].GUID)] = segments
	}
}

func (l *layers) name() string {
	return cmp.Or(l.source.Meta.Title, l.source.Meta.SourceFile, l.source.ID)
}

// record is that of a user.
func (l *layers) record(layer string) *dataset.Record {
	for _, r := range l.records {
		if r.Layer == layer {
			return r
		}
	}
	r := l.source
	r.Layer, r.Spans, r.Relations = layer, []dataset.Span{}, []dataset.Relation{}
	l.records = append(l.records, &r)
	return &r
}

// take makes spans of a selection: one for each of its labels by each of its users.
func (l *layers) take(s selectionXML) {
	guid := known(s.GUID)
	segments, placed := l.segments[guid]
	if _, further := l.p.further[guid]; further || !placed {
		return
	}
	for _, more := range l.p.segments[guid] {
		segments = append(segments, l.segments[more]...)
	}
	segments = slices.Clone(segments)
	for i, segment := range segments { // which may cut a character that is written with several code points
		segments[i] = l.text.SnapGraphemes(segment)
	}
	segments = annotate.NormalizeSegments(segments)
	made := 0
	for _, c := range s.Codings {
		code := l.p.codes[known(c.Code.Target)]
		if code == nil {
			l.note("a coding of the selection %s in “%s” was left out: its code is not in the codebook", s.GUID, l.name())
			continue
		}
		if l.isValue(s, c, code) || strings.TrimSpace(code.name) == "" {
			continue
		}
		id := guid
		if made++; made > 1 || l.ids[id] {
			id = cmp.Or(known(c.GUID), annotate.DerivedID(guid, code.guid))
		}
		if l.ids[id] {
			id = annotate.DerivedID(id, code.guid, s.Start, s.End)
		}
		l.span(s, c, code, id, segments)
	}
	if made == 0 {
		l.bare++
	}
}

// isValue says whether a coding says the value of an attribute, since the same user gave the selection its label.
func (l *layers) isValue(s selectionXML, c codingXML, value *code) bool {
	label, _ := value.attribute()
	return label != nil && slices.ContainsFunc(s.Codings, func(other codingXML) bool {
		return l.p.codes[known(other.Code.Target)] == label && l.layer(s, other) == l.layer(s, c)
	})
}

func (l *layers) span(s selectionXML, c codingXML, label *code, id string, segments []annotate.Segment) {
	layer := l.layer(s, c)
	record := l.record(layer)
	span := dataset.Span{ID: id, Label: label.label(), Text: l.text.Quote(segments), Start: segments[0].Start, End: segments[len(segments)-1].End, Confidence: 1, DerivedFrom: []string{},
		Attributes: dataset.Attributes{}, Note: s.Description}
	for _, segment := range segments {
		span.Segments = append(span.Segments, [2]int{segment.Start, segment.End})
	}
	for _, n := range append(slices.Clone(s.Notes), c.Notes...) {
		if text := l.p.notes[known(n.Target)]; text != "" {
			if span.Note != "" {
				span.Note += "\n"
			}
			span.Note += text
		}
	}
	for i, e := range l.p.entities[known(s.GUID)] {
		if i == 0 {
			span.Entity = &dataset.Entity{ID: e.id, Name: cmp.Or(e.name, e.id)}
		} else {
			l.note("the selection %s in “%s” is of several cases: “%s” was left out", s.GUID, l.name(), e.name)
		}
	}
	l.values(&span, s, layer, label)
	l.ids[id] = true
	if _, first := l.spans[known(s.GUID)]; !first {
		l.spans[known(s.GUID)] = spanOf{layer, id}
	}
	record.Spans = append(record.Spans, span)
}

// values gives a span the values of its label that it is coded with, in the order of the codebook.
func (l *layers) values(span *dataset.Span, s selectionXML, layer string, label *code) {
	definition, _ := l.options.Codebook.LabelByName(span.Label)
	for _, c := range s.Codings {
		value := l.p.codes[known(c.Code.Target)]
		if value == nil || l.layer(s, c) != layer {
			continue
		}
		of, attribute := value.attribute()
		if of != label || attribute == nil {
			continue
		}
		known, _ := definition.Attribute(attribute.name)
		set(span, attribute.name, form.ReadValue(known, value.name))
	}
	form.SortAttributes(l.options.Codebook, span)
}

// set gives a span a value. Several make a list.
func set(span *dataset.Span, name string, value any) {
	i := slices.IndexFunc(span.Attributes, func(a dataset.Attribute) bool { return a.Name == name })
	if i < 0 {
		span.Attributes = append(span.Attributes, dataset.Attribute{Name: name, Value: value})
		return
	}
	list := append(slices.Clone(form.WriteValue(span.Attributes[i].Value)), form.WriteValue(value)...)
	span.Attributes[i].Value = list
}

// relate adds the links that go out from the spans.
func (l *layers) relate(s sourceXML) {
	for _, one := range s.Selections {
		for _, link := range l.p.links[known(one.GUID)] {
			head, isSpan := l.spans[known(one.GUID)]
			target := l.p.home[known(link.Target)]
			_, toSpan := l.spans[known(link.Target)]
			if !isSpan || target.source == "" || target.source == l.source.ID && !toSpan {
				l.p.other++
				continue
			}
			tail := known(link.Target)
			if here, is := l.spans[tail]; is {
				tail = here.id
			}
			r := dataset.Relation{ID: known(link.GUID), Type: cmp.Or(link.Name, "link"), Head: head.id, Tail: tail, HeadDocument: l.source.ID, TailDocument: target.source}
			for _, n := range link.Notes {
				r.Note = l.p.notes[known(n.Target)]
			}
			if target.user != head.layer {
				l.note("the link “%s” in “%s” leads to what another user coded and was left out", r.Type, l.name())
				continue
			}
			record := l.record(head.layer)
			record.Relations = append(record.Relations, r)
		}
	}
}
