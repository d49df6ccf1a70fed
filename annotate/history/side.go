package history

import (
	"iter"
	"maps"
	"slices"

	"github.com/parallax-annotation/parallax/annotate"
)

// Side reads a source: it puts what the log says of a row and what is remembered beside it together as entries.
type Side struct {
	Source
	Place      int // among the sources that are read together
	acts       map[int64]Act
	remembered map[string]map[string][]Moment // by kind and row
	order      map[string][]string            // by kind, the rows of remembered in order
}

// Read begins to read a source.
func Read(source Source, place int) (*Side, error) {
	s := &Side{Source: source, Place: place, remembered: map[string]map[string][]Moment{}, order: map[string][]string{}}
	var err error
	if s.acts, err = source.Acts(); err != nil {
		return nil, err
	}
	all, err := source.Remembered()
	for _, m := range all {
		rows := s.remembered[m.Kind]
		if rows == nil {
			rows = map[string][]Moment{}
			s.remembered[m.Kind] = rows
		}
		if rows[m.Row] == nil {
			s.order[m.Kind] = append(s.order[m.Kind], m.Row)
		}
		rows[m.Row] = append(rows[m.Row], m.Moment)
	}
	return s, err
}

// On is the same side, of a source that reads the same.
func (s *Side) On(source Source) *Side {
	on := *s
	on.Source = source
	return &on
}

// RememberedOf yields the versions of a kind that the log cannot tell, with the ids of their rows.
func (s *Side) RememberedOf(kind string) iter.Seq2[string, Moment] {
	return func(yield func(string, Moment) bool) {
		for _, id := range s.order[kind] {
			for _, m := range s.remembered[kind][id] {
				if !yield(id, m) {
					return
				}
			}
		}
	}
}

// Entries yields what the source knows of each row of a kind that ever was in it, in the order of their ids.
func (s *Side) Entries(kind string) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for l, err := range s.lives(kind) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, e := range l.all {
				if !yield(e, nil) {
					return
				}
			}
		}
	}
}

// lives yields the ids of a kind that the log or the memory names, in order.
func (s *Side) lives(kind string) iter.Seq2[*lives, error] {
	return func(yield func(*lives, error) bool) {
		remembered := s.order[kind]
		give := func(l *lives) bool {
			var versions []Moment
			if len(remembered) > 0 && remembered[0] == l.id {
				versions, remembered = s.remembered[kind][l.id], remembered[1:]
			}
			l.settle(s, kind, versions)
			return yield(l, nil)
		}
		// skip gives the ids before another that only the memory names.
		skip := func(before string) bool {
			for len(remembered) > 0 && (before == "" || remembered[0] < before) {
				if !give(&lives{id: remembered[0]}) {
					return false
				}
			}
			return true
		}
		var l *lives
		finish := func() bool { return l == nil || skip(l.id) && give(l) }
		for c, err := range s.Changes(kind) {
			if err != nil {
				yield(nil, err)
				return
			}
			if l == nil || c.Row != l.id {
				if !finish() {
					return
				}
				l = &lives{id: c.Row}
			}
			l.add(s, kind, c)
		}
		if finish() {
			skip("")
		}
	}
}

// Entry is what the source knows of one row, which is no document.
func (s *Side) Entry(kind, id string) (*Entry, error) {
	all, err := s.EntriesOf(kind, []string{id})
	return all[id], err
}

// EntriesOf is what the source knows of some rows, which are no documents, by their ids.
func (s *Side) EntriesOf(kind string, ids []string) (map[string]*Entry, error) {
	found := make(map[string]*lives, len(ids))
	for _, id := range ids {
		found[id] = &lives{id: id}
	}
	for c, err := range s.ChangesOf(kind, slices.Sorted(maps.Keys(found))) {
		if err != nil {
			return nil, err
		}
		if found[c.Row] == nil {
			return nil, annotate.Invalidf("the log gives changes of %s where those of another row were asked for: the file is damaged", c.Row)
		}
		found[c.Row].add(s, kind, c)
	}
	entries := make(map[string]*Entry, len(ids))
	for id, l := range found {
		l.settle(s, kind, s.remembered[kind][id])
		entries[id] = l.of(s, kind, "")
	}
	return entries, nil
}
