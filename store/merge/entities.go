package merge

import (
	"database/sql"
	"errors"
	"slices"

	"github.com/parallax-annotation/parallax/store/table"
)

// findJoins finds out which entities somebody made one: in the log of the act, or as earlier merges remember it. The names are
// those that all files have.
func (m *identities) findJoins() error {
	m.joins, m.joined = map[string]string{}, map[string]string{}
	for _, f := range m.files {
		joins, err := f.joins()
		if err != nil {
			return err
		}
		aliases, err := f.OtherNames(table.EntityKind.Name)
		if err != nil {
			return err
		}
		for _, a := range aliases {
			noteJoin(joins, a.ID, a.Row)
		}
		if f == m.own {
			m.joinsHad = joins
		}
		for from, to := range joins {
			noteJoin(m.joins, from, to)
		}
	}
	return nil
}

// noteJoin notes what an entity was made part of: of several, the first in order.
func noteJoin(joins map[string]string, from, to string) {
	if other, there := joins[from]; !there || to < other {
		joins[from] = to
	}
}

// joins are the entities that acts in the log of the file made part of others.
func (f *source) joins() (map[string]string, error) {
	type gone struct {
		id, name    string
		first, last int64
	}
	all, err := table.Collect(f.file.Session, func(rows *table.Cursor) (g gone, err error) { return g, rows.Scan(&g.id, &g.name, &g.first, &g.last) }, `
		SELECT c.entity_id, ifnull(json_extract(c.before, '$.name'), ''), a.first_change, a.last_change FROM change c INDEXED BY change_gone JOIN act a ON a.seq = c.act_seq
		WHERE c.entity_kind = 'entity' AND c.after IS NULL AND a.kind = 'do' AND a.action <> ?`, mergeAction)
	if err != nil {
		return nil, err
	}
	joins := map[string]string{}
	for _, g := range all {
		var to string
		err := f.file.Row(`SELECT ifnull(json_extract(after, '$.entity_id'), '') FROM change WHERE seq BETWEEN ?1 AND ?2 AND entity_kind = 'span' AND after IS NOT NULL
			AND before IS NOT NULL AND json_extract(before, '$.entity_id') = ?3 LIMIT 1`, g.first, g.last, g.id).Scan(&to)
		if errors.Is(err, sql.ErrNoRows) {
			to, err = f.joinedByName(g.first, g.last, g.name)
		}
		if err != nil {
			return nil, err
		}
		if to != "" && to != g.id {
			joins[g.id] = to
		}
	}
	return joins, nil
}

// joinedByName is the entity that took a name over in an act.
func (f *source) joinedByName(first, last int64, name string) (string, error) {
	rows, err := f.file.Query(`SELECT entity_id, after FROM change WHERE seq BETWEEN ? AND ? AND entity_kind = 'entity' AND before IS NOT NULL AND after IS NOT NULL ORDER BY seq`, first, last)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	for rows.Next() {
		var id, after string
		if err := rows.Scan(&id, &after); err != nil {
			return "", err
		}
		r, err := table.EntityKind.Decode([]byte(after))
		if err != nil {
			return "", err
		}
		aliases, err := table.ReadList([]byte(table.EntityKind.Text(r, "aliases")))
		if err != nil {
			return "", err
		}
		if table.EntityKind.Text(r, "name") == name || slices.Contains(aliases, name) {
			return id, nil
		}
	}
	return "", rows.Err()
}

// joinedTo is the entity that stands for one that was made part of another, as long as nobody brought it back.
func (m *identities) joinedTo(id string) string {
	if _, was := m.joins[id]; !was {
		return id
	}
	if to, known := m.joined[id]; known {
		return to
	}
	path := []string{id}
	for {
		last := path[len(path)-1]
		to, was := m.joins[last]
		j, err := m.join(table.EntityKind, last)
		if !was || err != nil || !j.Known() || j.Lives() {
			m.joined[id] = last
			return last
		}
		if i := slices.Index(path, to); i >= 0 { // joined in a circle: the first of them stands for all
			m.joined[id] = slices.Min(path[i:])
			return m.joined[id]
		}
		path = append(path, to)
	}
}

// rememberJoins keeps what the logs of other files tell about entities that were made part of others, also of those that
// somebody brought back: they may go again. Which became part of which matters where two were made one in both ways: then the first in
// order stands for both, for which all ways have to be known.
func (m *merger) rememberJoins() error {
	for _, id := range table.SortedKeys(keysOf(m.joins)) {
		if m.joinsHad[id] == m.joins[id] {
			continue
		}
		m.remembered = true
		if err := m.noteAlias(table.EntityKind.Name, id, m.joins[id]); err != nil {
			return err
		}
	}
	return m.rememberPeople()
}

func keysOf(m map[string]string) map[string]bool {
	keys := make(map[string]bool, len(m))
	for key := range m {
		keys[key] = true
	}
	return keys
}
