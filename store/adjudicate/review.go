package adjudicate

import (
	"context"

	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// Items returns the items of a query whole, in the order of the articles and their texts. Those of one document
// are read in milliseconds; a whole project is better asked for with ReviewQueue.
func Items(ctx context.Context, p *store.Project, q derived.Query) (items []derived.Item, err error) {
	filter := q.Filter()
	err = p.Read(ctx, func(s *table.Session) error {
		documents := []string{q.DocumentID}
		if q.DocumentID == "" {
			if documents, err = derived.DocumentOrder(s, q.StoryID); err != nil {
				return err
			}
		}
		b := derived.NewBuilder(s)
		for _, id := range documents {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := b.Document(id)
			if err != nil {
				return err
			}
			for _, item := range r.Items {
				if e := item.Entry(); filter.Admits(&e) {
					items = append(items, item)
				}
			}
		}
		return nil
	})
	return items, err
}

// Item returns one item of a document as it is now; ErrNotFound where its candidates have changed.
func Item(ctx context.Context, p *store.Project, documentID, itemID string) (item derived.Item, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		r, err := derived.NewBuilder(s).Document(documentID)
		if err == nil {
			item, err = r.Item(itemID)
		}
		return err
	})
	return item, err
}

// Reasons lists the reasons that reviewers of the project gave, the most frequent first.
func Reasons(ctx context.Context, p *store.Project) (reasons []string, err error) {
	err = p.Read(ctx, func(s *table.Session) error {
		reasons, err = table.Texts(s, "SELECT reason FROM decision WHERE reason <> '' GROUP BY reason ORDER BY count(*) DESC, reason")
		return err
	})
	return reasons, err
}
