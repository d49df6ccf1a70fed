package across

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/table"
)

// Contradictions are the claims of a story that an annotator says to be the same and to dispute each other.
func Contradictions(ctx context.Context, p *store.Project, storyID, annotatorID string) (all []annotate.Contradiction, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		codebook, err := s.Codebook()
		if err != nil {
			return err
		}
		relations, err := s.Relations(`document d JOIN span h ON h.document_id = d.id JOIN relation r ON r.head_span_id = h.id
			WHERE d.story_id = ?1 AND r.annotator_id = ?2 ORDER BY r.id`, storyID, annotatorID)
		if err != nil {
			return err
		}
		entities := map[string]string{}
		rows, err := s.Query(`SELECT s.id, s.entity_id FROM document d JOIN span s ON s.document_id = d.id
			WHERE d.story_id = ?1 AND s.annotator_id = ?2 AND s.entity_id IS NOT NULL`, storyID, annotatorID)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var span, entity string
			if err := rows.Scan(&span, &entity); err != nil {
				return err
			}
			entities[span] = entity
		}
		if err := rows.Err(); err != nil {
			return err
		}
		all = annotate.Contradictions(codebook, relations, entities)
		return nil
	})
	return all, err
}
