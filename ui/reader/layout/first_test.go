package layout

import (
	"strings"
	"testing"
)

// TestTheFirstScreenIsCutFromAnyText makes texts whose words, lines and clusters do not end, and sees that a layout stands
// once a few blocks of them were looked at.
func TestTheFirstScreenIsCutFromAnyText(t *testing.T) {
	const size = 4 << 20
	for _, c := range []struct{ name, unit string }{
		{"one word", "abcdefghij"},
		{"one line", "lorem ipsum dolor sit amet "},
		{"empty lines", "\n"},
		{"accents on one letter", "\u0301"},
		{"emoji joined", "\U0001F469\u200D"},
		{"joiners", "\u200D"},
		{"Arabic", "سلام"},
		{"Thai", "ภาษาไทย"},
		{"both directions", "שלום abc"},
		{"ideographs", "政府宣布新的政策"},
		{"spaces", " "},
		{"tabs", "\t"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := New("a"+strings.Repeat(c.unit, size/len(c.unit)), serif(), reading, 600)
			if bytes, done := l.Ready(); done || bytes > 8*maxBlock {
				t.Errorf("%d bytes of it are set, all: %v", bytes, done)
			}
			known, _ := l.Ready()
			at := 0
			for i := range l.LineCount() {
				line := l.Line(i)
				if line.Start != at {
					t.Fatalf("line %d begins at %d, the one above ends at %d", i, line.Start, at)
				}
				if at = line.End; at > known {
					t.Fatalf("line %d ends at %d, of %d", i, at, known)
				}
				if shaped := l.Shape(i); shaped.Stop(shaped.Stops()-1) != line.Content {
					t.Fatalf("line %d: the last caret place is %d, not %d", i, shaped.Stop(shaped.Stops()-1), line.Content)
				}
			}
			if at == 0 {
				t.Error("no line of it stands")
			}
		})
	}
}
