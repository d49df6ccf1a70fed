package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
)

// class is one thing that the files of a merge may know under several ids.
type class struct {
	history.Joined
	ids    []string // under which files know it, in order
	alive  bool
	parent *class // the class that it was found to be the same as
}

// root follows the classes that were united.
func (c *class) root() *class {
	for c.parent != nil {
		c = c.parent
	}
	return c
}

func (c *class) unite(o *class) {
	a, b := c.root(), o.root()
	if a == b {
		return
	}
	a.Entries, a.ids = append(a.Entries, b.Entries...), append(a.ids, b.ids...)
	b.parent = a
}

// classKinds are the kinds of row that are matched by what they say where their ids differ, owners first. All of them
// are few enough to be held in memory.
var classKinds = []*kind{annotatorKind, labelKind, attributeKind, relationTypeKind, storyKind, documentKind}

// identify reads the rows of classKinds in all files and finds out which of them are the same: those of the same id,
// those that an earlier merge found to be the same, and those of the same name or, documents, of the same text, within the
// same owner.
func (m *merger) identify() error {
	m.classes, m.byKey = map[*kind][]*class{}, map[*kind]map[string]*class{}
	for _, k := range classKinds {
		m.byKey[k] = map[string]*class{}
		for _, f := range m.files {
			for r, err := range f.Entries(k.name) {
				if err != nil {
					return err
				}
				if !r.Seen && !r.Known() || k == documentKind && r.Hash == "" {
					continue // nobody ever saw it
				}
				if k == labelKind || k == attributeKind {
					if err := f.learn(k, r); err != nil {
						return err
					}
				}
				c := m.classAt(k, r.ID, r.Hash)
				c.Entries = append(c.Entries, r)
			}
		}
		if err := m.recall(k); err != nil {
			return err
		}
		if err := m.match(k); err != nil {
			return err
		}
		for _, c := range m.classes[k] {
			slices.Sort(c.ids)
			c.ids = slices.Compact(c.ids)
		}
		if k == documentKind {
			m.nameDocuments()
		} else {
			m.nameRows(k)
		}
		m.nameIn(k)
	}
	return nil
}

// nameIn says what the rows of each file are called in the merged project, those included that a file has only heard of.
func (m *merger) nameIn(k *kind) {
	for _, c := range m.classes[k] {
		c.alive = c.Lives()
		for _, e := range c.Entries {
			if !e.Former {
				m.files[e.In].ids[k][e.ID] = c.ID
			}
		}
	}
	for _, c := range m.classes[k] {
		for _, id := range c.ids {
			for _, f := range m.files {
				if _, there := f.ids[k][id]; !there {
					f.ids[k][id] = c.ID
				}
			}
		}
	}
}

func classKey(id, hash string) string { return id + " " + hash }

// classAt returns the class that a row belongs to by its id. A document's is that of its id and its text.
func (m *merger) classAt(k *kind, id, hash string) *class {
	c, there := m.byKey[k][classKey(id, hash)]
	if !there {
		c = &class{Joined: history.Joined{Kind: k.name, Hash: hash}, ids: []string{id}}
		m.byKey[k][classKey(id, hash)] = c
		m.classes[k] = append(m.classes[k], c)
	}
	return c.root()
}

// recall unites what earlier merges, of any of the files, found to be the same.
func (m *merger) recall(k *kind) error {
	for _, f := range m.files {
		aliases, err := f.OtherNames(k.name)
		if err != nil {
			return err
		}
		for _, a := range aliases {
			m.classAt(k, a.ID, a.Hash).unite(m.classAt(k, a.Row, a.Hash))
			if f == m.own {
				m.aliased.unite(aliasKey(k, a.ID, a.Hash), aliasKey(k, a.Row, a.Hash))
			}
		}
	}
	return nil
}

// naming is a name that a thing had, since when, and until when.
type naming struct {
	history.Mark
	id    string // of the row that had it
	until string // "" where it has it still
	key   string // what it belongs to in the merged project, and its name as it is compared
}

// overlaps says whether two names were in use at the same time.
func (n naming) overlaps(o naming) bool {
	return n.key == o.key && (o.until == "" || n.At < o.until) && (n.until == "" || o.At < n.until)
}

