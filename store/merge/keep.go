package merge

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// reference is a column that names a row of another kind.
type reference struct {
	column string
	to     *table.Kind
	list   bool // a JSON list of ids
	weak   bool // translated, but it does not keep what it names
}

var references = map[*table.Kind][]reference{
	table.DocumentKind:  {{column: "story_id", to: table.StoryKind}},
	table.RegionKind:    {{column: "document_id", to: table.DocumentKind, weak: true}},
	table.LabelKind:     {{column: "parent_id", to: table.LabelKind}},
	table.AttributeKind: {{column: "label_id", to: table.LabelKind, weak: true}},
	table.EntityKind:    {{column: "label_id", to: table.LabelKind}, {column: "parent_id", to: table.EntityKind}},
	table.SpanKind: {{column: "document_id", to: table.DocumentKind}, {column: "annotator_id", to: table.AnnotatorKind}, {column: "label_id", to: table.LabelKind},
		{column: "entity_id", to: table.EntityKind}, {column: "derived_from", to: table.SpanKind, list: true, weak: true}},
	table.RelationKind: {{column: "relation_type_id", to: table.RelationTypeKind}, {column: "annotator_id", to: table.AnnotatorKind},
		{column: "head_span_id", to: table.SpanKind}, {column: "tail_span_id", to: table.SpanKind}},
	table.ProgressKind:   {{column: "document_id", to: table.DocumentKind}, {column: "annotator_id", to: table.AnnotatorKind}},
	table.AssignmentKind: {{column: "document_id", to: table.DocumentKind, weak: true}, {column: "annotator_id", to: table.AnnotatorKind, weak: true}},
	table.DecisionKind: {{column: "document_id", to: table.DocumentKind}, {column: "reviewer_id", to: table.AnnotatorKind}, {column: "result_span_id", to: table.SpanKind},
		{column: "candidates", to: table.SpanKind, list: true, weak: true}, {column: "result_relation_id", to: table.RelationKind, weak: true}},
	table.FlagKind:  {{column: "document_id", to: table.DocumentKind}, {column: "annotator_id", to: table.AnnotatorKind}, {column: "span_id", to: table.SpanKind, weak: true}},
	table.ReplyKind: {{column: "flag_id", to: table.FlagKind}, {column: "annotator_id", to: table.AnnotatorKind}},
}

// whose is the column that says which annotator a row is of, "" where none does.
func whose(k *table.Kind) string {
	for _, ref := range references[k] {
		if ref.to == table.AnnotatorKind {
			return ref.column
		}
	}
	return ""
}

// keep finds out what lives although somebody deleted it last, as history.Kept says. Here are gathered the living rows that it is asked
// of, and the options of attributes, of which the same holds.
func (m *keeping) keep() error {
	m.needed = map[string]map[string]bool{}
	m.kept = history.Kept{
		Thing:  func(kind, id string) *history.Thing { return m.byID[table.KindsByName[kind]][id] },
		Row:    func(kind, id string) (history.Joined, error) { return m.join(table.KindsByName[kind], id) },
		Refers: m.refers,
	}
	for _, k := range []*table.Kind{table.EntityKind, table.SpanKind, table.FlagKind} {
		for _, f := range m.files {
			some, err := f.file.knowsDeleted(k)
			if err != nil {
				return err
			}
			if some {
				m.kept.May(k.Name)
			}
		}
	}
	classes, options := m.deadClasses(), false
	for _, c := range m.classes[table.AttributeKind] {
		unset, err := m.droppedOptions(c)
		if err != nil {
			return err
		}
		options = options || len(unset) > 0
	}
	// Rows of few kinds refer to spans; spans are only looked at where something that they refer to was deleted.
	passes := []*table.Kind{table.ProgressKind}
	if m.kept.Maybe(table.FlagKind.Name) || classes {
		passes = append(passes, table.ReplyKind, table.FlagKind)
	}
	if m.kept.Maybe(table.SpanKind.Name) || classes {
		passes = append(passes, table.RelationKind, table.DecisionKind)
	}
	if m.kept.Maybe(table.EntityKind.Name) || classes || options {
		passes = append(passes, table.SpanKind, table.EntityKind)
	}
	for _, k := range passes {
		err := m.each(k, nil, func(j history.Joined) error {
			if !j.Lives() {
				return nil
			}
			return m.kept.Refer(j)
		})
		if err != nil {
			return err
		}
	}
	if err := m.keepForOwn(); err != nil {
		return err
	}
	for _, k := range []*table.Kind{table.DocumentKind, table.LabelKind, table.RelationTypeKind} {
		if k == table.DocumentKind && !slices.ContainsFunc(m.classes[table.StoryKind], func(c *history.Thing) bool { return !c.Alive }) {
			continue // of which there may be many, and all that they refer to lives
		}
		for _, c := range m.classes[k] {
			if c.Alive {
				if err := m.kept.Refer(c.Joined); err != nil {
					return err
				}
			}
		}
	}
	return m.keepOneLabel()
}

