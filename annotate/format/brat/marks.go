package brat

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/offset"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// marks are the annotations of a file on their way into a record.
type marks struct {
	*reader
	*annotations
	name   string
	record *dataset.Record
	spans  map[string]int    // place in the record, by id in the file; of an event that of its trigger
	ids    map[string]string // ids that a note says, by id in the file

	written map[string]string // what somebody wrote, by id in the file
	related map[string]bool   // relations that were taken
}

// leave says what was left out of a line, and why.
func (m *marks) leave(line int, why string) {
	m.note("%s, line %d: %s: it was left out", m.name, line, why)
}

func (m *marks) take(raw string) {
	m.takeNotesOnAll()
	m.record.Layer = build.Layer(m.record.Layer)
	text := textpos.New(m.record.Text)
	counted := m.counted(text, raw)
	triggers := m.triggers()
	used := map[string]bool{}
	for _, t := range m.annotations.spans {
		if triggers[t.id] {
			continue
		}
		segments, err := counted.Segments(t.fragments)
		if err == nil && !counted.Quotes(t.quote(), segments) {
			err = fmt.Errorf("it quotes “%s”, and other words stand at its place", form.Short(t.words, 40))
		}
		if err != nil {
			m.leave(t.line, t.id+": "+err.Error())
			continue
		}
		segments = whole(text, joined(text, segments))
		span := dataset.Span{ID: m.ids[t.id], Label: m.words.labels.Meaning(t.kind), Text: text.Quote(segments), Attributes: dataset.Attributes{}, Confidence: 1, DerivedFrom: []string{}}
		if span.ID == "" || used[span.ID] {
			span.ID = annotate.DerivedID("brat", m.record.ID, m.record.Layer, m.name, t.id)
		}
		used[span.ID] = true
		for _, s := range segments {
			span.Segments = append(span.Segments, [2]int{s.Start, s.End})
		}
		span.Start, span.End = segments[0].Start, segments[len(segments)-1].End
		if _, twice := m.spans[t.id]; twice {
			m.leave(t.line, t.id+" stands twice")
			continue
		}
		m.spans[t.id] = len(m.record.Spans)
		m.record.Spans = append(m.record.Spans, span)
	}
	m.takeEvents(triggers)
	m.takeAttributes()
	m.takeReferences()
	for _, r := range m.annotations.relations {
		m.relate(r.id, m.words.relations.Meaning(r.kind), r.head, r.tail, r.line)
	}
	m.takeNotes()
	form.SortRecord(m.record)
}

// takeNotesOnAll reads what the notes say by which the annotations find back.
func (m *marks) takeNotesOnAll() {
	for _, n := range m.notes {
		switch n.kind {
		case noteOfArticle:
			if build.IsID(n.text) {
				m.record.ID = n.text
			}
		case noteOfLayer:
			m.record.Layer = n.text
		case noteOfState:
			if annotate.State(n.text).Valid() {
				m.record.State = n.text
			}
		case noteOfID:
			if build.IsID(n.text) {
				m.ids[n.about] = n.text
			}
		case noteOfValue:
		default:
			m.written[n.about] = together(m.written[n.about], n.text)
		}
	}
}

// counted finds out how the offsets count.
func (m *marks) counted(text *textpos.Text, raw string) offset.Counting {
	quotes := make([]offset.Quote, len(m.annotations.spans))
	for i, t := range m.annotations.spans {
		quotes[i] = t.quote()
	}
	c := offset.Count(text, raw, quotes, offset.CodePoints, offset.UTF16, offset.Bytes)
	if c.Unit != offset.CodePoints {
		m.note("%s: its offsets count %v: they were converted", m.name, c.Unit)
	}
	return c
}

// whole are segments that cut no character that is written with several code points.
func whole(text *textpos.Text, segments []annotate.Segment) []annotate.Segment {
	for i, s := range segments {
		segments[i] = text.SnapGraphemes(s)
	}
	return annotate.NormalizeSegments(segments)
}

