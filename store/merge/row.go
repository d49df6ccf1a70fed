package merge

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// put brings one row of the project to what all files together say of it.
func (m *writing) put(j history.Joined) error {
	k := table.KindsByName[j.Kind]
	own := j.Here(0)
	for _, e := range own {
		if e.There && e.ID != j.ID {
			m.moved[k] = append(m.moved[k], e.ID)
		}
	}
	if _, watched := m.handled[k][j.ID]; watched || m.byID[k] != nil || len(k.Key) == 2 || k == table.RegionKind {
		m.handled[k][j.ID] = true
	}
	if k == table.ProgressKind && m.isGold(j.ID) {
		return m.putGold(j, own)
	}
	if len(k.Key) == 2 {
		if rows := m.eachOf(j); len(rows) > 1 || len(rows) == 1 && rows[0].ID != j.ID {
			return m.putTogether(j, rows)
		}
	}
	if !m.alive(j) {
		return m.drop(j, own)
	}
	known, knew, err := m.bothKnow(j, own)
	if err != nil {
		return err
	}
	news := j.News(0, known, knew)
	if len(news) == 0 && m.stays(j, own) {
		return m.compare(j, known, knew, unchanged)
	}
	raw, err := m.rowOf(k, j.ID, known.Values())
	if err != nil {
		return err
	}
	next := raw
	if final, fitted := m.final[k][j.ID]; fitted {
		next = final
	}
	current, err := m.current(j, own)
	if err != nil {
		return err
	}
	waits := false
	switch k {
	case table.DocumentKind:
		if next, waits, err = m.placeDocument(j, next, current); err != nil {
			return err
		}
		raw = next
	case table.EntityKind:
		next = m.fitTheme(j.ID, next, current)
	case table.SpanKind:
		if next, err = m.fitEntity(raw); err != nil {
			return err
		}
	case table.RelationKind:
		out, err := m.misfit(next)
		if err != nil {
			return err
		}
		if out {
			return m.keepOut(j, news, current)
		}
	}
	fate, err := m.fateOf(j, current, next)
	if err != nil {
		return err
	}
	if err := m.record(j, known, knew, news, current, next, !waits && k.Same(&raw, &next)); err != nil {
		return err
	}
	return m.compare(j, known, knew, fate)
}

// fateOf says what becomes of a row that the project may have under another id.
func (m *writing) fateOf(j history.Joined, current *table.Row, next table.Row) (fate, error) {
	if e := j.There(0); current == nil && e != nil {
		fields, err := m.fieldsIn(e, e.Now, today)
		if err != nil {
			return added, err
		}
		own, err := m.rowOf(table.KindsByName[j.Kind], j.ID, fields)
		if err != nil {
			return added, err
		}
		current = &own
	}
	switch {
	case current == nil:
		return added, nil
	case sameContent(table.KindsByName[j.Kind], *current, next):
		return unchanged, nil
	}
	return updated, nil
}

// current is the row as the project has it now.
func (m *writing) current(j history.Joined, own []*history.Entry) (*table.Row, error) {
	if len(own) == 0 && m.byID[table.KindsByName[j.Kind]] == nil && len(m.moved[table.KindsByName[j.Kind]]) == 0 {
		return nil, nil // the most frequent case by far
	}
	return m.tx.Load(table.KindsByName[j.Kind], j.ID, false)
}

// stays says whether the project has a row as it is to be, if it knows all that the files know of it. A relation that an earlier
// merge left out because it did not fit is asked again.
func (m *writing) stays(j history.Joined, own []*history.Entry) bool {
	if len(own) != 1 || own[0].ID != j.ID || m.final[table.KindsByName[j.Kind]] != nil || m.extra[table.KindsByName[j.Kind]][j.ID] {
		return false
	}
	return own[0].There
}

// misfit says whether a relation links what its type does not link any more.
func (m *writing) misfit(r table.Row) (bool, error) {
	t := m.final[table.RelationTypeKind][table.RelationKind.Text(r, "relation_type_id")]
	ends := [2]string{table.RelationKind.Text(r, "head_span_id"), table.RelationKind.Text(r, "tail_span_id")}
	var labels, annotators, documents [2]string
	err := m.tx.Row(`SELECT h.label_id, h.annotator_id, h.document_id, t.label_id, t.annotator_id, t.document_id FROM span h, span t WHERE h.id = `+table.Asked+` AND t.id = `+table.Asked,
		ends[0], ends[1]).Scan(&labels[0], &annotators[0], &documents[0], &labels[1], &annotators[1], &documents[1])
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if t.Values == nil || ends[0] == ends[1] {
		return true, nil
	}
	for i, column := range []string{"head_label", "tail_label"} {
		name := table.RelationTypeKind.Text(t, column)
		if name != "" && m.labelName(labels[i]) != name || annotators[i] != table.RelationKind.Text(r, "annotator_id") {
			return true, nil
		}
	}
	if documents[0] == documents[1] {
		return false, nil
	}
	if table.RelationTypeKind.Text(t, "scope") == string(annotate.WithinDocument) {
		return true, nil
	}
	var apart bool
	err = m.tx.Row("SELECT h.story_id <> t.story_id FROM document h, document t WHERE h.id = "+table.Asked+" AND t.id = "+table.Asked, documents[0], documents[1]).Scan(&apart)
	return apart, err
}

// keepOut remembers what is said of a relation that does not fit, and takes it out.
func (m *writing) keepOut(j history.Joined, news []history.Change, current *table.Row) error {
	for _, c := range news {
		if err := m.store(j, c); err != nil {
			return err
		}
	}
	if len(news) > 0 || current != nil {
		m.plan.LeftOut = append(m.plan.LeftOut, fmt.Sprintf("a relation %q no longer fits the spans that it joins", m.typeName(j)))
	}
	if current == nil {
		return nil
	}
	return m.write(table.RelationKind, j.ID, history.Moment{}, current, nil)
}

