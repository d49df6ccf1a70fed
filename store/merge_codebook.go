package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
)

// sameCodebook refuses a file whose codebook is another one and no version of the project's: one that has no label in common
// with it, not even one that somebody deleted since. What was said in the words of two codebooks cannot be compared.
func (m *identities) sameCodebook(other *mergeSource) error {
	for _, c := range m.classes[labelKind] {
		if len(c.Here(0)) > 0 && len(c.Here(other.Place)) > 0 {
			return nil
		}
	}
	ours, err := m.own.file.codebook()
	if err != nil {
		return err
	}
	theirs, err := other.file.codebook()
	if err != nil {
		return err
	}
	var names [2][]string
	for i, labels := range [][]annotate.Label{theirs.Labels, ours.Labels} {
		for _, l := range labels {
			names[i] = append(names[i], l.Name)
		}
	}
	return annotate.Conflictf("%s has another codebook, with the labels %s; this project has %s: bring both to one codebook first",
		other.path, strings.Join(names[0], ", "), strings.Join(names[1], ", "))
}

// index makes classes findable by the id that they have in the merged project.
func (m *identities) index() error {
	m.byID = map[*kind]map[string]*history.Thing{}
	for _, k := range classKinds {
		m.byID[k] = map[string]*history.Thing{}
		for _, c := range m.classes[k] {
			m.byID[k][c.ID] = c
		}
	}
	for _, f := range m.files[1:] {
		if err := m.sameCodebook(f); err != nil {
			return err
		}
	}
	return m.findJoins()
}

// note says something about the codebooks taken together.
func (m *gathering) note(format string, args ...any) {
	m.plan.Files[0].Codebook = append(m.plan.Files[0].Codebook, fmt.Sprintf(format, args...))
}

// decideCodebook says what each part of the codebook becomes: of each of its properties the last definition, whichever file has
// it. Parts are put in order anew, no letter stands for two labels, and an option that somebody dropped stays where living
// annotations have it.
func (m *keeping) decideCodebook() error {
	m.final, m.admitted = map[*kind]map[string]row{labelKind: {}, attributeKind: {}, relationTypeKind: {}}, map[string]annotate.Attribute{}
	for _, k := range []*kind{labelKind, attributeKind, relationTypeKind} {
		var rows []row
		for _, c := range m.classes[k] {
			if !m.alive(c.Joined) {
				continue
			}
			known, err := m.known(c.Entries)
			if err != nil {
				return err
			}
			fields := known.Values()
			if k == attributeKind {
				m.keepNeeded(c, known, fields)
			}
			r, err := m.rowOf(k, c.ID, fields)
			if err != nil {
				return err
			}
			if k == relationTypeKind && k.text(r, "head_label") != k.text(r, "tail_label") {
				k.set(r, "symmetric", int64(0)) // what links two kinds of label has a direction
			}
			rows = append(rows, r)
			m.final[k][c.ID] = r
		}
		arrange(k, rows)
		if k == labelKind {
			m.cutCircles()
		}
	}
	for id, r := range m.final[attributeKind] {
		options, err := readList([]byte(attributeKind.text(r, "options")))
		if err != nil {
			return err
		}
		m.admitted[id] = annotate.Attribute{ID: id, LabelID: attributeKind.text(r, "label_id"), Name: attributeKind.text(r, "name"),
			Type: annotate.AttributeType(attributeKind.text(r, "type")), Options: options}
	}
	return nil
}

// keepNeeded sets the options again that annotations have, and where every option was dropped by somebody, all of them. What is
// no choice any more has none.
func (m *keeping) keepNeeded(c *history.Thing, known *history.Row, fields history.Fields) {
	kind := idIn(fields, "type")
	if kind != string(annotate.Choice) && kind != string(annotate.Choices) {
		maps.DeleteFunc(fields, func(name, _ string) bool { return strings.HasPrefix(name, "options.") })
		return
	}
	for option := range m.needed[c.ID] {
		fields["options."+option] = "s"
	}
	for name := range fields {
		if strings.HasPrefix(name, "options.") {
			return
		}
	}
	for name := range known.Fields {
		if strings.HasPrefix(name, "options.") {
			fields[name] = "s"
		}
	}
}

