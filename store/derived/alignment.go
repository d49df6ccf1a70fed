package derived

import (
	"context"
	"errors"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
	"github.com/parallax-annotation/parallax/store/table"
)

// alignmentFollower throws away what is kept of what an article shares, where an act changed something by which it is compared.
type alignmentFollower struct{ changed map[string]bool }

func (f *alignmentFollower) touch(e table.Edit) error {
	switch e.Kind {
	case table.RegionKind:
		f.changed[e.Id] = true
	case table.DocumentKind:
		differs := func(column string) bool { return e.Kind.Cell(*e.Before, column) != e.Kind.Cell(*e.After, column) }
		if e.Before != nil && (e.After == nil || slices.ContainsFunc([]string{"story_id", "language", "text_sha256"}, differs)) {
			f.changed[e.Id] = true
		}
	}
	return nil
}

func (f *alignmentFollower) landed() {}

func (f *alignmentFollower) settle(act *Act) error {
	for _, id := range table.SortedKeys(f.changed) {
		if err := forgetAlignment(act.Session, id); err != nil {
			return err
		}
	}
	return nil
}

// forgetAlignment throws away what is kept of what an article shares.
func forgetAlignment(s *table.Session, id string) error {
	return errors.Join(s.Exec("DELETE FROM aligned WHERE document_id = ?", id),
		s.Exec("DELETE FROM alignment WHERE a = ?", id), s.Exec("DELETE FROM alignment WHERE b = ?", id))
}

// mostAligned is how many articles a story has whose passages are kept: their number grows with the square. A larger one is a collection
// and not one event; what its articles share is found when it is asked for.
const mostAligned = 300

// AlignmentPart is what the articles of a story share, or those of each story where storyID is "", as the file keeps it.
func AlignmentPart(storyID string) Part {
	return Part{
		Name: "what articles share",
		Forget: func(s *table.Session) error {
			return errors.Join(s.Exec("DELETE FROM aligned"), s.Exec("DELETE FROM alignment"))
		},
		Stale: func(s *table.Session) ([]string, error) {
			return table.Texts(s, `SELECT d.id FROM story t CROSS JOIN document d ON d.story_id = t.id
				WHERE ?2 IN ('', t.id) AND NOT EXISTS (SELECT 1 FROM aligned WHERE document_id = d.id AND rules = ?1)
				AND (SELECT count(*) FROM document WHERE story_id = t.id) <= ?3 ORDER BY t.name, d.position, d.id`, passage.Rules, storyID, mostAligned)
		},
		Renew: func(s *table.Session, documents []string) error {
			k := newAligner(s)
			for _, id := range documents {
				if err := k.keep(id); err != nil {
					return err
				}
			}
			return nil
		},
		Batch: 16,
		check: checkAlignments,
	}
}

// Alignments returns what is kept of what the articles of a story share, by their ids, and which of them were compared with all others of these.
func Alignments(s *table.Session, storyID string) (compared map[string]bool, kept map[[2]string]passage.Found, err error) {
	compared, kept = map[string]bool{}, map[[2]string]passage.Found{}
	ids, err := table.Texts(s, "SELECT a.document_id FROM document d JOIN aligned a ON a.document_id = d.id WHERE d.story_id = ? AND a.rules = ?", storyID, passage.Rules)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range ids {
		compared[id] = true
	}
	rows, err := s.Query("SELECT l.a, l.b, l.copies, l.pairs FROM document d JOIN alignment l ON l.a = d.id WHERE d.story_id = ?", storyID)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var a, b, pairs string
		var found passage.Found
		if err := rows.Scan(&a, &b, &found.Copies, &pairs); err != nil {
			return nil, nil, err
		}
		if found.Pairs, err = passage.Decode(pairs); err != nil { // it is found anew, and check says it
			delete(compared, a)
			continue
		}
		kept[[2]string{a, b}] = found
	}
	return compared, kept, rows.Err()
}

