package w3c

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/build"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/format/values"
)

// home is where a span stands.
type home struct {
	document, layer string
	kind            annotate.AnnotatorKind
}

// read yields a record for each run of spans of one article and annotator and, when all are known, one for the relations of each. It goes
// through the file twice, and holds no more of it than the relations, and where their ends stand.
func read(source form.Source, options form.ReadOptions) iter.Seq2[form.Item, error] {
	return func(yield func(form.Item, error) bool) {
		r := &reading{options: options, homes: map[string]home{}}
		if err := r.readLinks(source); err != nil {
			yield(form.Item{}, err)
			return
		}
		var run *dataset.Record
		for value, err := range values.EachWithin(source, "items", "first") {
			if err != nil {
				yield(form.Item{}, err)
				return
			}
			r.place = value.Place
			spans, at, err := r.take(value.Data)
			if err != nil {
				r.leave("it was left out: %w", err)
			}
			for i, s := range spans {
				if run != nil && (run.ID != at[i].document || run.Layer != at[i].layer) {
					if !yield(form.Item{Record: run}, nil) {
						return
					}
					run = nil
				}
				if run == nil {
					run = record(at[i])
				}
				run.Spans = append(run.Spans, s)
				if _, ends := r.homes[s.ID]; ends {
					r.homes[s.ID] = at[i]
				}
				r.spans++
			}
		}
		if r.spans == 0 {
			yield(form.Item{}, r.nothing())
			return
		}
		if !yield(form.Item{Record: run}, nil) {
			return
		}
		for _, one := range r.linked() {
			if !yield(form.Item{Record: one}, nil) {
				return
			}
		}
	}
}

func record(at home) *dataset.Record {
	return &dataset.Record{Kind: at.kind, Schema: dataset.SchemaName, ID: at.document, OffsetUnit: dataset.OffsetUnit, Layer: at.layer,
		Spans: []dataset.Span{}, Relations: []dataset.Relation{}, Regions: []dataset.Region{}}
}

// reading is a file that is being read.
type reading struct {
	options form.ReadOptions
	tree    values.Tree // of the annotation at hand
	place   string
	homes   map[string]home // of the ends of relations, by id
	links   []dataset.Relation
	spans   int
	refused error // why the first was left out that was
}

func (r *reading) nothing() error {
	if r.refused != nil {
		return annotate.Invalidf("nothing in it could be read: %v", r.refused)
	}
	return annotate.Invalidf("it holds no annotation of a text: choose another file")
}

func (r *reading) note(format string, args ...any) {
	if r.options.Note != nil {
		r.options.Note(r.place + ": " + fmt.Sprintf(format, args...))
	}
}

// leave says what is left out, and keeps why for a file of which nothing can be taken.
func (r *reading) leave(format string, why error) {
	err := fmt.Errorf(format, why)
	r.note("%v", err)
	if r.refused == nil {
		r.refused = fmt.Errorf("%s: %w", r.place, err)
	}
}

// id is the id that an IRI stands for.
func id(iri string) string {
	if short, is := strings.CutPrefix(iri, urn); is && build.IsID(short) {
		return short
	}
	return annotate.DerivedID("w3c", iri)
}

// readLinks reads the relations.
func (r *reading) readLinks(source form.Source) error {
	for value, err := range values.EachWithin(source, "items", "first") {
		if err != nil {
			return err
		}
		if !bytes.Contains(value.Data, []byte("linking")) {
			continue
		}
		a, err := r.parse(value.Data)
		if err != nil || !has(a.motivation, "linking") {
			continue // which is said when the spans are read
		}
		r.place = value.Place
		if err := r.link(a); err != nil {
			r.note("a relation was left out: %v", err)
		}
	}
	return nil
}

func (r *reading) parse(data []byte) (item, error) {
	at, err := r.tree.Parse(data)
	if err != nil {
		return item{}, err
	}
	return itemOf(at)
}

// take reads the spans that an annotation makes, one for each of its targets.
func (r *reading) take(data []byte) (spans []dataset.Span, homes []home, err error) {
	a, err := r.parse(data)
	if err != nil {
		return nil, nil, err
	}
	by := home{}
	creator := first(a.creator)
	who := namedOf(creator)
	if by.layer = who.name; by.layer == "" {
		by.layer = who.id
	}
	for key, value := range creator.Fields() {
		if key == "type" && has(value, "Software") {
			by.kind = annotate.Model
		}
	}
	by.layer = build.Layer(by.layer)
	if has(a.motivation, "linking") {
		return nil, nil, nil // it was read before
	}
	said, err := r.bodies(a)
	if err != nil {
		return nil, nil, err
	}
	number := 0
	for at := range each(a.target) {
		number++
		stretches, err := r.stretches(at)
		if err != nil {
			r.leave("a target was left out: %w", err)
			continue
		}
		for k, one := range said {
			key := a.id
			if number > 1 || k > 0 || key == "" {
				key = strings.Join([]string{key, one.Label, at.Raw()}, "\x00")
			}
			one.ID = id(key)
			one.Attributes = slices.Clone(one.Attributes)
			to := by
			if to.document, err = stretches.fill(&one); err != nil {
				r.leave("a target was left out: %w", err)
				break
			}
			spans, homes = append(spans, one), append(homes, to)
		}
	}
	return spans, homes, nil
}

