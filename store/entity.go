package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// EntityQuery says which entities are wanted. Empty fields admit all.
type EntityQuery struct {
	StoryID     string // mentioned in that story
	AnnotatorID string // mentioned by that annotator
	LabelID     string
	Prefix      string // the name or an alias begins so, upper and lower case alike
	Limit       int    // at most so many, 0 for all
}

// EntitySummary is an entity and how many spans refer to it, counting those of the query's story and annotator.
type EntitySummary struct {
	annotate.Entity
	Mentions int
}

// Entities lists the entities of a query by name. Without a story or an annotator those that nothing refers to are
// among them.
func (p *Project) Entities(ctx context.Context, q EntityQuery) (entities []EntitySummary, err error) {
	query, args := q.statement()
	err = p.Read(ctx, func(s *table.Session) error {
		rows, err := s.Query(query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e EntitySummary
			if e.Entity, err = table.ScanEntity(rows.Scan, &e.Mentions); err != nil {
				return err
			}
			if !q.admits(e.Entity) {
				continue
			}
			entities = append(entities, e)
			if len(entities) == q.Limit {
				break
			}
		}
		return rows.Err()
	})
	return entities, err
}

func (q EntityQuery) statement() (string, []any) {
	var where []string
	var args []any
	query := "SELECT " + table.EntityColumns + ", (SELECT count(*) FROM span WHERE entity_id = e.id) FROM entity e"
	if q.StoryID != "" || q.AnnotatorID != "" {
		query = "SELECT " + table.EntityColumns + ", count(*) FROM span s JOIN entity e ON e.id = s.entity_id"
		if q.StoryID != "" {
			query = "SELECT " + table.EntityColumns + ", count(*) FROM document d JOIN span s ON s.document_id = d.id JOIN entity e ON e.id = s.entity_id"
			where, args = append(where, "d.story_id = ?"), append(args, q.StoryID)
		}
		if q.AnnotatorID != "" {
			where, args = append(where, "s.annotator_id = ?"), append(args, q.AnnotatorID)
		}
	}
	if q.LabelID != "" {
		where, args = append(where, "e.label_id = ?"), append(args, q.LabelID)
	}
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	if q.StoryID != "" || q.AnnotatorID != "" {
		query += " GROUP BY e.id"
	}
	return query + " ORDER BY e.name, e.id", args
}

func (q EntityQuery) admits(e annotate.Entity) bool {
	prefix := strings.ToLower(q.Prefix)
	begins := func(name string) bool { return strings.HasPrefix(strings.ToLower(name), prefix) }
	return begins(e.Name) || slices.ContainsFunc(e.Aliases, begins)
}

// EntityNames returns the names of the entities that the spans of a document refer to, by id.
func (p *Project) EntityNames(ctx context.Context, documentID string) (map[string]string, error) {
	names := map[string]string{}
	err := p.Read(ctx, func(s *table.Session) error {
		rows, err := s.Query(`SELECT id, name FROM entity WHERE id IN (SELECT entity_id FROM span WHERE document_id = ?)`, documentID)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id, name string
			if err := rows.Scan(&id, &name); err != nil {
				return err
			}
			names[id] = name
		}
		return rows.Err()
	})
	return names, err
}

// Entity returns the entity with that id.
func (p *Project) Entity(ctx context.Context, id string) (entity annotate.Entity, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		entity, err = s.Entity(id)
		return err
	})
	return entity, err
}

// Entity returns the entity with that id.
func (tx *Tx) Entity(id string) (annotate.Entity, error) { return tx.Session.Entity(id) }

// FindEntity returns the first entity of a label with exactly that name.
func (tx *Tx) FindEntity(labelID, name string) (entity annotate.Entity, found bool, err error) {
	entity, err = table.ScanEntity(tx.Row("SELECT "+table.EntityColumns+" FROM entity e WHERE e.label_id = ? AND e.name = ? ORDER BY e.id LIMIT 1", labelID, name).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return entity, false, nil
	}
	return entity, err == nil, err
}

// Namesakes lists the other entities of an entity's label that a person would take for it by its name: those of that name first, then those
// that are also called so.
func (p *Project) Namesakes(ctx context.Context, entity annotate.Entity) (found []EntitySummary, err error) {
	name := annotate.FoldName(entity.Name)
	same := func(other string) bool { return annotate.FoldName(other) == name }
	err = p.Read(ctx, func(s *table.Session) error {
		all, err := table.Collect(s, func(rows *table.Cursor) (annotate.Entity, error) { return table.ScanEntity(rows.Scan) },
			"SELECT "+table.EntityColumns+" FROM entity e WHERE e.label_id = ? AND e.id <> ? ORDER BY e.name, e.id", entity.LabelID, entity.ID)
		if err != nil {
			return err
		}
		var also []EntitySummary
		for _, e := range all {
			if !same(e.Name) && !slices.ContainsFunc(e.Aliases, same) {
				continue
			}
			one := EntitySummary{Entity: e}
			if err := s.Row("SELECT count(*) FROM span WHERE entity_id = ?", e.ID).Scan(&one.Mentions); err != nil {
				return err
			}
			if same(e.Name) {
				found = append(found, one)
			} else {
				also = append(also, one)
			}
		}
		found = append(found, also...)
		return nil
	})
	return found, err
}

