package merge

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/revise"
	"github.com/parallax-annotation/parallax/store/table"
)

// fit leaves out what does not fit the merged project, though each file for itself was sound: entities of another label,
// relations between labels that their type does not link, and second relations of one type between the same spans. Values were
// fitted when their spans were written. Only what the merge has touched is looked at.
func (m *merger) fit() error {
	for _, id := range table.SortedKeys(m.relabelled) {
		strange, err := table.Texts(m.tx.Session, "SELECT s.id FROM span s JOIN entity e ON e.id = s.entity_id WHERE e.label_id <> s.label_id AND e.id = ? ORDER BY s.id", id)
		if err != nil {
			return err
		}
		for _, span := range strange {
			if err := m.amend(span, func(s *annotate.Span) { s.EntityID = "" }); err != nil {
				return err
			}
		}
	}
	cb, err := m.tx.Codebook()
	if err != nil {
		return err
	}
	for _, t := range cb.RelationTypes {
		if err := m.fitRelations(cb, t); err != nil {
			return err
		}
	}
	return nil
}

// fitRelations looks at the relations of a type that the merge wrote or whose spans it moved, and at all of them where the type
// has changed.
func (m *merger) fitRelations(cb annotate.Codebook, t annotate.RelationType) error {
	misfit, args := revise.Misfits(cb, annotate.RelationType{ID: t.ID, HeadLabel: t.HeadLabel, TailLabel: t.TailLabel, Scope: t.Scope})
	condition := revise.RelationEnds + " WHERE r.relation_type_id = ? AND (" + misfit + ` OR r.annotator_id <> s.annotator_id
		OR r.annotator_id <> t.annotator_id OR s.id = t.id OR (SELECT story_id FROM document WHERE id = s.document_id) <>
		(SELECT story_id FROM document WHERE id = t.document_id))`
	args = append([]any{t.ID}, args...)
	var ids []string
	if m.retyped[t.ID] {
		all, err := table.Texts(m.tx.Session, "SELECT r.id FROM "+condition+" ORDER BY r.id", args...)
		if err != nil {
			return err
		}
		ids = all
	}
	for some := range slices.Chunk(table.SortedKeys(m.linked), lookedUp) {
		found, err := table.Texts(m.tx.Session, "SELECT r.id FROM "+asked+condition+" AND r.id = asked.id", append([]any{string(table.Marshal(some))}, args...)...)
		if err != nil {
			return err
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if err := m.leaveOut(id); err != nil {
			return err
		}
		m.plan.LeftOut = append(m.plan.LeftOut, fmt.Sprintf("a relation %q no longer fits the spans that it joins", t.Name))
	}
	return m.uniteRelations(t)
}

// amend changes a span so that it fits.
func (m *merger) amend(id string, change func(*annotate.Span)) error {
	s, err := m.tx.Session.Span(id)
	if err != nil {
		return err
	}
	before := table.SpanRow(s)
	s = table.WithValues(s)
	change(&s)
	after := table.SpanRow(s)
	return m.write(table.SpanKind, id, history.Moment{}, &before, &after)
}

// leaveOut takes a relation out of the project. The log keeps the version that it had.
func (m *merger) leaveOut(id string) error {
	current, err := m.tx.Load(table.RelationKind, id, false)
	if err != nil || current == nil {
		return err
	}
	return m.write(table.RelationKind, id, history.Moment{}, current, nil)
}

// uniteRelations lets one relation stand where two files linked the same spans in the same way: the one with the first id,
// as it was said last.
func (m *merger) uniteRelations(t annotate.RelationType) error {
	pair := "r.head_span_id || r.tail_span_id"
	if t.Symmetric {
		pair = "min(r.head_span_id, r.tail_span_id) || max(r.head_span_id, r.tail_span_id)"
	}
	if m.retyped[t.ID] {
		groups, err := table.Texts(m.tx.Session, "SELECT group_concat(r.id) FROM relation r WHERE r.relation_type_id = ? GROUP BY "+pair+" HAVING count(*) > 1", t.ID)
		if err != nil {
			return err
		}
		for _, group := range groups {
			if err := m.uniteGroup(splitList(group)); err != nil {
				return err
			}
		}
		return nil
	}
	same := "o.head_span_id = r.head_span_id AND o.tail_span_id = r.tail_span_id"
	if t.Symmetric {
		same += " OR o.head_span_id = r.tail_span_id AND o.tail_span_id = r.head_span_id"
	}
	united := map[string]bool{}
	for some := range slices.Chunk(table.SortedKeys(m.linked), lookedUp) {
		groups, err := table.Texts(m.tx.Session, "SELECT group_concat(o.id) FROM "+asked+"relation r JOIN relation o ON o.relation_type_id = r.relation_type_id AND ("+same+
			") WHERE r.id = asked.id AND r.relation_type_id = ? GROUP BY r.id HAVING count(*) > 1 ORDER BY r.id", string(table.Marshal(some)), t.ID)
		if err != nil {
			return err
		}
		for _, group := range groups {
			ids := splitList(group)
			if slices.Sort(ids); united[ids[0]] {
				continue
			}
			united[ids[0]] = true
			if err := m.uniteGroup(ids); err != nil {
				return err
			}
		}
	}
	return nil
}

// asked are the ids of a JSON list, as a table that is gone through first.
const asked = "(SELECT value AS id FROM json_each(?)) AS asked CROSS JOIN "

func (m *merger) uniteGroup(ids []string) error {
	slices.Sort(ids)
	var last history.Mark
	latest := ids[0]
	for _, id := range ids {
		j, err := m.join(table.RelationKind, id)
		if err != nil {
			return err
		}
		if alive, _ := j.Ends(); last.Before(alive) {
			last, latest = alive, id
		}
	}
	if latest != ids[0] {
		before, err := m.tx.Load(table.RelationKind, ids[0], false)
		if err != nil {
			return err
		}
		after, err := m.tx.Load(table.RelationKind, latest, false)
		if err != nil {
			return err
		}
		after.Values[0] = ids[0]
		if err := m.write(table.RelationKind, ids[0], history.Moment{}, before, after); err != nil {
			return err
		}
	}
	for _, id := range ids[1:] {
		if err := m.leaveOut(id); err != nil {
			return err
		}
		if err := m.remember(table.RelationKind, id, "", ids[0]); err != nil {
			return err
		}
	}
	return nil
}
