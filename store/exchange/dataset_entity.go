package exchange

import (
	"errors"
	"fmt"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/dataset"
)

// namedEntity is an entity as a dataset names it: an id, which under two labels stands for two things.
type namedEntity struct{ id, labelID string }

// entity returns the id of the project's entity for that of a span, and adds it where there is none; "" of none. One that was merged
// into another since is that other.
func (d *datasetImport) entity(e *dataset.Entity, labelID string) (string, error) {
	if e == nil {
		return "", nil
	}
	key := namedEntity{e.ID, labelID}
	if known, seen := d.entities[key]; seen {
		if known.Name != e.Name && !known.renamed {
			known.renamed = true
			d.sayName(fmt.Sprintf("the entity %s has two names in it, “%s” and “%s”: the first was taken", e.ID, known.Name, e.Name))
		}
		return known.id, nil
	}
	there, err := d.Entity(e.ID)
	if errors.Is(err, annotate.ErrNotFound) {
		var now string
		if now, err = d.View().EntityNow(e.ID); err != nil {
			return "", err
		}
		there, err = d.Entity(now)
	}
	id := e.ID
	if err == nil && there.LabelID != labelID {
		id = annotate.DerivedID(e.ID, labelID)
		there, err = d.Entity(id)
	}
	if errors.Is(err, annotate.ErrNotFound) {
		there = annotate.Entity{ID: id, LabelID: labelID, Name: e.Name}
		d.sayLong(e.Name)
		err = d.CreateEntity(&there)
	}
	if err != nil {
		return "", err
	}
	if there.Name != e.Name {
		d.sayName(fmt.Sprintf("what it calls the entity “%s” is “%s” here", e.Name, there.Name))
	}
	d.entities[key] = &knownEntity{Entity: *e, id: there.ID}
	return there.ID, nil
}

// entityLike is the entity of a span that the project has, for what the file says of it. Where the file's id is not known, as that of a
// format which has names only, the span's own of that name is meant; and none is added for a span that stays as it is.
func (d *datasetImport) entityLike(e *dataset.Entity, labelID, there string) (string, error) {
	if e == nil {
		return "", nil
	}
	if _, seen := d.entities[namedEntity{e.ID, labelID}]; seen {
		return d.entity(e, labelID)
	}
	switch known, err := d.isKnown(e.ID, labelID); {
	case err != nil:
		return "", err
	case known:
		return d.entity(e, labelID)
	}
	if there != "" {
		own, err := d.Entity(there)
		if err != nil {
			return "", err
		}
		if own.LabelID == labelID && own.Name == e.Name {
			return own.ID, nil
		}
	}
	if d.plan.Update {
		return d.entity(e, labelID)
	}
	return e.ID, nil
}

// isKnown says whether the project has an entity under an id of the file, or has joined it to another.
func (d *datasetImport) isKnown(id, labelID string) (bool, error) {
	now, err := d.View().EntityNow(id)
	if err != nil {
		return false, err
	}
	for _, id := range []string{id, now, annotate.DerivedID(id, labelID)} {
		if _, err := d.Entity(id); !errors.Is(err, annotate.ErrNotFound) {
			return err == nil, err
		}
	}
	return false, nil
}

// knownEntity is an entity of the dataset as it was first met, and which one it is in the project.
type knownEntity struct {
	dataset.Entity
	id      string
	renamed bool // it was said that it has another name too
}

// mostNames is how many entities with another name are told one by one.
const mostNames = 10

// sayLong says of a name that the project gets that it is too long to be read.
func (d *datasetImport) sayLong(name string) {
	if long := annotate.LongName(name); long != "" {
		d.sayName(long)
	}
}

func (d *datasetImport) sayName(sentence string) {
	if d.names++; d.names <= mostNames {
		d.notes = append(d.notes, sentence)
	}
}
