package merge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/parallax-annotation/parallax/annotate/history"
	"github.com/parallax-annotation/parallax/store/disk"
	"github.com/parallax-annotation/parallax/store/table"
)

// today is after all acts.
const today = math.MaxInt64

// names are which rows of a file had a name, and when. One name may have been that of several rows in turn: what a row of the log
// calls so is the one that was called so then.
type names map[string][]tenure

// tenure is how long a row had a name.
type tenure struct {
	id          string
	from, until int64 // acts; until is the first after which it had the name no more
}

// named is the id of what had a name after an act; else of what has it now, or had it first.
func (n names) named(name string, act int64) string {
	best := ""
	for _, t := range n[name] {
		switch {
		case t.from <= act && act < t.until:
			return t.id
		case best == "" || t.until == today:
			best = t.id
		}
	}
	return cmp.Or(best, "="+name)
}

// learn notes the names that labels or attributes of the file have and had.
func (f *source) learn(k *table.Kind) error {
	into := f.labels
	if k == table.AttributeKind {
		into = f.values
	}
	nameOf := func(raw json.RawMessage) (string, error) {
		r, err := k.Decode(raw)
		if err != nil {
			return "", disk.Blame(f.path, err)
		}
		if k == table.AttributeKind {
			return k.Text(r, "label_id") + "\x00" + k.Text(r, "name"), nil
		}
		return k.Text(r, "name"), nil
	}
	row, name := "", ""
	for c, err := range f.Changes(k.Name) {
		if err != nil {
			return err
		}
		if c.Row != row {
			row, name = c.Row, ""
		}
		next := ""
		if c.After != nil {
			if next, err = nameOf(c.After); err != nil {
				return err
			}
		}
		if next == name {
			continue
		}
		if had := into[name]; name != "" {
			had[slices.IndexFunc(had, func(t tenure) bool { return t.id == row && t.until == today })].until = c.Act
		}
		if next != "" {
			into[next] = append(into[next], tenure{row, c.Act, today})
		}
		name = next
	}
	return nil
}

// claim is a part of the codebook, an annotator or a story that is to have a name.
type claim struct {
	row   table.Row
	part  *history.Thing
	named history.Stamp
}

// parted gives things that are different and have the same name names of their own. The name stays with the one
// that nobody deleted, or that got it last.
func (m *keeping) parted(k *table.Kind, claims []claim) {
	taken := map[string][]claim{}
	key := func(r table.Row, name string) string {
		if k == table.AttributeKind {
			return k.Text(r, "label_id") + "\x00" + name
		}
		return name
	}
	for _, c := range claims {
		at := key(c.row, k.Text(c.row, "name"))
		taken[at] = append(taken[at], c)
	}
	for _, at := range slices.Sorted(maps.Keys(taken)) {
		rivals := taken[at]
		slices.SortFunc(rivals, func(a, b claim) int {
			switch {
			case a.part.Lives() != b.part.Lives():
				return cmp.Compare(table.Flag(b.part.Lives()), table.Flag(a.part.Lives()))
			case a.named != b.named:
				return map[bool]int{true: 1, false: -1}[a.named.Before(b.named)]
			}
			return strings.Compare(a.part.IDs[0], b.part.IDs[0])
		})
		for i, c := range rivals[1:] {
			name := k.Text(c.row, "name")
			n := i + 2
			for taken[key(c.row, fmt.Sprintf("%s (%d)", name, n))] != nil {
				n++
			}
			free := fmt.Sprintf("%s (%d)", name, n)
			k.Set(c.row, "name", free)
			taken[key(c.row, free)] = []claim{c}
			m.sayParted(k, c, name, free)
		}
	}
}

// sayParted tells of a new name, unless the project has it already.
func (m *keeping) sayParted(k *table.Kind, c claim, name, free string) {
	if own := c.part.There(0); own != nil {
		if r, err := k.Decode(own.Now); err == nil && k.Text(r, "name") == free {
			return
		}
	}
	why := "the other got the name later"
	if !c.part.Lives() {
		why = "somebody deleted it while others used it"
	}
	if k == table.StoryKind {
		m.warn("two different stories are called %s: one of them is called %s now (%s)", name, free, why)
		return
	}
	m.note("two different %s are called %s: one of them is called %s now (%s)", k.Nouns(), name, free, why)
}
