package derived

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/store/table"
)

// checkAlignments compares what is kept of what articles share with what they do. Of those that were not compared it says nothing.
func checkAlignments(c *Comparison) error {
	ids, err := table.Texts(c.Session, "SELECT document_id FROM aligned WHERE rules = ?1 AND document_id > ?2 AND (?3 = '' OR document_id <= ?3) ORDER BY document_id",
		passage.Rules, c.After, c.UpTo)
	if err != nil {
		return err
	}
	k := newAligner(c.Session)
	for _, id := range ids {
		sound, err := k.sound(id)
		if err != nil {
			return err
		}
		if !sound {
			c.Add("derived", id, "what is kept of what the article %s shares with others is not what they share: “parallax check --renew” makes it anew", id)
		}
	}
	return nil
}

// sound says whether what is kept of an article and those whose ids come later is what they share.
func (k *aligner) sound(id string) (bool, error) {
	var there bool
	if err := k.Row("SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)", id).Scan(&there); err != nil || !there {
		return false, err
	}
	others, err := k.compared(id)
	if err != nil {
		return false, err
	}
	others = slices.DeleteFunc(others, func(other string) bool { return other < id })
	found, err := k.compare(id, others)
	if err != nil {
		return false, err
	}
	shared := 0
	for i, f := range found {
		if !f.Shares() {
			continue
		}
		shared++
		pairs, err := passage.Encode(f.Pairs)
		if err != nil {
			return false, err
		}
		var kept bool
		err = k.Row("SELECT EXISTS (SELECT 1 FROM alignment WHERE a = ? AND b = ? AND copies = ? AND pairs = ?)", id, others[i], f.Copies, pairs).Scan(&kept)
		if err != nil || !kept {
			return false, err
		}
	}
	var all int
	err = k.Row("SELECT count(*) FROM alignment WHERE a = ?", id).Scan(&all)
	return all == shared, err
}
