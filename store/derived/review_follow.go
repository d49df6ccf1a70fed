package derived

import (
	"bytes"
	"database/sql"
	"errors"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store/table"
)

// goldFollower takes from documents that gold was done with that state where an act brought something new to decide.
type goldFollower struct{}

func (goldFollower) touch(table.Edit) error { return nil }

func (goldFollower) landed() {}

func (goldFollower) settle(act *Act) error {
	if act.Settled || len(act.Touched) == 0 {
		return nil
	}
	gold, there, err := act.Session.Annotator(annotate.GoldLayer)
	if err != nil || !there {
		return err
	}
	b := NewBuilder(act.Session)
	for _, id := range table.SortedKeys(act.Touched) {
		var state annotate.State
		err := act.Row("SELECT state FROM progress WHERE document_id = ? AND annotator_id = ?", id, gold.ID).Scan(&state)
		if errors.Is(err, sql.ErrNoRows) || err == nil && state != annotate.Done {
			continue
		}
		if err != nil {
			return err
		}
		r, err := b.Document(id)
		if err != nil {
			return err
		}
		if r.Open() > 0 {
			if err := act.setState(id, gold.ID, annotate.Doing); err != nil {
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

func (f *reviewFollower) touch(e table.Edit) error {
	if e.Before == nil || e.Kind == table.EntityKind && e.After == nil {
		return nil // nobody refers to it yet, or any more
	}
	differs := func(columns ...string) bool {
		return e.After == nil || slices.ContainsFunc(columns, func(c string) bool { return e.Kind.Cell(*e.Before, c) != e.Kind.Cell(*e.After, c) })
	}
	switch e.Kind {
	case table.EntityKind:
		if f.entities == nil {
			f.entities = map[string]bool{}
		}
		f.entities[e.Id] = true
	case table.LabelKind, table.AnnotatorKind:
		f.all = f.all || differs("name")
	case table.RelationTypeKind:
		f.all = f.all || differs("head_label", "tail_label", "symmetric")
	}
	return nil
}

func (f *reviewFollower) landed() {}

func (f *reviewFollower) settle(act *Act) error {
	if f.all {
		return act.Exec("INSERT OR IGNORE INTO review_stale SELECT document_id FROM review")
	}
	for _, id := range table.SortedKeys(f.entities) {
		if err := act.Exec("INSERT OR IGNORE INTO review_stale SELECT document_id FROM review WHERE document_id IN (SELECT document_id FROM span WHERE entity_id = ?)", id); err != nil {
			return err
		}
	}
	documents := table.SortedKeys(act.Touched)
	for _, id := range documents {
		if err := markStale(act.Session, id); err != nil {
			return err
		}
	}
	k := reviewKeeper{NewBuilder(act.Session)}
	for _, id := range documents {
		if touched, kept := act.kept[id]; kept && touched == act.Touched[id] && len(f.entities) == 0 {
			if err := act.Exec("DELETE FROM review_stale WHERE document_id = ?", id); err != nil {
				return err
			}
			continue
		}
		if act.Touched[id] < manyChanges {
			continue
		}
		var spans int
		if err := act.Row("SELECT count(*) FROM span WHERE document_id = ?", id).Scan(&spans); err != nil {
			return err
		}
		if spans <= act.Touched[id]*worthRenewing {
			if err := k.keep(id); err != nil {
				return err
			}
		}
	}
	return nil
}

// markStale marks what the queue has of a document, and of those that lead to it. Mostly there is nothing to mark, because the act
// before did it, and to see that takes a tenth of the time.
func markStale(s *table.Session, id string) error {
	marks, err := table.Texts(s, `SELECT document_id FROM (SELECT document_id FROM review WHERE document_id = ?1
		UNION ALL SELECT document_id FROM review_link WHERE other = ?1) AS kept
		WHERE NOT EXISTS (SELECT 1 FROM review_stale WHERE document_id = kept.document_id)`, id)
	for _, document := range marks {
		if err == nil {
			err = s.Exec("INSERT OR IGNORE INTO review_stale (document_id) VALUES (?)", document)
		}
	}
	return err
}

// A document is made anew in the act where so many of its rows were changed, and its spans are no more than so many for each.
const (
	manyChanges   = 16
	worthRenewing = 4
)

// ReviewPart is the queue of a review as the file keeps it.
var ReviewPart = Part{
	Name: "the list of a review",
	Forget: func(s *table.Session) error {
		for _, of := range []string{"review", "review_link", "review_stale"} {
			if err := s.Exec("DELETE FROM " + of); err != nil {
				return err
			}
		}
		return nil
	},
	Stale: func(s *table.Session) ([]string, error) {
		return table.Texts(s, `SELECT d.id FROM story t CROSS JOIN document d ON d.story_id = t.id
			WHERE d.id NOT IN (SELECT r.document_id`+freshReviews+`) ORDER BY t.name, d.position, d.id`, review.Rules)
	},
	Renew: func(s *table.Session, documents []string) error {
		k := reviewKeeper{NewBuilder(s)}
		for _, id := range documents {
			if err := k.keep(id); err != nil {
				return err
			}
		}
		return nil
	},
	Batch: 16,
	check: checkReviews,
}

// freshReviews are the rows of the queue that hold, of the rules ?1.
const freshReviews = ` FROM review r WHERE r.rules = ?1 AND NOT EXISTS (SELECT 1 FROM review_stale WHERE document_id = r.document_id)`

// reviewKeeper writes what a builder builds.
type reviewKeeper struct{ *Builder }

// keep writes the review of a document as it is now. One that is gone leaves nothing.
func (k reviewKeeper) keep(documentID string) error {
	for _, of := range []string{"review_link", "review_stale"} {
		if err := k.Exec("DELETE FROM "+of+" WHERE document_id = ?", documentID); err != nil {
			return err
		}
	}
	var there bool
	if err := k.Row("SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)", documentID).Scan(&there); err != nil {
		return err
	}
	if !there {
		return k.Exec("DELETE FROM review WHERE document_id = ?", documentID)
	}
	r, err := k.Document(documentID)
	if err != nil {
		return err
	}
	return writeReview(k.Session, r)
}

// writeReview writes a review in place of what is kept of its document but for what that leads to, which is gone already.
func writeReview(s *table.Session, r *Review) error {
	for _, other := range r.Linked {
		if err := s.Exec("INSERT INTO review_link (other, document_id) VALUES (?, ?)", other, r.DocumentID); err != nil {
			return err
		}
	}
	return s.Exec("INSERT OR REPLACE INTO review (document_id, rules, voters, gold, items) VALUES (?, ?, ?, ?, ?)",
		r.DocumentID, review.Rules, r.Voters, r.Golden, review.Encode(r.Entries()))
}

// KeepReview keeps the review of a document as the act leaves it, which whoever acts has made anyway, so that it is not made once more.
// It counts as long as the act changes nothing of the document after this. To what its relations lead the act may only change how far
// gold is with it.
func (act *Act) KeepReview(r *Review) error {
	if err := act.Exec("DELETE FROM review_link WHERE document_id = ?", r.DocumentID); err != nil {
		return err
	}
	act.kept[r.DocumentID] = act.Touched[r.DocumentID]
	return writeReview(act.Session, r)
}

// ForgetReviews no longer counts on what the act kept, as after a part of it was taken back.
func (act *Act) ForgetReviews() { clear(act.kept) }

// Entries are the items as a queue holds them.
func (r *Review) Entries() []review.Entry {
	entries := make([]review.Entry, len(r.Items))
	for i, item := range r.Items {
		entries[i] = item.Entry()
	}
	return entries
}

// reviews compares the kept queue with what it would be if it were made anew. What is stale says nothing.
func checkReviews(c *Comparison) error {
	b := NewBuilder(c.Session)
	rows, err := c.Query("SELECT r.document_id, r.voters, r.gold, r.items"+freshReviews+" AND r.document_id > ?2 AND (?3 = '' OR r.document_id <= ?3)", review.Rules, c.After, c.UpTo)
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
		if err := checkReview(c, b, id, voters, gold, items); err != nil {
			return err
		}
		if err := c.Step(); err != nil {
			return err
		}
	}
	return rows.Err()
}

func checkReview(c *Comparison, b *Builder, id string, voters, gold int, items []byte) error {
	linked, err := table.Texts(c.Session, "SELECT other FROM review_link WHERE document_id = ? ORDER BY other", id)
	if err != nil {
		return err
	}
	document, err := c.Load(table.DocumentKind, id, false)
	if err != nil {
		return err
	}
	if document == nil {
		c.Add("derived", id, "the list of a review has the article %s, which is not there: “parallax check --renew” makes it anew", id)
		return nil
	}
	r, err := b.Document(id)
	if err != nil {
		return err
	}
	slices.Sort(r.Linked)
	if voters != r.Voters || gold != r.Golden || !slices.Equal(linked, r.Linked) || !bytes.Equal(items, review.Encode(r.Entries())) {
		c.Add("derived", id, "the list of a review is not what the annotations of the article %s make it: “parallax check --renew” makes it anew", id)
	}
	return nil
}
