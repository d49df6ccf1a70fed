package command

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// How letters that neither start a word nor follow their predecessor count.
const (
	scattered = -2
	none      = -1 << 20 // not at all
)

// Find lists the commands whose title holds the letters of query in order, best first: the start of a word counts
// more than its middle, letters that stand together more than scattered ones; commands whose title and help have all its words come
// after those that are meant by their title, before those with scattered letters. Those that cannot run come last.
func (t *Table) Find(query string) []*Command {
	type hit struct {
		command *Command
		score   int
		stopped bool
	}
	var hits []hit
	for _, c := range t.Commands {
		points, ok := score(query, c.Title(), scattered)
		if !ok {
			points, ok = score(query, c.Menu+" "+c.Title(), scattered)
			points -= 20
		}
		if told(query, c.Menu+" "+c.Title()+" "+c.Help) {
			points, ok = max(points, 0), true
		}
		if ok {
			hits = append(hits, hit{c, points, c.Reason() != ""})
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

// told says whether each word of query begins a word of text, and there is one.
func told(query, text string) bool {
	parts := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	words, asked := strings.FieldsFunc(strings.ToLower(text), parts), strings.FieldsFunc(strings.ToLower(query), parts)
	for _, word := range asked {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, word) }) {
			return false
		}
	}
	return len(asked) > 0
}

// Match says how well query finds a name, and whether it does: by the starts of its words and by letters that stand together
// behind one, or as it stands anywhere in it.
func Match(query, name string) (int, bool) {
	if points, ok := score(query, name, none); ok {
		return points, true
	}
	return 3*len([]rune(query)) - len([]rune(name))/8, strings.Contains(strings.ToLower(name), strings.ToLower(query))
}

// score says how well the letters of query stand in text, in order, and whether they all do. It is the best over all
// ways to place them: 8 for a letter that starts a word, 5 for one that follows its predecessor, loose for others.
func score(query, text string, loose int) (int, bool) {
	want := []rune(strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(query, "...", "…")), "")))
	letters := []rune(strings.ToLower(text))
	if !inOrder(want, letters) {
		return 0, false
	}
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
			value := loose
			if j == 0 || !unicode.IsLetter(letters[j-1]) {
				value = 8
			}
			if i == 0 {
				next[j] = max(value, none)
				continue
			}
			next[j] = max(before+value, none)
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

// inOrder says whether the letters stand in text in their order, which is known sooner than how well.
func inOrder(letters, text []rune) bool {
	for _, r := range text {
		if len(letters) == 0 {
			return true
		}
		if r == letters[0] {
			letters = letters[1:]
		}
	}
	return len(letters) == 0
}