// match unites the classes that say the same of themselves, and then those that once did: a story that one file renamed
// is still the one that another file, made apart, knows by the old name. Two things that bore a name at the same time are the
// same, since no file has two of one name; one that got the name when the other had given it up is another thing where a file
// has both.
func (m *merger) match(k *kind) error {
	same, called := map[string]*class{}, map[string][]*class{}
	names := map[*class][]naming{}
	m.classes[k] = roots(m.classes[k])
	for _, c := range m.classes[k] {
		all, err := m.namings(c)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			continue
		}
		names[c] = all
		key := all[len(all)-1].key
		if other, there := same[key]; there {
			other.unite(c)
		} else {
			same[key] = c
		}
	}
	for _, c := range m.classes[k] {
		if root := c.root(); root != c {
			names[root] = append(names[root], names[c]...)
		}
	}
	m.classes[k] = roots(m.classes[k])
	for _, c := range m.classes[k] {
		for _, n := range names[c] {
			if !slices.Contains(called[n.key], c) {
				called[n.key] = append(called[n.key], c)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(called)) {
		group := called[key]
		for i, a := range group {
			for _, b := range group[i+1:] {
				if atOnce(key, names[a], names[b]) {
					a.unite(b)
				}
			}
		}
		if len(group) > 1 && !m.together(group) {
			for _, c := range group[1:] {
				group[0].unite(c)
			}
		}
	}
	m.classes[k] = roots(m.classes[k])
	return nil
}

// atOnce says whether whatever bore a name in one class bore it at the same time as whatever did in the other.
func atOnce(key string, a, b []naming) bool {
	type pair struct{ a, b string }
	pairs := map[pair]bool{}
	for _, n := range a {
		for _, o := range b {
			if n.key == key && o.key == key {
				p := pair{n.id, o.id}
				pairs[p] = pairs[p] || n.overlaps(o)
			}
		}
	}
	for _, overlaps := range pairs {
		if !overlaps {
			return false
		}
	}
	return len(pairs) > 0
}

// together says whether a file has two of the classes as two rows.
func (m *merger) together(classes []*class) bool {
	for _, f := range m.files {
		var row *class
		for _, c := range classes {
			c = c.root()
			if c.There(f.Place) == nil || c == row {
				continue
			}
			if row != nil {
				return true
			}
			row = c
		}
	}
	return false
}

// namings are the names that a class ever had, in order. A document is matched by its text, and labels and their like by what
// their names fold to.
func (m *merger) namings(c *class) ([]naming, error) {
	var all []naming
	for _, e := range c.Entries {
		owner, name := "", ""
		for _, p := range e.Past {
			if p.Value == nil || p.Rewrite {
				continue
			}
			fields, _, err := readPartial(p.Value)
			if !p.Partial {
				var r row
				if r, err = kindsByName[c.Kind].decode(p.Value); err == nil {
					fields = history.Fields{"story_id": fieldOf(kindsByName[c.Kind].textOr(r, "story_id")), "label_id": fieldOf(kindsByName[c.Kind].textOr(r, "label_id")), "name": fieldOf(kindsByName[c.Kind].textOr(r, "name"))}
				}
			}
			if err != nil {
				return nil, blame(m.files[e.In].path, err)
			}
			if said, there := fields["name"]; there && len(said) > 0 {
				name = said[1:]
			}
			for column, k := range map[string]*kind{"story_id": storyKind, "label_id": labelKind} {
				if said := fields[column]; len(said) > 1 {
					owner = m.files[e.In].ids[k].of(said[1:])
				}
			}
			n := naming{Mark: p.Mark, id: e.ID, key: owner + " " + nameKey(kindsByName[c.Kind], name)}
			if kindsByName[c.Kind] == documentKind {
				n.key = owner + " " + c.Hash
			}
			if name != "" || kindsByName[c.Kind] == documentKind {
				all = append(all, n)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b naming) int { return cmp.Or(strings.Compare(a.At, b.At), strings.Compare(a.ID, b.ID)) })
	for i := range all { // a name ends where the same row gets another
		next := slices.IndexFunc(all[i+1:], func(n naming) bool { return n.id == all[i].id && n.key != all[i].key })
		if next >= 0 {
			all[i].until = all[i+1+next].At
		}
	}
	return all, nil
}

// nameKey is what a name is compared by.
func nameKey(k *kind, name string) string {
	if k == labelKind || k == attributeKind || k == relationTypeKind {
		return annotate.FoldName(name)
	}
	return name
}

func roots(classes []*class) []*class {
	return slices.DeleteFunc(classes, func(c *class) bool { return c.parent != nil })
}

// nameRows gives classes the id under which the project has them, or else the first of their ids. No export shows it.
func (m *merger) nameRows(k *kind) {
	for _, c := range m.classes[k] {
		var there []string
		for _, e := range c.Here(0) {
			if e.There {
				there = append(there, e.ID)
			}
		}
		c.ID = c.ids[0]
		if len(there) > 0 {
			c.ID = slices.Min(there)
		}
	}
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

func aliasKey(k *kind, id, hash string) string { return k.name + " " + classKey(id, hash) }

// remember writes down that a row has another id in other files, unless the project knows that already, be it through a third id.
func (m *merger) remember(k *kind, id, hash, row string) error {
	one, other := aliasKey(k, id, hash), aliasKey(k, row, hash)
	if m.aliased.root(one) == m.aliased.root(other) {
		return nil
	}
	m.aliased.unite(one, other)
	m.remembered = true
	return m.tx.exec("INSERT INTO alias (entity_kind, id, text_sha256, row_id, act_seq) VALUES (?, ?, ?, ?, ?)", k.name, id, hash, row, m.tx.act.Seq)
}

// recallRelations lets relations that an earlier merge found to be the same go by the first of their ids.
func (m *merger) recallRelations() error {
	same := map[string]*class{}
	at := func(id string) *class {
		if same[id] == nil {
			same[id] = &class{ids: []string{id}}
		}
		return same[id]
	}
	for _, f := range m.files {
		aliases, err := f.OtherNames(relationKind.name)
		if err != nil {
			return err
		}
		for _, a := range aliases {
			at(a.ID).unite(at(a.Row))
			if f == m.own {
				m.aliased.unite(aliasKey(relationKind, a.ID, ""), aliasKey(relationKind, a.Row, ""))
			}
		}
	}
	for id, c := range same {
		for _, f := range m.files {
			f.ids[relationKind][id] = slices.Min(c.root().ids)
		}
	}
	return nil
}

// text is a column of text.
func (k *kind) text(r row, name string) string {
	i := slices.IndexFunc(k.columns, func(c column) bool { return c.name == name })
	text, _ := r.values[i].(string)
	return text
}

// textOr is a column of text, "" where the kind has none of that name.
func (k *kind) textOr(r row, name string) string {
	if !slices.ContainsFunc(k.columns, func(c column) bool { return c.name == name }) {
		return ""
	}
	return k.text(r, name)
}

func (k *kind) number(r row, name string) int64 {
	i := slices.IndexFunc(k.columns, func(c column) bool { return c.name == name })
	n, _ := r.values[i].(int64)
	return n
}

func (k *kind) set(r row, name string, value any) {
	i := slices.IndexFunc(k.columns, func(c column) bool { return c.name == name })
	r.values[i] = value
}
