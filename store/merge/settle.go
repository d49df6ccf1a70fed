package merge

import (
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/table"
)

// How far gold is with an article follows from what has been decided there. What the files say of it is remembered, but no version
// of it is taken: when all is written, each article that the merge touched and that a review has begun with is counted anew.

// findGold finds the layer gold.
func (m *identities) findGold() error {
	for _, c := range m.classes[table.AnnotatorKind] {
		names, err := m.namings(c)
		if err != nil {
			return err
		}
		if len(names) > 0 && names[len(names)-1].Key == " "+annotate.GoldLayer {
			m.gold = c.ID
		}
	}
	return nil
}

func (m *identities) isGold(progressID string) bool {
	_, annotator, _ := strings.Cut(progressID, "/")
	return m.gold != "" && annotator == m.gold
}

// putGold remembers what the files know of the state of gold.
func (m *writing) putGold(j history.Joined, own []*history.Entry) error {
	document, _, _ := strings.Cut(j.ID, "/")
	if !m.livesAs(table.DocumentKind, document) || !m.livesAs(table.AnnotatorKind, m.gold) {
		return m.drop(j, own)
	}
	if !j.Known() {
		m.begun[document] = m.begun[document] || slices.ContainsFunc(j.Entries, func(e *history.Entry) bool { return e.There })
		return nil
	}
	known, knew, err := m.bothKnow(j, own)
	if err != nil {
		return err
	}
	for _, c := range j.News(0, known, knew) {
		if err := m.store(j, c); err != nil {
			return err
		}
	}
	m.begun[document] = m.begun[document] || m.alive(j)
	for _, e := range own {
		if e.ID == j.ID || !e.There {
			continue
		}
		current, err := m.tx.Load(table.ProgressKind, j.ID, false)
		if err != nil || current != nil {
			return err
		}
		moved := table.Row{Values: []any{document, m.gold, string(annotate.Doing), table.Stamp(m.tx.Now())}}
		return m.write(table.ProgressKind, j.ID, history.Moment{}, nil, &moved)
	}
	return m.compare(j, known, knew, unchanged)
}

// settleGold counts what is open.
func (m *merger) settleGold() error {
	m.tx.SaysGold()
	if !m.livesAs(table.AnnotatorKind, m.gold) {
		return nil
	}
	documents := map[string]bool{}
	for id := range m.tx.Touched() {
		documents[id] = true
	}
	for id := range m.begun {
		documents[id] = true
	}
	// Of an article that was decided on where there was no gold yet, nothing says how far gold is with it.
	unsettled, err := table.Texts(m.tx.Session, `SELECT document_id FROM progress WHERE annotator_id = ?1 AND state <> 'done' UNION
		SELECT document_id FROM decision d WHERE NOT EXISTS (SELECT 1 FROM progress p WHERE p.document_id = d.document_id AND p.annotator_id = ?1)`, m.gold)
	if err != nil {
		return err
	}
	for _, id := range unsettled {
		documents[id] = true
	}
	b := derived.NewBuilder(m.tx.Session)
	for _, id := range table.SortedKeys(documents) {
		if err := m.settleDocument(b, id); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) settleDocument(b *derived.Builder, id string) error {
	var there, decided bool
	err := m.tx.Row("SELECT EXISTS (SELECT 1 FROM document WHERE id = ?1), EXISTS (SELECT 1 FROM decision WHERE document_id = ?1)", id).Scan(&there, &decided)
	if err != nil || !there {
		return err
	}
	key := id + "/" + m.gold
	current, err := m.tx.Load(table.ProgressKind, key, false)
	if err != nil {
		return err
	}
	_, named := m.begun[id]
	if !decided && !m.begun[id] && (named || current == nil) {
		if current == nil {
			return nil
		}
		return m.write(table.ProgressKind, key, history.Moment{}, current, nil)
	}
	r, err := b.Document(id)
	if err != nil {
		return err
	}
	state := annotate.Done
	if r.Open() > 0 {
		state = annotate.Doing
	}
	if current != nil && table.ProgressKind.Text(*current, "state") == string(state) {
		return nil
	}
	settled := table.Row{Values: []any{id, m.gold, string(state), table.Stamp(m.tx.Now())}}
	return m.write(table.ProgressKind, key, history.Moment{}, current, &settled)
}
