package merge

import (
	"fmt"
	"slices"
	"time"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/check"
	"github.com/parallax-annotation/parallax/store/table"
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
		count := m.plan.Files[i].Annotations[nouns[table.KindsByName[j.Kind]]]
		switch {
		case fresh && (j.There(f.Place) != nil || theirs.Knows(known.Alive)):
			count.Added++
			fresh = false
		case fate == updated && theirs.Brings(known, knew):
			count.Updated++
		case j.There(f.Place) != nil:
			count.Present++
		}
		m.plan.Files[i].tally(table.KindsByName[j.Kind], count)
	}
	return m.conflicts(j, known)
}

// compareDropped counts a row that goes.
func (m *comparing) compareDropped(j history.Joined, known, knew *history.Row) {
	for i, f := range m.files[1:] {
		knows := slices.ContainsFunc(j.Here(f.Place), func(e *history.Entry) bool { return e.Row.Knows(known.Dead) })
		if known.Dead.Known() && knows && !knew.Knows(known.Dead) {
			count := m.plan.Files[i].Annotations[nouns[table.KindsByName[j.Kind]]]
			count.Deleted++
			m.plan.Files[i].tally(table.KindsByName[j.Kind], count)
		}
	}
}

func (f *File) tally(k *table.Kind, count Count) {
	if nouns[k] == "" {
		return
	}
	if f.Annotations == nil {
		f.Annotations = map[string]Count{}
	}
	f.Annotations[nouns[k]] = count
}

// undisputed says of a field that nobody disputes what it says.
func undisputed(field string) bool { return slices.Contains(written, field) }

// disputed are the kinds of row of which conflicts are reported.
var disputed = map[*table.Kind]bool{table.SpanKind: true, table.RelationKind: true, table.EntityKind: true, table.DecisionKind: true}

// conflicts reports what people said in a file of a row and what is not kept, because somebody else, who did not know of it, said
// something else later.
func (m *comparing) conflicts(j history.Joined, known *history.Row) error {
	if !disputed[table.KindsByName[j.Kind]] || len(j.Entries) < 2 {
		return nil // who alone knows a row knows all that was said of it
	}
	byFile := map[*source]*history.Row{}
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
		lost, kept := r.Lost(known, knew, undisputed)
		if lost.Known() {
			if err := m.reportConflict(j, f, lost, kept); err != nil {
				return err
			}
		}
	}
	return nil
}

// sameContent says whether two rows say the same, whatever their keys are and whenever they were written.
func sameContent(k *table.Kind, a, b table.Row) bool {
	a.Values, b.Values = slices.Clone(a.Values), slices.Clone(b.Values)
	for i, c := range k.Columns {
		if i < len(k.Key) || c.Name == "created_at" || c.Name == "updated_at" || c.Name == "decided_at" {
			a.Values[i], b.Values[i] = nil, nil
		}
	}
	return k.Same(&a, &b)
}

