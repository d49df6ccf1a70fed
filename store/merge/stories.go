package merge

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// decideStories says what each story becomes. Two that are different have different names.
func (m *keeping) decideStories() error {
	m.final[table.StoryKind] = map[string]table.Row{}
	var claims []claim
	for _, c := range m.classes[table.StoryKind] {
		if !c.Alive {
			continue
		}
		known, err := m.known(c.Entries)
		if err != nil {
			return err
		}
		r, err := m.rowOf(table.StoryKind, c.ID, known.Values())
		if err != nil {
			return err
		}
		m.final[table.StoryKind][c.ID] = r
		claims = append(claims, claim{r, c, known.Field("name").Stamp})
	}
	m.parted(table.StoryKind, claims)
	return nil
}

// freeNames lets stories that are renamed get the names of others that are renamed too.
func (m *merger) freeNames() error {
	named := map[string]string{} // name in the project → id
	all, err := stories(m.own.file.Session)
	if err != nil {
		return err
	}
	for _, s := range all {
		named[s.Name] = s.ID
	}
	for _, c := range m.classes[table.StoryKind] {
		if !c.Alive {
			continue
		}
		id, taken := named[table.StoryKind.Text(m.final[table.StoryKind][c.ID], "name")]
		if !taken || id == c.ID {
			continue
		}
		current, err := m.tx.Load(table.StoryKind, id, false)
		if err != nil {
			return err
		}
		free := table.Row{Values: slices.Clone(current.Values)}
		table.StoryKind.Set(free, "name", id)
		if err := m.write(table.StoryKind, id, history.Moment{}, current, &free); err != nil {
			return err
		}
	}
	return nil
}

// nameTaken says whether another story has the name that a story had for a while.
func (m *writing) nameTaken(story table.Row) (taken bool, err error) {
	return taken, m.tx.Row("SELECT EXISTS (SELECT 1 FROM story WHERE name = ? AND id <> ?)", table.StoryKind.Text(story, "name"), table.StoryKind.ID(story)).Scan(&taken)
}

func stories(s *table.Session) ([]annotate.Story, error) {
	rows, err := s.Query("SELECT id, name FROM story")
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
