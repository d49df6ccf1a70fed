package command

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Find lists the commands whose title holds the letters of query in order, best first: the start of a word counts
// more than its middle, letters that stand together more than scattered ones. Those that cannot run come last.
func (t *Table) Find(query string) []*Command {
	type hit struct {
		command *Command
		score   int
		stopped bool
	}
	var hits []hit
	for _, c := range t.Commands {
		if points, ok := score(query, c.Title()); ok {
			hits = append(hits, hit{c, points, c.Reason() != ""})
		} else if points, ok := score(query, c.Menu+" "+c.Title()); ok {
			hits = append(hits, hit{c, points - 20, c.Reason() != ""})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.stopped != b.stopped {
			if a.stopped {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.score, a.score)
	})
	found := make([]*Command, len(hits))
	for i, h := range hits {
		found[i] = h.command
	}
	return found
}

// score says how well the letters of query stand in text, in order, and whether they all do. It is the best over all
// ways to place them: 8 for a letter that starts a word, 5 for one that follows its predecessor, −2 for others.
func score(query, text string) (int, bool) {
	const none = -1 << 20
	want := []rune(strings.ToLower(strings.Join(strings.Fields(query), "")))
	letters := []rune(strings.ToLower(text))
	// best[j] is the best score of the letters of query so far with the last of them at letters[j].
	best := make([]int, len(letters))
	for i, letter := range want {
		next, before := make([]int, len(letters)), none
		for j := range letters {
			next[j] = none
			if j > 0 && i > 0 {
				before = max(before, best[j-1])
			}
			if letters[j] != letter || (i > 0 && before == none) {
				continue
			}
			value := -2
			if j == 0 || !unicode.IsLetter(letters[j-1]) {
				value = 8
			}
			if i == 0 {
				next[j] = value
				continue
			}
			next[j] = before + value
			if best[j-1] != none {
				next[j] = max(next[j], best[j-1]+max(value, 5))
			}
		}
		best = next
	}
	if len(want) == 0 {
		return 0, true
	}
	total := slices.Max(append(best, none))
	return total - len(letters)/8, total > none/2
}
