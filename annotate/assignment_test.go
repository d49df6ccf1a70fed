package annotate_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/parallax-annotation/parallax/annotate"
)

func TestDistributeSharesEvenly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var documents []annotate.Document
		for i := range rapid.IntRange(0, 40).Draw(t, "documents") {
			documents = append(documents, annotate.Document{ID: fmt.Sprint("d", i), StoryID: fmt.Sprint("s", i/4)})
		}
		d := annotate.Distribution{Annotators: []string{"anna", "ben", "carla", "dao"}[:rapid.IntRange(1, 4).Draw(t, "annotators")]}
		d.Each = rapid.IntRange(0, 5).Draw(t, "each")
		d.ByStory = rapid.Bool().Draw(t, "by story")
		want := d.Each
		if want == 0 || want > len(d.Annotators) {
			want = len(d.Annotators)
		}
		load, each, stories := map[string]int{}, map[string]int{}, map[string][]string{}
		for _, a := range d.Distribute(documents, nil) {
			load[a.AnnotatorID]++
			each[a.DocumentID]++
			stories[a.DocumentID] = append(stories[a.DocumentID], a.AnnotatorID)
		}
		least, most := len(documents), 0
		for _, annotator := range d.Annotators {
			least, most = min(least, load[annotator]), max(most, load[annotator])
		}
		room := 1
		if d.ByStory {
			room = 4
		}
		if most-least > room {
			t.Errorf("uneven: %v", load)
		}
		for _, document := range documents {
			if each[document.ID] != want {
				t.Errorf("%s has %d annotators, want %d", document.ID, each[document.ID], want)
			}
		}
		for i := 1; d.ByStory && i < len(documents); i++ {
			if documents[i].StoryID == documents[i-1].StoryID && !slices.Equal(stories[documents[i].ID], stories[documents[i-1].ID]) {
				t.Errorf("%s is not shared out like its story", documents[i].ID)
			}
		}
	})
}

func TestDistributeBalancesPairs(t *testing.T) {
	var documents []annotate.Document
	for i := range 12 {
		documents = append(documents, annotate.Document{ID: fmt.Sprint("d", i), StoryID: fmt.Sprint("s", i)})
	}
	pairs, last := map[string]int{}, map[string]string{}
	for _, a := range (annotate.Distribution{Annotators: []string{"anna", "ben", "carla"}, Each: 2}).Distribute(documents, nil) {
		if first := last[a.DocumentID]; first != "" {
			pairs[first+" "+a.AnnotatorID]++
		}
		last[a.DocumentID] = a.AnnotatorID
	}
	for _, pair := range []string{"anna ben", "anna carla", "ben carla"} {
		if pairs[pair] != 4 {
			t.Errorf("%s share %d articles, want 4", pair, pairs[pair])
		}
	}
}

func TestDistributeKeepsWhatWasBegun(t *testing.T) {
	documents := []annotate.Document{{ID: "a", StoryID: "s"}, {ID: "b", StoryID: "s"}, {ID: "c", StoryID: "s"}}
	begun := []annotate.Assignment{{DocumentID: "a", AnnotatorID: "ben"}, {DocumentID: "b", AnnotatorID: "ben"}, {DocumentID: "c", AnnotatorID: "zoë"}}
	got := annotate.Distribution{Annotators: []string{"anna", "ben"}, Each: 1}.Distribute(documents, begun)
	if !slices.Equal(got, begun) {
		t.Errorf("got %v, want what was begun", got)
	}
}
