package paint

import "testing"

// Names at the spans are large enough to read at every size of text that the window offers, and there is room for them between the lines,
// within what a line may paint beyond its own rows.
func TestNamesAreReadableAndCoverNoText(t *testing.T) {
	for text := float32(11); text <= 40; text++ {
		size := tagSize(text)
		if size < 11 || size > text {
			t.Errorf("at a text of %.0f the names are %.1f", text, size)
		}
		line := TagLineHeight(text) * text
		if top, below := line-marksAbove*text-size*tagLine, 0.33*text; top < below { // of the name, and of a tint of the line above
			t.Errorf("at a text of %.0f a name begins %.1f below the line above it, where its marks reach to %.1f", text, top, below)
		}
		// A face's letters stand in the middle of their line; what it has above them is at least 0.88 of its size.
		baseline := (line-1.107*text)/2 + 0.88*text
		if over := marksAbove*text + size*tagLine - baseline; over > Overhang*text {
			t.Errorf("at a text of %.0f a name reaches %.1f above its line", text, over)
		}
	}
	if got := tagSize(6); got != 6 {
		t.Errorf("at a text of 6 the names are %.1f", got)
	}
}
