package merge

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// mapped is what the merged project calls a row of a file.
func (f *source) mapped(k *table.Kind, id string) string {
	switch k {
	case table.RegionKind:
		return f.ids[table.DocumentKind].of(id)
	case table.ProgressKind, table.AssignmentKind:
		document, annotator, _ := strings.Cut(id, "/")
		return f.ids[table.DocumentKind].of(document) + "/" + f.people.of(f.ids[table.AnnotatorKind].of(annotator))
	}
	return f.ids[k].of(id)
}

// called lists what a file calls a row of the merged project.
func (f *source) called(k *table.Kind, id string) []string {
	switch k {
	case table.RegionKind:
		return f.called(table.DocumentKind, id)
	case table.ProgressKind, table.AssignmentKind:
		document, annotator, _ := strings.Cut(id, "/")
		var all []string
		annotators := f.called(table.AnnotatorKind, annotator)
		for id, to := range f.people {
			if to == annotator {
				annotators = append(annotators, f.called(table.AnnotatorKind, id)...)
			}
		}
		slices.Sort(annotators)
		for _, d := range f.called(table.DocumentKind, document) {
			for _, a := range annotators {
				all = append(all, d+"/"+a)
			}
		}
		return all
	}
	if f.names == nil {
		f.names = map[*table.Kind]map[string][]string{}
	}
	if f.names[k] == nil {
		f.names[k] = map[string][]string{}
		for from, to := range f.ids[k] {
			f.names[k][to] = append(f.names[k][to], from)
		}
		for _, names := range f.names[k] {
			slices.Sort(names)
		}
	}
	names := f.names[k][id]
	if f.ids[k].of(id) == id && !slices.Contains(names, id) {
		names = append(slices.Clone(names), id)
	}
	return names
}

// each calls fn for every row of a kind that another file ever had, and for those of the project that are touched by what
// becomes of others, with what each file knows of it. The project's own rows are looked up, so that it costs what is merged in.
// ready, which may be nil, is called for the rows of other files before that, on another goroutine.
func (m *gathering) each(k *table.Kind, ready func(history.Joined), fn func(history.Joined) error) error {
	extra := maps.Clone(m.extra[k]) // ids in the merged project
	renamed := map[string]bool{}    // what some file calls otherwise
	for _, f := range m.files[1:] {
		for id, to := range f.ids[k] {
			if id != to {
				renamed[to] = true
			}
		}
	}
	all := len(k.Key) == 2 || k == table.RegionKind
	called := func(e *history.Entry) (string, bool) {
		id := m.files[e.In].mapped(k, e.ID)
		return id, all || renamed[id]
	}
	err := m.walk(k, called, ready, func(rows []history.Joined) error {
		for _, j := range rows {
			delete(extra, j.ID)
		}
		return m.withOwn(k, rows, fn)
	})
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(extra)) {
		j, err := m.join(k, id)
		if err != nil {
			return err
		}
		if err := fn(j); err != nil {
			return err
		}
	}
	return nil
}

// walk calls fn for the rows of other files, some at a time. While it works the next ones are read, which takes a third as long as to write
// them: on connections of their own, so that fn may ask the files whatever it wants.
func (m *gathering) walk(k *table.Kind, called func(*history.Entry) (string, bool), ready func(history.Joined), fn func([]history.Joined) error) error {
	var others []*history.Side
	for _, f := range m.files[1:] {
		others = append(others, f.ahead)
	}
	read, enough := make(chan []history.Joined), make(chan struct{})
	var failed error // of reading, known when read is closed
	go func() {
		defer close(read)
		var rows []history.Joined
		give := func() error {
			select {
			case read <- rows:
				rows = nil
				return nil
			case <-enough:
				return disk.ErrStopped
			}
		}
		failed = history.Walk(others, k.Name, called, func(j history.Joined) error {
			if ready != nil {
				ready(j)
			}
			if rows = append(rows, j); len(rows) < lookedUp {
				return nil
			}
			return give()
		})
		if failed == nil {
			failed = give()
		}
	}()
	var err error
	for rows := range read {
		if err == nil {
			if err = fn(rows); err != nil {
				close(enough)
			}
		}
	}
	return cmp.Or(err, failed)
}

// lookedUp is how many rows are looked up in the project at once.
const lookedUp = 256

// withOwn calls fn for rows of other files, with what the project knows of them before what those know. What the merge writes does
// not show there: the project is read as it was.
func (m *gathering) withOwn(k *table.Kind, rows []history.Joined, fn func(history.Joined) error) error {
	var ids []string
	for _, j := range rows {
		ids = append(ids, m.own.called(k, j.ID)...)
	}
	known, err := m.own.EntriesOf(k.Name, ids)
	if err != nil {
		return err
	}
	for _, j := range rows {
		j.Entries = append(m.own.among(known, k, j.ID), j.Entries...)
		if err := fn(j); err != nil {
			return err
		}
		if err := m.step(); err != nil {
			return err
		}
	}
	return nil
}

// entries are what a file knows of a row of the merged project.
func (f *source) entries(k *table.Kind, id string) ([]*history.Entry, error) {
	known, err := f.EntriesOf(k.Name, f.called(k, id))
	return f.among(known, k, id), err
}

// among picks what a file knows of a row of the merged project.
func (f *source) among(known map[string]*history.Entry, k *table.Kind, id string) []*history.Entry {
	var entries []*history.Entry
	for _, name := range f.called(k, id) {
		if e := known[name]; e != nil && (e.Known() || e.There) {
			entries = append(entries, e)
		}
	}
	return entries
}

// join gathers what the files know of one row.
func (m *gathering) join(k *table.Kind, id string) (history.Joined, error) {
	j := history.Joined{Kind: k.Name, ID: id}
	for _, f := range m.files {
		entries, err := f.entries(k, id)
		if err != nil {
			return j, err
		}
		j.Entries = append(j.Entries, entries...)
	}
	return j, nil
}
