package adjudicate

import (
	"context"
	"database/sql"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// Queue is the queue of a review, with what it says of the whole project.
type Queue struct {
	*review.Queue
	Gold    int      // spans in gold
	Marking []string // ids of those who have marked something, but for gold
}

// fewStale is how many articles are made anew each time that the queue is read from a file at rest, rather than to write to it.
const fewStale = 8

// ReadQueue reads the queue of a query. The file keeps it; what is stale of it is made anew, and kept too where the file may be
// written to and is in hand or much is stale. progress, which may be nil, hears how much of that is done.
func ReadQueue(ctx context.Context, p *store.Project, q derived.Query, progress func(done, total int)) (found Queue, err error) {
	if err := renewReviews(ctx, p, q, progress); err != nil {
		return found, err
	}
	err = p.Read(ctx, func(s *table.Session) error {
		found, err = reviewQueue(ctx, s, q)
		return err
	})
	return found, err
}

// renewReviews keeps what is stale. Where the file cannot be written to now, what is read from it is made anew all the same.
func renewReviews(ctx context.Context, p *store.Project, q derived.Query, progress func(done, total int)) error {
	if p.ReadOnly() || q.DocumentID != "" {
		return nil
	}
	var stale []string
	err := p.Read(ctx, func(s *table.Session) (err error) {
		stale, err = derived.ReviewPart.Stale(s)
		return err
	})
	if err == nil && (len(stale) > fewStale || len(stale) > 0 && p.Awake()) {
		err = p.Renew(ctx, derived.ReviewPart, progress)
	}
	if ctx.Err() == nil && err != nil {
		return nil
	}
	return err
}

func reviewQueue(ctx context.Context, s *table.Session, q derived.Query) (found Queue, err error) {
	found.Queue = review.NewQueue()
	others := review.NewQueue() // of the stories that are not asked for
	b := derived.NewBuilder(s)
	rows, err := s.Query(`SELECT d.id, d.story_id, CASE WHEN r.rules = ?1 AND s.document_id IS NULL THEN r.voters END, r.gold, r.items
		FROM story t CROSS JOIN document d ON d.story_id = t.id LEFT JOIN review r ON r.document_id = d.id LEFT JOIN review_stale s ON s.document_id = d.id
		WHERE ?2 IN ('', d.id) ORDER BY t.name, d.position, d.id`, review.Rules, q.DocumentID)
	if err != nil {
		return found, err
	}
	defer rows.Close()
	there := false
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		var id, story string
		var voters, gold sql.NullInt64
		var items []byte
		if err := rows.Scan(&id, &story, &voters, &gold, &items); err != nil {
			return found, err
		}
		there = true
		into := found.Queue
		if q.StoryID != "" && q.StoryID != story {
			into = others
		}
		if !voters.Valid || into.AddKept(id, voters.Int64 > 0, items) != nil { // what cannot be read is made anew, and check says it
			r, err := b.Document(id)
			if err != nil {
				return found, err
			}
			into.Add(id, r.Voters > 0, r.Entries())
			gold.Int64 = int64(r.Golden)
		}
		found.Gold += int(gold.Int64)
	}
	if err := rows.Err(); err != nil {
		return found, err
	}
	if q.DocumentID != "" && !there {
		return found, annotate.NotFoundf("there is no article %s", q.DocumentID)
	}
	found.Marking = slices.Compact(slices.Sorted(slices.Values(slices.Concat(found.Annotators(), others.Annotators()))))
	found.Arrange(q.Filter(), q.Order)
	return found, nil
}
