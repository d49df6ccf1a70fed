// Package across tells what the articles of a story have in common: the passages that they share, and which are copies of one text. What
// a passage is says package annotate/align/passage.
//
// It writes nothing. Start with Passages.
package across

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/table"
)

// Shared is what the articles of a story have in common. They are meant by their places among the documents.
type Shared struct {
	Documents []annotate.Document // in the order of the story
	Families  []passage.Family    // the best first
	Copies    [][]int             // groups of articles that are copies of one text
	Languages []string            // in which they are written; articles in different ones were not compared
}

// Passages tells what the articles of a story have in common. progress, which may be nil, hears how many pairs of them were compared.
func Passages(ctx context.Context, p *store.Project, storyID string, progress func(done, total int)) (found Shared, err error) {
	var texts []*passage.Text
	err = p.Read(ctx, func(s *table.Session) error {
		return s.EachDocument(ctx, storyID, func(_ annotate.Story, d annotate.Document) error {
			regions, err := s.Regions(d.ID)
			found.Documents = append(found.Documents, d)
			texts = append(texts, passage.Read(passage.Article{Text: textpos.New(d.Text), Language: d.Language, Regions: regions}))
			return err
		})
	})
	if err != nil {
		return found, err
	}
	pairs, err := passage.Among(ctx, texts, progress)
	found.Families, found.Copies, found.Languages = passage.Families(pairs), passage.Copied(texts), passage.Languages(texts)
	return found, err
}
