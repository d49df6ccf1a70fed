package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// sameCodebook refuses a file whose codebook is another one and no version of the project's: one that shares no label
// with it. What was said in the words of two codebooks cannot be compared.
func sameCodebook(own, other *mergeSource) error {
	ours, err := own.codebook()
	if err != nil {
		return err
	}
	theirs, err := other.codebook()
	if err != nil {
		return explain(other.path, err)
	}
	var names [2][]string
	for i, labels := range [][]annotate.Label{theirs.Labels, ours.Labels} {
		for _, l := range labels {
			names[i] = append(names[i], l.Name)
		}
	}
	for _, l := range theirs.Labels {
		if _, shared := ours.LabelByID(l.ID); shared || slices.Contains(names[1], l.Name) {
			return nil
		}
	}
	return annotate.Conflictf("%s has another codebook, with the labels %s; this project has %s: bring both to one codebook first",
		other.path, strings.Join(names[0], ", "), strings.Join(names[1], ", "))
}

// index makes classes findable by the id that they have in the merged project, and labels and attributes by the names
// that each file calls them by.
func (m *merger) index() error {
	m.byID = map[*kind]map[string]*class{}
	for _, k := range classKinds {
		m.byID[k] = map[string]*class{}
		for _, c := range m.classes[k] {
			m.byID[k][c.id] = c
			m.deadAttributes = m.deadAttributes || k == attributeKind && !c.alive
		}
	}
	for _, k := range []*kind{labelKind, attributeKind} {
		for _, c := range m.classes[k] {
			for _, e := range c.entries {
				if !e.there {
					continue
				}
				r, err := k.decode(e.table)
				if err != nil {
					return err
				}
				name := k.text(r, "name")
				if k == attributeKind {
					name = k.text(r, "label_id") + "\x00" + name
				}
				m.names[k][e.file.path+"\x00"+name] = c
			}
		}
	}
	return nil
}

func (m *merger) labelNamed(f *mergeSource, name string) *class {
	return m.names[labelKind][f.path+"\x00"+name]
}

func (m *merger) attributeNamed(f *mergeSource, labelID, name string) *class {
	return m.names[attributeKind][f.path+"\x00"+labelID+"\x00"+name]
}

// decideCodebook says what each part of the codebook becomes: its last definition, whichever file has it. Parts are put
// in order anew, no letter stands for two labels, and no file's option goes: annotations may have it.
func (m *merger) decideCodebook() error {
	m.final = map[*kind]map[string]row{labelKind: {}, attributeKind: {}, relationTypeKind: {}}
	for _, k := range []*kind{labelKind, attributeKind, relationTypeKind} {
		var rows []row
		for _, c := range m.classes[k] {
			if !m.alive(c.joined) {
				continue
			}
			r, err := m.said(c.winner())
			if err != nil {
				return err
			}
			r.values[0] = c.id
			if k == attributeKind {
				if err := m.addOptions(c, r); err != nil {
					return err
				}
			}
			rows = append(rows, r)
			m.final[k][c.id] = r
		}
		arrange(k, rows)
	}
	return m.nameValues()
}

// said is a row in its last version, in the words of the merged project. A part of the codebook is as it was before an earlier
// merge fitted it to other parts, but for the labels of a relation type: it names them as the file does now.
func (m *merger) said(w *register) (row, error) {
	if w.kind == labelKind || w.kind == attributeKind {
		return m.translate(w, w.living.value)
	}
	r, err := m.translate(w, w.value())
	if err != nil || w.kind != relationTypeKind {
		return r, err
	}
	before, err := w.kind.decode(w.living.value)
	if err == nil {
		w.kind.set(r, "position", w.kind.number(before, "position"))
	}
	return r, err
}

// arrange numbers the rows of a kind by their positions and names, attributes within their labels, and takes a label's
// letter away where one before it has it.
func arrange(k *kind, rows []row) {
	owner := func(r row) string {
		if k == attributeKind {
			return k.text(r, "label_id")
		}
		return ""
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(owner(a), owner(b)), cmp.Compare(k.number(a, "position"), k.number(b, "position")),
			strings.Compare(k.text(a, "name"), k.text(b, "name")))
	})
	position, keys := int64(0), map[string]bool{}
	for i, r := range rows {
		if i > 0 && owner(r) != owner(rows[i-1]) {
			position = 0
		}
		k.set(r, "position", position)
		position++
		if k != labelKind {
			continue
		}
		if key := k.text(r, "hotkey"); keys[key] {
			k.set(r, "hotkey", "")
		} else if key != "" {
			keys[key] = true
		}
	}
}

