package store

import (
	"fmt"
	"slices"
)

// reference is a column that names a row of another kind.
type reference struct {
	column string
	to     *kind
	list   bool // a JSON list of ids
	weak   bool // translated, but it does not keep what it names
}

var references = map[*kind][]reference{
	documentKind:  {{column: "story_id", to: storyKind}},
	regionKind:    {{column: "document_id", to: documentKind, weak: true}},
	labelKind:     {{column: "parent_id", to: labelKind}},
	attributeKind: {{column: "label_id", to: labelKind, weak: true}},
	entityKind:    {{column: "label_id", to: labelKind}},
	spanKind: {{column: "document_id", to: documentKind}, {column: "annotator_id", to: annotatorKind}, {column: "label_id", to: labelKind},
		{column: "entity_id", to: entityKind}, {column: "derived_from", to: spanKind, list: true, weak: true}},
	relationKind: {{column: "relation_type_id", to: relationTypeKind}, {column: "annotator_id", to: annotatorKind},
		{column: "head_span_id", to: spanKind}, {column: "tail_span_id", to: spanKind}},
	progressKind:   {{column: "document_id", to: documentKind}, {column: "annotator_id", to: annotatorKind}},
	assignmentKind: {{column: "document_id", to: documentKind, weak: true}, {column: "annotator_id", to: annotatorKind, weak: true}},
	decisionKind: {{column: "document_id", to: documentKind}, {column: "reviewer_id", to: annotatorKind}, {column: "result_span_id", to: spanKind},
		{column: "candidates", to: spanKind, list: true, weak: true}, {column: "result_relation_id", to: relationKind, weak: true}},
}

// keep finds out what lives although somebody deleted it last: what the living rows of another file refer to. So nobody's
// work goes because somebody else, who did not know of it, deleted the article, the entity or the label that it is about.
func (m *merger) keep() error {
	m.dead, m.kept = map[*kind]map[string]joined{}, map[*kind]map[string]bool{}
	for _, k := range []*kind{entityKind, spanKind} {
		m.dead[k], m.kept[k] = map[string]joined{}, map[string]bool{}
		if err := m.findDead(k); err != nil {
			return err
		}
	}
	// Rows of few kinds refer to spans; spans are only looked at where something that they refer to was deleted.
	passes := []*kind{progressKind}
	if len(m.dead[spanKind]) > 0 || m.deadClasses() {
		passes = append(passes, relationKind, decisionKind)
	}
	if len(m.dead[entityKind]) > 0 || m.deadClasses() {
		passes = append(passes, spanKind, entityKind)
	}
	for _, k := range passes {
		err := m.each(k, func(j joined) error {
			if !j.lives() || m.dead[k] != nil && m.kept[k][j.id] {
				return nil
			}
			return m.refer(j)
		})
		if err != nil {
			return err
		}
	}
	for _, k := range []*kind{documentKind, labelKind, relationTypeKind} {
		for _, c := range m.classes[k] {
			if c.alive {
				if err := m.refer(c.joined); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *merger) deadClasses() bool {
	for _, k := range classKinds {
		if slices.ContainsFunc(m.classes[k], func(c *class) bool { return !c.alive }) {
			return true
		}
	}
	return false
}

// findDead gathers the rows of a kind that were deleted last.
func (m *merger) findDead(k *kind) error {
	seen := map[string]bool{}
	for _, f := range m.files {
		ids, err := texts(f.session, `SELECT DISTINCT entity_id FROM change WHERE entity_kind = ?1 AND after IS NULL
			UNION SELECT entity_id FROM version WHERE entity_kind = ?1 AND value IS NULL`, k.name)
		if err != nil {
			return fmt.Errorf("reading %s: %w", f.path, err)
		}
		for _, id := range ids {
			if id = f.mapped(k, id); seen[id] {
				continue
			}
			seen[id] = true
			j, err := m.join(k, id)
			if err != nil {
				return err
			}
			if j.winner() != nil && !j.lives() {
				m.dead[k][id] = j
			}
		}
	}
	return nil
}

// refer keeps what a living row refers to, and what that refers to.
func (m *merger) refer(j joined) error {
	w := j.winner()
	r, err := j.kind.decode(w.value())
	if err != nil {
		return err
	}
	for _, ref := range references[j.kind] {
		id := j.kind.text(r, ref.column)
		if id == "" || ref.weak {
			continue
		}
		if err := m.need(ref.to, w.file.mapped(ref.to, id)); err != nil {
			return err
		}
	}
	switch j.kind {
	case spanKind:
		return m.needValues(w.file, r)
	case relationTypeKind:
		for _, name := range []string{j.kind.text(r, "head_label"), j.kind.text(r, "tail_label")} {
			if c := m.labelNamed(w.file, name); c != nil {
				if err := m.need(labelKind, c.id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *merger) need(k *kind, id string) error {
	if c := m.byID[k][id]; c != nil {
		if c.alive || c.winner() == nil {
			return nil
		}
		c.alive = true
		return m.refer(c.joined)
	}
	j, dead := m.dead[k][id]
	if !dead || m.kept[k][id] {
		return nil
	}
	m.kept[k][id] = true
	return m.refer(j)
}

// needValues keeps the attributes that a span has values for.
func (m *merger) needValues(f *mergeSource, span row) error {
	if !m.deadAttributes || spanKind.text(span, "attributes") == "{}" {
		return nil
	}
	values, err := readAttributes([]byte(spanKind.text(span, "attributes")))
	if err != nil {
		return err
	}
	for name := range values {
		if c := m.attributeNamed(f, spanKind.text(span, "label_id"), name); c != nil {
			if err := m.need(attributeKind, c.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// alive says whether a row is in the merged project.
func (m *merger) alive(j joined) bool {
	if c := m.byID[j.kind][j.id]; c != nil {
		if j.kind == attributeKind && c.alive {
			return m.owned(c.joined, "label_id", labelKind)
		}
		return c.alive
	}
	switch {
	case j.winner() == nil:
		return false
	case j.kind == regionKind:
		return j.lives() && m.owned(j, "document_id", documentKind)
	case j.kind == assignmentKind:
		return j.lives() && m.owned(j, "document_id", documentKind) && m.owned(j, "annotator_id", annotatorKind)
	}
	return j.lives() || m.kept[j.kind][j.id]
}

// owned says whether what a row belongs to is in the merged project.
func (m *merger) owned(j joined, column string, k *kind) bool {
	w := j.winner()
	r, err := j.kind.decode(w.value())
	if err != nil {
		return false
	}
	c := m.byID[k][w.file.mapped(k, j.kind.text(r, column))]
	return c != nil && c.alive
}
