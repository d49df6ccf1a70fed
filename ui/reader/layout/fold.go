package layout

import (
	"slices"
	"sort"
	"strings"
)

// Fold is a stretch of whole paragraphs that is shown as one line, in bytes: it begins where a paragraph does and ends where the
// next begins, or with the text. The line holds all of its text and shows none: what lies in a fold lies in its line, so that every
// question has an answer there too.
type Fold struct{ Start, End int }

// wholeParagraphs returns those of the folds that are such stretches, in order and apart from each other.
func wholeParagraphs(text string, folds []Fold) []Fold {
	begins := func(at int) bool { return at == 0 || at <= len(text) && text[at-1] == '\n' }
	var kept []Fold
	end := 0
	folds = slices.Clone(folds)
	slices.SortFunc(folds, func(a, b Fold) int { return a.Start - b.Start })
	for _, f := range folds {
		if f.Start >= end && f.End > f.Start && begins(f.Start) && (f.End == len(text) || begins(f.End)) {
			kept, end = append(kept, f), f.End
		}
	}
	return kept
}

// Paragraphs returns the fold of those paragraphs that lie in a stretch of text as a whole, the stretch being taken to reach
// over blank lines at its end; an empty one where there are none.
func Paragraphs(text string, start, end int) Fold {
	if start > 0 && text[start-1] != '\n' {
		next := strings.IndexByte(text[start:end], '\n')
		if next < 0 {
			return Fold{}
		}
		start += next + 1
	}
	switch rest := strings.IndexByte(text[end:], '\n'); {
	case end > start && text[end-1] == '\n':
	case rest >= 0 && strings.TrimSpace(text[end:end+rest]) == "":
		end += rest + 1
	case rest < 0 && strings.TrimSpace(text[end:]) == "":
		end = len(text)
	default:
		end = start + strings.LastIndexByte(text[start:end], '\n') + 1
	}
	if end <= start {
		return Fold{}
	}
	return Fold{start, end}
}

// Refold wraps the text with other stretches folded, at the cost of a Resize. What is no stretch of whole paragraphs is left open.
func (l *Layout) Refold(folds []Fold) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if folds = wholeParagraphs(l.text, folds); !slices.Equal(folds, l.folds) {
		l.folds = folds
		l.reset(l.style, l.width)
	}
}

// foldFrom returns where the fold ends that begins at a byte, 0 where none does.
func (l *Layout) foldFrom(start int) int {
	i := sort.Search(len(l.folds), func(i int) bool { return l.folds[i].Start >= start })
	if i < len(l.folds) && l.folds[i].Start == start {
		return l.folds[i].End
	}
	return 0
}

// enterFold begins to pass over the fold that begins with the open line, if there is one.
func (l *Layout) enterFold() {
	if w := &l.wrap; w.cur.at == w.start {
		w.fold = l.foldFrom(w.start)
	}
}

// passOver goes on to a place in the fold that is being passed over, or behind it. A fold that reaches to the end of a text without a
// line feed there is its last line, which stays open as any other does.
func (l *Layout) passOver(to place) {
	w := &l.wrap
	w.cur = to
	if to.at < w.fold || to.at == len(l.text) && l.text[to.at-1] != '\n' {
		return
	}
	l.endLine(to)
}