// Copies returns the pairs of articles of a story, by their ids, that are copies of one text. It is not known where not all were compared.
func Copies(s *table.Session, storyID string) (pairs [][2]string, known bool, err error) {
	err = s.Row(`SELECT NOT EXISTS (SELECT 1 FROM document d WHERE d.story_id = ? AND NOT EXISTS (SELECT 1 FROM aligned WHERE document_id = d.id AND rules = ?))`,
		storyID, passage.Rules).Scan(&known)
	if err != nil || !known {
		return nil, false, err
	}
	pairs, err = table.Collect(s, func(rows *table.Cursor) (pair [2]string, err error) { return pair, rows.Scan(&pair[0], &pair[1]) },
		"SELECT l.a, l.b FROM document d JOIN alignment l ON l.a = d.id WHERE d.story_id = ? AND l.copies", storyID)
	return pairs, true, err
}

// aligner compares articles and keeps what they share.
type aligner struct {
	*table.Session
	texts map[string]*passage.Text
}

// manyTexts is how many articles are held at once for being compared; those of a story lie side by side.
const manyTexts = 2 * mostAligned

func newAligner(s *table.Session) *aligner {
	return &aligner{s, map[string]*passage.Text{}}
}

// read reads articles, those that are not at hand.
func (k *aligner) read(ids []string) ([]*passage.Text, error) {
	if len(k.texts)+len(ids) > manyTexts {
		clear(k.texts)
	}
	var missing []string
	var articles []passage.Article
	for _, id := range ids {
		if k.texts[id] != nil {
			continue
		}
		d, err := k.Document(id)
		if err != nil {
			return nil, err
		}
		a, err := Article(k.Session, d)
		if err != nil {
			return nil, err
		}
		missing, articles = append(missing, id), append(articles, a)
	}
	fresh, err := passage.ReadAll(context.Background(), articles)
	for i, id := range missing {
		k.texts[id] = fresh[i]
	}
	texts := make([]*passage.Text, len(ids))
	for i, id := range ids {
		texts[i] = k.texts[id]
	}
	return texts, err
}

// Article is what is looked at of an article, whose text is there, for comparison.
func Article(s *table.Session, d annotate.Document) (passage.Article, error) {
	regions, err := s.Regions(d.ID)
	return passage.Article{Text: textpos.New(d.Text), Language: d.Language, Regions: regions}, err
}

// keep compares an article with those of its story that were compared before. One that is gone leaves nothing.
func (k *aligner) keep(id string) error {
	if err := forgetAlignment(k.Session, id); err != nil {
		return err
	}
	others, err := k.compared(id)
	if err != nil {
		return err
	}
	var there bool
	if err := k.Row("SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)", id).Scan(&there); err != nil || !there {
		return err
	}
	found, err := k.compare(id, others)
	if err != nil {
		return err
	}
	for i, f := range found {
		a, b := min(id, others[i]), max(id, others[i])
		if !f.Shares() {
			continue
		}
		pairs, err := passage.Encode(f.Pairs)
		if err != nil {
			return err
		}
		if err := k.Exec("INSERT INTO alignment (a, b, copies, pairs) VALUES (?, ?, ?, ?)", a, b, f.Copies, pairs); err != nil {
			return err
		}
	}
	return k.Exec("INSERT INTO aligned (document_id, rules) VALUES (?, ?)", id, passage.Rules)
}

// compared lists the articles of the story of one that were compared with each other, without it.
func (k *aligner) compared(id string) ([]string, error) {
	return table.Texts(k.Session, `SELECT d.id FROM document own JOIN document d ON d.story_id = own.story_id JOIN aligned a ON a.document_id = d.id
		WHERE own.id = ?1 AND d.id <> ?1 AND a.rules = ?2 ORDER BY d.id`, id, passage.Rules)
}

// compare finds what an article shares with each of others; a is the one whose id comes first.
func (k *aligner) compare(id string, others []string) ([]passage.Found, error) {
	texts, err := k.read(append(slices.Clone(others), id))
	if err != nil {
		return nil, err
	}
	found, own := make([]passage.Found, len(others)), len(others)
	for i, other := range others {
		if found[i] = (passage.Found{A: own, B: i}); other < id {
			found[i] = passage.Found{A: i, B: own}
		}
	}
	return found, passage.Fill(context.Background(), texts, found, nil)
}
