package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"errors"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
)

// goldFollower takes from documents that gold was done with that state where an act brought something new to decide.
type goldFollower struct{}

func (goldFollower) touch(*Tx, edit) error { return nil }

func (goldFollower) landed(*Project) {}

func (goldFollower) settle(tx *Tx) error {
	if tx.settled || tx.act.Kind != ActDo || len(tx.touched) == 0 {
		return nil
	}
	gold, there, err := tx.session.annotator(annotate.GoldLayer)
	if err != nil || !there {
		return err
	}
	b := newReviewBuilder(tx.session)
	for _, id := range sortedKeys(tx.touched) {
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

// reviewFollower keeps the queue of a review up to date: what an act changed of a document is marked as stale or, where most of the
// document is new and the act costs far more anyway, made anew in the act. Stale is also what refers to an entity that changed.
type reviewFollower struct {
	entities map[string]bool
	all      bool // what the items of all documents go by has changed
}

func (f *reviewFollower) touch(_ *Tx, e edit) error {
	if e.before == nil || e.kind == entityKind && e.after == nil {
		return nil // nobody refers to it yet, or any more
	}
	differs := func(columns ...string) bool {
		return e.after == nil || slices.ContainsFunc(columns, func(c string) bool { return e.kind.cell(*e.before, c) != e.kind.cell(*e.after, c) })
	}
	switch e.kind {
	case entityKind:
		if f.entities == nil {
			f.entities = map[string]bool{}
		}
		f.entities[e.id] = true
	case labelKind, annotatorKind:
		f.all = f.all || differs("name")
	case relationTypeKind:
		f.all = f.all || differs("head_label", "tail_label", "symmetric")
	}
	return nil
}

func (f *reviewFollower) landed(*Project) {}

func (f *reviewFollower) settle(tx *Tx) error {
	if f.all {
		return tx.exec("INSERT OR IGNORE INTO review_stale SELECT document_id FROM review")
	}
	for _, id := range sortedKeys(f.entities) {
		if err := tx.exec("INSERT OR IGNORE INTO review_stale SELECT document_id FROM review WHERE document_id IN (SELECT document_id FROM span WHERE entity_id = ?)", id); err != nil {
			return err
		}
	}
	documents := sortedKeys(tx.touched)
	for _, id := range documents {
		err := tx.exec(`INSERT OR IGNORE INTO review_stale SELECT document_id FROM review WHERE document_id = ?1
			UNION SELECT document_id FROM review_link WHERE other = ?1`, id)
		if err != nil {
			return err
		}
	}
	k := reviewKeeper{newReviewBuilder(tx.session)}
	for _, id := range documents {
		if tx.touched[id] < manyChanges {
			continue
		}
		var spans int
		if err := tx.row("SELECT count(*) FROM span WHERE document_id = ?", id).Scan(&spans); err != nil {
			return err
		}
		if spans <= tx.touched[id]*worthRenewing {
			if err := k.keep(id); err != nil {
				return err
			}
		}
	}
	return nil
}

// A document is made anew in the act where so many of its rows were changed, and its spans are no more than so many for each.
const (
	manyChanges   = 16
	worthRenewing = 4
)

// reviewPart is the queue of a review as the file keeps it.
var reviewPart = keptPart{
	name: "the list of a review",
	forget: func(s *session) error {
		return cmp.Or(s.exec("DELETE FROM review"), s.exec("DELETE FROM review_link"), s.exec("DELETE FROM review_stale"))
	},
	stale: func(s *session) ([]string, error) {
		return texts(s, `SELECT d.id FROM story t CROSS JOIN document d ON d.story_id = t.id
			WHERE d.id NOT IN (SELECT r.document_id`+freshReviews+`) ORDER BY t.name, d.position, d.id`, review.Rules)
	},
	renew: func(s *session, documents []string) error {
		k := reviewKeeper{newReviewBuilder(s)}
		for _, id := range documents {
			if err := k.keep(id); err != nil {
				return err
			}
		}
		return nil
	},
	check: (*checker).reviews,
}

// freshReviews are the rows of the queue that hold, of the rules ?1.
const freshReviews = ` FROM review r WHERE r.rules = ?1 AND NOT EXISTS (SELECT 1 FROM review_stale WHERE document_id = r.document_id)`

// reviewKeeper writes what a builder builds.
type reviewKeeper struct{ *reviewBuilder }

// keep writes the review of a document as it is now. One that is gone leaves nothing.
func (k reviewKeeper) keep(documentID string) error {
	err := cmp.Or(k.exec("DELETE FROM review_link WHERE document_id = ?", documentID), k.exec("DELETE FROM review_stale WHERE document_id = ?", documentID))
	if err != nil {
		return err
	}
	var there bool
	if err := k.row("SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)", documentID).Scan(&there); err != nil {
		return err
	}
	if !there {
		return k.exec("DELETE FROM review WHERE document_id = ?", documentID)
	}
	r, err := k.document(documentID)
	if err != nil {
		return err
	}
	for _, other := range r.linked {
		if err := k.exec("INSERT INTO review_link (other, document_id) VALUES (?, ?)", other, documentID); err != nil {
			return err
		}
	}
	return k.exec("INSERT OR REPLACE INTO review (document_id, rules, voters, gold, items) VALUES (?, ?, ?, ?, ?)",
		documentID, review.Rules, r.voters, r.golden, review.Encode(r.entries()))
}

// entries are the items as a queue holds them.
func (r *documentReview) entries() []review.Entry {
	entries := make([]review.Entry, len(r.items))
	for i, item := range r.items {
		entries[i] = item.Entry()
	}
	return entries
}

// reviews compares the kept queue with what it would be if it were made anew. What is stale says nothing.
func (c *checker) reviews(after, upTo string) error {
	b := newReviewBuilder(c.session)
	rows, err := c.query("SELECT r.document_id, r.voters, r.gold, r.items"+freshReviews+" AND r.document_id > ?2 AND (?3 = '' OR r.document_id <= ?3)", review.Rules, after, upTo)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var voters, gold int
		var items []byte
		if err := rows.Scan(&id, &voters, &gold, &items); err != nil {
			return err
		}
		if err := c.review(b, id, voters, gold, items); err != nil {
			return err
		}
		if err := c.step(); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (c *checker) review(b *reviewBuilder, id string, voters, gold int, items []byte) error {
	linked, err := texts(c.session, "SELECT other FROM review_link WHERE document_id = ? ORDER BY other", id)
	if err != nil {
		return err
	}
	document, err := c.load(documentKind, id, false)
	if err != nil {
		return err
	}
	if document == nil {
		c.add("derived", id, "the list of a review has the article %s, which is not there: “parallax check --renew” makes it anew", id)
		return nil
	}
	r, err := b.document(id)
	if err != nil {
		return err
	}
	slices.Sort(r.linked)
	if voters != r.voters || gold != r.golden || !slices.Equal(linked, r.linked) || !bytes.Equal(items, review.Encode(r.entries())) {
		c.add("derived", id, "the list of a review is not what the annotations of the article %s make it: “parallax check --renew” makes it anew", id)
	}
	return nil
}
