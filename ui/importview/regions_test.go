package importview

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/textpos"
)

func TestWholeLines(t *testing.T) {
	text := textpos.New("👩‍👩‍👧 one\n  وزارة two  \n\n港口 three")
	for _, c := range []struct {
		start, end int
		want       string
	}{
		{0, 0, "👩‍👩‍👧 one"}, {7, 7, "👩‍👩‍👧 one"}, {6, 9, "👩‍👩‍👧 one"}, {12, 14, "وزارة two"}, {2, 13, "👩‍👩‍👧 one\n  وزارة two"},
		{text.Len(), text.Len(), "港口 three"}, {24, 24, ""},
	} {
		got := wholeLines(text, annotate.Segment{Start: c.start, End: c.end})
		if words := text.Slice(got.Start, got.End); words != c.want {
			t.Errorf("%d–%d: %q, want %q", c.start, c.end, words, c.want)
		}
	}
}

func TestFilesAreOrderedAsPeopleCount(t *testing.T) {
	files := []*file{{path: "a10"}, {path: "a2"}, {path: "b"}, {path: "a02b"}, {path: "a"}}
	sortFiles(files)
	var got []string
	for _, f := range files {
		got = append(got, f.path)
	}
	if diff := cmp.Diff([]string{"a", "a2", "a02b", "a10", "b"}, got); diff != "" {
		t.Error(diff)
	}
}
