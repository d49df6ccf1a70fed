package merge

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// put brings one row of the project to what all files together say of it.
func (m *writing) put(j history.Joined) error {
	k := table.KindsByName[j.Kind]
	own := j.Here(0)
	for _, e := range own {
		if e.There && e.ID != j.ID {
			m.moved[k] = append(m.moved[k], e.ID)
		}
	}
	if _, watched := m.handled[k][j.ID]; watched || m.byID[k] != nil || len(k.Key) == 2 || k == table.RegionKind {
		m.handled[k][j.ID] = true
	}
	if k == table.ProgressKind && m.isGold(j.ID) {
		return m.putGold(j, own)
	}
	if !m.alive(j) {
		return m.drop(j, own)
	}
	known, err := m.known(j.Entries)
	if err != nil {
		return err
	}
	knew, err := m.known(own)
	if err != nil {
		return err
	}
	news := m.news(j, known, knew)
	if len(news) == 0 && m.stays(j, own) {
		return m.compare(j, known, knew, unchanged)
	}
	raw, err := m.rowOf(k, j.ID, known.Values())
	if err != nil {
		return err
	}
	next := raw
	if final, fitted := m.final[k][j.ID]; fitted {
		next = final
	}
	current, err := m.current(j, own)
	if err != nil {
		return err
	}
	waits := false
	switch k {
	case table.DocumentKind:
		if next, waits, err = m.placeDocument(j, next, current); err != nil {
			return err
		}
		raw = next
	case table.SpanKind:
		if next, err = m.fitEntity(raw); err != nil {
			return err
		}
	case table.RelationKind:
		out, err := m.misfit(next)
		if err != nil {
			return err
		}
		if out {
			return m.keepOut(j, news, current)
		}
	}
	fate, err := m.fateOf(j, current, next)
	if err != nil {
		return err
	}
	if err := m.record(j, known, knew, news, current, next, !waits && k.Same(&raw, &next)); err != nil {
		return err
	}
	return m.compare(j, known, knew, fate)
}

// news are the changes that the project does not know of a row, in the order in which they were made: what persons did, what
// was rewritten and counts, and the deletion.
func (m *writing) news(j history.Joined, known, knew *history.Row) []history.Change {
	var news []history.Change
	for _, e := range j.Entries {
		if m.files[e.In] == m.own {
			continue
		}
		for _, c := range e.Row.Said {
			if !knew.Knows(c.Mark) && !slices.ContainsFunc(news, func(o history.Change) bool { return o.Mark == c.Mark }) {
				news = append(news, c)
			}
		}
	}
	for _, c := range known.Missing(knew) {
		if !slices.ContainsFunc(news, func(o history.Change) bool { return o.Mark == c.Mark && o.Rewrite == c.Rewrite && o.Basis == c.Basis }) {
			news = append(news, c)
		}
	}
	slices.SortStableFunc(news, func(a, b history.Change) int {
		switch {
		case a.Mark.Before(b.Mark):
			return -1
		case b.Mark.Before(a.Mark):
			return 1
		}
		return 0
	})
	return news
}

// fateOf says what becomes of a row that the project may have under another id.
func (m *writing) fateOf(j history.Joined, current *table.Row, next table.Row) (fate, error) {
	if e := j.There(0); current == nil && e != nil {
		fields, err := m.fieldsIn(e, e.Now, today)
		if err != nil {
			return added, err
		}
		own, err := m.rowOf(table.KindsByName[j.Kind], j.ID, fields)
		if err != nil {
			return added, err
		}
		current = &own
	}
	switch {
	case current == nil:
		return added, nil
	case sameContent(table.KindsByName[j.Kind], *current, next):
		return unchanged, nil
	}
	return updated, nil
}

// current is the row as the project has it now.
func (m *writing) current(j history.Joined, own []*history.Entry) (*table.Row, error) {
	if len(own) == 0 && m.byID[table.KindsByName[j.Kind]] == nil && len(m.moved[table.KindsByName[j.Kind]]) == 0 {
		return nil, nil // the most frequent case by far
	}
	return m.tx.Load(table.KindsByName[j.Kind], j.ID, false)
}