// cutCircles takes the parent off labels that became their own ancestors, because two people put each below the other.
func (m *keeping) cutCircles() {
	labels := slices.SortedFunc(maps.Values(m.final[labelKind]), func(a, b row) int {
		return strings.Compare(labelKind.text(a, "name"), labelKind.text(b, "name"))
	})
	for _, r := range labels {
		seen := map[string]bool{}
		for at := r; ; {
			parent := m.final[labelKind][labelKind.text(at, "parent_id")]
			if parent.values == nil {
				if labelKind.text(at, "parent_id") != "" {
					labelKind.set(at, "parent_id", nil)
				}
				break
			}
			if id := labelKind.id(parent); id == labelKind.id(r) || seen[id] {
				labelKind.set(r, "parent_id", nil)
				m.note("the label %s was put below itself by two people, and stands for itself now", labelKind.text(r, "name"))
				break
			} else {
				seen[id] = true
			}
			at = parent
		}
	}
}

// said is a row as all files together say it, in the words of the merged project.
func (m *wording) said(j history.Joined) (row, error) {
	known, err := m.known(j.Entries)
	if err != nil {
		return row{}, err
	}
	return m.rowOf(kindsByName[j.Kind], j.ID, known.Values())
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

// compareCodebooks reports how the parts of other files' codebooks differ from the project's, and what becomes of them.
func (m *keeping) compareCodebooks() error {
	for _, k := range []*kind{labelKind, attributeKind, relationTypeKind} {
		for _, c := range m.classes[k] {
			own := c.There(0)
			for i, f := range m.files[1:] {
				theirs := c.There(f.Place)
				if err := m.comparePart(k, c, own, theirs, &m.plan.Files[i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (m *keeping) comparePart(k *kind, c *history.Thing, own, theirs *history.Entry, file *MergeFile) error {
	alive := m.alive(c.Joined)
	switch {
	case own == nil && theirs == nil:
		return nil
	case own == nil && alive:
		name, err := m.partName(k, theirs)
		file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s is new and is added", k.noun, name))
		return err
	case own != nil && !alive:
		name, err := m.partName(k, own)
		if _, last := c.Ends(); err == nil && slices.ContainsFunc(c.Here(file.source.Place), func(e *history.Entry) bool { return e.Knows(last) }) {
			file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s was deleted there and goes", k.noun, name))
		}
		return err
	case own == nil || theirs == nil:
		return nil
	}
	before, err := m.fieldsIn(own, own.Now)
	if err != nil {
		return err
	}
	other, err := m.fieldsIn(theirs, theirs.Now)
	if err != nil {
		return err
	}
	known, err := m.known(c.Entries)
	if err != nil {
		return err
	}
	var differ []string
	later := false
	for i, column := range k.columns {
		if i == 0 || column.name == "position" || before[column.name] == other[column.name] {
			continue
		}
		differ = append(differ, column.name)
		later = later || known.Fields[column.name].Value == other[column.name]
	}
	if len(differ) == 0 {
		return nil
	}
	name, err := m.partName(k, own)
	whose := "the project's is the later and is kept"
	if later {
		whose = "the later definition is the file's and is taken"
	}
	if k == attributeKind && slices.Contains(differ, "options") {
		whose += "; options of both are kept, but for those that somebody dropped and no annotation has"
	}
	file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s differs in %s: %s", k.noun, name, strings.Join(differ, ", "), whose))
	if theirName, _ := m.partName(k, theirs); err == nil && own.ID != theirs.ID && theirName != name {
		file.Codebook = append(file.Codebook, fmt.Sprintf("the %ss %s and %s are taken for one", k.noun, name, theirName))
	}
	return err
}

// partName is what a person calls a part of a codebook.
func (m *wording) partName(k *kind, r *history.Entry) (string, error) {
	decoded, err := k.decode(r.Now)
	if err != nil || k != attributeKind {
		return k.text(decoded, "name"), err
	}
	label := m.final[labelKind][m.files[r.In].ids[labelKind].of(k.text(decoded, "label_id"))]
	if label.values == nil {
		return k.text(decoded, "name"), nil
	}
	return labelKind.text(label, "name") + "." + k.text(decoded, "name"), nil
}
