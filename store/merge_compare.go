package store

import (
	"fmt"
	"slices"
	"time"
)

// clockAhead is how far the clock of another machine may be ahead before a plan says so.
const clockAhead = 24 * time.Hour

// fate is what becomes of a row that lives.
type fate int

const (
	unchanged fate = iota
	added
	updated
)

// compare counts what the files say of a row that lives, and reports changes of which the last did not know. w is the
// entry that is taken. What several files bring counts as added once, for the first of them.
func (m *merger) compare(j joined, w *register, fate fate) error {
	top := w.living
	fresh := fate == added
	for i, f := range m.files[1:] {
		entries := j.here(f)
		if len(entries) == 0 {
			continue
		}
		count := m.plan.Files[i].Annotations[nouns[j.kind]]
		switch {
		case fresh && (j.there(f) != nil || j.in(f, top)):
			count.Added++
			fresh = false
		case fate == updated && j.in(f, top) && !j.in(m.own, top):
			count.Updated++
		case j.there(f) != nil:
			count.Present++
		}
		m.plan.Files[i].tally(j.kind, count)
	}
	return m.conflicts(j, top)
}

// compareDropped counts a row that goes.
func (m *merger) compareDropped(j joined, last moment) {
	for i, f := range m.files[1:] {
		if last.known() && j.in(f, last) && !j.in(m.own, last) {
			count := m.plan.Files[i].Annotations[nouns[j.kind]]
			count.Deleted++
			m.plan.Files[i].tally(j.kind, count)
		}
	}
}

func (f *MergeFile) tally(k *kind, count MergeCount) {
	if nouns[k] == "" {
		return
	}
	if f.Annotations == nil {
		f.Annotations = map[string]MergeCount{}
	}
	f.Annotations[nouns[k]] = count
}

// disputed are the kinds of row of which conflicts are reported.
var disputed = map[*kind]bool{spanKind: true, relationKind: true, entityKind: true, decisionKind: true}

// conflicts reports the files whose last version of a row is another than the one that is kept, and not one that came before
// it. A version that the project did not know is logged, or remembered, so that it is neither lost nor reported again.
func (m *merger) conflicts(j joined, top moment) error {
	if !disputed[j.kind] {
		return nil
	}
	var keeper *register
	for _, e := range j.entries {
		if e.knows(top) && (keeper == nil || keeper.file == m.own) {
			keeper = e
		}
	}
	for _, e := range j.entries {
		other := e.top()
		outdated := func(o *register) bool { return o.file == e.file && other.before(o.top()) } // the file itself has a later one, under another id
		if other.id == top.id || !other.known() || slices.ContainsFunc(j.entries, outdated) {
			continue
		}
		known := slices.ContainsFunc(j.entries, func(k *register) bool { return k.knows(top) && j.in(k.file, other) })
		if known {
			continue
		}
		differs, err := m.differ(e, other, keeper, top)
		if err != nil {
			return err
		}
		if e.file != m.own && !j.in(m.own, other) {
			if err := m.keepEarlier(j, e, other); err != nil {
				return err
			}
		}
		if differs {
			if err := m.reportConflict(j, e, other, keeper, top); err != nil {
				return err
			}
		}
	}
	return nil
}

// differ says whether two versions say different things; when they were made is none of them.
func (m *merger) differ(a *register, va moment, b *register, vb moment) (bool, error) {
	if va.value == nil || vb.value == nil {
		return (va.value == nil) != (vb.value == nil), nil
	}
	left, err := m.translate(a, va.value)
	if err != nil {
		return false, err
	}
	right, err := m.translate(b, vb.value)
	if err != nil {
		return false, err
	}
	return !sameContent(a.kind, left, right), nil
}

// sameContent says whether two rows say the same, whatever their keys are and whenever they were written.
func sameContent(k *kind, a, b row) bool {
	a.values, b.values = slices.Clone(a.values), slices.Clone(b.values)
	for i, c := range k.columns {
		if i < len(k.key) || c.name == "created_at" || c.name == "updated_at" || c.name == "decided_at" {
			a.values[i], b.values[i] = nil, nil
		}
	}
	return k.same(&a, &b)
}

// keepEarlier logs a version that comes before the one that the project keeps.
func (m *merger) keepEarlier(j joined, e *register, earlier moment) error {
	k := j.kind
	earlier.annotator = e.file.ids[annotatorKind].of(earlier.annotator)
	if earlier.value == nil {
		return m.store(j, earlier, nil)
	}
	value, err := m.translate(e, earlier.value)
	if err != nil {
		return err
	}
	m.rekey(k, value, j.id)
	current, err := m.tx.load(k, j.id, false)
	if err != nil {
		return err
	}
	logs := current != nil && (k == spanKind || k == relationKind || k == entityKind)
	for _, ref := range references[k] {
		logs = logs && (ref.weak || k.text(value, ref.column) == k.text(*current, ref.column))
	}
	if !logs {
		return m.store(j, earlier, &value)
	}
	if err := m.write(k, j.id, earlier, current, &value); err != nil {
		return err
	}
	return m.write(k, j.id, moment{}, &value, current)
}

