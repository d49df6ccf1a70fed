package table

import (
	"database/sql"
	"errors"

	"github.com/parallax-annotation/parallax/annotate"
)

// EntityColumns are the columns that ScanEntity reads, of a table named e.
const EntityColumns = "e.id, e.label_id, e.name, e.aliases, e.external_id, e.note, ifnull(e.parent_id, '')"

// ScanEntity reads EntityColumns and whatever stands after them.
func ScanEntity(scan func(...any) error, more ...any) (annotate.Entity, error) {
	var e annotate.Entity
	var aliases string
	err := scan(append([]any{&e.ID, &e.LabelID, &e.Name, &aliases, &e.ExternalID, &e.Note, &e.ParentID}, more...)...)
	if err != nil {
		return e, err
	}
	if e.Aliases, err = ReadList([]byte(aliases)); err != nil {
		err = Wrong(EntityKind, e.ID, "aliases", "%.60q, where a JSON list of texts belongs", aliases)
	}
	return e, err
}

// Entity returns one entity.
func (s *Session) Entity(id string) (annotate.Entity, error) {
	e, err := ScanEntity(s.Row("SELECT "+EntityColumns+" FROM entity e WHERE e.id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return e, annotate.NotFoundf("there is no entity %s", id)
	}
	return e, err
}

// EntityRow is an entity as its row.
func EntityRow(e annotate.Entity) Row {
	return Row{Values: []any{e.ID, e.LabelID, e.Name, WriteList(e.Aliases), e.ExternalID, e.Note, Optional(e.ParentID)}}
}
