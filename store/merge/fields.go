package merge

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// A row as history knows it. A column is a field of its name, and its value a text that says its type: "n" for NULL, "i" and a
// whole number, "f" and a fraction, "s" and a text. Items of itemized columns are fields of their own beside the column, which
// gives their order; a span's values are fields only, by the ids of their attributes; the labels of a relation type
// are named by their ids. What the file has no id for stands under its name, after "=".

// itemized are the columns whose items are set one by one.
var itemized = map[*table.Kind]string{table.AttributeKind: "options", table.EntityKind: "aliases"}

// byLabel are the columns that hold the names of labels.
var byLabel = map[*table.Kind][]string{table.RelationTypeKind: {"head_label", "tail_label"}}

// written are the columns that say when something was done, which nobody disputes.
var written = []string{"created_at", "updated_at", "decided_at"}

// unsaid is what a column holds of which nobody said anything.
var unsaid = map[table.ColumnType]any{table.TextColumn: "", table.IntegerColumn: int64(0), table.RealColumn: float64(1)}

const valuePrefix = "attributes."

func fieldOf(value any) string {
	switch v := value.(type) {
	case string:
		return "s" + v
	case int64:
		return "i" + strconv.FormatInt(v, 10)
	case float64:
		return "f" + strconv.FormatFloat(v, 'g', -1, 64)
	}
	return "n"
}

func valueOf(field string) any {
	if field == "" {
		return nil
	}
	switch text := field[1:]; field[0] {
	case 's':
		return text
	case 'i':
		n, _ := strconv.ParseInt(text, 10, 64)
		return n
	case 'f':
		f, _ := strconv.ParseFloat(text, 64)
		return f
	}
	return nil
}

// words are how a side of the merge calls labels and attributes: a file, or the merged project.
type words struct {
	labelID     func(name string) string
	attributeID func(labelID, name string) string
}

// fields takes a row apart.
func (w words) fields(k *table.Kind, r table.Row) (history.Fields, error) {
	f := make(history.Fields, len(k.Columns)+2)
	err := w.each(k, r, func(name, field string) { f[name] = field })
	return f, err
}

// each calls fn for the fields of a row.
func (w words) each(k *table.Kind, r table.Row, fn func(name, field string)) error {
	labelled := byLabel[k]
	for i, c := range k.Columns {
		switch {
		case i < len(k.Key) || c.Bulk():
		case k == table.SpanKind && c.Name == "attributes":
			label := k.Text(r, "label_id")
			err := table.EachField([]byte(k.Text(r, "attributes")), func(name, value string) error {
				fn(valuePrefix+w.attributeID(label, name), "s"+value)
				return nil
			})
			if err != nil {
				return fmt.Errorf("the values of a span: %w", err)
			}
		case slices.Contains(labelled, c.Name) && k.Text(r, c.Name) != "":
			fn(c.Name, "s"+w.labelID(k.Text(r, c.Name)))
		default:
			fn(c.Name, fieldOf(r.Values[i]))
		}
	}
	if column := itemized[k]; column != "" {
		items, err := table.ReadList([]byte(k.Text(r, column)))
		if err != nil {
			return fmt.Errorf("the %s of a %s: %w", column, k.Noun, err)
		}
		for _, item := range items {
			fn(column+"."+item, "s")
		}
	}
	if k.List != nil {
		fn(k.List.Name, "s"+table.WriteItems(r.Items))
	}
	return nil
}

// says tells whether a row says these fields and no others.
func (w words) says(k *table.Kind, r table.Row, fields history.Fields) (bool, error) {
	if itemized[k] != "" { // an item may be there twice
		said, err := w.fields(k, r)
		return maps.Equal(said, fields), err
	}
	n, same := 0, true
	err := w.each(k, r, func(name, field string) {
		is, there := fields[name]
		n, same = n+1, same && there && is == field
	})
	return same && n == len(fields), err
}

// fieldsOf takes a row of a file apart, in the words that the file had after an act.
func (f *source) fieldsOf(k *table.Kind, raw json.RawMessage, act int64) (history.Fields, error) {
	r, err := k.Decode(raw)
	if err != nil {
		return nil, disk.Blame(f.path, err)
	}
	fields, err := words{
		func(name string) string { return f.labels.named(name, act) },
		func(labelID, name string) string { return f.values.named(labelID+"\x00"+name, act) },
	}.fields(k, r)
	return fields, disk.Blame(f.path, err)
}

