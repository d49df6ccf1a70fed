package session_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/store"
)

// TestLastTextsAreKept: an article that was asked for among the last is not read again, one before them is, and one that is not there
// is told of.
func TestLastTextsAreKept(t *testing.T) {
	s := newStage(t)
	var ids []string
	_, ok := s.Do("import", "Import", func(tx *store.Tx) error {
		story, _, err := tx.EnsureStory("Geneva")
		for _, text := range []string{"The envoy 🌍 met them.", "会议在日内瓦举行。", "It was denied."} {
			d := annotate.Document{StoryID: story.ID, Title: text, Text: text, TextSHA256: annotate.HashText(text), Position: len(ids)}
			if err == nil {
				err = tx.AddDocument(&d, nil)
			}
			ids = append(ids, d.ID)
		}
		return err
	})
	if !ok {
		t.Fatal(s.said)
	}
	texts := s.Texts(2)
	at := func(i int) any { a, _ := texts.Article(ids[i]); return a.Text }
	first, second := at(0), at(1)
	if at(0) != first || at(1) != second {
		t.Error("an article that is kept was read again")
	}
	at(2)
	if at(1) != second {
		t.Error("one of the last two was read again")
	}
	if at(0) == first {
		t.Error("more than two are kept")
	}
	if got := texts.Quote(ids[0], []annotate.Segment{{Start: 4, End: 11}, {Start: 12, End: 15}}); got != "envoy 🌍 … met" {
		t.Errorf("%q", got)
	}
	texts.Forget()
	if kept := at(0); kept == nil || kept == first || len(s.said) > 0 {
		t.Errorf("forgotten: %v, said %q", kept, s.said)
	}
	if _, ok := texts.Article("nowhere"); ok || len(s.said) != 1 {
		t.Errorf("an article that is not there: said %q", s.said)
	}
}
