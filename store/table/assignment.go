package table

import (
	"github.com/parallax-annotation/parallax/annotate"
)

// Assignments returns who is to annotate what in a story, or in all of them for "".
func (s *Session) Assignments(storyID string) ([]annotate.Assignment, error) {
	return Collect(s, func(rows *Cursor) (a annotate.Assignment, err error) {
		return a, rows.Scan(&a.DocumentID, &a.AnnotatorID)
	}, `SELECT a.document_id, a.annotator_id FROM assignment a JOIN document d ON d.id = a.document_id JOIN story t ON t.id = d.story_id
		JOIN annotator n ON n.id = a.annotator_id WHERE ?1 IN ('', t.id) ORDER BY t.name, d.position, d.id, n.name`, storyID)
}
