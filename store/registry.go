package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/alike"
	"github.com/parallax-annotation/parallax/store/table"
)

// Registered is an entity with how much refers to it, whoever's that is.
type Registered struct {
	annotate.Entity
	Mentions int // spans
	Articles int // in which they stand
}

// Registry lists all entities by name, those that nothing refers to among them, and the pairs of them that may be one and were not rejected,
// the likeliest first.
func (p *Project) Registry(ctx context.Context) (all []Registered, pairs []alike.Pair, err error) {
	rejected := map[string]bool{}
	err = p.ReadLong(ctx, func(s *table.Session) error {
		all, err = table.Collect(s, func(rows *table.Cursor) (r Registered, err error) {
			r.Entity, err = table.ScanEntity(rows.Scan, &r.Mentions, &r.Articles)
			return r, err
		}, "SELECT "+table.EntityColumns+`, ifnull(m.mentions, 0), ifnull(m.articles, 0) FROM entity e LEFT JOIN
			(SELECT entity_id, count(*) AS mentions, count(DISTINCT document_id) AS articles FROM span WHERE entity_id IS NOT NULL GROUP BY entity_id) m ON m.entity_id = e.id
			ORDER BY e.name, e.id`)
		if err != nil {
			return err
		}
		ids, err := table.Texts(s, "SELECT id FROM rejected_pair")
		for _, id := range ids {
			rejected[id] = true
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	entities := make([]annotate.Entity, len(all))
	for i, r := range all {
		entities[i] = r.Entity
	}
	pairs = slices.DeleteFunc(alike.Pairs(entities), func(p alike.Pair) bool { return rejected[pairID(p.A.ID, p.B.ID)] })
	return all, pairs, ctx.Err()
}

// Mention is a span that refers to an entity, and where it stands.
type Mention struct {
	annotate.Span
	Article annotate.Document // without its text
	Story   string            // name
	Layer   annotate.Annotator
}

// Mentions lists the spans that refer to an entity, those of one annotator or, with an empty annotatorID, of all: stories by name, articles
// by position, in each in the order of the text.
func (p *Project) Mentions(ctx context.Context, entityID, annotatorID string) (all []Mention, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		spans, err := spansOfEntity(s, entityID)
		if err != nil {
			return err
		}
		stories, layers := map[string]string{}, map[string]annotate.Annotator{}
		known, err := s.Layers()
		if err != nil {
			return err
		}
		for _, a := range known {
			layers[a.ID] = a
		}
		documents := map[string]annotate.Document{}
		for _, span := range spans {
			if annotatorID != "" && span.AnnotatorID != annotatorID {
				continue
			}
			d, read := documents[span.DocumentID]
			if !read {
				if d, err = table.ScanDocument(s.Row("SELECT "+table.DocumentColumns+" FROM document WHERE id = ?", span.DocumentID).Scan); err != nil {
					return fmt.Errorf("reading where %s is mentioned: %w", entityID, err)
				}
				story, err := s.Story("id", d.StoryID)
				if err != nil {
					return err
				}
				documents[d.ID], stories[d.StoryID] = d, story.Name
			}
			all = append(all, Mention{span, d, stories[d.StoryID], layers[span.AnnotatorID]})
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Story, b.Story), cmp.Compare(a.Article.Position, b.Article.Position), cmp.Compare(a.DocumentID, b.DocumentID),
			cmp.Compare(a.Start(), b.Start()), cmp.Compare(a.End(), b.End()), cmp.Compare(a.Layer.Name, b.Layer.Name))
	})
	return all, err
}

// RelationsOfEntity counts the relations of which an end refers to an entity.
func (p *Project) RelationsOfEntity(ctx context.Context, entityID string) (n int, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		return s.Row(`SELECT count(*) FROM (SELECT r.id FROM span s JOIN relation r ON r.head_span_id = s.id WHERE s.entity_id = ?1
			UNION SELECT r.id FROM span s JOIN relation r ON r.tail_span_id = s.id WHERE s.entity_id = ?1)`, entityID).Scan(&n)
	})
	return n, err
}

// MoveMentions lets spans refer to another entity of the same label from now on. What reviewers decided about them holds on.
func (tx *Tx) MoveMentions(into string, spanIDs ...string) error {
	var spans []annotate.Span
	var documents []string
	for _, id := range spanIDs {
		span, err := tx.Span(id)
		if err != nil {
			return err
		}
		spans, documents = append(spans, span), append(documents, span.DocumentID)
	}
	return tx.keepDecisions(documents, nil, func() error {
		for _, span := range spans {
			span.EntityID = into
			if err := tx.UpdateSpan(span); err != nil {
				return err
			}
		}
		return nil
	})
}

// pairID is the id of the row that says of two entities that they are two.
func pairID(a, b string) string { return annotate.DerivedID("rejected pair", min(a, b), max(a, b)) }

// RejectPair remembers that two entities that may seem to be one are two.
func (tx *Tx) RejectPair(a, b string) error {
	if a == b {
		return annotate.Invalidf("an entity is the same as itself")
	}
	for _, id := range []string{a, b} {
		if _, err := tx.Entity(id); err != nil {
			return err
		}
	}
	row := table.Row{Values: []any{pairID(a, b), min(a, b), max(a, b)}}
	there, err := tx.Load(table.RejectedPairKind, pairID(a, b), false)
	if err != nil || there != nil {
		return err
	}
	return tx.insert(table.RejectedPairKind, row)
}

// inheritRejections has what one entity is not hold of another that it becomes part of, whose other name its name will be.
func (tx *Tx) inheritRejections(into, from string) error {
	others, err := table.Texts(tx.Session, "SELECT CASE entity_id WHEN ?1 THEN other_id ELSE entity_id END FROM rejected_pair WHERE ?1 IN (entity_id, other_id) ORDER BY 1", from)
	if err != nil {
		return err
	}
	for _, other := range others {
		if there, err := tx.Load(table.EntityKind, other, false); err != nil {
			return err
		} else if there == nil || other == into {
			continue
		}
		if err := tx.RejectPair(into, other); err != nil {
			return err
		}
	}
	return nil
}
