package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// Name is what something in a project goes by.
type Name struct {
	Kind    string // "story", "document" or "entity"
	ID      string
	Name    string
	Also    []string // the aliases of an entity, the outlet of a document
	LabelID string   // of an entity
	StoryID string   // of a document
	Story   string   // the name of that story
}

// names are what the stories, the documents and the entities go by. No text of a document is read.
const names = `SELECT 'story', id, name, '', '[]', '', '', '' FROM story
	UNION ALL SELECT 'document', d.id, coalesce(nullif(d.title, ''), nullif(d.outlet, ''), nullif(d.source_name, ''), 'Untitled article'), d.outlet, '[]', '', d.story_id, t.name FROM document d JOIN story t ON t.id = d.story_id
	UNION ALL SELECT 'entity', id, name, '', aliases, label_id, '', '' FROM entity`

// Names goes through everything in the project that has a name: stories, documents, entities. It is asked at each key of a search, so
// it reads the file itself and not a copy.
func (p *Project) Names(ctx context.Context) iter.Seq2[Name, error] {
	return func(yield func(Name, error) bool) {
		err := p.Read(ctx, func(s *table.Session) error {
			rows, err := s.Query(names)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var n Name
				var outlet, aliases string
				if err := rows.Scan(&n.Kind, &n.ID, &n.Name, &outlet, &aliases, &n.LabelID, &n.StoryID, &n.Story); err != nil {
					return err
				}
				if outlet != "" {
					n.Also = []string{outlet}
				} else if aliases != "[]" {
					if err := json.Unmarshal([]byte(aliases), &n.Also); err != nil {
						return err
					}
				}
				if !yield(n, nil) {
					return disk.ErrStopped
				}
			}
			return rows.Err()
		})
		if err != nil && err != disk.ErrStopped {
			yield(Name{}, err)
		}
	}
}

// FirstMention is the first span that refers to an entity, one of the annotator before those of others, in the story before
// elsewhere. found is false where there is none; others says whether those of others count.
func (p *Project) FirstMention(ctx context.Context, entityID, annotatorID, storyID string, others bool) (span annotate.Span, found bool, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		var id string
		err := s.Row(`SELECT s.id FROM span s JOIN document d ON d.id = s.document_id JOIN segment g ON g.span_id = s.id AND g.ordinal = 0
			WHERE s.entity_id = ?1 AND (s.annotator_id = ?2 OR ?4) ORDER BY s.annotator_id <> ?2, d.story_id <> ?3, d.story_id, d.position, g.start LIMIT 1`,
			entityID, annotatorID, storyID, others).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			span, err = s.Span(id)
			found = err == nil
		}
		return err
	})
	return span, found, err
}

// Quoted is a span and its words.
type Quoted struct {
	annotate.Span
	Words string
	In    annotate.Document // without its text
}

// QuotedSpans goes through the spans of an annotator in a story with their words, article by article; of long ones it has the
// first most code points.
func (p *Project) QuotedSpans(ctx context.Context, storyID, annotatorID string, most int) iter.Seq2[Quoted, error] {
	return func(yield func(Quoted, error) bool) {
		documents, err := p.Documents(ctx, storyID)
		if err != nil {
			yield(Quoted{}, err)
			return
		}
		for _, d := range documents {
			spans, err := p.Spans(ctx, d.ID, annotatorID)
			if err == nil && len(spans) == 0 {
				continue
			}
			var full annotate.Document
			if err == nil {
				full, err = p.Document(ctx, d.ID)
			}
			if err != nil {
				yield(Quoted{}, err)
				return
			}
			text := textpos.New(full.Text)
			for _, span := range spans {
				if !yield(Quoted{span, text.QuoteStart(span.Segments, most), d}, nil) {
					return
				}
			}
		}
	}
}
