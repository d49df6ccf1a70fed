package lexicon

import (
	"strings"
	"testing"
)

// TestEachWordOfTheListsIsOneWord reads all lists. Six words begin with a mark, which none can.
func TestEachWordOfTheListsIsOneWord(t *testing.T) {
	broken := 0
	for i, count := range []int{26_383, 30_550, 81_028, 41_120} {
		l := lists[i]()
		words, err := read("lists/" + l.name + ".gz")
		if err != nil || len(words) != count {
			t.Fatalf("%s: %d words, want %d; %v", l.name, len(words), count, err)
		}
		for _, codes := range words {
			var b strings.Builder
			for _, c := range codes {
				switch c {
				case nonJoiner:
					b.WriteRune('\u200C')
				case zeroJoiner:
					b.WriteRune('\u200D')
				default:
					b.WriteRune(l.base + rune(c) - firstCode)
				}
			}
			word := b.String()
			if !Begins(word) {
				broken++
				continue
			}
			for end := range Ends(word, 0, len(word)) {
				if r, _ := runAt(word, 0); end != len(word) && r.kind(end/size) != none {
					t.Errorf("%q ends after %q", word, word[:end])
				}
			}
		}
	}
	if broken != 6 {
		t.Errorf("%d words cannot begin a word, want 6", broken)
	}
}
