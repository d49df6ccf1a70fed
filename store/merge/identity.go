package merge

import (
	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// classKinds are the kinds of row that are matched by what they say where their ids differ, owners first. All of them
// are few enough to be held in memory.
var classKinds = []*table.Kind{table.AnnotatorKind, table.LabelKind, table.AttributeKind, table.RelationTypeKind, table.StoryKind, table.DocumentKind}

// identify reads the rows of classKinds in all files and finds out which of them are the same: those of the same id,
// those that an earlier merge found to be the same, and those of the same name or, documents, of the same text, within the
// same owner. Parts of the codebook that one file had as different ones are not the same, whatever they are called.
func (m *identities) identify() error {
	m.classes, m.together, m.apart = map[*table.Kind][]*history.Thing{}, map[*table.Kind][][]string{}, map[*table.Kind][][]string{}
	m.remade = map[history.OtherName]bool{}
	for _, k := range classKinds {
		things := history.NewThings(k.Name)
		for _, f := range m.files {
			for e, err := range f.Entries(k.Name) {
				if err != nil {
					return err
				}
				if !e.Seen && !e.Known() || k == table.DocumentKind && e.Hash == "" {
					continue // nobody ever saw it
				}
				things.Add(e)
			}
			if k == table.LabelKind || k == table.AttributeKind {
				if err := f.learn(k); err != nil {
					return err
				}
			}
		}
		for _, f := range m.files {
			names, err := f.OtherNames(k.Name)
			if err != nil {
				return err
			}
			m.recall(k, f, names)
			things.Recall(names)
		}
		if err := m.tellApart(k, things); err != nil {
			return err
		}
		namings := m.namings
		if k == table.DocumentKind {
			namings = m.namingsOf(things.All)
		}
		if err := things.Match(namings); err != nil {
			return err
		}
		if k == table.DocumentKind {
			for _, e := range things.NameTexts() {
				f := m.files[e.In]
				f.lost[e.ID] = append(f.lost[e.ID], e)
			}
		} else {
			things.Name()
		}
		m.classes[k] = things.All
		m.nameIn(k)
	}
	return nil
}

// namingsOf are the namings of those documents whose text another one has too: only they can be the same, and the project may have
// a great many others.
func (m *identities) namingsOf(documents []*history.Thing) func(*history.Thing) ([]history.Naming, error) {
	texts := map[string]int{}
	for _, c := range documents {
		texts[c.Hash]++
	}
	return func(c *history.Thing) ([]history.Naming, error) {
		if texts[c.Hash] == 1 {
			return nil, nil
		}
		return m.namings(c)
	}
}

// recall notes what the project knows to be the same.
func (m *identities) recall(k *table.Kind, f *source, names []history.OtherName) {
	if f != m.own {
		return
	}
	for _, n := range names {
		m.aliased.unite(aliasKey(k, n.ID, n.Hash), aliasKey(k, n.Row, n.Hash))
	}
}

// nameIn says what the rows of each file are called in the merged project, those included that a file has only heard of. An id that
// all files know a document by goes without saying.
func (m *identities) nameIn(k *table.Kind) {
	plain := func(c *history.Thing) bool { return k == table.DocumentKind && len(c.IDs) == 1 && c.IDs[0] == c.ID }
	for _, c := range m.classes[k] {
		c.Alive = c.Lives()
		if plain(c) {
			continue
		}
		for _, e := range c.Entries {
			if !e.Former {
				m.files[e.In].ids[k][e.ID] = c.ID
			}
		}
	}
	for _, c := range m.classes[k] {
		if plain(c) {
			continue
		}
		for _, id := range c.IDs {
			for _, f := range m.files {
				if _, there := f.ids[k][id]; !there {
					f.ids[k][id] = c.ID
				}
			}
		}
	}
}

// namings are the names that a class ever had, in order. A document is matched by its text, and labels and their like by what
// their names fold to.
func (m *identities) namings(c *history.Thing) ([]history.Naming, error) {
	var all []history.Naming
	for _, e := range c.Entries {
		owner, name := "", ""
		for _, p := range e.Past {
			if p.Value == nil || p.Rewrite {
				continue
			}
			fields, _, err := readPartial(p.Value)
			if !p.Partial {
				var r table.Row
				if r, err = table.KindsByName[c.Kind].Decode(p.Value); err == nil {
					fields = history.Fields{"story_id": fieldOf(table.KindsByName[c.Kind].TextOr(r, "story_id")), "label_id": fieldOf(table.KindsByName[c.Kind].TextOr(r, "label_id")), "name": fieldOf(table.KindsByName[c.Kind].TextOr(r, "name"))}
				}
			}
			if err != nil {
				return nil, disk.Blame(m.files[e.In].path, err)
			}
			if said, there := fields["name"]; there && len(said) > 0 {
				name = said[1:]
			}
			for column, k := range map[string]*table.Kind{"story_id": table.StoryKind, "label_id": table.LabelKind} {
				if said := fields[column]; len(said) > 1 {
					owner = m.files[e.In].ids[k].of(said[1:])
				}
			}
			n := history.Naming{Mark: p.Mark, ID: e.ID, Key: owner + " " + nameKey(table.KindsByName[c.Kind], name)}
			if table.KindsByName[c.Kind] == table.DocumentKind {
				n.Key = owner + " " + c.Hash
			}
			if name != "" || table.KindsByName[c.Kind] == table.DocumentKind {
				all = append(all, n)
			}
		}
	}
	return history.InOrder(all), nil
}

// nameKey is what a name is compared by.
func nameKey(k *table.Kind, name string) string {
	if k == table.LabelKind || k == table.AttributeKind || k == table.RelationTypeKind {
		return annotate.FoldName(name)
	}
	return name
}

// sames are groups of keys that mean the same, each key under another of its group, the last under none.
type sames map[string]string

func (s sames) root(key string) string {
	for s[key] != "" {
		key = s[key]
	}
	return key
}

func (s sames) unite(a, b string) {
	if a, b = s.root(a), s.root(b); a != b {
		s[a] = b
	}
}

func aliasKey(k *table.Kind, id, hash string) string { return k.Name + " " + id + " " + hash }

// remember writes down that a row has another id in other files, unless the project knows that already, be it through a third id.
func (m *writing) remember(k *table.Kind, id, hash, row string) error {
	one, other := aliasKey(k, id, hash), aliasKey(k, row, hash)
	if m.aliased.root(one) == m.aliased.root(other) {
		return nil
	}
	m.aliased.unite(one, other)
	m.remembered = true
	return m.tx.Exec("INSERT INTO alias (entity_kind, id, text_sha256, row_id, act_seq) VALUES (?, ?, ?, ?, ?)", k.Name, id, hash, row, m.tx.Seq())
}

// recallRelations lets relations that an earlier merge found to be the same go by the first of their ids.
func (m *identities) recallRelations() error {
	same := history.NewThings(table.RelationKind.Name)
	for _, f := range m.files {
		names, err := f.OtherNames(table.RelationKind.Name)
		if err != nil {
			return err
		}
		m.recall(table.RelationKind, f, names)
		same.Recall(names)
	}
	for _, relation := range same.All {
		for _, id := range relation.IDs {
			for _, f := range m.files {
				f.ids[table.RelationKind][id] = relation.IDs[0]
			}
		}
	}
	return nil
}