// bodies are what an annotation says of its targets: a span for each of its labels, which have no place yet.
func (r *reading) bodies(a item) ([]dataset.Span, error) {
	var labels []string
	s := dataset.Span{Attributes: dataset.Attributes{}, Confidence: 1, DerivedFrom: []string{}}
	var described [][2]string
	var comments []string
	number := 0
	for at := range each(a.body) {
		number++
		if at.IsText() {
			r.note("its body %s was left out: what is said elsewhere is not fetched", at.Peek())
			continue
		}
		if !at.IsObject() {
			return nil, fmt.Errorf("its body %d is neither a text nor an object", number)
		}
		b := bodyOf(at)
		text := b.value
		name, value, pair := strings.Cut(text, "=")
		switch purposes := b.purpose; {
		case b.source.id != "" || has(purposes, "identifying"):
			s.Entity = &dataset.Entity{ID: b.source.id, Name: b.source.name}
		case has(purposes, "describing") && pair:
			described = append(described, [2]string{name, value})
		case has(purposes, "classifying"), has(purposes, "tagging"), !first(purposes).IsSet() && (has(a.motivation, "classifying") || has(a.motivation, "tagging")) && len(labels) == 0:
			labels = append(labels, text)
		case text != "":
			comments = append(comments, text)
		}
	}
	if a.bodyValue != "" {
		if len(labels) == 0 && (has(a.motivation, "classifying") || has(a.motivation, "tagging")) {
			labels = append(labels, a.bodyValue)
		} else {
			comments = append(comments, a.bodyValue)
		}
	}
	s.Note = strings.Join(comments, "\n")
	if len(labels) == 0 {
		motivation := first(a.motivation).Peek()
		if motivation == "" {
			return nil, errors.New("it has no label and no motivation")
		}
		labels = []string{motivation}
	}
	var all []dataset.Span
	for _, label := range labels {
		one := s
		one.Label = build.Label(label)
		if one.Label == "" {
			return nil, errors.New("its label is empty")
		}
		one.Attributes = r.attributes(one.Label, described)
		if s.Entity != nil {
			one.Entity = entityOf(*s.Entity, one.Label)
		}
		all = append(all, one)
	}
	return all, nil
}

// entityOf is the entity of a span with a label.
func entityOf(e dataset.Entity, label string) *dataset.Entity {
	if e.Name == "" {
		e.Name = e.ID
	}
	if short, is := strings.CutPrefix(e.ID, urn); is && build.IsID(short) {
		e.ID = short
	} else {
		e.ID = annotate.DerivedID("entity", label, e.ID+e.Name)
	}
	if e.Name == "" {
		return nil
	}
	return &e
}

// attributes are the values of pairs of a name and a text, by the types that the codebook has for them.
func (r *reading) attributes(label string, pairs [][2]string) dataset.Attributes {
	l, _ := r.options.Codebook.LabelByName(label)
	all := dataset.Attributes{}
	for _, pair := range pairs {
		name, text := pair[0], pair[1]
		for _, known := range l.Attributes { // a name may hold the sign
			if rest, is := strings.CutPrefix(pair[0]+"="+pair[1], known.Name+"="); is && len(known.Name) > len(name) {
				name, text = known.Name, rest
			}
		}
		a, _ := l.Attribute(name)
		if i := slices.IndexFunc(all, func(other dataset.Attribute) bool { return other.Name == name }); i >= 0 {
			all[i].Value = append(valuesOf(all[i].Value), text)
			continue
		}
		var value any = text
		switch a.Type {
		case annotate.Choices:
			value = []string{text}
		case annotate.Boolean:
			if yes, err := strconv.ParseBool(text); err == nil {
				value = yes
			}
		case annotate.Number:
			if number, err := strconv.ParseFloat(text, 64); err == nil {
				value = number
			}
		}
		all = append(all, dataset.Attribute{Name: name, Value: value})
	}
	return all
}
