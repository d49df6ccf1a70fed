package passage_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/align/passage"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func all(t *textpos.Text) annotate.Segment { return annotate.Segment{End: t.Len()} }

func TestAStretchHasItsCounterpartInTheOtherPassage(t *testing.T) {
	for _, c := range []struct{ name, a, stretch, b, want string }{
		{"word by word", "The pilot blamed the weather at noon.", "blamed the weather", "Later the pilot blamed the weather.", "blamed the weather"},
		{"in other forms", "Officials were blaming two pilots.", "blaming two pilots", "They blamed two pilot officers.", "blamed two pilot"},
		{"a word changed within", "He saw a very bright red light there.", "very bright red light", "He saw a very pale red light there.", "very pale red light"},
		{"a word changed at its beginning", "He saw a bright red light there.", "bright red light", "He saw a pale red light there.", "pale red light"},
		{"a word changed at its end", "They lost 14 crates on Monday.", "lost 14 crates", "They lost 14 boxes on Monday.", "lost 14 boxes"},
		{"with its quotation marks", "She called it “a grave mistake” then.", "“a grave mistake”", "It was \"a grave mistake\", she said.", "\"a grave mistake\""},
		{"without them", "She called it “a grave mistake” then.", "a grave mistake", "It was \"a grave mistake\", she said.", "a grave mistake"},
		{"none", "She called it “a grave mistake” then.", "called", "It was \"a grave mistake\", she said.", ""},
		{"behind emoji", "🦊 A grave mistake was made.", "grave mistake", "🦊🦊 Such a grave mistake!", "grave mistake"},
	} {
		a, b := textpos.New(c.a), textpos.New(c.b)
		at := a.CodePoint(strings.Index(c.a, c.stretch))
		stretch := annotate.Segment{Start: at, End: at + textpos.New(c.stretch).Len()}
		found, _, ok := passage.Counterpart(a, stretch, b, all(b), passage.Words(a, all(a), b, all(b), "en"))
		got := ""
		if ok {
			got = b.Slice(found.Start, found.End)
		}
		if got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// TestMatchedWordsStandInBothPassagesInOrder: what is matched is the same word or stem, and no word twice or out of order.
func TestMatchedWordsStandInBothPassagesInOrder(t *testing.T) {
	vocabulary := strings.Fields("dam dams lake lakes governor burst 12 twelve the of and “Orrin” water; night tents 🦊")
	rapid.Check(t, func(t *rapid.T) {
		sentence := func(name string) *textpos.Text {
			return textpos.New(strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 0, 30).Draw(t, name), " "))
		}
		a, b := sentence("a"), sentence("b")
		endA, endB := 0, 0
		matches := passage.Words(a, all(a), b, all(b), "en")
		for _, m := range matches {
			if m.A.Start < endA || m.B.Start < endB {
				t.Fatalf("%v comes before what was matched already", m)
			}
			endA, endB = m.A.End, m.B.End
			if wordA, wordB := a.Slice(m.A.Start, m.A.End), b.Slice(m.B.Start, m.B.End); m.Same && wordA != wordB && !numbers[wordA+wordB] {
				t.Fatalf("%q is said to be %q", wordA, wordB)
			}
		}
		if a.String() == b.String() {
			n := 0
			for range a.Words(all(a)) {
				n++
			}
			if len(matches) != n {
				t.Fatalf("of %d words that are the same %d are matched", n, len(matches))
			}
		}
	})
}

// numbers are words that are one number.
var numbers = map[string]bool{"12twelve": true, "twelve12": true}

func ExampleWords() {
	a, b := textpos.New("Two dams burst at noon."), textpos.New("At night a dam burst.")
	for _, m := range passage.Words(a, all(a), b, all(b), "en") {
		fmt.Println(a.Slice(m.A.Start, m.A.End), b.Slice(m.B.Start, m.B.End), m.Same)
	}
	// Output:
	// dams dam false
	// burst burst true
}
