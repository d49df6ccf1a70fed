package coref_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/parallax-annotation/parallax/annotate/dataset"
	"github.com/parallax-annotation/parallax/annotate/format/coref"
	"github.com/parallax-annotation/parallax/annotate/format/formtest"
)

func TestWritesMentions(t *testing.T) {
	mention := func(entity string, start, end int) dataset.Span {
		s := dataset.Span{ID: fmt.Sprint(start, end), Label: "actor", Start: start, End: end, Segments: [][2]int{{start, end}}, Confidence: 1}
		if entity != "" {
			s.Entity = &dataset.Entity{ID: entity, Name: entity}
		}
		return s
	}
	r := dataset.Record{ID: "d1", Text: "Zoe of Gulf Lines saw her boss. 🦊 Left.", Spans: []dataset.Span{
		mention("zoe", 0, 17), mention("zoe", 0, 3), mention("lines", 7, 17), mention("zoe", 22, 25), mention("boss", 22, 29), mention("", 30, 31), mention("fox", 32, 33)}}
	path := filepath.Join(t.TempDir(), "a.conll")
	sink := formtest.Write(t, coref.Format, path, []dataset.Record{r})
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	line := func(n int, word, cell string) string {
		return fmt.Sprintf("d1 0 %d %s - - - - - - - %s\n", n, word, cell)
	}
	want := "#begin document (d1); part 000\n" + line(0, "Zoe", "(0)|(0") + line(1, "of", "-") + line(2, "Gulf", "(1") + line(3, "Lines", "1)|0)") + line(4, "saw", "-") +
		line(5, "her", "(0)|(2") + line(6, "boss", "2)") + line(7, ".", "-") + "\n" + line(0, "🦊", "(3)") + line(1, "Left", "-") + line(2, ".", "-") + "\n#end document\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if lost := fmt.Sprint(sink.Losses()); lost != "[blanks and line ends between words (1) ends of mentions within a token, which were widened (1) ids of entities (4) ids of spans (7) spans without an entity (1)]" {
		t.Error(lost)
	}
}
