package merge

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// decideThemes finds out which entities stand under no theme though somebody put them under one: several people made a circle of themes
// together, or one changed the label of what another put under it. In a circle the first entity in the order of ids stands by itself. That
// follows from what all files say, and not from the order in which they come.
func (m *merger) decideThemes() error {
	some := false
	for _, f := range m.files {
		ids, err := f.file.themed()
		if err != nil {
			return err
		}
		some = some || len(ids) > 0
		if f == m.own { // what an earlier merge took out of a theme may stand under it now
			for _, id := range ids {
				m.touchRow(table.EntityKind, id)
			}
		}
	}
	m.themeless = map[string]bool{}
	if !some {
		return nil
	}
	parents, labels := map[string]string{}, map[string]string{}
	err := m.each(table.EntityKind, m.foretell, func(j history.Joined) error {
		if !m.alive(j) {
			return nil
		}
		known, err := m.known(j.Entries)
		if err != nil {
			return err
		}
		fields := known.Values()
		labels[j.ID] = idIn(fields, "label_id")
		if theme := idIn(fields, "parent_id"); theme != "" {
			parents[j.ID] = theme
		}
		return nil
	})
	if err != nil {
		return err
	}
	for id, theme := range parents {
		label, known := labels[theme]
		if !known {
			if label, known, err = m.labelOfOwn(theme); err != nil {
				return err
			}
		}
		if !known || label != labels[id] {
			m.themeless[id] = true
			delete(parents, id)
		}
	}
	for _, circle := range annotate.Circles(parents) {
		m.themeless[circle[0]] = true
	}
	return nil
}

// labelOfOwn is the label of an entity that the project alone knows, in the words of the merged project.
func (m *merger) labelOfOwn(id string) (label string, known bool, err error) {
	j, err := m.join(table.EntityKind, id)
	if err != nil || !m.alive(j) {
		return "", false, err
	}
	all, err := m.known(j.Entries)
	if err != nil {
		return "", false, err
	}
	return idIn(all.Values(), "label_id"), true, nil
}

// fitTheme takes the theme off an entity that is to stand by itself.
func (m *writing) fitTheme(id string, r table.Row, current *table.Row) table.Row {
	if !m.themeless[id] {
		return r
	}
	if current == nil || table.EntityKind.Text(*current, "parent_id") != "" {
		m.warn("“%s” belongs to no theme now: several people put it and its theme under one another, or its theme is of another label", table.EntityKind.Text(r, "name"))
	}
	r.Values = slices.Clone(r.Values)
	table.EntityKind.Set(r, "parent_id", nil)
	return r
}

// themed are the entities of the file that somebody put under a theme once.
func (f projectFile) themed() ([]string, error) {
	return table.Texts(f.Session, `SELECT id FROM entity e WHERE parent_id IS NOT NULL
		OR EXISTS (SELECT 1 FROM change WHERE entity_id = e.id AND entity_kind = 'entity' AND instr(after, '"parent_id":"'))
		OR EXISTS (SELECT 1 FROM version WHERE entity_id = e.id AND entity_kind = 'entity' AND instr(value, '"parent_id":"s'))`)
}
