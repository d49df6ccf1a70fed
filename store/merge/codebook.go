package merge

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// sameCodebook refuses a file whose codebook is another one and no version of the project's: one that has no label in common
// with it, not even one that somebody deleted since. What was said in the words of two codebooks cannot be compared.
func (m *identities) sameCodebook(other *source) error {
	for _, c := range m.classes[table.LabelKind] {
		if len(c.Here(0)) > 0 && len(c.Here(other.Place)) > 0 {
			return nil
		}
	}
	ours, err := m.own.file.Codebook()
	if err != nil {
		return err
	}
	theirs, err := other.file.Codebook()
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
	m.byID = map[*table.Kind]map[string]*history.Thing{}
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
	if err := m.joinPeople(); err != nil {
		return err
	}
	return m.findJoins()
}

// note says something about the codebooks taken together.
func (m *gathering) note(format string, args ...any) {
	m.plan.Files[0].Codebook = append(m.plan.Files[0].Codebook, fmt.Sprintf(format, args...))
}

// warn says something else of the files taken together.
func (m *gathering) warn(format string, args ...any) {
	m.plan.Files[0].Warnings = append(m.plan.Files[0].Warnings, fmt.Sprintf(format, args...))
}

// decideCodebook says what each part of the codebook becomes: of each of its properties the last definition, whichever file has
// it. Parts are put in order anew, no letter stands for two labels, and an option that somebody dropped stays where living
// annotations have it.
func (m *keeping) decideCodebook() error {
	m.final, m.admitted = map[*table.Kind]map[string]table.Row{table.LabelKind: {}, table.AttributeKind: {}, table.RelationTypeKind: {}}, map[string]annotate.Attribute{}
	for _, k := range []*table.Kind{table.LabelKind, table.AttributeKind, table.RelationTypeKind} {
		var rows []table.Row
		var claims []claim
		for _, c := range m.classes[k] {
			if !m.alive(c.Joined) {
				continue
			}
			known, err := m.known(c.Entries)
			if err != nil {
				return err
			}
			fields := maps.Clone(known.Values())
			if k == table.AttributeKind {
				m.keepNeeded(c, known, fields)
			}
			r, err := m.rowOf(k, c.ID, fields)
			if err != nil {
				return err
			}
			if k == table.RelationTypeKind && k.Text(r, "head_label") != k.Text(r, "tail_label") {
				k.Set(r, "symmetric", int64(0)) // what links two kinds of label has a direction
			}
			rows = append(rows, r)
			claims = append(claims, claim{r, c, known.Field("name").Stamp})
			m.final[k][c.ID] = r
		}
		m.parted(k, claims)
		arrange(k, rows)
		if k == table.LabelKind {
			m.cutCircles()
		}
	}
	for id, r := range m.final[table.AttributeKind] {
		options, err := table.ReadList([]byte(table.AttributeKind.Text(r, "options")))
		if err != nil {
			return err
		}
		m.admitted[id] = annotate.Attribute{ID: id, LabelID: table.AttributeKind.Text(r, "label_id"), Name: table.AttributeKind.Text(r, "name"),
			Type: annotate.AttributeType(table.AttributeKind.Text(r, "type")), Options: options}
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
	for name := range known.Versions() {
		if strings.HasPrefix(name, "options.") {
			fields[name] = "s"
		}
	}
}

// cutCircles takes the parent off labels that became their own ancestors, because two people put each below the other.
func (m *keeping) cutCircles() {
	labels := slices.SortedFunc(maps.Values(m.final[table.LabelKind]), func(a, b table.Row) int {
		return strings.Compare(table.LabelKind.Text(a, "name"), table.LabelKind.Text(b, "name"))
	})
	for _, r := range labels {
		seen := map[string]bool{}
		for at := r; ; {
			parent := m.final[table.LabelKind][table.LabelKind.Text(at, "parent_id")]
			if parent.Values == nil {
				if table.LabelKind.Text(at, "parent_id") != "" {
					table.LabelKind.Set(at, "parent_id", nil)
				}
				break
			}
			if id := table.LabelKind.ID(parent); id == table.LabelKind.ID(r) || seen[id] {
				table.LabelKind.Set(r, "parent_id", nil)
				m.note("the label %s was put below itself by two people, and stands for itself now", table.LabelKind.Text(r, "name"))
				break
			} else {
				seen[id] = true
			}
			at = parent
		}
	}
}

// arrange numbers the rows of a kind by their positions and names, attributes within their labels, and takes a label's
// letter away where one before it has it.
func arrange(k *table.Kind, rows []table.Row) {
	owner := func(r table.Row) string {
		if k == table.AttributeKind {
			return k.Text(r, "label_id")
		}
		return ""
	}
	slices.SortFunc(rows, func(a, b table.Row) int {
		return cmp.Or(strings.Compare(owner(a), owner(b)), cmp.Compare(k.Number(a, "position"), k.Number(b, "position")),
			strings.Compare(k.Text(a, "name"), k.Text(b, "name")))
	})
	position, keys := int64(0), map[string]bool{}
	for i, r := range rows {
		if i > 0 && owner(r) != owner(rows[i-1]) {
			position = 0
		}
		k.Set(r, "position", position)
		position++
		if k != table.LabelKind {
			continue
		}
		if key := k.Text(r, "hotkey"); keys[key] {
			k.Set(r, "hotkey", "")
		} else if key != "" {
			keys[key] = true
		}
	}
}

// compareCodebooks reports how the parts of other files' codebooks differ from the project's, and what becomes of them.
func (m *keeping) compareCodebooks() error {
	for _, k := range []*table.Kind{table.LabelKind, table.AttributeKind, table.RelationTypeKind} {
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

func (m *keeping) comparePart(k *table.Kind, c *history.Thing, own, theirs *history.Entry, file *File) error {
	alive := m.alive(c.Joined)
	switch {
	case own == nil && theirs == nil:
		return nil
	case own == nil && alive:
		name, err := m.partName(k, theirs)
		file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s is new and is added", k.Noun, name))
		return err
	case own != nil && !alive:
		name, err := m.partName(k, own)
		if _, last := c.Ends(); err == nil && slices.ContainsFunc(c.Here(file.source.Place), func(e *history.Entry) bool { return e.Knows(last) }) {
			file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s was deleted there and goes", k.Noun, name))
		}
		return err
	case own == nil || theirs == nil:
		return nil
	}
	before, err := m.fieldsIn(own, own.Now, today)
	if err != nil {
		return err
	}
	other, err := m.fieldsIn(theirs, theirs.Now, today)
	if err != nil {
		return err
	}
	known, err := m.known(c.Entries)
	if err != nil {
		return err
	}
	var differ []string
	later := false
	for i, column := range k.Columns {
		if i == 0 || column.Name == "position" || before[column.Name] == other[column.Name] {
			continue
		}
		differ = append(differ, column.Name)
		later = later || known.Field(column.Name).Value == other[column.Name]
	}
	if len(differ) == 0 {
		return nil
	}
	name, err := m.partName(k, own)
	whose := "the project's is the later and is kept"
	if later {
		whose = "the later definition is the file's and is taken"
	}
	if k == table.AttributeKind && slices.Contains(differ, "options") {
		whose += "; options of both are kept, but for those that somebody dropped and no annotation has"
	}
	file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s differs in %s: %s", k.Noun, name, strings.Join(differ, ", "), whose))
	if theirName, _ := m.partName(k, theirs); err == nil && own.ID != theirs.ID && theirName != name {
		file.Codebook = append(file.Codebook, fmt.Sprintf("the %s %s and %s are taken for one", k.Nouns(), name, theirName))
	}
	return err
}

// partName is what a person calls a part of a codebook.
func (m *wording) partName(k *table.Kind, r *history.Entry) (string, error) {
	decoded, err := k.Decode(r.Now)
	if err != nil || k != table.AttributeKind {
		return k.Text(decoded, "name"), err
	}
	label := m.final[table.LabelKind][m.files[r.In].ids[table.LabelKind].of(k.Text(decoded, "label_id"))]
	if label.Values == nil {
		return k.Text(decoded, "name"), nil
	}
	return table.LabelKind.Text(label, "name") + "." + k.Text(decoded, "name"), nil
}