// stays says whether the project has a row as it is to be, if it knows all that the files know of it. A relation that an earlier
// merge left out because it did not fit is asked again.
func (m *writing) stays(j history.Joined, own []*history.Entry) bool {
	if len(own) != 1 || own[0].ID != j.ID || m.final[table.KindsByName[j.Kind]] != nil || table.KindsByName[j.Kind] == table.StoryKind || m.extra[table.KindsByName[j.Kind]][j.ID] {
		return false
	}
	return own[0].There
}

// misfit says whether a relation links what its type does not link any more.
func (m *writing) misfit(r table.Row) (bool, error) {
	t := m.final[table.RelationTypeKind][table.RelationKind.Text(r, "relation_type_id")]
	head, err := m.tx.Load(table.SpanKind, table.RelationKind.Text(r, "head_span_id"), false)
	if err != nil {
		return false, err
	}
	tail, err := m.tx.Load(table.SpanKind, table.RelationKind.Text(r, "tail_span_id"), false)
	if err != nil {
		return false, err
	}
	if t.Values == nil || head == nil || tail == nil || table.SpanKind.ID(*head) == table.SpanKind.ID(*tail) {
		return true, nil
	}
	for column, end := range map[string]*table.Row{"head_label": head, "tail_label": tail} {
		name := table.RelationTypeKind.Text(t, column)
		if name != "" && m.labelName(table.SpanKind.Text(*end, "label_id")) != name || table.SpanKind.Text(*end, "annotator_id") != table.RelationKind.Text(r, "annotator_id") {
			return true, nil
		}
	}
	from, to := table.SpanKind.Text(*head, "document_id"), table.SpanKind.Text(*tail, "document_id")
	if from == to {
		return false, nil
	}
	if table.RelationTypeKind.Text(t, "scope") == string(annotate.WithinDocument) {
		return true, nil
	}
	var apart bool
	err = m.tx.Row("SELECT (SELECT story_id FROM document WHERE id = ?) <> (SELECT story_id FROM document WHERE id = ?)", from, to).Scan(&apart)
	return apart, err
}

// keepOut remembers what is said of a relation that does not fit, and takes it out.
func (m *writing) keepOut(j history.Joined, news []history.Change, current *table.Row) error {
	for _, c := range news {
		if err := m.store(j, c); err != nil {
			return err
		}
	}
	if len(news) > 0 || current != nil {
		m.plan.LeftOut = append(m.plan.LeftOut, fmt.Sprintf("a relation %q no longer fits the spans that it links", m.typeName(j)))
	}
	if current == nil {
		return nil
	}
	return m.write(table.RelationKind, j.ID, history.Moment{}, current, nil)
}

func (m *writing) typeName(j history.Joined) string {
	known, err := m.known(j.Entries)
	if err != nil {
		return ""
	}
	t := m.final[table.RelationTypeKind][idIn(known.Values(), "relation_type_id")]
	if t.Values == nil {
		return ""
	}
	return table.RelationTypeKind.Text(t, "name")
}

// fitEntity takes an entity of another label off a span.
func (m *writing) fitEntity(r table.Row) (table.Row, error) {
	id := table.SpanKind.Text(r, "entity_id")
	if id == "" {
		return r, nil
	}
	label, known := m.entityLabels[id]
	if !known {
		entity, err := m.tx.Load(table.EntityKind, id, false)
		if err != nil {
			return r, err
		}
		if entity != nil {
			label = table.EntityKind.Text(*entity, "label_id")
		}
		m.entityLabels[id] = label
	}
	if label != table.SpanKind.Text(r, "label_id") {
		r.Values = slices.Clone(r.Values)
		table.SpanKind.Set(r, "entity_id", nil)
	}
	return r, nil
}

