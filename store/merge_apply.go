package store

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// survey finds out what the project's own rows will have to be called.
func (m *merger) survey() error {
	m.renamed = len(m.own.values) > 0
	for _, k := range classKinds {
		for _, c := range m.classes[k] {
			for _, e := range c.here(m.own) {
				m.renamed = m.renamed || e.there && e.id != c.id
			}
		}
	}
	for _, k := range []*kind{spanKind, relationKind, decisionKind} {
		for id, to := range m.own.ids[k] {
			if id != to {
				m.handled[k][id] = false
				m.renamed = true
			}
		}
	}
	for _, c := range m.classes[attributeKind] {
		final, alive := m.final[attributeKind][c.id]
		for _, e := range c.entries {
			if !e.there {
				continue
			}
			r, err := attributeKind.decode(e.table)
			if err != nil {
				return err
			}
			m.doubtful = m.doubtful || !alive || attributeKind.text(r, "type") != attributeKind.text(final, "type")
		}
	}
	return nil
}

// putClasses writes what annotations refer to.
func (m *merger) putClasses() error {
	if err := m.freeNames(); err != nil {
		return err
	}
	for _, k := range []*kind{annotatorKind, codebookKind, labelKind, attributeKind, relationTypeKind, storyKind, documentKind} {
		if k == codebookKind {
			if err := m.each(k, m.put); err != nil {
				return err
			}
			continue
		}
		for _, c := range m.classes[k] {
			if len(c.entries) == 0 {
				continue
			}
			if err := m.put(c.joined); err != nil {
				return err
			}
			for _, id := range c.ids {
				if err := m.remember(k, id, c.hash, c.id); err != nil {
					return err
				}
			}
			if err := m.step(); err != nil {
				return err
			}
		}
	}
	cb, err := m.tx.Codebook()
	if err != nil {
		return err
	}
	// What goes is still there, and may have the name or the letter of what came.
	cb.Labels = slices.DeleteFunc(slices.Clone(cb.Labels), func(l annotate.Label) bool { return m.final[labelKind][l.ID].values == nil })
	for i := range cb.Labels {
		cb.Labels[i].Attributes = slices.DeleteFunc(slices.Clone(cb.Labels[i].Attributes), func(a annotate.Attribute) bool { return m.final[attributeKind][a.ID].values == nil })
	}
	cb.RelationTypes = slices.DeleteFunc(slices.Clone(cb.RelationTypes), func(t annotate.RelationType) bool { return m.final[relationTypeKind][t.ID].values == nil })
	if err := cb.Validate(); err != nil {
		return annotate.Conflictf("the codebooks cannot be merged: %v; change one of them first", err)
	}
	return nil
}