// translate names what fields refer to as the merged project does.
func (m *wording) translate(f *source, k *table.Kind, fields history.Fields) (history.Fields, error) {
	for _, ref := range references[k] {
		field, there := fields[ref.column]
		if !there || field == "n" {
			continue
		}
		id, _ := valueOf(field).(string)
		if !ref.list {
			if id = f.mapped(ref.to, id); ref.to == table.EntityKind {
				id = m.joinedTo(id)
			}
			fields[ref.column] = "s" + id
			continue
		}
		if len(f.ids[table.SpanKind])+len(f.ids[table.RelationKind]) == 0 {
			continue
		}
		ids, err := table.ReadList([]byte(id))
		if err != nil {
			return nil, err
		}
		for i := range ids {
			ids[i] = f.ids[table.RelationKind].of(f.mapped(table.SpanKind, ids[i]))
		}
		fields[ref.column] = "s" + table.WriteList(ids)
	}
	for _, column := range byLabel[k] {
		if field := fields[column]; len(field) > 1 {
			fields[column] = "s" + f.ids[table.LabelKind].of(field[1:])
		}
	}
	if k != table.SpanKind {
		return fields, nil
	}
	renamed := history.Fields{}
	for name, value := range fields {
		if id, isValue := strings.CutPrefix(name, valuePrefix); isValue {
			if to := f.ids[table.AttributeKind].of(id); to != id {
				renamed[valuePrefix+to] = value
				delete(fields, name)
			}
		}
	}
	maps.Copy(fields, renamed)
	return fields, nil
}

// history tells all that a file knows of a row, in the words of the merged project.
func (m *wording) history(e *history.Entry) (*history.Row, error) {
	if e.Row != nil {
		return e.Row, nil
	}
	r, k := history.NewRow(), table.KindsByName[e.Kind]
	for _, p := range e.Past {
		c := history.Change{Mark: p.Mark, Rewrite: p.Rewrite, Partial: p.Partial, Basis: p.Basis}
		var err error
		if p.Partial {
			c.After, c.Unset, err = readPartial(p.Value)
			err = disk.Blame(m.files[e.In].path, err)
			unset := history.Fields{}
			for _, name := range c.Unset {
				unset[name] = "s"
			}
			if unset, err = m.translated(e, unset, err); err == nil {
				c.Unset = slices.Sorted(maps.Keys(unset))
				c.After, err = m.translated(e, c.After, nil)
			}
		} else {
			if p.Before != nil && p.Value != nil {
				c.Before, err = m.fieldsIn(e, p.Before, p.Act-1)
			}
			if p.Value != nil && err == nil {
				c.After, err = m.fieldsIn(e, p.Value, p.Act)
			} else if p.Value == nil && p.Before != nil {
				c.Before, err = m.fieldsIn(e, p.Before, p.Act-1)
			}
		}
		if err != nil {
			return nil, err
		}
		if c.Rewrite { // only joins of annotators rewrite whose a row is, and they are known by themselves
			delete(c.Before, whose(k))
			delete(c.After, whose(k))
		}
		r.Witness(c)
	}
	e.Row = r
	return r, nil
}

// foretell finds out what files know of a row, before it is asked for. Where that depends on what is asked of other rows, and where
// something is wrong with it, it is left to whoever asks.
func (m *wording) foretell(j history.Joined) {
	if len(m.joins) > 0 {
		return
	}
	for _, e := range j.Entries {
		m.history(e)
	}
}

func (m *wording) fieldsIn(e *history.Entry, raw json.RawMessage, act int64) (history.Fields, error) {
	fields, err := m.files[e.In].fieldsOf(table.KindsByName[e.Kind], raw, act)
	return m.translated(e, fields, err)
}

func (m *wording) translated(e *history.Entry, fields history.Fields, err error) (history.Fields, error) {
	if err != nil {
		return nil, err
	}
	return m.translate(m.files[e.In], table.KindsByName[e.Kind], fields)
}

// unknown is a row of which nothing is known.
var unknown = history.NewRow()

// known joins what some entries of a row know. What it returns is not to be changed.
func (m *wording) known(entries []*history.Entry) (*history.Row, error) {
	if len(entries) == 0 {
		return unknown, nil
	}
	all := history.NewRow()
	for _, e := range entries {
		r, err := m.history(e)
		if err != nil {
			return nil, err
		}
		if len(entries) == 1 {
			return r, nil
		}
		all.Join(r)
	}
	return all, nil
}

// bothKnow is what all files know of a row, and what the project alone knew.
func (m *wording) bothKnow(j history.Joined, own []*history.Entry) (known, knew *history.Row, err error) {
	if known, err = m.known(j.Entries); err == nil {
		knew, err = m.known(own)
	}
	return known, knew, err
}

