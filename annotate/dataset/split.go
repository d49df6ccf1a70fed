package dataset

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/parallax-annotation/parallax/annotate"
)

// Split is a part of a dataset: its name, which is a file's, and its share of the documents, relative to the others'.
type Split struct {
	Name  string
	Share float64
}

var splitName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)

// ParseSplit reads "train=80,dev=10,test=10". Shares are positive numbers of any sum; names are letters, digits, "-"
// and "_", each used once.
func ParseSplit(s string) ([]Split, error) {
	var splits []Split
	for _, part := range strings.Split(s, ",") {
		name, number, found := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		share, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		switch {
		case !found:
			return nil, annotate.Invalidf("split %q is not of the form name=share, as in train=80,dev=10,test=10", part)
		case !splitName.MatchString(name):
			return nil, annotate.Invalidf("split name %q: use letters, digits, - and _", name)
		case err != nil || !(share > 0) || math.IsInf(share, 0):
			return nil, annotate.Invalidf("split %s: the share %q is not a positive number", name, number)
		case slices.ContainsFunc(splits, func(s Split) bool { return strings.EqualFold(s.Name, name) }):
			return nil, annotate.Invalidf("split %s is named twice", name)
		}
		splits = append(splits, Split{name, share})
	}
	return splits, nil
}

// Assign gives each story, named with its number of documents, to a split, as near to the shares of documents as whole
// stories allow: one event never stands in two splits, nor do stories of which one list of together names two or more, because
// they share a text. The same stories, splits and seed give the same answer.
//
// The largest stories go first, each to the split that lacks most; the seed decides among stories of a size. Stories that go
// together count as one with the name of the first.
func Assign(stories map[string]int, together [][]string, splits []Split, seed int64) map[string]string {
	first := firstOf(stories, together)
	joined := make(map[string]int, len(stories))
	for name, n := range stories {
		joined[first(name)] += n
	}
	assigned := assignWhole(joined, splits, seed)
	for name := range stories {
		if split, there := assigned[first(name)]; there {
			assigned[name] = split
		}
	}
	return assigned
}

// firstOf returns which story stands for a story: the first by name of all that go together with it, directly or through others.
func firstOf(stories map[string]int, together [][]string) func(string) string {
	before := map[string]string{}
	first := func(name string) string {
		for before[name] != "" {
			name = before[name]
		}
		return name
	}
	for _, group := range together {
		last := ""
		for _, name := range group {
			if _, known := stories[name]; !known {
				continue
			}
			if a, b := first(name), first(last); last != "" && a != b {
				before[max(a, b)] = min(a, b)
			}
			last = name
		}
	}
	return first
}

// assignWhole gives each story to a split.
func assignWhole(stories map[string]int, splits []Split, seed int64) map[string]string {
	type story struct {
		name      string
		documents int
		lot       [sha256.Size]byte
	}
	var all []story
	documents, shares := 0, 0.0
	for name, n := range stories {
		all = append(all, story{name, n, sha256.Sum256([]byte(strconv.FormatInt(seed, 10) + "\x00" + name))})
		documents += n
	}
	for _, s := range splits {
		shares += s.Share
	}
	slices.SortFunc(all, func(a, b story) int {
		return cmp.Or(cmp.Compare(b.documents, a.documents), bytes.Compare(a.lot[:], b.lot[:]))
	})
	lacking := make([]float64, len(splits))
	for i, s := range splits {
		lacking[i] = s.Share / shares * float64(documents)
	}
	assigned := make(map[string]string, len(all))
	for _, s := range all {
		most := 0
		for i := range lacking {
			if lacking[i] > lacking[most] {
				most = i
			}
		}
		if len(splits) > 0 {
			assigned[s.name] = splits[most].Name
			lacking[most] -= float64(s.documents)
		}
	}
	return assigned
}
