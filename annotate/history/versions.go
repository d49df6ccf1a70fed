package history

import (
	"iter"
	"maps"
)

// versions are the fields of a row with the versions that count. Of most rows no more is known than that somebody made them: those
// are kept as they were said, and only what alters a row makes a version of each of its fields.
type versions struct {
	by      Mark   // who said all of it
	said    Fields // nil where nothing was said, or where byField has it
	byField map[string]Version
}

// none says whether nobody ever set a field.
func (v *versions) none() bool { return len(v.said)+len(v.byField) == 0 }

// begin takes what one change said of a row, unless there is something already.
func (v *versions) begin(by Mark, said Fields) bool {
	if v.said != nil || v.byField != nil {
		return false
	}
	v.by, v.said = by, said
	return true
}

// made is the one change that said all of it, as a partial one.
func (v *versions) made() (c Change, is bool) {
	return Change{Mark: v.by, Partial: true, After: v.said}, v.said != nil
}

func (v *versions) of(name string) (Version, bool) {
	if v.said == nil {
		version, there := v.byField[name]
		return version, there
	}
	value, there := v.said[name]
	if !there {
		return Version{}, false
	}
	return Version{Stamp: Stamp{Said: v.by}, Value: value}, true
}

func (v *versions) all() iter.Seq2[string, Version] {
	if v.said == nil {
		return maps.All(v.byField)
	}
	return func(yield func(string, Version) bool) {
		for name, value := range v.said {
			if !yield(name, Version{Stamp: Stamp{Said: v.by}, Value: value}) {
				return
			}
		}
	}
}

// set takes in a version of a field.
func (v *versions) set(name string, version Version) {
	if v.byField == nil {
		v.byField = make(map[string]Version, len(v.said))
		for name, value := range v.said {
			v.byField[name] = Version{Stamp: Stamp{Said: v.by}, Value: value}
		}
		v.said = nil
	}
	if old, there := v.byField[name]; !there || old.before(version) {
		v.byField[name] = version
	}
}

func (v *versions) join(o *versions) {
	if o.said != nil && v.begin(o.by, o.said) {
		return
	}
	for name, version := range o.all() {
		v.set(name, version)
	}
}

func (v *versions) values() Fields {
	if v.said != nil {
		return v.said
	}
	values := make(Fields, len(v.byField))
	for name, version := range v.byField {
		if !version.Unset {
			values[name] = version.Value
		}
	}
	return values
}

func (v *versions) same(o *versions) bool {
	if len(v.said)+len(v.byField) != len(o.said)+len(o.byField) {
		return false
	}
	for name, version := range v.all() {
		if other, _ := o.of(name); other != version {
			return false
		}
	}
	return true
}

// marks are the changes that a row has seen, mostly one.
type marks struct {
	first Mark
	more  map[Mark]bool
}

func (s *marks) has(m Mark) bool { return m == s.first && m.Known() || s.more[m] }

func (s *marks) add(m Mark) {
	switch {
	case s.has(m):
	case !s.first.Known():
		s.first = m
	default:
		if s.more == nil {
			s.more = map[Mark]bool{}
		}
		s.more[m] = true
	}
}

func (s *marks) join(o marks) {
	if o.first.Known() {
		s.add(o.first)
	}
	for m := range o.more {
		s.add(m)
	}
}
