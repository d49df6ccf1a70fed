package merge

import (
	"iter"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/table"
)

// # Annotators who are one
//
// Where two annotators were made one, all that either of them did, in whichever file, goes by the name of the one who stays, until somebody
// takes the join itself back. What others do to the one who is gone, such as giving a new name, does not end it. Of the rows is remembered
// what each of the two said; only what is written goes by the one name. So it does not matter when a project is told of a join, nor when
// of its end.
//
// Joins are rows of a kind of their own, which has no table: each is made by the act that joins, deleted by the one that takes that back,
// and made again by the one that does it again. Merges remember it as they remember versions.

// joinsOfPeople is the log of the joins that were made in the file itself. A join goes by the change that deleted the one who is gone.
func (f projectFile) joinsOfPeople() iter.Seq2[history.Logged, error] {
	return f.logged(nil, `SELECT gone.id, c.seq, c.at, c.id, ifnull(c.annotator_id, ''), c.action, c.act_seq, NULL,
			CASE WHEN c.after IS NULL THEN json_object('set', json_object('from', 's' || j.id, 'to', 's' || j.row_id)) END, ''
		FROM alias j JOIN act a ON a.seq = j.act_seq AND a.action <> ?1
			JOIN change gone ON gone.entity_id = j.id AND gone.entity_kind = 'annotator' AND gone.act_seq = a.seq AND gone.after IS NULL
			JOIN change c ON c.entity_id = j.id AND c.entity_kind = 'annotator' JOIN act o ON o.seq = c.act_seq AND (o.seq = a.seq OR o.target = a.seq)
		WHERE j.entity_kind = ?2 ORDER BY gone.id, c.seq`, mergeAction, table.JoinedPeople)
}

// joinPeople finds out which annotators are one.
func (m *identities) joinPeople() error {
	m.joinsOfPeople = history.NewThings(table.JoinedPeople)
	for _, f := range m.files {
		for e, err := range f.Entries(table.JoinedPeople) {
			if err != nil {
				return err
			}
			m.joinsOfPeople.Add(e)
		}
	}
	var had, all []history.Join
	for _, t := range m.joinsOfPeople.All {
		for _, known := range []struct {
			by   []*history.Entry
			into *[]history.Join
		}{{t.Here(0), &had}, {t.Entries, &all}} {
			j, holds, err := m.joinOf(history.Joined{Entries: known.by})
			if err != nil {
				return err
			}
			if holds {
				*known.into = append(*known.into, j)
			}
		}
	}
	m.stoodFor, m.standsFor = history.StandIns(had), history.StandIns(all)
	for id, to := range m.standsFor {
		m.byID[table.AnnotatorKind][id].Alive, m.byID[table.AnnotatorKind][to].Alive = false, true
	}
	for _, f := range m.files {
		f.people = m.standsFor
	}
	return nil
}

// joinOf is a join of two annotators as the merged project calls them, if it holds.
func (m *identities) joinOf(known history.Joined) (join history.Join, holds bool, err error) {
	alive, _ := known.Ends()
	p, e := known.Moment(alive)
	if !known.Lives() {
		return join, false, nil
	}
	fields, err := m.joinFields(e, p)
	join = history.Join{Mark: alive, From: idIn(fields, "from"), To: idIn(fields, "to")}
	people := m.byID[table.AnnotatorKind]
	return join, err == nil && join.From != join.To && people[join.From] != nil && people[join.To] != nil, err
}

// joinFields is what a file says of a join, in the words of the merged project; nil where it was taken back.
func (m *identities) joinFields(e *history.Entry, p history.Moment) (history.Fields, error) {
	if p.Value == nil {
		return nil, nil
	}
	fields, _, err := readPartial(p.Value)
	for name := range fields {
		fields[name] = "s" + m.files[e.In].ids[table.AnnotatorKind].of(idIn(fields, name))
	}
	return fields, err
}

// peopleChanged are the annotators who stand for others, or for whom others stand, otherwise than in the project as it was.
func (m *identities) peopleChanged() map[string]bool {
	changed := map[string]bool{}
	for _, people := range []idMap{m.standsFor, m.stoodFor} {
		for id := range people {
			if now, before := m.standsFor.of(id), m.stoodFor.of(id); now != before {
				changed[id], changed[now], changed[before] = true, true, true
			}
		}
	}
	return changed
}

