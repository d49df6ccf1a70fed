// Package across tells what the articles of a story have in common: the passages that they share, and which are copies of one text. What
// a passage is says package annotate/align/passage; what of it the file keeps, package derived.
//
// It shows nothing. Start with Passages.
package across

import (
	"context"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// Shared is what the articles of a story have in common. They are meant by their places among the documents.
type Shared struct {
	Documents []annotate.Document // in the order of the story, with their texts
	Families  []passage.Family    // the best first
	Copies    [][]int             // groups of articles that are copies of one text
	Languages []string            // in which they are written; articles in different ones were not compared
}

// Passages tells what the articles of a story have in common. The file keeps it; what is stale of it is found anew, and kept too where
// the file may be written to and is in hand or much is stale. progress, which may be nil, hears how much of that is done.
func Passages(ctx context.Context, p *store.Project, storyID string, progress func(done, total int)) (shared Shared, err error) {
	if err := p.Freshen(ctx, derived.AlignmentPart(storyID), progress); err != nil {
		return shared, err
	}
	var found []passage.Found
	err = p.Read(ctx, func(s *table.Session) error {
		err := s.EachDocument(ctx, storyID, func(_ annotate.Story, d annotate.Document) error {
			shared.Documents = append(shared.Documents, d)
			return nil
		})
		if err == nil {
			found, err = pairs(ctx, s, storyID, shared.Documents, progress)
		}
		return err
	})
	var tags []string
	for _, d := range shared.Documents {
		tags = append(tags, d.Language)
	}
	shared.Families, shared.Copies, shared.Languages = passage.Families(found), passage.Copied(len(shared.Documents), found), passage.Languages(tags)
	return shared, err
}

// pairs are what each two articles of a story share: what is kept, and what has to be found.
func pairs(ctx context.Context, s *table.Session, storyID string, documents []annotate.Document, progress func(done, total int)) ([]passage.Found, error) {
	compared, kept, err := derived.Alignments(s, storyID)
	if err != nil {
		return nil, err
	}
	var all, missing []passage.Found
	needed := make([]bool, len(documents))
	for i, d := range documents {
		for j := i + 1; j < len(documents); j++ {
			first, second := i, j
			if documents[j].ID < d.ID {
				first, second = j, i
			}
			a, b := documents[first].ID, documents[second].ID
			if compared[a] && compared[b] {
				f := kept[[2]string{a, b}]
				f.A, f.B = first, second
				all = append(all, f)
				continue
			}
			needed[i], needed[j] = true, true
			missing = append(missing, passage.Found{A: first, B: second})
		}
	}
	texts, err := read(ctx, s, documents, needed)
	if err != nil {
		return nil, err
	}
	if err := passage.Fill(ctx, texts, missing, progress); err != nil {
		return nil, err
	}
	return append(all, missing...), nil
}

// read reads the articles that are needed for comparison.
func read(ctx context.Context, s *table.Session, documents []annotate.Document, needed []bool) ([]*passage.Text, error) {
	var places []int
	var articles []passage.Article
	for i, d := range documents {
		if !needed[i] {
			continue
		}
		a, err := derived.Article(s, d)
		if err != nil {
			return nil, err
		}
		places, articles = append(places, i), append(articles, a)
	}
	fresh, err := passage.ReadAll(ctx, articles)
	texts := make([]*passage.Text, len(documents))
	for n, i := range places {
		texts[i] = fresh[n]
	}
	return texts, err
}
