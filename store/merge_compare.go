package store

import (
	"fmt"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate/history"
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

// compare counts what the files say of a row that lives, and reports changes of which the last did not know. What several files
// bring counts as added once, for the first of them.
func (m *comparing) compare(j history.Joined, known, knew *history.Row, fate fate) error {
	fresh := fate == added
	for i, f := range m.files[1:] {
		entries := j.Here(f.Place)
		if len(entries) == 0 {
			continue
		}
		theirs, err := m.known(entries)
		if err != nil {
			return err
		}
		count := m.plan.Files[i].Annotations[nouns[kindsByName[j.Kind]]]
		switch {
		case fresh && (j.There(f.Place) != nil || theirs.Knows(known.Alive)):
			count.Added++
			fresh = false
		case fate == updated && brings(theirs, known, knew):
			count.Updated++
		case j.There(f.Place) != nil:
			count.Present++
		}
		m.plan.Files[i].tally(kindsByName[j.Kind], count)
	}
	return m.conflicts(j, known)
}

// brings says whether a file has a version that counts and that the project did not have.
func brings(theirs, known, knew *history.Row) bool {
	for name, v := range theirs.Fields {
		if known.Fields[name] == v && knew.Fields[name] != v {
			return true
		}
	}
	return theirs.Alive == known.Alive && knew.Alive != known.Alive
}

// compareDropped counts a row that goes.
func (m *comparing) compareDropped(j history.Joined, known, knew *history.Row) {
	for i, f := range m.files[1:] {
		knows := slices.ContainsFunc(j.Here(f.Place), func(e *history.Entry) bool { return e.Row.Knows(known.Dead) })
		if known.Dead.Known() && knows && !knew.Knows(known.Dead) {
			count := m.plan.Files[i].Annotations[nouns[kindsByName[j.Kind]]]
			count.Deleted++
			m.plan.Files[i].tally(kindsByName[j.Kind], count)
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

// conflicts reports what people said in a file of a row and what is not kept, because somebody else, who did not know of it, said
// something else later.
func (m *comparing) conflicts(j history.Joined, known *history.Row) error {
	if !disputed[kindsByName[j.Kind]] {
		return nil
	}
	byFile := map[*mergeSource]*history.Row{}
	for _, f := range m.files {
		if entries := j.Here(f.Place); len(entries) > 0 {
			r, err := m.known(entries)
			if err != nil {
				return err
			}
			byFile[f] = r
		}
	}
	knew := func(first, second history.Mark) bool {
		for _, r := range byFile {
			if r.Knows(first) && r.Knows(second) {
				return true
			}
		}
		return false
	}
	for _, f := range m.files {
		r := byFile[f]
		if r == nil {
			continue
		}
		lost, kept := lostIn(r, known, knew)
		if lost.Known() {
			if err := m.reportConflict(j, f, lost, kept); err != nil {
				return err
			}
		}
	}
	return nil
}

// lostIn is what a file says last of a row and what is not kept, and what is kept instead.
func lostIn(r, known *history.Row, knew func(first, second history.Mark) bool) (lost, kept history.Mark) {
	switch {
	case !known.Lives() && r.Alive.Known() && !r.Knows(known.Dead):
		if !knew(r.Alive, known.Dead) {
			return r.Alive, known.Dead
		}
		return lost, kept
	case !known.Lives():
		return lost, kept
	case r.Dead.Known() && r.Alive.Before(r.Dead):
		if !knew(r.Dead, known.Alive) {
			return r.Dead, known.Alive
		}
		return lost, kept
	}
	for _, rival := range r.Rivals(known, knew) {
		if !slices.Contains(written, rival.Field) && lost.Before(rival.Lost.Said) {
			lost, kept = rival.Lost.Said, rival.Counts.Said
		}
	}
	return lost, kept
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

func (m *comparing) reportConflict(j history.Joined, f *mergeSource, lost, kept history.Mark) error {
	earlier, e := j.Moment(lost)
	counts, keeper := j.Moment(kept)
	if e == nil || keeper == nil {
		return nil
	}
	file := f
	if file == m.own {
		file = m.files[keeper.In]
	}
	i := slices.IndexFunc(m.plan.Files, func(f MergeFile) bool { return f.source == file })
	if i < 0 {
		return nil
	}
	c := MergeConflict{Kind: nouns[kindsByName[j.Kind]], ID: j.ID}
	var err error
	if c.Kept, err = m.versionOf(keeper, counts); err != nil {
		return err
	}
	if c.Earlier, err = m.versionOf(e, earlier); err != nil {
		return err
	}
	if c.Words, err = m.wordsOf(e, earlier); err != nil {
		return err
	}
	m.plan.Files[i].Conflicts = append(m.plan.Files[i].Conflicts, c)
	return nil
}

func (m *comparing) versionOf(e *history.Entry, v history.Moment) (MergeVersion, error) {
	version := MergeVersion{Path: m.files[e.In].path, At: unstamp(v.At), Deleted: v.Value == nil}
	if v.Annotator == "" {
		return version, nil
	}
	var err error
	version.Annotator, err = m.files[e.In].file.annotatorName(v.Annotator)
	return version, err
}

// wordsOf is what a span marks, or what an entity is called.
func (m *comparing) wordsOf(e *history.Entry, v history.Moment) (string, error) {
	raw := v.Value
	if raw == nil || v.Partial {
		raw = v.Before
	}
	if raw == nil {
		raw = e.Now
	}
	if raw == nil {
		return "", nil
	}
	r, err := kindsByName[e.Kind].decode(raw)
	if err != nil || kindsByName[e.Kind] == entityKind {
		return kindsByName[e.Kind].textOr(r, "name"), err
	}
	if kindsByName[e.Kind] != spanKind || len(r.items) == 0 {
		return "", nil
	}
	return m.files[e.In].file.words(spanKind.text(r, "document_id"), r.items[0][0], r.items[0][1])
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
				e := c.There(file.source.Place)
				if e == nil || c.There(0) != nil || !c.Alive {
					continue
				}
				r, err := list.kind.decode(e.Now)
				if err != nil {
					return err
				}
				*list.into = append(*list.into, list.kind.text(r, "name"))
			}
			slices.Sort(*list.into)
		}
		last, err := file.source.file.lastAct()
		if err != nil {
			return err
		}
		if ahead := time.Until(unstamp(last)); ahead > clockAhead {
			file.Warnings = append(file.Warnings, fmt.Sprintf("its last change is dated %s: the clock of the machine that made it was ahead, and its changes count as the later ones", last))
		}
	}
	m.plan.Empty = m.tx.next == m.tx.first
	return m.reportNamesakes()
}

func (m *comparing) reportDocuments(file *MergeFile) error {
	for _, c := range m.classes[documentKind] {
		theirs, known := c.There(file.source.Place), m.before(c.Joined, file)
		if theirs == nil {
			continue
		}
		r, err := documentKind.decode(theirs.Now)
		if err != nil {
			return err
		}
		switch {
		case len(file.source.lost[theirs.ID]) > 0:
			title := documentKind.text(r, "title")
			if title == "" {
				title = documentKind.text(r, "source_name")
			}
			file.Documents.Differing = append(file.Documents.Differing,
				MergeDifference{ID: theirs.ID, Title: title, KeptAs: c.ID, OursKeptAs: m.ownUnder(theirs.ID, c.Hash)})
		case !m.alive(c.Joined):
			file.Documents.Deleted++
		case known == nil:
			file.Documents.New++
		case known.ID == theirs.ID:
			file.Documents.ByID++
		default:
			file.Documents.ByText++
		}
	}
	return nil
}

// ownUnder is what the project's own document of an id is called now, "" where it has none, or that of the text with the hash.
func (m *comparing) ownUnder(id, hash string) string {
	for _, e := range m.own.lost[id] {
		if e.There && e.Hash != hash {
			return m.own.ids[documentKind][id]
		}
	}
	return ""
}

// before is the entry of the project, or else of the first of the files before this one that has the row: what comes in
// with several files counts as new once.
func (m *comparing) before(j history.Joined, file *MergeFile) *history.Entry {
	if own := j.There(0); own != nil {
		return own
	}
	for i := range m.plan.Files {
		other := &m.plan.Files[i]
		if other == file {
			return nil
		}
		if e := j.There(other.source.Place); e != nil {
			return e
		}
	}
	return nil
}

// reportNamesakes names entities that are new and called like another of their label.
func (m *merger) reportNamesakes() error {
	for _, id := range sortedKeys(m.named) {
		names, err := texts(m.tx.session, `SELECT e.name FROM entity e WHERE e.id = ? AND EXISTS
			(SELECT 1 FROM entity o WHERE o.label_id = e.label_id AND o.name = e.name AND o.id <> e.id)`, id)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			continue
		}
		for i := range m.plan.Files {
			there, err := m.plan.Files[i].source.file.load(entityKind, id, false)
			if err != nil {
				return err
			}
			if there != nil {
				m.plan.Files[i].Namesakes = append(m.plan.Files[i].Namesakes, names[0])
			}
		}
	}
	for i := range m.plan.Files {
		slices.Sort(m.plan.Files[i].Namesakes)
	}
	return nil
}
