package store

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
)

// nameDocuments gives documents the first of their ids, whichever file is merged into which: exports show it. An id that
// stood for two texts stands for neither: each gets an id that follows from it and the text.
func (m *merger) nameDocuments() {
	texts := map[string]string{} // by id, the hash of its text
	contested := map[string]bool{}
	for _, c := range m.classes[documentKind] {
		for _, id := range c.ids {
			hash, there := texts[id]
			contested[id] = contested[id] || there && hash != c.Hash
			texts[id] = c.Hash
		}
	}
	for _, c := range m.classes[documentKind] {
		own := slices.DeleteFunc(slices.Clone(c.ids), func(id string) bool { // without those that a merge gave it
			return slices.ContainsFunc(c.ids, func(from string) bool { return splitID(from, c.Hash) == id })
		})
		c.ID = splitID(own[0], c.Hash)
		if i := slices.IndexFunc(own, func(id string) bool { return !contested[id] }); i >= 0 {
			c.ID = own[i]
		}
		for _, e := range c.Entries {
			if contested[e.ID] {
				m.files[e.In].lost[e.ID] = append(m.files[e.In].lost[e.ID], e)
			}
		}
	}
}

// splitID is the id of what two files know under the same id and mean differently.
func splitID(id, hash string) string { return annotate.DerivedID("split", id, hash) }

// splitAnnotations gives ids of their own to the annotations of documents whose id stood for two texts: two files that
// took both from one dataset have the same ids for different things.
func (m *merger) splitAnnotations() error {
	for _, f := range m.files {
		if len(f.lost) == 0 {
			continue
		}
		spans := map[string]string{} // those that got another id, with the hash of their text
		split := func(k *kind, column string, hashOf func(owner string, seq int64) string) error {
			note := func(id, owner string, seq int64) {
				hash := hashOf(owner, seq)
				if hash == "" {
					return
				}
				f.ids[k][id] = splitID(id, hash)
				if k == spanKind {
					spans[id] = hash
				}
			}
			for id, v := range f.RememberedOf(k.name) { // which the log may not name
				if v.Value == nil {
					continue
				}
				owner, err := ownerIn(k, v, column)
				if err != nil {
					return blame(f.path, err)
				}
				if owner != "" {
					note(id, owner, math.MaxInt64)
				}
			}
			rows, err := f.query("SELECT entity_id, seq, json_extract(ifnull(after, before), ?) FROM change WHERE entity_kind = ? AND ifnull(after, before) IS NOT NULL", "$."+column, k.name)
			if err != nil {
				return fmt.Errorf("reading %s: %w", f.path, err)
			}
			defer rows.Close()
			for rows.Next() {
				var id, owner string
				var seq int64
				if err := rows.Scan(&id, &seq, &owner); err != nil {
					return err
				}
				note(id, owner, seq)
			}
			return rows.Err()
		}
		ofSpan := func(span string, _ int64) string { return spans[span] }
		if err := cmp.Or(split(spanKind, "document_id", f.lostText), split(decisionKind, "document_id", f.lostText),
			split(relationKind, "head_span_id", ofSpan)); err != nil {
			return err
		}
	}
	return nil
}

// ownerIn is what a version that only merging knows says that its row belongs to, "" where it says nothing of that.
func ownerIn(k *kind, v history.Moment, column string) (string, error) {
	if v.Partial {
		fields, _, err := readPartial(v.Value)
		return idIn(fields, column), err
	}
	r, err := k.decode(v.Value)
	return k.text(r, column), err
}

// lostText is the hash of the text that a document's id stood for at some place in the log, "" where it is no lost one.
func (f *mergeSource) lostText(id string, seq int64) string {
	for _, r := range f.lost[id] {
		if r.From <= seq && (seq <= r.Until || !r.Former) {
			return r.Hash
		}
	}
	return ""
}
