package layout

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// paragraphStarts returns the bytes at which a paragraph of text begins.
func paragraphStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' && i+1 < len(text) {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// TestAFoldIsOneLineOfTheWholeText: whatever is folded, the lines partition the text, each fold is one line without anything on it, the
// other lines are those of the open text, and folding later gives the same as folding at first.
func TestAFoldIsOneLineOfTheWholeText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(0, 60).Draw(t, "text")
		width := widths.Draw(t, "width")
		starts := append(paragraphStarts(text), len(text))
		var folds []Fold
		for i := 0; i+1 < len(starts); i++ {
			if to := i + rapid.IntRange(0, 2).Draw(t, "paragraphs"); to > i && to < len(starts) && starts[to] > starts[i] {
				folds = append(folds, Fold{starts[i], starts[to]})
				i = to - 1
			}
		}
		open := all(text, reading, width)
		l := New(text, serif(), reading, width, folds...)
		for !l.Index(context.Background(), rapid.IntRange(1, 200).Draw(t, "budget")) {
		}
		refolded := all(text, reading, width)
		refolded.Refold(folds)
		at := 0
		var seen []Fold
		for i := range l.LineCount() {
			n := l.Line(i)
			if n != refolded.Line(i) {
				t.Fatalf("line %d is %+v, folded later %+v", i, n, refolded.Line(i))
			}
			if n.Start != at || l.LineAt(n.Top) != i && n.Height > 0 {
				t.Fatalf("line %d %+v begins not at %d, or is line %d by its height", i, n, at, l.LineAt(n.Top))
			}
			at = n.End
			if n.Folded {
				seen = append(seen, Fold{n.Start, n.End})
				if s := l.Shape(i); n.Content != n.Start || s.Stops() != 1 || len(s.Rects(nil, n.Start, n.End)) > 0 {
					t.Fatalf("the fold %+v shows something", n)
				}
				for _, inside := range []int{n.Start, (n.Start + n.End) / 2, n.End - 1} {
					if l.LineOf(inside) != i {
						t.Fatalf("byte %d lies in line %d, not in the fold's %d", inside, l.LineOf(inside), i)
					}
				}
				continue
			}
			if same := open.Line(open.LineOf(n.Start)); same.Start != n.Start || same.End != n.End || same.Content != n.Content {
				t.Fatalf("line %+v is %+v where nothing is folded", n, same)
			}
		}
		if at != len(text) || !slices.Equal(seen, folds) {
			t.Fatalf("the lines end at %d of %d and show the folds %v of %v", at, len(text), seen, folds)
		}
		l.Refold(nil)
		if l.LineCount() != open.LineCount() || l.Height() != open.Height() {
			t.Fatalf("opened again it has %d lines of %d", l.LineCount(), open.LineCount())
		}
	})
}

func TestFoldsThatCutAParagraphStayOpen(t *testing.T) {
	text := "One two three.\nFour five.\n\nSix.\n"
	l := New(text, serif(), reading, 400, Fold{4, 15}, Fold{15, 20}, Fold{26, 27}, Fold{20, 400})
	for i := range l.LineCount() {
		if n := l.Line(i); n.Folded != (n.Start == 26) {
			t.Errorf("line %+v", n)
		}
	}
}

func TestParagraphsOfAStretch(t *testing.T) {
	text := "Title\n\nFirst comment.\nSecond one.  \nThe end"
	for _, c := range []struct{ from, to, want string }{
		{"First", "Second", "First comment.\n"},
		{"First", "  \n", "First comment.\nSecond one.  \n"},
		{"comment", "The end", "Second one.  \n"},
		{"Second", "", "Second one.  \nThe end"},
		{"one", "  \n", ""},
		{"Title", "First", "Title\n\n"},
	} {
		end := len(text)
		if c.to != "" {
			end = strings.Index(text, c.to)
		}
		f := Paragraphs(text, strings.Index(text, c.from), end)
		if got := text[f.Start:f.End]; got != c.want {
			t.Errorf("from %q to %q: %q, not %q", c.from, c.to, got, c.want)
		}
	}
}