// addOptions gives an attribute the options that it has in other files, after its own.
func (m *merger) addOptions(c *class, r row) error {
	kind := attributeKind.text(r, "type")
	options, err := readList([]byte(attributeKind.text(r, "options")))
	if err != nil || kind != "choice" && kind != "choices" {
		return err
	}
	var more []string
	for _, e := range c.entries {
		if !e.there {
			continue
		}
		other, err := attributeKind.decode(e.table)
		if err != nil {
			return err
		}
		has, err := readList([]byte(attributeKind.text(other, "options")))
		if err != nil {
			return err
		}
		for _, option := range has {
			if !slices.Contains(options, option) && !slices.Contains(more, option) {
				more = append(more, option)
			}
		}
	}
	slices.Sort(more)
	attributeKind.set(r, "options", writeList(append(options, more...)))
	return nil
}

// nameValues finds out which attributes each file calls otherwise than the merged project does.
func (m *merger) nameValues() error {
	for _, c := range m.classes[attributeKind] {
		final, there := m.final[attributeKind][c.id]
		for _, e := range c.entries {
			if !there || !e.there {
				continue
			}
			r, err := attributeKind.decode(e.table)
			if err != nil {
				return err
			}
			from, to := attributeKind.text(r, "name"), attributeKind.text(final, "name")
			if from == to {
				continue
			}
			label := attributeKind.text(r, "label_id")
			if e.file.values[label] == nil {
				e.file.values[label] = idMap{}
			}
			e.file.values[label][from] = to
		}
	}
	return nil
}

// compareCodebooks reports how the parts of other files' codebooks differ from the project's, and what becomes of them.
func (m *merger) compareCodebooks() error {
	for _, k := range []*kind{labelKind, attributeKind, relationTypeKind} {
		for _, c := range m.classes[k] {
			own := c.there(m.own)
			for i, f := range m.files[1:] {
				theirs := c.there(f)
				if err := m.comparePart(k, c, own, theirs, &m.plan.Files[i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// there is the entry of a file whose table has the row, nil where it has not.
func (j joined) there(f *mergeSource) *register {
	for _, e := range j.entries {
		if e.file == f && e.there {
			return e
		}
	}
	return nil
}

func (m *merger) comparePart(k *kind, c *class, own, theirs *register, file *MergeFile) error {
	alive := m.alive(c.joined)
	switch {
	case own == nil && theirs == nil:
		return nil
	case own == nil && alive:
		name, err := m.partName(k, theirs)
		file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s is new and is added", k.noun, name))
		return err
	case own != nil && !alive:
		name, err := m.partName(k, own)
		if last := c.dead(); err == nil && c.in(file.source, last) {
			file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s was deleted there and goes", k.noun, name))
		}
		return err
	case own == nil || theirs == nil:
		return nil
	}
	before, err := m.translate(own, own.table)
	if err != nil {
		return err
	}
	other, err := m.translate(theirs, theirs.table)
	if err != nil {
		return err
	}
	var differ []string
	for i, column := range k.columns {
		if i > 0 && column.name != "position" && k.text(before, column.name) != k.text(other, column.name) {
			differ = append(differ, column.name)
		}
	}
	if len(differ) == 0 {
		return nil
	}
	name, err := m.partName(k, own)
	whose := "the project's is the later and is kept"
	if c.winner().file != m.own && !c.in(m.own, c.winner().living) {
		whose = "the later definition is the file's and is taken"
	}
	if k == attributeKind && slices.Contains(differ, "options") {
		whose += "; options of both are kept"
	}
	file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s differs in %s: %s", k.noun, name, strings.Join(differ, ", "), whose))
	return err
}

// partName is what a person calls a part of a codebook.
func (m *merger) partName(k *kind, r *register) (string, error) {
	decoded, err := k.decode(r.table)
	if err != nil || k != attributeKind {
		return k.text(decoded, "name"), err
	}
	label := m.final[labelKind][r.file.ids[labelKind].of(k.text(decoded, "label_id"))]
	if label.values == nil {
		return k.text(decoded, "name"), nil
	}
	return labelKind.text(label, "name") + "." + k.text(decoded, "name"), nil
}
