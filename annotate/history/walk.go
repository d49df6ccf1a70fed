package history

import (
	"iter"
	"maps"
	"slices"
)

// Walk goes through the rows of a kind that several sides ever had, side by side in the order of their ids, and calls fn once for
// each row with all that they know of it. called says how those who walk call a row of a side. It holds one row at a time, but for
// those that are late: whose ids there do not say when they are met.
func Walk(sides []*Side, kind string, called func(e *Entry) (id string, late bool), fn func(Joined) error) error {
	aside := map[string][]*Entry{}
	pulls := make([]*pull, len(sides))
	for i, s := range sides {
		pulls[i] = newPull(s.Entries(kind))
		defer pulls[i].stop()
	}
	for {
		first, more := "", false
		for _, p := range pulls {
			if p.err != nil {
				return p.err
			}
			if p.head != nil && (!more || p.head.ID < first) {
				first, more = p.head.ID, true
			}
		}
		if !more {
			break
		}
		j := Joined{Kind: kind, ID: first}
		for _, p := range pulls {
			if p.head == nil || p.head.ID != first {
				continue
			}
			if id, late := called(p.head); late || id != first {
				aside[id] = append(aside[id], p.head)
			} else {
				j.Entries = append(j.Entries, p.head)
			}
			p.next()
		}
		if len(j.Entries) > 0 {
			if err := fn(j); err != nil {
				return err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(aside)) {
		if err := fn(Joined{Kind: kind, ID: id, Entries: aside[id]}); err != nil {
			return err
		}
	}
	return nil
}

// pull reads a sequence one by one.
type pull struct {
	head *Entry // nil after the last
	err  error
	take func() (*Entry, error, bool)
	stop func()
}

func newPull(entries iter.Seq2[*Entry, error]) *pull {
	p := &pull{}
	p.take, p.stop = iter.Pull2(entries)
	p.next()
	return p
}

func (p *pull) next() {
	e, err, more := p.take()
	if !more {
		e = nil
	}
	p.head, p.err = e, err
}
