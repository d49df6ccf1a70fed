package merge

import (
	"cmp"
	"slices"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// apartKinds are the kinds of which one file may have had several that others call the same: what has a name that can be changed, and
// be that of another then. The texts of articles stay as they are.
var apartKinds = []*table.Kind{table.LabelKind, table.AttributeKind, table.RelationTypeKind, table.StoryKind, table.AnnotatorKind}

// tellApart keeps apart what a file had as different things, whatever others call them. The files are asked for what they had
// themselves, and for what they know of others.
func (m *identities) tellApart(k *table.Kind, things *history.Things) error {
	if !slices.Contains(apartKinds, k) {
		return nil
	}
	things.TellApart()
	had := make([][]*history.Entry, len(m.files))
	for _, c := range things.All {
		for _, e := range c.Entries {
			if e.Handled {
				had[e.In] = append(had[e.In], e)
			}
		}
	}
	for _, f := range m.files {
		if k == table.StoryKind {
			if err := m.tellRemade(f, things, had[f.Place]); err != nil {
				return err
			}
		}
		groups, err := f.Together(k.Name)
		if err != nil {
			return err
		}
		var own []string
		for _, e := range had[f.Place] {
			own = append(own, e.ID)
		}
		groups = append(groups, own)
		for _, group := range groups {
			if len(group) < 2 {
				continue
			}
			slices.Sort(group)
			things.KeepApart(group)
			if f == m.own || !slices.ContainsFunc(m.together[k], func(known []string) bool { return includes(known, group) }) {
				m.together[k] = append(m.together[k], group)
				if f != m.own {
					m.apart[k] = append(m.apart[k], group)
				}
			}
		}
	}
	return nil
}

// includes says whether all of some are among those known; both are in order.
func includes(known, some []string) bool {
	return !slices.ContainsFunc(some, func(id string) bool {
		_, there := slices.BinarySearch(known, id)
		return !there
	})
}

// tellRemade says which stories somebody made when another was gone, under the name that it had: whoever deletes a story and imports
// its articles again means the same event.
func (m *identities) tellRemade(f *source, things *history.Things, had []*history.Entry) error {
	all, err := f.file.OtherNames(remadeKind)
	if err != nil {
		return err
	}
	gone := map[string][]*history.Entry{} // by name
	for _, e := range had {
		if e.There {
			continue
		}
		names, err := namesOf(f, e)
		if err != nil {
			return err
		}
		if len(names) > 0 {
			last := names[len(names)-1]
			gone[last] = append(gone[last], e)
		}
	}
	for _, e := range had {
		if len(gone) == 0 {
			break
		}
		names, err := namesOf(f, e)
		if err != nil {
			return err
		}
		for _, old := range gone[cmp.Or(names...)] {
			if old.Until < e.From {
				all = append(all, history.OtherName{ID: old.ID, Row: e.ID})
			}
		}
	}
	for _, n := range all {
		things.MadeAgain(n.ID, n.Row)
		if f == m.own {
			m.remade[n] = true
		} else if !m.remade[n] {
			m.remade[n] = true
			m.retold = append(m.retold, n)
		}
	}
	return nil
}

// namesOf are the names that a story of a file had, in the order of its log.
func namesOf(f *source, e *history.Entry) (names []string, err error) {
	for _, p := range e.Past {
		if p.Value == nil || p.Partial {
			continue
		}
		r, err := table.StoryKind.Decode(p.Value)
		if err != nil {
			return nil, disk.Blame(f.path, err)
		}
		names = append(names, table.StoryKind.Text(r, "name"))
	}
	return names, nil
}

// rememberApart writes down what other files had as different things.
func (m *merger) rememberApart() error {
	for _, k := range apartKinds {
		for _, group := range m.apart[k] {
			m.remembered = true
			for _, id := range group {
				if err := m.noteAlias(togetherKind(k.Name), groupID(group), id); err != nil {
					return err
				}
			}
		}
	}
	for _, n := range m.retold {
		m.remembered = true
		if err := m.noteAlias(remadeKind, n.ID, n.Row); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) noteAlias(kind, id, row string) error {
	return m.tx.Exec("INSERT INTO alias (entity_kind, id, row_id, act_seq) VALUES (?, ?, ?, ?)", kind, id, row, m.tx.Seq())
}
