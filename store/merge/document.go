package merge

import (
	"cmp"
	"math"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// splitAnnotations gives ids of their own to the annotations of documents whose id stood for two texts: two files that
// took both from one dataset have the same ids for different things.
func (m *identities) splitAnnotations() error {
	for _, f := range m.files {
		if len(f.lost) == 0 {
			continue
		}
		spans := map[string]string{} // those that got another id, with the hash of their text
		split := func(k *table.Kind, column string, hashOf func(owner string, seq int64) string) error {
			note := func(id, owner string, seq int64) {
				hash := hashOf(owner, seq)
				if hash == "" {
					return
				}
				f.ids[k][id] = history.SplitID(id, hash)
				if k == table.SpanKind {
					spans[id] = hash
				}
			}
			for id, v := range f.RememberedOf(k.Name) { // which the log may not name
				if v.Value == nil {
					continue
				}
				owner, err := ownerIn(k, v, column)
				if err != nil {
					return disk.Blame(f.path, err)
				}
				if owner != "" {
					note(id, owner, math.MaxInt64)
				}
			}
			all, err := f.file.owners(k, column)
			for _, o := range all {
				note(o.row, o.id, o.seq)
			}
			return err
		}
		ofSpan := func(span string, _ int64) string { return spans[span] }
		if err := cmp.Or(split(table.SpanKind, "document_id", f.lostText), split(table.DecisionKind, "document_id", f.lostText),
			split(table.RelationKind, "head_span_id", ofSpan)); err != nil {
			return err
		}
	}
	return nil
}

// ownerIn is what a version that only merging knows says that its row belongs to, "" where it says nothing of that.
func ownerIn(k *table.Kind, v history.Moment, column string) (string, error) {
	if v.Partial {
		fields, _, err := readPartial(v.Value)
		return idIn(fields, column), err
	}
	r, err := k.Decode(v.Value)
	return k.Text(r, column), err
}

// lostText is the hash of the text that a document's id stood for at some place in the log, "" where it is no lost one.
func (f *source) lostText(id string, seq int64) string {
	for _, r := range f.lost[id] {
		if r.From <= seq && (seq <= r.Until || !r.Former) {
			return r.Hash
		}
	}
	return ""
}