// touchPeople has the project's rows looked at that go by another name now, or by their own again; and what it only remembers of states,
// assignments and relations, which may stand now.
func (m *merger) touchPeople() error {
	changed := m.peopleChanged()
	if len(changed) == 0 {
		return nil
	}
	for _, id := range table.SortedKeys(changed) {
		for _, name := range m.own.called(table.AnnotatorKind, id) {
			for _, from := range table.Kinds {
				if refers(from) {
					if err := m.touchReferring(from, table.AnnotatorKind, name); err != nil {
						return err
					}
				}
			}
		}
	}
	for _, k := range []*table.Kind{table.ProgressKind, table.AssignmentKind, table.RelationKind} {
		for e, err := range m.own.Entries(k.Name) {
			if err != nil {
				return err
			}
			_, annotator, _ := strings.Cut(e.ID, "/")
			if !e.There && (k == table.RelationKind || changed[m.own.ids[table.AnnotatorKind].of(annotator)]) {
				m.touchRow(k, m.own.mapped(k, e.ID))
			}
		}
	}
	return nil
}

// eachOf are the rows that annotators who are one had, each for itself, of what is one row now.
func (m *writing) eachOf(j history.Joined) []history.Joined {
	var rows []history.Joined
	for _, e := range j.Entries {
		document, annotator, _ := strings.Cut(e.ID, "/")
		id := m.files[e.In].ids[table.DocumentKind].of(document) + "/" + m.files[e.In].ids[table.AnnotatorKind].of(annotator)
		i := slices.IndexFunc(rows, func(r history.Joined) bool { return r.ID == id })
		if i < 0 {
			i, rows = len(rows), append(rows, history.Joined{Kind: j.Kind, ID: id})
		}
		rows[i].Entries = append(rows[i].Entries, e)
	}
	return rows
}

// putTogether brings a row that several annotators had, who are one, to what all of them together say of it. Of each is remembered what
// it said.
func (m *writing) putTogether(j history.Joined, rows []history.Joined) error {
	k := table.KindsByName[j.Kind]
	for _, r := range rows {
		known, knew, err := m.bothKnow(r, r.Here(0))
		if err != nil {
			return err
		}
		for _, c := range r.News(0, known, knew) {
			if err := m.store(r, c); err != nil {
				return err
			}
		}
	}
	known, knew, err := m.bothKnow(j, j.Here(0))
	if err != nil {
		return err
	}
	current, err := m.tx.Load(k, j.ID, false)
	if err != nil {
		return err
	}
	if !m.alive(j) {
		if current != nil {
			m.deletions[k] = append(m.deletions[k], deletion{id: j.ID})
			m.compareDropped(j, known, knew)
		}
		return nil
	}
	next, err := m.rowOf(k, j.ID, known.Values())
	if err != nil {
		return err
	}
	fate, err := m.fateOf(j, current, next)
	if err == nil && !k.Same(current, &next) {
		err = m.write(k, j.ID, history.Moment{}, current, &next)
	}
	if err != nil {
		return err
	}
	return m.compare(j, known, knew, fate)
}

// rememberPeople keeps what other files tell of annotators who were made one, and says it.
func (m *merger) rememberPeople() error {
	for _, t := range m.joinsOfPeople.All {
		join := history.Joined{Kind: table.JoinedPeople, ID: t.IDs[0], Entries: t.Entries}
		told := map[history.Mark]bool{}
		for _, e := range t.Entries {
			for _, p := range e.Past {
				known := told[p.Mark]
				told[p.Mark] = true
				if known || e.In == 0 { // the project's own entries come first
					continue
				}
				fields, err := m.joinFields(e, p)
				if err != nil {
					return err
				}
				if err := m.store(join, history.Change{Mark: p.Mark, Partial: p.Value != nil, After: fields}); err != nil {
					return err
				}
			}
		}
	}
	for _, id := range table.SortedKeys(m.peopleChanged()) {
		now, before := m.standsFor.of(id), m.stoodFor.of(id)
		if now == before {
			continue
		}
		m.remembered = true
		if err := m.noteAlias(table.JoinedPeople, id, now); err != nil { // for those who are asked for by a former name
			return err
		}
		if now == id {
			m.warn("%q and %q are two again: somebody took back that they are one annotator", m.nameOf(id), m.nameOf(before))
		} else {
			m.warn("%q and %q were made one annotator: what either has done goes by the name %[2]q", m.nameOf(id), m.nameOf(now))
		}
	}
	return nil
}

// nameOf is the name that an annotator had last.
func (m *wording) nameOf(id string) string {
	known, err := m.known(m.byID[table.AnnotatorKind][id].Entries)
	if err != nil {
		return ""
	}
	return idIn(known.Values(), "name")
}
