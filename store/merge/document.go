package merge

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
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
		spans, flags := map[string]string{}, map[string]string{} // those that got another id, with the hash of their text
		split := func(k *table.Kind, column string, hashOf func(owner string, seq int64) string) error {
			note := func(id, owner string, seq int64) {
				hash := hashOf(owner, seq)
				if hash == "" {
					return
				}
				f.ids[k][id] = history.SplitID(id, hash)
				switch k {
				case table.SpanKind:
					spans[id] = hash
				case table.FlagKind:
					flags[id] = hash
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
		toFlag := func(flag string, _ int64) string { return flags[flag] }
		if err := cmp.Or(split(table.SpanKind, "document_id", f.lostText), split(table.DecisionKind, "document_id", f.lostText),
			split(table.RelationKind, "head_span_id", ofSpan), split(table.FlagKind, "document_id", f.lostText), split(table.ReplyKind, "flag_id", toFlag)); err != nil {
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

// placeDocument fills in the text of a document that is new to the project. One that takes the place of another row waits
// outside the story until that row is gone.
func (m *writing) placeDocument(j history.Joined, next table.Row, current *table.Row) (r table.Row, waits bool, err error) {
	if current != nil {
		return next, false, nil
	}
	var text, source any
	for _, e := range j.Entries {
		if text, source, err = m.files[e.In].Text(e.ID, table.DocumentKind.Text(next, "text_sha256")); err != nil {
			return next, false, err
		}
		if text != nil {
			break
		}
	}
	if text == nil {
		return next, false, errors.New("a file has lost the text of an article: check it")
	}
	n := slices.IndexFunc(table.DocumentKind.Columns, table.Column.Bulk)
	next.Values[n], next.Values[n+1] = text, source
	taken, err := table.Texts(m.tx.Session, "SELECT id FROM document WHERE story_id = ? AND text_sha256 = ?",
		table.DocumentKind.Text(next, "story_id"), table.DocumentKind.Text(next, "text_sha256"))
	if err != nil || len(taken) == 0 {
		return next, false, err
	}
	waiting := table.Row{Values: slices.Clone(next.Values)}
	m.waiting = append(m.waiting, next)
	story, err := m.waitingRoom()
	table.DocumentKind.Set(waiting, "story_id", story)
	return waiting, true, err
}

// waitingRoom is a story that is there only while documents get their new ids.
func (m *writing) waitingRoom() (string, error) {
	if m.room != "" {
		return m.room, nil
	}
	m.room = annotate.NewID()
	story := table.StoryRow(annotate.Story{ID: m.room, Name: m.room})
	return m.room, m.write(table.StoryKind, m.room, history.Moment{}, nil, &story)
}
