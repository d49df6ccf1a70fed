package merge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// record writes a row and what the project did not know of it. What persons did is logged under their names as long as the log
// then tells what all files together know; else it is remembered beside the log, and the row is written as what merging made of it.
func (m *writing) record(j history.Joined, known, knew *history.Row, news []history.Change, current *table.Row, next table.Row, plain bool) error {
	k := table.KindsByName[j.Kind]
	if k == table.SpanKind && (len(news) > 0 || !k.Same(current, &next)) {
		m.sayUnfit(known)
	}
	if plain && len(news) > 0 {
		for _, among := range []func() []history.Change{func() []history.Change { return news }, func() []history.Change { return known.Missing(knew) }} {
			among := among()
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
func (m *writing) sayUnfit(known *history.Row) {
	label, _ := valueOf(known.Field("label_id").Value).(string)
	var values []string
	for name, v := range known.Versions() {
		id, isValue := strings.CutPrefix(name, valuePrefix)
		if a, there := m.admitted[id]; isValue && there && !v.Unset && a.LabelID == label {
			values = append(values, id)
		}
	}
	slices.Sort(values)
	for _, id := range values {
		a := m.admitted[id]
		value, err := readValue(known.Field(valuePrefix + id).Value)
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
	if len(j.Entries) == 1 && len(j.Entries[0].Past) == 1 && len(changes) == 1 && changes[0].Whole != nil && current == nil {
		return m.firstStep(k, changes[0], next)
	}
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
		if i < len(changes)-1 && slices.Contains(namedKinds, k) {
			if taken, err := m.nameTaken(k, step); err != nil || taken {
				return nil, err
			}
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

// firstStep is what steps is for a row of which no more is known than that somebody made it: the most frequent case by far.
func (m *writing) firstStep(k *table.Kind, c history.Change, next table.Row) ([]table.Row, error) {
	if c.Rewrite || !c.Partial || c.At == history.BaseTime {
		return nil, nil
	}
	if same, err := m.words().says(k, next, c.Whole); err != nil || !same {
		return nil, err
	}
	return []table.Row{next}, nil
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
		at.Annotator = m.standsFor.of(m.files[e.In].ids[table.AnnotatorKind].of(at.Annotator))
	}
	return at
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
		j.Kind, j.ID, c.At, c.ID, table.Optional(at.Annotator), at.Action, value, j.Hash, m.tx.Seq(), table.Flag(c.Partial), basisOf(c))
}
