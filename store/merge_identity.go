package store

import (
	"fmt"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// class is one thing that the files of a merge may know under several ids.
type class struct {
	joined
	hash   string   // of a document's text
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
	a.entries, a.ids = append(a.entries, b.entries...), append(a.ids, b.ids...)
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
			for r, err := range f.registers(k) {
				if err != nil {
					return err
				}
				c, err := m.classOf(k, r)
				if err != nil {
					return err
				}
				if c != nil {
					c.entries = append(c.entries, r)
				}
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
		c.alive = c.lives()
		for _, e := range c.entries {
			e.file.ids[k][e.id] = c.id
		}
	}
	for _, c := range m.classes[k] {
		for _, id := range c.ids {
			for _, f := range m.files {
				if _, there := f.ids[k][id]; !there {
					f.ids[k][id] = c.id
				}
			}
		}
	}
}

func classKey(id, hash string) string { return id + " " + hash }

// classOf returns the class that a row of a file belongs to by its id. A document's is that of its id and its text.
func (m *merger) classOf(k *kind, r *register) (*class, error) {
	value := r.value()
	if value == nil {
		return nil, nil // it was deleted before anybody saw it
	}
	hash := ""
	if k == documentKind {
		decoded, err := k.decode(value)
		if err != nil {
			return nil, err
		}
		hash = k.text(decoded, "text_sha256")
	}
	return m.classAt(k, r.id, hash), nil
}

func (m *merger) classAt(k *kind, id, hash string) *class {
	c, there := m.byKey[k][classKey(id, hash)]
	if !there {
		c = &class{joined: joined{kind: k}, hash: hash, ids: []string{id}}
		m.byKey[k][classKey(id, hash)] = c
		m.classes[k] = append(m.classes[k], c)
	}
	return c.root()
}

// recall unites what earlier merges, of any of the files, found to be the same.
func (m *merger) recall(k *kind) error {
	for _, f := range m.files {
		aliases, err := f.aliases(k)
		if err != nil {
			return err
		}
		for _, a := range aliases {
			m.classAt(k, a.id, a.hash).unite(m.classAt(k, a.row, a.hash))
			if f == m.own {
				m.aliased[k.name+" "+classKey(a.id, a.hash)] = true
			}
		}
	}
	return nil
}

// match unites the classes that say the same of themselves.
func (m *merger) match(k *kind) error {
	same := map[string]*class{}
	m.classes[k] = roots(m.classes[k])
	for _, c := range m.classes[k] {
		w := c.winner()
		if w == nil {
			continue
		}
		r, err := k.decode(w.value())
		if err != nil {
			return err
		}
		key := ""
		switch k {
		case documentKind:
			key = w.file.ids[storyKind].of(k.text(r, "story_id")) + " " + c.hash
		case attributeKind:
			key = w.file.ids[labelKind].of(k.text(r, "label_id")) + " " + k.text(r, "name")
		default:
			key = k.text(r, "name")
		}
		if other, there := same[key]; there {
			other.unite(c)
		} else {
			same[key] = c
		}
	}
	m.classes[k] = roots(m.classes[k])
	return nil
}

func roots(classes []*class) []*class {
	return slices.DeleteFunc(classes, func(c *class) bool { return c.parent != nil })
}

// nameRows gives classes the id under which the project has them, or else the first of their ids. No export shows it.
func (m *merger) nameRows(k *kind) {
	for _, c := range m.classes[k] {
		var there []string
		for _, e := range c.here(m.own) {
			if e.there {
				there = append(there, e.id)
			}
		}
		c.id = c.ids[0]
		if len(there) > 0 {
			c.id = slices.Min(there)
		}
	}
}

// nameDocuments gives documents the first of their ids, whichever file is merged into which: exports show it. Where
// different texts have one id, the project's own keeps it, or else that of the lowest hash, and the others get ids that
// follow from their hash.
func (m *merger) nameDocuments() {
	keeps, own := map[string]string{}, map[string]bool{} // id → hash of the text that keeps it
	for _, c := range m.classes[documentKind] {
		for _, e := range c.here(m.own) {
			if e.there {
				keeps[e.id], own[e.id] = c.hash, true
			}
		}
	}
	for _, c := range m.classes[documentKind] {
		for _, id := range c.ids {
			if hash, there := keeps[id]; !there || c.hash < hash && !own[id] {
				keeps[id] = c.hash
			}
		}
	}
	for _, c := range m.classes[documentKind] {
		derived := func(id string) bool {
			return slices.ContainsFunc(c.ids, func(from string) bool { return splitID(from, c.hash) == id })
		}
		c.id = splitID(c.ids[0], c.hash)
		if i := slices.IndexFunc(c.ids, func(id string) bool { return keeps[id] == c.hash && !derived(id) }); i >= 0 {
			c.id = c.ids[i]
		}
		for _, e := range c.entries {
			if keeps[e.id] != c.hash {
				m.lost = append(m.lost, lostDocument{e.file, e.id, c.hash})
			}
		}
	}
}

// lostDocument is a document of a file whose id belongs to another text.
type lostDocument struct {
	file     *mergeSource
	id, hash string
}

// splitID is the id of what two files know under the same id and mean differently.
func splitID(id, hash string) string { return annotate.DerivedID("split", id, hash) }

// splitAnnotations gives ids of their own to the annotations of documents whose id belongs to another text: two files that
// took both from one dataset have the same ids for different things.
func (m *merger) splitAnnotations() error {
	for _, lost := range m.lost {
		for _, owned := range []struct {
			kind  *kind
			query string
		}{
			{spanKind, "SELECT DISTINCT entity_id FROM change WHERE entity_kind = 'span' AND json_extract(ifnull(after, before), '$.document_id') = ?"},
			{relationKind, `SELECT DISTINCT entity_id FROM change WHERE entity_kind = 'relation' AND json_extract(ifnull(after, before), '$.head_span_id') IN
				(SELECT entity_id FROM change WHERE entity_kind = 'span' AND json_extract(ifnull(after, before), '$.document_id') = ?)`},
			{decisionKind, "SELECT DISTINCT entity_id FROM change WHERE entity_kind = 'decision' AND json_extract(ifnull(after, before), '$.document_id') = ?"},
		} {
			ids, err := texts(lost.file.session, owned.query, lost.id)
			if err != nil {
				return fmt.Errorf("reading %s: %w", lost.file.path, err)
			}
			for _, id := range ids {
				lost.file.ids[owned.kind][id] = splitID(id, lost.hash)
			}
		}
	}
	return nil
}

// aliasRow is a row of the table alias.
type aliasRow struct{ id, hash, row string }

func (f *mergeSource) aliases(k *kind) ([]aliasRow, error) {
	rows, err := f.query("SELECT id, text_sha256, row_id FROM alias WHERE entity_kind = ? AND act_seq IN (SELECT seq FROM act WHERE undone = 0)", k.name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []aliasRow
	for rows.Next() {
		var a aliasRow
		if err := rows.Scan(&a.id, &a.hash, &a.row); err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, rows.Err()
}

// remember writes down that a row has another id in other files.
func (m *merger) remember(k *kind, id, hash, row string) error {
	key := k.name + " " + classKey(id, hash)
	if id == row || m.aliased[key] {
		return nil
	}
	m.aliased[key], m.remembered = true, true
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
		aliases, err := f.aliases(relationKind)
		if err != nil {
			return err
		}
		for _, a := range aliases {
			at(a.id).unite(at(a.row))
			if f == m.own {
				m.aliased[relationKind.name+" "+classKey(a.id, "")] = true
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

func (k *kind) number(r row, name string) int64 {
	i := slices.IndexFunc(k.columns, func(c column) bool { return c.name == name })
	n, _ := r.values[i].(int64)
	return n
}

func (k *kind) set(r row, name string, value any) {
	i := slices.IndexFunc(k.columns, func(c column) bool { return c.name == name })
	r.values[i] = value
}
