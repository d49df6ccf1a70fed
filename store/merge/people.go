package merge

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// joinPeople finds out which annotators somebody made one, and lets the work of the one go by the name of the other in all files, as long as
// nobody has parted them again. The names are those that all files have.
func (m *identities) joinPeople() error {
	m.people, m.peopleKnown = map[string]string{}, map[string]bool{}
	for _, f := range m.files {
		joined, err := f.OtherNames(table.JoinedPeople)
		if err != nil {
			return err
		}
		for _, j := range joined {
			from, to := f.mapped(table.AnnotatorKind, j.ID), f.mapped(table.AnnotatorKind, j.Row)
			if f == m.own {
				m.peopleKnown[from+" "+to] = true
			}
			if other, there := m.people[from]; from != to && (!there || to < other) {
				m.people[from] = to
			}
		}
	}
	final := map[*history.Thing]string{}
	for _, c := range m.classes[table.AnnotatorKind] {
		if to := m.personFor(c.ID); to != c.ID {
			final[c] = to
		}
	}
	for c, to := range final {
		for _, id := range c.IDs {
			for _, f := range m.files {
				f.ids[table.AnnotatorKind][id] = to
			}
		}
	}
	return nil
}

// personFor is the annotator that stands for one that was made part of another, as long as nobody brought it back.
func (m *identities) personFor(id string) string {
	path := []string{id}
	for {
		last := path[len(path)-1]
		to, was := m.people[last]
		c := m.byID[table.AnnotatorKind][last]
		if !was || c == nil || c.Alive {
			return last
		}
		if i := slices.Index(path, to); i >= 0 { // joined in a circle: the first of them stands for all
			return slices.Min(path[i:])
		}
		path = append(path, to)
	}
}

// rememberPeople keeps what other files tell about annotators that were made part of others.
func (m *merger) rememberPeople() error {
	for _, from := range table.SortedKeys(keysOf(m.people)) {
		to := m.people[from]
		if m.peopleKnown[from+" "+to] {
			continue
		}
		m.remembered = true
		if err := m.noteAlias(table.JoinedPeople, from, to); err != nil {
			return err
		}
	}
	return nil
}
