package reviewview

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/parallax-annotation/parallax/annotate"
	"github.com/parallax-annotation/parallax/annotate/review"
	"github.com/parallax-annotation/parallax/store"
	"github.com/parallax-annotation/parallax/ui/theme"
)

// said is everything that stands in the window.
func (d *desk) said() string { return test.RenderObjectToMarkup(d.win.Content()) }

func TestNamesAreHidden(t *testing.T) {
	d, document, _ := two(t)
	if !strings.Contains(d.said(), ">anna<") {
		t.Fatal("the names are not shown")
	}
	d.typed("h")
	if said := d.said(); strings.Contains(said, "anna") || strings.Contains(said, ">ben<") || !strings.Contains(said, ">A<") {
		t.Error("the names are not hidden")
	}
	// The key takes what stands on the card, in whichever order.
	second := d.view.hand.item.Candidates[d.view.hand.order[1]].Span
	d.typed("2")
	if got := d.goldIn(document); len(got) != 1 || got[0].Segments[0] != second.Segments[0] {
		t.Errorf("%+v is not the second card, %+v", got, second)
	}
	if said := d.said(); strings.Contains(said, "anna marked") || strings.Contains(said, "ben marked") {
		t.Error("who marked nothing is said")
	}
}

func TestListIsFilteredAndOrdered(t *testing.T) {
	p, documents := newProject(t)
	mark(t, p, anna, documents[0], "actor", "Haqqani network")
	mark(t, p, ben, documents[0], "actor", "Haqqani")
	mark(t, p, anna, documents[0], "claim", "The network denied it")
	mark(t, p, anna, documents[1], "actor", "a senior official", with("type", "person"))
	mark(t, p, ben, documents[1], "actor", "a senior official", with("type", "state"))
	d := open(t, p, theme.Light)
	kinds := func() (list []review.Kind) {
		for row := range d.view.queue.Shown() {
			list = append(list, d.view.queue.At(row).Kind)
		}
		return list
	}
	want := func(what string, kinds []review.Kind, list ...review.Kind) {
		t.Helper()
		if len(kinds) != len(list) {
			t.Fatalf("%s: %v, not %v", what, kinds, list)
		}
		for i := range list {
			if kinds[i] != list[i] {
				t.Fatalf("%s: %v, not %v", what, kinds, list)
			}
		}
	}
	want("by article", kinds(), review.Boundary, review.Some, review.Attribute)
	d.typed("d")
	want("by disagreement", kinds(), review.Some, review.Boundary, review.Attribute)
	d.typed("d")
	d.view.filters.label.SetSelected("claim")
	want("claims", kinds(), review.Some)
	d.expect(review.Some, "The network")
	d.view.filters.label.SetSelected(anyLabel)
	d.view.filters.annotator.SetSelected("ben")
	want("ben's", kinds(), review.Boundary, review.Attribute)
	d.view.filters.annotator.SetSelected(anyAnnotator)
	var rows []*row
	for _, o := range test.LaidOutObjects(d.view.list.widget) {
		if r, ok := o.(*row); ok {
			rows = append(rows, r)
		}
	}
	rows[1].TappedSecondary(&fyne.PointEvent{})
	top := d.win.Canvas().Overlays().Top()
	if top == nil || d.view.hand.item.Kind != d.view.queue.At(1).Kind {
		t.Fatalf("the right button shows nothing of the item, but of %v", d.view.hand.item.Kind)
	}
	d.win.Canvas().Overlays().Remove(top)
	rows[2].Tapped(&fyne.PointEvent{})
	d.expect(review.Attribute, "a senior official")
	if d.view.page.document.ID != documents[1].ID {
		t.Error("its article is not shown")
	}
	d.typed("2")
	d.typed("v")
	want("decided", kinds(), review.Attribute)
	d.typed("v")
	want("all", kinds(), review.Boundary, review.Some, review.Attribute)
	if states, _ := p.States(ctx, documents[1].StoryID, gold.ID); states[documents[1].ID] != annotate.Done || states[documents[0].ID] == annotate.Done {
		t.Errorf("%v", states)
	}
}

func TestWhatOthersDoIsFollowed(t *testing.T) {
	d, document, spans := two(t)
	d.typed("1")
	act(t, d.session.Project, ben, func(tx *store.Tx) error {
		b := spans[1]
		b.Segments = []annotate.Segment{at(t, document, "The envoy")}
		return tx.UpdateSpan(b)
	})
	d.until("the item is open again", func() bool { d.settle(); return d.view.queue.Counts().Changed == 1 || d.view.queue.Counts().Open > 1 })
}

func TestNothingToReview(t *testing.T) {
	p, documents := newProject(t)
	d := open(t, p, theme.Dark)
	if !strings.Contains(d.said(), "Nothing to review yet") {
		t.Error("it does not say that there is nothing")
	}
	d.shot("nothing")
	mark(t, p, anna, documents[0], "actor", "Haqqani network")
	d.until("somebody has marked something", func() bool { d.settle(); return d.view.queue.Counts().Items == 1 })
	if !strings.Contains(d.said(), "Only one annotator") {
		t.Error("it does not say that one is alone")
	}
	mark(t, p, ben, documents[0], "actor", "Haqqani")
	d.until("both have", func() bool { d.settle(); return d.view.queue.filled() })
	d.expect(review.Boundary, "Haqqani")
	if d.win.Canvas().Focused() != fyne.Focusable(d.view.page.reader) {
		t.Error("nothing has the keyboard")
	}
}
