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

// each calls fn for every row of a kind that any of the files ever had, with what each file knows of it. It holds one row at
// a time, but for those that files call differently.
func (m *merger) each(k *kind, fn func(joined) error) error {
	aside := map[string][]*register{} // rows that are not met in the order of their ids
	for _, f := range m.files {
		for id, to := range f.ids[k] {
			if id != to {
				aside[to] = nil
			}
		}
	}
	all := len(k.key) == 2 || k == regionKind
	pulls := make([]*pull, len(m.files))
	for i, f := range m.files {
		pulls[i] = newPull(f.registers(k))
		defer pulls[i].stop()
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
			if err := fn(j); err != nil {
				return err
			}
		}
		if err := m.step(); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(aside)) {
		if len(aside[id]) == 0 {
			continue
		}
		if err := fn(joined{kind: k, id: id, entries: aside[id]}); err != nil {
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

// join gathers what the files know of one row.
func (m *merger) join(k *kind, id string) (joined, error) {
	j := joined{kind: k, id: id}
	for _, f := range m.files {
		var names []string
		for from, to := range f.ids[k] {
			if to == id {
				names = append(names, from)
			}
		}
		if f.ids[k].of(id) == id && !slices.Contains(names, id) {
			names = append(names, id)
		}
		slices.Sort(names)
		for _, name := range names {
			r, err := f.register(k, name)
			if err != nil {
				return j, err
			}
			if r.top().known() {
				j.entries = append(j.entries, r)
			}
		}
	}
	return j, nil
}