// keepOneLabel keeps the label that was deleted last, where several people together deleted all.
func (m *keeping) keepOneLabel() error {
	var last *history.Thing
	var at history.Mark
	for _, c := range m.classes[table.LabelKind] {
		if c.Alive {
			return nil
		}
		if _, dead := c.Ends(); c.Known() && (last == nil || at.Before(dead)) {
			last, at = c, dead
		}
	}
	if last == nil {
		return nil
	}
	m.note("every label was deleted by somebody: the one that was deleted last is kept")
	return m.kept.Need(table.LabelKind.Name, last.ID)
}

// keepForOwn looks at the rows of the project that refer to what other files deleted, though these may not know of them.
func (m *keeping) keepForOwn() error {
	for _, k := range classKinds {
		for _, c := range m.classes[k] {
			own := c.There(0)
			if c.Alive || own == nil {
				continue
			}
			if err := m.keepClass(k, c, own); err != nil {
				return err
			}
		}
	}
	for _, c := range m.classes[table.AttributeKind] {
		if own := c.There(0); own != nil {
			if err := m.keepOptions(c, own); err != nil {
				return err
			}
		}
	}
	for _, k := range []*table.Kind{table.EntityKind, table.SpanKind, table.FlagKind} {
		for i, f := range m.files {
			dead := f.file.deleted
			if i == 0 {
				dead = f.file.keptBack // by an earlier merge, for a reason that holds on
			}
			gone, err := dead(k)
			if err != nil {
				return err
			}
			for _, id := range gone {
				id = f.mapped(k, id)
				for _, name := range m.own.called(k, id) {
					if err := m.keepReferred(k, name, func() bool { return m.kept.Has(k.Name, id) }); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

func (m *keeping) keepClass(k *table.Kind, c *history.Thing, own *history.Entry) error {
	alive := func() bool { return c.Alive }
	if k != table.AttributeKind {
		return m.keepReferred(k, own.ID, alive)
	}
	r, err := table.AttributeKind.Decode(own.Now)
	if err != nil {
		return err
	}
	return m.referAll(table.SpanKind, alive, m.own.file.valued(table.AttributeKind.Text(r, "label_id"), string(table.Marshal(table.AttributeKind.Text(r, "name")))+":"))
}

// keepReferred looks at the project's rows that refer to one of its rows, until that row is known to be kept.
func (m *keeping) keepReferred(k *table.Kind, id string, kept func() bool) error {
	for _, from := range table.Kinds {
		for _, ref := range references[from] {
			if ref.to != k || ref.weak || ref.list || !refers(from) {
				continue
			}
			if err := m.referAll(from, kept, m.own.file.referring(from, ref.column, id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// referAll keeps what those of some rows of the project that live refer to, until enough is kept.
func (m *keeping) referAll(k *table.Kind, enough func() bool, rows iter.Seq2[string, error]) error {
	if enough() {
		return nil
	}
	for id, err := range rows {
		if err != nil {
			return err
		}
		j, err := m.join(k, m.own.mapped(k, id))
		if err == nil && j.Lives() {
			err = m.kept.Refer(j)
		}
		if err != nil || enough() {
			return err
		}
	}
	return nil
}

// droppedOptions are the options that an attribute had and has no more.
func (m *keeping) droppedOptions(c *history.Thing) (map[string]bool, error) {
	r, err := m.known(c.Entries)
	if err != nil {
		return nil, err
	}
	unset := map[string]bool{}
	for name, v := range r.Versions() {
		if option, is := strings.CutPrefix(name, "options."); is && v.Unset {
			unset[option] = true
		}
	}
	return unset, nil
}

// keepOptions keeps the options that others dropped and spans of the project have.
func (m *keeping) keepOptions(c *history.Thing, own *history.Entry) error {
	unset, err := m.droppedOptions(c)
	if err != nil || len(unset) == 0 {
		return err
	}
	r, err := table.AttributeKind.Decode(own.Now)
	if err != nil {
		return err
	}
	options, err := table.ReadList([]byte(table.AttributeKind.Text(r, "options")))
	for _, option := range options {
		if err == nil && unset[option] {
			kept := func() bool { return m.needed[c.ID][option] }
			err = m.referAll(table.SpanKind, kept, m.own.file.valued(table.AttributeKind.Text(r, "label_id"), string(table.Marshal(option))))
		}
	}
	return err
}

func (m *keeping) deadClasses() bool {
	for _, k := range classKinds {
		if slices.ContainsFunc(m.classes[k], func(c *history.Thing) bool { return !c.Alive }) {
			return true
		}
	}
	return false
}

// refers calls need for what a row names that is not to go while the row lives.
func (m *keeping) refers(j history.Joined, need func(kind, id string) error) error {
	known, err := m.known(j.Entries)
	if err != nil {
		return err
	}
	fields := known.Values()
	for _, ref := range references[table.KindsByName[j.Kind]] {
		id := idIn(fields, ref.column)
		if id == "" || ref.weak || ref.list {
			continue
		}
		if ref.to == table.AnnotatorKind {
			id = m.standsFor.of(id) // who is part of another is not needed
		}
		if err := need(ref.to.Name, id); err != nil {
			return err
		}
	}
	switch table.KindsByName[j.Kind] {
	case table.ProgressKind: // its key names what it refers to
		document, annotator, _ := strings.Cut(j.ID, "/")
		return cmp.Or(need(table.DocumentKind.Name, document), need(table.AnnotatorKind.Name, annotator))
	case table.SpanKind:
		return m.needValues(fields, need)
	case table.RelationTypeKind:
		for _, column := range byLabel[table.KindsByName[j.Kind]] {
			if id := idIn(fields, column); id != "" {
				if err := need(table.LabelKind.Name, id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// idIn is the id that a field names.
func idIn(fields history.Fields, column string) string {
	id, _ := valueOf(fields[column]).(string)
	return id
}

// needValues keeps the attributes and the options that a span has values of.
func (m *keeping) needValues(fields history.Fields, need func(kind, id string) error) error {
	label := idIn(fields, "label_id")
	for name, field := range fields {
		id, isValue := strings.CutPrefix(name, valuePrefix)
		c := m.byID[table.AttributeKind][id]
		if !isValue || c == nil {
			continue
		}
		known, err := m.known(c.Entries)
		if err != nil {
			return err
		}
		if owner, _ := valueOf(known.Field("label_id").Value).(string); owner != label {
			continue
		}
		if err := need(table.AttributeKind.Name, id); err != nil {
			return err
		}
		value, err := readValue(field)
		if err != nil {
			continue // no value of ours
		}
		items, isList := value.([]any)
		if !isList {
			items = []any{value}
		}
		for _, item := range items {
			if option, isText := item.(string); isText && known.Field("options."+option).Unset {
				if m.needed[id] == nil {
					m.needed[id] = map[string]bool{}
				}
				m.needed[id][option] = true
			}
		}
	}
	return nil
}

// alive says whether a row is in the merged project.
func (m *keeping) alive(j history.Joined) bool {
	if c := m.byID[table.KindsByName[j.Kind]][j.ID]; c != nil {
		if table.KindsByName[j.Kind] == table.AttributeKind && c.Alive {
			return m.owned(c.Joined, "label_id", table.LabelKind)
		}
		return c.Alive
	}
	document, annotator, _ := strings.Cut(j.ID, "/")
	switch {
	case !j.Known():
		return false
	case table.KindsByName[j.Kind] == table.ProgressKind: // one that only went and came back while it told how far another is says nothing
		known, err := m.known(j.Entries)
		return err == nil && j.Lives() && known.Field("state").Said.Known()
	case table.KindsByName[j.Kind] == table.RegionKind:
		return j.Lives() && m.livesAs(table.DocumentKind, j.ID)
	case table.KindsByName[j.Kind] == table.AssignmentKind:
		return j.Lives() && m.livesAs(table.DocumentKind, document) && m.livesAs(table.AnnotatorKind, annotator)
	}
	return j.Lives() || m.kept.Has(j.Kind, j.ID)
}

func (m *keeping) livesAs(k *table.Kind, id string) bool {
	c := m.byID[k][id]
	return c != nil && c.Alive
}

// owned says whether what a row belongs to is in the merged project.
func (m *keeping) owned(j history.Joined, column string, k *table.Kind) bool {
	known, err := m.known(j.Entries)
	if err != nil {
		return false
	}
	id, _ := valueOf(known.Field(column).Value).(string)
	return m.livesAs(k, id)
}