func (m *merger) reportConflict(j joined, e *register, other moment, keeper *register, top moment) error {
	file := e.file
	if file == m.own {
		file = keeper.file
	}
	i := slices.IndexFunc(m.plan.Files, func(f MergeFile) bool { return f.source == file })
	if i < 0 {
		return nil
	}
	c := MergeConflict{Kind: nouns[j.kind], ID: j.id}
	var err error
	if c.Kept, err = m.versionOf(keeper, top); err != nil {
		return err
	}
	if c.Earlier, err = m.versionOf(e, other); err != nil {
		return err
	}
	if c.Words, err = m.wordsOf(e); err != nil {
		return err
	}
	m.plan.Files[i].Conflicts = append(m.plan.Files[i].Conflicts, c)
	return nil
}

func (m *merger) versionOf(e *register, v moment) (MergeVersion, error) {
	version := MergeVersion{Path: e.file.path, At: unstamp(v.at), Deleted: v.value == nil}
	if v.annotator == "" {
		return version, nil
	}
	names, err := texts(e.file.session, "SELECT name FROM annotator WHERE id = ?", v.annotator)
	if len(names) > 0 {
		version.Annotator = names[0]
	}
	return version, err
}

// wordsOf is what a span marks, or what an entity is called.
func (m *merger) wordsOf(e *register) (string, error) {
	if e.living.value == nil {
		return "", nil
	}
	r, err := e.kind.decode(e.living.value)
	if err != nil || e.kind == entityKind {
		return e.kind.text(r, "name"), err
	}
	if e.kind != spanKind || len(r.items) == 0 {
		return "", nil
	}
	words, err := texts(e.file.session, "SELECT substr(text, ?2 + 1, ?3 - ?2) FROM document WHERE id = ?1",
		spanKind.text(r, "document_id"), r.items[0][0], r.items[0][1])
	if err != nil || len(words) == 0 {
		return "", err
	}
	return words[0], nil
}

// report says the rest of the plan.
func (m *merger) report() error {
	for i := range m.plan.Files {
		file := &m.plan.Files[i]
		if err := m.reportDocuments(file); err != nil {
			return err
		}
		for _, list := range []struct {
			kind *kind
			into *[]string
		}{{storyKind, &file.Stories}, {annotatorKind, &file.Annotators}} {
			for _, c := range m.classes[list.kind] {
				e := c.there(file.source)
				if e == nil || c.there(m.own) != nil || !c.alive {
					continue
				}
				r, err := list.kind.decode(e.table)
				if err != nil {
					return err
				}
				*list.into = append(*list.into, list.kind.text(r, "name"))
			}
			slices.Sort(*list.into)
		}
		var last string
		if err := file.source.row("SELECT ifnull(max(at), '') FROM act").Scan(&last); err != nil {
			return err
		}
		if ahead := time.Until(unstamp(last)); ahead > clockAhead {
			file.Warnings = append(file.Warnings, fmt.Sprintf("its last change is dated %s: the clock of the machine that made it was ahead, and its changes count as the later ones", last))
		}
	}
	m.plan.Empty = m.tx.next == m.tx.first
	return m.reportNamesakes()
}

func (m *merger) reportDocuments(file *MergeFile) error {
	for _, c := range m.classes[documentKind] {
		theirs, known := c.there(file.source), m.before(c.joined, file)
		if theirs == nil {
			continue
		}
		r, err := documentKind.decode(theirs.table)
		if err != nil {
			return err
		}
		switch {
		case len(file.source.lost[theirs.id]) > 0:
			title := documentKind.text(r, "title")
			if title == "" {
				title = documentKind.text(r, "source_name")
			}
			file.Documents.Differing = append(file.Documents.Differing,
				MergeDifference{ID: theirs.id, Title: title, KeptAs: c.id, OursKeptAs: m.ownUnder(theirs.id, c.hash)})
		case !m.alive(c.joined):
			file.Documents.Deleted++
		case known == nil:
			file.Documents.New++
		case known.id == theirs.id:
			file.Documents.ByID++
		default:
			file.Documents.ByText++
		}
	}
	return nil
}

// ownUnder is what the project's own document of an id is called now, "" where it has none, or that of the text with the hash.
func (m *merger) ownUnder(id, hash string) string {
	for _, e := range m.own.lost[id] {
		if e.there && e.hash != hash {
			return m.own.ids[documentKind][id]
		}
	}
	return ""
}

// before is the entry of the project, or else of the first of the files before this one that has the row: what comes in
// with several files counts as new once.
func (m *merger) before(j joined, file *MergeFile) *register {
	if own := j.there(m.own); own != nil {
		return own
	}
	for i := range m.plan.Files {
		other := &m.plan.Files[i]
		if other == file {
			return nil
		}
		if e := j.there(other.source); e != nil {
			return e
		}
	}
	return nil
}

// reportNamesakes names entities that are new and called like another of their label.
func (m *merger) reportNamesakes() error {
	groups, err := texts(m.tx.session, "SELECT group_concat(id) FROM entity GROUP BY label_id, name HAVING count(*) > 1 ORDER BY name")
	if err != nil {
		return err
	}
	for _, group := range groups {
		for _, id := range splitList(group) {
			if before, err := m.own.load(entityKind, id, false); err != nil || before != nil {
				if err != nil {
					return err
				}
				continue
			}
			for i := range m.plan.Files {
				there, err := m.plan.Files[i].source.load(entityKind, id, false)
				if err != nil {
					return err
				}
				if there != nil {
					m.plan.Files[i].Namesakes = append(m.plan.Files[i].Namesakes, entityKind.text(*there, "name"))
				}
			}
		}
	}
	return nil
}
