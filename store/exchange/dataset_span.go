package exchange

import (
	"errors"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/store/table"
)

// span adds a span unless the project has it, under its id or, as a program calls it that keeps no ids, under another. An id that the
// project uses for something else, as when the layer is taken over under another name, or which another layer of the file uses, is
// replaced by one derived from it.
//
// It returns the id that the project has for it.
func (d *datasetImport) span(r dataset.Record, s dataset.Span, document string, annotator annotate.Annotator, there known) (string, error) {
	annotatorID := annotator.ID
	label, _ := d.words.codebook.LabelByID(d.words.labels[s.Label])
	span := annotate.Span{ID: s.ID, DocumentID: document, AnnotatorID: annotatorID, LabelID: label.ID, Note: s.Note, Confidence: float64(s.Confidence),
		DerivedFrom: s.DerivedFrom, Attributes: d.values(label, s)}
	for _, segment := range s.Segments {
		span.Segments = append(span.Segments, annotate.Segment{Start: segment[0], End: segment[1]})
	}
	named := func(id string, err error) error { span.EntityID = id; return err }
	key := spanKey{r.Layer, s.ID}
	for _, span.ID = range []string{s.ID, annotate.DerivedID(s.ID, document, annotatorID), annotate.DerivedID(s.ID, document, annotatorID, r.Layer)} {
		var other annotate.Span
		err := annotate.ErrNotFound
		if span.ID != s.ID || d.mayBe(span.ID, there) {
			other, err = d.Span(span.ID)
		}
		if errors.Is(err, annotate.ErrNotFound) {
			other, err = d.alike(span)
		}
		if errors.Is(err, annotate.ErrNotFound) {
			if err := named(d.entity(s.Entity, label.ID)); err != nil {
				return "", err
			}
			if err := d.AddSpan(&span); err != nil {
				return "", err
			}
			d.tie(key, span.ID, r.ID)
			d.result.Spans++
			d.changed(Annotated)
			return span.ID, nil
		}
		if err != nil {
			return "", err
		}
		if other.DocumentID != document || other.AnnotatorID != annotatorID {
			continue
		}
		span.ID, span.CreatedAt, span.UpdatedAt = other.ID, other.CreatedAt, other.UpdatedAt
		if err := named(d.entityLike(s.Entity, label.ID, other.EntityID)); err != nil {
			return "", err
		}
		like := likeThere(span, other, d.planned.format.Holds)
		same := annotate.SameSpan(other, like)
		by, taken := d.taken[markOf(other.ID)]
		switch {
		case same || !taken:
			d.tie(key, other.ID, r.ID)
			if !same {
				return other.ID, d.differs(other, like, annotator.Name == annotate.GoldLayer)
			}
			return other.ID, nil
		case by == markOf(key.layer, key.id):
			return "", annotate.Invalidf("its id stands twice in the file: give one of the two another")
		} // else another span of the file is that one
	}
	return "", annotate.Conflictf("the project uses the id %s for another span", s.ID)
}

// tie keeps which span of the project is one of the file and, where a relation or a question names that, in which record it stands.
func (d *datasetImport) tie(key spanKey, id, record string) {
	d.taken[markOf(id)] = markOf(key.layer, key.id)
	if id != key.id {
		d.renamed[key] = id
	}
	if d.named[key.id] {
		d.spans[key], d.records[key] = id, record
	}
}

// known are those of the ids in a record that the project had for spans before it; nil where that was not asked.
type known map[string]bool

// askedAtOnce is for how many ids the project is asked at once.
const askedAtOnce = 500

// spansKnown asks for the ids of a record, since asking for each by itself takes as long as adding it.
func (d *datasetImport) spansKnown(r dataset.Record) (known, error) {
	there := known{}
	for some := range slices.Chunk(r.Spans, askedAtOnce) {
		ids := make([]string, len(some))
		for i, s := range some {
			ids[i] = s.ID
		}
		found, err := table.Texts(d.Session, "SELECT s.id FROM (SELECT value AS id FROM json_each(?)) AS asked CROSS JOIN span s ON s.id = asked.id", string(table.Marshal(ids)))
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			there[id] = true
		}
	}
	return there, nil
}

// mayBe says whether the project may have a span of this id: it had one before the record, or one came with it.
func (d *datasetImport) mayBe(id string, there known) bool {
	_, taken := d.taken[markOf(id)]
	return there == nil || there[id] || taken
}

// alike is the span of the project that has the label and the place of one of the file, and that no other of the file is.
func (d *datasetImport) alike(span annotate.Span) (annotate.Span, error) {
	layer := layerKey{span.DocumentID, span.AnnotatorID}
	place := func(s annotate.Span) string { return s.LabelID + fmt.Sprint(s.Segments) }
	if d.standing == nil || d.standingIn != layer {
		spans, err := d.Spans(layer.document, layer.annotator)
		if err != nil {
			return annotate.Span{}, err
		}
		d.standingIn, d.standing = layer, map[string][]annotate.Span{}
		for _, s := range spans {
			d.standing[place(s)] = append(d.standing[place(s)], s)
		}
	}
	for _, s := range d.standing[place(span)] {
		if _, taken := d.taken[markOf(s.ID)]; !taken {
			return s, nil
		}
	}
	return annotate.Span{}, annotate.ErrNotFound
}

// values are the attributes of a span in the words of the project. Of two that the project knows as one, the value counts
// that stands under the name which the project uses.
func (d *datasetImport) values(label annotate.Label, s dataset.Span) map[string]any {
	values, exact := map[string]any{}, map[string]bool{}
	for _, a := range s.Attributes {
		if a.Value == nil {
			continue
		}
		attribute, _ := label.Attribute(d.words.attributes[label.ID][a.Name])
		said := d.words.value(attribute.ID, a.Value)
		if _, err := attribute.Check(said); err != nil && d.planned.format.Foreign {
			d.sayLine(fmt.Sprintf("a value of span %s was left out: %v", s.ID, err))
			continue
		}
		_, doubled := values[attribute.Name]
		if doubled {
			d.doubled++
		}
		if !doubled || a.Name == attribute.Name && !exact[a.Name] {
			values[attribute.Name], exact[attribute.Name] = said, a.Name == attribute.Name
		}
	}
	return values
}
