package adjudicate_test

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/derived"
	"github.com/parallax-annotation/parallax/store/storetest"
)

// What was decided holds when two of the annotators turn out to be one person, who had marked the same words alike.
func TestADecisionHoldsWhenTwoWhoMarkedAlikeAreJoined(t *testing.T) {
	p := storetest.New(t)
	d := storetest.AddDocument(t, p, "Zoë 🌍 met the envoy. 大使离开了。")
	capital := annotate.NewAnnotator("Anna")
	for _, who := range []annotate.Annotator{storetest.Anna, capital} {
		storetest.Tag(t, p, who, d, "actor", 10, 19)
	}
	storetest.Tag(t, p, storetest.Ben, d, "actor", 14, 19)
	storetest.Decide(t, p, item(t, p, d.ID, review.Boundary), review.Verdict{Name: review.Take, Candidates: []int{0}}, "with the article")
	storetest.Do(t, p, storetest.Ben, "annotator", func(tx *store.Tx) error {
		joined, err := tx.JoinAnnotators(storetest.Anna.ID, capital.ID)
		if joined.Once != 1 {
			t.Errorf("joined %+v", joined)
		}
		return err
	})
	after := item(t, p, d.ID, review.Boundary)
	if after.Open || len(after.Candidates) != 2 || len(after.Gold) != 1 || after.Decisions[0].Reason != "with the article" {
		t.Errorf("it is open: %v, with %d candidates, %d in gold", after.Open, len(after.Candidates), len(after.Gold))
	}
	if len(storetest.Items(t, p, derived.Query{DocumentID: d.ID})) != 1 {
		t.Error("there are more items than one")
	}
	storetest.Sound(t, p)
}
