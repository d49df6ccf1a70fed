package merge

import (
	"iter"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// survey finds the project's own rows that other files need not know of and that change all the same: those that refer to what
// the merged project calls otherwise, to entities that were made one, and values of attributes that have another name.
func (m *merger) survey() error {
	for _, k := range classKinds {
		for _, c := range m.classes[k] {
			if own := c.Here(0); c.Alive && len(own) > 0 && c.There(0) == nil {
				m.touchKeptBack(k, c)
			}
			for _, e := range c.Here(0) {
				if e.There && !c.Alive && (k == table.DocumentKind || k == table.AnnotatorKind) { // what keeps neither goes with it
					for _, from := range []*table.Kind{table.RegionKind, table.ProgressKind, table.AssignmentKind} {
						if err := m.touchReferring(from, k, e.ID); err != nil {
							return err
						}
					}
				}
				if !e.There || m.own.mapped(k, e.ID) == e.ID {
					continue
				}
				for _, from := range table.Kinds {
					if !refers(from) && from != table.DocumentKind { // the codebook is compared as a whole
						continue
					}
					if err := m.touchReferring(from, k, e.ID); err != nil {
						return err
					}
				}
			}
		}
	}
	for _, k := range []*table.Kind{table.SpanKind, table.RelationKind, table.DecisionKind, table.FlagKind, table.ReplyKind} {
		for id, to := range m.own.ids[k] {
			if id == to {
				continue
			}
			m.handled[k][id] = false
			m.touchRow(k, to)
			if k == table.RelationKind {
				if err := m.touchAll(table.DecisionKind, m.own.file.referring(table.DecisionKind, "result_relation_id", id)); err != nil {
					return err
				}
			}
		}
	}
	for id := range m.joins {
		if m.joinedTo(id) != id {
			for _, from := range []*table.Kind{table.SpanKind, table.EntityKind} {
				if err := m.touchReferring(from, table.EntityKind, id); err != nil {
					return err
				}
			}
		}
	}
	for _, c := range m.classes[table.AttributeKind] {
		own := c.There(0)
		if own == nil {
			continue
		}
		r, err := table.AttributeKind.Decode(own.Now)
		if err != nil {
			return err
		}
		final, alive := m.final[table.AttributeKind][c.ID]
		if alive && table.AttributeKind.Text(r, "name") == table.AttributeKind.Text(final, "name") && table.AttributeKind.Text(r, "type") == table.AttributeKind.Text(final, "type") {
			continue
		}
		err = m.touchAll(table.SpanKind, m.own.file.valued(table.AttributeKind.Text(r, "label_id"), string(table.Marshal(table.AttributeKind.Text(r, "name")))+":"))
		if err != nil {
			return err
		}
	}
	return nil
}

// touchKeptBack looks at what the project was told of an article, or of an annotator, while it had none of them and that does not
// keep them: now it may stand.
func (m *merger) touchKeptBack(k *table.Kind, c *history.Thing) {
	switch k {
	case table.DocumentKind:
		m.touchRow(table.RegionKind, c.ID)
		for _, annotator := range m.classes[table.AnnotatorKind] {
			m.touchRow(table.AssignmentKind, c.ID+"/"+annotator.ID)
		}
	case table.AnnotatorKind:
		for _, document := range m.classes[table.DocumentKind] {
			m.touchRow(table.AssignmentKind, document.ID+"/"+c.ID)
		}
	}
}

// touchRow has a row of the merged project looked at, though no other file may name it.
func (m *gathering) touchRow(k *table.Kind, id string) {
	if m.extra[k] == nil {
		m.extra[k] = map[string]bool{}
	}
	m.extra[k][id] = true
}

func (m *merger) touchReferring(from, to *table.Kind, id string) error {
	if from == table.RegionKind && to == table.DocumentKind {
		m.touchRow(from, m.own.mapped(table.DocumentKind, id))
	}
	for _, ref := range references[from] {
		if ref.to == to && !ref.list && from != table.RegionKind {
			if err := m.touchAll(from, m.own.file.referring(from, ref.column, id)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *merger) touchAll(k *table.Kind, rows iter.Seq2[string, error]) error {
	for id, err := range rows {
		if err != nil {
			return err
		}
		m.touchRow(k, m.own.mapped(k, id))
	}
	return nil
}

// putClasses writes what annotations refer to.
func (m *merger) putClasses() error {
	if err := m.freeNames(); err != nil {
		return err
	}
	for _, k := range []*table.Kind{table.AnnotatorKind, table.CodebookKind, table.LabelKind, table.AttributeKind, table.RelationTypeKind, table.StoryKind, table.DocumentKind} {
		if k == table.CodebookKind {
			if err := m.each(k, m.foretell, m.put); err != nil {
				return err
			}
			continue
		}
		for _, c := range m.classes[k] {
			if len(c.Entries) == 0 || k == table.DocumentKind && m.untouched(c) {
				continue
			}
			if err := m.put(c.Joined); err != nil {
				return err
			}
			for _, id := range c.IDs {
				if err := m.remember(k, id, c.Hash, c.ID); err != nil {
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
	cb.Labels = slices.DeleteFunc(slices.Clone(cb.Labels), func(l annotate.Label) bool { return m.final[table.LabelKind][l.ID].Values == nil })
	for i := range cb.Labels {
		cb.Labels[i].Attributes = slices.DeleteFunc(slices.Clone(cb.Labels[i].Attributes), func(a annotate.Attribute) bool { return m.final[table.AttributeKind][a.ID].Values == nil })
	}
	cb.RelationTypes = slices.DeleteFunc(slices.Clone(cb.RelationTypes), func(t annotate.RelationType) bool { return m.final[table.RelationTypeKind][t.ID].Values == nil })
	if err := cb.Validate(); err != nil {
		return annotate.Conflictf("the codebooks cannot be merged: %v; change one of them first", err)
	}
	return nil
}

// untouched says whether only the project knows an article, and goes on having it as it has it.
func (m *merger) untouched(c *history.Thing) bool {
	return len(c.Entries) == 1 && c.Alive && c.ID == c.Entries[0].ID && m.stays(c.Joined, c.Here(0))
}

// putRows writes annotations and what else there may be many of.
func (m *merger) putRows() error {
	for _, k := range []*table.Kind{table.RegionKind, table.ProgressKind, table.AssignmentKind, table.EntityKind, table.SpanKind, table.RelationKind, table.DecisionKind, table.FlagKind, table.ReplyKind, table.RejectedPairKind} {
		if err := m.each(k, m.foretell, m.put); err != nil {
			return err
		}
	}
	return nil
}

// deleteLinks deletes rejected pairs, replies, flags, relations, decisions, states and regions.
func (m *merger) deleteLinks() error {
	for _, k := range []*table.Kind{table.RejectedPairKind, table.ReplyKind, table.FlagKind, table.DecisionKind, table.RelationKind, table.AssignmentKind, table.ProgressKind, table.RegionKind} {
		if err := m.deleteRows(k); err != nil {
			return err
		}
	}
	return nil
}

// deleteRest deletes the rest of what goes, what belongs to others first, and gives documents that waited for it their place.
func (m *merger) deleteRest() error {
	for _, k := range []*table.Kind{table.SpanKind, table.EntityKind, table.DocumentKind} {
		if err := m.deleteRows(k); err != nil {
			return err
		}
	}
	for _, d := range m.waiting {
		id := table.DocumentKind.ID(d)
		current, err := m.tx.Load(table.DocumentKind, id, false)
		if err != nil {
			return err
		}
		if err := m.write(table.DocumentKind, id, history.Moment{}, current, &d); err != nil {
			return err
		}
	}
	if m.room != "" {
		m.deletions[table.StoryKind] = append(m.deletions[table.StoryKind], deletion{id: m.room})
	}
	for _, k := range []*table.Kind{table.StoryKind, table.RelationTypeKind, table.AttributeKind, table.LabelKind, table.AnnotatorKind} {
		if err := m.deleteRows(k); err != nil {
			return err
		}
	}
	return nil
}

func (m *writing) deleteRows(k *table.Kind) error {
	for _, id := range m.moved[k] {
		if !m.handled[k][id] {
			m.deletions[k] = append(m.deletions[k], deletion{id: id})
		}
	}
	for _, d := range m.deletions[k] {
		current, err := m.tx.Load(k, d.id, k == table.DocumentKind)
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