func (t textBound) quote() offset.Quote { return offset.Quote{Places: t.fragments, Words: t.words} }

// relate adds a relation between two annotations of the file.
func (m *marks) relate(id, kind, head, tail string, line int) {
	from, fromThere := m.spans[head]
	to, toThere := m.spans[tail]
	switch {
	case !fromThere || !toThere:
		m.leave(line, fmt.Sprintf("%s leads to an annotation that is not there", id))
		return
	case from == to:
		m.leave(line, fmt.Sprintf("%s relates an annotation to itself", id))
		return
	}
	r := dataset.Relation{ID: m.ids[id], Type: kind, Head: m.record.Spans[from].ID, Tail: m.record.Spans[to].ID, HeadDocument: m.record.ID, TailDocument: m.record.ID}
	if r.ID == "" {
		r.ID = annotate.DerivedID("brat", m.record.ID, m.record.Layer, m.name, id, kind, head, tail)
	}
	m.related[id] = true
	r.Note = m.written[id]
	m.record.Relations = append(m.record.Relations, r)
}

func together(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

// takeAttributes gives the spans their attributes, in the order of the codebook.
func (m *marks) takeAttributes() {
	whole := map[string]string{}
	for _, n := range m.notes {
		if n.kind == noteOfValue {
			whole[n.about] = n.text
		}
	}
	for _, a := range m.attributes {
		i, there := m.spans[a.about]
		if !there {
			m.leave(a.line, a.id+" is of no span")
			continue
		}
		span := &m.record.Spans[i]
		label, _ := m.options.Codebook.LabelByName(span.Label)
		name := m.words.attributes.Meaning(a.kind)
		definition, _ := label.Attribute(name)
		var value any = true
		if a.text != "" {
			text, noted := whole[a.id]
			if written, _ := m.words.value(name, text); !noted || written != a.text {
				text = m.words.said(name, a.text)
			}
			value = form.ReadValue(definition, text)
		}
		m.set(span, dataset.Attribute{Name: name, Value: value}, a)
	}
	for i := range m.record.Spans {
		form.SortAttributes(m.options.Codebook, &m.record.Spans[i])
	}
}

// set gives a span a value. Where it has one, a list goes on, and of others the first counts.
func (m *marks) set(span *dataset.Span, a dataset.Attribute, from said) {
	i := slices.IndexFunc(span.Attributes, func(other dataset.Attribute) bool { return other.Name == a.Name })
	if i < 0 {
		span.Attributes = append(span.Attributes, a)
		return
	}
	before, isList := span.Attributes[i].Value.([]string)
	if more, isMore := a.Value.([]string); isList && isMore {
		span.Attributes[i].Value = append(before, more...)
		return
	}
	m.leave(from.line, fmt.Sprintf("%s is a second value of %s", from.id, a.Name))
}

// takeReferences gives the spans what they refer to.
func (m *marks) takeReferences() {
	for _, n := range m.references {
		i, there := m.spans[n.about]
		switch {
		case !there:
			m.leave(n.line, "the reference is of no span")
			continue
		case m.record.Spans[i].Entity != nil:
			m.leave(n.line, "the reference is a second one of its span")
			continue
		}
		entity := dataset.Entity{ID: n.id, Name: n.name}
		if n.database != ourDatabase {
			entity.ID = annotate.DerivedID("brat", n.database, n.id)
		}
		if entity.Name == "" {
			entity.Name = n.id
		}
		m.record.Spans[i].Entity = &entity
	}
}

// takeNotes gives the spans what somebody wrote about them.
func (m *marks) takeNotes() {
	for _, n := range m.notes {
		if strings.HasPrefix(n.kind, "Parallax") {
			continue
		}
		if i, there := m.spans[n.about]; there {
			m.record.Spans[i].Note = together(m.record.Spans[i].Note, n.text)
		} else if !m.related[n.about] {
			m.leave(n.line, n.id+" is a note on nothing that is there")
		}
	}
}
