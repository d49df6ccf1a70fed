package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// updating is what a dataset changes that was worked on in another program and comes back: the annotations that the project has
// become what the file says of them.
type updating struct {
	layers           map[layerKey]bool // those that the file speaks of
	relations        map[string]bool   // ids in the project, of those that the file has
	spans            int               // changed
	links            int               // relations, likewise
	missing, removed int               // annotations of these layers that the file does not have
}

// layerKey is what one annotator marked in an article.
type layerKey struct{ document, annotator string }

// differs takes what the file says of a span that the project has otherwise, where that is wished; else the project's is kept. The gold
// layer changes in the review alone.
func (d *datasetImport) differs(there, span annotate.Span, gold bool) error {
	if !d.plan.Update || gold {
		d.kept++
		return nil
	}
	words, err := d.wordsOf(there)
	if err != nil {
		return err
	}
	switch err := d.Attempt(func() error { return d.UpdateSpan(span) }); {
	case refusal(err): // such as a label that its relations do not admit
		d.kept++
		d.sayLine("“" + words + "” was kept as it is: " + err.Error())
		return nil
	case err != nil:
		return err
	}
	d.updating.spans++
	d.changed(Annotated)
	d.sayLine("“" + words + "” changes: " + strings.Join(d.differences(there, span), ", "))
	return nil
}

func (d *datasetImport) wordsOf(span annotate.Span) (string, error) {
	text, err := d.Text(span.DocumentID)
	if err != nil {
		return "", err
	}
	words := []rune(strings.Join(strings.Fields(text.Quote(span.Segments)), " "))
	if len(words) > 60 {
		words = append(words[:60], '…')
	}
	return string(words), nil
}

// differences says in words in what two spans differ.
func (d *datasetImport) differences(before, after annotate.Span) []string {
	var said []string
	if before.LabelID != after.LabelID {
		from, _ := d.words.codebook.LabelByID(before.LabelID)
		to, _ := d.words.codebook.LabelByID(after.LabelID)
		said = append(said, fmt.Sprintf("label %s, now %s", from.Name, to.Name))
	}
	if !slices.Equal(before.Segments, after.Segments) {
		said = append(said, fmt.Sprintf("place %d–%d, now %d–%d", before.Start(), before.End(), after.Start(), after.End()))
	}
	if before.EntityID != after.EntityID {
		said = append(said, "entity")
	}
	for _, name := range slices.Sorted(maps.Keys(before.Attributes)) {
		if _, there := after.Attributes[name]; !there {
			said = append(said, name+" is taken away")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(after.Attributes)) {
		if old, there := before.Attributes[name]; !there || !annotate.ValueOf(old).Equal(annotate.ValueOf(after.Attributes[name])) {
			said = append(said, fmt.Sprintf("%s = %v", name, after.Attributes[name]))
		}
	}
	if before.Note != after.Note {
		said = append(said, "note")
	}
	if before.Confidence != after.Confidence {
		said = append(said, "confidence")
	}
	if !slices.Equal(before.DerivedFrom, after.DerivedFrom) {
		said = append(said, "origin")
	}
	return said
}

// linkDiffers is differs for a relation.
func (d *datasetImport) linkDiffers(there, relation annotate.Relation, gold bool) error {
	if !d.plan.Update || gold {
		d.kept++
		return nil
	}
	relation.CreatedAt = there.CreatedAt
	if err := d.DeleteRelation(there.ID); err != nil {
		return err
	}
	d.updating.links++
	d.changed(Annotated)
	return d.CreateRelation(&relation)
}

// met remembers the relations of the project that lead as one of the file does, which has another id.
func (d *datasetImport) met(relation annotate.Relation) error {
	all, err := d.RelationsOf(relation.HeadSpanID)
	for _, r := range all {
		if r.TypeID == relation.TypeID && (r.TailSpanID == relation.TailSpanID || r.HeadSpanID == relation.TailSpanID) {
			d.updating.relations[r.ID] = true
		}
	}
	return err
}

// takeAway looks for annotations that the layers of the file have in the project and not in the file, and takes them away where that is
// wished.
func (d *datasetImport) takeAway() error {
	if !d.plan.Update {
		return nil
	}
	layers := slices.SortedFunc(maps.Keys(d.updating.layers), func(a, b layerKey) int {
		return strings.Compare(a.document+a.annotator, b.document+b.annotator)
	})
	for _, layer := range layers {
		spans, err := d.Spans(layer.document, layer.annotator)
		if err != nil {
			return err
		}
		for _, span := range spans {
			if _, there := d.taken[markOf(span.ID)]; !there {
				if err := d.missing(func() error { return d.DeleteSpan(span.ID) }); err != nil {
					return err
				}
				continue
			}
			if !d.planned.format.Holds.Relations {
				continue
			}
			relations, err := d.RelationsOf(span.ID)
			if err != nil {
				return err
			}
			for _, r := range relations {
				if r.HeadSpanID != span.ID || d.updating.relations[r.ID] {
					continue
				}
				if held, err := d.holds(r, layer.document); err != nil || !held {
					if err != nil {
						return err
					}
					continue
				}
				if err := d.missing(func() error { return d.DeleteRelation(r.ID) }); err != nil {
					return err
				}
			}
		}
	}
	d.note(d.updating.spans, "annotation changes", "annotations change")
	d.note(d.updating.links, "relation changes", "relations change")
	d.note(d.updating.missing, "annotation or relation is not in the file and was kept", "annotations or relations are not in the file and were kept")
	d.note(d.updating.removed, "annotation or relation is not in the file and is taken away", "annotations or relations are not in the file and are taken away")
	return nil
}

// holds says whether the file could have a relation that begins in an article: not where it leads to another one and the format has no
// place for such.
func (d *datasetImport) holds(r annotate.Relation, document string) (bool, error) {
	if d.planned.format.Holds.Across {
		return true, nil
	}
	tail, err := d.Span(r.TailSpanID)
	return err == nil && tail.DocumentID == document, err
}

// missing counts something that the file does not have, and takes it away where that is wished.
func (d *datasetImport) missing(remove func() error) error {
	if !d.plan.Remove {
		d.updating.missing++
		return nil
	}
	d.updating.removed++
	d.changed(Annotated)
	return remove()
}
