package store

import (
	"context"
	"fmt"
)

// Stats counts what a project holds. ByLabel and ByAnnotator count spans by name, ByDocument by document id; those
// without a span are there with 0.
type Stats struct {
	Stories     int            `json:"stories"`
	Documents   int            `json:"documents"`
	Spans       int            `json:"spans"`
	Relations   int            `json:"relations"`
	Entities    int            `json:"entities"`
	Annotators  int            `json:"annotators"`
	ByLabel     map[string]int `json:"by_label"`
	ByAnnotator map[string]int `json:"by_annotator"`
	ByDocument  map[string]int `json:"by_document"`
}

// Stats counts what the project holds.
func (p *Project) Stats(ctx context.Context) (Stats, error) {
	t := Stats{ByLabel: map[string]int{}, ByAnnotator: map[string]int{}, ByDocument: map[string]int{}}
	err := p.readLong(ctx, func(s *session) error {
		err := s.row(`SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM document), (SELECT count(*) FROM span),
			(SELECT count(*) FROM relation), (SELECT count(*) FROM entity), (SELECT count(*) FROM annotator)`).
			Scan(&t.Stories, &t.Documents, &t.Spans, &t.Relations, &t.Entities, &t.Annotators)
		if err != nil {
			return err
		}
		for _, by := range []struct {
			into  map[string]int
			query string
		}{
			{t.ByLabel, "SELECT l.name, ifnull(n, 0) FROM label l LEFT JOIN (SELECT label_id, count(*) n FROM span GROUP BY label_id) ON label_id = l.id"},
			{t.ByAnnotator, "SELECT a.name, ifnull(n, 0) FROM annotator a LEFT JOIN (SELECT annotator_id, count(*) n FROM span GROUP BY annotator_id) ON annotator_id = a.id"},
			{t.ByDocument, "SELECT d.id, (SELECT count(*) FROM span WHERE document_id = d.id) FROM document d"},
		} {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.count(by.into, by.query); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Stats{}, fmt.Errorf("counting: %w", err)
	}
	return t, nil
}
