package read

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/parallax-annotation/parallax/annotate/textpos"
)

// saying marks who says what in the first article: "official" stands right behind the claim, "Müller" farther before it.
func (d *desk) saying() (far, near, claim string) {
	d.t.Helper()
	tag := func(words string, nth int, key string) string {
		d.words(words, nth)
		d.typed(key)
		return d.w.session.Selected()
	}
	return tag("zoë müller", 0, "a"), tag("official", 2, "a"), tag("we know of the meeting", 0, "c")
}

// related lists the relations of a span: "makes official". It names the other ends.
func (d *desk) related(id string) string {
	d.t.Helper()
	relations, err := d.w.session.Project.RelationsOf(d.w.session.Context(), id)
	d.Must(err)
	var all []string
	for _, r := range relations {
		kind, _ := d.w.session.Codebook().RelationTypeByID(r.TypeID)
		head, err := d.w.session.Project.Span(d.w.session.Context(), r.HeadSpanID)
		d.Must(err)
		tail, err := d.w.session.Project.Span(d.w.session.Context(), r.TailSpanID)
		d.Must(err)
		all = append(all, fmt.Sprintf("%s %s %s", d.view().spans.words(head, 12), kind.Name, d.view().spans.words(tail, 12)))
	}
	return strings.Join(all, ", ")
}

func TestShiftRRelatesAClaimToItsNearestActor(t *testing.T) {
	d := newDesk(t)
	_, _, claim := d.saying()
	d.shifted("R")
	if got := d.related(claim); got != "“official” makes “We know of…”" {
		t.Fatalf("related %s", got)
	}
	if !strings.HasPrefix(d.w.said, "Related “official” makes “We know of the meeting") {
		t.Errorf("it says %q", d.w.said)
	}
	if d.w.session.Selected() != claim {
		t.Error("the claim is not in hand any more")
	}
	d.shifted("R")
	if got := d.related(claim); strings.Count(got, "makes") != 1 || !strings.HasSuffix(d.w.said, "already.") {
		t.Errorf("a second time: %s; it says %q", got, d.w.said)
	}
	d.shortcut("edit.undo")
	if got := d.related(claim); got != "" {
		t.Errorf("after undo: %s", got)
	}
	for range 2 { // what was done before is likelier: the claim is about the actor
		d.w.session.SelectSpan(claim)
		d.typed("r2")
		d.shortcut("edit.undo")
	}
	d.w.session.SelectSpan(claim)
	d.typed("r2")
	d.words("the haqqani network denied it", 0)
	d.typed("c")
	another := d.w.session.Selected()
	d.shifted("R")
	if got := d.related(another); got != "“The Haqqani…” targets “official”" {
		t.Errorf("after targets: %s", got)
	}
}

func TestShiftRSaysWhereThereIsNobody(t *testing.T) {
	d := newDesk(t)
	d.words("we know of the meeting", 0)
	d.typed("c")
	d.shifted("R")
	if d.w.said != "There is no actor in this article to relate the claim to." {
		t.Errorf("it says %q", d.w.said)
	}
	d.w.session.SelectSpan("")
	d.shifted("R")
	if d.w.said != "Select a span first: click it, or press n." {
		t.Errorf("without a span it says %q", d.w.said)
	}
}

func TestEnterAfterRTakesTheNearest(t *testing.T) {
	d := newDesk(t)
	_, _, claim := d.saying()
	d.typed("r")
	d.shot("relating-nearest-light")
	banner := d.view().relations.banner
	if len(banner.names) != 2 || !strings.HasPrefix(banner.names[0], "makes  “official” › “We know") || !strings.HasPrefix(banner.names[1], "targets  “We know") {
		t.Errorf("offered %q", banner.names)
	}
	d.pressed(fyne.KeyReturn)
	if got := d.related(claim); got != "“official” makes “We know of…”" {
		t.Errorf("related %s", got)
	}
	d.typed("r")
	if len(banner.names) != 1 || !strings.HasPrefix(banner.names[0], "targets") {
		t.Errorf("what is there already is offered again: %q", banner.names)
	}
	d.typed("1")
	if got := d.related(claim); !strings.Contains(got, "targets “official”") {
		t.Errorf("a digit does not decide at once: %s", got)
	}
	if d.view().relations.making != nil || banner.object.Visible() {
		t.Error("the making of the relation goes on")
	}
}

func TestTheOtherEndIsFoundByCaretAndBySearch(t *testing.T) {
	d := newDesk(t)
	far, _, claim := d.saying()
	text := d.view().panes.current().reader
	at := func(words string) int {
		return textpos.Fold(text.AccessibilityLabel(), true).Find(words, 1)[0].Start
	}
	d.typed("r")
	text.SetCaret(at("zoë") - 1)
	d.pressed(fyne.KeyRight, fyne.KeyRight)
	if d.w.session.Selected() != far {
		t.Fatal("the span in which the caret stands is not the other end")
	}
	d.pressed(fyne.KeyUp, fyne.KeyHome) // out of it
	if d.w.session.Selected() != far || text.SelectedMark() != far {
		t.Error("what is chosen is lost when the caret leaves it")
	}
	d.pressed(fyne.KeyReturn)
	if got := d.related(claim); got != "“Zoë Müller” makes “We know of…”" {
		t.Errorf("by the caret: %s", got)
	}
	d.w.session.SelectSpan(claim)
	d.typed("r")
	d.shortcut("edit.find")
	d.typed("müller")
	d.pressed(fyne.KeyEscape)
	if d.view().relations.making == nil || d.w.session.Selected() != far {
		t.Fatal("the span that was found is not the other end")
	}
	d.pressed(fyne.KeyReturn)
	if got := d.related(claim); !strings.Contains(got, "targets “Zoë Müller”") {
		t.Errorf("by a search: %s", got)
	}
}
