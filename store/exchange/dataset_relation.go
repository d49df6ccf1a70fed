package exchange

import (
	"errors"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

type datasetRelation struct {
	dataset.Relation
	layer       string // in the file
	annotatorID string // in the project
	document    string // of its head, in the project
	gold        bool   // it is of the layer gold
}

// relation adds a relation unless the project has it, with the decision of which it came.
func (d *datasetImport) relation(r datasetRelation) error {
	id, err := d.relationID(r)
	from := r.Decision.Decision
	if err != nil || from == nil {
		return err
	}
	if id == "" {
		d.verdicts++
		return nil
	}
	if !r.gold {
		d.verdicts++
		return nil
	}
	return d.decision(*from, r.document, "", id)
}

// relationID is the project's relation for one of the file, which is added where it is not there; "" where it cannot be.
func (d *datasetImport) relationID(r datasetRelation) (string, error) {
	kind, _ := d.words.codebook.RelationTypeByID(d.words.relationTypes[r.Type])
	relation := annotate.Relation{ID: r.ID, TypeID: kind.ID, AnnotatorID: r.annotatorID, Note: r.Note}
	var err error
	for _, end := range []struct {
		into *string
		id   string
	}{{&relation.HeadSpanID, r.Head}, {&relation.TailSpanID, r.Tail}} {
		if *end.into, err = d.spanOf(spanKey{r.layer, end.id}, r.annotatorID); err != nil {
			return "", err
		}
		if *end.into == "" {
			d.lost++
			return "", nil
		}
	}
	if holds, here := d.records[spanKey{r.layer, r.Tail}]; here && holds != r.TailDocument {
		d.misled++
	}
	for range 2 {
		there, err := d.Relation(relation.ID)
		if errors.Is(err, annotate.ErrNotFound) {
			break
		}
		if err != nil {
			return "", err
		}
		if there.AnnotatorID == r.annotatorID && (there.HeadSpanID == relation.HeadSpanID || d.plan.Update) {
			d.updating.relations[there.ID] = true
			if !d.planned.format.Holds.Notes {
				relation.Note = there.Note
			}
			if there.HeadSpanID != relation.HeadSpanID || there.TypeID != relation.TypeID || there.TailSpanID != relation.TailSpanID || there.Note != relation.Note {
				err = d.linkDiffers(there, relation, r.gold)
			}
			return there.ID, err
		}
		relation.ID = annotate.DerivedID(r.ID, r.annotatorID)
	}
	if kind.ID != "" { // the same link under another id
		if err := d.CheckLink(relation, kind); errors.Is(err, annotate.ErrConflict) {
			return "", d.met(relation)
		}
	}
	d.changed(Annotated)
	d.updating.relations[relation.ID] = true
	return relation.ID, d.CreateRelation(&relation)
}

// spanOf returns the id of the project's span for one that the file names, "" where there is none. A tail may stand in a
// document that the project has and the file has not.
func (d *datasetImport) spanOf(key spanKey, annotatorID string) (found string, err error) {
	if found, there := d.spans[key]; there {
		return found, nil
	}
	there, err := d.Span(key.id)
	switch {
	case errors.Is(err, annotate.ErrNotFound):
		return "", nil
	case err != nil || there.AnnotatorID != annotatorID:
		return "", err
	}
	return there.ID, nil
}
