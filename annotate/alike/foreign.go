package alike

import (
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Foreign finds the names of entities in words of another script, as they sound in Latin letters.
type Foreign struct {
	entities []annotate.Entity
	spelled  map[string][]*form
	sounds   map[string][]*form
	longest  int
}

// NewForeign reads the names of entities. Abbreviations and names longer than four words are left out.
func NewForeign(entities []annotate.Entity) *Foreign {
	f := &Foreign{entities: entities, spelled: map[string][]*form{}, sounds: map[string][]*form{}}
	for i, e := range entities {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			for _, one := range formsOf(i, e.LabelID, name) {
				if one.capitals || len(one.core) > 4 {
					continue
				}
				f.longest = max(f.longest, len(one.core))
				heard := sounding(one.core)
				f.spelled[spelled(heard...)] = append(f.spelled[spelled(heard...)], one)
				f.sounds[consonants(heard...)] = append(f.sounds[consonants(heard...)], one)
			}
		}
	}
	return f
}

// romanised writes letters of other scripts, as Unidecode does, in the way in which names that come from elsewhere are spelled.
var romanised = strings.NewReplacer("dzh", "j", "kh", "h", "ts", "k", "tz", "k", "zh", "j")

func sounding(words []string) []string {
	heard := make([]string, len(words))
	for i, w := range words {
		heard[i] = romanised.Replace(w)
	}
	return heard
}

// Longest is how many words the longest name has.
func (f *Foreign) Longest() int { return f.longest }

// The shares of what was found so that turn out right are not measured: these only put what sounds the same before what may.
const (
	sameSound = .5
	mayBe     = .3
)

// leastSounds is how many consonants a name has that is told by them alone.
const leastSounds = 4

// Named is the one entity that words of another script than its name sound like, and how likely it is meant; not ok where there is none, or
// several are as likely.
func (f *Foreign) Named(words string) (e annotate.Entity, score float64, ok bool) {
	w := newForm(0, "", words)
	if w == nil || w.capitals || w.script == "" {
		return e, 0, false
	}
	heard := sounding(w.core)
	sounds := consonants(heard...)
	if len(sounds) < 2 {
		return e, 0, false
	}
	if one, found := f.one(f.spelled[spelled(heard...)], w); found {
		return f.entities[one], sameSound, true
	}
	if len(sounds) >= leastSounds {
		if one, found := f.one(f.sounds[sounds], w); found {
			return f.entities[one], mayBe, true
		}
	}
	return e, 0, false
}

// one is the one owner of those names that have as many words and another script.
func (f *Foreign) one(among []*form, w *form) (owner int, ok bool) {
	owner = -1
	for _, name := range among {
		if name.script == w.script || len(name.core) != len(w.core) && !w.unparted && !name.unparted {
			continue
		}
		if owner >= 0 && owner != name.owner {
			return 0, false
		}
		owner = name.owner
	}
	return owner, owner >= 0
}
