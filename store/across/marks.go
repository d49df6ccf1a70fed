package across

import (
	"cmp"
	"context"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/coverage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// Layer is an annotator and how many claims they have marked.
type Layer struct {
	annotate.Annotator
	Claims int
}

// ClaimLayers lists who has marked claims in a story, or in any where storyID is "", in the order of names. Proposals of models are there too.
func ClaimLayers(ctx context.Context, p *store.Project, storyID string) (layers []Layer, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		layers, err = claimLayers(s, storyID)
		return err
	})
	return layers, err
}

func claimLayers(s *table.Session, storyID string) ([]Layer, error) {
	cb, err := s.Codebook()
	if err != nil {
		return nil, err
	}
	claim, _ := cb.LabelByName(cb.Roles().Claim)
	counts := map[string]int{}
	rows, err := s.Query(`SELECT s.annotator_id, count(*) FROM story t CROSS JOIN document d ON d.story_id = t.id CROSS JOIN span s ON s.document_id = d.id
		WHERE ?1 IN ('', t.id) AND s.label_id = ?2 GROUP BY s.annotator_id`, storyID, claim.ID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, err
		}
		counts[id] = n
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	all, err := s.Layers()
	var layers []Layer
	for _, a := range all {
		if counts[a.ID] > 0 {
			layers = append(layers, Layer{a, counts[a.ID]})
		}
	}
	return layers, err
}

// Usual is the layer that is meant where none is named: gold, else that of the person with most claims, the first by name among several.
// It is zero where nobody has marked any.
func Usual(layers []Layer) (usual Layer) {
	for _, l := range layers {
		switch {
		case l.Kind == annotate.Gold:
			return l
		case l.Kind == annotate.Human && l.Claims > usual.Claims:
			usual = l
		}
	}
	return usual
}

// Marks reads what an annotator has marked in a story, or in all where storyID is "", as package coverage wants it.
func Marks(ctx context.Context, p *store.Project, storyID, annotatorID string) (m coverage.Marks, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		m, err = marks(ctx, s, storyID, annotatorID)
		return err
	})
	return m, err
}

func marks(ctx context.Context, s *table.Session, storyID, annotatorID string) (m coverage.Marks, err error) {
	if m.Codebook, err = s.Codebook(); err != nil {
		return m, err
	}
	const from, wanted = " FROM story t CROSS JOIN document d ON d.story_id = t.id", " WHERE ?1 IN ('', t.id)"
	ids, err := table.Texts(s, "SELECT t.id FROM story t"+wanted+" ORDER BY t.name", storyID)
	if err != nil {
		return m, err
	}
	for _, id := range ids {
		documents, err := s.Documents(id)
		if err != nil {
			return m, err
		}
		groups, err := copies(ctx, s, id, documents)
		if err != nil {
			return m, err
		}
		for _, group := range groups {
			for i := range group {
				group[i] += len(m.Documents)
			}
			m.Copies = append(m.Copies, group)
		}
		m.Documents = append(m.Documents, documents...)
	}
	for _, d := range m.Documents { // one by one, as they lie, which is faster than having them sorted
		spans, err := s.Spans(d.ID, annotatorID)
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return m, err
		}
		m.Spans = append(m.Spans, spans...)
	}
	m.Relations, err = table.Collect(s, func(rows *table.Cursor) (annotate.Relation, error) { return table.ScanRelation(rows) },
		"SELECT "+table.RelationColumns+from+" CROSS JOIN span h ON h.document_id = d.id CROSS JOIN relation r ON r.head_span_id = h.id"+
			wanted+" AND h.annotator_id = ?2", storyID, annotatorID)
	if err != nil {
		return m, err
	}
	if m.Entities, err = entitiesOf(s, m.Spans); err != nil {
		return m, err
	}
	m.Words, err = wordsOf(ctx, s, m)
	return m, err
}

// entitiesOf reads the entities of spans, and the themes over them.
func entitiesOf(s *table.Session, spans []annotate.Span) (map[string]annotate.Entity, error) {
	entities := map[string]annotate.Entity{}
	for _, span := range spans {
		for id := span.EntityID; id != ""; id = entities[id].ParentID {
			if _, known := entities[id]; known {
				break
			}
			e, err := s.Entity(id)
			if err != nil {
				return nil, err
			}
			entities[e.ID] = e
		}
	}
	return entities, nil
}

// wordsOf reads the words of the spans that have no entity. Of the articles those are read in which there are any.
func wordsOf(ctx context.Context, s *table.Session, m coverage.Marks) (map[string]string, error) {
	words := map[string]string{}
	var text *textpos.Text
	of := ""
	for _, span := range m.Spans {
		if span.EntityID != "" {
			continue
		}
		if span.DocumentID != of {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			d, err := s.Document(span.DocumentID)
			if err != nil {
				return nil, err
			}
			text, of = textpos.New(d.Text), d.ID
		}
		if err := table.Within([]annotate.Span{span}, text.Len()); err != nil {
			return nil, err
		}
		words[span.ID] = strings.Join(strings.Fields(text.Quote(span.Segments)), " ")
	}
	return words, nil
}

// copies groups the articles of a story, by their places, that are copies of one text. What of it is not kept is found, and not kept either.
func copies(ctx context.Context, s *table.Session, storyID string, documents []annotate.Document) ([][]int, error) {
	pairs, known, err := derived.Copies(s, storyID)
	if err != nil {
		return nil, err
	}
	if known {
		at := map[string]int{}
		for i, d := range documents {
			at[d.ID] = i
		}
		var found []passage.Found
		for _, pair := range pairs {
			found = append(found, passage.Found{A: at[pair[0]], B: at[pair[1]], Copies: true})
		}
		return passage.Copied(len(documents), found), nil
	}
	var articles []passage.Article
	for _, d := range documents {
		if d, err = s.Document(d.ID); err != nil {
			return nil, err
		}
		article, err := derived.Article(s, d)
		if err != nil {
			return nil, err
		}
		articles = append(articles, article)
	}
	return passage.CopiesAmong(ctx, articles)
}
