package form

import (
	"fmt"
	"maps"
	"slices"
)

// Names are what labels, or other things of a codebook, are called in a format that takes few characters.
type Names struct {
	plain   func(string) string
	written map[string]string // by what it is called
	meant   map[string]string // the other way round
}

// NewNames returns the names as a format takes them, which plain makes of each.
func NewNames(plain func(string) string, all ...string) *Names {
	n := &Names{plain, map[string]string{}, map[string]string{}}
	for _, name := range all {
		n.Add(name)
	}
	return n
}

// Add gives a name the characters that the format takes, and a number where another name looks the same then.
func (n *Names) Add(name string) string {
	if written, known := n.written[name]; known {
		return written
	}
	first := n.plain(name)
	written := first
	for i := 2; n.Taken(written); i++ {
		written = fmt.Sprintf("%s_%d", first, i)
	}
	n.written[name], n.meant[written] = written, name
	return written
}

// Taken says whether something is called so.
func (n *Names) Taken(written string) bool {
	_, taken := n.meant[written]
	return taken
}

// Meaning is what a name of the format stands for: the name itself where nothing else is known.
func (n *Names) Meaning(written string) string {
	if name, known := n.meant[written]; known {
		return name
	}
	return written
}

// Is says whether a name is one of them, and how it is written.
func (n *Names) Is(name string) (written string, is bool) {
	written, is = n.written[name]
	return written, is
}

// Learn says what a name of the format stands for, where that is not known.
func (n *Names) Learn(written, name string) {
	if _, known := n.meant[written]; !known && n.plain(name) == written {
		n.meant[written] = name
	}
}

// Changed are the names that are written otherwise than they are, by how they are written, in order.
func (n *Names) Changed() (all [][2]string) {
	for _, written := range slices.Sorted(maps.Keys(n.meant)) {
		if name := n.meant[written]; name != written {
			all = append(all, [2]string{written, name})
		}
	}
	return all
}
