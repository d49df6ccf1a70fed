package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"

	"github.com/parallax-annotation/parallax/annotate"
)

// reviewCache is the queue of a review, document by document, as far as it has been asked for. Each act drops the
// documents that it touched.
type reviewCache struct {
	mu      sync.Mutex
	version int64 // DataVersion at which it was filled
	epoch   int64 // counts what was dropped: what was read before is not kept after
	entries map[string]*cachedReview
	order   []string       // all documents in the order of an export; nil where it is not known
	place   map[string]int // of each in order
	stories map[string]string
}

// cachedReview is the queue of one document.
type cachedReview struct {
	entries []ReviewEntry
	linked  []string // documents whose gold the relations of this one depend on
	voters  int
}

// touchedReviews is what an act touched, as far as reviews depend on it.
type touchedReviews struct {
	documents map[string]bool
	order     bool // documents came, went or moved
	all       bool
}

// touch notes what a change means for reviews.
func (tx *Tx) touch(k *kind, before, after *row) error {
	if tx.reviews.documents == nil {
		tx.reviews.documents = map[string]bool{}
	}
	for _, r := range []*row{before, after} {
		if r == nil {
			continue
		}
		switch k {
		case spanKind, decisionKind:
			tx.reviews.documents[r.values[1].(string)] = true
		case progressKind:
			tx.reviews.documents[r.values[0].(string)] = true
		case documentKind:
			tx.reviews.documents[r.values[0].(string)] = true
			tx.reviews.order = true
		case storyKind:
			tx.reviews.order = true
		case relationTypeKind:
			tx.reviews.all = true
		case entityKind:
			tx.reviews.all = tx.reviews.all || before != nil // a new one is nobody's yet
		case relationKind:
			ends, err := texts(tx.session, "SELECT document_id FROM span WHERE id IN (?, ?)", r.values[3], r.values[4])
			if err != nil {
				return err
			}
			for _, id := range ends {
				tx.reviews.documents[id] = true
			}
		}
	}
	return nil
}

// reopenGold takes from documents that gold was done with that state where an act brought something new to decide.
func (tx *Tx) reopenGold() error {
	if tx.settled || tx.act.Kind != ActDo || len(tx.reviews.documents) == 0 {
		return nil
	}
	gold, there, err := tx.session.annotator(annotate.GoldLayer)
	if err != nil || !there {
		return err
	}
	b := newReviewBuilder(tx.session)
	for _, id := range sortedKeys(tx.reviews.documents) {
		var state annotate.State
		err := tx.row("SELECT state FROM progress WHERE document_id = ? AND annotator_id = ?", id, gold.ID).Scan(&state)
		if errors.Is(err, sql.ErrNoRows) || err == nil && state != annotate.Done {
			continue
		}
		if err != nil {
			return err
		}
		r, err := b.document(id)
		if err != nil {
			return err
		}
		if r.open() > 0 {
			if err := tx.SetProgressOf(id, gold.ID, annotate.Doing); err != nil {
				return err
			}
		}
	}
	return nil
}

func sortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// drop forgets what an act touched.
func (c *reviewCache) drop(t touchedReviews) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	if t.order {
		c.order = nil
	}
	if t.all {
		c.entries = nil
	}
	if len(t.documents) == 0 {
		return
	}
	for id, cached := range c.entries {
		if t.documents[id] || slices.ContainsFunc(cached.linked, func(other string) bool { return t.documents[other] }) {
			delete(c.entries, id)
		}
	}
}

// reviewOrder returns the documents of a story, or all, in the order of an export.
func (p *Project) reviewOrder(ctx context.Context, storyID string) (documents []string, place map[string]int, err error) {
	version, err := p.DataVersion(ctx)
	if err != nil {
		return nil, nil, err
	}
	c := &p.reviews
	c.mu.Lock()
	if c.version != version {
		c.version, c.entries, c.order = version, nil, nil
		c.epoch++
	}
	order, place, stories, epoch := c.order, c.place, c.stories, c.epoch
	c.mu.Unlock()
	if order == nil {
		order, place, stories = []string{}, map[string]int{}, map[string]string{}
		err := p.readLong(ctx, func(s *session) error {
			rows, err := s.query("SELECT d.id, d.story_id"+inExportOrder, "")
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var id, story string
				if err := rows.Scan(&id, &story); err != nil {
					return err
				}
				place[id], stories[id] = len(order), story
				order = append(order, id)
			}
			return rows.Err()
		})
		if err != nil {
			return nil, nil, err
		}
		c.mu.Lock()
		if c.epoch == epoch {
			c.order, c.place, c.stories = order, place, stories
		}
		c.mu.Unlock()
	}
	if storyID == "" {
		return order, place, nil
	}
	for _, id := range order {
		if stories[id] == storyID {
			documents = append(documents, id)
		}
	}
	return documents, place, nil
}

// fillBatch is how many documents are read in one go.
const fillBatch = 64

// reviewsOf returns the queues of documents, and remembers them. progress, which may be nil, hears how many are there.
func (p *Project) reviewsOf(ctx context.Context, documents []string, progress func(done, total int)) ([]*cachedReview, error) {
	found := make([]*cachedReview, len(documents))
	for first := 0; first < len(documents); {
		var missing []int
		c := &p.reviews
		c.mu.Lock()
		epoch, next := c.epoch, first
		for ; next < len(documents) && len(missing) < fillBatch; next++ {
			if found[next] = c.entries[documents[next]]; found[next] == nil {
				missing = append(missing, next)
			}
		}
		c.mu.Unlock()
		first = next
		if len(missing) > 0 {
			if err := p.buildReviews(ctx, documents, missing, found); err != nil {
				return nil, err
			}
			c.mu.Lock()
			if c.entries == nil {
				c.entries = map[string]*cachedReview{}
			}
			for _, i := range missing {
				if c.epoch == epoch {
					c.entries[documents[i]] = found[i]
				}
			}
			c.mu.Unlock()
		}
		if progress != nil {
			progress(first, len(documents))
		}
	}
	return found, nil
}

// buildReviews reads the queues at the places that are missing.
func (p *Project) buildReviews(ctx context.Context, documents []string, missing []int, into []*cachedReview) error {
	return p.read(ctx, func(s *session) error {
		b := newReviewBuilder(s)
		for _, i := range missing {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := b.document(documents[i])
			if err != nil {
				return err
			}
			cached := &cachedReview{linked: r.linked, voters: r.voters, entries: make([]ReviewEntry, len(r.items))}
			for k, item := range r.items {
				cached.entries[k] = item.Entry()
			}
			into[i] = cached
		}
		return nil
	})
}