func (m *comparing) reportConflict(j history.Joined, f *source, lost, kept history.Mark) error {
	earlier, e := j.Moment(lost)
	counts, keeper := j.Moment(kept)
	if e == nil || keeper == nil {
		return nil
	}
	file := f
	if file == m.own {
		file = m.files[keeper.In]
	}
	i := slices.IndexFunc(m.plan.Files, func(f File) bool { return f.source == file })
	if i < 0 {
		return nil
	}
	c := Conflict{Kind: nouns[table.KindsByName[j.Kind]], ID: j.ID}
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

func (m *comparing) versionOf(e *history.Entry, v history.Moment) (Version, error) {
	version := Version{Path: m.files[e.In].path, At: table.Unstamp(v.At), Deleted: v.Value == nil}
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
	r, err := table.KindsByName[e.Kind].Decode(raw)
	if err != nil || table.KindsByName[e.Kind] == table.EntityKind {
		return table.KindsByName[e.Kind].TextOr(r, "name"), err
	}
	if table.KindsByName[e.Kind] != table.SpanKind || len(r.Items) == 0 {
		return "", nil
	}
	return m.files[e.In].file.words(table.SpanKind.Text(r, "document_id"), r.Items[0][0], r.Items[0][1])
}

// report says the rest of the plan.
func (m *merger) report() error {
	for i := range m.plan.Files {
		file := &m.plan.Files[i]
		if err := m.reportDocuments(file); err != nil {
			return err
		}
		for _, list := range []struct {
			kind *table.Kind
			into *[]string
		}{{table.StoryKind, &file.Stories}, {table.AnnotatorKind, &file.Annotators}} {
			for _, c := range m.classes[list.kind] {
				e := c.There(file.source.Place)
				if e == nil || c.There(0) != nil || !c.Alive {
					continue
				}
				r, err := list.kind.Decode(e.Now)
				if err != nil {
					return err
				}
				*list.into = append(*list.into, list.kind.Text(r, "name"))
			}
			slices.Sort(*list.into)
		}
		last, err := file.source.file.lastAct()
		if err != nil {
			return err
		}
		if ahead := time.Until(table.Unstamp(last)); ahead > clockAhead {
			file.Warnings = append(file.Warnings, fmt.Sprintf("its last change is dated %s: the clock of the machine that made it was ahead, and its changes count as the later ones", last))
		}
	}
	m.plan.Empty = !m.tx.Changed()
	return m.reportNamesakes()
}

func (m *comparing) reportDocuments(file *File) error {
	for _, c := range m.classes[table.DocumentKind] {
		theirs, known := c.There(file.source.Place), m.before(c.Joined, file)
		if theirs == nil {
			continue
		}
		r, err := table.DocumentKind.Decode(theirs.Now)
		if err != nil {
			return err
		}
		switch {
		case len(file.source.lost[theirs.ID]) > 0:
			title := table.DocumentKind.Text(r, "title")
			if title == "" {
				title = table.DocumentKind.Text(r, "source_name")
			}
			file.Documents.Differing = append(file.Documents.Differing,
				Difference{ID: theirs.ID, Title: title, KeptAs: c.ID, OursKeptAs: m.ownUnder(theirs.ID, c.Hash)})
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
			return m.own.ids[table.DocumentKind][id]
		}
	}
	return ""
}

// before is the entry of the project, or else of the first of the files before this one that has the row: what comes in
// with several files counts as new once.
func (m *comparing) before(j history.Joined, file *File) *history.Entry {
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
	for _, id := range table.SortedKeys(m.named) {
		names, err := table.Texts(m.tx.Session, `SELECT e.name FROM entity e WHERE e.id = ? AND EXISTS
			(SELECT 1 FROM entity o WHERE o.label_id = e.label_id AND o.name = e.name AND o.id <> e.id)`, id)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			continue
		}
		for i := range m.plan.Files {
			there, err := m.plan.Files[i].source.file.Load(table.EntityKind, id, false)
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

// mostRepeats is how many texts a merge names one by one.
const mostRepeats = 10

// warnOfRepeats says which texts stand in several stories that did not before the merge.
func (m *merger) warnOfRepeats() error {
	hashes := table.SortedKeys(m.texts)
	before, err := check.SameAs(m.own.file.Session, hashes)
	if err != nil {
		return err
	}
	after, err := check.SameAs(m.tx.Session, hashes)
	if err != nil {
		return err
	}
	known := map[string]int{}
	for _, r := range before {
		known[r.Texts[0].Hash] = len(r.Texts)
	}
	warnings, last := 0, &m.plan.Files[len(m.plan.Files)-1]
	for _, r := range after {
		if len(r.Texts) <= known[r.Texts[0].Hash] {
			continue
		}
		if warnings++; warnings <= mostRepeats {
			last.Warnings = append(last.Warnings, r.Sentence()+": a split keeps them in one part")
		}
	}
	if more := warnings - mostRepeats; more > 0 {
		last.Warnings = append(last.Warnings, annotate.Counted(more, "more text stands in several stories", "more texts stand in several stories"))
	}
	return nil
}