// record writes a row and what the project did not know of it. What persons did is logged under their names as long as the log
// then tells what all files together know; else it is remembered beside the log, and the row is written as what merging made of it.
func (m *writing) record(j history.Joined, known, knew *history.Row, news []history.Change, current *table.Row, next table.Row, plain bool) error {
	k := table.KindsByName[j.Kind]
	if k == table.SpanKind && (len(news) > 0 || !k.Same(current, &next)) {
		m.sayUnfit(known.Values())
	}
	if plain && len(news) > 0 {
		for _, among := range [][]history.Change{news, known.Missing(knew)} {
			steps, err := m.steps(j, known, knew, among, current, next)
			if err != nil {
				return err
			}
			if steps == nil {
				continue
			}
			for i, c := range among {
				if err := m.write(k, j.ID, m.by(j, c.Mark), current, &steps[i]); err != nil {
					return err
				}
				current = &steps[i]
			}
			news = slices.DeleteFunc(news, func(c history.Change) bool {
				return slices.ContainsFunc(among, func(o history.Change) bool { return o.Mark == c.Mark })
			})
			return m.recordLost(j, news, next)
		}
	}
	counted := known.Missing(knew)
	var lost []history.Change
	for _, c := range news {
		counts := c.Rewrite || slices.ContainsFunc(counted, func(o history.Change) bool { return o.Mark == c.Mark })
		if !counts && disputed[k] {
			lost = append(lost, c)
			continue
		}
		if err := m.store(j, c); err != nil {
			return err
		}
	}
	if !k.Same(current, &next) {
		if err := m.write(k, j.ID, history.Moment{}, current, &next); err != nil {
			return err
		}
	}
	return m.recordLost(j, lost, next)
}

// sayUnfit says which values of a span are left out, because somebody changed what its attribute can hold.
func (m *writing) sayUnfit(fields history.Fields) {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		id, isValue := strings.CutPrefix(name, valuePrefix)
		a, there := m.admitted[id]
		if !isValue || !there || a.LabelID != idIn(fields, "label_id") {
			continue
		}
		value, err := table.Unmarshal[any]([]byte(fields[name][1:]))
		if err != nil {
			continue
		}
		if _, err := a.Check(value); err != nil {
			m.plan.LeftOut = append(m.plan.LeftOut, fmt.Sprintf("the value “%v” does not fit “%s.%s”, whose type is %s now", value, m.labelName(a.LabelID), a.Name, a.Type))
		}
	}
}

// steps are the rows that a row was on its way to what it is to be, nil where logging the changes one by one would tell
// something else than the files know.
func (m *writing) steps(j history.Joined, known, knew *history.Row, changes []history.Change, current *table.Row, next table.Row) ([]table.Row, error) {
	k := table.KindsByName[j.Kind]
	fields, err := m.merged(k, current)
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	said := knew.Clone()
	for _, e := range j.Here(0) {
		if e.ID == j.ID && e.Row != nil {
			said.Continue(e.Row)
		}
	}
	var steps []table.Row
	for i, c := range changes {
		if c.Rewrite || !c.Partial || c.At == history.BaseTime {
			return nil, nil
		}
		before := fields
		after := history.Fields{}
		switch {
		case i > 0 || current != nil:
			for name, value := range fields {
				after[name] = value
			}
			for name, value := range c.After {
				after[name] = value
			}
			for _, name := range c.Unset {
				delete(after, name)
			}
		case c.Whole != nil:
			after = c.Whole
		default:
			whole, err := m.wholeOf(j, c.Mark)
			if err != nil || whole == nil {
				return nil, err
			}
			after = whole
		}
		step, err := m.rowOf(k, j.ID, after)
		if err != nil {
			return nil, err
		}
		if k == table.DocumentKind {
			copyBulk(step, next)
		}
		for _, ref := range references[k] {
			if !ref.weak && !ref.list && k.TextOr(step, ref.column) != k.TextOr(next, ref.column) {
				return nil, nil
			}
		}
		if fields, err = m.merged(k, &step); err != nil {
			return nil, err
		}
		said.Witness(history.Change{Mark: c.Mark, Before: before, After: fields})
		steps = append(steps, step)
	}
	said.Dead = known.Dead // is written by itself
	if knew.Dead != known.Dead || !k.Same(&steps[len(steps)-1], &next) || !said.Same(known) {
		return nil, nil
	}
	return steps, nil
}

// wholeOf is what the change that made a row said.
func (m *writing) wholeOf(j history.Joined, mark history.Mark) (history.Fields, error) {
	for _, e := range j.Entries {
		for _, c := range e.Row.Said {
			if c.Mark == mark && c.Whole != nil {
				return c.Whole, nil
			}
		}
	}
	return nil, nil
}

func copyBulk(to, from table.Row) {
	for i, c := range table.DocumentKind.Columns {
		if c.Bulk() {
			to.Values[i] = from.Values[i]
		}
	}
}