// partial is how the table version keeps what a change altered.
type partial struct {
	Set   history.Fields `json:"set"`
	Unset []string       `json:"unset,omitempty"`
}

func readPartial(raw json.RawMessage) (history.Fields, []string, error) {
	p, err := table.Unmarshal[partial](raw)
	if p.Set == nil {
		p.Set = history.Fields{}
	}
	return p.Set, p.Unset, err
}

// rowOf puts a row together that says the fields, in the words of the merged project.
func (m *wording) rowOf(k *table.Kind, id string, fields history.Fields) (table.Row, error) {
	r := table.Row{Values: make([]any, len(k.Columns))}
	copy(r.Values, k.KeyOf(id))
	by := whose(k)
	for i, c := range k.Columns {
		if i < len(k.Key) || c.Bulk() {
			continue
		}
		if r.Values[i] = valueOf(fields[c.Name]); r.Values[i] == nil {
			r.Values[i] = unsaid[c.Kind]
		}
		switch {
		case c.Name == by:
			r.Values[i] = m.standsFor.of(k.Text(r, c.Name))
		case k == table.SpanKind && c.Name == "attributes":
			r.Values[i] = m.valuesOf(fields)
		case slices.Contains(byLabel[k], c.Name):
			r.Values[i] = m.labelName(k.Text(r, c.Name))
		case c.Name == itemized[k]:
			list, err := table.ReadList([]byte(k.Text(r, c.Name)))
			if err != nil {
				return r, err
			}
			r.Values[i] = table.WriteList(listOf(c.Name, list, fields))
		}
	}
	if k.List == nil {
		return r, nil
	}
	items, _ := valueOf(fields[k.List.Name]).(string)
	if items == "" {
		return r, nil
	}
	var err error
	r.Items, err = k.ReadItems(json.RawMessage(items))
	return r, err
}

// listOf are the items that are set, in the order of the list that was written last, and then by name.
func listOf(column string, order []string, fields history.Fields) []string {
	var items, more []string
	for _, item := range order {
		if _, set := fields[column+"."+item]; set && !slices.Contains(items, item) {
			items = append(items, item)
		}
	}
	for name := range fields {
		if item, is := strings.CutPrefix(name, column+"."); is && !slices.Contains(items, item) {
			more = append(more, item)
		}
	}
	slices.Sort(more)
	return append(items, more...)
}

// readValue reads a value of a span out of its field.
func readValue(field string) (any, error) {
	if strings.HasPrefix(field, `s"`) {
		return table.ReadText(field[1:])
	}
	return table.Unmarshal[any]([]byte(field[1:]))
}

// valuesOf are the values of a span that the merged codebook admits.
func (m *wording) valuesOf(fields history.Fields) string {
	label, _ := valueOf(fields["label_id"]).(string)
	values := map[string]any{}
	for name, field := range fields {
		id, isValue := strings.CutPrefix(name, valuePrefix)
		if !isValue {
			continue
		}
		a, there := m.admitted[id]
		if !there || a.LabelID != label {
			continue
		}
		value, err := readValue(field)
		if err != nil {
			continue
		}
		if checked, err := a.Check(value); err == nil && checked != nil {
			values[a.Name] = checked
		}
	}
	return table.WriteAttributes(values)
}

// labelName is the name of a label of the merged codebook, "" where it has none.
func (m *wording) labelName(id string) string {
	if name, unknown := strings.CutPrefix(id, "="); unknown {
		for _, r := range m.final[table.LabelKind] {
			if table.LabelKind.Text(r, "name") == name {
				return name
			}
		}
		return ""
	}
	if r := m.final[table.LabelKind][id]; r.Values != nil {
		return table.LabelKind.Text(r, "name")
	}
	return ""
}

// merged takes a row of the merged project apart.
func (m *wording) merged(k *table.Kind, r *table.Row) (history.Fields, error) {
	if r == nil {
		return nil, nil
	}
	return m.words().fields(k, *r)
}

// words are how the merged project calls labels and attributes.
func (m *wording) words() words { return words{m.mergedLabel, m.mergedAttribute} }

func (m *wording) mergedLabel(name string) string {
	for id, r := range m.final[table.LabelKind] {
		if table.LabelKind.Text(r, "name") == name {
			return id
		}
	}
	return "=" + name
}

func (m *wording) mergedAttribute(labelID, name string) string {
	for id, a := range m.admitted {
		if a.LabelID == labelID && a.Name == name {
			return id
		}
	}
	return "=" + name
}