// CreateEntity adds an entity and fills in its id where there is none.
func (tx *Tx) CreateEntity(entity *annotate.Entity) error {
	e := *entity
	if e.ID == "" {
		e.ID = annotate.NewID()
	}
	if err := e.Validate(); err != nil {
		return err
	}
	if err := tx.validateParent(e); err != nil {
		return err
	}
	err := tx.insert(table.EntityKind, table.EntityRow(e))
	switch {
	case disk.IsForeignKey(err):
		return annotate.Invalidf("the codebook has no label %s", e.LabelID)
	case disk.IsUnique(err):
		return annotate.Conflictf("the project has another entity with the id %s", e.ID)
	case err != nil:
		return err
	}
	*entity = e
	return nil
}

// UpdateEntity changes an entity. Its label cannot change while spans refer to it.
func (tx *Tx) UpdateEntity(entity annotate.Entity) error {
	if err := entity.Validate(); err != nil {
		return err
	}
	before, err := tx.Entity(entity.ID)
	if err != nil {
		return err
	}
	for _, name := range append([]string{entity.Name}, entity.Aliases...) {
		if err := annotate.ShortName(name); err != nil && name != before.Name && !slices.Contains(before.Aliases, name) {
			return err
		}
	}
	if entity.LabelID != before.LabelID {
		if err := tx.unused(before, "get another label"); err != nil {
			return err
		}
	}
	if entity.ParentID != before.ParentID || entity.LabelID != before.LabelID {
		if err := tx.validateParent(entity); err != nil {
			return err
		}
	}
	err = tx.Update(table.EntityKind, table.EntityRow(entity))
	if disk.IsForeignKey(err) {
		return annotate.Invalidf("the codebook has no label %s", entity.LabelID)
	}
	return err
}

// DeleteEntity deletes an entity that no span refers to and that is no theme of others.
func (tx *Tx) DeleteEntity(id string) error {
	entity, err := tx.Entity(id)
	if err != nil {
		return err
	}
	if err := tx.unused(entity, "be deleted"); err != nil {
		return err
	}
	return tx.delete(table.EntityKind, id)
}

func (tx *Tx) unused(e annotate.Entity, what string) error {
	var mentions int
	if err := tx.Row("SELECT count(*) FROM span WHERE entity_id = ?", e.ID).Scan(&mentions); err != nil {
		return err
	}
	if mentions > 0 {
		return annotate.Conflictf("%q cannot %s: %d spans refer to it; merge it into another, or take it off them first", e.Name, what, mentions)
	}
	var under int
	if err := tx.Row("SELECT count(*) FROM entity WHERE parent_id = ?", e.ID).Scan(&under); err != nil {
		return err
	}
	if under > 0 {
		return annotate.Conflictf("%q cannot %s: it is the theme of %d others; take them out of it first", e.Name, what, under)
	}
	return nil
}

// MergeEntities makes one entity of several: the spans of the others refer to the first from then on, and their names
// become its aliases. It takes over an external id and a theme where it has none, their notes behind its own, and what they are themes of.
// What reviewers decided about those spans holds on.
func (tx *Tx) MergeEntities(into string, from ...string) error {
	var documents []string
	for _, id := range from {
		more, err := table.Texts(tx.Session, "SELECT DISTINCT document_id FROM span WHERE entity_id = ?", id)
		if err != nil {
			return err
		}
		documents = append(documents, more...)
	}
	return tx.keepDecisions(documents, nil, func() error { return tx.mergeEntities(into, from) })
}

func (tx *Tx) mergeEntities(into string, from []string) error {
	kept, err := tx.Entity(into)
	if err != nil {
		return err
	}
	for _, id := range from {
		gone, err := tx.Entity(id)
		if err != nil {
			return err
		}
		if id == into || gone.LabelID != kept.LabelID {
			return annotate.Invalidf("%q and %q cannot become one: they must be two of the same label", kept.Name, gone.Name)
		}
		spans, err := spansOfEntity(tx.Session, id)
		if err != nil {
			return err
		}
		for _, span := range spans {
			span.EntityID = into
			span.UpdatedAt = tx.now
			if err := tx.Update(table.SpanKind, table.SpanRow(span)); err != nil {
				return err
			}
		}
		if err := tx.inheritRejections(into, id); err != nil {
			return err
		}
		if err := tx.inheritTheme(&kept, gone); err != nil {
			return err
		}
		kept.ExternalID = cmp.Or(kept.ExternalID, gone.ExternalID)
		if gone.Note != kept.Note {
			kept.Note = strings.TrimSpace(kept.Note + "\n" + gone.Note)
		}
		for _, name := range append([]string{gone.Name}, gone.Aliases...) {
			if name != kept.Name && !slices.Contains(kept.Aliases, name) {
				kept.Aliases = append(kept.Aliases, name)
			}
		}
		if err := tx.delete(table.EntityKind, id); err != nil {
			return err
		}
	}
	return tx.Update(table.EntityKind, table.EntityRow(kept))
}
