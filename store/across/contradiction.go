package across

import (
	"context"
	"fmt"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/format/form"
	"github.com/parallax-annotation/parallax/annotate/textpos"
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

// SayContradictions says in a sentence each what everybody's claims contradict, in all stories. Where nothing but a common name says that two
// are the same it is silent: those who dispute a claim mention it too, and may have been given its name for that.
func SayContradictions(ctx context.Context, p *store.Project) (sentences []string, err error) {
	type linked struct{ storyID, story, whoID, who string } // who relates claims of a story across its articles
	var all []linked
	err = p.Read(ctx, func(s *table.Session) (err error) {
		all, err = table.Collect(s, func(rows *table.Cursor) (one linked, err error) {
			return one, rows.Scan(&one.storyID, &one.story, &one.whoID, &one.who)
		}, `SELECT DISTINCT t.id, t.name, a.id, a.name FROM relation r JOIN relation_type k ON k.id = r.relation_type_id AND k.scope = 'story'
			JOIN span h ON h.id = r.head_span_id JOIN document d ON d.id = h.document_id JOIN story t ON t.id = d.story_id
			JOIN annotator a ON a.id = r.annotator_id WHERE a.id NOT IN `+table.Proposers+` ORDER BY t.name, t.id, a.name, a.id`)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		found, err := Contradictions(ctx, p, one.storyID, one.whoID)
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			if len(c.Same) == 0 {
				continue
			}
			head, err := quoted(ctx, p, c.Disputes.HeadSpanID)
			if err != nil {
				return nil, err
			}
			tail, err := quoted(ctx, p, c.Disputes.TailSpanID)
			if err != nil {
				return nil, err
			}
			sentences = append(sentences, fmt.Sprintf("story “%s”: a contradiction of %s: %s disputes %s, and both are the same claim%s",
				one.story, one.who, head, tail, c.By()))
		}
	}
	return sentences, nil
}

// mostQuoted is how many characters of a claim are quoted in a sentence about it.
const mostQuoted = 60

// quoted are the first words of a span, with the article where they stand.
func quoted(ctx context.Context, p *store.Project, id string) (string, error) {
	span, err := p.Span(ctx, id)
	if err != nil {
		return "", err
	}
	document, err := p.Document(ctx, span.DocumentID)
	if err != nil {
		return "", err
	}
	words := strings.Join(strings.Fields(textpos.New(document.Text).Quote(span.Segments)), " ")
	return fmt.Sprintf("“%s” (%s)", form.Short(words, mostQuoted), document.Name()), nil
}