func (m *writing) typeName(j history.Joined) string {
	known, err := m.known(j.Entries)
	if err != nil {
		return ""
	}
	t := m.final[table.RelationTypeKind][idIn(known.Values(), "relation_type_id")]
	if t.Values == nil {
		return ""
	}
	return table.RelationTypeKind.Text(t, "name")
}

// fitEntity takes an entity of another label off a span.
func (m *writing) fitEntity(r table.Row) (table.Row, error) {
	id := table.SpanKind.Text(r, "entity_id")
	if id == "" {
		return r, nil
	}
	label, known := m.entityLabels[id]
	if !known {
		entity, err := m.tx.Load(table.EntityKind, id, false)
		if err != nil {
			return r, err
		}
		if entity != nil {
			label = table.EntityKind.Text(*entity, "label_id")
		}
		m.entityLabels[id] = label
	}
	if label != table.SpanKind.Text(r, "label_id") {
		r.Values = slices.Clone(r.Values)
		table.SpanKind.Set(r, "entity_id", nil)
	}
	return r, nil
}

// drop deletes a row that does not live, later, when nothing refers to it any more, and remembers what it was.
func (m *writing) drop(j history.Joined, own []*history.Entry) error {
	k := table.KindsByName[j.Kind]
	current, err := m.tx.Load(k, j.ID, false)
	if err != nil {
		return err
	}
	known, knew, err := m.bothKnow(j, own)
	if err != nil {
		return err
	}
	deleted := known.Dead.Known() && !known.Lives() // else it goes because what it belongs to does
	new := deleted && knew.Dead.Before(known.Dead)
	for _, c := range j.News(0, known, knew) {
		if c.Partial || !deleted {
			if err := m.store(j, c); err != nil {
				return err
			}
		}
	}
	if deleted {
		if err := m.conflicts(j, known); err != nil {
			return err
		}
	}
	if current == nil {
		switch {
		case !new:
			return nil
		case k == table.DocumentKind: // the log would not say which text it was that went
			return m.store(j, history.Change{Mark: known.Dead})
		}
		return m.write(k, j.ID, m.by(j, known.Dead), nil, nil)
	}
	d := deletion{id: j.ID}
	if new {
		d.by = m.by(j, known.Dead)
	}
	m.deletions[k] = append(m.deletions[k], d)
	m.compareDropped(j, known, knew)
	return nil
}

// deletion is a row that goes at the end.
type deletion struct {
	id string
	by history.Moment // zero where it goes because something else does
}

// write changes one row: under the name of who did it, or as what merging made of it.
func (m *writing) write(k *table.Kind, id string, by history.Moment, before, after *table.Row) error {
	from := table.Origin{Id: by.ID, At: table.Unstamp(by.At), Annotator: by.Annotator, Action: by.Action}
	if !by.Known() {
		from = table.Origin{Id: annotate.NewID(), At: m.tx.Now(), Action: mergeAction}
	}
	m.tx.Later(from.At)
	if err := m.watch(k, id, before, after); err != nil {
		return err
	}
	if k == table.DocumentKind && after == nil && before != nil {
		var err error
		if before, err = m.tx.Load(k, id, true); err != nil {
			return err
		}
	}
	err := m.tx.Apply(table.Edit{Kind: k, Id: id, Before: before, After: after, Origin: from})
	var lite sqlite3.Error
	if errors.As(err, &lite) && lite.Code == sqlite3.ErrConstraint { // the project was sound, and the rules are ours
		return disk.SaysFile(annotate.Conflictf("the files cannot be merged: the %s %s does not fit the rest of what they say; “parallax check” on each of them tells which is not sound", k.Noun, id))
	}
	if err != nil {
		return fmt.Errorf("merging the %s %s: %w", k.Noun, id, err)
	}
	return nil
}

// watch notes what has to be looked at again when all is written.
func (m *writing) watch(k *table.Kind, id string, before, after *table.Row) error {
	differs := func(columns ...string) bool {
		return before != nil && after != nil && slices.ContainsFunc(columns, func(c string) bool { return k.Text(*before, c) != k.Text(*after, c) })
	}
	link := func(query string) error {
		links, err := table.Texts(m.tx.Session, query, id)
		for _, link := range links {
			m.linked[link] = true
		}
		return err
	}
	switch {
	case k == table.RelationKind && after != nil:
		m.linked[id] = true
	case k == table.RelationTypeKind && (differs("head_label", "tail_label", "scope") || before != nil && after != nil && k.Number(*before, "symmetric") != k.Number(*after, "symmetric")):
		m.retyped[id] = true
	case k == table.SpanKind && differs("label_id", "document_id", "annotator_id"):
		return link("SELECT id FROM relation WHERE head_span_id = ?1 UNION SELECT id FROM relation WHERE tail_span_id = ?1")
	case k == table.DocumentKind && after != nil && (before == nil || differs("story_id")):
		m.texts[k.Text(*after, "text_sha256")] = true
		if before == nil {
			return nil
		}
		return link(`SELECT id FROM relation WHERE head_span_id IN (SELECT id FROM span WHERE document_id = ?1)
			UNION SELECT id FROM relation WHERE tail_span_id IN (SELECT id FROM span WHERE document_id = ?1)`)
	case k == table.EntityKind && after != nil:
		m.entityLabels[id] = k.Text(*after, "label_id")
		m.named[id] = m.named[id] || before == nil
		m.relabelled[id] = m.relabelled[id] || differs("label_id")
	}
	return nil
}