// recordLost logs what somebody did and what does not count, because somebody else did something else later: there and back.
// Rows of which nobody disputes anything, and changes of what a row refers to, are remembered beside the log.
func (m *writing) recordLost(j history.Joined, lost []history.Change, next table.Row) error {
	k := table.KindsByName[j.Kind]
	for _, c := range lost {
		fields, err := m.merged(k, &next)
		if err != nil {
			return err
		}
		for name, value := range c.After {
			fields[name] = value
		}
		for _, name := range c.Unset {
			delete(fields, name)
		}
		said, err := m.rowOf(k, j.ID, fields)
		if err != nil {
			return err
		}
		logs := c.Partial && !c.Rewrite && c.At != history.BaseTime && (k == table.SpanKind || k == table.RelationKind || k == table.EntityKind) && !k.Same(&said, &next)
		for _, ref := range references[k] {
			logs = logs && (ref.weak || ref.list || k.Text(said, ref.column) == k.Text(next, ref.column))
		}
		if !logs {
			err = m.store(j, c)
		} else if err = m.write(k, j.ID, m.by(j, c.Mark), &next, &said); err == nil {
			err = m.write(k, j.ID, history.Moment{}, &said, &next)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// by is a version with the annotator that the merged project knows.
func (m *writing) by(j history.Joined, mark history.Mark) history.Moment {
	at, e := j.Moment(mark)
	if e != nil {
		at.Annotator = m.files[e.In].ids[table.AnnotatorKind].of(at.Annotator)
	}
	return at
}

// drop deletes a row that does not live, later, when nothing refers to it any more, and remembers what it was.
func (m *writing) drop(j history.Joined, own []*history.Entry) error {
	k := table.KindsByName[j.Kind]
	current, err := m.tx.Load(k, j.ID, false)
	if err != nil {
		return err
	}
	known, err := m.known(j.Entries)
	if err != nil {
		return err
	}
	knew, err := m.known(own)
	if err != nil {
		return err
	}
	deleted := known.Dead.Known() && !known.Lives() // else it goes because what it belongs to does
	new := deleted && knew.Dead.Before(known.Dead)
	for _, c := range m.news(j, known, knew) {
		if c.Partial || !deleted {
			if err := m.store(j, c); err != nil {
				return err
			}
		}
	}
	if deleted {
		if err := m.conflicts(j, known); err != nil {
			return err
		}
	}
	if current == nil {
		switch {
		case !new:
			return nil
		case k == table.DocumentKind: // the log would not say which text it was that went
			return m.store(j, history.Change{Mark: known.Dead})
		}
		return m.write(k, j.ID, m.by(j, known.Dead), nil, nil)
	}
	d := deletion{id: j.ID}
	if new {
		d.by = m.by(j, known.Dead)
	}
	m.deletions[k] = append(m.deletions[k], d)
	m.compareDropped(j, known, knew)
	return nil
}

// deletion is a row that goes at the end.
type deletion struct {
	id string
	by history.Moment // zero where it goes because something else does
}

// write changes one row: under the name of who did it, or as what merging made of it.
func (m *writing) write(k *table.Kind, id string, by history.Moment, before, after *table.Row) error {
	from := table.Origin{Id: by.ID, At: table.Unstamp(by.At), Annotator: by.Annotator, Action: by.Action}
	if !by.Known() {
		from = table.Origin{Id: annotate.NewID(), At: m.tx.Now(), Action: mergeAction}
	}
	m.tx.Later(from.At)
	if err := m.watch(k, id, before, after); err != nil {
		return err
	}
	if k == table.DocumentKind && after == nil && before != nil {
		var err error
		if before, err = m.tx.Load(k, id, true); err != nil {
			return err
		}
	}
	err := m.tx.Apply(table.Edit{Kind: k, Id: id, Before: before, After: after, Origin: from})
	var lite sqlite3.Error
	if errors.As(err, &lite) && lite.Code == sqlite3.ErrConstraint { // the project was sound, and the rules are ours
		return disk.SaysFile(annotate.Conflictf("the files cannot be merged: the %s %s does not fit the rest of what they say; “parallax check” on each of them tells which is not sound", k.Noun, id))
	}
	if err != nil {
		return fmt.Errorf("merging the %s %s: %w", k.Noun, id, err)
	}
	return nil
}

// watch notes what has to be looked at again when all is written.
func (m *writing) watch(k *table.Kind, id string, before, after *table.Row) error {
	differs := func(columns ...string) bool {
		return before != nil && after != nil && slices.ContainsFunc(columns, func(c string) bool { return k.Text(*before, c) != k.Text(*after, c) })
	}
	link := func(query string) error {
		links, err := table.Texts(m.tx.Session, query, id)
		for _, link := range links {
			m.linked[link] = true
		}
		return err
	}
	switch {
	case k == table.RelationKind && after != nil:
		m.linked[id] = true
	case k == table.RelationTypeKind && (differs("head_label", "tail_label", "scope") || before != nil && after != nil && k.Number(*before, "symmetric") != k.Number(*after, "symmetric")):
		m.retyped[id] = true
	case k == table.SpanKind && differs("label_id", "document_id", "annotator_id"):
		return link("SELECT id FROM relation WHERE head_span_id = ?1 UNION SELECT id FROM relation WHERE tail_span_id = ?1")
	case k == table.DocumentKind && after != nil && (before == nil || differs("story_id")):
		m.texts[k.Text(*after, "text_sha256")] = true
		if before == nil {
			return nil
		}
		return link(`SELECT id FROM relation WHERE head_span_id IN (SELECT id FROM span WHERE document_id = ?1)
			UNION SELECT id FROM relation WHERE tail_span_id IN (SELECT id FROM span WHERE document_id = ?1)`)
	case k == table.EntityKind && after != nil:
		m.entityLabels[id] = k.Text(*after, "label_id")
		m.named[id] = m.named[id] || before == nil
		m.relabelled[id] = m.relabelled[id] || differs("label_id")
	}
	return nil
}

// store remembers a change that the log cannot tell.
func (m *writing) store(j history.Joined, c history.Change) error {
	at := m.by(j, c.Mark)
	var value any
	if c.Partial {
		value = string(table.Marshal(partial{Set: c.After, Unset: c.Unset}))
	}
	m.tx.Later(table.Unstamp(c.At))
	m.remembered = true
	return m.tx.Exec(`INSERT INTO version (entity_kind, entity_id, at, change_id, annotator_id, action, value, text_sha256, act_seq, partial, basis)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		table.KindsByName[j.Kind].Name, j.ID, c.At, c.ID, table.Optional(at.Annotator), at.Action, value, j.Hash, m.tx.Act.Seq, table.Flag(c.Partial), basisOf(c))
}

// placeDocument fills in the text of a document that is new to the project. One that takes the place of another row waits
// outside the story until that row is gone.
func (m *writing) placeDocument(j history.Joined, next table.Row, current *table.Row) (r table.Row, waits bool, err error) {
	if current != nil {
		return next, false, nil
	}
	var text, source any
	for _, e := range j.Entries {
		if text, source, err = m.files[e.In].Text(e.ID, table.DocumentKind.Text(next, "text_sha256")); err != nil {
			return next, false, err
		}
		if text != nil {
			break
		}
	}
	if text == nil {
		return next, false, errors.New("a file has lost the text of an article: check it")
	}
	n := slices.IndexFunc(table.DocumentKind.Columns, table.Column.Bulk)
	next.Values[n], next.Values[n+1] = text, source
	taken, err := table.Texts(m.tx.Session, "SELECT id FROM document WHERE story_id = ? AND text_sha256 = ?",
		table.DocumentKind.Text(next, "story_id"), table.DocumentKind.Text(next, "text_sha256"))
	if err != nil || len(taken) == 0 {
		return next, false, err
	}
	waiting := table.Row{Values: slices.Clone(next.Values)}
	m.waiting = append(m.waiting, next)
	story, err := m.waitingRoom()
	table.DocumentKind.Set(waiting, "story_id", story)
	return waiting, true, err
}

// waitingRoom is a story that is there only while documents get their new ids.
func (m *writing) waitingRoom() (string, error) {
	if m.room != "" {
		return m.room, nil
	}
	m.room = annotate.NewID()
	story := table.StoryRow(annotate.Story{ID: m.room, Name: m.room})
	return m.room, m.write(table.StoryKind, m.room, history.Moment{}, nil, &story)
}
