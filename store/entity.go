package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
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

const entityColumns = "e.id, e.label_id, e.name, e.aliases, e.external_id, e.note"

func scanEntity(scan func(...any) error, more ...any) (annotate.Entity, error) {
	var e annotate.Entity
	var aliases string
	err := scan(append([]any{&e.ID, &e.LabelID, &e.Name, &aliases, &e.ExternalID, &e.Note}, more...)...)
	if err != nil {
		return e, err
	}
	if e.Aliases, err = readList([]byte(aliases)); err != nil {
		err = wrong(entityKind, e.ID, "aliases", "%.60q, where a JSON list of texts belongs", aliases)
	}
	return e, err
}

// Entities lists the entities of a query by name. Without a story or an annotator those that nothing refers to are
// among them.
func (p *Project) Entities(ctx context.Context, q EntityQuery) (entities []EntitySummary, err error) {
	query, args := q.statement()
	err = p.read(ctx, func(s *session) error {
		rows, err := s.query(query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e EntitySummary
			if e.Entity, err = scanEntity(rows.Scan, &e.Mentions); err != nil {
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
	query := "SELECT " + entityColumns + ", (SELECT count(*) FROM span WHERE entity_id = e.id) FROM entity e"
	if q.StoryID != "" || q.AnnotatorID != "" {
		query = "SELECT " + entityColumns + ", count(*) FROM span s JOIN entity e ON e.id = s.entity_id"
		if q.StoryID != "" {
			query = "SELECT " + entityColumns + ", count(*) FROM document d JOIN span s ON s.document_id = d.id JOIN entity e ON e.id = s.entity_id"
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
	err := p.read(ctx, func(s *session) error {
		rows, err := s.query(`SELECT id, name FROM entity WHERE id IN (SELECT entity_id FROM span WHERE document_id = ?)`, documentID)
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
	err = p.read(ctx, func(s *session) error {
		entity, err = s.entity(id)
		return err
	})
	return entity, err
}

// Entity returns the entity with that id.
func (tx *Tx) Entity(id string) (annotate.Entity, error) { return tx.entity(id) }

func (s *session) entity(id string) (annotate.Entity, error) {
	e, err := scanEntity(s.row("SELECT "+entityColumns+" FROM entity e WHERE e.id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return e, annotate.NotFoundf("there is no entity %s", id)
	}
	return e, err
}

// FindEntity returns the first entity of a label with exactly that name.
func (tx *Tx) FindEntity(labelID, name string) (entity annotate.Entity, found bool, err error) {
	entity, err = scanEntity(tx.row("SELECT "+entityColumns+" FROM entity e WHERE e.label_id = ? AND e.name = ? ORDER BY e.id LIMIT 1", labelID, name).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return entity, false, nil
	}
	return entity, err == nil, err
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
	err := tx.insert(entityKind, entityRow(e))
	switch {
	case isForeignKey(err):
		return annotate.Invalidf("the codebook has no label %s", e.LabelID)
	case isUnique(err):
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
	if entity.LabelID != before.LabelID {
		if err := tx.unused(before, "get another label"); err != nil {
			return err
		}
	}
	err = tx.update(entityKind, entityRow(entity))
	if isForeignKey(err) {
		return annotate.Invalidf("the codebook has no label %s", entity.LabelID)
	}
	return err
}

// DeleteEntity deletes an entity that no span refers to.
func (tx *Tx) DeleteEntity(id string) error {
	entity, err := tx.Entity(id)
	if err != nil {
		return err
	}
	if err := tx.unused(entity, "be deleted"); err != nil {
		return err
	}
	return tx.delete(entityKind, id)
}

func (tx *Tx) unused(e annotate.Entity, what string) error {
	var mentions int
	if err := tx.row("SELECT count(*) FROM span WHERE entity_id = ?", e.ID).Scan(&mentions); err != nil {
		return err
	}
	if mentions > 0 {
		return annotate.Conflictf("%q cannot %s: %d spans refer to it; merge it into another, or take it off them first", e.Name, what, mentions)
	}
	return nil
}

// MergeEntities makes one entity of several: the spans of the others refer to the first from then on, and their names
// become its aliases. What reviewers decided about those spans holds on.
func (tx *Tx) MergeEntities(into string, from ...string) error {
	var documents []string
	for _, id := range from {
		more, err := texts(tx.session, "SELECT DISTINCT document_id FROM span WHERE entity_id = ?", id)
		if err != nil {
			return err
		}
		documents = append(documents, more...)
	}
	return tx.keepDecisions(documents, func() error { return tx.mergeEntities(into, from) })
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
		spans, err := tx.spansOfEntity(id)
		if err != nil {
			return err
		}
		for _, span := range spans {
			span.EntityID = into
			span.UpdatedAt = tx.now
			if err := tx.update(spanKind, spanRow(span)); err != nil {
				return err
			}
		}
		for _, name := range append([]string{gone.Name}, gone.Aliases...) {
			if name != kept.Name && !slices.Contains(kept.Aliases, name) {
				kept.Aliases = append(kept.Aliases, name)
			}
		}
		if err := tx.delete(entityKind, id); err != nil {
			return err
		}
	}
	return tx.update(entityKind, entityRow(kept))
}

func entityRow(e annotate.Entity) row {
	return row{values: []any{e.ID, e.LabelID, e.Name, writeList(e.Aliases), e.ExternalID, e.Note}}
}
