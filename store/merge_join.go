package store

import (
	"iter"
	"maps"
	"slices"
	"strings"
)

// mapped is what the merged project calls a row of a file.
func (f *mergeSource) mapped(k *kind, id string) string {
	switch k {
	case regionKind:
		return f.ids[documentKind].of(id)
	case progressKind, assignmentKind:
		document, annotator, _ := strings.Cut(id, "/")
		return f.ids[documentKind].of(document) + "/" + f.ids[annotatorKind].of(annotator)
	}
	return f.ids[k].of(id)
}

// called lists what a file calls a row of the merged project.
func (f *mergeSource) called(k *kind, id string) []string {
	switch k {
	case regionKind:
		return f.called(documentKind, id)
	case progressKind, assignmentKind:
		document, annotator, _ := strings.Cut(id, "/")
		var all []string
		for _, d := range f.called(documentKind, document) {
			for _, a := range f.called(annotatorKind, annotator) {
				all = append(all, d+"/"+a)
			}
		}
		return all
	}
	if f.names == nil {
		f.names = map[*kind]map[string][]string{}
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
// becomes of others, with what each file knows of it. The project's own rows are looked up, so that it costs what is merged in. It
// holds one row at a time, but for those that files call differently.
func (m *merger) each(k *kind, fn func(joined) error) error {
	extra := maps.Clone(m.extra[k]) // ids in the merged project
	others := m.files[1:]
	aside := map[string][]*register{} // rows that are not met in the order of their ids
	for _, f := range others {
		for id, to := range f.ids[k] {
			if id != to {
				aside[to] = nil
			}
		}
	}
	all := len(k.key) == 2 || k == regionKind
	pulls := make([]*pull, len(others))
	for i, f := range others {
		pulls[i] = newPull(f.registers(k))
		defer pulls[i].stop()
	}
	give := func(j joined) error {
		delete(extra, j.id)
		own, err := m.own.entries(k, j.id)
		if err != nil {
			return err
		}
		j.entries = append(own, j.entries...)
		if err := fn(j); err != nil {
			return err
		}
		return m.step()
	}
	for {
		first := ""
		for _, p := range pulls {
			if p.err != nil {
				return p.err
			}
			if p.head != nil && (first == "" || p.head.id < first) {
				first = p.head.id
			}
		}
		if first == "" {
			break
		}
		j := joined{kind: k, id: first}
		for _, p := range pulls {
			if p.head == nil || p.head.id != first {
				continue
			}
			to := p.head.file.mapped(k, first)
			if _, late := aside[to]; late || all || to != first {
				aside[to] = append(aside[to], p.head)
			} else {
				j.entries = append(j.entries, p.head)
			}
			p.next()
		}
		if len(j.entries) > 0 {
			if err := give(j); err != nil {
				return err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(aside)) {
		if len(aside[id]) == 0 {
			continue
		}
		if err := give(joined{kind: k, id: id, entries: aside[id]}); err != nil {
			return err
		}
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

// pull reads a sequence one by one.
type pull struct {
	head *register // nil after the last
	err  error
	take func() (*register, error, bool)
	stop func()
}

func newPull(registers iter.Seq2[*register, error]) *pull {
	p := &pull{}
	p.take, p.stop = iter.Pull2(registers)
	p.next()
	return p
}

func (p *pull) next() {
	r, err, more := p.take()
	if !more {
		r = nil
	}
	p.head, p.err = r, err
}

// entries are what a file knows of a row of the merged project.
func (f *mergeSource) entries(k *kind, id string) ([]*register, error) {
	var entries []*register
	for _, name := range f.called(k, id) {
		r, err := f.register(k, name)
		if err != nil {
			return nil, err
		}
		if r.known() || r.there {
			entries = append(entries, r)
		}
	}
	return entries, nil
}

// join gathers what the files know of one row.
func (m *merger) join(k *kind, id string) (joined, error) {
	j := joined{kind: k, id: id}
	for _, f := range m.files {
		entries, err := f.entries(k, id)
		if err != nil {
			return j, err
		}
		j.entries = append(j.entries, entries...)
	}
	return j, nil
}
