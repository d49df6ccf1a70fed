package storetest

import (
	"testing"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/store/adjudicate"
	"github.com/parallax-annotation/parallax/store/derived"
)

var Carl, Eva = annotate.NewAnnotator("carl"), annotate.NewAnnotator("eva")

// The text of the reviews: each word needs other bytes, units and code points.
const Disputed = "👩‍👩‍👧 Café e\u0301te\u0301 القمة 会议开始 said so & more words follow here."

func Items(t testing.TB, p *store.Project, q derived.Query) []derived.Item {
	t.Helper()
	list, err := adjudicate.Items(ctx, p, q)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func Decide(t testing.TB, p *store.Project, item derived.Item, v review.Verdict, reason string) store.Act {
	t.Helper()
	act, err := adjudicate.Decide(ctx, p, Eva, item.Item, v, reason)
	if err != nil {
		t.Fatalf("%s of %s: %v", v.Name, item.Kind, err)
	}
	return act
}

func Segments(list ...int) (out []annotate.Segment) {
	for i := 0; i < len(list); i += 2 {
		out = append(out, annotate.Segment{Start: list[i], End: list[i+1]})
	}
	return out
}