// freeNames lets stories that are renamed get the names of others that are renamed too.
func (m *merger) freeNames() error {
	named := map[string]string{} // name in the project → id
	stories, err := m.own.stories()
	if err != nil {
		return err
	}
	for _, s := range stories {
		named[s.Name] = s.ID
	}
	for _, c := range m.classes[storyKind] {
		w := c.winner()
		if w == nil || !c.alive {
			continue
		}
		r, err := storyKind.decode(w.value())
		if err != nil {
			return err
		}
		id, taken := named[storyKind.text(r, "name")]
		if !taken || id == c.id {
			continue
		}
		current, err := m.tx.load(storyKind, id, false)
		if err != nil {
			return err
		}
		free := row{values: slices.Clone(current.values)}
		storyKind.set(free, "name", id)
		if err := m.write(storyKind, id, moment{}, current, &free); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) stories() ([]annotate.Story, error) {
	rows, err := s.query("SELECT id, name FROM story")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []annotate.Story
	for rows.Next() {
		var t annotate.Story
		if err := rows.Scan(&t.ID, &t.Name); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// putRows writes annotations and what else there may be many of.
func (m *merger) putRows() error {
	for _, k := range []*kind{regionKind, progressKind, assignmentKind, entityKind, spanKind, relationKind, decisionKind} {
		if err := m.each(k, m.put); err != nil {
			return err
		}
	}
	return nil
}

// deleteLinks deletes relations, decisions, states and regions.
func (m *merger) deleteLinks() error {
	for _, k := range []*kind{decisionKind, relationKind, assignmentKind, progressKind, regionKind} {
		if err := m.deleteRows(k); err != nil {
			return err
		}
	}
	return nil
}

// deleteRest deletes the rest of what goes, what belongs to others first, and gives documents that waited for it their place.
func (m *merger) deleteRest() error {
	for _, k := range []*kind{spanKind, entityKind, documentKind} {
		if err := m.deleteRows(k); err != nil {
			return err
		}
	}
	for _, d := range m.waiting {
		id := documentKind.id(d)
		current, err := m.tx.load(documentKind, id, false)
		if err != nil {
			return err
		}
		if err := m.write(documentKind, id, moment{}, current, &d); err != nil {
			return err
		}
	}
	if m.room != "" {
		m.deletions[storyKind] = append(m.deletions[storyKind], deletion{id: m.room})
	}
	for _, k := range []*kind{storyKind, relationTypeKind, attributeKind, labelKind, annotatorKind} {
		if err := m.deleteRows(k); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) deleteRows(k *kind) error {
	for _, id := range m.moved[k] {
		if !m.handled[k][id] {
			m.deletions[k] = append(m.deletions[k], deletion{id: id})
		}
	}
	for _, d := range m.deletions[k] {
		current, err := m.tx.load(k, d.id, k == documentKind)
		if err != nil {
			return err
		}
		if current == nil {
			continue
		}
		if err := m.write(k, d.id, d.by, current, nil); err != nil {
			return err
		}
	}
	return nil
}

// fit leaves out what does not fit the merged project, though each file for itself was sound: values that the codebook does
// not admit, entities of another label, relations between labels that their type does not link, and second relations of
// one type between the same spans.
func (m *merger) fit() error {
	strange, err := texts(m.tx.session, "SELECT s.id FROM span s JOIN entity e ON e.id = s.entity_id WHERE e.label_id <> s.label_id ORDER BY s.id")
	if err != nil {
		return err
	}
	for _, id := range strange {
		if err := m.amend(id, func(s *annotate.Span) { s.EntityID = "" }); err != nil {
			return err
		}
	}
	cb, err := m.tx.Codebook()
	if err != nil {
		return err
	}
	if m.doubtful {
		if err := m.fitValues(cb); err != nil {
			return err
		}
	}
	for _, t := range cb.RelationTypes {
		misfit, args := misfits(cb, annotate.RelationType{ID: t.ID, HeadLabel: t.HeadLabel, TailLabel: t.TailLabel, Scope: t.Scope})
		ids, err := texts(m.tx.session, "SELECT r.id FROM "+relationEnds+" WHERE r.relation_type_id = ? AND ("+misfit+` OR r.annotator_id <> s.annotator_id
			OR r.annotator_id <> t.annotator_id OR s.id = t.id OR (SELECT story_id FROM document WHERE id = s.document_id) <>
			(SELECT story_id FROM document WHERE id = t.document_id)) ORDER BY r.id`, append([]any{t.ID}, args...)...)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := m.leaveOut(id); err != nil {
				return err
			}
			m.plan.LeftOut = append(m.plan.LeftOut, fmt.Sprintf("a relation %q no longer fits the spans that it links", t.Name))
		}
		if err := m.uniteRelations(t); err != nil {
			return err
		}
	}
	return nil
}

// fitValues takes values off spans that the codebook does not admit.
func (m *merger) fitValues(cb annotate.Codebook) error {
	for _, label := range cb.Labels {
		var misfits []string
		err := m.tx.eachSpan("s.label_id = ?1 AND s.attributes <> '{}'", func(s annotate.Span) error {
			for name, value := range s.Attributes {
				a, there := label.Attribute(name)
				if _, err := a.Check(value); !there || err != nil {
					misfits = append(misfits, s.ID)
					m.plan.LeftOut = append(m.plan.LeftOut, fmt.Sprintf("a value of %s.%s does not fit its definition", label.Name, name))
				}
			}
			return nil
		}, label.ID)
		if err != nil {
			return err
		}
		for _, id := range slices.Compact(misfits) {
			err := m.amend(id, func(s *annotate.Span) {
				for name, value := range s.Attributes {
					a, there := label.Attribute(name)
					if _, err := a.Check(value); !there || err != nil {
						delete(s.Attributes, name)
					}
				}
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// amend changes a span so that it fits, and remembers what it said.
func (m *merger) amend(id string, change func(*annotate.Span)) error {
	s, err := m.tx.span(id)
	if err != nil {
		return err
	}
	before := spanRow(s)
	j, err := m.join(spanKind, id)
	if err != nil {
		return err
	}
	if w := j.winner(); w != nil && !(w.living.stored && w.file == m.own) {
		if err := m.store(j, w.living, &before); err != nil {
			return err
		}
	}
	s = withValues(s)
	change(&s)
	after := spanRow(s)
	return m.write(spanKind, id, moment{}, &before, &after)
}

// leaveOut takes a relation out of the project. The log keeps the version that it had.
func (m *merger) leaveOut(id string) error {
	current, err := m.tx.load(relationKind, id, false)
	if err != nil || current == nil {
		return err
	}
	return m.write(relationKind, id, moment{}, current, nil)
}

// uniteRelations lets one relation stand where two files linked the same spans in the same way: the one with the first id,
// as it was said last.
func (m *merger) uniteRelations(t annotate.RelationType) error {
	pair := "r.head_span_id || r.tail_span_id"
	if t.Symmetric {
		pair = "min(r.head_span_id, r.tail_span_id) || max(r.head_span_id, r.tail_span_id)"
	}
	groups, err := texts(m.tx.session, "SELECT group_concat(r.id) FROM relation r WHERE r.relation_type_id = ? GROUP BY "+pair+" HAVING count(*) > 1", t.ID)
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

func (m *merger) uniteGroup(ids []string) error {
	slices.Sort(ids)
	var last moment
	latest := ids[0]
	for _, id := range ids {
		j, err := m.join(relationKind, id)
		if err != nil {
			return err
		}
		if w := j.winner(); w != nil && (!last.known() || last.before(w.living)) {
			last, latest = w.living, id
		}
	}
	if latest != ids[0] {
		before, err := m.tx.load(relationKind, ids[0], false)
		if err != nil {
			return err
		}
		after, err := m.tx.load(relationKind, latest, false)
		if err != nil {
			return err
		}
		after.values[0] = ids[0]
		if err := m.write(relationKind, ids[0], moment{}, before, after); err != nil {
			return err
		}
	}
	for _, id := range ids[1:] {
		if err := m.leaveOut(id); err != nil {
			return err
		}
		if err := m.remember(relationKind, id, "", ids[0]); err != nil {
			return err
		}
	}
	return nil
}
