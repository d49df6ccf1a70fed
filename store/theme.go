package store

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/table"
)

// SetTheme puts entities under another of their label, their theme, or with "" under none.
func (tx *Tx) SetTheme(themeID string, entityIDs ...string) error {
	for _, id := range entityIDs {
		entity, err := tx.Entity(id)
		if err != nil {
			return err
		}
		entity.ParentID = themeID
		if err := tx.UpdateEntity(entity); err != nil {
			return err
		}
	}
	return nil
}

// validateParent says why an entity cannot stand under its theme.
func (tx *Tx) validateParent(e annotate.Entity) error {
	if e.ParentID == "" {
		return nil
	}
	theme, err := tx.Entity(e.ParentID)
	if err != nil {
		return err
	}
	if theme.LabelID != e.LabelID {
		return annotate.Invalidf("%q cannot be the theme of %q: they must be of the same label", theme.Name, e.Name)
	}
	above, err := tx.themesOf(theme.ID)
	if err != nil {
		return err
	}
	if slices.Contains(above, e.ID) {
		return annotate.Conflictf("%q cannot be the theme of %q, which it belongs to itself", theme.Name, e.Name)
	}
	return nil
}

// themesOf are an entity, its theme, the theme of that, and so on.
func (tx *Tx) themesOf(id string) ([]string, error) {
	return table.Texts(tx.Session, `WITH RECURSIVE above(id) AS (SELECT ? UNION SELECT e.parent_id FROM above JOIN entity e USING (id) WHERE e.parent_id IS NOT NULL)
		SELECT id FROM above`, id)
}

// inheritTheme puts what belongs to an entity that goes under the one that it becomes part of, and that one under its theme where it has
// none.
func (tx *Tx) inheritTheme(kept *annotate.Entity, gone annotate.Entity) error {
	above, err := tx.themesOf(gone.ID)
	if err != nil {
		return err
	}
	own, err := tx.themesOf(kept.ID)
	if err != nil {
		return err
	}
	switch {
	case slices.Contains(own, gone.ID): // it takes the place of its own theme
		kept.ParentID = gone.ParentID
	case kept.ParentID == "" && !slices.Contains(above, kept.ID):
		kept.ParentID = gone.ParentID
	}
	if err := tx.Update(table.EntityKind, table.EntityRow(*kept)); err != nil {
		return err
	}
	under, err := table.Texts(tx.Session, "SELECT id FROM entity WHERE parent_id = ? AND id <> ? ORDER BY id", gone.ID, kept.ID)
	if err != nil {
		return err
	}
	return tx.SetTheme(kept.ID, under...)
}
