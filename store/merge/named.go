package merge

import (
	"slices"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// namedKinds are the kinds of which a project has no two of one name, beside the codebook.
var namedKinds = []*table.Kind{table.AnnotatorKind, table.StoryKind}

// decideNames says what each annotator and each story becomes. Two that are different have different names.
func (m *keeping) decideNames() error {
	for _, k := range namedKinds {
		m.final[k] = map[string]table.Row{}
		var claims []claim
		for _, c := range m.classes[k] {
			if !c.Alive {
				continue
			}
			known, err := m.known(c.Entries)
			if err != nil {
				return err
			}
			r, err := m.rowOf(k, c.ID, known.Values())
			if err != nil {
				return err
			}
			m.final[k][c.ID] = r
			claims = append(claims, claim{r, c, known.Field("name").Stamp})
		}
		m.parted(k, claims)
	}
	return nil
}

// freeNames lets those that are renamed get the names of others that are renamed too.
func (m *merger) freeNames() error {
	for _, k := range namedKinds {
		named, err := idsByName(m.own.file.Session, k)
		if err != nil {
			return err
		}
		for _, c := range m.classes[k] {
			if !c.Alive {
				continue
			}
			id, taken := named[k.Text(m.final[k][c.ID], "name")]
			if !taken || id == c.ID {
				continue
			}
			current, err := m.tx.Load(k, id, false)
			if err != nil {
				return err
			}
			free := table.Row{Values: slices.Clone(current.Values)}
			k.Set(free, "name", id)
			if err := m.write(k, id, history.Moment{}, current, &free); err != nil {
				return err
			}
		}
	}
	return nil
}

// nameTaken says whether another of a kind has the name that a row had for a while.
func (m *writing) nameTaken(k *table.Kind, r table.Row) (taken bool, err error) {
	return taken, m.tx.Row("SELECT EXISTS (SELECT 1 FROM "+k.Name+" WHERE name = ? AND id <> ?)", k.Text(r, "name"), k.ID(r)).Scan(&taken)
}

func idsByName(s *table.Session, k *table.Kind) (map[string]string, error) {
	rows, err := s.Query("SELECT id, name FROM " + k.Name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	ids := map[string]string{}
	for rows.Next() {
		var id, name string
		if err := rows.Scan(&id, &name); err != nil {
			return nil, err
		}
		ids[name] = id
	}
	return ids, rows.Err()
}
